"""The branch of the matching.

dossiers/<pk>/suggestions/                          the tab
dossiers/<pk>/suggestions/recalculer/               rank again, on demand
dossiers/<pk>/compte/                               POST: count with what is being typed
dossiers/<pk>/suggestions/bloquees/                 ?par=garde: one group of blocked openings
dossiers/<pk>/suggestions/<ouverture>/              « Pourquoi ? »
dossiers/<pk>/suggestions/<ouverture>/ecarter/      put aside, with a reason
dossiers/<pk>/suggestions/<ouverture>/reprendre/    take back
dossiers/<pk>/plan/<action>/ouvert/                 what a finished step opened
dossiers/<pk>/lever/                                what lifting opens: bars, plans
dossiers/<pk>/lever/ouvertures/                     ?etapes=…: the openings behind a figure
dossiers/<pk>/lever/adopter/                        POST: steps become the plan
dossiers/<pk>/lever/imprimer/                       POST: ask for its PDF
ouvertures/<pk>/exclusions/                         what each requirement keeps out
ouvertures/exclusions/                              POST: the same for an offer being typed
ouvertures/<pk>/pour-qui/                           the people of one's portfolio it suits
mes-pistes/chercher/  …/vouloir/                    « je cherche : nounou »; add it to what is wanted
mes-pistes/  mes-pistes/<ouverture>/                the person: five at most, yes or no
"""

from django.urls import path

from matching import views, vues_exclusions, vues_lever

app_name = "matching"
_onglet = "dossiers/<int:pk>/suggestions/"
urlpatterns = [
    path(_onglet, views.suggestions, name="suggestions"),
    path(f"{_onglet}recalculer/", views.recalculer, name="recalculer"),
    path("dossiers/<int:pk>/compte/", views.compte_vivant, name="compte"),
    path(f"{_onglet}bloquees/", views.bloquees_par, name="bloquees"),
    path(f"{_onglet}<int:ouverture>/", views.expliquer, name="pourquoi"),
    path(f"{_onglet}<int:ouverture>/ecarter/", views.ecarter, name="ecarter"),
    path(f"{_onglet}<int:ouverture>/reprendre/", views.reprendre, name="reprendre"),
    path(
        "dossiers/<int:pk>/plan/<int:action>/ouvert/",
        views.ce_qui_s_est_ouvert,
        name="ce_qui_s_est_ouvert",
    ),
    path("dossiers/<int:pk>/lever/", vues_lever.lever, name="lever"),
    path("dossiers/<int:pk>/lever/ouvertures/", vues_lever.ouvertures, name="lever_ouvertures"),
    path("dossiers/<int:pk>/lever/adopter/", vues_lever.adopter, name="lever_adopter"),
    path("dossiers/<int:pk>/lever/imprimer/", vues_lever.imprimer, name="lever_imprimer"),
    path("ouvertures/<int:pk>/exclusions/", vues_exclusions.exclusions, name="exclusions"),
    path("ouvertures/exclusions/", vues_exclusions.compter_exclusions, name="compter_exclusions"),
    path("ouvertures/<int:pk>/pour-qui/", views.pour_qui, name="pour_qui"),
    path("mes-pistes/", views.pistes, name="mes_pistes"),
    path("mes-pistes/chercher/", views.chercher, name="chercher"),
    path("mes-pistes/chercher/vouloir/", views.vouloir, name="vouloir"),
    path("mes-pistes/<int:ouverture>/", views.piste, name="piste"),
]
