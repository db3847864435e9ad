"""The example client of the documentation on a real site: gunicorn, a worker, a database file.

Its whole path is checked in the database. Killed at several instants and run again with its
notebook, then run twice more once finished, it doubles nothing.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.socle.test_ouvrier_tue import RACINE, Atelier
from tests.socle.test_services_reels import Site, _port_libre

SCRIPT = RACINE / "docs" / "exemples" / "parcours_complet.py"
PEUPLER = """
from tests.monde import creer_monde
from parcours.comptes import portees
from parcours.comptes.jetons import creer_jeton
m = creer_monde()
for qui in (m.awa, m.vercors, m.fatima):
    print(creer_jeton(par=qui, nom="Client", portees=portees.permises(qui.role), jours=30).clair)
"""
# What reading leaves too: the journal, what was shown, the sessions, the tasks and their events.
TRACES = {"socle_entreejournal", "socle_tache", "socle_evenement", "matching_calcul",
          "matching_suggestion", "django_session", "sqlite_sequence"}  # fmt: skip


class Partenaire:
    """A site, its worker, and the script with its notebook."""

    def __init__(self, dossier: Path) -> None:
        self.atelier = Atelier(dossier)
        self.atelier.gerer("migrate", "--verbosity=0")
        dit = subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", PEUPLER],
            cwd=RACINE, env=self.atelier.env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        noms = ("JETON_EQUIPE", "JETON_EMPLOYEUR", "JETON_PILOTAGE")
        jetons = dit.stdout.strip().splitlines()[-3:]
        self.env = {"PATH": os.environ["PATH"], **dict(zip(noms, jetons, strict=True))}
        self.site = Site(self.atelier, _port_libre())
        self.site.demarrer()
        self.atelier.embaucher("court,long")
        self.commande = [sys.executable, str(SCRIPT), f"http://127.0.0.1:{self.site.port}",
                         str(dossier / "carnet.json")]  # fmt: skip

    def derouler(self) -> list[str]:
        """Run the script to its end and return what it says."""
        fini = subprocess.run(
            self.commande, env=self.env, capture_output=True, text=True, timeout=200, check=False
        )
        assert fini.returncode == 0, fini.stdout + fini.stderr
        return fini.stdout.splitlines()

    def tuer_apres(self, debut: str) -> None:
        """kill -9 as soon as it has said a line that begins so."""
        with subprocess.Popen(
            self.commande, env=self.env, stdout=subprocess.PIPE, text=True
        ) as lance:
            assert lance.stdout is not None
            for ligne in lance.stdout:
                if ligne.startswith(debut):
                    lance.send_signal(signal.SIGKILL)
                    break
            else:
                pytest.fail(f"« {debut} » n’a pas été dit")
        assert lance.returncode == -signal.SIGKILL

    def tables(self) -> dict[str, int]:
        """Rows of each table, once the worker has nothing left to do."""
        a_faire = "SELECT 1 FROM socle_tache WHERE etat IN ('en_attente', 'en_cours')"
        self.atelier.attendre(lambda: not self.atelier.lire(a_faire), "l’ouvrier finit")
        noms = self.atelier.lire("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            nom: self.atelier.lire(f"SELECT count(*) FROM {nom}")[0][0]
            for (nom,) in noms if nom not in TRACES
        }  # fmt: skip

    def fermer(self) -> None:
        self.site.tuer()
        self.atelier.fermer()


@pytest.fixture
def partenaire(tmp_path: Path) -> Iterator[Partenaire]:
    partenaire = Partenaire(tmp_path)
    yield partenaire
    partenaire.fermer()


@pytest.mark.timeout(600)
def test_the_whole_main_path_over_http_killed_and_replayed_is_done_once(
    partenaire: Partenaire,
) -> None:
    for instant in ("Contact noté", "Ouvertures :", "Plan convenu", "L’employeur lit"):
        partenaire.tuer_apres(instant)
        time.sleep(0.2)  # what it had just sent may still be written
    dit = partenaire.derouler()
    _verifier_ce_qui_est_dit("\n".join(dit))
    apres = partenaire.tables()
    _verifier_la_base(partenaire.atelier)
    for _ in range(2):
        encore = partenaire.derouler()
        assert encore[-1] == "Fini. Demandes déjà faites, rejouées : 21."
        assert partenaire.tables() == apres
    _verifier_la_base(partenaire.atelier)


def _verifier_ce_qui_est_dit(texte: str) -> None:
    """Refusals in words, the openings of every page, why, and the path to its end."""
    for morceau in (
        "422 Contenu refusé : Choisir un quartier ou écrire un lieu.",
        "412 Version dépassée : Cette fiche a changé depuis que vous l’avez lue.",
        "Ouvertures : 2 inchangées, 1 mise à jour.",
        "PARTENAIRE-JOUR, PARTENAIRE-SOIR, PARTENAIRE-TOT",
        "frein « Garde d’enfants » : leve.",
        "Suggestion : accessible, ",
        "Métier recherché 20.0",
        "Réponse de l’employeur : Acceptée.",
        "Orientation en_cours : Orientation envoyée, Acceptée, Démarrage constaté.",
        "Contacts terrain : moins de 10",
    ):
        assert morceau in texte, texte
    for absent in ("pas encore", "Bloque encore", "Traceback", "None"):
        assert absent not in texte, texte


def _verifier_la_base(atelier: Atelier) -> None:
    """One of each, in its last state; the mail was sent once, without a name."""
    lire = atelier.lire
    assert lire(
        "SELECT p.prenom, p.commune_id, d.projet, d.statut, s.nom FROM dossiers_dossier d "
        "JOIN dossiers_personne p ON p.id = d.personne_id "
        "JOIN comptes_structure s ON s.id = d.structure_id WHERE p.nom = 'Haddad'"
    ) == [("Leïla", "38185", "emploi", "ouvert", "Relais Emploi Sud")]
    assert lire("SELECT count(*) FROM dossiers_personne WHERE prenom = 'Leïla'") == [(1,)]
    assert lire("SELECT issue FROM dossiers_contactterrain") == [("dossier_ouvert",)]
    assert lire("SELECT thematique, statut FROM freins_frein") == [
        ("famille--garde-denfants", "leve")
    ]
    assert lire("SELECT statut, solution_id IS NOT NULL FROM freins_action") == [("faite", 1)]
    assert lire(
        "SELECT o.source_id, e.nom, o.places FROM offres_ouverture o "
        "JOIN offres_employeur e ON e.id = o.employeur_id WHERE o.source = 'partenaire' "
        "ORDER BY o.source_id"
    ) == [("PARTENAIRE-JOUR", "Atelier Vercors", 3), ("PARTENAIRE-SOIR", "Atelier Vercors", 4),
          ("PARTENAIRE-TOT", "Atelier Vercors", 3)]  # fmt: skip
    assert lire("SELECT etat FROM orientations_orientation") == [("en_cours",)]
    transitions = lire("SELECT vers FROM orientations_transitionorientation ORDER BY id")
    assert transitions == [("envoyee",), ("acceptee",), ("en_cours",)]
    assert lire("SELECT count(*) FROM socle_tache WHERE etat != 'faite'") == [(0,)]
    envoye = "".join(f.read_text() for f in atelier.dossier.glob("ouvrier-*.log"))
    assert envoye.count("To: vercors@exemple.test") == 1
    lettre = envoye.partition("To: vercors@exemple.test")[2].partition("-" * 79)[0]
    assert "Haddad" not in lettre
    assert "Leïla" not in lettre
