"""« Je cherche : nounou »: from the person's own words to métiers, then to openings for them."""

from dataclasses import dataclass
from typing import Final

from matching import catalogues, services
from matching.ecrans.cartes import Carte, cartes
from matching.ecrans.pistes import REGARD
from matching.moteur import Comptes
from parcours.dossiers.models import Dossier, MetierVoulu
from parcours.referentiels import recherche
from parcours.referentiels.models import Metier
from parcours.referentiels.proches import Proche, proches
from parcours.referentiels.recherche import Proposition
from parcours.socle.horloge import aujourd_hui

METIERS: Final = 6
OUVERTURES: Final = 10
VOISINS: Final = 4


@dataclass(frozen=True, slots=True)
class Trouvailles:
    """What is shown for a text: the métier understood, the others it may be, what is open."""

    metier: Metier | None
    autres: list[Proposition]
    cartes: list[Carte]
    comptes: Comptes | None
    voisins: list[Proche]
    est_voulu: bool


def chercher(dossier: Dossier, texte: str, code: str) -> Trouvailles:
    """Openings of the métier chosen (`code`), else of the only one that the text surely names.

    When none is sure nothing is listed: the person chooses among the métiers found.
    """
    trouves = recherche.propositions(texte, METIERS)
    metier = Metier.objects.filter(pk=code, est_retire=False).first() if code else None
    if metier is None:
        metier = next((p.metier for p in trouves if p.est_sure), None)
    if metier is None:
        return Trouvailles(None, trouves, [], None, [], False)
    liste, comptes = _ouvertures(dossier, metier)
    return Trouvailles(
        metier,
        [p for p in trouves if p.metier.pk != metier.pk],
        liste,
        comptes,
        proches(metier.pk, VOISINS),
        MetierVoulu.objects.filter(recherche__dossier=dossier, metier=metier).exists(),
    )


def _ouvertures(dossier: Dossier, metier: Metier) -> tuple[list[Carte], Comptes]:
    """The best openings of a métier for this person, and how many of each status there are."""
    lecture = catalogues.courant(aujourd_hui())
    masque = lecture.catalogue.masque(metiers=[metier.pk])
    resultat = services.classer_dossier(dossier, k=OUVERTURES, masque=masque, lecture=lecture)
    rangs = resultat.classement.pistes[:OUVERTURES]
    trouvees = cartes(
        [rang.cle for rang in rangs],
        profil=resultat.profil,
        referentiel=lecture.catalogue.referentiel,
        jour=resultat.jour,
        regard=REGARD,
    )
    return trouvees, resultat.classement.comptes
