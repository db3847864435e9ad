"""A real worker is killed (kill -9) in the middle of the night: another goes on at its territory."""

import os
import signal

from tests.socle.test_ouvrier_tue import BALAYER, Atelier, atelier

__all__ = ["atelier"]
GENS = 6
PEUPLER = f"""
from tests.monde import creer_dossier, creer_monde
from parcours.dossiers.models import Dossier
from parcours.referentiels.models import Commune
from parcours.socle.taches import demander
m = creer_monde()
Dossier.objects.update(statut="clos")
for n in range({GENS}):
    commune = Commune.objects.create(code=f"380{{n:02}}", nom=f"Commune {{n}}")
    creer_dossier(f"P{{n}}", "X", m.awa, m.structure, commune=commune)
demander("matching.reconstruire_catalogue", cle="horloge", file="long")
"""
TACHE = "SELECT etat, fait, total, etape, tentatives FROM socle_tache WHERE nom = 'matching.reconstruire_catalogue'"
CALCULS = "SELECT dossier_id FROM matching_calcul ORDER BY 1"


def test_a_night_killed_in_the_middle_goes_on_at_its_territory(atelier: Atelier) -> None:
    premier = atelier.embaucher("long", "tests.matching.nuit_lente")
    atelier.gerer("shell", "--no-imports", "-c", PEUPLER)
    atelier.attendre(lambda: atelier.lire(TACHE)[0][1] >= 2, "deux territoires")
    os.kill(premier.pid, signal.SIGKILL)
    premier.wait(10)
    [(etat, fait, total, etape, _)] = atelier.lire(TACHE)
    assert etat == "en_cours", "killed too late to prove anything"
    assert 2 <= fait < GENS == total
    assert etape == f"Commune {fait - 1}"

    second = atelier.embaucher("long", "tests.matching.nuit_lente")
    atelier.attendre(lambda: _bail_fini(atelier), "le bail prend fin")
    atelier.gerer("shell", "--no-imports", "-c", BALAYER)
    atelier.attendre(lambda: atelier.lire(TACHE)[0][0] == "faite", "la nuit finit")
    assert atelier.lire(TACHE) == [("faite", GENS, GENS, "Commune 5", 2)]
    lignes = [li.split() for li in (atelier.dossier / "debuts").read_text().splitlines()]
    par_ouvrier = {
        pid: [qui for p, qui in lignes if p == str(pid)] for pid in (premier.pid, second.pid)
    }
    repris = set(par_ouvrier[premier.pid]) & set(par_ouvrier[second.pid])
    assert len(repris) <= 1  # the step it died in, at most
    assert len(par_ouvrier[second.pid]) == GENS - fait
    calcules = [cle for (cle,) in atelier.lire(CALCULS)]
    assert len(calcules) == len(set(calcules)) == GENS  # nothing lost, nothing doubled
    assert len(list((atelier.dossier / "catalogue").glob("generation-*"))) == 1  # built once


def _bail_fini(atelier: Atelier) -> bool:
    return bool(
        atelier.lire(
            "SELECT 1 FROM socle_tache WHERE nom = 'matching.reconstruire_catalogue' "
            "AND bail_jusqu_a < strftime('%Y-%m-%d %H:%M:%f', 'now')"
        )
    )
