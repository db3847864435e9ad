"""manage.py demarrer: everything Parcours needs, on one machine, stopped together by Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.demonstration.comptes import COMPTES_DEMO, MOT_DE_PASSE_DEMO

PAUSE_S = 0.5
DELAI_ARRET_S = 15.0
PROGRAMMES = {
    "web": ["gunicorn", "parcours.wsgi", "--workers", "2", "--threads", "4", "--bind", "{bind}"],
    "ouvrier-court": ["celery", "-A", "parcours", "worker", "--pool=solo", "-Q", "court", "-n", "court@%h"],
    "ouvrier-long": ["celery", "-A", "parcours", "worker", "--pool=solo", "-Q", "long", "-n", "long@%h"],
    "horloge": ["celery", "-A", "parcours", "beat"],
}  # fmt: skip


class Command(BaseCommand):
    help = "Prépare la base et démarre le site, deux ouvriers Celery et l’horloge."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--sans-demonstration", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        _refuser_port_pris(port)
        self._preparer(avec_demonstration=not options["sans_demonstration"])
        troupe = Troupe(port)
        troupe.demarrer()
        try:
            troupe.attendre_le_site()
            self._dire(port, avec_comptes=not options["sans_demonstration"])
            troupe.veiller()
        finally:
            troupe.arreter()
            self.stdout.write("Parcours est arrêté.")

    def _preparer(self, *, avec_demonstration: bool) -> None:
        call_command("migrate", verbosity=0)
        call_command("charger_referentiels", stdout=self.stdout)
        if avec_demonstration:
            call_command("charger_demonstration", "--si-vide", stdout=self.stdout)

    def _dire(self, port: int, *, avec_comptes: bool) -> None:
        self.stdout.write(f"\nParcours est prêt : http://localhost:{port}/\n")
        if avec_comptes:
            self.stdout.write(f"Comptes de démonstration (mot de passe : {MOT_DE_PASSE_DEMO})")
            for compte in COMPTES_DEMO:
                self.stdout.write(f"  {compte.email:<28} {compte.role:<15} {compte.essai}")
        self.stdout.write("\nCtrl-C arrête tout. Journaux : var/journaux/")


def _refuser_port_pris(port: int) -> None:
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except OSError as erreur:
            raise CommandError(
                f"Le port {port} est déjà pris : arrêter l’autre programme, "
                "ou choisir un port (PORT=8001 make run)."
            ) from erreur


class Troupe:
    """The processes started together; one that dies is started again, Ctrl-C ends them all."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.bin = Path(sys.executable).parent
        self.journaux: Path = settings.VAR / "journaux"
        self.journaux.mkdir(parents=True, exist_ok=True)
        self.processus: dict[str, subprocess.Popen[bytes]] = {}
        self.a_arreter = False
        signal.signal(signal.SIGTERM, self._demander_arret)
        signal.signal(signal.SIGINT, self._demander_arret)

    def _demander_arret(self, signum: int, frame: FrameType | None) -> None:
        self.a_arreter = True

    def demarrer(self) -> None:
        for nom in PROGRAMMES:
            self._lancer(nom)

    def _lancer(self, nom: str) -> None:
        commande = [mot.format(bind=f"127.0.0.1:{self.port}") for mot in PROGRAMMES[nom]]
        commande[0] = str(self.bin / commande[0])
        with (self.journaux / f"{nom}.log").open("ab") as journal:
            # Its own session: Ctrl-C reaches this process alone, which ends the others in order.
            self.processus[nom] = subprocess.Popen(  # noqa: S603
                commande, stdout=journal, stderr=journal, start_new_session=True
            )

    def attendre_le_site(self) -> None:
        """Return once the port answers, or raise with the end of its log."""
        limite = time.monotonic() + 60
        while time.monotonic() < limite and not self.a_arreter:
            with socket.socket() as prise:
                if prise.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.processus["web"].poll() is not None:
                break
            time.sleep(PAUSE_S)
        if not self.a_arreter:
            fin = (self.journaux / "web.log").read_text(errors="replace")[-2000:]
            raise CommandError(f"Le site n’a pas démarré :\n{fin}")

    def veiller(self) -> None:
        while not self.a_arreter:
            time.sleep(PAUSE_S)
            for nom, processus in list(self.processus.items()):
                if processus.poll() is not None and not self.a_arreter:
                    sys.stderr.write(
                        f"{nom} s’est arrêté : redémarrage (voir var/journaux/{nom}.log)\n"
                    )
                    time.sleep(PAUSE_S * 4)
                    self._lancer(nom)

    def arreter(self) -> None:
        for processus in self.processus.values():
            if processus.poll() is None:
                processus.terminate()
        limite = time.monotonic() + DELAI_ARRET_S
        for processus in self.processus.values():
            try:
                processus.wait(max(0.1, limite - time.monotonic()))
            except subprocess.TimeoutExpired:
                processus.kill()
