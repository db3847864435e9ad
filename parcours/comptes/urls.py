"""URLs of the accounts.

/connexion/          e-mail and password
/deconnexion/        POST only
/acces/<jeton>       one-time link or printed card
/mot-de-passe/       choosing one; oublie/: a one-time link instead
/acces-api/          tokens of the API
  jetons/<pk>/revoquer
  essayer            a page to try it, without anything from elsewhere
  avis/              outgoing notices
/notifications/      what one is told, unread first
  tout-lire          POST
  preferences        how one is told of each kind
  <pk>               POST: mark read, go to its page
"""

from django.contrib.auth.views import LogoutView
from django.urls import path

from parcours.comptes import views, vues_api, vues_notifications

app_name = "comptes"
urlpatterns = [
    path("connexion/", views.Connexion.as_view(), name="connexion"),
    path("deconnexion/", LogoutView.as_view(), name="deconnexion"),
    path("acces/<str:jeton>", views.lien, name="lien"),
    path("mot-de-passe/", views.mot_de_passe, name="mot_de_passe"),
    path("mot-de-passe/oublie/", views.mot_de_passe_oublie, name="mot_de_passe_oublie"),
    path("acces-api/", vues_api.acces_api, name="acces_api"),
    path("acces-api/essayer", vues_api.essayer_api, name="essayer_api"),
    path("acces-api/jetons/<int:pk>/revoquer", vues_api.jeton_revoquer, name="jeton_revoquer"),
    path("acces-api/avis/", vues_api.avis, name="avis"),
    path("acces-api/avis/<int:pk>/basculer", vues_api.avis_basculer, name="avis_basculer"),
    path("acces-api/avis/<int:pk>/essayer", vues_api.avis_essayer, name="avis_essayer"),
    path(
        "acces-api/avis/livraisons/<int:pk>/relancer",
        vues_api.livraison_relancer,
        name="livraison_relancer",
    ),
    path("notifications/", vues_notifications.liste, name="notifications"),
    path("notifications/tout-lire", vues_notifications.tout_lire, name="tout_lire"),
    path("notifications/preferences", vues_notifications.preferences, name="preferences"),
    path("notifications/<int:pk>", vues_notifications.ouvrir, name="notification"),
]
