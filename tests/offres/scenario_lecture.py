"""Run by a test in its own process, on a file-based SQLite database of its own (VAR_DIR).

An import writes 800 offers in a thread; meanwhile pages are asked for through a second
connection. Prints one JSON object: durations of the pages in seconds, and what they saw.
"""

import json
import os
import sys
import threading
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcours.settings")


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.urls import reverse

    from parcours.offres.importeurs.appliquer import appliquer
    from parcours.offres.models import ImportOuvertures, Ouverture
    from parcours.socle import taches
    from tests.monde import creer_monde
    from tests.offres.fabrique import JOUR, fichier_ft, offre_ft

    call_command("migrate", verbosity=0)
    taches.envoyer = lambda rang: None  # no broker here: the rows are enough
    monde = creer_monde()
    client = Client()
    client.force_login(monde.awa, backend="django.contrib.auth.backends.ModelBackend")
    contenu = fichier_ft(*[offre_ft(f"N{n}") for n in range(800)])
    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="huit-cents")

    def importer() -> None:
        appliquer(suivi, contenu, jour=JOUR)
        connections.close_all()

    fil = threading.Thread(target=importer)
    fil.start()
    durees, vues = [], []
    while fil.is_alive():
        debut = time.perf_counter()
        assert client.get(reverse("offres:liste")).status_code == 200
        durees.append(time.perf_counter() - debut)
        vues.append(Ouverture.objects.count())
    fil.join()
    suivi.refresh_from_db()
    sys.stdout.write(
        json.dumps({"durees": durees, "vues": vues, "nouvelles": suivi.rapport["nouvelles"]})
    )


if __name__ == "__main__":
    main()
