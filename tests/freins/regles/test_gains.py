"""What a solution raises: read, said in words, refused when it is not in the vocabulary."""

from typing import Any

import pytest

from freins.regles import gains
from freins.regles.gains import GainGarde, GainInvalide, GainMobilite
from matching.moteur import grilles
from matching.moteur.vocabulaire import Famille, Mode

MATIN = {"plages": [{"jours": "lun-ven", "debut": "06:30", "fin": "09:00"}], "ages_mois": [3, 155]}


@pytest.mark.parametrize(
    ("famille", "brut", "phrase", "etapes"),
    [
        ("langue", {"oral": "B1"}, "niveau B1 à l’oral", ("langue:B1",)),
        ("langue", {"oral": "A2", "ecrit": "A1"}, "niveau A2 à l’oral, niveau A1 à l’écrit",
         ("langue:A2", "langue_ecrit:A1")),
        ("garde", MATIN | {"vacances": False},
         "lun–ven 6 h 30 – 9 h, pour les enfants de 3 mois à 12 ans, hors vacances scolaires",
         ("garde:6h30",)),
        ("mobilite", {"velo": 30, "tc": 60},
         "jusqu’à 30 min à vélo, jusqu’à 60 min en transports en commun",
         ("mobilite:velo", "mobilite:tc")),
        ("permis", {"categories": ["B"]}, "catégorie B", ("permis:B",)),
        ("sante", {"conditions": ["charges"]}, "poste adapté pour : port de charges lourdes",
         ("sante:charges",)),
        ("qualification", {"niveau": 3, "certificats": ["sst"]},
         "niveau 3 (CAP, BEP), SST (sauveteur secouriste du travail)",
         ("niveau:3", "certificat:sst")),
        ("qualification", {"preuve": "attestee"}, "compétences attestées", ()),
        ("numerique", {"niveau": 2}, "niveau 2 (se débrouille)", ("numerique:2",)),
        ("administratif", {"droit_travail": True, "papiers": ["compte_bancaire"]},
         "autorisation de travailler, compte bancaire",
         ("administratif:droit_travail", "administratif:compte_bancaire")),
    ],
)  # fmt: skip
def test_each_family_is_read_said_and_written_back(
    famille: str, brut: dict[str, Any], phrase: str, etapes: tuple[str, ...]
) -> None:
    lus = gains.depuis_json({famille: brut})
    gain = lus[Famille(famille)]
    assert gain.phrase() == phrase
    assert gain.etapes() == etapes
    assert gains.depuis_json(gains.vers_json(lus.values())) == lus


@pytest.mark.parametrize(
    ("brut", "mot"),
    [
        ([], "forme"),
        ({"disponibilite": {}}, "disponibilite"),
        ({"langue": {}}, "Français"),
        ({"langue": {"oral": "A0"}}, "A0"),
        ({"langue": {"oral": "B1", "parle": "oui"}}, "parle"),
        ({"garde": MATIN | {"ages_mois": [36, 3]}}, "âge minimum"),
        ({"garde": MATIN | {"ages_mois": [0]}}, "âges"),
        ({"garde": MATIN | {"plages": []}}, "au moins une heure"),
        ({"garde": MATIN | {"plages": [{"jours": "lun", "debut": "6h"}]}}, "plage"),
        ({"garde": MATIN | {"plages": [{"jours": "lune", "debut": "6:00", "fin": "7:00"}]}}, "jours"),
        ({"garde": MATIN | {"vacances": "parfois"}}, "vacances"),
        ({"mobilite": {}}, "Mobilité"),
        ({"mobilite": {"tapis": 30}}, "tapis"),
        ({"mobilite": {"velo": 0}}, "vélo"),
        ({"mobilite": {"velo": "30"}}, "vélo"),
        ({"mobilite": {"velo": True}}, "vélo"),
        ({"permis": {"categories": ["Z"]}}, "Z"),
        ({"permis": "B"}, "permis"),
        ({"sante": {"conditions": ["depression"]}}, "depression"),
        ({"qualification": {}}, "Qualification"),
        ({"qualification": {"niveau": 9}}, "1 à 8"),
        ({"numerique": {"niveau": 0}}, "1 à 3"),
        ({"administratif": {}}, "Administratif"),
        ({"langue": {"oral": "B1", "prealables": ["langue:Z"]}}, "langue:Z"),
        ({"langue": {"oral": "B1", "prealables": ["argent:10"]}}, "argent:10"),
    ],
)  # fmt: skip
def test_what_is_outside_the_vocabulary_is_refused_in_words(brut: Any, mot: str) -> None:
    with pytest.raises(GainInvalide, match=mot):
        gains.depuis_json(brut)


def test_care_is_rounded_inwards() -> None:
    """A nursery that opens at 7:45 does not look after a child at 7:30."""
    garde = {"plages": [{"jours": "lun", "debut": "7:45", "fin": "18:20"}], "ages_mois": [0, 35]}
    gain = gains.depuis_json({"garde": garde})[Famille.GARDE]
    assert isinstance(gain, GainGarde)
    assert grilles.lisible(gain.grille) == "lun 8 h – 18 h"
    assert gain.ages() == "jusqu’à 2 ans"


def test_a_night_crosses_midnight() -> None:
    garde = {"plages": [{"jours": "dim", "debut": "22:00", "fin": "06:00"}], "ages_mois": [0, 35]}
    gain = gains.depuis_json({"garde": garde})[Famille.GARDE]
    assert isinstance(gain, GainGarde)
    assert grilles.lisible(gain.grille) == "dim 22 h – 6 h le lendemain"


def test_prerequisites_are_said() -> None:
    gain = GainMobilite({Mode.CYCLO: 40}, ("permis:AM", "langue:A2", "mobilite:velo"))
    assert [gains.phrase_prealable(c) for c in gain.prealables] == [
        "permis AM", "français A2", "pouvoir se déplacer à vélo",
    ]  # fmt: skip
