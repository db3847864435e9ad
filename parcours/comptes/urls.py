"""URLs of the accounts.

/connexion/          e-mail and password
/deconnexion/        POST only
/acces/<jeton>       one-time link or printed card
/mot-de-passe/       choosing one; oublie/: a one-time link instead
"""

from django.contrib.auth.views import LogoutView
from django.urls import path

from parcours.comptes import views

app_name = "comptes"
urlpatterns = [
    path("connexion/", views.Connexion.as_view(), name="connexion"),
    path("deconnexion/", LogoutView.as_view(), name="deconnexion"),
    path("acces/<str:jeton>", views.lien, name="lien"),
    path("mot-de-passe/", views.mot_de_passe, name="mot_de_passe"),
    path("mot-de-passe/oublie/", views.mot_de_passe_oublie, name="mot_de_passe_oublie"),
]
