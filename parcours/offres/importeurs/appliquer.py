"""Applying a file: everything is read and checked without a lock, then written in short batches.

Each batch is one transaction of 200 rows that writes the openings, the counts of the report and
the cursor together. So pages load meanwhile, and an import that is killed goes on from its cursor
with a report that still adds up to the rows of the file.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import F

from parcours.offres import etats
from parcours.offres.importeurs import (
    csv_parcours,
    ecrire,
    france_travail,
    json_parcours,
    la_bonne_alternance,
    lheo,
)
from parcours.offres.importeurs.lignes import LigneLue, Rejet, Resultat, sans_doublons
from parcours.offres.importeurs.perimetres import Perimetre, lire_perimetre, ouvertures_du
from parcours.offres.importeurs.preparer import Prete, empreinte, preparer
from parcours.offres.importeurs.rattachement import Referentiels, employeurs_inscrits
from parcours.offres.models import EtatImport, ImportOuvertures, MotifFermeture, Ouverture
from parcours.referentiels import intitules
from parcours.referentiels.models import Commune, Metier, VersionReferentiel
from parcours.socle import evenements
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.horloge import maintenant

LOT: Final = 200
LOT_FERMETURE: Final = 500
FORMATS: Final = {
    "france-travail": france_travail,
    "la-bonne-alternance": la_bonne_alternance,
    "lheo": lheo,
    "csv": csv_parcours,
    "json": json_parcours,
}
CHOIX_FORMATS: Final = [(nom, module.LIBELLE) for nom, module in FORMATS.items()]
# The six ends of a row; their sum is the number of rows of the file.
ISSUES: Final = (
    "nouvelles", "modifiees", "inchangees", "en_quarantaine", "rejetees", "doublons",
)  # fmt: skip

Progression = Callable[[int, int], None]


class ImportRepris(Exception):
    """Another process is applying this import: it goes on there."""


@dataclass
class Fichier:
    """A file read and checked, nothing written yet."""

    lues: list[LigneLue] = field(default_factory=list)
    rejets: list[Rejet] = field(default_factory=list)

    @property
    def identifiants(self) -> set[str]:
        """Identifiers present in the file, those of rejected rows included."""
        return {x.source_id for x in self.lues} | {r.identifiant for r in self.rejets}

    @property
    def a_des_lignes_anonymes(self) -> bool:
        """True when a rejected row could not be identified."""
        return any(not r.identifiant for r in self.rejets)


def lire_fichier(format_: str, contenu: bytes) -> Fichier:
    """Parse and validate a whole file; FichierRefuse with line and reason."""
    fichier = Fichier()
    resultats: Iterator[Resultat] = FORMATS[format_].lire(contenu)
    for resultat in sans_doublons(resultats):
        if isinstance(resultat, LigneLue):
            fichier.lues.append(resultat)
        else:
            fichier.rejets.append(resultat)
    if not fichier.lues and not fichier.rejets:
        raise FichierRefuse("Ligne 1 : le fichier ne contient aucune ouverture.")
    return fichier


def appliquer(
    suivi: ImportOuvertures,
    contenu: bytes,
    *,
    jour: date,
    progresser: Progression = lambda fait, total: None,
) -> ImportOuvertures:
    """Apply the file of `suivi`, or go on where it stopped; return it with its report.

    A file that cannot be used leaves everything as it was: the reason is kept on `suivi` and
    FichierRefuse is raised again for the caller to say it.
    """
    try:
        fichier = lire_fichier(suivi.format, contenu)
        perimetre = lire_perimetre(suivi.perimetre)
    except FichierRefuse as refus:
        _refuser(suivi, str(refus))
        raise
    _commencer(suivi, fichier, contenu, jour)
    _appliquer_lignes(suivi, fichier, jour, progresser)
    if perimetre is not None:
        _fermer_absentes(suivi, fichier, perimetre, jour)
    return _terminer(suivi)


def _refuser(suivi: ImportOuvertures, raison: str) -> None:
    suivi.etat, suivi.raison_refus = EtatImport.REFUSE, raison[:400]
    suivi.termine_le = maintenant()
    suivi.save(update_fields=["etat", "raison_refus", "termine_le", "modifie_le"])


def _commencer(suivi: ImportOuvertures, fichier: Fichier, contenu: bytes, jour: date) -> None:
    """Write what reading found; an import already begun keeps its cursor and its counts."""
    if suivi.etat == EtatImport.EN_COURS:
        return
    doublons = sum(r.est_doublon for r in fichier.rejets)
    suivi.etat = EtatImport.EN_COURS
    suivi.source = suivi.source or FORMATS[suivi.format].SOURCE
    suivi.empreinte = hashlib.sha256(contenu).hexdigest()
    suivi.jour, suivi.curseur = jour, 0
    suivi.total = len(fichier.lues) + len(fichier.rejets)
    suivi.rejets = [r.en_json() for r in fichier.rejets]
    suivi.rapport = dict.fromkeys(ISSUES, 0) | {
        "lignes": suivi.total, "rejetees": len(fichier.rejets) - doublons, "doublons": doublons,
        "fermees": 0, "sans_horaires": 0, "sans_duree": 0, "sans_metier": 0, "metiers_lus": 0,
        "sans_coordonnees": 0,
        "sous_le_smic": 0, "avertissements": [],
    }  # fmt: skip
    suivi.save()


def _appliquer_lignes(
    suivi: ImportOuvertures, fichier: Fichier, jour: date, progresser: Progression
) -> None:
    generation = _generation()
    refs = _referentiels(generation)
    restantes = iter(fichier.lues[suivi.curseur :])
    while lot := list(islice(restantes, LOT)):
        _appliquer_lot(suivi, lot, refs, generation, jour)
        progresser(suivi.curseur, len(fichier.lues))


@lru_cache(maxsize=1)
def _referentiels(generation: str) -> Referentiels:
    """Kept until the next referential: a partner who sends ten rows does not load 35,000 communes."""
    return Referentiels.charger()


def _generation() -> str:
    """Which referentials rows are linked to: a new one makes every row be read again."""
    versions = VersionReferentiel.objects.filter(nom__in=("rome", "amorce", "communes"))
    derniere = versions.order_by("-pk").values_list("pk", flat=True).first() or 0
    # Counts too: what is typed or loaded without a version (tests, a hand) is seen.
    return f"{derniere}-{Metier.objects.count()}-{Commune.objects.count()}"


def _appliquer_lot(
    suivi: ImportOuvertures, lot: list[LigneLue], refs: Referentiels, generation: str, jour: date
) -> None:
    """Prepare without a lock what has changed, then write it; once more if another import of the
    same source created a row in between."""
    # A row without a code is read anew when titles have been learnt again.
    titres = f"{generation}-{intitules.version()}"
    inscrits = employeurs_inscrits(lot)
    marques = {
        ligne.source_id: empreinte(
            ligne, generation if ligne.codes_rome else titres, inscrits.get(ligne.siret or "")
        )
        for ligne in lot
    }
    connues = ecrire.connues(suivi.source, list(marques))
    pretes = {
        ligne.source_id: preparer(
            ligne, marques[ligne.source_id], refs, jour=jour,
            employeur=inscrits.get(ligne.siret or ""),
        )
        for ligne in lot
        if ligne.source_id not in connues
        or ecrire.a_changer(connues[ligne.source_id], marques[ligne.source_id])
    }  # fmt: skip
    try:
        _ecrire_lot(suivi, lot, pretes, jour)
    except IntegrityError:
        _ecrire_lot(suivi, lot, pretes, jour)


@transaction.atomic
def _ecrire_lot(
    suivi: ImportOuvertures, lot: list[LigneLue], pretes: dict[str, Prete], jour: date
) -> None:
    bilan = ecrire.ecrire(suivi.source, [x.source_id for x in lot], pretes, jour=jour)
    rapport = (
        Counter({c: n for c, n in suivi.rapport.items() if isinstance(n, int)}) + bilan.comptes
    )
    suivant = suivi.rapport | dict(rapport)
    # The cursor is the lock: whoever moved it first has applied this batch.
    deplace = ImportOuvertures.objects.filter(
        pk=suivi.pk, curseur=suivi.curseur, etat=EtatImport.EN_COURS
    ).update(curseur=F("curseur") + len(lot), rapport=suivant, modifie_le=maintenant())
    if not deplace:
        raise ImportRepris(suivi.pk)
    evenements.publier_lot(sujet="ouverture", ids=bilan.changees, quoi="import")
    suivi.curseur += len(lot)
    suivi.rapport = suivant


def _fermer_absentes(
    suivi: ImportOuvertures, fichier: Fichier, perimetre: Perimetre, jour: date
) -> None:
    """Close openings of the perimeter that the complete file no longer holds."""
    if fichier.a_des_lignes_anonymes:
        suivi.rapport["avertissements"] = [
            "Aucune ouverture fermée : des lignes rejetées n’ont pas d’identifiant, "
            "l’absence des autres ne peut pas être prouvée."
        ]
        return
    presentes = fichier.identifiants
    ouvertes = ouvertures_du(perimetre, suivi.source).values_list("pk", "source_id")
    absentes = iter([pk for pk, source_id in ouvertes if source_id not in presentes])
    while lot := list(islice(absentes, LOT_FERMETURE)):
        _fermer_lot(suivi, lot, jour)


@transaction.atomic
def _fermer_lot(suivi: ImportOuvertures, lot: list[int], jour: date) -> None:
    fermees = Ouverture.objects.filter(
        pk__in=lot, etat__in=(etats.PUBLIEE, etats.EN_QUARANTAINE)
    ).update(
        etat=etats.FERMEE, motif_fermeture=MotifFermeture.ABSENTE, fermee_le=jour,
        modifie_le=maintenant(), version=F("version") + 1,
    )  # fmt: skip
    suivi.rapport["fermees"] += fermees
    ImportOuvertures.objects.filter(pk=suivi.pk).update(rapport=suivi.rapport)
    evenements.publier_lot(sujet="ouverture", ids=lot, quoi="fermeture")


def _terminer(suivi: ImportOuvertures) -> ImportOuvertures:
    suivi.etat, suivi.termine_le = EtatImport.TERMINE, maintenant()
    suivi.save(update_fields=["etat", "termine_le", "rapport", "modifie_le"])
    return suivi


def somme(rapport: dict[str, Any]) -> int:
    """Rows accounted for: equal to `rapport["lignes"]` once the import is over."""
    return sum(rapport[issue] for issue in ISSUES)
