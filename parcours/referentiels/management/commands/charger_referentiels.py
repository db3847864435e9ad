"""manage.py charger_referentiels: what the product ships (idempotent, quick the second time)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from parcours.referentiels import services
from parcours.referentiels.importeurs import amorce


class Command(BaseCommand):
    help = "Charge les référentiels livrés : communes, QPV de démonstration, métiers d’amorce."

    def handle(self, *args: Any, **options: Any) -> None:
        data: Path = settings.BASE_DIR / "data"
        communes = data / "geo" / "communes.csv.gz"
        qpv = data / "geo" / "qpv_grenoble.geojson"
        rapport: services.Rapport = {}
        if not services.est_a_jour("communes", services.empreinte(communes)):
            rapport |= services.importer_communes(communes)
        if not services.est_a_jour("qpv", services.empreinte(qpv)):
            rapport |= services.importer_qpv(qpv, generation="2024")
        if not services.est_a_jour("amorce", amorce.empreinte(data / "rome")):
            rapport |= services.charger_amorce(data / "rome")
        if not services.est_appris():
            services.demander_apprentissage()
        for phrase in services.en_clair(rapport) or ["Référentiels livrés : déjà à jour."]:
            self.stdout.write(phrase)
