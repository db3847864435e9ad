"""A year of referrals to openings and services, with the log of every step."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from freins.regles.thematiques import theme_de
from parcours.comptes.models import Utilisateur
from parcours.demonstration.calendrier import Calendrier
from parcours.demonstration.donnees import lire
from parcours.demonstration.employeurs import profil_de
from parcours.demonstration.insertion import inserer
from parcours.demonstration.secteurs import SECTEURS
from parcours.demonstration.solutions import est_tiree
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux
from parcours.demonstration.trajets import Conduite, Pas, Trajet
from parcours.dossiers.models import Consentement
from parcours.offres.models import Ouverture
from parcours.orientations import cartes, courriels, etats
from parcours.orientations.etats import Auteur
from parcours.orientations.models import (
    ALPHABET_REFERENCE,
    Courriel,
    Orientation,
    TransitionOrientation,
)
from parcours.solutions.models import Solution

NOMBRE: Final = 620
PART_SERVICES: Final = 0.27
PALIERS_RELANCE: Final = (10, 20)
_DUREES: Final = {"formation": 90, "immersion": 10, "creation": 60, "siae": None}
_CHAMPS: Final = ["prenom", "nom", "telephone", "commune"]
_LIEU_ENTRETIEN: Final = "À l’accueil, demander la personne qui recrute"


@dataclass
class Envoi:
    """One referral with the steps it went through."""

    orientation: Orientation
    pas: list[Pas]
    cree_le: datetime


class Registre:
    """What has been referred so far: no pair twice, no place given twice."""

    def __init__(self) -> None:
        self.paires: set[tuple[int, str, int]] = set()
        self.places: Counter[int] = Counter()

    def reserver(self, suivi: Suivi, cible: Ouverture | Solution) -> bool:
        """True the first time this dossier meets this opening or service."""
        cle = suivi.dossier.pk, type(cible).__name__, cible.pk
        est_nouvelle = cle not in self.paires
        self.paires.add(cle)
        return est_nouvelle

    def prendre_place(self, ouverture: Ouverture) -> bool:
        """Take one of the places of the opening; False when none is left."""
        if self.places[ouverture.pk] >= ouverture.places:
            return False
        self.places[ouverture.pk] += 1
        return True


class Prescripteur:
    """Chooses who is referred where and when, as a counsellor would."""

    def __init__(
        self, graine: int, suivis: Sequence[Suivi], ouvertures: Sequence[Ouverture],
        solutions: Sequence[Solution], calendrier: Calendrier,
    ) -> None:  # fmt: skip
        self.rng = flux(graine, "orientations")
        self.suivis = suivis
        self.calendrier = calendrier
        self.registre = Registre()
        self.ouvertures = [o for o in ouvertures if o.etat in ("publiee", "pourvue", "fermee")]
        self.services: dict[str, list[Solution]] = defaultdict(list)
        self.rangs: dict[int, int] = {}
        for rang, solution in enumerate(solutions):
            self.services[theme_de(solution.thematiques[0]).code].append(solution)
            self.rangs[solution.pk] = rang

    def envoyer(self) -> Envoi | None:
        """Return one more referral, or None when the draw leads nowhere."""
        rng = self.rng
        recent = chance(rng, 0.23)
        jour = self.calendrier.il_y_a(rng.randint(0, 34) if recent else rng.randint(35, 365))
        suivi = rng.choice(self.suivis)
        if not suivi.ouvert_le + timedelta(days=5) <= jour <= suivi.jusqu_a(self.calendrier.jour):
            return None
        cible = self._cible(suivi, jour)
        if cible is None or not self.registre.reserver(suivi, cible):
            return None
        return self._orienter(suivi, cible, jour)

    def _cible(self, suivi: Suivi, jour: date) -> Ouverture | Solution | None:
        if chance(self.rng, PART_SERVICES):
            themes = {theme_de(frein.thematique).code for frein in suivi.freins}
            services = [
                s for theme in sorted(themes) for s in self.services[theme]
                if est_tiree(s, suivi.personne)
            ]  # fmt: skip
            if not services:
                return None
            # Some services are known by all: their figures mean something.
            return self.rng.choice(services[:7] if chance(self.rng, 0.7) else services)
        vivantes = [o for o in self.ouvertures if _est_ouverte(o, jour)]
        voulus = SECTEURS[suivi.vie.secteur].metiers
        domaines = tuple(code[:3] for code in voulus)
        proches = [o for o in vivantes if o.metier_id and o.metier_id.startswith(domaines)]
        return self.rng.choice(proches or vivantes) if vivantes else None

    def _orienter(self, suivi: Suivi, cible: Ouverture | Solution, jour: date) -> Envoi:
        debut = self.calendrier.au_bureau(self.rng, jour)
        conduite = self._conduite(suivi, cible)
        pas = Trajet(self.rng, conduite, debut, self.calendrier.fin).jouer()
        nature = "service" if isinstance(cible, Solution) else "orientation"
        mot = self.rng.choice(lire("notes")[nature])
        return Envoi(nouvelle(self.rng, suivi, cible, mot), pas, debut - timedelta(minutes=6))

    def _conduite(self, suivi: Suivi, cible: Ouverture | Solution) -> Conduite:
        a_compte = suivi.personne.compte_id is not None
        if isinstance(cible, Solution):
            rang = self.rangs[cible.pk]  # services differ too, by a constant of each
            return Conduite(0.55 + rang * 37 % 40 / 100, 3 + rang % 6, 30 + rang, a_compte)
        profil = profil_de(cible.chez)
        jours = _DUREES.get(cible.nature)
        return Conduite(
            profil.repond, profil.delai, jours, a_compte,
            lambda: self.registre.prendre_place(cible),
        )  # fmt: skip


def _est_ouverte(ouverture: Ouverture, jour: date) -> bool:
    if ouverture.publiee_le is None or ouverture.publiee_le > jour:
        return False
    fins = [d for d in (ouverture.fermee_le, ouverture.expire_le) if d]
    return not fins or jour < min(fins)


def creer_orientations(
    graine: int, suivis: Sequence[Suivi], ouvertures: Sequence[Ouverture],
    solutions: Sequence[Solution], calendrier: Calendrier,
) -> Registre:  # fmt: skip
    """Insert the referrals of the year; return what they took."""
    prescripteur = Prescripteur(graine, suivis, ouvertures, solutions, calendrier)
    envois: list[Envoi] = []
    for _ in range(NOMBRE * 60):
        if len(envois) == NOMBRE:
            break
        envoi = prescripteur.envoyer()
        envois += [envoi] if envoi else []
    inserer_envois(envois, calendrier)
    _pourvoir(ouvertures, prescripteur.registre, calendrier)
    return prescripteur.registre


def nouvelle(rng: Random, suivi: Suivi, cible: Ouverture | Solution, mot: str) -> Orientation:
    """Return a draft, not saved."""
    return Orientation(
        dossier=suivi.dossier, par=suivi.dossier.referent, mot=mot,
        ouverture=cible if isinstance(cible, Ouverture) else None,
        solution=cible if isinstance(cible, Solution) else None,
        reference="".join(rng.choice(ALPHABET_REFERENCE) for _ in range(4)),
    )  # fmt: skip


def inserer_envois(envois: Sequence[Envoi], calendrier: Calendrier) -> None:
    """Insert referrals with their log, the agreements, the cards still read and the reminders."""
    for envoi in envois:
        appliquer(envoi)
    instants = {id(e.orientation): e.cree_le for e in envois}
    inserer([e.orientation for e in envois], quand=lambda o: instants[id(o)])
    inserer([ligne for envoi in envois for ligne in _journal(envoi)])
    accords = [_accord(envoi, rang) for rang, envoi in enumerate(envois) if envoi.pas]
    inserer(accords, quand=lambda accord: accord.donne_le)
    _composer([e.orientation for e in envois if e.orientation.etat in etats.CARTE_LISIBLE])
    rappels = [rappel for envoi in envois for rappel in _relances(envoi, calendrier)]
    inserer(rappels, quand=lambda courriel: courriel.envoye_le or calendrier.fin)


def appliquer(envoi: Envoi) -> None:
    """Write on the orientation what its steps lead to."""
    o = envoi.orientation
    o.etat_le, o.version = envoi.cree_le, 1 + len(envoi.pas)
    for pas in envoi.pas:
        if pas.vers != o.etat:
            o.etat_le = pas.quand
        o.etat = pas.vers
        if pas.auteur == Auteur.DESTINATAIRE and o.repondue_le is None:
            o.repondue_le = pas.quand
        for champ, valeur in _champs(o, pas).items():
            setattr(o, champ, valeur)


def _champs(orientation: Orientation, pas: Pas) -> dict[str, Any]:
    if pas.transition == "envoyer":
        return _champs_envoi(orientation, pas)
    if pas.transition == "convoquer":
        return {"rendez_vous_le": pas.rendez_vous, "rendez_vous_lieu": _LIEU_ENTRETIEN}
    if pas.transition == "demarrer":
        return {"demarree_le": pas.date_effet}
    if pas.transition == "constater_maintien":
        return {"maintien_mois": etats.prochain_maintien(orientation)}
    if pas.transition in ("terminer", "rompre"):
        return {"finie_le": pas.date_effet}
    return {}


def _champs_envoi(orientation: Orientation, pas: Pas) -> dict[str, Any]:
    champs: dict[str, Any] = {"envoyee_le": pas.quand}
    if orientation.ouverture:
        adresse = orientation.ouverture.email_reponse
    else:
        assert orientation.solution
        adresse = orientation.solution.structure.email
        champs |= {
            "champs_partages": list(_CHAMPS),
            "partage_jusqu_au": pas.quand.date() + timedelta(days=90),
        }
    return champs | {"email_destinataire": adresse, "est_transmise_autrement": not adresse}


def _journal(envoi: Envoi) -> list[TransitionOrientation]:
    lignes, de = [], "brouillon"
    for pas in envoi.pas:
        lignes.append(
            TransitionOrientation(
                orientation=envoi.orientation, transition=pas.transition, de=de, vers=pas.vers,
                auteur=pas.auteur, par=_qui(envoi.orientation, pas), motif=pas.motif,
                texte=pas.texte, date_effet=pas.date_effet, quand=pas.quand,
            )
        )  # fmt: skip
        de = pas.vers
    return lignes


def _qui(orientation: Orientation, pas: Pas) -> Utilisateur | None:
    """The account of the author; a recipient who used a signed link has none."""
    if pas.auteur == Auteur.CONSEILLER:
        return orientation.par
    return orientation.dossier.personne.compte if pas.auteur == Auteur.PERSONNE else None


def _accord(envoi: Envoi, rang: int) -> Consentement:
    vers_employeur = envoi.orientation.ouverture_id is not None
    return Consentement(
        dossier=envoi.orientation.dossier, objet_id=envoi.orientation.pk,
        finalite="partage_employeur" if vers_employeur else "partage_service",
        moyen="oral" if rang % 3 else "ecrit",
        donne_le=envoi.cree_le, recueilli_par=envoi.orientation.par,
        champs=[] if vers_employeur else list(_CHAMPS),
    )  # fmt: skip


def _composer(orientations: list[Orientation]) -> None:
    """The cards recipients may still open; those of the past are not kept."""
    for o in orientations:
        jour = (o.envoyee_le or o.cree_le).date()
        if o.ouverture:
            o.carte = cartes.pour_ouverture(
                dossier=o.dossier, ouverture=o.ouverture, mot=o.mot, jour=jour
            )
        else:
            assert o.solution
            o.carte = cartes.pour_service(
                dossier=o.dossier,
                solution=o.solution,
                champs=o.champs_partages,
                mot=o.mot,
                jour=jour,
            )
    Orientation.objects.bulk_update(orientations, ["carte"], batch_size=100)


def _relances(envoi: Envoi, calendrier: Calendrier) -> list[Courriel]:
    """The reminders the clock sent at 10 and 20 days, as it would have written them."""
    o = envoi.orientation
    if not envoi.pas:
        return []
    expiree = envoi.pas[-1].transition == "expirer"
    attente = o.repondue_le or (envoi.pas[-1].quand if len(envoi.pas) > 1 else calendrier.fin)
    if not expiree and o.etat == "a_l_etude":
        attente = calendrier.fin
    rappels = []
    for palier in PALIERS_RELANCE:
        le = envoi.pas[0].quand.replace(hour=6, minute=0) + timedelta(days=palier)
        if le < (envoi.pas[-1].quand if expiree else attente):
            rappels.append(_rappel(o, palier, le))
    if rappels:
        o.relances, o.relancee_le = len(rappels), rappels[-1].envoye_le
        Orientation.objects.filter(pk=o.pk).update(relances=o.relances, relancee_le=o.relancee_le)
    return rappels


def _rappel(orientation: Orientation, palier: int, le: datetime) -> Courriel:
    return Courriel(
        cle=f"relance-{orientation.pk}-{palier}", orientation=orientation,
        destinataire=orientation.email_destinataire or orientation.par.email,
        gabarit=courriels.RELANCE, envoye_le=le,
    )  # fmt: skip


def _pourvoir(ouvertures: Sequence[Ouverture], registre: Registre, calendrier: Calendrier) -> None:
    """A published opening whose places are all given is filled."""
    pleines = [o for o in ouvertures if o.etat == "publiee" and registre.places[o.pk] >= o.places]
    for ouverture in pleines:
        ouverture.etat, ouverture.fermee_le = "pourvue", calendrier.jour
    Ouverture.objects.bulk_update(pleines, ["etat", "fermee_le"], batch_size=200)
