"""Named predicates: who reads an orientation, who answers it, in what quality one acts."""

from django.http import Http404, HttpRequest

from parcours.comptes.models import Utilisateur
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.orientations.etats import Auteur
from parcours.orientations.models import Orientation

LIENS = (
    "ouverture__employeur", "solution__structure", "par", "dossier__personne",
    "dossier__structure", "dossier__referent",
)  # fmt: skip


def orientation_lisible(request: HttpRequest, pk: int) -> Orientation:
    """Return the orientation of a dossier the team member may read (logged), or 404."""
    orientation = _ou_404(pk)
    orientation.dossier = dossier_lisible(request, orientation.dossier_id)
    return orientation


def orientation_modifiable(request: HttpRequest, pk: int) -> Orientation:
    """Return it to change: 404 when it may not be read, 403 when it is only read."""
    orientation = _ou_404(pk)
    orientation.dossier = dossier_modifiable(request, orientation.dossier_id)
    return orientation


def orientation_recue(request: HttpRequest, pk: int) -> Orientation:
    """Return one sent to the employers of the account, or 404."""
    recues = Orientation.objects.des_employeurs_de(request.user).select_related(*LIENS)
    orientation = recues.filter(pk=pk).first()
    if orientation is None:
        raise Http404
    return orientation


def orientation_de_la_personne(request: HttpRequest, pk: int) -> Orientation:
    """Return one of the person's own, or 404."""
    siennes = Orientation.objects.filter(dossier__personne__compte=compte(request))
    orientation = siennes.select_related(*LIENS).filter(pk=pk).first()
    if orientation is None:
        raise Http404
    return orientation


def peut_rapporter(orientation: Orientation) -> bool:
    """The counsellor reports the recipient's answer only when there was no address to write to:
    otherwise the recipient answers, in their own words and under their own reasons."""
    return orientation.est_transmise_autrement


def qualites_du_conseiller(orientation: Orientation) -> tuple[str, ...]:
    """In what qualities the counsellor may act on it."""
    if peut_rapporter(orientation):
        return (Auteur.CONSEILLER, Auteur.DESTINATAIRE)
    return (Auteur.CONSEILLER,)


def est_membre(utilisateur: Utilisateur, orientation: Orientation) -> bool:
    """True when the opening is one of this account's employers."""
    employeur = orientation.ouverture.employeur if orientation.ouverture else None
    return employeur is not None and employeur.membres.filter(pk=utilisateur.pk).exists()


def _ou_404(pk: int) -> Orientation:
    orientation = Orientation.objects.select_related(*LIENS).filter(pk=pk).first()
    if orientation is None:
        raise Http404
    return orientation
