"""`python -m matching.moteur.noyau`: compile the kernels once, so that no request waits for them."""

import sys
import time
from datetime import date

from matching.moteur.catalogue import Catalogue
from matching.moteur.masse import Personnes, classer_tous, qui_pour
from matching.moteur.noyau.cache import marquer_pret
from matching.moteur.noyau.compilation import EST_COMPILE, dossier_cache, effacer_perimes
from matching.moteur.ouvrants import Apport, Etape, ouvrants
from matching.moteur.ouvrants.territoire import Collective, ouvrants_territoire
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Famille


def compiler_tout() -> None:
    """Run every kernel on a world of one person and one opening."""
    jour, referentiel = date(2026, 3, 2), Referentiel()
    poste, personnes = Poste(cle=1, metier="K2204"), [Profil()]
    catalogue = Catalogue.depuis([poste], referentiel)
    classer_tous(personnes, catalogue, 1, jour=jour)
    classer_tous(personnes, catalogue, 1, jour=jour, complet=True)
    qui_pour(poste, Personnes.depuis(personnes), 1, referentiel=referentiel, jour=jour)
    etape = Etape(code="langue:A1", famille=Famille.LANGUE, apporte=Apport(oral=1))
    ouvrants(Profil(), catalogue, [etape], jour=jour)
    ouvrants_territoire(personnes, catalogue, [Collective(etape)], jour=jour)


def main() -> None:
    """Command line: see the module."""
    if not EST_COMPILE:
        sys.stdout.write("numba est absent : le moteur classera avec numpy, plus lentement.\n")
        return
    effacer_perimes()
    depart = time.perf_counter()
    compiler_tout()
    marquer_pret()
    duree = time.perf_counter() - depart
    sys.stdout.write(f"Noyau compilé en {duree:.0f} s dans {dossier_cache()}.\n")


if __name__ == "__main__":
    main()
