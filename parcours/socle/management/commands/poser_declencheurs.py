"""manage.py poser_declencheurs: put back the triggers of the append-only tables."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from parcours.socle import declencheurs


class Command(BaseCommand):
    help = "Remet les déclencheurs qui refusent de modifier ou d’effacer le journal."

    def handle(self, *args: Any, **options: Any) -> None:
        manquants = declencheurs.manquants(connection)
        declencheurs.poser(connection)
        self.stdout.write(
            f"{len(manquants)} déclencheur(s) remis." if manquants else "Rien ne manquait."
        )
