"""The package as a whole: its façade, its doctests, its bench."""

import doctest
import importlib
import json
import pkgutil

import pytest

from matching import moteur
from matching.moteur import bench

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(moteur.__path__, "matching.moteur.")
)


def test_the_facade_holds_what_it_announces():
    assert all(hasattr(moteur, nom) for nom in moteur.__all__)
    assert len(set(moteur.__all__)) == len(moteur.__all__)


@pytest.mark.parametrize("nom", ["matching.moteur", *MODULES])
def test_examples_in_docstrings_hold(nom):
    assert doctest.testmod(importlib.import_module(nom)).failed == 0


def test_the_bench_compares_itself_to_the_naive_loop(capsys):
    bench.main(["--rapide", "--json", "--ouvertures", "300", "--personnes", "3"])
    lignes = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    classement = next(ligne for ligne in lignes if ligne["exact"] is not None)
    assert classement["exact"] is True
    assert classement["ouvertures"] == 300
    bench.main(["--rapide", "--ouvertures", "300", "--personnes", "3"])
    assert "p50_ms" in capsys.readouterr().out
