"""How a referral goes, step by step (pure but for the table of orientations.etats).

Each step is later than the one before; what would come after `fin` has not happened yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from parcours.demonstration.calendrier import PARIS
from parcours.demonstration.donnees import lire
from parcours.demonstration.tirage import chance, pareto, parmi
from parcours.orientations.etats import PREALABLES, TRANSITIONS, Auteur
from parcours.orientations.services import ajouter_mois

EXPIRE_JOURS: Final = 30
_REFUS: Final = {
    "competences": 20, "poste_pourvu": 18, "prerequis": 14, "horaires": 14, "non_joignable": 10,
    "complet": 6, "doublon": 4, "autre": 6,
}  # fmt: skip
_DECLINS: Final = {
    "garde": 22, "mobilite": 16, "en_emploi": 16, "non_interesse": 18, "en_formation": 10,
    "langue": 6, "sante": 5,
}  # fmt: skip
_RUPTURES: Final = {
    "fin_essai": 24, "garde": 16, "mobilite": 14, "depart_choisi": 16, "fin_anticipee": 12,
    "non_interesse": 8, "sante": 5, "en_emploi": 5,
}  # fmt: skip


@dataclass(frozen=True)
class Pas:
    """One change of state and what came with it."""

    transition: str
    quand: datetime
    auteur: str
    motif: str = ""
    texte: str = ""
    date_effet: date | None = None
    rendez_vous: datetime | None = None

    @property
    def vers(self) -> str:
        return str(TRANSITIONS[self.transition].vers)


@dataclass(frozen=True)
class Conduite:
    """How the recipient answers, how long what follows lasts, and whether a place is left.

    `jours`: length of a training, an immersion or a service; None for a job, which goes on.
    """

    repond: float
    delai: float
    jours: int | None
    a_compte: bool
    prendre_place: Callable[[], bool] = lambda: True


@dataclass
class Trajet:
    """Plays one referral from `debut` to `fin` at the latest."""

    rng: Random
    conduite: Conduite
    debut: datetime
    fin: datetime
    pas: list[Pas] = field(default_factory=list)

    def jouer(self) -> list[Pas]:
        """Return the steps that took place; none means a draft."""
        self._envoyer()
        return self.pas

    @property
    def dernier(self) -> datetime:
        return self.pas[-1].quand if self.pas else self.debut

    def _avancer(self, transition: str, quand: datetime, auteur: str, **details: object) -> bool:
        """Take the step if it has already happened; False otherwise."""
        if quand > self.fin:
            return False
        self.pas.append(Pas(transition, quand, auteur, **details))  # type: ignore[arg-type]
        return True

    def _dans(self, jours: int) -> datetime:
        """That many days after the last step, on a working day, at an hour of work."""
        jour = self.dernier.astimezone(PARIS).date() + timedelta(days=max(1, jours))
        jour += timedelta(days=max(0, 7 - jour.weekday()) if jour.weekday() > 4 else 0)
        heure = time(self.rng.randrange(9, 18), self.rng.randrange(0, 60, 5))
        return datetime.combine(jour, heure, PARIS)

    def _envoyer(self) -> None:
        rng = self.rng
        if chance(rng, 0.03) or not self._avancer("envoyer", self.debut, Auteur.CONSEILLER):
            return
        if chance(rng, 0.07):
            self._renoncer(rng.randint(1, 8))
            return
        attente = pareto(rng, self.conduite.delai, 26)
        if chance(rng, self.conduite.repond):
            self._repondre(attente)
        else:
            self._expirer()

    def _expirer(self) -> None:
        jour = self.pas[0].quand.astimezone(PARIS).date() + timedelta(days=EXPIRE_JOURS)
        self._avancer("expirer", datetime.combine(jour, time(6, 10), PARIS), Auteur.HORLOGE)

    def _renoncer(self, jours: int) -> None:
        """The person says no, or the counsellor withdraws."""
        if chance(self.rng, 0.3):
            self._avancer("annuler", self._dans(jours), Auteur.CONSEILLER)
            return
        par_la_personne = self.conduite.a_compte and chance(self.rng, 0.7)
        auteur = Auteur.PERSONNE if par_la_personne else Auteur.CONSEILLER
        self._avancer("decliner", self._dans(jours), auteur, motif=parmi(self.rng, _DECLINS))

    def _repondre(self, attente: int) -> None:
        if chance(self.rng, 0.42):
            if not self._avancer("prendre_en_charge", self._dans(attente), Auteur.DESTINATAIRE):
                return
            attente = pareto(self.rng, 5, 20)
        quand = self._dans(attente)
        if (quand - self.pas[0].quand).days >= EXPIRE_JOURS:
            self._expirer()
            return
        suite = parmi(self.rng, {"accepter": 30, "refuser": 28, "convoquer": 33, "prealable": 9})
        {"accepter": self._accepter, "refuser": self._refuser,
         "convoquer": self._convoquer, "prealable": self._prealable}[suite](quand)  # fmt: skip

    def _refuser(self, quand: datetime, motif: str = "") -> None:
        motif = motif or parmi(self.rng, _REFUS)
        texte = self.rng.choice(lire("notes")["refus"]) if motif == "autre" else ""
        self._avancer("refuser", quand, Auteur.DESTINATAIRE, motif=motif, texte=texte)

    def _prealable(self, quand: datetime) -> None:
        motif = self.rng.choice(list(PREALABLES))
        if self._avancer("demander_prealable", quand, Auteur.DESTINATAIRE, motif=motif):
            self._conclure(self._dans(self.rng.randint(5, 16)))

    def _convoquer(self, quand: datetime) -> None:
        jour = quand.date() + timedelta(days=self.rng.randint(2, 9))
        jour += timedelta(days=max(0, 7 - jour.weekday()) if jour.weekday() > 4 else 0)
        rendez_vous = datetime.combine(jour, time(self.rng.randrange(9, 17)), PARIS)
        if not self._avancer("convoquer", quand, Auteur.DESTINATAIRE, rendez_vous=rendez_vous):
            return
        suite = datetime.combine(jour + timedelta(days=self.rng.randint(1, 5)), time(11, 20), PARIS)
        if chance(self.rng, 0.1):
            self._refuser(suite, "absent_entretien")
        else:
            self._conclure(suite)

    def _conclure(self, quand: datetime) -> None:
        issue = parmi(self.rng, {"oui": 58, "non": 30, "renonce": 12})
        if issue == "oui":
            self._accepter(quand)
        elif issue == "non":
            self._refuser(quand)
        else:
            self._renoncer((quand - self.dernier).days)

    def _accepter(self, quand: datetime) -> None:
        if quand > self.fin:
            return
        if not self.conduite.prendre_place():
            self._refuser(quand, self.rng.choice(("poste_pourvu", "complet")))
            return
        self._avancer("accepter", quand, Auteur.DESTINATAIRE)
        if chance(self.rng, 0.12):
            self._renoncer(self.rng.randint(2, 9))
        else:
            self._demarrer()

    def _demarrer(self) -> None:
        quand = self._dans(self.rng.randint(3, 20))
        if not self._avancer("demarrer", quand, Auteur.CONSEILLER, date_effet=quand.date()):
            return
        if self.conduite.jours is None:
            self._tenir(quand.date())
        elif chance(self.rng, 0.13):
            self._rompre(self.rng.randint(2, max(3, self.conduite.jours - 1)))
        else:
            fin = self._dans(self.conduite.jours)
            self._avancer("terminer", fin, Auteur.CONSEILLER, date_effet=fin.date())

    def _tenir(self, depuis: date) -> None:
        """In the job: kept at three months, then at six, or broken off before."""
        for palier, garde in ((3, 0.76), (6, 0.84)):
            if not chance(self.rng, garde):
                self._rompre(self.rng.randint(8, 80))
                return
            jour = ajouter_mois(depuis, palier)
            quand = datetime.combine(
                jour + timedelta(days=self.rng.randint(0, 9)), time(10, 30), PARIS
            )
            if not self._avancer("constater_maintien", quand, Auteur.CONSEILLER, date_effet=jour):
                return

    def _rompre(self, jours: int) -> None:
        quand = self._dans(jours)
        motif = parmi(self.rng, _RUPTURES)
        self._avancer("rompre", quand, Auteur.CONSEILLER, motif=motif, date_effet=quand.date())
