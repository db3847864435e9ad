"""Version 1 of the API, read as a tree. `cle` is a number that fits in the database.

/api/v1/schema          the OpenAPI description
/api/v1/erreurs         what each refusal means
/api/v1/metiers …       referentials
"""

from django.urls import path, register_converter
from drf_spectacular.views import SpectacularJSONAPIView

from api import pages_site
from api.permissions import IsAuthenticated
from api.v1 import contacts, dossiers, referentiels


class Cle:
    """An identifier: digits, few enough for any database."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Cle, "cle")

app_name = "api"
# Closed like the rest: the package would serve it to anyone.
DESCRIPTION = SpectacularJSONAPIView.as_view(api_version="v1", permission_classes=[IsAuthenticated])

# referentials
referentiels_urls = [
    path("metiers", referentiels.Metiers.as_view(), name="metiers"),
    path("communes", referentiels.Communes.as_view(), name="communes"),
    path("qpv", referentiels.Quartier.as_view(), name="qpv"),
]

# contacts/, dossiers/
dossiers_urls = [
    path("contacts", contacts.Contacts.as_view(), name="contacts"),
    path("contacts/<cle:pk>", contacts.UnContact.as_view(), name="contact"),
    path("dossiers", dossiers.Dossiers.as_view(), name="dossiers"),
    path("dossiers/<cle:pk>", dossiers.UnDossier.as_view(), name="dossier"),
    path("dossiers/<cle:pk>/personne", dossiers.UnePersonne.as_view(), name="personne"),
    path("dossiers/<cle:pk>/recherche", dossiers.UneRecherche.as_view(), name="recherche"),
    path("dossiers/<cle:pk>/situations", dossiers.Situations.as_view(), name="situations"),
]

urlpatterns = [
    path("schema", DESCRIPTION, name="schema"),
    path("erreurs", pages_site.erreurs, name="erreurs"),
    *referentiels_urls,
    *dossiers_urls,
]
