"""URLs of openings.

/ouvertures/                              list, filters in the URL
/ouvertures/nouvelle                      typing an offer
/ouvertures/imports/                      imports
/ouvertures/imports/nouveau               asking for one
/ouvertures/imports/modele.csv            template of our CSV
/ouvertures/imports/<pk>                  report and rejected rows
/ouvertures/imports/<pk>/reprendre        after a failure
/ouvertures/<pk>                          one opening
/ouvertures/<pk>/modifier                 editing a typed offer
/ouvertures/<pk>/horaires                 hours said by the employer
/ouvertures/<pk>/etat/<transition>        filled, closed, reopened, published
/ouvertures/<pk>/quarantaine              lifting it, with a reason
/ouvertures/<pk>/exigences/<pk>           one-click correction
/ouvertures/<pk>/ecartees/<pk>            undo
"""

from django.urls import path, re_path

from parcours.offres import views, vues_imports

app_name = "offres"
urlpatterns = [
    path("ouvertures/", views.liste, name="liste"),
    path("ouvertures/nouvelle", views.nouvelle, name="nouvelle"),
    path("ouvertures/imports/", vues_imports.imports, name="imports"),
    path("ouvertures/imports/nouveau", vues_imports.importer, name="importer"),
    path("ouvertures/imports/modele.csv", vues_imports.modele_csv, name="modele_csv"),
    path("ouvertures/imports/<int:pk>", vues_imports.un_import, name="import"),
    path("ouvertures/imports/<int:pk>/reprendre", vues_imports.reprendre, name="reprendre"),
    path("ouvertures/<int:pk>", views.fiche, name="fiche"),
    path("ouvertures/<int:pk>/modifier", views.modifier, name="modifier"),
    path("ouvertures/<int:pk>/horaires", views.horaires, name="horaires"),
    re_path(
        r"^ouvertures/(?P<pk>\d{1,18})/etat/(?P<transition>pourvoir|fermer|rouvrir|publier)$",
        views.changer_etat,
        name="changer_etat",
    ),
    path("ouvertures/<int:pk>/quarantaine", views.lever_quarantaine, name="lever_quarantaine"),
    path(
        "ouvertures/<int:pk>/exigences/<int:exigence>",
        views.corriger_exigence,
        name="corriger_exigence",
    ),
    path(
        "ouvertures/<int:pk>/ecartees/<int:ecartee>",
        views.retablir_exigence,
        name="retablir_exigence",
    ),
]
