"""URLs of solutions.

/solutions/                          directory, filters in the URL
/solutions/annuaire.csv              the same as a table
/solutions/nouvelle                  adding a service
/solutions/organismes/<pk>/modifier  an organisation typed here
/solutions/imports/                  imports, each with its report
/solutions/imports/nouveau           asking for one
/solutions/imports/<pk>              report and rejected rows
/solutions/imports/<pk>/reprendre    after a failure
/solutions/<pk>                      one service
/solutions/<pk>/modifier
"""

from django.urls import path

from parcours.solutions import views, vues_imports

app_name = "solutions"
urlpatterns = [
    path("solutions/", views.liste, name="liste"),
    path("solutions/annuaire.csv", views.exporter, name="exporter"),
    path("solutions/nouvelle", views.nouvelle, name="nouvelle"),
    path("solutions/organismes/<int:pk>/modifier", views.modifier_structure, name="structure"),
    path("solutions/imports/", vues_imports.imports, name="imports"),
    path("solutions/imports/nouveau", vues_imports.importer, name="importer"),
    path("solutions/imports/<int:pk>", vues_imports.un_import, name="import"),
    path("solutions/imports/<int:pk>/reprendre", vues_imports.reprendre, name="reprendre"),
    path("solutions/<int:pk>", views.fiche, name="fiche"),
    path("solutions/<int:pk>/modifier", views.modifier, name="modifier"),
]
