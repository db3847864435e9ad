"""URLs of the API, one branch per version."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from api.pages_site import inconnue

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("<path:reste>", csrf_exempt(login_not_required(inconnue)), name="api_inconnue"),
]
