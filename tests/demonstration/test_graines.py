"""Same seed, same content; another seed, another; names weigh on nothing."""

from datetime import date

import pytest
from django.db import transaction

from parcours.demonstration import donnees
from parcours.demonstration.noms import identites
from parcours.demonstration.tirage import flux
from parcours.demonstration.vies import tirer_vie
from tests.demonstration.conftest import charger_et_compter
from tests.demonstration.empreinte import empreintes


def _empreintes(graine: int) -> dict[str, str]:
    """Fingerprints of a loading that is undone at once."""
    with transaction.atomic():
        charger_et_compter(graine)
        resultat = empreintes()
        transaction.set_rollback(True)
    return resultat


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_territory_whatever_the_names(
    referentiels: None, monkeypatch: pytest.MonkeyPatch
):
    premiere = _empreintes(7)
    # The same people under other names: had a name weighed on anything, something would move.
    a_l_envers = {cle: liste[::-1] for cle, liste in donnees.lire("noms").items()}
    monkeypatch.setattr("parcours.demonstration.noms.lire", {"noms": a_l_envers}.__getitem__)
    renommee = _empreintes(7)
    assert {nom for nom in premiere if renommee[nom] != premiere[nom]} == {"noms"}


def test_another_seed_gives_other_lives():
    jour = date(2026, 11, 23)
    une, meme, autre = (
        [tirer_vie(rng, jour) for _ in range(20)]
        for rng in (flux(1, "dossiers"), flux(1, "dossiers"), flux(2, "dossiers"))
    )
    assert une == meme
    assert une != autre


def test_names_follow_the_seed():
    sexes = ["femme", "homme", "autre"] * 50
    une, deux = (list(identites(flux(3, "noms"), sexes)) for _ in range(2))
    assert une == deux
    assert len(set(une)) == len(une)
    assert une != list(identites(flux(4, "noms"), sexes))
