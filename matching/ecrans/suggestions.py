"""The Suggestions tab: one ranking, the page of cards it shows, what blocks the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.core.paginator import Page, Paginator
from numpy.typing import NDArray

from freins.models import Capacite
from matching import catalogues, services, tables
from matching.ecrans import blocages
from matching.ecrans.blocages import Groupe
from matching.ecrans.cartes import Carte, cartes
from matching.ecrans.garde import Semaine, semaine
from matching.ecrans.regards import Regard
from matching.forms import A_VERIFIER, ACCESSIBLES, Filtres
from matching.models import Calcul, Suggestion
from matching.moteur import Classement, Comptes, Rang, Statut
from matching.services import Resultat
from parcours.dossiers.models import Dossier
from parcours.orientations.models import Orientation
from parcours.socle.horloge import aujourd_hui

PAR_PAGE: Final = 10
ECARTEES_MONTREES: Final = 20
_STATUTS: Final = {
    "": (Statut.ACCESSIBLE, Statut.A_VERIFIER),
    ACCESSIBLES: (Statut.ACCESSIBLE,),
    A_VERIFIER: (Statut.A_VERIFIER,),
}


@dataclass(frozen=True, slots=True)
class Onglet:
    """What the tab shows."""

    comptes: Comptes
    comptes_filtres: Comptes | None
    page: Page
    cartes: list[Carte]
    groupes: list[Groupe]
    phrase: str
    ecartees: list[Carte]
    orientees: int
    a_relacher: list[Groupe]
    semaine: Semaine | None
    calcul: Calcul
    a_remesurer: list[str]


def onglet(dossier: Dossier, regard: Regard, filtres: Filtres, numero: int | str) -> Onglet:
    """Rank now, keep what is shown, and lay the page out."""
    hors_liste = HorsListe(dossier)
    resultat = services.classer_dossier(dossier, k=combien(numero) + len(hors_liste.cles))
    calcul = services.noter_calcul(resultat)
    masque = filtres.masque(resultat.lecture.catalogue, resultat.profil)
    filtre = resultat if masque is None else _filtrer(resultat, dossier, masque)
    liste = Liste(filtre.classement, hors_liste.cles, filtres.valeur("statut") or "")
    page = Paginator(liste, PAR_PAGE).get_page(numero)
    rangs = list(page.object_list)
    cles = [r.cle for r in rangs]
    toutes = montrer(resultat, [*cles, *hors_liste.ecartees], regard, hors_liste.suggestions)
    montrees = [carte for carte in toutes if carte.ouverture.pk in cles]
    _noter(calcul, rangs, montrees, page.start_index() if rangs else 0)
    groupes = blocages.groupes(filtre.classement.blocages, regard)
    return Onglet(
        comptes=resultat.classement.comptes,
        comptes_filtres=None if masque is None else filtre.classement.comptes,
        page=page,
        cartes=[c for c in montrees if c.explication.statut is not Statut.BLOQUEE],
        groupes=groupes,
        phrase=blocages.phrase(groupes),
        ecartees=[carte for carte in toutes if carte.ouverture.pk in hors_liste.ecartees],
        orientees=len(hors_liste.orientees),
        a_relacher=[g for g in groupes if g.est_levable],
        semaine=semaine(resultat.profil, resultat.classement, resultat.lecture.catalogue),
        calcul=calcul,
        a_remesurer=_a_remesurer(dossier),
    )


def _a_remesurer(dossier: Dossier) -> list[str]:
    """Measures that an answer has contradicted: the ranking rests on them until they are redone."""
    doutes = Capacite.objects.filter(dossier=dossier, a_verifier=True).order_by("famille")
    return [capacite.get_famille_display() for capacite in doutes]


class HorsListe:
    """Openings of a dossier that left the list: put aside, or already referred to."""

    def __init__(self, dossier: Dossier) -> None:
        decidees = Suggestion.objects.decidees().filter(dossier=dossier).order_by("-modifie_le")
        self.suggestions = {s.ouverture_id: s for s in decidees}
        self.ecartees = [
            cle for cle, s in self.suggestions.items() if s.geste in ("ecartee", "non")
        ][:ECARTEES_MONTREES]
        vivantes = Orientation.objects.vivantes().filter(dossier=dossier, ouverture__isnull=False)
        self.orientees = set(vivantes.values_list("ouverture_id", flat=True))
        self.cles = self.orientees | {
            cle for cle, s in self.suggestions.items() if s.geste in ("ecartee", "non")
        }


class Liste(Sequence[Rang]):
    """Accessible openings then those to check, without those that left the list.

    Only the head that a page needs is ranked: its length is known from the counts.
    """

    def __init__(self, classement: Classement, absentes: set[int], statut: str) -> None:
        self._classement, self._absentes = classement, absentes
        self._statuts = _STATUTS.get(statut, _STATUTS[""])

    def __len__(self) -> int:
        comptes = self._classement.comptes
        totaux = {Statut.ACCESSIBLE: comptes.accessibles, Statut.A_VERIFIER: comptes.a_verifier}
        return sum(totaux[statut] - self._retirees(statut) for statut in self._statuts)

    def _retirees(self, statut: Statut) -> int:
        if not self._absentes:
            return 0
        return int(np.isin(self._classement.cles(statut), list(self._absentes)).sum())

    def __getitem__(self, tranche):
        tetes = {
            Statut.ACCESSIBLE: self._classement.accessibles,
            Statut.A_VERIFIER: self._classement.a_verifier,
        }
        rangs = [r for s in self._statuts for r in tetes[s] if r.cle not in self._absentes]
        return rangs[tranche]


def combien(numero: int | str) -> int:
    """How many openings of each status a page needs ranked before it."""
    try:
        return max(1, min(int(str(numero)), 5000)) * PAR_PAGE
    except ValueError:
        return PAR_PAGE


def _filtrer(resultat: Resultat, dossier: Dossier, masque: NDArray) -> Resultat:
    return services.classer_dossier(
        dossier,
        jour=resultat.jour,
        k=max(len(resultat.classement.accessibles), len(resultat.classement.a_verifier), PAR_PAGE),
        masque=masque,
        lecture=resultat.lecture,
        profil=resultat.profil,
    )


def montrer(
    resultat: Resultat, cles: list[int], regard: Regard, suggestions: dict[int, Suggestion]
) -> list[Carte]:
    """The cards of these openings, in their order, as the viewer may read them."""
    if not cles:
        return []
    return cartes(
        cles,
        profil=resultat.profil,
        referentiel=resultat.lecture.catalogue.referentiel,
        jour=resultat.jour,
        regard=regard,
        suggestions=suggestions,
    )


def _noter(calcul: Calcul, rangs: list[Rang], montrees: list[Carte], premiere: int) -> None:
    visibles = {carte.ouverture.pk for carte in montrees}
    places = [(premiere + i, rang) for i, rang in enumerate(rangs) if rang.cle in visibles]
    services.noter_montrees(calcul=calcul, rangs=places)


# --- Blocked openings, one group at a time --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bloquees:
    """One page of the openings that the same families block."""

    groupe: Groupe
    page: Page
    cartes: list[Carte]


def bloquees(dossier: Dossier, regard: Regard, cle: str, numero: int | str) -> Bloquees | None:
    """None when nothing is blocked under that name for this viewer."""
    resultat = services.classer_dossier(dossier, k=1)
    groupes = blocages.groupes(resultat.classement.blocages, regard)
    groupe = next((g for g in groupes if g.cle == cle), None)
    if groupe is None:
        return None
    rangs = blocages.rangs_du_groupe(resultat.classement, groupe, combien(numero))
    page = Paginator(Longue(rangs, groupe.nombre), PAR_PAGE).get_page(numero)
    cles = [rang.cle for rang in page.object_list]
    return Bloquees(groupe, page, montrer(resultat, cles, regard, HorsListe(dossier).suggestions))


class Longue(Sequence[Rang]):
    """The head of a list whose length is known."""

    def __init__(self, tete: list[Rang], longueur: int) -> None:
        self._tete, self._longueur = tete, longueur

    def __len__(self) -> int:
        return self._longueur

    def __getitem__(self, tranche):
        return self._tete[tranche]


def une_carte(dossier: Dossier, ouverture_id: int, regard: Regard) -> Carte | None:
    """The card of one opening for a dossier, or None when it is not published any more."""
    jour = aujourd_hui()
    suggestion = Suggestion.objects.filter(dossier=dossier, ouverture=ouverture_id).first()
    resultat = cartes(
        [ouverture_id],
        profil=tables.profil_de(dossier, jour),
        referentiel=catalogues.courant(jour).catalogue.referentiel,
        jour=jour,
        regard=regard,
        suggestions={ouverture_id: suggestion} if suggestion else {},
    )
    return resultat[0] if resultat else None
