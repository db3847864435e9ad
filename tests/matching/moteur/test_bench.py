"""The bench: a realistic country from a seed, honest yardsticks, the columns promised."""

import json
from random import Random

import numpy as np
import pytest

from matching.moteur import Catalogue, bench, bench_mesures, grilles
from matching.moteur.bench_monde import (
    JOUR,
    METIERS,
    postes_inventes,
    profils_inventes,
    referentiel_invente,
)
from matching.moteur.bench_reperes import BallTreeEtMasque, _heures
from matching.moteur.trajets import metres

CLES = {
    "operation", "personnes", "ouvertures", "wall_s", "cpu_s", "p50_ms", "p95_ms", "rss_mb",
    "ratio_naif", "ratio_balltree", "exact",
}  # fmt: skip


def test_the_same_seed_gives_the_same_world():
    assert list(postes_inventes(5, 300)) == list(postes_inventes(5, 300))
    assert list(profils_inventes(5, 30)) == list(profils_inventes(5, 30))
    assert list(postes_inventes(5, 30)) != list(postes_inventes(6, 30))


def test_the_country_is_dense_in_its_great_cities_and_present_elsewhere():
    points = np.array([p.point for p in postes_inventes(1, 8000) if p.point])
    paris = np.abs(points - (48.86, 2.35)).max(axis=1) < 0.5
    assert 0.12 < paris.mean() < 0.3
    cases = np.unique(np.floor(points * 2), axis=0)
    assert len(cases) > 150
    ville = np.array([p.point for p in postes_inventes(1, 300, local=True) if p.point])
    assert np.abs(ville - (45.18, 5.73)).max() < 1


def test_the_country_has_every_kind_of_requirement_and_of_silence():
    postes = list(postes_inventes(2, 4000))
    criteres = {e.critere for p in postes for e in p.exigences}
    assert {"permis", "niveau", "certificat", "competence", "experience", "condition"} <= criteres
    for champ in ("metier", "point", "heures", "grille", "salaire"):
        assert 0 < sum(getattr(p, champ) is None for p in postes) < 2000
    assert any(p.mesures for p in postes)
    assert any(p.teletravail for p in postes)


def test_json_has_one_object_a_line_with_the_columns_promised(capsys):
    bench.main(["--rapide", "--json", "--ouvertures", "400", "--personnes", "14"])
    lignes = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert all(set(ligne) == CLES for ligne in lignes)
    assert all(ligne["exact"] in (True, None) for ligne in lignes)
    par_nom = {ligne["operation"]: ligne for ligne in lignes}
    assert len(par_nom) == len(lignes) == 15
    for nom in ("classer une personne", "tout recalculer, comptes et blocages"):
        assert par_nom[nom]["exact"] is True
        assert par_nom[nom]["ratio_naif"] > 1
        assert par_nom[nom]["ratio_balltree"] > 0


@pytest.mark.parametrize(
    ("arguments", "attendues"),
    [
        ([], [(5_000, 50_000), (100_000, 1_000_000)]),
        (["--rapide"], [(1000, 20_000)]),
        (["--personnes", "7"], [(7, 20_000)]),
        (["--ouvertures", "300000", "--personnes", "9"], [(9, 300_000)]),
    ],
)
def test_sizes_are_arguments(monkeypatch, capsys, arguments, attendues):
    vues = []
    monkeypatch.setattr(bench, "mesurer", lambda taille: vues.append(taille) or [])
    bench.main(arguments)
    assert [(t.personnes, t.ouvertures) for t in vues] == attendues
    assert [t.local for t in vues] == [ouvertures <= 200_000 for _, ouvertures in attendues]
    assert "opération" in capsys.readouterr().out


def test_an_answer_that_is_not_exact_is_said(monkeypatch):
    referentiel = referentiel_invente(Random(0))
    catalogue = Catalogue.depuis(postes_inventes(0, 300, local=True), referentiel)
    profils = list(profils_inventes(1, 5, local=True))
    taille = bench_mesures.Taille(5, 300, 0, 5, 1)
    atelier = bench_mesures.Atelier(taille, None, catalogue, None, profils, [])
    justes = bench_mesures.classer_tous(profils, catalogue, 20, jour=JOUR, complet=True)
    assert bench_mesures._sont_exactes(atelier, justes)
    justes.scores[3, 1, 0] += 1
    assert not bench_mesures._sont_exactes(atelier, justes)


def test_balltree_and_mask_finds_what_is_near_wanted_and_possible():
    catalogue = Catalogue.depuis(
        postes_inventes(0, 2000, local=True), referentiel_invente(Random(0))
    )
    arbre = BallTreeEtMasque(catalogue)
    profil = next(p for p in profils_inventes(1, 50, local=True) if not isinstance(p.garde, str))
    trouves = arbre.classer(profil, 8000, 10)
    assert len(trouves) == 10
    lieux = {p.cle: p for p in postes_inventes(0, 2000, local=True)}
    for cle in catalogue.cles[trouves].tolist():
        assert metres(profil.point, lieux[cle].point) <= 8010
    assert len(arbre.classer(profil, -1, 10)) == 0
    voulus = set(profil.metiers_voulus) & set(METIERS)
    sans_limite = arbre.classer(profil, 500_000, 5)
    assert {lieux[c].metier for c in catalogue.cles[sans_limite].tolist()} & voulus


def test_a_week_in_one_word_has_its_half_hours():
    grille = grilles.depuis_plages([((2,), "08:00", "09:00"), ((6,), "23:30", "24:00")])
    assert int(_heures(grilles.en_mots([grille]))[0]) == (1 << 16) | (1 << 17) | (1 << 47)
