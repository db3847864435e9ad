"""A solution in words: what it raises, to what, for whom, at what cost."""

from dataclasses import dataclass
from datetime import date

from freins.regles import gains, publics
from matching.moteur.vocabulaire import LIBELLES_FAMILLES, Famille
from parcours.referentiels.models import QPV, Commune
from parcours.solutions import vocabulaire
from parcours.solutions.models import Solution


@dataclass(frozen=True, slots=True)
class Apport:
    """One family lifted, to what, and what one must have first."""

    famille: str
    nom: str
    phrase: str
    prealables: tuple[str, ...]


def gains_de(solution: Solution) -> gains.Gains:
    """Its gains by family; empty when what is stored can no longer be read."""
    try:
        return gains.depuis_json(solution.gain)
    except gains.GainInvalide:
        return {}


def apports(solution: Solution) -> list[Apport]:
    """What it raises, family by family, in words; empty when nothing was said."""
    return [
        Apport(
            famille=str(famille),
            nom=LIBELLES_FAMILLES[famille] if famille != Famille.LANGUE else "Français",
            phrase=gain.phrase(),
            prealables=tuple(gains.phrase_prealable(c) for c in gain.prealables),
        )
        for famille, gain in gains_de(solution).items()
    ]


def conditions_de(solution: Solution) -> publics.Conditions:
    """For whom it is, as the rules read it; the team's own zone replaces the source's."""
    return publics.Conditions(
        age_min=solution.age_min,
        age_max=solution.age_max,
        publics=tuple(solution.publics),
        zone=tuple(solution.zone_locale or solution.zone),
        rayon_km=solution.rayon_km,
        est_reservee_aux_femmes=solution.est_reservee_aux_femmes,
    )


def ages_en_mots(solution: Solution) -> str:
    """« de 16 à 25 ans », « à partir de 18 ans »; empty without such a condition."""
    if solution.age_min is not None and solution.age_max is not None:
        return f"de {solution.age_min} à {solution.age_max} ans révolus"
    if solution.age_min is not None:
        return f"à partir de {solution.age_min} ans"
    return f"jusqu’à {solution.age_max} ans révolus" if solution.age_max is not None else ""


def zone_en_mots(solution: Solution) -> str:
    """Where people must live, by the names of communes and neighbourhoods; empty when anywhere."""
    codes = solution.zone_locale or solution.zone
    if not codes or publics.FRANCE & set(codes):
        return f"à moins de {solution.rayon_km} km" if solution.rayon_km else ""
    noms = _noms_de_zone(codes)
    dits = ", ".join(noms.get(code, code) for code in codes)
    return f"{dits}, à moins de {solution.rayon_km} km" if solution.rayon_km else dits


def _noms_de_zone(codes: list[str]) -> dict[str, str]:
    communes = dict(Commune.objects.filter(pk__in=codes).values_list("pk", "nom"))
    epcis = Commune.objects.filter(siren_epci__in=[c for c in codes if len(c) == 9])
    noms = dict(epcis.values_list("siren_epci", "nom_epci"))
    quartiers = QPV.objects.filter(pk__in=[c for c in codes if c.startswith("QN")])
    departements = {c: f"département {c}" for c in codes if len(c) in (2, 3)}
    noms |= {q.pk: f"quartier {q.nom}" for q in quartiers.only("pk", "nom")}
    return departements | communes | noms | {publics.QPV: "quartiers prioritaires (QPV)"}


def cout_en_mots(solution: Solution) -> str:
    """What is left to pay; « non précisé » when neither the source nor the team says."""
    if solution.cout:
        return f"{solution.cout} € à la charge de la personne"
    if solution.cout == 0 or solution.frais == "gratuit":
        return "gratuit"
    return vocabulaire.libelle(solution.frais).lower() if solution.frais else "non précisé"


def ouverture_en_mots(solution: Solution, jour: date) -> str:
    """« ouvre le 3 mars 2027 », « terminée depuis le… »; empty in the ordinary case."""
    if solution.retiree_le:
        return f"absente de sa source depuis le {solution.retiree_le:%d/%m/%Y}"
    if solution.fin_le and solution.fin_le < jour:
        return f"terminée depuis le {solution.fin_le:%d/%m/%Y}"
    dits = []
    if solution.ouvre_le and solution.ouvre_le > jour:
        dits.append(f"ouvre le {solution.ouvre_le:%d/%m/%Y}")
    if solution.fin_le:
        dits.append(f"jusqu’au {solution.fin_le:%d/%m/%Y}")
    return ", ".join(dits)
