"""Getting a dossier from a request: permitted, logged, or 404."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from parcours.comptes.models import Role, Utilisateur
from parcours.dossiers import perms
from parcours.dossiers.modeles.dossiers import Dossier, StatutDossier
from parcours.socle import journal

LIENS = ("personne__commune", "personne__qpv", "structure", "referent")


def compte(request: HttpRequest) -> Utilisateur:
    """Return the logged-in account (views are closed to anonymous visitors)."""
    return cast(Utilisateur, request.user)


def dossier_lisible(request: HttpRequest, pk: int) -> Dossier:
    """Return the dossier with its person, structure and référent; log the reading.

    Http404 when it does not exist or this account may not read it: the two are not told apart.
    """
    dossier = _dossier(pk)
    utilisateur = compte(request)
    motive = None
    if not perms.est_de_la_structure(utilisateur, dossier):
        motive = perms.acces_motive(utilisateur, dossier)
        if motive is None:
            raise Http404
    _noter_lecture(request, dossier, motif=motive.motif if motive else "")
    return dossier


def dossier_modifiable(request: HttpRequest, pk: int) -> Dossier:
    """Return the dossier to edit.

    Http404 when this account may not even read it; PermissionDenied (403) when it reads only:
    a colleague asks for a timed access first (`dossiers:demander_acces`).
    """
    dossier = _dossier(pk)
    utilisateur = compte(request)
    if not perms.peut_lire(utilisateur, dossier):
        raise Http404
    if not perms.peut_modifier(utilisateur, dossier):
        raise PermissionDenied("Ce dossier est en lecture seule pour vous.")
    _noter_lecture(request, dossier)
    return dossier


def dossier_de_la_personne(request: HttpRequest) -> Dossier:
    """Return the dossier of the jobseeker logged in, not closed first, then the latest.

    PermissionDenied for another role, Http404 when the account is tied to no dossier.
    """
    utilisateur = compte(request)
    if utilisateur.role != Role.PERSONNE:
        raise PermissionDenied
    siens = Dossier.objects.filter(personne__compte=utilisateur).select_related(*LIENS)
    rangs = sorted(siens, key=lambda d: (d.statut == StatutDossier.CLOS, -d.ouvert_le.toordinal()))
    if not rangs:
        raise Http404
    _noter_lecture(request, rangs[0])
    return rangs[0]


def _dossier(pk: int) -> Dossier:
    dossier = Dossier.objects.select_related(*LIENS).filter(pk=pk).first()
    if dossier is None:
        raise Http404
    return dossier


def _noter_lecture(request: HttpRequest, dossier: Dossier, motif: str = "") -> None:
    """Log pages shown; what a POST changes is logged by its service."""
    if request.method in {"GET", "HEAD"}:
        journal.noter_lecture(acteur=request.user, dossier_id=dossier.pk, motif=motif)
