"""manage.py importer_rome ARCHIVE.zip"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.referentiels import services
from parcours.referentiels.importeurs.tables import FichierRefuse


class Command(BaseCommand):
    help = "Importe l’archive officielle complète du ROME 4.0 (RefRomeCsv_vNNN.zip)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rapport = services.importer_rome(options["archive"])
        except FichierRefuse as refus:
            raise CommandError(f"{refus} Rien n’a été changé.") from refus
        for phrase in services.en_clair(rapport):
            self.stdout.write(phrase)
        self.stdout.write("0 lien orphelin.")
