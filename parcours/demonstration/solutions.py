"""The organisations of the territory and the services that lift barriers."""

from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import DOMAINE
from parcours.demonstration.donnees import lire
from parcours.demonstration.insertion import inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.tirage import flux
from parcours.socle.texte import sans_accents
from parcours.solutions.models import Solution, StructureSolution

SOURCE = "demonstration"


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
                source=SOURCE, source_id=f"organisme-{rang}", nom=fiche["nom"], commune=commune,
                adresse=fiche["adresse"], latitude=latitude, longitude=longitude,
                email=f"service{rang}@{DOMAINE}",
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


def _solution(organisme: StructureSolution, service: dict) -> Solution:
    cles = (
        "nom",
        "description",
        "thematiques",
        "publics",
        "frais",
        "cout",
        "delai_jours",
        "places",
        "gain",
    )
    return Solution(
        structure=organisme,
        est_reservee_aux_femmes=service.get("est_reservee_aux_femmes", False),
        modes_accueil=["en-presentiel"],
        recherche=sans_accents(f"{service['nom']} {organisme.nom} {organisme.commune}")[:400],
        **{cle: service[cle] for cle in cles},
    )
