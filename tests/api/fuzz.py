"""What both fuzz runs share: a world with planted marks, callers, and what no answer may do."""

from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any
from urllib.parse import unquote

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db.models import Model
from drf_spectacular.generators import SchemaGenerator
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from freins import services as freins
from freins.models import Action, Frein, Objectif
from freins.regles.mesures import MESURES_PAR_FAMILLE, Numerique
from parcours.comptes import jetons, portees
from parcours.comptes.models import Abonnement, Livraison, Role, Structure, Utilisateur
from parcours.dossiers.modeles.dossiers import NatureSituation, Situation
from parcours.dossiers.models import ContactTerrain, Diplome, Dossier, Personne
from parcours.offres.models import Employeur, ImportOuvertures, Ouverture
from parcours.orientations.models import Orientation
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.solutions.models import ImportSolutions, Solution
from tests.monde import Monde, creer_monde
from tests.orientations.outils import envoyee, solution_fle

# A word that nobody types: read in an answer, it came from the other structure.
MARQUE = "Zorblax"
PROMESSES = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance,
]  # fmt: skip
GENRES = ("diplome", "permis", "langue", "experience", "certification", "competence", "rien")


@dataclass(frozen=True)
class Appelant:
    """Who calls, and the words that must not come back to them."""

    nom: str
    jeton: str
    interdits: tuple[str, ...]

    @property
    def entetes(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.jeton}"} if self.jeton else {}


# --- The world -----------------------------------------------------------------------------------
def monde_marque() -> Monde:
    """Awa's structure with one of each object, and Chloé's the same under the mark."""
    monde = creer_monde()
    Utilisateur.objects.filter(pk=monde.chloe.pk).update(role=Role.RESPONSABLE)
    Personne.objects.filter(pk=monde.dossier_ailleurs.personne_id).update(
        prenom=MARQUE, nom=MARQUE, email=f"{MARQUE}@exemple.test", adresse=MARQUE
    )
    monde.dossier_ailleurs.refresh_from_db()
    envoyee(monde)
    envoyee(monde, dossier=monde.dossier_ailleurs, ouverture=_ouverture_d_ailleurs(monde))
    _un_de_chaque(monde.dossier_nadia, monde.awa, "Ici")
    _un_de_chaque(monde.dossier_ailleurs, monde.chloe, MARQUE)
    _avis(monde.structure, "Ici")
    _avis(monde.autre_structure, MARQUE)
    solution_fle()
    ImportOuvertures.objects.create(format="csv", fichier="a.csv")
    ImportSolutions.objects.create(fichiers=["a.json"])
    return monde


def _ouverture_d_ailleurs(monde: Monde) -> Ouverture:
    employeur = Employeur.objects.create(nom="Autre", email="autre@exemple.test")
    return Ouverture.objects.create(
        nature="emploi", etat="publiee", intitule="Cuisine", metier=monde.metier, places=1,
        employeur=employeur, commune=monde.grenoble, latitude=45.18, longitude=5.72,
        publiee_le=aujourd_hui(), email_reponse="autre@exemple.test",
    )  # fmt: skip


def _un_de_chaque(dossier: Dossier, par: Utilisateur, mot: str) -> None:
    jour = aujourd_hui()
    ContactTerrain.objects.create(
        personne=dossier.personne, structure=dossier.structure, par=par, quand=maintenant(),
        lieu=mot, canal="pied_immeuble", issue="a_rappeler",
    )  # fmt: skip
    Diplome.objects.create(dossier=dossier, intitule=mot, niveau=3)
    Situation.objects.create(dossier=dossier, nature="plie", identifiant=mot)
    frein = freins.identifier(
        dossier=dossier, thematique="famille--garde-denfants", par=par, jour=jour
    )
    freins.mesurer(dossier=dossier, famille="numerique", mesure=Numerique(2), par=par, jour=jour)
    objectif = freins.ajouter_objectif(dossier=dossier, intitule=mot, par=par, frein=frein)
    freins.ajouter_action(
        objectif=objectif, intitule=mot, porteur="referent", echeance_le=jour, par=par
    )


def _avis(structure: Structure, mot: str) -> None:
    suivi = Abonnement.objects.create(
        structure=structure, adresse=f"https://{mot}.example/avis", secret="s" * 40,
        evenements=["orientation.acceptee"],
    )  # fmt: skip
    Livraison.objects.create(abonnement=suivi, evenement="essai", etat="abandonnee")


def appelants(monde: Monde) -> list[Appelant]:
    """Each role with all it may grant, the tool of a structure, each scope alone, and nobody."""
    tous = [_avec(monde, prenom, compte) for prenom, compte in monde.comptes.items()
            if prenom not in {"chloe", "karim"}]  # fmt: skip
    tous.append(_avec(monde, "outil", monde.denis, structure=monde.structure))
    for portee in portees.permises(Role.RESPONSABLE):
        tous.append(_avec(monde, portee, monde.denis, portee))
    return [*tous, Appelant("eve", "", (MARQUE, "Nadia", "Benali"))]


def _avec(
    monde: Monde, nom: str, compte: Utilisateur, *choisies: str, structure: Structure | None = None
) -> Appelant:
    voulues = choisies or portees.permises(compte.role, pour_structure=structure is not None)
    remis = jetons.creer_jeton(par=compte, nom=nom, portees=voulues, jours=30, structure=structure)
    assert remis is not None
    equipe = compte.role in {Role.CONSEILLER, Role.RESPONSABLE}
    return Appelant(nom, remis.clair, (MARQUE,) if equipe else (MARQUE, "Nadia", "Benali"))


def entrants(tous: list[Appelant], chemin: str) -> list[Appelant]:
    """Those whose call goes further than the door, most of the time."""
    noms = {"candidatures": {"vercors"}, "indicateurs": {"fatima"}}.get(
        chemin.split("/")[3] if chemin.count("/") >= 3 else "", {"awa", "denis", "outil"}
    )
    return [a for a in tous if a.nom in noms]


# --- The schema, and requests that reach something -----------------------------------------------
@cache
def schema() -> Any:
    """The description the site serves, over the site itself (in process, no network)."""
    brut = SchemaGenerator(api_version="v1").get_schema(request=None, public=True)
    charge = schemathesis.openapi.from_dict(brut)
    charge.app = get_wsgi_application()
    return charge


# The collection of an address → what its identifiers name.
OBJETS: dict[str, type[Model]] = {
    "abonnements": Abonnement, "actions": Action, "candidatures": Orientation,
    "contacts": ContactTerrain, "dossiers": Dossier, "freins": Frein, "imports": ImportOuvertures,
    "livraisons": Livraison, "objectifs": Objectif, "orientations": Orientation,
    "ouvertures": Ouverture, "solutions": Solution, "solutions/imports": ImportSolutions,
}  # fmt: skip


def identifiants(chemin: str) -> dict[str, list[Any]]:
    """What exists for each variable of an address, of every structure, and what does not."""
    collection = chemin.removeprefix("/api/v1/").partition("/{id}")[0]
    objet = OBJETS[collection] if "{id}" in chemin else Dossier
    cles = {"id": objet, "ouverture": Ouverture, "objet": Diplome}
    connus = {nom: list(modele._base_manager.values_list("pk", flat=True)) for nom, modele in
              cles.items()}  # fmt: skip
    return connus | {
        "genre": list(GENRES), "famille": [*MESURES_PAR_FAMILLE, "rien"],
        "nature": [*NatureSituation.values, "rien"],
    }  # fmt: skip


def vraisemblable(
    case: Case, hasard: Random, connus: dict[str, list[Any]], parmi: float = 0.9
) -> Case:
    """Send most cases to an object that exists (`parmi` of them), at its version, with a key."""
    for nom in case.path_parameters or {}:
        if hasard.random() < parmi:
            case.path_parameters[nom] = hasard.choice(connus[nom])
    if case.method in {"PATCH", "PUT", "DELETE"} and hasard.random() < 0.9:
        case.headers["If-Match"] = hasard.choice(['"1"', '"1"', '"2"', '"3"'])
    if case.method == "POST" and hasard.random() < 0.9:
        case.headers["Idempotency-Key"] = str(hasard.getrandbits(60))
    if isinstance(case.body, dict) and "version" in case.body and hasard.random() < 0.7:
        case.body["version"] = hasard.choice([1, 1, 2, 3])
    if case.query and hasard.random() < 0.7:
        for nom in ("curseur", "champs", "format"):
            case.query.pop(nom, None)
    return case


# --- What no answer may do -----------------------------------------------------------------------
def verifier(case: Case, reponse: Response, appelant: Appelant) -> None:
    """No 5xx, nothing the description does not say, a problem in French, nothing foreign."""
    case.validate_response(reponse, checks=PROMESSES)
    texte = unquote(reponse.content.decode())
    # What was sent is not a leak when a refusal quotes it.
    envoye = repr((case.path_parameters, case.query, case.body))
    for mot in appelant.interdits:
        assert mot not in texte or mot in envoye, f"{appelant.nom} a lu « {mot} » : {texte[:400]}"
    if reponse.status_code >= 400:
        assert "application/problem+json" in reponse.headers["content-type"][0]
