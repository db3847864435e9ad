"""What an import keeps of the text: requirements, hours and facts, never over the source."""

from decimal import Decimal

from matching.moteur.lecture import ExigenceLue
from matching.moteur.vocabulaire import Critere, Exigence
from parcours.offres.importeurs import texte as module
from parcours.offres.importeurs.lignes import ExigenceLigne, LigneLue
from parcours.offres.importeurs.texte import lire_texte


def ligne(description, *exigences, **champs):
    return LigneLue(
        ligne=1,
        source_id="1",
        champs={"intitule": "Agent (H/F)", "description": description} | champs,
        exigences=exigences,
    )


def test_requirements_carry_their_words_and_their_name():
    (exigence,) = lire_texte(ligne("CACES 3 exigé")).exigences
    assert (exigence.critere, exigence.code, exigence.exigence) == ("certificat", "caces_3", "E")
    assert exigence.provenance == "texte"
    assert exigence.extrait == "CACES 3 exigé"
    assert "CACES R489 catégorie 3" in exigence.libelle


def test_weekly_hours_fill_an_empty_field_only():
    assert lire_texte(ligne("CDI 30h par semaine")).champs == {
        "heures_hebdo": Decimal("30.0"),
        "details": {"lus": {"heures_hebdo": "CDI 30h par semaine"}},
    }
    assert lire_texte(ligne("CDI 30h par semaine", heures_hebdo=Decimal(35))).champs == {}


def test_facts_that_ask_nothing_are_no_requirement():
    lecture = lire_texte(
        ligne("Débutant accepté. Aucun diplôme exigé. Site desservi par le tram.", details={"a": 1})
    )
    assert lecture.exigences == ()
    assert lecture.champs["details"] == {
        "debutant_accepte": True, "sans_diplome": True, "desservi": True, "a": 1,
        "lus": {
            "debutant_accepte": "Débutant accepté", "sans_diplome": "Aucun diplôme exigé",
            "desservi": "Site desservi par le tram",
        },
    }  # fmt: skip


def test_weekly_hours_the_text_contradicts_are_kept_as_words_to_check():
    champs = lire_texte(ligne("20h par semaine, puis 35h par semaine")).champs
    assert "heures_hebdo" not in champs
    assert "20h par semaine" in champs["details"]["lus"]["heures_hebdo"]


def test_what_is_read_with_little_confidence_never_blocks(monkeypatch):
    lue = ExigenceLue(Critere.PERMIS, "B", None, Exigence.EXIGE, "permis B", 0.7)
    monkeypatch.setattr(module, "lire", lambda *_: [lue, lue.avec(code="C", confiance=0.8)])
    lues = lire_texte(ligne("peu importe")).exigences
    assert [(e.code, e.exigence) for e in lues] == [("B", "inconnu"), ("C", "E")]


def test_a_beginner_is_not_welcome_where_the_source_asks_for_experience():
    source = ExigenceLigne("experience", niveau=24)
    assert lire_texte(ligne("Formation assurée en interne", source)).champs == {}


def test_what_the_source_says_is_left_to_it():
    source = ExigenceLigne("permis", "B", exigence="S")
    assert lire_texte(ligne("Permis B exigé", source)).exigences == ()


def test_months_asked_beside_a_welcome_for_beginners_are_to_be_checked():
    texte = "Vous justifiez de deux ans d’expérience."
    (seule,) = lire_texte(ligne(texte)).exigences
    assert (seule.niveau, seule.exigence) == (24, "E")
    (lue,) = lire_texte(ligne(texte, details={"debutant_accepte": True})).exigences
    assert (lue.niveau, lue.exigence) == (24, "inconnu")
    (ecrite,) = lire_texte(ligne(f"{texte} Débutant accepté.")).exigences
    assert ecrite.exigence == "inconnu"
