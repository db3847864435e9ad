"""Run by a test in its own process, on a file-based SQLite database of its own (VAR_DIR).

An import writes 500 offers in a thread and is stopped in the middle of each write, its lock held;
then a page is asked for through a second connection. Prints one JSON object: durations of the
pages in seconds, and how many openings they saw.
"""

import json
import os
import sys
import threading
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parcours.settings")


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.urls import reverse

    from parcours.offres.importeurs import appliquer as module
    from parcours.offres.models import ImportOuvertures, Ouverture
    from parcours.socle import taches
    from tests.monde import creer_monde
    from tests.offres.fabrique import JOUR, fichier_ft, offre_ft

    call_command("migrate", verbosity=0)
    taches.envoyer = lambda rang: None  # no broker here: the rows are enough
    monde = creer_monde()
    client = Client()
    client.force_login(monde.awa, backend="django.contrib.auth.backends.ModelBackend")
    contenu = fichier_ft(*[offre_ft(f"N{n}") for n in range(500)])
    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="cinq-cents")
    verrou_pris, page_lue = threading.Semaphore(0), threading.Semaphore(0)
    ecrire = module.ecrire.ecrire

    def ecrire_puis_attendre(*args: Any, **kwargs: Any) -> Any:
        bilan = ecrire(*args, **kwargs)
        verrou_pris.release()
        page_lue.acquire(timeout=30)
        return bilan

    def importer() -> None:
        module.appliquer(suivi, contenu, jour=JOUR)
        connections.close_all()

    module.ecrire.ecrire = ecrire_puis_attendre
    fil = threading.Thread(target=importer)
    fil.start()
    durees, vues = [], []
    for _ in range(3):
        assert verrou_pris.acquire(timeout=30)
        debut = time.perf_counter()
        assert client.get(reverse("offres:liste")).status_code == 200
        durees.append(time.perf_counter() - debut)
        vues.append(Ouverture.objects.count())
        page_lue.release()
    fil.join()
    suivi.refresh_from_db()
    sys.stdout.write(
        json.dumps({"durees": durees, "vues": vues, "nouvelles": suivi.rapport["nouvelles"]})
    )


if __name__ == "__main__":
    main()
