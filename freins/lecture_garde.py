"""The childcare situation as its page shows it: each child, the hours uncovered, what to keep."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from freins.models import BesoinGarde, Enfant
from freins.regles import enfants as regles
from freins.regles import garde
from matching.moteur import grilles
from parcours.dossiers.models import Dossier, Recherche


@dataclass(frozen=True, slots=True)
class EnfantLu:
    """A child in words, and the hours needed that nobody covers (school weeks, holidays)."""

    enfant: Enfant
    age: str
    ecole: str
    decouvertes: str
    decouvertes_heures: float
    decouvertes_vacances_heures: float


@dataclass(frozen=True, slots=True)
class SituationGarde:
    """The whole page; `proposee` is the grid when all the children are looked after."""

    besoin: BesoinGarde | None
    enfants: list[EnfantLu]
    proposee: int
    besoin_en_mots: str
    proposee_en_mots: str
    atypiques_heures: float
    manque_en_mots: str
    manque_heures: float
    manque_vacances_heures: float


def situation_de(dossier: Dossier, jour: date) -> SituationGarde:
    """Read the children and the hours of a dossier, in three queries."""
    besoin = BesoinGarde.objects.filter(dossier=dossier).first()
    siens = list(Enfant.objects.filter(dossier=dossier))
    decrits = [decrire(e) for e in siens]
    voulu = _heures_voulues(dossier)
    autre = _plage(besoin, "autre") if besoin else 0
    reste = regles.heures_decouvertes(decrits, voulu, autre=autre)
    vacances = regles.heures_decouvertes(decrits, voulu, autre=autre, vacances=True)
    manque, manque_vacances = grilles.union(reste), grilles.union(vacances)
    proposee = regles.grille_couverte(decrits, autre=autre)
    return SituationGarde(
        besoin=besoin,
        enfants=[_lire(*rang, jour) for rang in zip(siens, decrits, reste, vacances, strict=True)],
        proposee=proposee,
        besoin_en_mots=_en_mots(voulu),
        atypiques_heures=grilles.heures(regles.atypiques(voulu)),
        proposee_en_mots=_en_mots(proposee),
        manque_en_mots=_en_mots(manque),
        manque_heures=grilles.heures(manque),
        manque_vacances_heures=grilles.heures(manque_vacances),
    )


def enfants_de(dossier_ids: Collection[int], jour: date) -> dict[int, list[garde.Enfant]]:
    """Return the children of each dossier asked for, for the rules of solutions; two queries.

    Each with its age and the half-hours it has already; one who may stay alone is not to look after.
    """
    besoins = BesoinGarde.objects.filter(dossier_id__in=dossier_ids)
    autres = {b.dossier_id: _plage(b, "autre") for b in besoins}
    resultat: dict[int, list[garde.Enfant]] = defaultdict(list)
    for enfant in Enfant.objects.filter(dossier_id__in=dossier_ids, se_garde_seul=False):
        autre = autres.get(enfant.dossier_id, 0)
        resultat[enfant.dossier_id].append(decrire(enfant).a_garder(jour, autre=autre))
    return resultat


def decrire(enfant: Enfant) -> regles.Enfant:
    """The stored child as the pure rules read it."""
    return regles.Enfant(
        annee=enfant.annee,
        mois=enfant.mois,
        scolarite=enfant.scolarite,
        ecole=(_heure(enfant.ecole_de), _heure(enfant.ecole_a)),
        a_classe_mercredi=enfant.a_classe_mercredi,
        accueil_des=_heure(enfant.accueil_de) if enfant.accueil_de else None,
        accueil_jusqu_a=_heure(enfant.accueil_a) if enfant.accueil_a else None,
        garde=_plage(enfant, "garde"),
        garde_vacances=_plage(enfant, "vacances"),
        se_garde_seul=enfant.se_garde_seul,
    )


def _heures_voulues(dossier: Dossier) -> int:
    """The hours wanted if childcare were solved: the one place where they are written."""
    hexa = Recherche.objects.filter(dossier=dossier).values_list("grille", flat=True).first()
    return grilles.depuis_hexa(hexa) if hexa else 0


def _plage(objet: Any, nom: str) -> int:
    """The grid of a stretch stored as days, start and end; 0 when it is not filled."""
    jours, de, a = (getattr(objet, f"{nom}_{partie}") for partie in ("jours", "de", "a"))
    return regles.plage(jours, _heure(de), _heure(a)) if jours and de and a else 0


def _lire(enfant: Enfant, decrit: regles.Enfant, reste: int, vacances: int, jour: date) -> EnfantLu:
    return EnfantLu(
        enfant=enfant,
        age=age_en_mots(decrit.age_en_mois(jour)),
        ecole=enfant.get_scolarite_display(),
        decouvertes=_en_mots(reste),
        decouvertes_heures=grilles.heures(reste),
        decouvertes_vacances_heures=grilles.heures(vacances),
    )


def age_en_mots(mois: int) -> str:
    """« 8 mois », « 2 ans et demi », « 7 ans ».

    >>> age_en_mots(8), age_en_mots(31), age_en_mots(90)
    ('8 mois', '2 ans et demi', '7 ans')
    """
    if mois < 24:
        return f"{mois} mois"
    ans, reste = divmod(mois, 12)
    demi = " et demi" if reste >= 6 and ans < 4 else ""
    return f"{ans} ans{demi}"


def _heure(valeur: time) -> str:
    return f"{valeur:%H:%M}"


def _en_mots(grille: int) -> str:
    return grilles.lisible(grille) if grille else ""
