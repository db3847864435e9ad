"""Reminders, links sent again, expiry: what keeps an orientation from being forgotten."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from parcours.comptes.models import Utilisateur
from parcours.orientations import courriels, etats, services
from parcours.orientations.erreurs import OrientationImpossible, RenvoiTropTot, TransitionRefusee
from parcours.orientations.etats import Auteur
from parcours.orientations.models import Courriel, Orientation
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal

PALIERS: Final = (20, 10)  # days after sending, latest first
EXPIRATION: Final = 30
PAS: Final = 50  # orientations between two signs of life
RENVOIS_MAX_PAR_LIEN_PERDU: Final = 5


def relancer_et_expirer(
    progresser: Callable[[int, int], None] = lambda fait, total: None,
) -> dict[str, int]:
    """Remind at 10 and 20 days, expire at 30, tell of openings that are over, try failed e-mails
    again. Twice a day does no more.

    One short transaction for each orientation; return what was done.
    """
    fait = {"relancees": 0, "expirees": 0}
    candidates = Orientation.objects.envoyees().sans_reponse_depuis(jours=PALIERS[-1] - 1)
    numeros = list(candidates.order_by("pk").values_list("pk", flat=True))
    for rang, orientation_id in enumerate(numeros, start=1):
        acte = suivre(orientation_id)
        if acte:
            fait[acte] += 1
        if rang % PAS == 0:
            progresser(rang, len(numeros))
    fait["sur_ouverture_finie"] = courriels.dire_fermetures()
    fait["courriels_repris"] = courriels.reprendre()
    return fait


def suivre(orientation_id: int) -> str:
    """Do for one orientation what its age asks for: "relancees", "expirees" or ""."""
    with transaction.atomic():
        orientation = Orientation.objects.select_for_update(no_key=True).get(pk=orientation_id)
        if orientation.etat not in etats.SANS_REPONSE or orientation.envoyee_le is None:
            return ""
        jours = (aujourd_hui() - timezone.localdate(orientation.envoyee_le)).days
        if jours >= EXPIRATION and _seconde_relance_assez_vieille(orientation):
            services.changer(
                orientation_id=orientation_id, transition="expirer", auteur=Auteur.HORLOGE
            )
            return "expirees"
        palier = next((p for p in PALIERS if jours >= p), None)
        return "relancees" if palier and _relancer(orientation, str(palier)) else ""


def _seconde_relance_assez_vieille(orientation: Orientation) -> bool:
    """Nothing expires that was not reminded of: a stopped clock first catches up."""
    limite = aujourd_hui() - timedelta(days=EXPIRATION - PALIERS[0])
    faites = Courriel.objects.filter(cle=_cle(orientation, str(PALIERS[0])))
    return any(timezone.localdate(c.cree_le) <= limite for c in faites)


def relancer(*, orientation_id: int, par: Utilisateur) -> bool:
    """Remind by hand; False when it was done already today. TransitionRefusee when too late."""
    with transaction.atomic():
        orientation = Orientation.objects.select_for_update(no_key=True).get(pk=orientation_id)
        if orientation.etat not in etats.A_REPONDRE:
            raise TransitionRefusee("Il n’y a plus de réponse à attendre pour cette orientation.")
        if orientation.est_transmise_autrement:
            raise OrientationImpossible(
                "Aucune adresse e-mail pour relancer : appeler le destinataire."
            )
        if not _relancer(orientation, f"main-{aujourd_hui():%Y%m%d}", par=par):
            return False
        journal.noter(
            acteur=par, action=ActionJournal.MODIFICATION, objet="orientation",
            objet_id=orientation_id, dossier_id=orientation.dossier_id, motif="relancer",
        )  # fmt: skip
    return True


def _relancer(orientation: Orientation, rang: str, par: Utilisateur | None = None) -> bool:
    """Write the reminder once; to the counsellor when the recipient has no address."""
    services.verifier_acte("relancer", Auteur.CONSEILLER if par else Auteur.HORLOGE)
    autrement = orientation.est_transmise_autrement or not orientation.email_destinataire
    cle = _cle(orientation, rang)
    if autrement:
        ecrit = courriels.rappeler_au_conseiller(orientation, cle)
    else:
        ecrit = courriels.ecrire(
            cle=cle, gabarit=courriels.RELANCE, destinataire=orientation.email_destinataire,
            orientation=orientation,
        )  # fmt: skip
    if ecrit is None:
        return False
    orientation.relances += 1
    orientation.relancee_le = maintenant()
    orientation.save(update_fields=["relances", "relancee_le", "modifie_le"])
    return True


def _cle(orientation: Orientation, rang: str) -> str:
    return f"relance-{orientation.pk}-{rang}"


def redemander_lien(*, orientation: Orientation) -> None:
    """Send a new link to the address it was first sent to, never to another.

    RenvoiTropTot within the hour of another, or after five; TransitionRefusee when nothing is to
    be answered any more.
    """
    if orientation.etat not in etats.A_REPONDRE:
        raise TransitionRefusee("Cette candidature n’attend plus de réponse.")
    prefixe = f"renvoi-{orientation.pk}-"
    renvois = Courriel.objects.filter(cle__startswith=prefixe)
    recent = renvois.filter(cree_le__gt=maintenant() - timedelta(hours=1)).exists()
    n = renvois.count()
    if recent or n >= RENVOIS_MAX_PAR_LIEN_PERDU:
        raise RenvoiTropTot("Un lien vient d’être envoyé : regarder aussi les indésirables.")
    # The number in the key closes the race of two clicks: the second finds the row there.
    courriels.ecrire(
        cle=f"{prefixe}{n + 1}", gabarit=courriels.RENVOI_LIEN,
        destinataire=orientation.email_destinataire, orientation=orientation,
    )  # fmt: skip
