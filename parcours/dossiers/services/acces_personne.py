"""Giving the person a way into their own pages: a printed card, or a one-time link by e-mail."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from parcours.comptes.liens import AccesRemis, compte_personne, creer_lien
from parcours.comptes.models import NatureLien, Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.services.traces import tracer


@transaction.atomic
def remettre_carte(*, dossier: Dossier, par: Utilisateur) -> AccesRemis:
    """Create a card (QR and secret code, one year); the person's earlier card stops working."""
    remis = creer_lien(utilisateur=_compte(dossier), par=par, nature=NatureLien.CARTE)
    tracer(dossier=dossier, par=par, champ="acces_personne")
    return remis


def envoyer_lien(*, dossier: Dossier, par: Utilisateur) -> None:
    """Send a one-time link (7 days) to the person's address.

    The token is in no task argument and no row, so the mail leaves at once; OSError when the
    mail server refuses: the link then works for nobody and another one is asked for.
    """
    with transaction.atomic():
        remis = creer_lien(utilisateur=_compte(dossier), par=par)
        tracer(dossier=dossier, par=par, champ="acces_personne")
    texte = render_to_string("dossiers/courriels/lien_acces.txt", {"adresse": remis.adresse})
    send_mail("Votre espace Parcours", texte, None, [dossier.personne.email])


def _compte(dossier: Dossier) -> Utilisateur:
    personne = dossier.personne
    if personne.compte is None:
        personne.compte = compte_personne(
            prenom=personne.prenom, nom=personne.nom, email=personne.email
        )
        personne.save(update_fields=["compte", "modifie_le"])
    return personne.compte
