"""Know-how from life: choosing an experience, then what it has taught. For the référent alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from matching.moteur.savoirs_de_vie import experiences
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers import perms
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.forms.vecus import VecuForm
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.services.qualifications import noter_vecu
from parcours.dossiers.views.bases import page_formulaire


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def vecus(request: HttpRequest, pk: int) -> HttpResponse:
    """The experiences from life that teach a trade something, to choose from."""
    dossier = _dossier(request, pk)
    contexte = {
        "dossier": dossier, "onglet": "qualifications", "experiences": experiences().values(),
    }  # fmt: skip
    return render(request, "dossiers/vecus.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def vecu(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What one of them has taught, and how it can be proved."""
    dossier = _dossier(request, pk)
    if (trouve := experiences().get(code)) is None:
        raise Http404
    form = VecuForm(request.POST or None, vecu=trouve)
    if form.is_valid():
        nombre = noter_vecu(
            dossier=dossier, par=compte(request),
            experience=form.experience(), preuves=form.preuves(),
        )  # fmt: skip
        messages.success(request, f"Savoir-faire de la vie notés : {nombre}.")
        return redirect("dossiers:qualifications", dossier.pk)
    contexte = {"onglet": "qualifications", "vecu": trouve, "gabarit": "dossiers/vecu.html"}
    retour = reverse("dossiers:vecus", args=[dossier.pk])
    return page_formulaire(request, dossier, form, titre=trouve.titre, retour=retour, **contexte)


def _dossier(request: HttpRequest, pk: int) -> Dossier:
    """The dossier, for whoever may know where a skill comes from."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_voir_origine(compte(request), dossier):
        raise PermissionDenied("L’origine d’un savoir-faire n’est vue que par la ou le référent.")
    return dossier
