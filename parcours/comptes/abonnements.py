"""Outgoing notices: written with the change they tell, signed, tried until they are received."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from parcours.comptes.models import Abonnement, EtatLivraison, Livraison, Structure, Utilisateur
from parcours.comptes.roles import structures_de
from parcours.socle import journal, sortie, taches
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal
from parcours.socle.versions import avancer

TACHE: Final = "comptes.livrer"
ESSAI: Final = "essai"
EVENEMENTS: Final = {
    "orientation.envoyee": "Orientation envoyée",
    "orientation.a_l_etude": "À l’étude",
    "orientation.prealable": "Étape préalable demandée",
    "orientation.entretien": "Entretien proposé",
    "orientation.acceptee": "Acceptée",
    "orientation.refusee": "Refusée",
    "orientation.declinee": "Déclinée par la personne",
    "orientation.annulee": "Annulée",
    "orientation.expiree": "Expirée sans réponse",
    "orientation.en_cours": "Démarrée",
    "orientation.realisee": "Menée à son terme",
    "orientation.abandonnee": "Arrêtée",
}
# After the first try: a minute, then longer; given up after a day and a half.
DELAIS: Final = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720, 1440))


@dataclass(frozen=True)
class AbonnementRemis:
    """The secret in clear, handed over once."""

    abonnement: Abonnement
    secret: str


@transaction.atomic
def creer_abonnement(
    *, structure: Structure, par: Utilisateur, adresse: str, evenements: Sequence[str]
) -> AbonnementRemis:
    """Follow the referrals of a structure; SortieRefusee when the address may not be called."""
    sortie.verifier_adresse(adresse)
    secret = secrets.token_urlsafe(32)
    abonnement = Abonnement.objects.create(
        structure=structure, adresse=adresse, evenements=sorted(set(evenements)), secret=secret,
        cree_par=par,
    )  # fmt: skip
    _noter(par, abonnement, ActionJournal.CREATION)
    return AbonnementRemis(abonnement, secret)


@transaction.atomic
def changer_abonnement(
    *, abonnement: Abonnement, par: Utilisateur, champs: Mapping[str, Any]
) -> Abonnement:
    """Change the address, the events or stop it; SortieRefusee for an address not to be called."""
    if "adresse" in champs:
        sortie.verifier_adresse(champs["adresse"])
    for nom, valeur in champs.items():
        setattr(abonnement, nom, valeur)
    abonnement.save()
    avancer(abonnement)
    _noter(par, abonnement, ActionJournal.MODIFICATION)
    return abonnement


def visibles_pour(utilisateur: Utilisateur) -> QuerySet[Abonnement]:
    """Those of the structures this account works in."""
    siens = Abonnement.objects.filter(structure__in=structures_de(utilisateur))
    return siens.select_related("structure")


def annoncer(*, structure_id: int, evenement: str, contenu: Mapping[str, Any]) -> None:
    """Write what must be told, in the transaction of the change; `contenu` names nobody."""
    for abonnement in Abonnement.objects.filter(structure=structure_id, est_actif=True):
        if evenement in abonnement.evenements:
            _ecrire(abonnement, evenement, contenu)


def essayer(*, abonnement: Abonnement) -> Livraison:
    """Send a notice that says nothing, to see the other end answer."""
    return _ecrire(abonnement, ESSAI, {"essai": True})


def livrer(livraison_id: int) -> None:
    """Try one delivery that is due; a failure plans the next try, longer and longer."""
    livraison = (
        Livraison.objects.select_related("abonnement")
        .filter(pk=livraison_id, etat=EtatLivraison.A_LIVRER, abonnement__est_actif=True)
        .first()
    )
    if livraison is None or not _est_due(livraison):
        return
    try:
        statut = _envoyer(livraison)
        erreur = "" if 200 <= statut < 300 else f"Le site a répondu {statut}."
    except sortie.SortieRefusee as refus:
        erreur = str(refus)
    except OSError as panne:
        erreur = f"Pas de réponse ({type(panne).__name__})."
    _conclure(livraison, erreur)


@transaction.atomic
def relancer(*, livraison: Livraison) -> bool:
    """Let a person try again what was given up; False when it was not."""
    reprises = Livraison.objects.filter(pk=livraison.pk, etat=EtatLivraison.ABANDONNEE).update(
        etat=EtatLivraison.A_LIVRER, essais=0, prochain_essai_le=None, erreur=""
    )
    if reprises:
        _demander(livraison.pk)
    return bool(reprises)


def signature(secret: str, instant: datetime, corps: bytes) -> str:
    """« t=…,v1=… »: HMAC-SHA256 of the seconds, a dot and the body."""
    t = str(int(instant.timestamp()))
    v1 = hmac.new(secret.encode(), f"{t}.".encode() + corps, hashlib.sha256).hexdigest()
    return f"t={t},v1={v1}"


def corps_de(livraison: Livraison) -> bytes:
    """What is posted."""
    contenu = {
        "id": str(livraison.uuid),
        "evenement": livraison.evenement,
        "cree_le": livraison.cree_le.isoformat(),
        "donnees": livraison.contenu,
    }
    return json.dumps(contenu, ensure_ascii=False).encode()


def _ecrire(abonnement: Abonnement, evenement: str, contenu: Mapping[str, Any]) -> Livraison:
    livraison = Livraison.objects.create(
        abonnement=abonnement, evenement=evenement, contenu=dict(contenu)
    )
    _demander(livraison.pk)
    return livraison


def _demander(livraison_id: int, pas_avant: datetime | None = None) -> None:
    taches.demander(
        TACHE, {"livraison": livraison_id}, cle=f"livraison-{livraison_id}", pas_avant=pas_avant
    )


def _est_due(livraison: Livraison) -> bool:
    return livraison.prochain_essai_le is None or livraison.prochain_essai_le <= maintenant()


def _envoyer(livraison: Livraison) -> int:
    corps = corps_de(livraison)
    return sortie.poster(
        livraison.abonnement.adresse,
        corps,
        {
            "Content-Type": "application/json",
            "User-Agent": "Parcours",
            "X-Parcours-Evenement": livraison.evenement,
            "X-Parcours-Livraison": str(livraison.uuid),
            "X-Parcours-Signature": signature(livraison.abonnement.secret, maintenant(), corps),
        },
    )


@transaction.atomic
def _conclure(livraison: Livraison, erreur: str) -> None:
    """Received, to try again later, or given up; one UPDATE decides when two workers tried."""
    essais = livraison.essais + 1
    champs: dict[str, Any] = {"essais": essais, "erreur": erreur, "modifie_le": maintenant()}
    if not erreur:
        champs |= {"etat": EtatLivraison.LIVREE, "livree_le": maintenant()}
    elif essais > len(DELAIS):
        champs["etat"] = EtatLivraison.ABANDONNEE
    else:
        champs["prochain_essai_le"] = maintenant() + DELAIS[essais - 1]
    encore = Livraison.objects.filter(
        pk=livraison.pk, etat=EtatLivraison.A_LIVRER, essais=livraison.essais
    )
    if encore.update(**champs) and "prochain_essai_le" in champs:
        _demander(livraison.pk, champs["prochain_essai_le"])


def _noter(par: Utilisateur, abonnement: Abonnement, action: ActionJournal) -> None:
    journal.noter(acteur=par, action=action, objet="abonnement", objet_id=abonnement.pk)
