"""`manage.py recalculer [--tous]`: rank again what changed, or everything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from matching import services
from matching.services.territoires import SansSuite


class Command(BaseCommand):
    """Rank without waiting for the workers."""

    help = "Recalcule les suggestions des dossiers modifiés, ou (--tous) de tous les dossiers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tous",
            action="store_true",
            help="reconstruire le catalogue et recalculer tous les dossiers ouverts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["tous"]:
            faits = services.reconstruire_catalogue(suivi=SansSuite(self._avancer))
            self.stdout.write(f"{faits} dossiers recalculés sur un catalogue neuf.")
            return
        finis = services.consommer_evenements(progresser=self._avancer)
        self.stdout.write(f"{finis} changements pris en compte.")

    def _avancer(self, fait: int, total: int) -> None:
        self.stderr.write(f"{fait} / {total}")
