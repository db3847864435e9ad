"""What each reader of an orientation is given: views hand these to the templates, not the models.

A recipient's page is blind by construction: it receives a `VueDestinataire`, which holds the card
kept at sending and nothing that leads back to the dossier.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any, NamedTuple

from django.db.models import prefetch_related_objects
from django.urls import reverse

from parcours.comptes.models import Utilisateur
from parcours.dossiers import fil
from parcours.dossiers import perms as perms_dossiers
from parcours.dossiers.models import Dossier
from parcours.offres.models import Employeur
from parcours.offres.querysets import PATIENCE, SANS_UN_MOT, SILENCES
from parcours.orientations import accords, etats
from parcours.orientations.etats import Auteur
from parcours.orientations.identite import identite_de
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.socle.horloge import maintenant

PHRASES_DE_FIN = {
    "acceptee": "Vous avez accepté cette candidature. Merci : la suite se voit avec la structure.",
    "refusee": "Vous avez répondu non à cette candidature. Merci d’avoir répondu.",
    "declinee": "La personne n’est plus candidate. Il n’y a rien à faire.",
    "annulee": "La structure a retiré cette candidature. Il n’y a rien à faire.",
    "expiree": "Cette candidature est restée sans réponse pendant 30 jours : elle est close.",
    "en_cours": "La personne a commencé. Merci.",
    "realisee": "C’est terminé, tout est allé à son terme. Merci.",
    "abandonnee": "C’est arrêté. Il n’y a rien à faire.",
}
PARTAGE_FINI = (
    "Ces informations ne sont plus partagées : la durée convenue est passée, ou la personne a "
    "repris son accord."
)


@dataclass(frozen=True)
class VueDestinataire:
    """One application as its recipient sees it."""

    pk: int
    reference: str
    etat: str
    libelle_etat: str
    intitule: str
    est_service: bool
    carte: dict[str, Any]
    est_partagee: bool
    phrase: str
    version: int
    envoyee_le: datetime | None
    repondue_le: datetime | None
    rendez_vous_le: datetime | None
    rendez_vous_lieu: str
    structure: str
    telephone: str
    email: str
    identite: tuple[tuple[str, str], ...] = ()

    @property
    def attend_reponse(self) -> bool:
        return self.etat in etats.A_REPONDRE and self.est_partagee


def pour_destinataire(orientation: Orientation) -> VueDestinataire:
    """The application without the person; its card only while it may be read."""
    est_partagee = orientation.etat in etats.CARTE_LISIBLE and accords.est_lisible(orientation)
    phrase = PHRASES_DE_FIN.get(orientation.etat, "")
    if not est_partagee and not phrase:
        phrase = PARTAGE_FINI
    return VueDestinataire(
        carte=orientation.carte if est_partagee else {},
        est_partagee=est_partagee,
        phrase=phrase,
        identite=tuple(identite_de(orientation)) if est_partagee else (),
        **_commun(orientation),
    )


def ligne_destinataire(orientation: Orientation) -> VueDestinataire:
    """The application as a line of a list: no card, nothing to ask the database for."""
    return VueDestinataire(carte={}, est_partagee=False, phrase="", **_commun(orientation))


def _commun(orientation: Orientation) -> dict[str, Any]:
    structure = orientation.dossier.structure
    return {
        "pk": orientation.pk,
        "reference": orientation.reference,
        "etat": orientation.etat,
        "libelle_etat": LIBELLES_DESTINATAIRE.get(orientation.etat, orientation.get_etat_display()),
        "intitule": orientation.intitule,
        "est_service": orientation.solution_id is not None,
        "version": orientation.version,
        "envoyee_le": orientation.envoyee_le,
        "repondue_le": orientation.repondue_le,
        "rendez_vous_le": orientation.rendez_vous_le,
        "rendez_vous_lieu": orientation.rendez_vous_lieu,
        "structure": structure.nom_public,
        "telephone": structure.telephone,
        "email": structure.email,
    }


# The recipient's side of the same states.
LIBELLES_DESTINATAIRE = {
    "envoyee": "Nouvelle",
    "declinee": "N’est plus candidate",
    "annulee": "Retirée",
    "expiree": "Close sans réponse",
}


@dataclass(frozen=True)
class Fait:
    """One line of the log, in words."""

    quand: datetime
    phrase: str
    par: str
    motif: str
    texte: str
    date_effet: date | None


def histoire(orientation: Orientation, *, voit_les_motifs: bool) -> list[Fait]:
    """What happened, latest last; a reserved reason only for the référent and the person."""
    prefetch_related_objects([orientation], "transitions__par")
    return [_fait(rang, voit_les_motifs) for rang in orientation.transitions.all()]


def lignes_du_fil(dossier: Dossier) -> Iterator[fil.Entree]:
    """The lines of the dossier's timeline: every reader sees it, reserved reasons stay veiled."""
    rangs = TransitionOrientation.objects.filter(orientation__dossier=dossier).select_related(
        "par", "orientation__ouverture", "orientation__solution"
    )
    for rang in rangs:
        fait = _fait(rang, voit_les_motifs=False)
        yield fil.Entree(
            fait.quand,
            f"Orientation « {rang.orientation.intitule} » : {fait.phrase[:1].lower()}{fait.phrase[1:]}"
            + (f" ({fait.motif})" if fait.motif else ""),
            fait.par,
            fait.texte,
            lien=reverse("orientations:fiche", args=[rang.orientation_id]),
            genre="orientation",
        )


def voit_les_motifs(dossier: Dossier, lecteur: Utilisateur) -> bool:
    """True for the référent (or their cover) and for the person."""
    est_la_personne = dossier.personne.compte_id == lecteur.pk
    return est_la_personne or perms_dossiers.est_referent(lecteur, dossier)


def _fait(rang: TransitionOrientation, voit_les_motifs: bool) -> Fait:
    return Fait(
        quand=rang.quand,
        phrase=etats.PHRASES.get(rang.transition, rang.transition),
        par=_auteur_en_mots(rang),
        motif=etats.libelle_motif(rang.motif, est_reserve_visible=voit_les_motifs),
        texte=rang.texte,
        date_effet=rang.date_effet,
    )


def _auteur_en_mots(rang: TransitionOrientation) -> str:
    nom = rang.par.nom_court if rang.par else ""
    if rang.auteur == Auteur.DESTINATAIRE:
        if rang.par and rang.par.role != "employeur":
            return f"le destinataire (réponse rapportée par {nom})"
        return "le destinataire" + ("" if nom else ", par le lien reçu")
    if rang.auteur == Auteur.HORLOGE:
        return "automatiquement"
    return "la personne" if rang.auteur == Auteur.PERSONNE else nom


@dataclass(frozen=True)
class Delais:
    """How an employer answers. `n` received; median in days over those answered, or None."""

    n: int
    repondues: int
    mediane_jours: float | None
    sans_reponse: int = 0

    @property
    def ne_repond_pas(self) -> bool:
        """True when several applications waited long and none ever had an answer: to be called."""
        return self.repondues == 0 and self.sans_reponse >= SILENCES

    @property
    def part_repondue(self) -> float | None:
        return 100 * self.repondues / self.n if self.n else None


def delai_de_reponse(employeur: Employeur) -> Delais:
    """Answers of one employer, over everything ever sent to it."""
    return delais_de(Orientation.objects.vers_l_employeur(employeur))


def delais_par_employeur(employeurs: Iterable[Employeur]) -> dict[int, Delais]:
    """The same for many employers, in one query; one without any application is absent."""
    envois = Orientation.objects.filter(
        ouverture__employeur__in=list(employeurs), envoyee_le__isnull=False
    )
    rangs: dict[int, list[Envoi]] = defaultdict(list)
    for cle, *envoi in envois.order_by().values_list("ouverture__employeur_id", *_D_UN_ENVOI):
        rangs[cle].append(Envoi(*envoi))
    return {cle: _delais(siens) for cle, siens in rangs.items()}


def delais_de(orientations: Any) -> Delais:
    """The same over any queryset of sent orientations; reported answers count as answers."""
    return _delais([Envoi(*rang) for rang in orientations.order_by().values_list(*_D_UN_ENVOI)])


class Envoi(NamedTuple):
    """What the answers of an employer are counted from."""

    debut: datetime | None
    fin: datetime | None
    etat: str
    est_transmise_autrement: bool

    def est_un_silence(self, limite: datetime) -> bool:
        """Not a word, for long; one withdrawn or passed on otherwise is not held against them."""
        attend = self.fin is None and self.debut is not None and self.debut <= limite
        return attend and self.etat in SANS_UN_MOT and not self.est_transmise_autrement


_D_UN_ENVOI = ("envoyee_le", "repondue_le", "etat", "est_transmise_autrement")


def _delais(envois: list[Envoi]) -> Delais:
    jours = [(e.fin - e.debut).total_seconds() / 86400 for e in envois if e.debut and e.fin]
    limite = maintenant() - PATIENCE
    silences = sum(e.est_un_silence(limite) for e in envois)
    return Delais(len(envois), len(jours), median(jours) if jours else None, silences)
