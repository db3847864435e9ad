"""The states of an orientation and the one table of what changes them, by whom (design 02)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.db import models


class EtatOrientation(models.TextChoices):
    BROUILLON = "brouillon", "Brouillon"
    ENVOYEE = "envoyee", "Envoyée"
    A_L_ETUDE = "a_l_etude", "À l’étude"
    PREALABLE = "prealable", "Étape préalable demandée"
    ENTRETIEN = "entretien", "Entretien proposé"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"
    DECLINEE = "declinee", "Déclinée"
    ANNULEE = "annulee", "Annulée"
    EXPIREE = "expiree", "Expirée sans réponse"
    EN_COURS = "en_cours", "En cours"
    REALISEE = "realisee", "Réalisée"
    ABANDONNEE = "abandonnee", "Abandonnée"


class Auteur(models.TextChoices):
    """In what quality someone acts; one account may not act in two."""

    CONSEILLER = "conseiller", "Conseillère ou conseiller"
    DESTINATAIRE = "destinataire", "Destinataire"
    PERSONNE = "personne", "Personne accompagnée"
    HORLOGE = "horloge", "Horloge"


# What the machine may do alone: nothing else, ever (design 02, AUTO-01).
ACTES_DE_LA_MACHINE: Final = frozenset(
    {"relancer", "expirer", "fermer_ouverture", "dire_issue", "purger", "rappeler_etape"}
)

# --- Reasons have authors -------------------------------------------------------------------------
MOTIFS_DESTINATAIRE: Final = {
    "non_joignable": "Personne non joignable",
    "absent_entretien": "Absence à l’entretien",
    "prerequis": "Un prérequis manque",
    "competences": "Les compétences ne correspondent pas",
    "horaires": "Les horaires ne conviennent pas",
    "poste_pourvu": "Poste déjà pourvu",
    "complet": "Complet, plus de place",
    "doublon": "Candidature déjà reçue",
    "autre": "Autre raison (à préciser)",
}
MOTIFS_PERSONNE: Final = {
    "garde": "Garde d’enfants ou d’un proche",
    "sante": "Santé",
    "mobilite": "Trajet, transport",
    "langue": "Français",
    "en_emploi": "A trouvé un emploi",
    "en_formation": "Entre en formation",
    "non_interesse": "Ne souhaite pas donner suite",
}
MOTIFS_RUPTURE: Final = {
    "fin_essai": "Période d’essai arrêtée",
    "depart_choisi": "Départ choisi par la personne",
    "licenciement": "Licenciement ou exclusion",
    "fin_anticipee": "Fin anticipée d’un commun accord",
    **MOTIFS_PERSONNE,
    "autre": "Autre raison (à préciser)",
}
PREALABLES: Final = {
    "immersion": "Une immersion (PMSMP)",
    "poei": "Une préparation à l’emploi (POEI)",
    "test": "Un test ou un essai encadré",
}
LIBELLES_MOTIFS: Final = {
    **MOTIFS_DESTINATAIRE, **MOTIFS_RUPTURE, **PREALABLES, "autre": "Autre raison",
}  # fmt: skip
# Shown to the référent and to the person, to nobody else (design 05).
MOTIFS_RESERVES: Final = frozenset({"sante"})
MOTIF_RESERVE: Final = "Raison personnelle"


@dataclass(frozen=True)
class Transition:
    """One line of the table. `date`: "" none, "jour" a day, "instant" a day and hour with a place.

    `motifs`: the closed list of reasons of each author; an author without a list gives none.
    `est_commentee`: a short text may be joined.
    """

    nom: str
    de: tuple[str, ...]
    vers: str
    auteurs: tuple[str, ...]
    libelle: str
    date: str = ""
    motifs: Mapping[Any, Mapping[str, str]] = field(default_factory=dict)
    est_commentee: bool = False


_E, _A = EtatOrientation, Auteur
_OUVERTES: Final = (_E.ENVOYEE, _E.A_L_ETUDE, _E.PREALABLE, _E.ENTRETIEN)
_DECLIN: Final[dict[str, Mapping[str, str]]] = {
    _A.PERSONNE: MOTIFS_PERSONNE,
    _A.CONSEILLER: MOTIFS_PERSONNE,
}

TRANSITIONS: Final = {
    t.nom: t
    for t in (
        Transition("envoyer", (_E.BROUILLON,), _E.ENVOYEE, (_A.CONSEILLER,), "Envoyer"),
        Transition(
            "prendre_en_charge", (_E.ENVOYEE,), _E.A_L_ETUDE, (_A.DESTINATAIRE,),
            "Prendre en charge",
        ),
        Transition(
            "demander_prealable", (_E.ENVOYEE, _E.A_L_ETUDE), _E.PREALABLE, (_A.DESTINATAIRE,),
            "Demander une étape préalable", motifs={_A.DESTINATAIRE: PREALABLES},
        ),
        Transition(
            "convoquer", (_E.ENVOYEE, _E.A_L_ETUDE, _E.PREALABLE), _E.ENTRETIEN,
            (_A.DESTINATAIRE,), "Proposer un entretien", date="instant",
        ),
        Transition("accepter", _OUVERTES, _E.ACCEPTEE, (_A.DESTINATAIRE,), "Accepter"),
        Transition(
            "refuser", _OUVERTES, _E.REFUSEE, (_A.DESTINATAIRE,), "Refuser",
            motifs={_A.DESTINATAIRE: MOTIFS_DESTINATAIRE}, est_commentee=True,
        ),
        Transition(
            "decliner", (_E.BROUILLON, *_OUVERTES, _E.ACCEPTEE), _E.DECLINEE,
            (_A.PERSONNE, _A.CONSEILLER), "Décliner pour la personne", motifs=_DECLIN,
        ),
        Transition(
            "annuler", (_E.BROUILLON, *_OUVERTES, _E.ACCEPTEE), _E.ANNULEE, (_A.CONSEILLER,),
            "Annuler", est_commentee=True,
        ),
        Transition("expirer", (_E.ENVOYEE, _E.A_L_ETUDE), _E.EXPIREE, (_A.HORLOGE,), "Expirer"),
        Transition(
            "demarrer", (_E.ACCEPTEE,), _E.EN_COURS, (_A.CONSEILLER,), "Noter le démarrage",
            date="jour",
        ),
        Transition(
            "terminer", (_E.EN_COURS,), _E.REALISEE, (_A.CONSEILLER,), "Noter la fin, réalisée",
            date="jour",
        ),
        Transition(
            "rompre", (_E.EN_COURS,), _E.ABANDONNEE, (_A.CONSEILLER,), "Noter un arrêt", date="jour",
            motifs={_A.CONSEILLER: MOTIFS_RUPTURE}, est_commentee=True,
        ),
        Transition(
            "constater_maintien", (_E.EN_COURS,), _E.EN_COURS, (_A.CONSEILLER,),
            "Constater le maintien", date="jour",
        ),
    )
}  # fmt: skip

PALIERS_MAINTIEN: Final = (3, 6)  # months
VIVANTS: Final = (_E.BROUILLON, *_OUVERTES, _E.ACCEPTEE, _E.EN_COURS)
A_REPONDRE: Final = _OUVERTES
SANS_REPONSE: Final = (_E.ENVOYEE, _E.A_L_ETUDE)
PLACE_PRISE: Final = (_E.ACCEPTEE, _E.EN_COURS, _E.REALISEE)
EN_COURS_DE_SUITE: Final = (*_OUVERTES, _E.ACCEPTEE, _E.EN_COURS)
CARTE_LISIBLE: Final = (*_OUVERTES, _E.ACCEPTEE, _E.EN_COURS)

PHRASES: Final = {
    "envoyer": "Orientation envoyée",
    "prendre_en_charge": "Prise en charge : la candidature est à l’étude",
    "demander_prealable": "Étape préalable demandée",
    "convoquer": "Entretien proposé",
    "accepter": "Acceptée",
    "refuser": "Refusée",
    "decliner": "Déclinée",
    "annuler": "Annulée",
    "expirer": "Expirée : pas de réponse en 30 jours, malgré deux relances",
    "demarrer": "Démarrage constaté",
    "terminer": "Menée à son terme",
    "rompre": "Arrêtée avant son terme",
    "constater_maintien": "Maintien constaté",
}
# What the person reads: short sentences, everyday words.
EN_CLAIR: Final = {
    _E.BROUILLON: "Pas encore envoyée. Vous en parlez ensemble d’abord.",
    _E.ENVOYEE: "Envoyée. On attend une réponse.",
    _E.A_L_ETUDE: "Reçue. Votre candidature est étudiée.",
    _E.PREALABLE: "On vous propose une étape avant de décider.",
    _E.ENTRETIEN: "On vous propose un entretien.",
    _E.ACCEPTEE: "C’est oui !",
    _E.REFUSEE: "C’est non, cette fois.",
    _E.DECLINEE: "Vous avez dit non.",
    _E.ANNULEE: "Annulée.",
    _E.EXPIREE: "Pas de réponse. C’est arrêté.",
    _E.EN_COURS: "C’est commencé.",
    _E.REALISEE: "C’est fait, jusqu’au bout.",
    _E.ABANDONNEE: "C’est arrêté avant la fin.",
}


class _Etatable(Protocol):
    etat: str
    maintien_mois: int


def peut(transition: str, orientation: _Etatable, auteur: str) -> bool:
    """True when this author may make this change now; False for an unknown transition."""
    regle = TRANSITIONS.get(transition)
    if regle is None or orientation.etat not in regle.de or auteur not in regle.auteurs:
        return False
    return transition != "constater_maintien" or prochain_maintien(orientation) is not None


def possibles(orientation: _Etatable, auteur: str) -> list[Transition]:
    """The lines of the table open to this author now, in the order of the table."""
    return [t for t in TRANSITIONS.values() if peut(t.nom, orientation, auteur)]


def motifs(transition: str, auteur: str) -> Mapping[str, str]:
    """The reasons this author may give: code → label; empty when none is asked."""
    return TRANSITIONS[transition].motifs.get(auteur, {})


def prochain_maintien(orientation: _Etatable) -> int | None:
    """The next check-point in months (3, then 6), or None when both are done."""
    return next((m for m in PALIERS_MAINTIEN if m > orientation.maintien_mois), None)


def libelle_motif(code: str, *, est_reserve_visible: bool) -> str:
    """The label of a reason; one reserved to the référent and the person is veiled for others."""
    if code in MOTIFS_RESERVES and not est_reserve_visible:
        return MOTIF_RESERVE
    return LIBELLES_MOTIFS.get(code, "")
