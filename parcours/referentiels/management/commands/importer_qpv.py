"""manage.py importer_qpv FICHIER.geojson"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.referentiels import services
from parcours.referentiels.importeurs.tables import FichierRefuse


class Command(BaseCommand):
    help = "Importe des quartiers prioritaires depuis un GeoJSON (générations 2015 ou 2024)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--generation", default="2024")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rapport = services.importer_qpv(options["fichier"], generation=options["generation"])
        except FichierRefuse as refus:
            raise CommandError(f"{refus} Rien n’a été changé.") from refus
        for phrase in services.en_clair(rapport):
            self.stdout.write(phrase)
