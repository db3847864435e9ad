"""Telling someone: a row in their list, and by e-mail as they chose; once a day for the rest.

The e-mail of the day is a number and a link. Only the kinds below exist, each the consequence of
what a human did or of a date a human gave (docs/decisions/0012).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from parcours.comptes.liens import DOMAINE_SANS_ADRESSE
from parcours.comptes.models import (
    EnvoiNotification,
    GenreNotification,
    Notification,
    PreferenceNotification,
    Recapitulatif,
    Role,
    Utilisateur,
)
from parcours.socle import taches
from parcours.socle.adresses import adresse_absolue
from parcours.socle.horloge import maintenant

TACHE: Final = "comptes.envoyer_recapitulatif"
GARDE: Final = timedelta(days=180)
PAS: Final = 50  # people between two signs of life
_G, _E = GenreNotification, EnvoiNotification
_EQUIPE: Final = (_G.REPONSE, _G.PLACE_PRISE, _G.SANS_REPONSE, _G.ETAPE)
# The kinds each role may receive, in the order of the page of preferences.
GENRES: Final[Mapping[str, tuple[GenreNotification, ...]]] = {
    Role.CONSEILLER: _EQUIPE,
    Role.RESPONSABLE: (*_EQUIPE, _G.ESPACE_DEMANDE),
    Role.PERSONNE: (_G.REPONSE, _G.PLACE_PRISE, _G.ETAPE),
    Role.EMPLOYEUR: (_G.CANDIDATURE,),
}
# What was sent by e-mail before there was a choice still is. An application is written to the
# address of the offer anyway: its members find it in the list.
DEFAUTS: Final = {
    _G.REPONSE: _E.TOUT_DE_SUITE,
    _G.PLACE_PRISE: _E.TOUT_DE_SUITE,
    _G.SANS_REPONSE: _E.TOUT_DE_SUITE,
    _G.ETAPE: _E.TOUT_DE_SUITE,
    _G.CANDIDATURE: _E.SUR_LE_SITE,
    _G.ESPACE_DEMANDE: _E.RECAPITULATIF,
}
# The person of a shared inbox learns nothing at once that the day's e-mail would not say.
IMMEDIATS: Final = frozenset({_G.REPONSE, _G.PLACE_PRISE, _G.SANS_REPONSE, _G.ETAPE})


def genres_de(utilisateur: Utilisateur) -> tuple[GenreNotification, ...]:
    """The kinds this account may receive; none for roles that are told nothing."""
    return GENRES.get(utilisateur.role, ())


def envois_possibles(genre: str) -> list[EnvoiNotification]:
    """The ways of being told of a kind: at once only where an e-mail exists for it."""
    return [e for e in _E if e != _E.TOUT_DE_SUITE or genre in IMMEDIATS]


def preferences(utilisateur: Utilisateur) -> dict[str, EnvoiNotification]:
    """How this account is told of each of its kinds; one query."""
    choisies = dict(utilisateur.preferences_notification.values_list("genre", "envoi"))
    return {g: _E(choisies.get(g, DEFAUTS[g])) for g in genres_de(utilisateur)}


def envoi_choisi(utilisateur: Utilisateur, genre: str) -> EnvoiNotification:
    """How they want to be told of this kind."""
    choisi = utilisateur.preferences_notification.filter(genre=genre).first()
    return _E(choisi.envoi) if choisi else DEFAUTS[_G(genre)]


@transaction.atomic
def choisir(*, utilisateur: Utilisateur, envois: Mapping[str, str]) -> None:
    """Write how someone wants to be told, from now on."""
    for genre, envoi in envois.items():
        PreferenceNotification.objects.update_or_create(
            utilisateur=utilisateur, genre=genre, defaults={"envoi": envoi}
        )


def dire(*, utilisateur: Utilisateur, genre: str, cle: str, texte: str, adresse: str) -> bool:
    """Put it in their list, once for each `cle`; True when an e-mail is to leave at once.

    The e-mail itself is the caller's, by the outbox of its app. False for a role told nothing of
    this kind.
    """
    if genre not in genres_de(utilisateur):
        return False
    notification, _ = Notification.objects.get_or_create(
        utilisateur=utilisateur, cle=cle,
        defaults={
            "genre": genre, "texte": texte[:300], "adresse": adresse,
            "envoi": envoi_choisi(utilisateur, genre),
        },
    )  # fmt: skip
    return notification.envoi == _E.TOUT_DE_SUITE


def lire(*, utilisateur: Utilisateur, notification: Notification | None = None) -> int:
    """Mark one of theirs as read, or all; return how many were not."""
    siennes = Notification.objects.de(utilisateur).non_lues()
    if notification is not None:
        siennes = siennes.filter(pk=notification.pk)
    return siennes.update(lue_le=maintenant(), modifie_le=maintenant())


# --- The e-mail of the day ------------------------------------------------------------------------
def recapituler(
    *, jour: date, progresser: Callable[[int, int], None] = lambda fait, total: None
) -> int:
    """Write the e-mail of the day of everybody who has news; return how many.

    Twice a day writes none again. What could not leave yesterday leaves with today's.
    """
    _reprendre_les_manques(jour)
    gens = Notification.objects.a_recapituler().order_by().values_list("utilisateur", flat=True)
    deja = set(Recapitulatif.objects.filter(jour=jour).values_list("utilisateur", flat=True))
    nouveaux = sorted(set(gens) - deja)
    for rang, utilisateur in enumerate(nouveaux, start=1):
        with transaction.atomic():
            _preparer(utilisateur, jour)
        if rang % PAS == 0:
            progresser(rang, len(nouveaux))
    return len(nouveaux)


def _preparer(utilisateur: int, jour: date) -> None:
    recapitulatif, est_nouveau = Recapitulatif.objects.get_or_create(
        utilisateur_id=utilisateur, jour=jour
    )
    if not est_nouveau:  # the other of two clocks was faster
        return
    siennes = Notification.objects.a_recapituler().filter(utilisateur=utilisateur)
    siennes.update(recapitulatif=recapitulatif)
    demander_envoi(recapitulatif)


def demander_envoi(recapitulatif: Recapitulatif) -> None:
    """Ask for the sending of one (at most one waiting task for each)."""
    taches.demander(
        TACHE, {"recapitulatif": recapitulatif.pk}, cle=f"recapitulatif-{recapitulatif.pk}"
    )


def _reprendre_les_manques(jour: date) -> None:
    """Give back to the list what an e-mail of an earlier day never carried."""
    manques = Recapitulatif.objects.filter(jour__lt=jour, envoye_le=None, est_sans_objet=False)
    with transaction.atomic():
        Notification.objects.filter(recapitulatif__in=manques).update(recapitulatif=None)
        manques.update(est_sans_objet=True)


def envoyer(recapitulatif_id: int) -> None:
    """Send one if it still has to be; its failure is kept and raised (the task retries)."""
    a_partir = Recapitulatif.objects.filter(envoye_le=None, est_sans_objet=False)
    recapitulatif = a_partir.select_related("utilisateur").filter(pk=recapitulatif_id).first()
    if recapitulatif is None:
        return
    nombre = recapitulatif.notifications.filter(lue_le=None).count()
    rang = Recapitulatif.objects.filter(pk=recapitulatif_id)
    if not nombre or not peut_recevoir(recapitulatif.utilisateur):
        rang.update(est_sans_objet=True)
        return
    try:
        _expedier(recapitulatif, nombre)
    except Exception as erreur:
        rang.update(erreur=type(erreur).__name__)
        raise
    rang.update(envoye_le=maintenant(), erreur="")


def peut_recevoir(utilisateur: Utilisateur) -> bool:
    """True when the account is open and its address can receive e-mails."""
    return utilisateur.is_active and not utilisateur.email.endswith(f"@{DOMAINE_SANS_ADRESSE}")


def _expedier(recapitulatif: Recapitulatif, nombre: int) -> None:
    contexte = {"nombre": nombre, "adresse": adresse_absolue("comptes:notifications")}
    texte = render_to_string("comptes/courriels/recapitulatif.txt", contexte)
    objet, _, corps = texte.strip().partition("\n")
    # The same Message-ID on a retry lets the mail server drop a second copy.
    entetes = {
        "Message-ID": f"<recapitulatif-{recapitulatif.pk}@parcours>",
        "Auto-Submitted": "auto-generated",
    }
    adresse = recapitulatif.utilisateur.email
    EmailMessage(objet.strip(), corps.strip() + "\n", to=[adresse], headers=entetes).send()


def oublier(*, jour: date) -> int:
    """Erase what is older than six months, read or not; return how many."""
    return Notification.objects.plus_vieilles_que(jour - GARDE).delete()[0]
