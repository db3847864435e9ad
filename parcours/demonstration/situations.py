"""Rights and registrations, consents, and the functional limits some people chose to give."""

from datetime import date, timedelta
from random import Random

from freins.models import LimitesSante
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.dossiers.models import Consentement, Situation

_REFERENTS = {
    "france_travail": "France Travail",
    "departement": "Département",
    "mission": "Mission locale",
}


def creer_situations(graine: int, suivis: list[Suivi], calendrier: Calendrier) -> None:
    """Insert situations, the consent to be accompanied, and limits with their own consent."""
    rng = flux(graine, "situations")
    situations = [s for suivi in suivis for s in _situations(rng, suivi, calendrier)]
    inserer(situations, quand=lambda s: vers_instant(s.dossier.ouvert_le, 10))
    historiser(situations, par=lambda s: s.dossier.referent)
    inserer([_accord(suivi, "accompagnement") for suivi in suivis], quand=lambda c: c.donne_le)
    _limites([suivi for suivi in suivis if suivi.vie.limites])


def _situations(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Situation]:
    vie, dossier = suivi.vie, suivi.dossier
    faits = _inscriptions(rng, suivi, calendrier)
    if vie.age >= 25 and chance(rng, 0.5 if vie.est_parent_isole else 0.34):
        faits.append(Situation(nature="rsa", du=_avant(rng, suivi.ouvert_le)))
    elif chance(rng, 0.06):
        faits.append(Situation(nature="ass", du=_avant(rng, suivi.ouvert_le)))
    if vie.limites and chance(rng, 0.35):
        faits.append(
            Situation(nature="rqth", du=_avant(rng, suivi.ouvert_le), au=_apres(rng, calendrier))
        )
    if vie.est_arrivee_recente:
        faits.append(
            Situation(nature="droit_travail", est_oui=chance(rng, 0.88), au=_apres(rng, calendrier))
        )
    if chance(rng, 0.09):
        debut = calendrier.il_y_a(rng.randint(20, 400))
        numero = f"99999{rng.randrange(10**7):07d}"
        faits.append(
            Situation(
                nature="pass_iae", du=debut, au=debut + timedelta(days=730), identifiant=numero
            )
        )
    if chance(rng, 0.12):
        faits.append(Situation(nature="plie", du=suivi.ouvert_le))
    for fait in faits:
        fait.dossier = dossier
    return faits


def _inscriptions(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Situation]:
    if not chance(rng, 0.8):
        return [Situation(nature="france_travail", est_oui=False)] if chance(rng, 0.5) else []
    inscrit_le = _avant(rng, suivi.ouvert_le)
    identifiant = f"{rng.randrange(10**7):07d}{rng.choice('ABCDEFGHJK')}"
    faits = [Situation(nature="france_travail", du=inscrit_le, identifiant=identifiant)]
    if chance(rng, 0.7):
        organisme = parmi(
            rng, {"france_travail": 5, "departement": 3, "mission": 2 if suivi.vie.age < 26 else 0}
        )
        revue = calendrier.jour + timedelta(days=rng.randint(-6, 170))
        faits.append(
            Situation(
                nature="organisme_referent",
                organisme=_REFERENTS[organisme],
                du=inscrit_le,
                au=revue,
            )
        )
    return faits


def _avant(rng: Random, jour: date) -> date:
    return jour - timedelta(days=rng.randint(20, 900))


def _apres(rng: Random, calendrier: Calendrier) -> date:
    """An end to come, one in six within two months."""
    return calendrier.jour + timedelta(
        days=rng.randint(9, 60) if chance(rng, 0.17) else rng.randint(61, 1200)
    )


def _accord(suivi: Suivi, finalite: str) -> Consentement:
    return Consentement(
        dossier=suivi.dossier, finalite=finalite, moyen="ecrit" if suivi.vie.age % 3 else "oral",
        donne_le=vers_instant(suivi.ouvert_le, 10), recueilli_par=suivi.dossier.referent,
    )  # fmt: skip


def _limites(suivis: list[Suivi]) -> None:
    accords = inserer([_accord(suivi, "sante") for suivi in suivis], quand=lambda c: c.donne_le)
    inserer(
        [_limites_de(s, accord) for s, accord in zip(suivis, accords, strict=True)],
        quand=lambda limites: limites.consentement.donne_le,
    )


def _limites_de(suivi: Suivi, accord: Consentement) -> LimitesSante:
    fiche = LimitesSante(dossier=suivi.dossier, consentement=accord)
    fiche.limites = list(suivi.vie.limites)  # type: ignore[assignment]
    return fiche
