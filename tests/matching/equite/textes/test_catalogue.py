"""The catalogue: what must be said is said with its ground, what is allowed is not accused."""

import pytest

from matching.equite.textes import Gravite, Signalement, motifs_de, verifier_texte
from matching.equite.textes.catalogue import CATALOGUE, Fiche
from matching.equite.textes.regles import REGLES

FICHES = list(CATALOGUE.values())
GRAVES = [f for f in FICHES if f.gravite is not Gravite.INFO]


@pytest.mark.parametrize("fiche", FICHES, ids=lambda f: f.code)
def test_an_unlawful_example_is_flagged_with_its_ground(fiche: Fiche) -> None:
    trouves = verifier_texte(fiche.exemple_a_signaler)
    assert fiche.motif in motifs_de(trouves, infos=fiche.gravite is Gravite.INFO)


@pytest.mark.parametrize("fiche", FICHES, ids=lambda f: f.code)
def test_a_lawful_example_is_not_accused(fiche: Fiche) -> None:
    assert motifs_de(verifier_texte(fiche.exemple_permis)) == []


@pytest.mark.parametrize("fiche", GRAVES, ids=lambda f: f.code)
def test_what_is_proposed_is_lawful_alone_and_in_its_place(fiche: Fiche) -> None:
    texte, graves = fiche.exemple_a_signaler, _graves(fiche.exemple_a_signaler)
    while graves:
        un = graves[0]
        assert motifs_de(verifier_texte(un.reecriture)) == []
        assert texte[un.debut : un.fin] == un.extrait
        texte = texte[: un.debut] + un.reecriture + texte[un.fin :]
        apres = _graves(texte)
        assert len(apres) < len(graves), texte
        graves = apres


def _graves(texte: str) -> list[Signalement]:
    return [s for s in verifier_texte(texte) if s.gravite is not Gravite.INFO]


def test_every_rule_of_the_catalogue_is_written_and_no_other() -> None:
    dans_les_titres = {"SEXE-03", "SEXE-04"}
    assert {r.code for r in REGLES} | dans_les_titres == set(CATALOGUE)


def test_every_rewriting_of_every_rule_is_lawful() -> None:
    propositions = {r.reecriture for r in REGLES if isinstance(r.reecriture, str)}
    assert {p: motifs_de(verifier_texte(p)) for p in propositions if p} == {
        p: [] for p in propositions if p
    }
