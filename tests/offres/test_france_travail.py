"""Reading *Offres d'emploi v2*: what each structured field becomes."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from parcours.offres.importeurs import france_travail
from parcours.offres.importeurs.lignes import LigneLue, Rejet
from parcours.socle.fichiers import FichierRefuse
from tests.offres.fabrique import fichier_ft, offre_ft


def _lire(**champs: Any) -> LigneLue:
    (lue,) = france_travail.lire(fichier_ft(offre_ft("A1", **champs)))
    assert isinstance(lue, LigneLue), lue
    return lue


def _exigences(**champs: Any) -> set[tuple[str, str, int | None, str]]:
    return {(str(e.critere), e.code, e.niveau, str(e.exigence)) for e in _lire(**champs).exigences}


@pytest.mark.parametrize(
    ("champs", "attendues"),
    [
        (
            {"permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}]},
            {("permis", "B", None, "E")},
        ),
        (
            {"permis": [{"libelle": "B mention 79.06 (= EB)", "exigence": "S"}]},
            {("permis", "BE", None, "S")},
        ),
        (
            {"permis": [{"libelle": "CE - Poids lourd + remorque (= EC)", "exigence": "E"}]},
            {("permis", "CE", None, "E")},
        ),
        (
            {"langues": [{"libelle": "Français", "exigence": "E"}]},
            {("langue_oral", "fr", None, "E")},
        ),
        (
            {"formations": [{"niveauLibelle": "CAP, BEP et équivalents", "exigence": "E"}]},
            {("niveau", "", 3, "E")},
        ),
        (
            {
                "formations": [
                    {"niveauLibelle": "Bac+2 ou équivalents", "exigence": "E"},
                    {"niveauLibelle": "CAP, BEP et équivalents", "exigence": "E"},
                    {"niveauLibelle": "Bac+5 et plus ou équivalents", "exigence": "S"},
                ]
            },
            {("niveau", "", 3, "E")},
        ),
        (
            {"formations": [{"niveauLibelle": "Aucune formation scolaire", "exigence": "E"}]},
            set(),
        ),
        (
            {"formations": [{"domaineLibelle": "Commerce", "exigence": "E"}]},
            {("niveau", "", None, "E")},
        ),
        (
            {"experienceExige": "E", "experienceLibelle": "Expérience exigée de 3 An(s)"},
            {("experience", "", 36, "E")},
        ),
        (
            {"experienceExige": "E", "experienceLibelle": "Expérience exigée"},
            {("experience", "", None, "E")},
        ),
        (
            {"contexteTravail": {"conditionsExercice": ["Station debout prolongée"]}},
            {("condition", "debout", None, "E")},
        ),
        (
            {"contexteTravail": {"horaires": ["35H Travail de nuit"]}},
            {("condition", "nuit", None, "E")},
        ),
        (
            {"deplacementLibelle": "Quotidiens Zone départementale"},
            {("deplacement", "quotidien", None, "E")},
        ),
        ({"deplacementLibelle": "Jamais"}, set()),
        (
            {"competences": [{"code": "104167", "libelle": "Baliser", "exigence": "S"}]},
            {("competence", "104167", None, "S")},
        ),
    ],
)
def test_requirements(champs: dict[str, Any], attendues: set[Any]) -> None:
    assert _exigences(**champs) == attendues


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"typeContrat": "MIS"}, ("emploi", "interim", [])),
        ({"typeContrat": "SAI"}, ("emploi", "saisonnier", [])),
        (
            {"typeContrat": "CDD", "natureContrat": "Contrat apprentissage"},
            ("alternance", "apprentissage", ["apprentissage"]),
        ),
        (
            {"typeContrat": "CDD", "natureContrat": "Cont. professionnalisation"},
            ("alternance", "professionnalisation", ["professionnalisation"]),
        ),
        (
            {"typeContrat": "DDI", "natureContrat": "Insertion par l'activ.éco."},
            ("siae", "cddi", ["iae"]),
        ),
        (
            {"typeContrat": "LIB", "natureContrat": "Emploi non salarié"},
            ("emploi", "independant", []),
        ),
        (
            {"entreprise": {"nom": "EA", "entrepriseAdaptee": True}},
            ("entreprise_adaptee", "cdi", ["entreprise_adaptee"]),
        ),
        ({"typeContrat": "XYZ"}, ("emploi", "autre", [])),
    ],
)
def test_nature_contract_and_measures(champs: dict[str, Any], attendu: Any) -> None:
    lue = _lire(**champs)
    assert tuple(lue.champs[c] for c in ("nature", "contrat", "mesures")) == attendu


def test_pay_and_hours() -> None:
    lue = _lire(
        dureeTravailLibelle="temps partiel - 24H30 Travail en journée",
        salaire={"libelle": "Horaire de 12,00 Euros à 14,00 Euros sur 12 mois"},
    )
    assert lue.champs["heures_hebdo"] == Decimal("24.5")
    assert lue.champs["salaire_min"] == Decimal("1274.00")
    assert lue.champs["salaire_max"] == Decimal("1486.33")
    assert lue.champs["publiee_le"] == date(2026, 2, 20)


def test_an_hourly_pay_without_hours_counts_on_35_h_only_when_full_time() -> None:
    libelle = {"libelle": "Horaire de 12,02 Euros"}
    plein = _lire(salaire=libelle)
    assert plein.champs["salaire_min"] == Decimal("1823.03")
    assert plein.champs["details"]["salaire_sur_35_h"] is True
    partiel = _lire(salaire=libelle, dureeTravailLibelleConverti="Temps partiel")
    assert partiel.champs["salaire_min"] is None
    assert partiel.champs["salaire_texte"] == libelle["libelle"]


@pytest.mark.parametrize(
    "libelle", ["Mensuel de 12,00 Euros à 13,00 Euros", "Annuel de 30,00 Euros", "Annuel de"]
)
def test_no_figure_is_invented_from_a_doubtful_pay(libelle: str) -> None:
    lue = _lire(salaire={"libelle": libelle})
    assert lue.champs["salaire_min"] is None
    assert lue.champs["salaire_max"] is None


def test_a_title_too_long_is_kept_whole_in_the_text() -> None:
    titre = "Agent " * 100
    lue = _lire(intitule=titre)
    assert len(lue.champs["intitule"]) == 250
    assert titre.strip() in lue.champs["description"]


@pytest.mark.parametrize(
    ("offre", "morceau"),
    [
        ({"intitule": "Sans identifiant"}, "Identifiant absent"),
        (offre_ft("B", intitule="  "), "Intitulé absent"),
        (offre_ft("C", dateCreation="hier"), "Date illisible"),
        ("pas un objet", "pas une offre"),
        (None, "pas une offre"),
        (offre_ft("D", description="n° 2 69 05 49 588 157 80 demandé"), "sécurité sociale"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_and_reason(offre: Any, morceau: str) -> None:
    bonne, mauvaise = france_travail.lire(fichier_ft(offre_ft("A"), offre))
    assert isinstance(bonne, LigneLue)
    assert isinstance(mauvaise, Rejet)
    assert mauvaise.ligne == 2
    assert morceau in mauvaise.raison


@pytest.mark.parametrize(
    ("contenu", "morceau"),
    [
        (b"", "vide"),
        (b'{"resultats": [{"id": "A",\n "intitule": ', "Ligne 2"),
        (b"\xff\xfe{}", "UTF-8"),
        (b'{"resultats": [NaN]}', "NaN"),
        (b'{"offres": []}', "resultats"),
        (b"[1, 2]", "resultats"),
        (b"[" * 200_000, "imbriqué"),
    ],
)
def test_a_broken_file_is_refused_with_where_and_why(contenu: bytes, morceau: str) -> None:
    with pytest.raises(FichierRefuse, match=morceau):
        list(france_travail.lire(contenu))


def test_a_mark_at_the_start_is_read() -> None:
    contenu = b"\xef\xbb\xbf" + json.dumps({"resultats": [offre_ft("A")]}).encode()
    assert len(list(france_travail.lire(contenu))) == 1
