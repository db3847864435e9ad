"""Encrypted at rest: unreadable in SQL, loud on a wrong key, readable through a rotation."""

import json
from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.utils import timezone

from freins.models import LimitesSante
from parcours.dossiers.models import Consentement
from parcours.socle.chiffrement import DechiffrementImpossible, chiffrer, dechiffrer
from tests.monde import Monde

pytestmark = pytest.mark.base
ANCIENNE, NOUVELLE = "a" * 40, "n" * 40
TEMOIN = {"charges": "canari-zebulon", "debout_max_h": 2}


def _limites(monde: Monde) -> LimitesSante:
    accord = Consentement.objects.create(
        dossier=monde.dossier_nadia, finalite="sante", version="1", donne_le=timezone.now(),
        moyen="oral",
    )  # fmt: skip
    return LimitesSante.objects.create(
        dossier=monde.dossier_nadia, limites=TEMOIN, consentement=accord
    )


def _brut(limites: LimitesSante) -> str:
    with connection.cursor() as curseur:
        curseur.execute("SELECT limites FROM freins_limitessante WHERE id = %s", [limites.pk])
        return curseur.fetchone()[0]


def test_what_is_stored_says_nothing(monde: Monde) -> None:
    limites = _limites(monde)
    brut = _brut(limites)
    assert "zebulon" not in brut
    assert "charges" not in brut
    assert LimitesSante.objects.get(pk=limites.pk).limites == TEMOIN


def test_the_same_value_is_never_stored_the_same_way() -> None:
    assert chiffrer(TEMOIN) != chiffrer(TEMOIN)


def test_a_wrong_key_is_a_loud_failure(monde: Monde, settings: Any) -> None:
    limites = _limites(monde)
    settings.CLES_CHIFFREMENT = [NOUVELLE]
    with pytest.raises(DechiffrementImpossible, match="CLE_CHIFFREMENT"):
        LimitesSante.objects.get(pk=limites.pk)


def test_a_changed_token_is_a_loud_failure() -> None:
    jeton = chiffrer(TEMOIN)
    with pytest.raises(DechiffrementImpossible):
        dechiffrer(jeton[:-4] + ("AAA=" if jeton[-4:] != "AAA=" else "BBB="))


def test_rotation_reads_the_old_and_writes_the_new(settings: Any) -> None:
    settings.CLES_CHIFFREMENT = [ANCIENNE]
    avant = chiffrer(TEMOIN)
    settings.CLES_CHIFFREMENT = [NOUVELLE, ANCIENNE]
    assert dechiffrer(avant) == TEMOIN
    apres = chiffrer(TEMOIN)
    settings.CLES_CHIFFREMENT = [NOUVELLE]
    assert dechiffrer(apres) == TEMOIN
    with pytest.raises(DechiffrementImpossible):
        dechiffrer(avant)


def test_null_stays_null(monde: Monde) -> None:
    limites = _limites(monde)
    limites.limites = None
    limites.save()
    assert _brut(limites) is None
    assert LimitesSante.objects.filter(limites__isnull=True).exists()


def test_it_cannot_be_searched_by_value(monde: Monde) -> None:
    """A filter would compare with a fresh token: it would answer « none » for ever."""
    with pytest.raises(TypeError, match="ne se filtre pas"):
        LimitesSante.objects.filter(limites=TEMOIN).exists()


def test_a_dump_is_encrypted_and_loads_back(monde: Monde) -> None:
    limites = _limites(monde)
    depot = serializers.serialize("json", [limites])
    assert "zebulon" not in depot
    (charge,) = serializers.deserialize("json", depot)
    charge.save()
    assert LimitesSante.objects.get(pk=limites.pk).limites == TEMOIN
    assert json.loads(depot)[0]["fields"]["limites"].startswith("gAAAA")
