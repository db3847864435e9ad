"""Reminding the owner of a step of its date: once, in « Ma journée » and by e-mail.

The machine reminds of a step a human planned, and does nothing else (docs/decisions/0011). The
e-mail says no barrier, no health, no name: that something is due, and a link.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse

from freins.models import A_FAIRE, Action, PorteurAction, Rappel
from parcours.comptes import notifications
from parcours.comptes.models import GenreNotification, Utilisateur
from parcours.dossiers.models import Consentement, Dossier, FinaliteConsentement, StatutDossier
from parcours.dossiers.services.consentements import donner_consentement, retirer_consentement
from parcours.orientations.etats import Auteur
from parcours.orientations.services import verifier_acte
from parcours.socle import taches
from parcours.socle.horloge import maintenant

TACHE: Final = "freins.envoyer_rappels"
ACTE: Final = "rappeler_etape"
# A clock stopped for long does not wake everybody about what is forgotten: « Ma journée » has it.
JOURS_DE_RATTRAPAGE: Final = 14


def rappeler(*, jour: date) -> int:
    """Write the reminders due on `jour` and ask for their e-mails; return how many are new.

    Twice a day writes none again: a step is reminded once for each date it is given.
    """
    verifier_acte(ACTE, Auteur.HORLOGE)
    nouveaux = [
        Rappel(
            action=action, pour_le=action.rappel_le or action.echeance_le, porteur=action.porteur
        )
        for action in _a_rappeler(jour)
    ]
    avant = Rappel.objects.count()
    Rappel.objects.bulk_create(nouveaux, ignore_conflicts=True)
    for porteur, cle in _destinataires():
        taches.demander(
            TACHE, {"porteur": porteur, "cle": cle}, cle=f"rappels-{porteur}-{cle}"
        )  # fmt: skip
    return Rappel.objects.count() - avant


def veut_des_rappels(dossier: Dossier) -> bool:
    """True while the person agrees to be reminded by e-mail."""
    return _accords(dossier).exists()


def accepter_rappels(*, dossier: Dossier, par: Utilisateur, moyen: str) -> None:
    """Record, once, that the person agrees to be reminded by e-mail."""
    if not veut_des_rappels(dossier):
        donner_consentement(
            dossier=dossier, par=par, finalite=FinaliteConsentement.RAPPELS, moyen=moyen,
            jeton=uuid4(),
        )  # fmt: skip


def refuser_rappels(*, dossier: Dossier, par: Utilisateur) -> None:
    """The person wants no more of them, at once."""
    for accord in _accords(dossier):
        retirer_consentement(consentement=accord, par=par)


def _accords(dossier: Dossier) -> QuerySet[Consentement]:
    return Consentement.objects.filter(
        dossier=dossier, finalite=FinaliteConsentement.RAPPELS, retire_le=None
    )


def _a_rappeler(jour: date) -> QuerySet[Action]:
    """Steps still to do in open dossiers, whose reminder (else due) day has come."""
    return (
        Action.objects.filter(
            statut__in=A_FAIRE,
            objectif__plan__dossier__statut=StatutDossier.OUVERT,
            porteur__in=[PorteurAction.REFERENT, PorteurAction.PERSONNE],
        )
        .annotate(jour_du_rappel=Coalesce("rappel_le", "echeance_le"))
        .filter(
            jour_du_rappel__lte=jour,
            jour_du_rappel__gt=jour - timedelta(days=JOURS_DE_RATTRAPAGE),
        )
    )


def _destinataires() -> list[tuple[str, int]]:
    """Who has something to be told: référents by account, people by dossier."""
    attente = Rappel.objects.a_envoyer()
    dossier = "action__objectif__plan__dossier"
    referents = attente.filter(porteur=PorteurAction.REFERENT).values_list(
        f"{dossier}__referent_id", flat=True
    )
    personnes = attente.filter(porteur=PorteurAction.PERSONNE).values_list(
        f"{dossier}_id", flat=True
    )
    return [
        *((PorteurAction.REFERENT.value, pk) for pk in sorted(set(referents))),
        *((PorteurAction.PERSONNE.value, pk) for pk in sorted(set(personnes))),
    ]


def envoyer(*, porteur: str, cle: int) -> None:
    """Send one e-mail for all that waits for somebody; a failure is kept and raised (retried).

    What is done, put off or closed meanwhile is dropped; a person who did not agree to e-mails is
    told nothing by them.
    """
    en_attente = list(_de(porteur, cle))
    a_dire = [r for r in en_attente if _est_d_actualite(r)]
    adresse = _adresse(a_dire[0]) if a_dire and _dire_sur_le_site(a_dire, porteur) else ""
    vains = en_attente if not adresse else [r for r in en_attente if r not in a_dire]
    _marquer(vains, est_sans_objet=True)
    if not adresse:
        return
    try:
        _expedier(a_dire, porteur, adresse)
    except Exception as erreur:
        _marquer(a_dire, erreur=type(erreur).__name__)
        raise
    _marquer(a_dire, envoye_le=maintenant(), erreur="")


def _de(porteur: str, cle: int) -> QuerySet[Rappel]:
    dossier = "action__objectif__plan__dossier"
    champ = f"{dossier}__referent_id" if porteur == PorteurAction.REFERENT else f"{dossier}_id"
    liens = (f"{dossier}__referent", f"{dossier}__personne__compte")
    attente = Rappel.objects.a_envoyer().filter(porteur=porteur, **{champ: cle})
    return attente.select_related(*liens).order_by("pk")


def _est_d_actualite(rappel: Rappel) -> bool:
    action = rappel.action
    dossier = action.objectif.plan.dossier
    prevu = action.rappel_le or action.echeance_le
    return (
        action.statut in A_FAIRE
        and action.porteur == rappel.porteur
        and prevu == rappel.pour_le
        and dossier.statut == StatutDossier.OUVERT
    )


def _dire_sur_le_site(rappels: list[Rappel], porteur: str) -> bool:
    """Put each in the list of its owner; True when an e-mail is to leave at once too."""
    dossier = rappels[0].action.objectif.plan.dossier
    est_referent = porteur == PorteurAction.REFERENT
    compte = dossier.referent if est_referent else dossier.personne.compte
    if compte is None:
        return True
    # The step itself is not named: its words may tell a barrier, and the list outlives it.
    reponses = [
        notifications.dire(
            utilisateur=compte, genre=GenreNotification.ETAPE, cle=f"etape-{rappel.pk}",
            texte="Une étape dont vous vous occupez arrive à sa date.",
            adresse=reverse("freins:action_terminer", args=[rappel.action_id])
            if est_referent
            else reverse("freins:mon_plan"),
        )
        for rappel in rappels
    ]  # fmt: skip
    return any(reponses)


def _adresse(rappel: Rappel) -> str:
    """Where to write; empty when the person has no address, or did not agree to be written to."""
    dossier = rappel.action.objectif.plan.dossier
    if rappel.porteur == PorteurAction.REFERENT:
        return dossier.referent.email
    return dossier.personne.email if veut_des_rappels(dossier) else ""


def _expedier(rappels: list[Rappel], porteur: str, adresse: str) -> None:
    """One neutral message; the same Message-ID on a retry lets the server drop a second copy."""
    est_referent = porteur == PorteurAction.REFERENT
    page = "pilotage:journee" if est_referent else "freins:mon_plan"
    contexte = {
        "nombre": len(rappels),
        "adresse": settings.ADRESSE_PUBLIQUE.rstrip("/") + reverse(page),
    }
    texte = render_to_string(f"freins/courriels/rappel_{porteur}.txt", contexte)
    objet, _, corps = texte.strip().partition("\n")
    entetes = {
        "Message-ID": f"<rappel-{rappels[0].pk}-{rappels[-1].pk}@parcours>",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(objet.strip(), corps.strip() + "\n", to=[adresse], headers=entetes).send()


def _marquer(rappels: Iterable[Rappel], **champs: object) -> None:
    Rappel.objects.filter(pk__in=[r.pk for r in rappels]).update(**champs)
