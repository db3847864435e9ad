"""What lifting opens for one person: read every opening, group, add up over all sets of steps.

The kernels read when numba is there (`par_noyau`), the columns otherwise (`lecture`): the answers
are equal. A mask of rows is read by the columns.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matching.moteur import colonnes
from matching.moteur.catalogue import Catalogue
from matching.moteur.ouvrants.apport import appliquer
from matching.moteur.ouvrants.etapes import Demarche, Etape, demarche_de
from matching.moteur.ouvrants.lecture import besoins
from matching.moteur.ouvrants.resultat import Ouvrants, Releve
from matching.moteur.profil import Profil

if TYPE_CHECKING:
    from matching.moteur.conservation import CatalogueVivant


def ouvrants(
    profil: Profil,
    catalogue: "Catalogue | CatalogueVivant",
    etapes: Iterable[Etape] | Demarche,
    *,
    jour: date,
    masque: NDArray[np.bool_] | None = None,
    compiler: bool = True,
) -> Ouvrants:
    """What every set of steps would open, exactly; see `Ouvrants` for what can be asked of it.

    Parameters
    ----------
    etapes : at most 16, see `etapes` for how to build them; only those that an available solution
        or action could bring.
    jour : today; openings whose `expire_le` is past are left out.
    masque : (n,) bool, the rows to consider (see `Catalogue.masque`), for a `Catalogue` only.
    compiler : False to count by arrays, which compiles nothing where kernels are not ready.

    Raises
    ------
    ValueError
        With a French sentence, when the steps are not sound (see `Demarche.de`).

    >>> from matching.moteur.grilles import depuis_plages
    >>> from matching.moteur.ouvrants.apport import Apport
    >>> from matching.moteur.poste import ExigencePoste, Poste
    >>> from matching.moteur.referentiel import Referentiel
    >>> from matching.moteur.vocabulaire import Famille
    >>> grille = depuis_plages([(range(5), "09:00", "12:00")])
    >>> demande = (ExigencePoste("langue_oral", "", 3),)
    >>> postes = [Poste(cle=1, teletravail=True, grille=grille, exigences=demande)]
    >>> b1 = Etape(code="langue:B1", famille=Famille.LANGUE, apporte=Apport(oral=3))
    >>> o = ouvrants(Profil(oral=2, garde="sans_objet"), Catalogue.depuis(postes, Referentiel()),
    ...              [b1], jour=date(2026, 3, 2))
    >>> o.gain(["langue:B1"]), o.ouvertures(["langue:B1"]).cles.tolist()
    (1, [1])
    """
    demarche = demarche_de(etapes)
    if masque is not None and not isinstance(catalogue, Catalogue):
        raise TypeError("Un masque se donne avec un `Catalogue`, pas avec un catalogue vivant.")
    releve = None
    if masque is None and compiler and est_compile():
        releve = _par_noyau(profil, catalogue, demarche, jour)
    if releve is None:
        releve = Releve.joindre(
            [
                relever(profil, partie, demarche, jour, garde)
                for partie, garde in _parties(catalogue, masque)
            ]
        )
    return Ouvrants.de(demarche, releve)


def est_compile() -> bool:
    """True when numba is there; loaded only now, the façade stays light."""
    from matching.moteur.noyau.compilation import EST_COMPILE

    return EST_COMPILE


def _par_noyau(
    profil: Profil, catalogue: "Catalogue | CatalogueVivant", demarche: Demarche, jour: date
) -> Releve | None:
    from matching.moteur.ouvrants.par_noyau import relever_vite

    return relever_vite(profil, catalogue, demarche, jour)


def _parties(
    catalogue: "Catalogue | CatalogueVivant", masque: Any
) -> Iterator[tuple[Catalogue, Any]]:
    """The catalogues to read, each with the rows to consider (None for all)."""
    if isinstance(catalogue, Catalogue):
        yield catalogue, masque
        return
    retirees = np.array(sorted(catalogue.retirees), dtype=np.int64)
    yield catalogue.base, ~np.isin(catalogue.base.cles, retirees)
    if catalogue.ajouts is not None:
        yield catalogue.ajouts, None


def relever(
    profil: Profil, catalogue: Catalogue, demarche: Demarche, jour: date, masque: Any
) -> Releve:
    """The openings that some set of steps makes accessible or to check, with their antichains."""
    lus = besoins(profil, catalogue, demarche, jour)
    considerees = catalogue.expire >= jour.toordinal()
    if masque is not None:
        considerees = considerees & masque
    possibles = (lus.libres[:, :, 0] & np.uint64(1) == 0).any(axis=0)
    lignes = np.flatnonzero(considerees & possibles)
    rangs, acces, libres = lus.antichaines(lignes, demarche)
    return Releve.depuis(
        (catalogue.cles[lignes], catalogue.nature[lignes], catalogue.contrat[lignes]),
        _scores(profil, catalogue, demarche, jour)[lignes],
        (acces, libres),
        rangs,
    )


def _scores(profil: Profil, catalogue: Catalogue, demarche: Demarche, jour: date) -> Any:
    """Milli-points of every opening once all steps are done, (n,) int64."""
    leve = appliquer(profil, demarche.apports(demarche.tout))
    reponses = colonnes.repondre(leve, catalogue)
    notes = colonnes.noter(leve, catalogue, colonnes.voies(leve, catalogue), reponses)
    return notes.peut.astype(np.int64) + notes.veut
