"""URLs of the referentials: proposals while typing.

/referentiels/metiers?q=                    métiers for what is typed
/referentiels/metiers/du-titre?intitule=    métiers of the title of an offer
/referentiels/metiers/proches?metier_1=     métiers near those wanted
/referentiels/communes?q=                   communes
"""

from django.urls import path

from parcours.referentiels import views

app_name = "referentiels"
urlpatterns = [
    path("referentiels/metiers", views.metiers, name="metiers"),
    path("referentiels/metiers/du-titre", views.metiers_du_titre, name="metiers_du_titre"),
    path("referentiels/metiers/proches", views.metiers_proches, name="metiers_proches"),
    path("referentiels/communes", views.communes, name="communes"),
]
