"""Each criterion: its three answers, and how firmness and provenance turn them into a state."""

from datetime import date, timedelta

import pytest

from matching.moteur import (
    INCONNUE,
    SANS_OBJET,
    ExigencePoste,
    Poste,
    Profil,
    Referentiel,
    evaluer,
)
from matching.moteur.criteres import CRITERES_EXIGENCES
from matching.moteur.grilles import depuis_plages
from matching.moteur.vocabulaire import Critere, Famille

JOUR = date(2026, 3, 2)
REF = Referentiel.depuis([("K2204", "100", True), ("K1304", "100", False)], {"K2204": ("K1304",)})
JOURNEE = depuis_plages([(range(5), "09:00", "16:00")])
NUIT = depuis_plages([(range(5), "22:00", "05:00")])
MAISON, TRAVAIL = (45.1667, 5.7167), (45.1885, 5.7245)


def constats(profil, poste, critere):
    """What `evaluer` says of one criterion."""
    return [c for c in evaluer(profil, poste, REF, JOUR).constats if c.critere == critere]


def un(profil, exigence, **champs):
    """The finding on the single requirement of an opening."""
    poste = Poste(cle=1, metier="K2204", grille=JOURNEE, exigences=(exigence,), **champs)
    return constats(profil, poste, exigence.critere)[-1]


def E(critere, code="", niveau=None, exigence="E", provenance="employeur"):
    return ExigencePoste(critere, code, niveau, exigence, provenance)


REPONSES = [
    # requirement, who meets it, who does not, who is not known, family
    (E("permis", "B"), {"permis": frozenset({"B"})}, {"permis": frozenset()}, {}, "permis"),
    (E("permis", "AM"), {"permis": frozenset({"B"})}, {"permis": frozenset()}, {}, "permis"),
    (E("permis", "C|D"), {"permis": frozenset({"D"})}, {"permis": frozenset("B")}, {}, "permis"),
    (E("vehicule"), {"minutes": {"voiture": 30}}, {"minutes": {"velo": 30}}, {}, "mobilite"),
    (
        E("vehicule", "motorise"),
        {"minutes": {"cyclo": 30}},
        {"minutes": {"velo": 30}},
        {},
        "mobilite",
    ),
    (E("langue_oral", "", 3), {"oral": 3}, {"oral": 2}, {"ecrit": 6}, "langue"),
    (E("langue_ecrit", "fr", 2), {"ecrit": 4}, {"ecrit": 1}, {"oral": 6}, "langue"),
    (E("langue_oral", "en", 2), {"langues": {"en": 2}}, {"langues": {"en": 1}}, {}, "langue"),
    (E("niveau", "", 3), {"niveau": 3}, {"niveau": 0}, {}, "qualification"),
    (
        E("certificat", "caces_1|caces_3"),
        {"certificats": frozenset({"caces_3"})},
        {"certificats": frozenset({"sst"})},
        {},
        "qualification",
    ),
    (
        E("experience", "", 12),
        {"experience": {"K2204": 12}},
        {"experience": {}},
        {},
        "qualification",
    ),
    (E("numerique", "", 2), {"numerique": 2}, {"numerique": 1}, {}, "numerique"),
    (E("droit_travail"), {"droit_travail": True}, {"droit_travail": False}, {}, "administratif"),
]


@pytest.mark.parametrize(("exigence", "oui", "non", "inconnu", "famille"), REPONSES)
def test_a_firm_demand_is_met_blocks_or_is_unknown(exigence, oui, non, inconnu, famille):
    assert un(Profil(**oui), exigence).etat == "rempli"
    bloque = un(Profil(**non), exigence)
    assert (bloque.etat, bloque.famille) == ("bloque", famille)
    assert un(Profil(**inconnu), exigence).etat == "inconnu"


@pytest.mark.parametrize(("exigence", "oui", "non", "inconnu", "famille"), REPONSES)
@pytest.mark.parametrize(
    ("exige", "provenance", "etat_non", "etat_inconnu"),
    [
        ("S", "employeur", "rempli", "rempli"),
        ("inconnu", "import", "inconnu", "inconnu"),
        ("E", "deduit", "inconnu", "rempli"),
        ("inconnu", "deduit", "inconnu", "rempli"),
        ("S", "deduit", "rempli", "rempli"),
    ],
)
def test_only_a_stated_firm_demand_blocks(
    exigence, oui, non, inconnu, famille, exige, provenance, etat_non, etat_inconnu
):
    douce = E(exigence.critere, exigence.code, exigence.niveau, exige, provenance)
    # droit_travail=False also blocks by itself, through the nature of the contract.
    poste = {"nature": "formation"}
    assert un(Profil(**oui), douce, **poste).etat == "rempli"
    assert un(Profil(**non), douce, **poste).etat == etat_non
    assert un(Profil(**inconnu), douce, **poste).etat == etat_inconnu
    assert un(Profil(**non), douce, **poste).est_souhait_manque == (exige == "S")


def test_a_missing_skill_is_unknown_never_a_no():
    exigence = E("competence", "100")
    assert un(Profil(competences={"100": "declaree"}), exigence).etat == "rempli"
    assert un(Profil(competences={"200": "validee"}), exigence).etat == "inconnu"


def test_experience_in_a_neighbour_metier_is_to_be_checked():
    exigence = E("experience", "", 12)
    assert un(Profil(experience={"K1304": 20}), exigence).etat == "inconnu"
    assert un(Profil(experience={"A1101": 20}), exigence).etat == "bloque"
    assert un(Profil(experience={"A1101": 20}), E("experience")).etat == "inconnu"


def test_experience_for_an_opening_without_metier_is_to_be_checked():
    poste = Poste(cle=1, grille=JOURNEE, exigences=(E("experience", "", 12),))
    assert constats(Profil(experience={"A1101": 20}), poste, "experience")[0].etat == "inconnu"
    assert constats(Profil(experience={"A1101": 2}), poste, "experience")[0].etat == "bloque"


def test_good_french_without_a_level_is_met_from_b2_and_else_to_be_checked():
    exigence = E("langue_oral")
    assert un(Profil(oral=4), exigence).etat == "rempli"
    assert un(Profil(oral=0), exigence).etat == "inconnu"


def test_a_diploma_without_a_level_is_to_be_checked():
    assert un(Profil(niveau=8), E("niveau")).etat == "inconnu"
    assert un(Profil(numerique=3), E("numerique")).etat == "inconnu"


def test_travel_in_the_job_never_blocks():
    exigence = E("deplacement", "quotidien")
    assert un(Profil(minutes={"marche": 30}), exigence).etat == "inconnu"
    assert un(Profil(minutes={"velo": 30}), exigence).etat == "rempli"
    assert un(Profil(), exigence).etat == "inconnu"


@pytest.mark.parametrize(
    ("exige", "provenance", "etat"),
    [
        ("E", "employeur", "bloque"),
        ("E", "texte", "bloque"),
        ("inconnu", "import", "inconnu"),
        ("E", "deduit", "inconnu"),
        ("S", "employeur", "inconnu"),
    ],
)
def test_a_limit_meets_a_condition(exige, provenance, etat):
    exigence = E("condition", "charges", exigence=exige, provenance=provenance)
    constat = un(Profil(limites=frozenset({"charges"})), exigence)
    assert (constat.etat, constat.famille) == (etat, "sante")
    assert un(Profil(limites=frozenset({"bruit"})), exigence).etat == "rempli"


def test_known_hours_settle_night_work():
    limite = Profil(limites=frozenset({"nuit"}))
    assert constats(limite, Poste(cle=1, grille=NUIT), "condition")[0].etat == "bloque"
    deduit = (E("condition", "nuit", provenance="deduit"),)
    de_jour = Poste(cle=1, grille=JOURNEE, exigences=deduit)
    sans_heures = Poste(cle=1, exigences=deduit)
    assert constats(limite, de_jour, "condition")[0].etat == "rempli"
    assert constats(limite, sans_heures, "condition")[0].etat == "inconnu"


@pytest.mark.parametrize("nature", ["emploi", "alternance", "siae", "geiq", "entreprise_adaptee"])
def test_a_work_contract_needs_the_right_to_work(nature):
    poste = Poste(cle=1, nature=nature)
    assert constats(Profil(droit_travail=False), poste, "droit_travail")[0].etat == "bloque"
    assert constats(Profil(droit_travail=None), poste, "droit_travail") == []


@pytest.mark.parametrize("nature", ["formation", "immersion", "creation"])
def test_a_training_does_not_need_the_right_to_work(nature):
    assert constats(Profil(droit_travail=False), Poste(cle=1, nature=nature), "droit_travail") == []


@pytest.mark.parametrize(
    ("reponse", "etat"), [(True, "rempli"), (False, "bloque"), (None, "inconnu")]
)
def test_eligibility_is_read_not_computed(reponse, etat):
    poste = Poste(cle=1, mesures=("iae",))
    constat = constats(Profil(eligibilites={"iae": reponse}), poste, "eligibilite")[0]
    assert (constat.etat, constat.famille) == (etat, "eligibilite")


def test_unstated_hours_are_always_unknown():
    for garde in (SANS_OBJET, INCONNUE, JOURNEE):
        constat = constats(Profil(garde=garde), Poste(cle=1), "horaires")[0]
        assert (constat.etat, constat.famille) == ("inconnu", Famille.DISPONIBILITE)


def test_hours_outside_the_wanted_ones_block_and_cannot_be_lifted():
    poste = Poste(cle=1, grille=NUIT)
    constat = constats(Profil(grille_souhaitee=JOURNEE), poste, "horaires")[0]
    assert (constat.etat, constat.est_levable) == ("bloque", False)
    assert "22 h" in constat.preuve


@pytest.mark.parametrize(
    ("heures", "etat"), [(20, "bloque"), (24, "rempli"), (39, "bloque"), (None, "inconnu")]
)
def test_weekly_hours_are_held_against_the_wanted_bounds(heures, etat):
    profil = Profil(heures_min=24, heures_max=35)
    assert constats(profil, Poste(cle=1, heures=heures), "duree")[0].etat == etat
    assert constats(Profil(), Poste(cle=1, heures=heures), "duree")[0].etat == "rempli"


@pytest.mark.parametrize(
    ("debut", "etat"), [(-30, "bloque"), (9, "bloque"), (10, "rempli"), (None, "inconnu")]
)
def test_an_opening_that_starts_before_the_person_can_is_blocked(debut, etat):
    profil = Profil(debut_au_plus_tot=JOUR + timedelta(days=10))
    poste = Poste(cle=1, debut=None if debut is None else JOUR + timedelta(days=debut))
    assert constats(profil, poste, "debut")[0].etat == etat
    assert constats(Profil(debut_au_plus_tot=JOUR), poste, "debut")[0].etat == "rempli"


def test_every_requirement_of_the_vocabulary_has_a_criterion_or_is_read_elsewhere():
    ailleurs = {Critere.HORAIRES, Critere.NON_DESSERVI, Critere.TELETRAVAIL}
    assert set(CRITERES_EXIGENCES) == set(Critere) - ailleurs
