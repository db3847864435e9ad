"""Fields, headings, positions, guards that hold a whole offer together."""

import pytest

from matching.equite.textes import Champ, Gravite, TexteOffre, motifs_de, verifier, verifier_texte
from matching.equite.textes.exceptions import EXCEPTIONS, JUSTIFICATION_MINIMALE, exceptions_pour
from matching.equite.textes.motifs import Motif


def test_a_finding_says_what_where_why_and_how_to_write_instead() -> None:
    [un] = verifier(TexteOffre(titre="Vendeur / Vendeuse", profil="Souriant. Moins de 30 ans !"))
    assert (un.code, un.motif, un.gravite) == ("AGE-01", Motif.AGE, Gravite.ERREUR)
    assert (un.champ, un.extrait) == (Champ.PROFIL, "Moins de 30 ans")
    assert "Souriant. Moins de 30 ans !"[un.debut : un.fin] == un.extrait
    assert "L5331-2" in un.base
    assert [e.code for e in un.exceptions] == ["age_fixe_par_un_texte"]
    assert un.reecriture


@pytest.mark.parametrize(
    "texte",
    [
        "Profil :  ouvert.e, motivé(e)s &amp; dispo ; cœur d’équipe.\nNationalité   française exigée",
        "Vous êtes un·e bon·ne vendeur·euse.\r\nDe nationalité française",
        "« Vœux » : œuvre ; nationalité française",
    ],
)
def test_positions_are_those_of_the_text_as_written(texte: str) -> None:
    [un] = [s for s in verifier_texte(texte) if s.motif is Motif.ORIGINE]
    assert texte[un.debut : un.fin] == un.extrait
    assert "ationalité" in un.extrait
    assert "rançaise" in un.extrait


def test_title_rules_read_the_title_alone_and_look_for_both_sexes_everywhere() -> None:
    assert motifs_de(verifier(TexteOffre(titre="Maçon"))) == ["sexe"]
    assert motifs_de(verifier(TexteOffre(mission="Maçon"))) == []
    assert motifs_de(verifier(TexteOffre(titre="Maçon", conditions="35 h, poste H/F"))) == []
    assert motifs_de(verifier(TexteOffre(titre="Maçon", profil="un(e) maçon(ne) soigneux"))) == []


def test_headings_of_an_undivided_text_say_its_parts() -> None:
    texte = "Titre : Caissière\nEntreprise : moins de 40 ans d’histoire\nProfil : moins de 40 ans"
    trouves = [(s.champ, s.motif.value) for s in verifier_texte(texte)]
    assert trouves == [(Champ.TITRE, "sexe"), (Champ.PROFIL, "age")]


def test_a_first_short_line_is_the_title_of_an_undivided_text() -> None:
    assert motifs_de(verifier_texte("Serveuse\nService du midi, 20 h par semaine.")) == ["sexe"]
    assert motifs_de(verifier_texte("Service du midi avec la serveuse")) == []


@pytest.mark.parametrize(
    ("offre", "accusee"),
    [
        ("L’entreprise adaptée recrute : réservé aux travailleurs handicapés", False),
        ("Réservé aux travailleurs handicapés", True),
        ("Casier judiciaire vierge (CASF L133-6)", False),
        ("Casier judiciaire vierge", True),
        ("Infirmier (H/F)\nVaccination obligatoire", False),
        ("Vendeur (H/F)\nVaccination obligatoire", True),
        ("Apprentissage de 16 à 29 ans révolus", False),
        ("Apprentissage : moins de 30 ans", True),
        ("Titre : Comédienne pour le rôle d’Antigone (R1142-1)", False),
        ("Titre : Comédienne", True),
    ],
)
def test_a_lawful_frame_is_read_in_the_whole_offer(offre: str, accusee: bool) -> None:
    assert bool(motifs_de(verifier_texte(offre))) is accusee


def test_nothing_is_said_of_nothing() -> None:
    assert verifier(TexteOffre()) == []
    assert verifier_texte("   \n\n  ;;; ... ") == []


def test_exceptions_are_a_closed_list_with_their_law_and_condition() -> None:
    assert JUSTIFICATION_MINIMALE == 40
    assert len({e.code for e in EXCEPTIONS}) == len(EXCEPTIONS) == 11
    assert all(e.base and e.condition and e.motifs for e in EXCEPTIONS)
    assert exceptions_pour(Motif.BANQUE) == ()
