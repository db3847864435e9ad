"""The order of solutions: each criterion in its place, nothing that does not fit counts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freins.regles import gains
from freins.regles.garde import Enfant
from freins.regles.observations import Observee
from freins.regles.publics import Condition
from freins.regles.recours import Recours, acces, est_acquis, ranger, releve
from matching.moteur import grilles
from matching.moteur.vocabulaire import Famille

OUI, NON, INCONNU = (Condition(v, "") for v in ("oui", "non", "inconnu"))


def recours(cle: int, **champs: Any) -> Recours:
    return Recours(**{"cle": cle, "leve": OUI, "admission": "oui", "acces": OUI} | champs)


def gain(famille: str, **contenu: Any) -> gains.Gain:
    return gains.depuis_json({famille: contenu})[Famille(famille)]


def test_each_criterion_outweighs_all_those_after_it() -> None:
    parfait = Observee(conclues=40, acceptees=40, repondues=40, delai_median=1)
    mieux = {"observee": parfait, "delai_jours": 1, "places": 9, "distance_km": 0.1}
    du_pire = [
        recours(1, leve=INCONNU, **mieux),
        recours(2, admission="inconnu", **mieux),
        recours(3, acces=NON, **mieux),
        recours(4, observee=Observee(conclues=40, acceptees=4), delai_jours=1, distance_km=0.1),
        recours(5, delai_jours=90, places=9, distance_km=0.1),
        recours(6, delai_jours=20, places=0, distance_km=0.1),
        recours(7, delai_jours=20, places=3, distance_km=9),
        recours(8, delai_jours=20, places=3, distance_km=2),
    ]
    assert [r.cle for r in ranger(du_pire)] == [8, 7, 6, 5, 4, 3, 2, 1]


def test_one_lucky_answer_does_not_pass_a_proven_service() -> None:
    chance = Observee(conclues=1, acceptees=1, repondues=1, delai_median=0)
    eprouve = Observee(conclues=40, acceptees=32, repondues=40, delai_median=4)
    assert eprouve.acceptation_lissee > chance.acceptation_lissee
    assert [r.cle for r in ranger([recours(1, observee=chance), recours(2, observee=eprouve)])] == [
        2, 1,
    ]  # fmt: skip
    malchance = Observee(conclues=1, acceptees=0)
    assert malchance.acceptation_lissee == 0.5


@given(st.permutations(range(6)))
def test_the_order_does_not_depend_on_the_order_given(ordre: list[int]) -> None:
    tous = [recours(n, delai_jours=n % 3) for n in range(6)]
    assert [r.cle for r in ranger(tous[n] for n in ordre)] == [0, 3, 1, 4, 2, 5]


@pytest.mark.parametrize("champs", [{"leve": NON}, {"admission": "non"}])
def test_what_does_not_fit_never_lifts(champs: dict[str, Any]) -> None:
    assert not recours(1, **champs).peut_lever
    assert recours(1, acces=NON).peut_lever


@pytest.mark.parametrize(
    ("famille", "contenu", "acquis", "attendu"),
    [
        ("langue", {"oral": "B1"}, {"langue": {"oral": "A2"}}, "oui"),
        ("langue", {"oral": "B1"}, {"langue": {"oral": "B1"}}, "non"),
        ("langue", {"oral": "B1", "ecrit": "B1"}, {"langue": {"oral": "B2", "ecrit": "A1"}}, "oui"),
        ("langue", {"oral": "B1"}, {"langue": {"oral": ""}}, "inconnu"),
        ("langue", {"oral": "B1"}, {}, "inconnu"),
        ("langue", {"oral": "B1", "prealables": ["langue:A2"]}, {"langue": {"oral": "A1"}}, "non"),
        ("langue", {"oral": "B1", "prealables": ["langue:A2"]}, {"langue": {"oral": "A2"}}, "oui"),
        ("mobilite", {"velo": 30}, {"mobilite": {"velo": None}}, "oui"),
        ("mobilite", {"velo": 30}, {"mobilite": {"velo": 40}}, "non"),
        ("mobilite", {"velo": 30}, {}, "inconnu"),
        ("mobilite", {"cyclo": 40, "prealables": ["permis:AM"]},
         {"mobilite": {}, "permis": {"categories": []}}, "non"),
        ("mobilite", {"cyclo": 40, "prealables": ["permis:AM"]},
         {"mobilite": {}, "permis": {"categories": ["B"]}}, "oui"),
        ("mobilite", {"cyclo": 40, "prealables": ["permis:AM"]}, {"mobilite": {}}, "inconnu"),
        ("permis", {"categories": ["B"]}, {"permis": {"categories": ["AM"]}}, "oui"),
        ("permis", {"categories": ["AM"]}, {"permis": {"categories": ["B"]}}, "non"),
        ("permis", {"categories": ["B"]}, {}, "inconnu"),
        ("numerique", {"niveau": 2}, {"numerique": {"niveau": 1}}, "oui"),
        ("numerique", {"niveau": 2}, {"numerique": {"niveau": 2}}, "non"),
        ("qualification", {"niveau": 3}, {"qualification": {"niveau": 0}}, "oui"),
        ("qualification", {"niveau": 3}, {"qualification": {"niveau": 4}}, "non"),
        ("qualification", {"certificats": ["sst"]},
         {"qualification": {"niveau": 4, "certificats": ["sst"]}}, "non"),
        ("qualification", {"certificats": ["sst"]}, {"qualification": {"certificats": None}}, "inconnu"),
        ("qualification", {"preuve": "attestee"}, {"qualification": {"niveau": 4}}, "inconnu"),
        ("administratif", {"droit_travail": True}, {"administratif": {"est_oui": False}}, "oui"),
        ("administratif", {"droit_travail": True}, {"administratif": {"est_oui": True}}, "non"),
        ("administratif", {"papiers": ["identite"]}, {"administratif": {"est_oui": True}}, "inconnu"),
    ],
)  # fmt: skip
def test_what_a_gain_brings_to_this_person(
    famille: str, contenu: dict[str, Any], acquis: dict[str, Any], attendu: str
) -> None:
    assert releve(gain(famille, **contenu), acquis).valeur == attendu


def test_what_must_come_first_is_said() -> None:
    cours = gain("langue", oral="B1", prealables=["langue:A2"])
    assert releve(cours, {"langue": {"oral": "A1"}}).motif == "Il faut d’abord : français A2."
    assert releve(None, {}).valeur == "inconnu"
    assert est_acquis("niveau:3", {"qualification": {"niveau": 4}}) is True


PLAGE = {"jours": "lun-ven", "debut": "06:00", "fin": "18:00"}


def test_childcare_is_for_all_the_children_or_nothing() -> None:
    creche = gain("garde", plages=[PLAGE], ages_mois=[3, 35])
    deux = [Enfant(12), Enfant(80)]
    assert releve(creche, {}, deux).valeur == "non"
    assert "6 ans" in releve(creche, {}, deux).motif
    assert releve(creche, {}, [Enfant(12)]).valeur == "oui"
    assert "+60 h" in releve(creche, {}, [Enfant(12)]).motif
    assert releve(creche, {}, []).valeur == "inconnu"
    pleine = {"garde": {"etat": "grille", "grille": grilles.vers_hexa(grilles.PLEINE)}}
    assert releve(creche, pleine, [Enfant(12)]).valeur == "non"
    assert releve(creche, {"garde": {"etat": "sans_objet"}}, []).valeur == "non"


@pytest.mark.parametrize(
    ("km", "minutes", "a_distance", "valeur", "mot"),
    [
        (None, {}, True, "oui", "distance"),
        (None, {"tc": 30}, False, "inconnu", "placé"),
        (3.0, None, False, "inconnu", "à noter"),
        (3.0, {"tc": 30, "velo": None}, False, "oui", "en transports"),
        (3.0, {"velo": 10}, False, "non", "plus que noté"),
        (3.0, {"velo": None}, False, "non", "Aucun moyen"),
    ],
)
def test_reach(km: float, minutes: Any, a_distance: bool, valeur: str, mot: str) -> None:
    reponse = acces(km, minutes, est_a_distance=a_distance)
    assert reponse.valeur == valeur
    assert mot in reponse.motif


@pytest.mark.parametrize(
    ("observee", "phrases"),
    [
        (Observee(), ()),
        (Observee(conclues=1, acceptees=1),
         ("1 oui sur 1 demande close, trop peu pour en conclure",)),
        (Observee(conclues=9, acceptees=6, repondues=8, delai_median=3.6, effets_dits=2, effets=1),
         ("6 oui sur 9 demandes closes", "répond en 4 jours (médiane de 8 réponses)",
          "capacité gagnée 1 fois sur 2 étapes terminées")),
    ],
)  # fmt: skip
def test_figures_carry_their_number(observee: Observee, phrases: tuple[str, ...]) -> None:
    assert observee.phrases() == phrases
