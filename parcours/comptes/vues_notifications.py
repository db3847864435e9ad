"""What one is told, marking it read, and choosing how to be told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes import notifications
from parcours.comptes.forms import PreferencesForm
from parcours.comptes.models import Notification, Role, Utilisateur
from parcours.comptes.roles import exige_role
from parcours.socle.formulaires import rendre

PREVENUS = tuple(Role(role) for role in notifications.GENRES)
PAR_PAGE = 30


def _compte(request: HttpRequest) -> Utilisateur:
    assert isinstance(request.user, Utilisateur)
    return request.user


@require_safe
@exige_role(*PREVENUS)
def liste(request: HttpRequest) -> HttpResponse:
    """Their notifications, latest first; `?voir=non-lues` keeps the unread ones."""
    siennes = Notification.objects.de(_compte(request))
    non_lues = siennes.non_lues()
    voit_tout = request.GET.get("voir") != "non-lues"
    page = Paginator(siennes if voit_tout else non_lues, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "voit_tout": voit_tout, "n_non_lues": non_lues.count()}
    return render(request, "comptes/notifications/liste.html", contexte)


@require_POST
@exige_role(*PREVENUS)
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go to its page (`geste=lire`: stay on the list)."""
    notification = get_object_or_404(Notification.objects.de(_compte(request)), pk=pk)
    notifications.lire(utilisateur=_compte(request), notification=notification)
    if request.POST.get("geste") == "lire":
        return redirect("comptes:notifications")
    return redirect(notification.adresse)


@require_POST
@exige_role(*PREVENUS)
def tout_lire(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    notifications.lire(utilisateur=_compte(request))
    messages.success(request, "Tout est marqué comme lu.")
    return redirect("comptes:notifications")


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(*PREVENUS)
def preferences(request: HttpRequest) -> HttpResponse:
    """How one is told of each kind."""
    donnees = request.POST if request.method == "POST" else None
    form = PreferencesForm(donnees, utilisateur=_compte(request))
    if form.is_bound and form.is_valid():
        notifications.choisir(utilisateur=_compte(request), envois=form.cleaned_data)
        messages.success(request, "C’est enregistré pour les prochaines nouvelles.")
        return redirect("comptes:notifications")
    contexte = {"form": form, "a_une_adresse": notifications.peut_recevoir(_compte(request))}
    return rendre(request, "comptes/notifications/preferences.html", contexte, form)
