"""URLs of solutions.

/solutions/              directory, filters in the URL
/solutions/nouvelle      adding a service
/solutions/<pk>          one service
/solutions/<pk>/modifier
"""

from django.urls import path

from parcours.solutions import views

app_name = "solutions"
urlpatterns = [
    path("solutions/", views.liste, name="liste"),
    path("solutions/nouvelle", views.nouvelle, name="nouvelle"),
    path("solutions/<int:pk>", views.fiche, name="fiche"),
    path("solutions/<int:pk>/modifier", views.modifier, name="modifier"),
]
