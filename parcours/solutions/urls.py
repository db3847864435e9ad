"""URLs of solutions.

/solutions/                          directory, filters in the URL
/solutions/annuaire.csv              the same as a table
/solutions/nouvelle                  adding a service
/solutions/organismes/<pk>/modifier  an organisation typed here
/solutions/<pk>                      one service
/solutions/<pk>/modifier
"""

from django.urls import path

from parcours.solutions import views

app_name = "solutions"
urlpatterns = [
    path("solutions/", views.liste, name="liste"),
    path("solutions/annuaire.csv", views.exporter, name="exporter"),
    path("solutions/nouvelle", views.nouvelle, name="nouvelle"),
    path("solutions/organismes/<int:pk>/modifier", views.modifier_structure, name="structure"),
    path("solutions/<int:pk>", views.fiche, name="fiche"),
    path("solutions/<int:pk>/modifier", views.modifier, name="modifier"),
]
