"""What the people look for."""

from datetime import date, timedelta
from random import Random

from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.heures import VOULUES, hexa
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.secteurs import SECTEURS
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.dossiers.models import MetierVoulu, Recherche

_NATURES = {
    "emploi": ["emploi", "siae"],
    "alternance": ["alternance", "geiq"],
    "formation": ["formation", "immersion"],
    "creation": ["creation"],
    "a_definir": ["immersion", "formation", "emploi"],
}


def creer_recherches(graine: int, suivis: list[Suivi], calendrier: Calendrier) -> None:
    """Insert one search per dossier and its wanted métiers (none for a few)."""
    rng = flux(graine, "recherches")
    recherches = [_recherche(rng, suivi, calendrier) for suivi in suivis]
    inserer(recherches, quand=lambda r: vers_instant(r.dossier.ouvert_le, 12))
    historiser(recherches, par=lambda r: r.dossier.referent)
    inserer([
        voulu
        for suivi, recherche in zip(suivis, recherches, strict=True)
        for voulu in _metiers(rng, suivi, recherche)
    ])  # fmt: skip


def _recherche(rng: Random, suivi: Suivi, calendrier: Calendrier) -> Recherche:
    vie = suivi.vie
    natures = list(_NATURES[vie.projet])
    if vie.projet != "emploi" and chance(rng, 0.4):
        natures.append("emploi")
    partiel = vie.est_parent_isole and chance(rng, 0.6)
    return Recherche(
        dossier=suivi.dossier,
        natures=natures,
        contrats=rng.sample(["cdi", "cdd"], rng.randint(0, 2)) if "emploi" in natures else [],
        heures_min=rng.choice([15, 20, 24]) if partiel else rng.choice([None, 24, 28, 30]),
        heures_max=rng.choice([28, 30, 32]) if partiel else rng.choice([None, 35, 39]),
        debut_au_plus_tot=_debut(rng, calendrier),
        salaire_min=rng.choice([None, None, None, 1300, 1500, 1700]),
        minutes_max={mode: minutes for mode, minutes in vie.minutes.items() if minutes},
        grille=_grille(rng),
    )


def _debut(rng: Random, calendrier: Calendrier) -> date | None:
    return calendrier.jour + timedelta(days=rng.randint(5, 70)) if chance(rng, 0.2) else None


def _grille(rng: Random) -> str:
    if chance(rng, 0.3):
        return ""
    cle = parmi(rng, {cle: poids for cle, (_, poids) in VOULUES.items()})
    return hexa(VOULUES[cle][0])


def _metiers(rng: Random, suivi: Suivi, recherche: Recherche) -> list[MetierVoulu]:
    if suivi.vie.projet == "a_definir" and chance(rng, 0.6):
        return []
    voulus = list(SECTEURS[suivi.vie.secteur].metiers[: rng.randint(1, 4)])
    if chance(rng, 0.4):
        ailleurs = rng.choice(SECTEURS[rng.choice(list(SECTEURS))].metiers)
        voulus += [ailleurs] if ailleurs not in voulus else []
    return [
        MetierVoulu(recherche=recherche, metier_id=code, poids=max(1, 3 - rang))
        for rang, code in enumerate(voulus)
    ]
