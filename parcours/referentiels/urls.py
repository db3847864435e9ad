"""URLs of the referentials: proposals while typing.

/referentiels/metiers?q=    métiers for what is typed
/referentiels/communes?q=   communes
"""

from django.urls import path

from parcours.referentiels import views

app_name = "referentiels"
urlpatterns = [
    path("referentiels/metiers", views.metiers, name="metiers"),
    path("referentiels/communes", views.communes, name="communes"),
]
