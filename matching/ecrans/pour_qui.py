"""« Pour qui ? »: the people of one's own portfolio an opening suits, for a counsellor only.

Limits never show here, whoever looks: what comes from them bears the name of an agreed constraint,
and those they block are only counted, with all the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from matching import catalogues, masse, tables
from matching.ecrans.cartes import Carte, cartes_de
from matching.ecrans.regards import Regard
from matching.models import Suggestion
from matching.moteur import Comptes, Rang
from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation

MONTREES: Final = 20
# A portfolio is tens of people; beyond, only the most recently followed are looked at.
PORTEFEUILLE_MAX: Final = 400
REGARD: Final = Regard(voit_limites=False)


@dataclass(frozen=True, slots=True)
class Personne:
    """Somebody of the portfolio and the opening seen for them."""

    dossier: Dossier
    carte: Carte


@dataclass(frozen=True, slots=True)
class PourQui:
    """Who it is for: counts over the portfolio, then at most twenty of each."""

    ouverture: Ouverture
    comptes: Comptes
    accessibles: list[Personne]
    a_verifier: list[Personne]
    deja: int

    @property
    def est_vide(self) -> bool:
        """Nobody to propose it to."""
        return not self.accessibles and not self.a_verifier


def pour_qui(ouverture: Ouverture, utilisateur: Utilisateur, jour: date) -> PourQui:
    """Look at every open dossier one is the référent of; those already decided are counted apart."""
    dossiers = _portefeuille(utilisateur)
    deja = _deja(ouverture, dossiers)
    profils = tables.profils([cle for cle in dossiers if cle not in deja], jour)
    lecture = catalogues.courant(jour)
    poste = tables.postes([ouverture.pk])[ouverture.pk]
    appel = masse.qui_pour(poste, profils, lecture, jour=jour, k=MONTREES)

    montres = [rang.cle for rang in (*appel.accessibles, *appel.a_verifier)]
    vues = cartes_de(
        ouverture, {cle: profils[cle] for cle in montres}, poste=poste, jour=jour, regard=REGARD,
        referentiel=lecture.catalogue.referentiel,
    )  # fmt: skip

    def montrer(rangs: Iterable[Rang]) -> list[Personne]:
        return [Personne(dossiers[rang.cle], vues[rang.cle]) for rang in rangs]

    return PourQui(
        ouverture, appel.comptes, montrer(appel.accessibles), montrer(appel.a_verifier), len(deja)
    )


def _portefeuille(utilisateur: Utilisateur) -> dict[int, Dossier]:
    ouverts = Dossier.objects.filter(referent=utilisateur, statut=StatutDossier.OUVERT)
    recents = ouverts.avec_personne().order_by("-modifie_le", "-pk")[:PORTEFEUILLE_MAX]
    return {dossier.pk: dossier for dossier in recents}


def _deja(ouverture: Ouverture, dossiers: Iterable[int]) -> set[int]:
    """Dossiers already referred to it, or for which it was put aside."""
    cles = list(dossiers)
    ecartees = Suggestion.objects.decidees().filter(
        ouverture=ouverture, dossier__in=cles, geste__in=("ecartee", "non")
    )
    orientees = Orientation.objects.vivantes().filter(ouverture=ouverture, dossier__in=cles)
    return {
        *ecartees.values_list("dossier_id", flat=True),
        *orientees.values_list("dossier_id", flat=True),
    }
