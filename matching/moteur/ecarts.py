"""What lies between two moments of one catalogue: the openings that changed, before and after.

Both sides are catalogues of those openings alone, so that ranking them costs next to nothing
whatever the size of the whole. `tete_suivante` then says what becomes of a head that was kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import Rang
from matching.moteur.conservation import CatalogueVivant
from matching.moteur.conservation_journal import JOURNAL, lignes_jusqu_a, lire
from matching.moteur.departage import Departage
from matching.moteur.etats import Statut
from matching.moteur.poste import Poste

Ligne = list[int]  # key, score, peut, veut


class Ecart(NamedTuple):
    """The keys that changed, and these openings as they were and as they are."""

    cles: frozenset[int]
    avant: CatalogueVivant
    apres: CatalogueVivant


def ecart(
    dossier: Path, vivant: CatalogueVivant, depuis: int, aussi: Collection[int] = ()
) -> Ecart:
    """What was journaled after the first `depuis` bytes, up to where `vivant` stands.

    `aussi` are openings to hold as changed though nothing of theirs was journaled. Raises OSError
    or ValueError when the journal is no longer there (build and rank anew).
    """
    journal = dossier / vivant.marque.generation / JOURNAL
    etat_avant = dict(lire(lignes_jusqu_a(journal, 0, depuis)))
    suite = dict(lire(lignes_jusqu_a(journal, depuis, vivant.marque.longueur)))
    cles = frozenset(suite) | frozenset(aussi)
    base = vivant.base.extrait(cles)
    return Ecart(
        cles,
        _restreint(vivant, base, etat_avant, cles),
        _restreint(vivant, base, etat_avant | suite, cles),
    )


def _restreint(
    vivant: CatalogueVivant, base: Catalogue, etat: Mapping[int, Poste | None], cles: Iterable[int]
) -> CatalogueVivant:
    retenus = {cle: etat[cle] for cle in cles if cle in etat}
    postes = tuple(poste for poste in retenus.values() if poste is not None)
    ajouts = Catalogue.depuis(postes, base.referentiel) if postes else None
    return CatalogueVivant(base, ajouts, frozenset(retenus), vivant.marque, postes)


def tete_suivante(
    tete: Sequence[Ligne], accessibles: int, ecart_: Ecart, apres: Iterable[Rang],
    ordre: Departage, k: int,
) -> list[Ligne] | None:  # fmt: skip
    """The head that ranking everything would keep; None when only ranking everything can tell.

    Parameters
    ----------
    tete : at most k lines (key, score, …), the accessible ones first, then those to check.
    accessibles : how many openings were accessible in all when it was made.
    apres : those of the changed openings that are now accessible, or to check, for this person.
    ordre : of the present referrals; those of an opening that did not change have not moved.

    A head shorter than k holds everything. Else what it left out comes after its last line, so all
    that stands before its last unchanged line is certain: enough of that is the new head.
    """
    apres = _qui_entrent(tete, accessibles, apres, k)
    if not apres and not any(ligne[0] in ecart_.cles for ligne in tete):
        return list(tete)
    restent = [
        (rang >= accessibles, -ligne[1], *ordre.rang(ligne[0]), ligne)
        for rang, ligne in enumerate(tete)
        if ligne[0] not in ecart_.cles
    ]
    viennent = [
        (r.statut is not Statut.ACCESSIBLE, -r.score, *ordre.rang(r.cle),
         [r.cle, r.score, r.peut, r.veut])
        for r in apres
    ]  # fmt: skip
    fusion = sorted(restent + viennent)
    if len(tete) >= k:
        fusion = [place for place in fusion if restent and place <= max(restent)]
        if len(fusion) < k:
            return None
    return [place[-1] for place in fusion[:k]]


def _qui_entrent(
    tete: Sequence[Ligne], accessibles: int, rangs: Iterable[Rang], k: int
) -> list[Rang]:
    """Those that do not surely come after the last line of a full head."""
    if len(tete) < k:
        return list(rangs)
    dernier = (accessibles >= k, tete[-1][1])
    return [r for r in rangs if (r.statut is Statut.ACCESSIBLE, r.score) >= dernier]
