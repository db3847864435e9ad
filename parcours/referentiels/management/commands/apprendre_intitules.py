"""manage.py apprendre_intitules: what the background task does, now, and what came out."""

from typing import Any

from django.core.management.base import BaseCommand

from parcours.referentiels import intitules, proches


class Command(BaseCommand):
    help = (
        "Apprend les intitulés et les métiers proches du référentiel en place (une minute ou plus)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        etiquette = intitules.construire()
        if etiquette is None:
            self.stdout.write("Aucun métier en base : charger d’abord un référentiel.")
            return
        self.stdout.write(
            f"Intitulés : {etiquette['noms']} noms ({etiquette['referentiel']}) "
            f"dans {intitules.chemin()}"
        )
        self.stdout.write(f"Métiers proches : {proches.construire()} métiers")
