"""La bonne alternance, LHEO and our CSV: what is read, what is refused."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from matching.moteur import grilles
from parcours.offres.importeurs import csv_parcours, la_bonne_alternance, lheo
from parcours.offres.importeurs.lignes import LigneLue, Rejet
from parcours.socle.fichiers import FichierRefuse
from tests.offres.fabrique import fichier_gz

OFFRE_LBA: dict[str, Any] = {
    "identifier": {"id": "lba-1", "partner_label": "Essai"},
    "workplace": {
        "name": "Garage du Parc", "siret": "73282932000074",
        "location": {
            "address": "3 rue du Parc 38100 GRENOBLE",
            "geopoint": {"type": "Point", "coordinates": [5.72, 45.18]},
        },
    },
    "apply": {"url": "https://exemple.test/postuler"},
    "contract": {"start": "2026-09-01T00:00:00.000Z", "duration": 24, "type": ["Apprentissage"]},
    "offer": {
        "title": "CAP mécanique", "rome_codes": ["I1604"], "description": "Apprendre le métier.",
        "target_diploma": {"european": "3", "label": "CAP"},
        "publication": {"creation": "2026-02-01T00:00:00Z", "expiration": "2026-08-31T00:00:00Z"},
        "opening_count": 2, "status": "Active",
    },
}  # fmt: skip

LHEO = """<?xml version="1.0" encoding="UTF-8"?>
<lheo xmlns="http://www.lheo.org/2.3"><offres><formation numero="F1">
<domaine-formation><code-ROME>K1304</code-ROME></domaine-formation>
<intitule-formation>Titre ADVF</intitule-formation>
<objectif-formation>&lt;p&gt;Aider &lt;b&gt;à domicile&lt;/b&gt;&lt;/p&gt;</objectif-formation>
<code-niveau-entree>4</code-niveau-entree>
<action numero="A1"><niveau-entree-obligatoire>1</niveau-entree-obligatoire>
<modalites-entrees-sorties>0</modalites-entrees-sorties>
<lieu-de-formation><coordonnees><adresse><codepostal>38100</codepostal><ville>GRENOBLE</ville>
<code-INSEE-commune>38185</code-INSEE-commune></adresse></coordonnees></lieu-de-formation>
<session numero="S1"><periode><debut>20260901</debut><fin>20270131</fin></periode></session>
<session numero="S2"><periode><debut>20270201</debut><fin>00000000</fin></periode></session>
</action>
<organisme-formation-responsable><nom-organisme>Greta</nom-organisme><raison-sociale>-</raison-sociale>
</organisme-formation-responsable></formation></offres></lheo>"""

BOMBE = """<?xml version="1.0"?><!DOCTYPE lheo [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<lheo><offres><formation numero="1"><intitule-formation>&c;</intitule-formation></formation></offres></lheo>"""
VOL = """<?xml version="1.0"?><!DOCTYPE lheo [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<lheo><offres><formation numero="1"><intitule-formation>&x;</intitule-formation></formation></offres></lheo>"""


@pytest.mark.parametrize("emballage", [OFFRE_LBA, [OFFRE_LBA], {"jobs": [OFFRE_LBA]}])
def test_la_bonne_alternance_in_its_three_shapes(emballage: Any) -> None:
    (lue,) = la_bonne_alternance.lire(json.dumps(emballage).encode())
    assert isinstance(lue, LigneLue)
    assert lue.source_id == "lba-1"
    assert lue.champs["mesures"] == ["apprentissage"]
    assert lue.champs["debut_le"] == date(2026, 9, 1)
    assert lue.champs["expire_le"] == date(2026, 8, 31)
    assert lue.champs["places"] == 2
    assert (lue.lieu.latitude, lue.lieu.longitude) == (45.18, 5.72)
    assert (lue.lieu.code_postal, lue.lieu.commune) == ("38100", "GRENOBLE")
    assert lue.exigences == ()
    assert not lue.est_close


def test_la_bonne_alternance_says_when_it_is_over() -> None:
    close = OFFRE_LBA | {"offer": OFFRE_LBA["offer"] | {"status": "Filled"}}
    (lue,) = la_bonne_alternance.lire(json.dumps(close).encode())
    assert isinstance(lue, LigneLue)
    assert lue.est_close


def test_la_bonne_alternance_refuses_another_shape() -> None:
    with pytest.raises(FichierRefuse, match="jobs"):
        list(la_bonne_alternance.lire(b'{"resultats": []}'))


@pytest.mark.reel
@pytest.mark.parametrize(
    ("module", "nom"),
    [
        (la_bonne_alternance, "lba_job_offer_v3.json"),
        (lheo, "lheo_formation_action_session_exemple.xml"),
    ],
)
def test_published_examples_are_read(module: Any, nom: str, donnees_partagees: Path) -> None:
    (lue,) = module.lire((donnees_partagees / "formats" / nom).read_bytes())
    assert isinstance(lue, LigneLue)
    assert lue.lieu.latitude is not None


def test_lheo_gives_one_opening_per_session() -> None:
    premiere, seconde = lheo.lire(LHEO.encode())
    assert isinstance(premiere, LigneLue)
    assert isinstance(seconde, LigneLue)
    assert (premiere.source_id, seconde.source_id) == ("F1/A1/S1", "F1/A1/S2")
    assert premiere.ligne < seconde.ligne
    assert premiere.champs["nature"] == "formation"
    assert premiere.champs["debut_le"] == premiere.champs["expire_le"] == date(2026, 9, 1)
    assert premiere.champs["duree_mois"] == 5
    assert premiere.champs["nom_employeur"] == "Greta"
    assert "Aider à domicile" in premiere.champs["description"]
    assert "<" not in premiere.champs["description"]
    assert [(e.niveau, e.exigence) for e in premiere.exigences] == [(3, "E")]
    assert seconde.champs["duree_mois"] is None


def test_lheo_with_permanent_entries_stays_open_until_its_end() -> None:
    permanente = LHEO.replace("<modalites-entrees-sorties>0<", "<modalites-entrees-sorties>1<")
    premiere, seconde = lheo.lire(permanente.encode())
    assert isinstance(premiere, LigneLue)
    assert isinstance(seconde, LigneLue)
    assert premiere.champs["expire_le"] == date(2027, 1, 31)
    assert seconde.champs["expire_le"] is None


@pytest.mark.parametrize(
    ("contenu", "morceau"),
    [
        (BOMBE, "DOCTYPE|XML valide"),
        (VOL, "DOCTYPE|XML valide"),
        (LHEO[:400], "XML valide"),
        ("<rss><channel/></rss>", "LHEO"),
        ('<lheo xmlns="x"><offres/></lheo>', "LHEO"),
        ("pas du xml", "XML valide"),
    ],
)
def test_hostile_or_broken_xml_is_refused(contenu: str, morceau: str) -> None:
    with pytest.raises(FichierRefuse, match=morceau):
        list(lheo.lire(contenu.encode()))


def test_a_truncated_gzip_is_refused() -> None:
    with pytest.raises(FichierRefuse, match="tronqué"):
        list(lheo.lire(fichier_gz(LHEO.encode())[:-20]))


def test_the_template_is_a_file_we_read() -> None:
    (lue,) = csv_parcours.lire(csv_parcours.modele().encode())
    assert isinstance(lue, LigneLue)
    assert lue.ligne == 2
    assert grilles.lisible(grilles.depuis_hexa(lue.champs["grille"])) == "lun–ven 8 h – 12 h"


ENTETE = "identifiant;intitule;heures_hebdo;employeur"


@pytest.mark.parametrize(
    "contenu",
    [
        f"{ENTETE}\nA;Agent d’été;24,5;Café Noël\n".encode(),
        b"\xef\xbb\xbf" + f"{ENTETE}\r\nA;Agent d’été;24,5;Café Noël\r\n".encode(),
        f"{ENTETE}\nA;Agent d’été;24,5;Café Noël\n".encode("cp1252"),
        'identifiant,intitule,heures_hebdo,employeur\nA,Agent d’été,"24,5",Café Noël\n'.encode(),
        "Identifiant;Intitulé;Heures hebdo;Employeur\nA;Agent d’été;24,5;Café Noël".encode(),
    ],
)
def test_csv_encodings_and_separators(contenu: bytes) -> None:
    (lue,) = csv_parcours.lire(contenu)
    assert isinstance(lue, LigneLue)
    assert lue.champs["intitule"] == "Agent d’été"
    assert lue.champs["nom_employeur"] == "Café Noël"
    assert lue.champs["heures_hebdo"] == Decimal("24.5")


@pytest.mark.parametrize(
    ("contenu", "morceau"),
    [
        (b"identifiant;autre\nA;B\n", "intitule"),
        (b"identifiant;intitule;secret\nA;B;C\n", "secret"),
        (b"identifiant;intitule;intitule\nA;B;C\n", "deux fois"),
        (b"identifiant;intitule\nA;\x00\n", "Ligne 2"),
        (b'identifiant;intitule\nA;"jamais ferm\xe9\nB;C\n', "guillemets"),
        (b"identifiant;intitule\nA;" + b"x" * 300_000 + b"\n", "trop longue"),
    ],
)
def test_hostile_csv_is_refused_whole(contenu: bytes, morceau: str) -> None:
    with pytest.raises(FichierRefuse, match=morceau):
        list(csv_parcours.lire(contenu))


@pytest.mark.parametrize(
    ("colonne", "valeur", "morceau"),
    [
        ("nature", "bénévolat", "inconnu"),
        ("contrat", "cdi à vie", "inconnu"),
        ("heures_hebdo", "beaucoup", "pas un nombre"),
        ("heures_hebdo", "NaN", "pas un nombre"),
        ("salaire_min", "-5", "pas un nombre"),
        ("horaires", "le matin", "illisible"),
        ("horaires", "lun-ven 8:75-12:00", "horaires"),
        ("debut", "31/02/2026", "Date illisible"),
        ("permis", "Z", "inconnu"),
        ("niveau", "9", "pas un nombre de 0 à 8"),
        ("francais_oral", "bon", "inconnu"),
    ],
)
def test_a_wrong_cell_rejects_its_row_only(colonne: str, valeur: str, morceau: str) -> None:
    contenu = f"identifiant;intitule;{colonne}\nA;Bon;\nB;Mauvais;{valeur}\nC;Bon;\n"
    premiere, mauvaise, derniere = csv_parcours.lire(contenu.encode())
    assert isinstance(premiere, LigneLue)
    assert isinstance(derniere, LigneLue)
    assert isinstance(mauvaise, Rejet)
    assert (mauvaise.ligne, mauvaise.identifiant) == (3, "B")
    assert morceau in mauvaise.raison


def test_a_row_of_the_wrong_width_is_rejected_and_lines_count_line_breaks() -> None:
    contenu = 'identifiant;intitule;description\nA;Bon;"deux\nlignes"\nB;trop;de;cellules\n'
    bonne, mauvaise = csv_parcours.lire(contenu.encode())
    assert isinstance(bonne, LigneLue)
    assert isinstance(mauvaise, Rejet)
    assert (bonne.ligne, mauvaise.ligne) == (2, 4)


def test_csv_requirements_and_hours() -> None:
    contenu = (
        "identifiant;intitule;permis;niveau;experience_mois;francais_oral;conditions;horaires\n"
        "A;Agent;B | CE?;3?;12;B1;charges|debout;ven-lun 22:45-6:00\n"
    )
    (lue,) = csv_parcours.lire(contenu.encode())
    assert isinstance(lue, LigneLue)
    assert {(str(e.critere), e.code, e.niveau, str(e.exigence)) for e in lue.exigences} == {
        ("permis", "B", None, "E"), ("permis", "CE", None, "S"), ("niveau", "", 3, "S"),
        ("experience", "", 12, "E"), ("langue_oral", "fr", 3, "E"),
        ("condition", "charges", None, "E"), ("condition", "debout", None, "E"),
    }  # fmt: skip
    grille = grilles.depuis_hexa(lue.champs["grille"])
    assert grilles.heures(grille) == 4 * 7.5
    assert (lue.champs["jeu_debut"], lue.champs["jeu_fin"]) == (15, 0)
