"""« Mes pistes »: at most five openings at a time, and what the person has already said."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from matching import services
from matching.ecrans.cartes import Carte, cartes
from matching.ecrans.regards import Regard
from matching.ecrans.suggestions import HorsListe
from matching.models import Suggestion
from matching.moteur import Rang, Statut
from parcours.dossiers.models import Dossier, StatutDossier
from parcours.offres.models import Ouverture

EN_MEME_TEMPS: Final = 5
# The person reads their own limits elsewhere; here no cause is named at all.
REGARD: Final = Regard(voit_limites=True)


@dataclass(frozen=True, slots=True)
class MesPistes:
    """The openings to answer, and those the person said yes to."""

    cartes: list[Carte]
    oui: list[Suggestion]


def mes_pistes(dossier: Dossier) -> MesPistes:
    """Rank now, keep what is shown as seen by the person; a closed dossier is not ranked."""
    if dossier.statut == StatutDossier.CLOS:
        return MesPistes([], [])
    hors_liste = HorsListe(dossier)
    ouis = [cle for cle, s in hors_liste.suggestions.items() if s.geste == "oui"]
    absentes = hors_liste.cles | set(ouis)
    resultat = services.classer_dossier(
        dossier, k=max(services.TETE, 2 * EN_MEME_TEMPS + len(absentes))
    )
    calcul = services.noter_calcul(resultat)
    rangs = [r for r in resultat.classement.pistes if r.cle not in absentes][: 3 * EN_MEME_TEMPS]
    toutes = cartes(
        [r.cle for r in rangs],
        profil=resultat.profil,
        referentiel=resultat.lecture.catalogue.referentiel,
        jour=resultat.jour,
        regard=REGARD,
    )
    montrees = [c for c in toutes if c.explication.statut is not Statut.BLOQUEE][:EN_MEME_TEMPS]
    services.noter_montrees(calcul=calcul, rangs=_places(rangs, montrees), est_vue=True)
    return MesPistes(montrees, _ouis(dossier, ouis, hors_liste.orientees, resultat.jour))


def _places(rangs: list[Rang], montrees: list[Carte]) -> list[tuple[int, Rang]]:
    visibles = {carte.ouverture.pk for carte in montrees}
    return [(place, rang) for place, rang in enumerate(rangs, 1) if rang.cle in visibles]


def _ouis(dossier: Dossier, cles: list[int], orientees: set[int], jour: date) -> list[Suggestion]:
    ouvertes = Ouverture.objects.publiees(jour).filter(pk__in=set(cles) - orientees)
    siennes = Suggestion.objects.filter(dossier=dossier, ouverture__in=ouvertes)
    return list(siennes.pour_liste().order_by("-modifie_le"))
