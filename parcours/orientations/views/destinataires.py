"""The recipient: answers by a signed link without an account, or from the employer space."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parcours.comptes.models import Role, Utilisateur
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte
from parcours.orientations import accords, etats, lectures, liens, perms, relances
from parcours.orientations.erreurs import OrientationImpossible
from parcours.orientations.etats import Auteur
from parcours.orientations.models import Orientation
from parcours.orientations.views import gestes
from parcours.orientations.views.gestes import Geste
from parcours.socle import journal
from parcours.socle.models import ActionJournal

PAR_PAGE = 20
MERCI = "Merci, votre réponse est enregistrée. La structure et la personne sont prévenues."


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repondre(request: HttpRequest, jeton: str) -> HttpResponse:
    """Answer by the link of an e-mail. GET writes nothing; 404 unknown, 410 expired."""
    lecture = liens.lire(jeton)
    if lecture is None:
        raise Http404
    if lecture.est_expire:
        return _lien_expire(request, lecture.orientation)
    geste = Geste()
    if request.method == "POST":
        geste = _repondre(request, lecture.orientation, par=None)
        if geste.est_fait:
            return redirect("orientations:repondre", jeton)
    return _page(request, "orientations/repondre.html", lecture.orientation, geste)


def _lien_expire(request: HttpRequest, orientation: Orientation) -> HttpResponse:
    if request.method == "POST":
        try:
            relances.redemander_lien(orientation=orientation)
            messages.success(request, "Un nouveau lien part à l’adresse d’origine, la même.")
        except OrientationImpossible as refus:
            messages.warning(request, refus.phrase)
        return redirect(request.path)
    contexte = {"vue": lectures.pour_destinataire(orientation)}
    return render(request, "orientations/lien_expire.html", contexte, status=410)


def _repondre(request: HttpRequest, orientation: Orientation, par: Utilisateur | None) -> Geste:
    attend = orientation.etat in etats.A_REPONDRE
    if attend and not lectures.pour_destinataire(orientation).attend_reponse:
        return Geste(gestes.CONFLIT, erreur=lectures.PARTAGE_FINI)
    geste = gestes.tenter(request, orientation, Auteur.DESTINATAIRE, par=par)
    if geste.est_fait:
        messages.success(request, MERCI)
    return geste


def _page(
    request: HttpRequest, gabarit: str, orientation: Orientation, geste: Geste
) -> HttpResponse:
    # The state may have moved while this was posted: show the one that stands.
    fraiche = Orientation.objects.select_related(*perms.LIENS).get(pk=orientation.pk)
    vue = lectures.pour_destinataire(fraiche)
    liste = gestes.formulaires(fraiche, geste, Auteur.DESTINATAIRE) if vue.attend_reponse else []
    contexte = {"vue": vue, "formulaires": liste, "erreur": geste.erreur, "fautif": geste.form}
    return render(request, gabarit, contexte, status=geste.statut)


@require_safe
@exige_role(Role.EMPLOYEUR)
def reponses(request: HttpRequest) -> HttpResponse:
    """The applications received by the employers of this account, and their answer delays."""
    recues = Orientation.objects.des_employeurs_de(request.user).select_related(*perms.LIENS)
    voir = "repondues" if request.GET.get("voir") == "repondues" else "a_repondre"
    attente = recues.a_repondre().order_by("envoyee_le", "pk")
    faites = recues.exclude(etat__in=etats.A_REPONDRE).order_by("-modifie_le", "-pk")
    page = Paginator(attente if voir == "a_repondre" else faites, PAR_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {
        "voir": voir,
        "page": page,
        "vues": [lectures.ligne_destinataire(o) for o in page],
        "n_attente": attente.count(),
        "n_faites": faites.count(),
        "delais": lectures.delais_de(recues.filter(envoyee_le__isnull=False)),
    }
    return render(request, "orientations/reponses.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(Role.EMPLOYEUR)
@never_cache
def carte(request: HttpRequest, pk: int) -> HttpResponse:
    """One application of the employer's own, and its answers."""
    orientation = perms.orientation_recue(request, pk)
    geste = Geste()
    if request.method == "POST":
        geste = _repondre(request, orientation, par=compte(request))
        if geste.est_fait:
            return redirect("orientations:carte", pk)
    else:
        _noter_lecture(request, orientation)
    return _page(request, "orientations/carte.html", orientation, geste)


def _noter_lecture(request: HttpRequest, orientation: Orientation) -> None:
    journal.noter(
        acteur=request.user, action=ActionJournal.LECTURE, objet="orientation",
        objet_id=orientation.pk, dossier_id=orientation.dossier_id,
        champ="identite" if accords.identite_en_vigueur(orientation) else "carte",
    )  # fmt: skip
