"""manage.py importer_ouvertures FICHIER --format … [--complet PERIMETRE]"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from parcours.offres.importeurs.appliquer import FORMATS, appliquer
from parcours.offres.importeurs.perimetres import EXEMPLES
from parcours.offres.importeurs.rapport import phrases
from parcours.offres.models import ImportOuvertures
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.horloge import aujourd_hui

LARGEUR_BARRE = 30
REJETS_MONTRES = 20


class Command(BaseCommand):
    help = "Importe un fichier d’ouvertures et rend un compte exact de chacune de ses lignes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path)
        parser.add_argument("--format", required=True, choices=list(FORMATS))
        parser.add_argument(
            "--complet",
            metavar="PERIMETRE",
            default="",
            help="Le fichier est complet dans ce périmètre : ce qui y manque est fermé. "
            f"Écrire {EXEMPLES}.",
        )
        parser.add_argument(
            "--source", default="", help="Nom de la source, pour distinguer deux partenaires (CSV)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chemin: Path = options["fichier"]
        try:
            contenu = chemin.read_bytes()
        except OSError as erreur:
            raise CommandError(f"{chemin} : fichier illisible ou absent.") from erreur
        suivi = ImportOuvertures.objects.create(
            format=options["format"], fichier=chemin.name[:200], perimetre=options["complet"][:60],
            source=options["source"][:40],
        )  # fmt: skip
        try:
            appliquer(suivi, contenu, jour=aujourd_hui(), progresser=self._barre)
        except FichierRefuse as refus:
            raise CommandError(f"{chemin.name} refusé. {refus} Rien n’a été changé.") from refus
        self._dire(suivi)

    def _barre(self, fait: int, total: int) -> None:
        """A progress bar on the error stream, so that the report alone is on the output."""
        plein = LARGEUR_BARRE * fait // max(total, 1)
        fin = "\n" if fait >= total else ""
        self.stderr.write(
            f"\r[{'#' * plein}{'.' * (LARGEUR_BARRE - plein)}] {fait}/{total}", ending=fin
        )
        sys.stderr.flush()

    def _dire(self, suivi: ImportOuvertures) -> None:
        for phrase in phrases(suivi.rapport):
            self.stdout.write(phrase)
        for rejet in suivi.rejets[:REJETS_MONTRES]:
            self.stdout.write(
                f"  ligne {rejet['ligne']} ({rejet['identifiant'] or '?'}) : {rejet['raison']}"
            )
        if len(suivi.rejets) > REJETS_MONTRES:
            self.stdout.write(
                f"  … et {len(suivi.rejets) - REJETS_MONTRES} autres, "
                f"dans l’écran de l’import n° {suivi.pk}."
            )
