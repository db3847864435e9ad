"""manage.py charger_demonstration [--graine N] [--si-vide] [--volume DOSSIERS OUVERTURES]"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.demonstration import chargement, volume
from parcours.demonstration.lieux import ReferentielsManquants
from parcours.socle.horloge import aujourd_hui, maintenant


class Command(BaseCommand):
    help = (
        "Remplit une base neuve avec le territoire de démonstration, inventé à partir d’une graine."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--graine", type=int, default=chargement.GRAINE)
        parser.add_argument(
            "--si-vide", action="store_true", help="Ne rien faire si la base a déjà des données."
        )
        parser.add_argument(
            "--volume", type=int, nargs=2, metavar=("DOSSIERS", "OUVERTURES"),
            help="Compléter jusqu’à ces nombres, pour mesurer (bench_ecrans).",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        depart = time.monotonic()
        if chargement.est_vide() or not (options["si_vide"] or options["volume"]):
            self._charger(options["graine"])
        elif not options["volume"]:
            self.stdout.write("La base a déjà des données : rien à charger.")
            return
        if options["volume"]:
            volume.completer(
                *options["volume"], graine=options["graine"], jour=aujourd_hui(),
                dire=self.stdout.write,
            )  # fmt: skip
        self.stdout.write(f"Démonstration prête en {time.monotonic() - depart:.1f} s.")

    def _charger(self, graine: int) -> None:
        try:
            chargement.charger(
                graine=graine, jour=aujourd_hui(), fin=maintenant(), dire=self.stdout.write
            )
        except (chargement.BaseDejaRemplie, ReferentielsManquants) as erreur:
            raise CommandError(str(erreur)) from erreur
