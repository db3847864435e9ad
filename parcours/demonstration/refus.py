"""A planted wrong: one employer calls 4 women in 40 to an interview, and 24 men in 40.

The equity audit must find it, and accuse neither the other employers nor the ranking.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from parcours.demonstration.calendrier import Calendrier
from parcours.demonstration.donnees import lire
from parcours.demonstration.orientations import Envoi, Registre, inserer_envois, nouvelle
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import flux
from parcours.demonstration.trajets import Pas
from parcours.offres.models import Ouverture
from parcours.orientations.etats import Auteur

EMPLOYEUR: Final = "Entrepôts du Sillon"
PAR_SEXE: Final = 40
CONVOQUES: Final = {"femme": 4, "homme": 24}
_RECUL: Final = 45  # days: everything had time to be answered


def planter_refus(
    graine: int, suivis: Sequence[Suivi], ouvertures: Sequence[Ouverture], registre: Registre,
    calendrier: Calendrier,
) -> None:  # fmt: skip
    """Insert the referrals and answers of the employer that refuses women."""
    rng = flux(graine, "refus")
    siennes = [o for o in ouvertures if o.employeur and o.employeur.nom == EMPLOYEUR]
    envois = []
    for sexe, convoques in CONVOQUES.items():
        candidats = [s for s in suivis if s.personne.sexe == sexe and _peut(s, calendrier)]
        rng.shuffle(candidats)
        paires = [(s, o) for s in candidats if (o := _libre(rng, s, siennes, registre))]
        for rang, (suivi, ouverture) in enumerate(paires[:PAR_SEXE]):
            envois.append(_envoi(rng, suivi, ouverture, rang < convoques, calendrier))
    inserer_envois(envois, calendrier)


def _peut(suivi: Suivi, calendrier: Calendrier) -> bool:
    debut = suivi.ouvert_le + timedelta(days=5)
    return debut <= min(suivi.jusqu_a(calendrier.jour), calendrier.il_y_a(_RECUL))


def _libre(
    rng: Random, suivi: Suivi, ouvertures: Sequence[Ouverture], registre: Registre
) -> Ouverture | None:
    for ouverture in rng.sample(list(ouvertures), len(ouvertures)):
        if registre.reserver(suivi, ouverture):
            return ouverture
    return None


def _envoi(
    rng: Random, suivi: Suivi, ouverture: Ouverture, est_convoque: bool, calendrier: Calendrier
) -> Envoi:
    fin = min(suivi.jusqu_a(calendrier.jour), calendrier.il_y_a(_RECUL))
    jour = _jour(rng, suivi.ouvert_le + timedelta(days=5), fin)
    debut = calendrier.au_bureau(rng, jour)
    reponse = debut + timedelta(days=rng.randint(3, 9))
    pas = [Pas("envoyer", debut, Auteur.CONSEILLER)]
    if est_convoque:
        rendez_vous = reponse + timedelta(days=4)
        pas.append(Pas("convoquer", reponse, Auteur.DESTINATAIRE, rendez_vous=rendez_vous))
        reponse = rendez_vous + timedelta(days=2)
    motif = "poste_pourvu" if est_convoque else "competences"
    pas.append(Pas("refuser", reponse, Auteur.DESTINATAIRE, motif=motif))
    mot = rng.choice(lire("notes")["orientation"])
    return Envoi(nouvelle(rng, suivi, ouverture, mot), pas, debut - timedelta(minutes=6))


def _jour(rng: Random, debut: date, fin: date) -> date:
    return debut + timedelta(days=rng.randint(0, (fin - debut).days))
