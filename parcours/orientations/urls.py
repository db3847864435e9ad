"""The branch of the orientations.

dossiers/<pk>/orientations/        the tab
dossiers/<pk>/orienter/            refer (?ouverture= or ?solution=)
orientations/<pk>/                 one orientation, its log, what comes next
orientations/<pk>/nommer/          the person agrees to be named to the employer
orientations/<pk>/heures/          POST: hours of the insertion clause
clauses/                           the facilitatrice: contracts; nouvelle, <pk>, <pk>/modifier
clauses/<pk>/ouvertures/<pk>/      POST: rattacher, detacher
clauses/<pk>/heures/<pk>/          POST: hours of one referral
reponses/  reponses/<pk>/          the employer space
repondre/<jeton>/                  the signed link, no account
mes-orientations/<pk>/dire-non/    the person says no
mes-orientations/<pk>/mon-nom/     the person agrees to be named
"""

from django.urls import path

from parcours.orientations.views import clauses, conseillers, destinataires, personnes

app_name = "orientations"
urlpatterns = [
    path("dossiers/<int:pk>/orientations/", conseillers.onglet, name="onglet"),
    path("dossiers/<int:pk>/orienter/", conseillers.nouvelle, name="nouvelle"),
    path("orientations/<int:pk>/", conseillers.fiche, name="fiche"),
    path("orientations/<int:pk>/nommer/", conseillers.nommer, name="nommer"),
    path("orientations/<int:pk>/heures/", clauses.heures_du_dossier, name="heures"),
    path("clauses/", clauses.liste, name="clauses"),
    path("clauses/nouvelle/", clauses.nouvelle, name="clause_nouvelle"),
    path("clauses/<int:pk>/", clauses.fiche, name="clause"),
    path("clauses/<int:pk>/modifier/", clauses.modifier, name="clause_modifier"),
    path(
        "clauses/<int:pk>/ouvertures/<int:ouverture>/rattacher/",
        clauses.rattacher,
        name="clause_rattacher",
    ),
    path(
        "clauses/<int:pk>/ouvertures/<int:ouverture>/detacher/",
        clauses.detacher,
        name="clause_detacher",
    ),
    path("clauses/<int:pk>/heures/<int:orientation>/", clauses.heures, name="clause_heures"),
    path("reponses/", destinataires.reponses, name="reponses"),
    path("reponses/<int:pk>/", destinataires.carte, name="carte"),
    path("repondre/<str:jeton>/", destinataires.repondre, name="repondre"),
    path("mes-orientations/<int:pk>/dire-non/", personnes.decliner_moi, name="decliner_moi"),
    path("mes-orientations/<int:pk>/mon-nom/", personnes.me_nommer, name="me_nommer"),
]
