"""The official ROME archive: complete, idempotent, refused whole when malformed."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from parcours.referentiels import services
from parcours.referentiels.importeurs.tables import FichierRefuse
from parcours.referentiels.models import (
    Appellation,
    Competence,
    Metier,
    MetierCompetence,
    MetierContexte,
    Mobilite,
    NomCourant,
    Regroupement,
)
from tests.referentiels import archive

pytestmark = pytest.mark.base


def test_it_imports_every_table_and_says_so(db: None, tmp_path: Path) -> None:
    rapport = services.importer_rome(archive.ecrire(tmp_path))
    assert rapport["metier"] == {"lignes": 2, "ajoutees": 2, "changees": 0, "retirees": 0}
    assert MetierCompetence.objects.get(competence="100").est_coeur
    assert not MetierCompetence.objects.get(competence="200").est_coeur
    assert MetierContexte.objects.get().contexte_id == "300"
    assert Metier.objects.get(pk="K2204").definition == "Nettoie."
    assert Regroupement.objects.get(pk="secteur:2").code_parent == "secteur:1"


def test_a_second_import_writes_nothing(db: None, tmp_path: Path) -> None:
    chemin = archive.ecrire(tmp_path)
    services.importer_rome(chemin)
    rapport = services.importer_rome(chemin)
    assert {(r["ajoutees"], r["changees"], r["retirees"]) for r in rapport.values()} == {(0, 0, 0)}


def test_what_rome_drops_is_marked_and_comes_back(db: None, tmp_path: Path) -> None:
    services.importer_rome(archive.ecrire(tmp_path))
    moins = deepcopy(archive.TABLES)
    moins["referentiel_appellation"][0]["code_ogr"] = "401"
    services.importer_rome(archive.ecrire(tmp_path, moins))
    assert Appellation.objects.get(pk="400").est_retiree
    services.importer_rome(archive.ecrire(tmp_path))
    assert not Appellation.objects.get(pk="400").est_retiree
    assert Appellation.objects.get(pk="401").est_retiree


def test_the_starter_rows_are_adopted_and_everyday_names_kept(db: None, tmp_path: Path) -> None:
    Metier.objects.create(pk="K2204", libelle="Ménage")
    NomCourant.objects.create(nom="faire des ménages", metier_id="K2204")
    Competence.objects.create(pk="100", libelle="Laver", type="savoir_faire")
    services.importer_rome(archive.ecrire(tmp_path))
    assert Metier.objects.get(pk="K2204").libelle.startswith("Agent")
    assert Competence.objects.get(pk="100").libelle == "Nettoyer un sol"
    assert NomCourant.objects.count() == 1


def test_a_table_in_cp1252_is_read(db: None, tmp_path: Path) -> None:
    services.importer_rome(archive.ecrire(tmp_path, cp1252="arborescence_secteur_naf"))
    assert Regroupement.objects.get(pk="naf:81").libelle == "Services aux bâtiments"


def test_an_orphan_refuses_the_whole_archive(db: None, tmp_path: Path) -> None:
    faux = deepcopy(archive.TABLES)
    faux["rubrique_mobilite"][0]["code_rome_cible"] = "Z9999"
    with pytest.raises(FichierRefuse, match="Z9999"):
        services.importer_rome(archive.ecrire(tmp_path, faux))
    assert not Metier.objects.exists()


@pytest.mark.parametrize("abime", ["tronquee", "pas_zip", "table_absente"])
def test_a_broken_archive_says_what_to_do(db: None, tmp_path: Path, abime: str) -> None:
    chemin = archive.ecrire(tmp_path)
    if abime == "tronquee":
        chemin.write_bytes(chemin.read_bytes()[:-200])
    elif abime == "pas_zip":
        chemin.write_text("bonjour")
    else:
        sans = {k: v for k, v in archive.TABLES.items() if k != "coherence_item"}
        archive.ecrire(tmp_path, sans)
    with pytest.raises(CommandError, match="Rien n’a été changé"):
        call_command("importer_rome", chemin)
    assert not Metier.objects.exists()


@pytest.mark.reel
def test_the_real_archive(db: None, donnees_partagees: Path) -> None:
    """Counts of ROME v460, 0 orphans, idempotent (durations: docs/performance.md)."""
    chemin = donnees_partagees / "rome" / "RefRomeCsv_v460.zip"
    services.importer_rome(chemin)
    assert Metier.objects.count() == 1584
    assert Appellation.objects.count() == 13120
    assert MetierCompetence.objects.count() == 90556
    assert MetierContexte.objects.count() == 13663
    assert Mobilite.objects.count() == 14912
    rapport = services.importer_rome(chemin)
    assert sum(r["ajoutees"] + r["changees"] + r["retirees"] for r in rapport.values()) == 0
    with transaction.atomic():
        connection.check_constraints()
