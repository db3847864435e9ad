"""The organisations of the territory and the services that lift barriers."""

from typing import Any

from freins.themes import est_discrete
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import DOMAINE
from parcours.demonstration.donnees import lire
from parcours.demonstration.insertion import inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.tirage import flux
from parcours.dossiers.models import Personne
from parcours.solutions.models import LOCALE, Solution, StructureSolution
from parcours.solutions.services import indexer

SOURCE = LOCALE
# Fields of the file stored under the same name; what it leaves out keeps the model's default.
CHAMPS = (
    "nom", "description", "thematiques", "publics", "frais", "frais_precisions", "cout",
    "delai_jours", "places", "age_min", "age_max", "rayon_km", "est_reservee_aux_femmes",
    "conditions_acces", "gain",
)  # fmt: skip


def creer_solutions(graine: int, territoire: Territoire, calendrier: Calendrier) -> list[Solution]:
    """Insert the organisations and their services, all active."""
    quand = vers_instant(calendrier.il_y_a(700))
    rng = flux(graine, "solutions")
    fiches = lire("solutions")
    organismes = []
    for rang, fiche in enumerate(fiches, start=1):
        commune, latitude, longitude = territoire.lieu(rng, territoire.par_code[fiche["commune"]])
        organismes.append(
            StructureSolution(
                source=SOURCE, nom=fiche["nom"], commune=commune, adresse=fiche["adresse"],
                latitude=latitude, longitude=longitude, email=f"service{rang}@{DOMAINE}",
                telephone=f"04 65 71 {rng.randrange(100):02d} {rng.randrange(100):02d}",
            )
        )  # fmt: skip
    inserer(organismes, quand=lambda _: quand)
    solutions = [
        _solution(organisme, service)
        for organisme, fiche in zip(organismes, fiches, strict=True)
        for service in fiche["solutions"]
    ]
    return inserer(solutions, quand=lambda _: quand)


def est_tiree(solution: Solution, personne: Personne) -> bool:
    """Whether a draw may send this person there: not what is reserved to others, nor what would
    tell of health, justice or violence."""
    if any(est_discrete(code) for code in solution.thematiques):
        return "sante--acces-aux-soins" in solution.thematiques
    return not solution.est_reservee_aux_femmes or personne.sexe == "femme"


def _solution(organisme: StructureSolution, service: dict[str, Any]) -> Solution:
    solution = Solution(
        structure=organisme,
        source=SOURCE,
        type_service=service.get("type", ""),
        modes_accueil=service.get("modes", ["en-presentiel"]),
        zone_locale=service.get("zone", []),
        **{cle: service[cle] for cle in CHAMPS if cle in service},
    )
    indexer(solution)
    return solution
