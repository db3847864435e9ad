"""Version 1 of the API, read as a tree. `cle` is a number that fits in the database.

/api/v1/schema          the OpenAPI description
/api/v1/erreurs         what each refusal means
/api/v1/metiers …       referentials
/api/v1/contacts, dossiers/…   people, what they can do, barriers, plan, suggestions, referrals
/api/v1/freins, actions …      one by one, by identifier
/api/v1/ouvertures, imports, solutions   what is shared
/api/v1/orientations, candidatures       the team’s side, the recipient’s side
/api/v1/abonnements, livraisons   outgoing notices, and how each was delivered
"""

from django.urls import path, register_converter
from drf_spectacular.views import SpectacularJSONAPIView

from api import pages_site
from api.permissions import IsAuthenticated
from api.v1 import (
    abonnements,
    contacts,
    dossiers,
    freins,
    indicateurs,
    orientations,
    ouvertures,
    ouvrants,
    plan,
    qualifications,
    referentiels,
    situations,
    solutions,
    solutions_imports,
    suggestions,
    textes,
)


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
    path("metiers/du-titre", referentiels.MetiersDuTitre.as_view(), name="metiers_du_titre"),
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
    path("dossiers/<cle:pk>/situations", situations.Situations.as_view(), name="situations"),
    path(
        "dossiers/<cle:pk>/situations/<slug:nature>",
        situations.UneSituation.as_view(),
        name="situation",
    ),
    path(
        "dossiers/<cle:pk>/qualifications",
        qualifications.Qualifications.as_view(),
        name="qualifications",
    ),
    path(
        "dossiers/<cle:pk>/qualifications/<slug:genre>/<cle:objet>",
        qualifications.UneQualification.as_view(),
        name="qualification",
    ),
    path("dossiers/<cle:pk>/freins", freins.FreinsDuDossier.as_view(), name="freins"),
    path("dossiers/<cle:pk>/capacites", freins.Capacites.as_view(), name="capacites"),
    path(
        "dossiers/<cle:pk>/capacites/<slug:famille>", freins.UneCapacite.as_view(), name="capacite"
    ),
    path("dossiers/<cle:pk>/plan", plan.LePlan.as_view(), name="plan"),
    path("dossiers/<cle:pk>/plan/objectifs", plan.Objectifs.as_view(), name="objectifs"),
    path("dossiers/<cle:pk>/ouvrants", ouvrants.LesOuvrants.as_view(), name="ouvrants"),
    path("dossiers/<cle:pk>/suggestions", suggestions.Suggestions.as_view(), name="suggestions"),
    path(
        "dossiers/<cle:pk>/suggestions/<cle:ouverture>",
        suggestions.UneSuggestion.as_view(),
        name="suggestion",
    ),
    path(
        "dossiers/<cle:pk>/orientations",
        orientations.OrientationsDuDossier.as_view(),
        name="orientations_du_dossier",
    ),
]

# freins/, objectifs/, actions/: one by one
freins_urls = [
    path("freins/<cle:pk>", freins.UnFrein.as_view(), name="frein"),
    path("freins/<cle:pk>/gestes", freins.GestesFrein.as_view(), name="frein_gestes"),
    path("objectifs/<cle:pk>/actions", plan.ActionsDeLObjectif.as_view(), name="actions"),
    path("actions/<cle:pk>", plan.UneAction.as_view(), name="action"),
    path("actions/<cle:pk>/gestes", plan.GestesAction.as_view(), name="action_gestes"),
]

# orientations/, candidatures/
orientations_urls = [
    path("orientations", orientations.Orientations.as_view(), name="orientations"),
    path("orientations/<cle:pk>", orientations.UneOrientation.as_view(), name="orientation"),
    path(
        "orientations/<cle:pk>/transitions", orientations.Transitions.as_view(), name="transitions"
    ),
    path("candidatures", orientations.Candidatures.as_view(), name="candidatures"),
    path("candidatures/<cle:pk>", orientations.UneCandidature.as_view(), name="candidature"),
    path("candidatures/<cle:pk>/reponses", orientations.Reponses.as_view(), name="reponses"),
]

# ouvertures/, imports/, solutions/
partages_urls = [
    path("ouvertures", ouvertures.Ouvertures.as_view(), name="ouvertures"),
    path("ouvertures/lot", ouvertures.LotOuvertures.as_view(), name="ouvertures_lot"),
    path("ouvertures/<cle:pk>", ouvertures.UneOuverture.as_view(), name="ouverture"),
    path(
        "ouvertures/<cle:pk>/gestes", ouvertures.GestesOuverture.as_view(), name="ouverture_gestes"
    ),
    path("imports", ouvertures.Imports.as_view(), name="imports"),
    path("imports/<cle:pk>", ouvertures.UnImport.as_view(), name="import"),
    path("solutions", solutions.Solutions.as_view(), name="solutions"),
    path("solutions/imports", solutions_imports.Imports.as_view(), name="solutions_imports"),
    path(
        "solutions/imports/<cle:pk>", solutions_imports.UnImport.as_view(), name="solutions_import"
    ),
    path("solutions/<cle:pk>", solutions.UneSolution.as_view(), name="solution"),
]

# textes/, indicateurs, abonnements/
autres_urls = [
    path("textes/verifications", textes.Verifications.as_view(), name="verifications"),
    path("indicateurs", indicateurs.Indicateurs.as_view(), name="indicateurs"),
    path("abonnements", abonnements.Abonnements.as_view(), name="abonnements"),
    path("abonnements/<cle:pk>", abonnements.UnAbonnement.as_view(), name="abonnement"),
    path("abonnements/<cle:pk>/livraisons", abonnements.Livraisons.as_view(), name="livraisons"),
    path("livraisons/<cle:pk>/relance", abonnements.RelanceLivraison.as_view(), name="relance"),
]

urlpatterns = [
    path("schema", DESCRIPTION, name="schema"),
    path("erreurs", pages_site.erreurs, name="erreurs"),
    *referentiels_urls,
    *dossiers_urls,
    *freins_urls,
    *orientations_urls,
    *partages_urls,
    *autres_urls,
]
