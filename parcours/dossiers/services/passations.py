"""Handover, holiday cover, timed access."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import AccesMotive, Dossier, NaturePassation, Passation
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.socle import journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal

DUREE_ACCES = timedelta(hours=24)


def passer_la_main(
    *, dossier: Dossier, par: Utilisateur, vers: Utilisateur, du: date, motif: str, jeton: UUID
) -> Passation:
    """Give the dossier to another référent, dated; covers given by the former one end."""

    def creer() -> Passation:
        passation = Passation.objects.create(
            dossier=dossier, nature=NaturePassation.PASSATION, de=dossier.referent, vers=vers,
            du=du, motif=motif, jeton=jeton,
        )  # fmt: skip
        dossier.referent = vers
        dossier.save(update_fields=["referent", "modifie_le"])
        tracer(dossier=dossier, par=par, objet=passation, champ="referent")
        return passation

    return une_fois(Passation, jeton, creer, dossier=dossier)


@transaction.atomic
def organiser_remplacement(
    *,
    dossiers: Iterable[Dossier],
    par: Utilisateur,
    vers: Utilisateur,
    du: date,
    au: date,
    motif: str,
    jeton: UUID,
) -> int:
    """Let `vers` act as référent from `du` to `au` inclusive; return how many dossiers."""
    faits = 0
    for dossier in dossiers:
        _remplacer(dossier, par, vers, du, au, motif, uuid5(jeton, str(dossier.pk)))
        faits += 1
    return faits


def ouvrir_acces(
    *, dossier: Dossier, par: Utilisateur, pour: Utilisateur, motif: str, jeton: UUID
) -> AccesMotive:
    """Open the dossier to someone for 24 hours, for a stated reason, logged."""

    def creer() -> AccesMotive:
        acces = AccesMotive.objects.create(
            dossier=dossier, utilisateur=pour, motif=motif, jusqu_a=maintenant() + DUREE_ACCES,
            jeton=jeton,
        )  # fmt: skip
        journal.noter(
            acteur=par,
            action=ActionJournal.CREATION,
            objet="accesmotive",
            objet_id=acces.pk,
            dossier_id=dossier.pk,
            motif=motif,
        )
        return acces

    return une_fois(AccesMotive, jeton, creer, dossier=dossier)


def _remplacer(
    dossier: Dossier,
    par: Utilisateur,
    vers: Utilisateur,
    du: date,
    au: date,
    motif: str,
    jeton: UUID,
) -> Passation:
    def creer() -> Passation:
        passation = Passation.objects.create(
            dossier=dossier, nature=NaturePassation.REMPLACEMENT, de=dossier.referent, vers=vers,
            du=du, au=au, motif=motif, jeton=jeton,
        )  # fmt: skip
        tracer(dossier=dossier, par=par, action=ActionJournal.CREATION, objet=passation)
        return passation

    return une_fois(Passation, jeton, creer, dossier=dossier)
