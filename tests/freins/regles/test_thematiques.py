import csv

import pytest
from data_inclusion.schema import v1

from freins.regles import thematiques
from freins.regles.thematiques import (
    PAR_CODE,
    THEMES,
    ThematiqueInconnue,
    a_stocker,
    famille_de,
    libelle,
    rang,
    theme_de,
)
from matching.moteur.vocabulaire import Famille

TOUTES = [t.value for t in v1.Thematique]


def test_the_package_still_has_the_thematiques_of_the_design():
    assert len(TOUTES) == 69
    assert len(list(v1.Categorie)) == 16


@pytest.mark.parametrize("thematique", TOUTES)
def test_every_thematique_has_one_theme_a_label_and_a_place(thematique):
    theme = theme_de(thematique)
    assert [t.code for t in THEMES if thematique in t.membres] == [theme.code]
    assert libelle(thematique)
    assert THEMES[rang(thematique)] is theme


@pytest.mark.parametrize(
    ("thematique", "famille"),
    [
        ("famille--garde-denfants", Famille.GARDE),
        ("famille--soutien-aidants", None),
        ("mobilite--preparer-un-permis", Famille.PERMIS),
        ("mobilite--acceder-a-un-vehicule", Famille.MOBILITE),
        ("lecture-ecriture-calcul--maitriser-le-francais", Famille.LANGUE),
        ("numerique--acquerir-un-equipement", Famille.NUMERIQUE),
        ("se-former--trouver-sa-formation", Famille.QUALIFICATION),
        (
            "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
            "administratif",
        ),
        ("logement-hebergement--louer-un-logement", None),
        ("difficultes-financieres--situation-dendettement-surendettement", None),
        ("sante--sante-mentale", Famille.SANTE),
        ("sante", Famille.SANTE),
    ],
)
def test_the_family_measured_by_a_barrier(thematique, famille):
    assert famille_de(thematique) == famille
    assert theme_de(thematique).a_une_mesure == (famille is not None)


def test_health_is_stored_and_shown_by_its_category_alone():
    for thematique in ("sante--addictions", "sante--sante-sexuelle", "sante"):
        assert a_stocker(thematique) == "sante"
        assert libelle(thematique) == "Santé"
    assert a_stocker("famille--garde-denfants") == "famille--garde-denfants"


def test_questions_are_questions_and_health_is_asked_without_asking_why():
    for theme in THEMES:
        assert theme.question.endswith(" ?")
    assert PAR_CODE["garde"].question.startswith("Est-ce que la garde des enfants")
    assert "maladie" not in PAR_CODE["sante"].question


def test_measured_themes_come_first_in_the_order_of_the_domain():
    familles = [theme.famille for theme in THEMES if theme.famille]
    assert familles == [
        Famille.LANGUE,
        Famille.GARDE,
        Famille.MOBILITE,
        Famille.PERMIS,
        Famille.SANTE,
        Famille.QUALIFICATION,
        Famille.NUMERIQUE,
        Famille.ADMINISTRATIF,
    ]
    assert all(theme.famille for theme in THEMES[: len(familles)])


def test_unknown_values_are_refused():
    for inconnue in ("", "famille", "garde", "mobilite--voler"):
        with pytest.raises(ThematiqueInconnue, match="inconnue"):
            theme_de(inconnue)


def test_a_thematique_without_theme_stops_the_start(monkeypatch):
    monkeypatch.setattr(thematiques, "THEMES", THEMES[1:])
    with pytest.raises(RuntimeError, match="maitriser-le-francais"):
        thematiques._verifier()


@pytest.mark.reel
def test_the_thematiques_of_real_services_are_known(donnees_partagees):
    with (donnees_partagees / "services" / "dora_services_thematiques.csv").open() as flux:
        lignes = list(csv.DictReader(flux))
    connues = {t for ligne in lignes for t in ligne["thematiques"].split("|") if t in TOUTES}
    assert {theme_de(t).code for t in connues} >= {"langue", "garde", "mobilite", "logement"}
