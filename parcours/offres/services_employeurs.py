"""Who publishes for an employer: requests, invitations, members."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse

from parcours.comptes import courriels, notifications
from parcours.comptes.models import GenreNotification, Role, Utilisateur
from parcours.offres.models import AppelEmployeur, DemandeEmployeur, Employeur, EtatDemande
from parcours.offres.services import creer_employeur
from parcours.referentiels.models import Commune
from parcours.socle import journal
from parcours.socle.adresses import adresse_absolue
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal


class DemandeImpossible(Exception):
    """This cannot be done now; the message is a French sentence."""


@dataclass(frozen=True)
class Inscription:
    """What someone who hires says of themselves and of who hires."""

    prenom: str
    nom: str
    email: str
    telephone: str
    entreprise: str
    est_particulier: bool
    siret: str
    commune: Commune | None


def demander(*, inscription: Inscription) -> None:
    """Write the request and send the link that confirms the address.

    The caller cannot tell whether the address was known: a known account of another role only
    receives a way in, an employer's account a request more.
    """
    with transaction.atomic():
        compte = _compte_pour(inscription)
        if compte.role != Role.EMPLOYEUR:
            gabarit = "comptes/courriels/acces.txt"
        else:
            gabarit = "offres/courriels/demande_recue.txt"
            _dire_aux_responsables(_ecrire_demande(compte, inscription))
    courriels.envoyer_acces(
        utilisateur=compte, par=compte, gabarit=gabarit, contexte={"nom": inscription.entreprise}
    )


def _compte_pour(inscription: Inscription) -> Utilisateur:
    connu = Utilisateur.objects.filter(email__iexact=inscription.email).first()
    return connu or Utilisateur.objects.create_user(
        inscription.email, None, prenom=inscription.prenom, nom=inscription.nom,
        role=Role.EMPLOYEUR,
    )  # fmt: skip


def _ecrire_demande(compte: Utilisateur, inscription: Inscription) -> DemandeEmployeur:
    """A second request before the answer replaces the first: one look, one decision."""
    demande, _ = DemandeEmployeur.objects.update_or_create(
        utilisateur=compte, etat=EtatDemande.EN_ATTENTE,
        defaults={
            "nom": inscription.entreprise, "est_particulier": inscription.est_particulier,
            "siret": inscription.siret, "telephone": inscription.telephone,
            "commune": inscription.commune,
        },
    )  # fmt: skip
    return demande


def _dire_aux_responsables(demande: DemandeEmployeur) -> None:
    """Put it in their lists; what an unknown person typed is not repeated there."""
    for compte in Utilisateur.objects.filter(role=Role.RESPONSABLE, is_active=True):
        notifications.dire(
            utilisateur=compte, genre=GenreNotification.ESPACE_DEMANDE,
            cle=f"demande-{demande.pk}", texte="Un employeur demande un espace : à vérifier.",
            adresse=reverse("offres:demandes_employeurs"),
        )  # fmt: skip


@transaction.atomic
def accepter(*, demande_id: int, par: Utilisateur) -> DemandeEmployeur:
    """Open the space: the employer is the one of this SIRET, or a new one.

    DemandeImpossible when it is already decided, or its author never confirmed their address.
    """
    demande = _a_decider(demande_id)
    if not demande.est_confirmee:
        raise DemandeImpossible(
            "L’adresse n’est pas encore confirmée : attendre la première entrée."
        )
    demande.employeur = creer_employeur(
        nom=demande.nom, siret=demande.siret, est_particulier=demande.est_particulier,
        email=demande.utilisateur.email,
    )  # fmt: skip
    demande.employeur.membres.add(demande.utilisateur)
    _decider(demande, EtatDemande.ACCEPTEE, par)
    _prevenir(demande, "demande_acceptee", adresse_accueil=adresse_absolue("offres:espace"))
    return demande


@transaction.atomic
def refuser(*, demande_id: int, par: Utilisateur, motif: str) -> DemandeEmployeur:
    """Say no, with a reason its author reads; DemandeImpossible when it is already decided."""
    demande = _a_decider(demande_id)
    demande.motif = motif
    _decider(demande, EtatDemande.REFUSEE, par)
    _prevenir(
        demande, "demande_refusee", motif=motif,
        adresse_inscription=adresse_absolue("offres:inscription"),
    )  # fmt: skip
    return demande


def _a_decider(demande_id: int) -> DemandeEmployeur:
    # Locked: two responsables who answer at once give one answer.
    demandes = DemandeEmployeur.objects.select_for_update(of=("self",))
    demande = demandes.select_related("utilisateur").get(pk=demande_id)
    if demande.etat != EtatDemande.EN_ATTENTE:
        raise DemandeImpossible(f"Déjà décidée : {demande.get_etat_display().lower()}.")
    return demande


def _decider(demande: DemandeEmployeur, etat: str, par: Utilisateur) -> None:
    demande.etat, demande.decidee_par, demande.decidee_le = etat, par, maintenant()
    demande.save()
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="demande_employeur",
        objet_id=demande.pk, champ=str(etat),
    )  # fmt: skip


def _prevenir(demande: DemandeEmployeur, gabarit: str, **contexte: Any) -> None:
    transaction.on_commit(
        lambda: courriels.prevenir(
            utilisateur=demande.utilisateur, gabarit=f"offres/courriels/{gabarit}.txt",
            contexte={"nom": demande.nom} | contexte,
        )
    )  # fmt: skip


def inviter(*, employeur: Employeur, email: str, par: Utilisateur) -> Utilisateur:
    """Make someone a member and send them a way in; DemandeImpossible for another kind of account."""
    with transaction.atomic():
        invite = Utilisateur.objects.filter(email__iexact=email).first()
        invite = invite or Utilisateur.objects.create_user(email, None, role=Role.EMPLOYEUR)
        if invite.role != Role.EMPLOYEUR:
            raise DemandeImpossible(
                "Cette adresse est celle d’un autre compte Parcours : en donner une autre."
            )
        employeur.membres.add(invite)
        _noter_membre(employeur, par, "invitation")
    courriels.envoyer_acces(
        utilisateur=invite, par=par, gabarit="offres/courriels/invitation.txt",
        contexte={"nom": employeur.nom, "invitant": par.nom_court or "Votre équipe"},
    )  # fmt: skip
    return invite


@transaction.atomic
def retirer(*, employeur: Employeur, membre: Utilisateur, par: Utilisateur) -> None:
    """Close the employer's pages to a member; DemandeImpossible for the last one."""
    employeur = Employeur.objects.select_for_update().get(pk=employeur.pk)
    if employeur.membres.count() < 2:
        raise DemandeImpossible(
            "C’est le dernier membre : en inviter un autre avant de le retirer."
        )
    employeur.membres.remove(membre)
    _noter_membre(employeur, par, "retrait")


@transaction.atomic
def noter_appel(*, employeur: Employeur, par: Utilisateur, issue: str) -> AppelEmployeur:
    """Keep a call to an employer who does not answer."""
    journal.noter(
        acteur=par, action=ActionJournal.CREATION, objet="appel_employeur", objet_id=employeur.pk,
        champ=issue,
    )  # fmt: skip
    return AppelEmployeur.objects.create(employeur=employeur, par=par, le=maintenant(), issue=issue)


def _noter_membre(employeur: Employeur, par: Utilisateur, quoi: str) -> None:
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="employeur", objet_id=employeur.pk,
        champ=quoi,
    )  # fmt: skip
