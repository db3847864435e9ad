"""From rows of a file to values ready to be written: links, text, pay, legality (no write)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from matching.moteur.vocabulaire import Critere
from parcours.offres import legalite
from parcours.offres.importeurs.lignes import ExigenceLigne, LigneLue
from parcours.offres.importeurs.rattachement import Place, Referentiels
from parcours.offres.importeurs.texte import lire_texte
from parcours.offres.remuneration import alerte_smic
from parcours.socle.texte import sans_accents

# Changed when the same row would be stored otherwise: every offer is then read again.
VERSION_LECTURE: Final = 3
# Set in `details` when a person chose the métier: no import changes it.
METIER_CORRIGE: Final = "metier_corrige"
CHAMPS_HORAIRES: Final = (
    "grille", "grille_provenance", "jeu_debut", "jeu_fin", "horaires_texte",
)  # fmt: skip
# What an import writes when a row does not say it.
VALEURS_VIDES: Final[dict[str, Any]] = {
    "contrat": "", "mesures": [], "description": "", "nom_employeur": "", "heures_hebdo": None,
    "grille": "", "grille_provenance": "", "jeu_debut": 0, "jeu_fin": 0, "horaires_texte": "",
    "salaire_min": None, "salaire_max": None, "salaire_texte": "", "debut_le": None,
    "duree_mois": None, "places": 1, "publiee_le": None, "expire_le": None, "email_reponse": "",
    "lien": "", "est_teletravail": False, "details": {},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prete:
    """An opening ready to be written."""

    source_id: str
    empreinte: str
    champs: dict[str, Any]
    exigences: tuple[ExigenceLigne, ...]
    motifs: tuple[str, ...]
    est_close: bool
    motif_fermeture: str


def empreinte(ligne: LigneLue, generation: str, employeur: int | None = None) -> str:
    """Fingerprint of what would be stored: the row, the referentials and the readers' version."""
    contenu: tuple[Any, ...] = (
        ligne.champs, ligne.exigences, ligne.lieu, ligne.codes_rome, ligne.appellation,
        ligne.est_close, generation, VERSION_LECTURE,
    )  # fmt: skip
    if ligne.siret is not None:
        contenu += (ligne.siret, employeur)
    return hashlib.sha256(repr(contenu).encode()).hexdigest()


def preparer(
    ligne: LigneLue, marque: str, refs: Referentiels, *, jour: date, employeur: int | None = None
) -> Prete:
    """Resolve, read and check one row; `marque` is its fingerprint, `jour` the import's day.

    `employeur` is who is registered under the SIRET of the row.
    """
    lecture = lire_texte(ligne)
    champs = VALEURS_VIDES | dict(ligne.champs) | lecture.champs
    exigences, inconnues = _exigences_connues((*ligne.exigences, *lecture.exigences), refs)
    place = refs.place(ligne.lieu)
    metier, metier_lu = _metier(ligne, refs)
    champs |= _champs_du_lieu(place, ligne.lieu.libelle)
    champs |= {"metier_id": metier, "publiee_le": champs["publiee_le"] or jour}
    if ligne.siret is not None:
        champs["employeur_id"] = employeur
    champs["recherche"] = texte_cherche(
        champs["intitule"], champs["nom_employeur"], ligne.lieu.commune or ligne.lieu.libelle,
        refs.metiers.get(metier or "", ""),
    )  # fmt: skip
    motifs = tuple(legalite.motifs(champs["intitule"], champs["description"]))
    details = champs["details"] | {
        "point_de_la_commune": place.est_centre and place.latitude is not None,
        "competences_non_reconnues": inconnues,
        "metier_lu": metier_lu,
        "motifs_quarantaine": list(motifs),
        "alerte_smic": _alerte(champs),
    }
    champs["details"] = {cle: valeur for cle, valeur in details.items() if valeur}
    est_expiree = champs["expire_le"] is not None and champs["expire_le"] < jour
    return Prete(
        source_id=ligne.source_id,
        empreinte=marque,
        champs=champs,
        exigences=exigences,
        motifs=motifs,
        est_close=ligne.est_close or est_expiree,
        motif_fermeture="source" if ligne.est_close else "expiree" if est_expiree else "",
    )


def _metier(ligne: LigneLue, refs: Referentiels) -> tuple[str | None, dict[str, Any]]:
    """The métier of a row; where no code gives it, what its title surely says, marked as read."""
    if (dit := refs.metier(ligne)) is not None:
        return dit, {}
    lu = refs.metier_du_titre(ligne.champs["intitule"])
    return (lu.code, {"libelle": lu.libelle, "probabilite": lu.probabilite}) if lu else (None, {})


def texte_cherche(*morceaux: str) -> str:
    """What the list searches: each word once, without accents, at most 300 characters."""
    mots = dict.fromkeys(sans_accents(" ".join(morceaux)).split())
    return " ".join(mots)[:300]


def _champs_du_lieu(place: Place, libelle: str) -> dict[str, Any]:
    return {
        "commune_id": place.commune,
        "code_departement": place.departement,
        "lieu": libelle,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _exigences_connues(
    exigences: tuple[ExigenceLigne, ...], refs: Referentiels
) -> tuple[tuple[ExigenceLigne, ...], list[str]]:
    """Requirements to store, and the labels of skills our referential does not know."""
    connues, inconnues = [], []
    for exigence in exigences:
        if exigence.critere == Critere.COMPETENCE and exigence.code not in refs.competences:
            inconnues.append(exigence.libelle or exigence.code)
        else:
            connues.append(exigence)
    return tuple(connues), inconnues


def _alerte(champs: dict[str, Any]) -> str:
    horaire = champs["details"].get("salaire_horaire")
    return alerte_smic(
        contrat=champs["contrat"],
        mensuel=champs["salaire_min"],
        horaire=Decimal(horaire) if horaire else None,
        heures=champs["heures_hebdo"],
        jour=champs["publiee_le"],
    )
