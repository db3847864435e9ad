"""Importing data·inclusion services: every row accounted for, additions kept, bad files harmless."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from parcours.socle.fichiers import FichierRefuse
from parcours.solutions.importeurs import appliquer as module
from parcours.solutions.importeurs.appliquer import appliquer, somme
from parcours.solutions.models import ImportSolutions, Solution, StructureSolution
from tests.monde import Monde

pytestmark = pytest.mark.base
JOUR = date(2026, 11, 28)
MOBILITE = "mobilite--acceder-a-un-vehicule"


def structure(numero: int = 1, **champs: Any) -> dict[str, Any]:
    return {
        "source": "essai", "id": f"essai--s{numero}", "nom": f"Centre {numero}",
        "date_maj": "2026-01-02", "code_insee": "38185", "courriel": "centre@parcours-essai.fr",
    } | champs  # fmt: skip


def service(numero: int = 1, **champs: Any) -> dict[str, Any]:
    return {
        "source": "essai", "id": f"essai--{numero}", "structure_id": "essai--s1",
        "nom": f"Prêt {numero}", "description": "Prêt de vélo.", "date_maj": "2026-01-02",
        "thematiques": [MOBILITE], "publics": ["tous-publics"], "frais": "gratuit",
        "modes_accueil": ["en-presentiel"],
    } | champs  # fmt: skip


def importer(*contenus: Any, complet: bool = False) -> ImportSolutions:
    fichiers = [
        (f"f{rang}.json", c if isinstance(c, bytes) else json.dumps(c).encode())
        for rang, c in enumerate(contenus)
    ]
    suivi = ImportSolutions.objects.create(fichiers=[n for n, _ in fichiers], est_complet=complet)
    return appliquer(suivi, fichiers, jour=JOUR)


def comptes(suivi: ImportSolutions, genre: str = "service") -> dict[str, int]:
    compte = suivi.rapport[genre]
    assert somme(compte) == compte["lignes"]
    return {issue: n for issue, n in compte.items() if n}


def test_the_official_samples(monde: Monde, donnees_partagees: Path, capsys: Any) -> None:
    dossier = donnees_partagees / "services"
    noms = ("data_inclusion_structure_v1.json", "data_inclusion_service_v1.json")
    call_command("importer_solutions", *(str(dossier / nom) for nom in noms))
    assert "Services : 1 nouveaux + 0 modifiés" in capsys.readouterr().out
    solution = Solution.objects.get()
    assert solution.nom == "Atelier insertion et posture professionnelle"
    assert solution.publics == ["femmes"]
    assert solution.zone == ["75056"]
    assert solution.structure.nom == "Centre social Le Tournesol"
    assert solution.structure.source_id == "emplois-de-linclusion--17"
    assert " t:numerique--acquerir-un-equipement " in solution.cles


def test_a_second_import_changes_nothing(monde: Monde) -> None:
    importer([structure()], [service(1), service(2)])
    avant = list(Solution.objects.values_list("pk", "modifie_le", "version"))
    suivi = importer([structure()], [service(1), service(2)])
    assert comptes(suivi) == {"inchangees": 2, "lignes": 2}
    assert comptes(suivi, "organisme") == {"inchangees": 1, "lignes": 1}
    assert list(Solution.objects.values_list("pk", "modifie_le", "version")) == avant


def test_what_the_team_added_is_never_overwritten(monde: Monde) -> None:
    importer([structure()], [service()])
    ajouts = {
        "gain": {"mobilite": {"velo": 30}}, "delai_jours": 9, "cout": 5, "places": 3, "age_min": 18,
        "rayon_km": 8, "zone_locale": ["38185"], "est_reservee_aux_femmes": True, "est_active": False,
    }  # fmt: skip
    Solution.objects.update(**ajouts)
    suivi = importer([structure(nom="Nouveau nom")], [service(nom="Prêt de vélos", frais="payant")])
    assert comptes(suivi) == {"modifiees": 1, "lignes": 1}
    solution = Solution.objects.get()
    assert (solution.nom, solution.frais) == ("Prêt de vélos", "payant")
    assert {champ: getattr(solution, champ) for champ in ajouts} == ajouts
    assert " g:mobilite " in solution.cles
    assert Solution.objects.cherchant("nouveau nom").exists()


@pytest.mark.parametrize(
    ("champs", "champ", "raison"),
    [
        ({"nom": "ab"}, "nom", "trop court"),
        ({"description": ""}, "description", "absent"),
        ({"frais": "cher"}, "frais", "hors de la liste (« cher »)"),
        ({"thematiques": ["magie"]}, "thematiques", "hors de la liste"),
        ({"publics": ["tous-publics", "femmes"]}, "publics", "tous-publics"),
        ({"date_maj": "hier"}, "date_maj", "date illisible"),
        ({"date_maj": "2999-01-01"}, "date_maj", "futur"),
        ({"courriel": "ici"}, "courriel", "e-mail mal formée"),
        ({"lien_source": "pas-une-adresse"}, "lien_source", "adresse web"),
        ({"code_insee": "38!85"}, "code_insee", "mal formé"),
        ({"structure_id": "essai--absente"}, "structure_id", "ni dans les fichiers"),
        ({"description": "Écrire au 1 85 05 78 006 084 91."}, "", "sécurité sociale"),
        ({"id": "x" * 130}, "", "Identifiant trop long"),
    ],
)  # fmt: skip
def test_a_row_refused_says_field_and_reason(
    monde: Monde, champs: dict[str, Any], champ: str, raison: str
) -> None:
    suivi = importer([structure()], [service(1), service(2, **champs)])
    assert comptes(suivi) == {"nouvelles": 1, "rejetees": 1, "lignes": 2}
    [rejet] = suivi.rejets
    assert rejet["champ"] == champ
    assert raison in rejet["raison"]
    assert Solution.objects.count() == 1


def test_a_double_names_the_first(monde: Monde) -> None:
    suivi = importer([structure()], [service(1), service(1, nom="Autre")])
    assert comptes(suivi) == {"nouvelles": 1, "doublons": 1, "lignes": 2}
    assert "rang 1" in suivi.rejets[0]["raison"]
    assert Solution.objects.get().nom == "Prêt 1"


def test_parquet_reads_as_json(monde: Monde) -> None:
    sortie = io.BytesIO()
    lignes = [service(1, code_insee=None, latitude=45.1), service(2, latitude=None)]
    pq.write_table(pa.Table.from_pylist(lignes), sortie)
    suivi = importer([structure()], sortie.getvalue())
    assert comptes(suivi) == {"nouvelles": 2, "lignes": 2}
    assert Solution.objects.get(source_id="essai--1").thematiques == [MOBILITE]


def test_services_may_come_before_their_structures(monde: Monde) -> None:
    assert comptes(importer([service()], [structure()])) == {"nouvelles": 1, "lignes": 1}
    suivi = importer({"structures": [structure(2)], "services": [service(2)]})
    assert comptes(suivi) == {"nouvelles": 1, "lignes": 1}


@pytest.mark.parametrize(
    ("contenu", "mot"),
    [
        (b"", "vide"),
        (b"[", "JSON"),
        (b"[]", "aucune ligne"),
        (b'{"a": 1}', "attendue"),
        (b"PAR1xxxx", "Parquet"),
        (b"\xff\xfe{", "UTF-8"),
        (b"<html></html>", "LHEO"),
        (b"\x1f\x8bcoupe", "tronqu"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(monde: Monde, contenu: bytes, mot: str) -> None:
    with pytest.raises(FichierRefuse, match=mot):
        importer([structure()], contenu)
    assert not StructureSolution.objects.exists()
    suivi = ImportSolutions.objects.get()
    assert suivi.etat == "refuse"
    assert suivi.raison_refus.startswith("f1.json")


def test_complete_withdraws_what_is_gone_and_brings_back_what_returns(monde: Monde) -> None:
    importer([structure()], [service(1), service(2)])
    locale = Solution.objects.create(structure=StructureSolution.objects.get(), nom="Locale")
    autre = Solution.objects.create(
        structure=locale.structure, nom="Autre", source="dora", source_id="dora--1"
    )
    suivi = importer([service(1)], complet=True)
    assert suivi.rapport["retirees"] == 1
    gone = Solution.objects.get(source_id="essai--2")
    assert (gone.est_active, gone.retiree_le) == (False, JOUR)
    for intacte in (locale, autre):
        intacte.refresh_from_db()
        assert intacte.est_active
    retour = importer([service(1), service(2)], complet=True)
    assert comptes(retour) == {"inchangees": 1, "modifiees": 1, "lignes": 2}
    gone.refresh_from_db()
    assert (gone.est_active, gone.retiree_le) == (True, None)


def test_a_rejected_row_is_not_an_absent_one(monde: Monde) -> None:
    importer([structure()], [service(1), service(2)])
    suivi = importer([service(1), service(2, nom="ab")], complet=True)
    assert suivi.rapport["retirees"] == 0
    anonyme = service(2, nom="ab")
    del anonyme["id"]
    suivi = importer([service(1), anonyme], complet=True)
    assert suivi.rapport["retirees"] == 0
    assert "ne peut pas être prouvée" in suivi.rapport["avertissements"][0]


def test_an_import_that_was_killed_goes_on_with_a_report_that_adds_up(
    monde: Monde, monkeypatch: Any
) -> None:
    monkeypatch.setattr(module, "LOT", 2)
    fichiers = [("f.json", json.dumps([structure(), *map(service, range(1, 6))]).encode())]
    suivi = ImportSolutions.objects.create(fichiers=["f.json"])

    def tuer(fait: int, total: int) -> None:
        if fait == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        appliquer(suivi, fichiers, jour=JOUR, progresser=tuer)
    repris = ImportSolutions.objects.get()
    assert repris.etat == "en_cours"
    assert comptes(appliquer(repris, fichiers, jour=JOUR)) == {"nouvelles": 5, "lignes": 5}
    assert Solution.objects.count() == 5


def test_the_command_says_what_was_refused(monde: Monde, tmp_path: Path, capsys: Any) -> None:
    fichier = tmp_path / "services.json"
    fichier.write_text(json.dumps([structure(), service(1, frais="cher")]))
    call_command("importer_solutions", str(fichier))
    dit = capsys.readouterr().out
    assert "Services : 0 nouveaux + 0 modifiés + 0 inchangés + 1 rejetés + 0 doublons = 1" in dit
    assert "services.json, service 2 (essai--1) : frais : valeur hors de la liste" in dit
    with pytest.raises(CommandError, match="illisible ou absent"):
        call_command("importer_solutions", str(tmp_path / "absent.json"))


LHEO = """<?xml version="1.0"?><lheo xmlns="http://www.lheo.org/2.2"><offres>{}</offres></lheo>"""
FORMATION = """<formation numero="{numero}"><domaine-formation><code-FORMACODE>{formacode}</code-FORMACODE>
</domaine-formation><intitule-formation>{titre}</intitule-formation>
<objectif-formation>&lt;p&gt;Apprendre.&lt;/p&gt;</objectif-formation><certifiante>1</certifiante>
<code-niveau-sortie>{niveau}</code-niveau-sortie><organisme-formation-responsable>
<SIRET-organisme-formation><SIRET>73282932000074</SIRET></SIRET-organisme-formation>
<nom-organisme>Pôle des Savoirs</nom-organisme></organisme-formation-responsable>
<action numero="{numero}a"><lieu-de-formation><coordonnees><adresse>
<code-INSEE-commune>38185</code-INSEE-commune></adresse></coordonnees></lieu-de-formation></action>
</formation>"""


@pytest.mark.parametrize(
    ("titre", "formacode", "niveau", "gain", "thematique"),
    [
        ("FLE de A2 vers B1", "1", "", {"langue": {"oral": "B1", "prealables": ["langue:A2"]}},
         "lecture-ecriture-calcul--maitriser-le-francais"),
        ("Lire et écrire, niveau A1", "15235", "", {"langue": {"oral": "A1", "ecrit": "A1"}},
         "lecture-ecriture-calcul--maitriser-le-francais"),
        ("Français langue étrangère", "1", "", {},
         "lecture-ecriture-calcul--maitriser-le-francais"),
        ("CAP cuisine", "42752", "4", {"qualification": {"niveau": 3}},
         "se-former--trouver-sa-formation"),
        ("CACES R489 catégories 1, 3 et SST", "1", "",
         {"qualification": {"certificats": ["caces_1", "caces_3", "sst"]}},
         "se-former--trouver-sa-formation"),
    ],
)  # fmt: skip
def test_trainings_become_solutions_with_what_they_surely_raise(
    monde: Monde, titre: str, formacode: str, niveau: str, gain: dict, thematique: str
) -> None:
    ligne = FORMATION.format(numero="7", titre=titre, formacode=formacode, niveau=niveau)
    suivi = importer(LHEO.format(ligne).encode())
    assert comptes(suivi) == {"nouvelles": 1, "lignes": 1}
    solution = Solution.objects.get()
    assert (solution.gain, solution.thematiques) == (gain, [thematique])
    assert solution.structure.nom == "Pôle des Savoirs"
    assert solution.lieu == monde.grenoble
    Solution.objects.update(gain={"numerique": {"niveau": 1}})
    importer(LHEO.format(ligne.replace("Apprendre", "Bien apprendre")).encode())
    assert Solution.objects.get().gain == {"numerique": {"niveau": 1}}


def test_the_lheo_sample(monde: Monde, donnees_partagees: Path) -> None:
    exemple = donnees_partagees / "formats" / "lheo_formation_action_session_exemple.xml"
    suivi = importer(exemple.read_bytes())
    compte = comptes(suivi)
    assert compte["nouvelles"] == compte["lignes"] >= 1
