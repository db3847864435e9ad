"""Version 1 of the API: what other tools of the territory may read, as a logged-in person.

/api/v1/metiers?q=    métiers for what people type (ROME)
/api/v1/communes?q=   communes by name, postal code or INSEE code
/api/v1/schema        the OpenAPI description of the two
"""

from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import IsAuthenticated

from api.v1 import referentiels

app_name = "api"
# Closed like the rest: the package would serve it to anyone.
DESCRIPTION = SpectacularJSONAPIView.as_view(api_version="v1", permission_classes=[IsAuthenticated])
urlpatterns = [
    path("metiers", referentiels.MetiersView.as_view(), name="metiers"),
    path("communes", referentiels.CommunesView.as_view(), name="communes"),
    path("schema", DESCRIPTION, name="schema"),
]
