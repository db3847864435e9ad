"""The tree of the site; each app keeps its own branch."""

from django.contrib import admin
from django.urls import include, path

from parcours.pilotage import accueil

handler400 = "api.pages_site.illisible"
handler404 = "api.pages_site.introuvable"
handler500 = "api.pages_site.panne"
urlpatterns = [
    path("", accueil.accueil, name="accueil"),
    path("", include("parcours.comptes.urls")),
    path("", include("parcours.referentiels.urls")),
    path("", include("parcours.dossiers.urls")),
    path("", include("parcours.solutions.urls")),
    path("", include("parcours.offres.urls")),
    path("", include("parcours.orientations.urls")),
    path("", include("freins.urls")),
    path("", include("matching.urls")),
    path("", include("parcours.pilotage.urls")),
    path("api/", include("api.urls")),
    path("administration/", admin.site.urls),
]
