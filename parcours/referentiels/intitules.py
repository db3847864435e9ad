"""Titles to métiers: the index learnt from the referential of the base, kept in `var/`.

Built by a background task when the referential changes (`construire`), mapped by every process
(`courant`); until the first one is there, `courant` gives None and searches do without it.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import salted_hmac

from matching.moteur.intitules import Liens, LieurIntitules
from matching.moteur.intitules.conservation import charger, ecrire, lire_etiquette
from parcours.referentiels.lexique import Genre, Lexique, Nom
from parcours.referentiels.models import (
    Appellation,
    Metier,
    MetierCompetence,
    NomCourant,
    TypeCompetence,
    VersionReferentiel,
)

log = logging.getLogger(__name__)
FICHIER: Final = "intitules.bin"
# Imports after which titles are learnt again.
SOURCES: Final = ("rome", "amorce")
COMPLET, AMORCE = "ROME complet", "jeu de départ"
_verrou: Final = threading.Lock()
_lu: "tuple[tuple[str, int, int], LieurIntitules | None] | None" = None


@dataclass(frozen=True, slots=True)
class Source:
    """What the index is made of: pure data, read before the long work begins."""

    etat: str
    referentiel: str
    noms: list[tuple[str, str]]
    fiches: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groupes: tuple[Mapping[str, str], ...] = ()


def referentiel_en_mots() -> str:
    """« ROME complet » or « jeu de départ »: what titles are linked to."""
    return COMPLET if VersionReferentiel.objects.filter(nom="rome").exists() else AMORCE


def etat() -> str:
    """What tells one state of the names from another: the last import that holds métiers."""
    versions = VersionReferentiel.objects.filter(nom__in=SOURCES).order_by("-pk")
    return str(versions.values_list("pk", flat=True).first() or 0)


@lru_cache(maxsize=2)
def _lexique(etat_: str) -> Lexique:
    return Lexique(_noms())


def lexique() -> Lexique:
    """Every name in use, read once per state of the referential and process."""
    return _lexique(etat())


def _noms() -> list[Nom]:
    actifs = {"metier__est_retire": False}
    courants = NomCourant.objects.filter(**actifs).order_by("nom", "metier")
    metiers = Metier.objects.filter(est_retire=False).order_by("pk")
    appellations = Appellation.objects.filter(est_retiree=False, **actifs).order_by("libelle", "pk")
    lues = (
        (Genre.COURANT, courants.values_list("nom", "metier")),
        (Genre.METIER, metiers.values_list("libelle", "pk")),
        (Genre.APPELLATION, appellations.values_list("libelle", "metier")),
    )
    return [Nom(libelle, code, genre) for genre, paires in lues for libelle, code in paires]


def lire_source() -> Source:
    """Read in the base all that the index learns from; a few queries."""
    metiers = list(
        Metier.objects.filter(est_retire=False)
        .order_by("pk")
        .values_list("pk", "definition", "acces", "code_parent", "code_domaine")
    )
    savoirs = _savoirs()
    parents = {code: parent for code, _, _, parent, _ in metiers if parent}
    domaines = {code: domaine or code[:3] for code, _, _, _, domaine in metiers}
    return Source(
        etat(),
        referentiel_en_mots(),
        [(nom.libelle, nom.code) for nom in _noms()],
        {code: (savoirs.get(code, ""), dit, acces) for code, dit, acces, _, _ in metiers},
        (parents, domaines) if parents else (domaines,),
    )


def _savoirs() -> dict[str, str]:
    """Métier → the labels of what it asks to know and to know how to do."""
    liens = MetierCompetence.objects.filter(
        competence__est_retiree=False,
        competence__type__in=(TypeCompetence.SAVOIR_FAIRE, TypeCompetence.SAVOIR),
    ).order_by("metier_id", "competence_id")
    textes: dict[str, list[str]] = defaultdict(list)
    for metier, libelle in liens.values_list("metier_id", "competence__libelle").iterator():
        textes[metier].append(libelle)
    return {metier: " . ".join(libelles) for metier, libelles in textes.items()}


def apprendre(source: Source) -> LieurIntitules | None:
    """The index of a source (minutes of one core for the whole of ROME); None when there is nothing to learn."""
    if not source.noms:
        return None
    return LieurIntitules(source.noms, fiches=source.fiches, groupes=source.groupes)


def construire(
    *, attendre: Callable[[Callable[[], Any]], Any] = lambda travail: travail()
) -> dict[str, Any] | None:
    """Build the index unless the present one is of this state; return what is written of it.

    `attendre` runs the long part, away from the base; None when there is no métier to name.
    """
    if est_a_jour():
        return etiquette()
    source = lire_source()
    lieur = attendre(lambda: apprendre(source))
    if lieur is None:
        return None
    ecrite = {"etat": source.etat, "referentiel": source.referentiel, "noms": len(source.noms)}
    chemin().parent.mkdir(parents=True, exist_ok=True)
    ecrire(lieur, chemin(), cle=_cle(), etiquette=ecrite)
    return ecrite


def est_a_jour() -> bool:
    """True when the index on disk holds the names of the base as they are."""
    ecrite = etiquette()
    return bool(ecrite and ecrite["etat"] == etat() and ecrite["noms"] == len(lexique().noms))


def etiquette() -> dict[str, Any] | None:
    """State, referential and number of names of the index on disk; None when there is none."""
    try:
        return lire_etiquette(chemin())
    except (OSError, ValueError):
        return None


def version() -> str:
    """Which index is in use, empty while there is none."""
    ecrite = etiquette()
    return ecrite["etat"] if ecrite else ""


def courant() -> LieurIntitules | None:
    """The index on disk, mapped; None when there is none that can be read. One `stat` a call."""
    global _lu
    signature = _signature()
    lu = _lu
    if lu is None or lu[0] != signature:
        with _verrou:
            lu = _lu = (signature, _charger() if signature[1] else None)
    return lu[1]


def lier(titre: str, limite: int = 5) -> Liens:
    """Métiers of one title, best first; none, not sure, while there is no index.

    A métier withdrawn since the index was built is left out by whoever shows it.
    """
    lieur = courant()
    if lieur is None:
        return Liens((), False)
    [liens] = lieur.classer([titre], limite)
    est_sur = liens.est_sur and not lexique().est_ambigu(titre)
    return Liens(liens.candidats, est_sur)


def _charger() -> LieurIntitules | None:
    try:
        return charger(chemin(), cle=_cle())
    except (OSError, ValueError) as erreur:
        log.warning("index des intitulés à reconstruire : %s", type(erreur).__name__)
        return None


def chemin() -> Path:
    """Where the index is kept."""
    return Path(settings.INTITULES_DIR) / FICHIER


def _cle() -> bytes:
    """The site's own key: an index written elsewhere is not opened."""
    return salted_hmac("referentiels.intitules", "index", algorithm="sha256").digest()


def _signature() -> tuple[str, int, int]:
    try:
        disque = chemin().stat()
    except OSError:
        return (str(chemin()), 0, 0)
    return (str(chemin()), disque.st_mtime_ns, disque.st_ino)
