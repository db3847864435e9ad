"""Writes of the referentials: each import is one service, idempotent, with its report."""

import logging
from hashlib import sha256
from pathlib import Path

from parcours.referentiels import intitules, proches
from parcours.referentiels.importeurs import amorce, communes, qpv, rome
from parcours.referentiels.importeurs.tables import TableVoulue, appliquer, comparer, verifier
from parcours.referentiels.models import VersionReferentiel
from parcours.socle import taches

APPRENDRE = "referentiels.apprendre"
Rapport = dict[str, dict[str, int]]
log = logging.getLogger(__name__)


def importer_rome(chemin: Path) -> Rapport:
    """Apply the official ROME archive; raise FichierRefuse without changing anything."""
    archive = rome.lire_archive(chemin)
    return _appliquer("rome", archive.version, empreinte(chemin), archive.tables)


def charger_amorce(dossier: Path) -> Rapport:
    """Load the starter set the product ships; keeps what a complete import brought."""
    complet = VersionReferentiel.objects.filter(nom="rome").exists()
    tables = amorce.lire(dossier, noms_courants_seuls=complet)
    return _appliquer("amorce", amorce.VERSION, amorce.empreinte(dossier), tables)


def importer_communes(chemin: Path) -> Rapport:
    """Apply the table of communes and postal codes."""
    tables = communes.lire(chemin)
    return _appliquer("communes", "", empreinte(chemin), tables)


def importer_qpv(chemin: Path, *, generation: str) -> Rapport:
    """Apply the outlines of a GeoJSON file; keeps the neighbourhoods of other files."""
    table = qpv.lire(chemin, generation)  # first: it says what is wrong with the file
    return _appliquer("qpv", generation, empreinte(chemin), [table])


def _appliquer(nom: str, version: str, empreinte: str, tables: list[TableVoulue]) -> Rapport:
    for table in tables:
        verifier(table)
    differences = [comparer(table) for table in tables]
    secondes = appliquer(differences)
    log.info("référentiel %s : écriture en %.1f s", nom, secondes)
    rapport = {d.table.modele._meta.model_name or "": d.rapport for d in differences}
    VersionReferentiel.objects.create(
        nom=nom, version=version, empreinte=empreinte, rapport=rapport
    )
    if nom in intitules.SOURCES:
        demander_apprentissage()
    return rapport


def demander_apprentissage() -> None:
    """Ask for the index of titles and the near métiers to be learnt again, once."""
    taches.demander(APPRENDRE, cle="referentiel", file="long")


def empreinte(chemin: Path) -> str:
    """Return the SHA-256 of a file."""
    return sha256(chemin.read_bytes()).hexdigest()


def en_clair(rapport: Rapport) -> list[str]:
    """Return the report as sentences for a terminal."""
    return [
        f"{nom} : {r['lignes']} lignes, {r['ajoutees']} ajoutées, {r['changees']} changées, "
        f"{r['retirees']} retirées"
        for nom, r in rapport.items()
    ]


def est_a_jour(nom: str, empreinte: str) -> bool:
    """Say whether the last import of that name was this very file."""
    derniere = VersionReferentiel.objects.filter(nom=nom).first()
    return derniere is not None and derniere.empreinte == empreinte


def est_appris() -> bool:
    """Say whether what is kept in `var/` was learnt from the present referential."""
    return intitules.est_a_jour() and proches.est_a_jour()
