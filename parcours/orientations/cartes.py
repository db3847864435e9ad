"""What a recipient reads. For an opening, blind: what the person can do, nothing of who they are.

Composed once, when sent, and kept in `Orientation.carte`: what was read stays what was read, and
the recipient's pages need no other access to the dossier. Only listed fields are ever read here.
Left out on purpose, because each would tell something the law or the person keeps apart: licences
and diplomas from abroad (origin), French certificates (origin), years (age), more than ten years
of experience (age), other languages unless the opening asks for them (origin), where a skill was
learnt, and what life taught when the job has no use for it (family).
"""

import re
from collections import defaultdict
from datetime import date
from typing import Any, Final

from matching.moteur import grilles
from matching.moteur.vocabulaire import (
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PREUVES,
    Critere,
    Exigence,
    Provenance,
)
from parcours.dossiers.modeles.qualifications import OrigineExperience
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.solutions.models import Solution

VERSION: Final = 1
COMPETENCES_MAX: Final = 15
MOIS_PLAFOND: Final = 120
_ORDRE_PREUVES: Final = {"validee": 0, "attestee": 1, "declaree": 2}
_CERTIFICATS_DE_LANGUE: Final = re.compile(r"\b(dilf|delf|dalf|tcf|tef|fle|cir)\b", re.IGNORECASE)

# What a service may receive, ticked one by one with the person.
CHAMPS_PARTAGEABLES: Final = {
    "prenom": "Prénom",
    "nom": "Nom",
    "telephone": "Téléphone",
    "email": "Adresse e-mail",
    "commune": "Commune",
    "langue_preferee": "Langue préférée",
    "disponibilites": "Disponibilités",
}


def pour_ouverture(
    *, dossier: Dossier, ouverture: Ouverture, mot: str, jour: date
) -> dict[str, Any]:
    """The blind card for this opening, on that day."""
    return {
        "version": VERSION,
        "genre": "ouverture",
        "competences": _competences(dossier, ouverture),
        "experiences": _experiences(dossier),
        "niveau": _niveau(dossier),
        "certifications": _certifications(dossier, jour),
        "permis": _permis(dossier),
        "langues": _langues_demandees(dossier, ouverture),
        "disponibilite": _disponibilite(dossier, jour),
        "mot": mot,
    }


def pour_service(
    *, dossier: Dossier, solution: Solution | None, champs: list[str], mot: str, jour: date
) -> dict[str, Any]:
    """The ticked fields, and nothing else; an empty one is left out."""
    valeurs = {champ: _valeur(dossier, champ, jour) for champ in CHAMPS_PARTAGEABLES}
    return {
        "version": VERSION,
        "genre": "service",
        "demande": solution.nom if solution else "",
        "champs": [
            [libelle, valeurs[champ]]
            for champ, libelle in CHAMPS_PARTAGEABLES.items()
            if champ in champs and valeurs[champ]
        ],
        "mot": mot,
    }


def _valeur(dossier: Dossier, champ: str, jour: date) -> str:
    if champ == "disponibilites":
        return _disponibilite(dossier, jour).get("horaires", "")
    valeur = getattr(dossier.personne, champ)
    return str(valeur) if valeur else ""


def _competences(dossier: Dossier, ouverture: Ouverture) -> list[dict[str, str]]:
    """Those that the job uses, the essential ones first, then the best proven.

    Only these, wherever they were learnt: a skill of another trade may tell of a family, and the
    same skills must make the same card whether a job or a life taught them.
    """
    if not ouverture.metier_id:
        return []
    liens = ouverture.metier.liens_competences  # type: ignore[union-attr]
    utiles = dict(liens.values_list("competence_id", "est_coeur"))
    siennes = dossier.competences.filter(competence__in=utiles).select_related("competence")
    lignes = sorted(
        siennes,
        key=lambda c: (
            -utiles[c.competence_id],
            _ORDRE_PREUVES.get(c.preuve, 3),
            c.competence.libelle,
        ),
    )
    return [
        {"libelle": c.competence.libelle, "preuve": PREUVES.get(c.preuve, "")}
        for c in lignes[:COMPETENCES_MAX]
    ]


def _experiences(dossier: Dossier) -> list[dict[str, str]]:
    """Months by métier, paid and voluntary together; what life taught travels as skills only."""
    mois: dict[str, int] = defaultdict(int)
    lignes = dossier.experiences.exclude(origine=OrigineExperience.VIE)
    for ligne in lignes.exclude(metier=None).select_related("metier"):
        mois[ligne.metier.libelle] += ligne.mois  # type: ignore[union-attr]
    rangees = sorted(mois.items(), key=lambda paire: (-paire[1], paire[0]))
    return [{"metier": metier, "duree": duree_lisible(n)} for metier, n in rangees if n]


def duree_lisible(mois: int) -> str:
    """« 2 ans et 3 mois »; beyond ten years, « 10 ans ou plus » (a long career tells an age)."""
    if mois >= MOIS_PLAFOND:
        return "10 ans ou plus"
    ans, reste = divmod(mois, 12)
    morceaux = [f"{ans} an{'s' if ans > 1 else ''}"] if ans else []
    return " et ".join(morceaux + ([f"{reste} mois"] if reste else []))


def _niveau(dossier: Dossier) -> str:
    reconnus = dossier.diplomes.filter(est_etranger_non_reconnu=False)
    niveau = max(reconnus.values_list("niveau", flat=True), default=0)
    return NIVEAUX_DIPLOME[niveau] if niveau else ""


def _certifications(dossier: Dossier, jour: date) -> list[str]:
    valables = [
        c.intitule
        for c in dossier.certifications.all()
        if (c.expire_le is None or c.expire_le >= jour)
        and not _CERTIFICATS_DE_LANGUE.search(f"{c.code} {c.intitule}")
    ]
    return sorted(set(valables))


def _permis(dossier: Dossier) -> list[str]:
    valables = dossier.permis.filter(est_etranger=False)
    return sorted(valables.values_list("categorie", flat=True))


def _langues_demandees(dossier: Dossier, ouverture: Ouverture) -> list[dict[str, str]]:
    """Levels in the languages this opening asks for; `deduit` is not asking."""
    exigences = ouverture.exigences.filter(
        critere__in=(Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT),
        exigence__in=(Exigence.EXIGE, Exigence.SOUHAITE),
    ).exclude(provenance=Provenance.DEDUIT)
    codes = {code or "fr" for code in exigences.values_list("code", flat=True)}
    return [
        {
            "langue": "Français" if langue.code == "fr" else langue.code.upper(),
            "oral": langue.oral if langue.oral in NIVEAUX_CECRL else "",
            "ecrit": langue.ecrit if langue.ecrit in NIVEAUX_CECRL else "",
        }
        for langue in dossier.langues.filter(code__in=codes).order_by("code")
    ]


def _disponibilite(dossier: Dossier, jour: date) -> dict[str, str]:
    recherche = getattr(dossier, "recherche", None)
    if recherche is None:
        return {}
    voulu = {"horaires": "", "heures": "", "debut": "tout de suite"}
    if recherche.grille:
        voulu["horaires"] = grilles.lisible(grilles.depuis_hexa(recherche.grille))
    bornes = [str(h) for h in (recherche.heures_min, recherche.heures_max) if h]
    if bornes:
        voulu["heures"] = f"{' à '.join(dict.fromkeys(bornes))} h par semaine"
    if recherche.debut_au_plus_tot and recherche.debut_au_plus_tot > jour:
        voulu["debut"] = f"à partir du {recherche.debut_au_plus_tot:%d/%m/%Y}"
    return voulu
