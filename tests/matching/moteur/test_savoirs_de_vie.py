"""Know-how from life: real skills, honest proof, and no trace of where they came from."""

import csv
import io
import json
import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from matching.moteur import Catalogue, Poste, Profil, Referentiel, classer
from matching.moteur.savoirs_de_vie import apprises_par, experiences, savoirs
from matching.moteur.vocabulaire import PREUVES

AMORCE = Path(__file__).resolve().parents[3] / "data" / "rome"
TOUTES = experiences()


def competences_de_l_amorce():
    return {
        c["code"]: c["libelle"]
        for fichier in AMORCE.glob("amorce_*.json")
        for metier in json.loads(fichier.read_text(encoding="utf-8"))
        for c in metier["competences"]
    }


def test_there_are_enough_of_them_and_each_is_complete():
    assert len(TOUTES) >= 25
    assert len({e.titre for e in TOUTES.values()}) == len(TOUTES)
    for experience in TOUTES.values():
        assert len(experience.competences) >= 3
        assert len({s.code for s in experience.competences}) == len(experience.competences)
        assert experience.questions
        assert all(question.endswith(("?", ".")) for question in experience.questions)
        assert {s.preuve_possible for s in experience.competences} <= set(PREUVES)
        assert "attestée" in experience.comment or "validée" in experience.comment


def test_every_proof_above_a_declaration_is_explained():
    for experience in TOUTES.values():
        possibles = {s.preuve_possible for s in experience.competences}
        if "validee" in possibles:
            assert "« validée »" in experience.comment, experience.code
        if "attestee" in possibles:
            assert "attest" in experience.comment, experience.code


def test_every_skill_is_one_of_the_starter_set():
    connues = competences_de_l_amorce()
    for experience in TOUTES.values():
        for savoir in experience.competences:
            assert connues.get(savoir.code) == savoir.libelle


@pytest.mark.reel
def test_every_skill_is_in_the_official_archive(donnees_partagees):
    archive = zipfile.ZipFile(donnees_partagees / "rome" / "RefRomeCsv_v460.zip")
    with archive.open("unix_referentiel_competence_v460_utf8.csv") as flux:
        officielles = {
            ligne["code_ogr"]: ligne["libelle_competence"]
            for ligne in csv.DictReader(io.TextIOWrapper(flux, "utf-8-sig"))
        }
    ecarts = [
        (experience.code, savoir.code, savoir.libelle, officielles.get(savoir.code))
        for experience in TOUTES.values()
        for savoir in experience.competences
        if officielles.get(savoir.code) != savoir.libelle
    ]
    assert ecarts == []


def test_proof_is_capped_and_the_better_one_is_kept():
    par_velo = savoirs({"velo": "validee"})
    assert par_velo["490584"] == "validee"
    assert par_velo["490587"] == "attestee"
    assert savoirs({"velo": "declaree"})["490584"] == "declaree"
    communs = {"124629"} & set(savoirs({"reparer_maison": "attestee"}))
    assert communs == {"124629"}
    deux = savoirs({"velo": "declaree", "reparer_maison": "attestee"})
    assert deux["124629"] == "attestee"
    assert deux == savoirs({"reparer_maison": "attestee", "velo": "declaree"})


@pytest.mark.parametrize(
    ("vecues", "mot"), [({"lune": "declaree"}, "lune"), ({"velo": "juree"}, "juree")]
)
def test_unknown_experience_or_proof_is_refused_with_a_sentence(vecues, mot):
    with pytest.raises(ValueError, match=mot):
        savoirs(vecues)


def test_only_skills_and_proof_reach_the_profile():
    acquis = savoirs({"parent_age": "attestee", "traduire": "validee"})
    profil = Profil(competences=acquis)
    touches = {
        f.name for f in fields(Profil) if getattr(profil, f.name) != getattr(Profil(), f.name)
    }
    assert touches == {"competences"}
    ecrit = json.dumps(profil.competences)
    assert not any(code in ecrit for code in TOUTES)
    assert set(acquis.values()) <= set(PREUVES)


def test_the_same_skills_from_another_origin_give_identical_bytes():
    """A paid job, a diploma or one's own mother: the engine cannot tell."""
    acquis = savoirs({"parent_age": "attestee"})
    autrement = dict(reversed([(code, str(preuve)) for code, preuve in acquis.items()]))
    de_la_vie, d_un_emploi = Profil(competences=acquis), Profil(competences=autrement)
    assert de_la_vie.empreinte() == d_un_emploi.empreinte()
    referentiel = Referentiel.depuis([("K1302", code, True) for code in acquis])
    catalogue = Catalogue.depuis([Poste(cle=1), Poste(cle=2, metier="K1302")], referentiel)
    jour = date(2026, 3, 2)
    assert repr(classer(de_la_vie, catalogue, jour=jour)) == repr(
        classer(d_un_emploi, catalogue, jour=jour)
    )


def test_a_skill_names_the_experiences_that_teach_it():
    codes = {experience.code for experience in apprises_par("489977")}
    assert {"parent_age", "proche_malade"} <= codes
    assert apprises_par("000000") == ()
