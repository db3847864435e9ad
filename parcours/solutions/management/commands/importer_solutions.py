"""manage.py importer_solutions FICHIER… [--complet]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.socle.fichiers import FichierRefuse
from parcours.socle.horloge import aujourd_hui
from parcours.solutions.importeurs.appliquer import appliquer
from parcours.solutions.importeurs.rapport import phrases
from parcours.solutions.models import ImportSolutions

REJETS_MONTRES = 20


class Command(BaseCommand):
    help = (
        "Importe des structures et des services data·inclusion v1 (JSON, Parquet) ou des formations "
        "LHEO (XML), et rend un compte exact de chaque ligne."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichiers", nargs="+", type=Path, metavar="FICHIER")
        parser.add_argument(
            "--complet", action="store_true",
            help="Les fichiers contiennent tout ce que leurs sources proposent : ce qui y manque "
            "n’est plus proposé.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        fichiers = [(chemin.name, _octets(chemin)) for chemin in options["fichiers"]]
        suivi = ImportSolutions.objects.create(
            fichiers=[nom[:200] for nom, _ in fichiers], est_complet=options["complet"]
        )
        try:
            appliquer(suivi, fichiers, jour=aujourd_hui())
        except FichierRefuse as refus:
            raise CommandError(f"{refus} Rien n’a été changé.") from refus
        self._dire(suivi)

    def _dire(self, suivi: ImportSolutions) -> None:
        for phrase in phrases(suivi.rapport):
            self.stdout.write(phrase)
        for rejet in suivi.rejets[:REJETS_MONTRES]:
            self.stdout.write(
                f"  {rejet['fichier']}, {rejet['genre']} {rejet['ligne']} "
                f"({rejet['identifiant'] or '?'}) : {rejet['raison']}"
            )
        if len(suivi.rejets) > REJETS_MONTRES:
            reste = len(suivi.rejets) - REJETS_MONTRES
            self.stdout.write(f"  … et {reste} autres, dans l’écran de l’import n° {suivi.pk}.")


def _octets(chemin: Path) -> bytes:
    try:
        return chemin.read_bytes()
    except OSError as erreur:
        raise CommandError(f"{chemin} : fichier illisible ou absent.") from erreur
