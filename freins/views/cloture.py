"""Closing a dossier with its report, reading it again, opening the dossier again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from freins.bilan import bilan_de
from freins.forms.cloture import FormCloture
from freins.models import A_FAIRE, Action, GenreImprime
from freins.services import clotures as services
from freins.services.imprimes import demander_imprime
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.models import Cloture, Dossier, StatutDossier
from parcours.orientations.models import Orientation
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def clore(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the report and ask for the outcome; POST closes."""
    dossier = dossier_modifiable(request, pk)
    if dossier.statut == StatutDossier.CLOS:
        return redirect("freins:bilan", pk)
    form = FormCloture(
        request.POST or None, dossier=dossier, orientations=_ouvertes(dossier), jour=aujourd_hui()
    )
    if form.is_valid():
        try:
            services.clore(
                dossier=dossier, par=compte(request), decisions=form.decisions(),
                **{c: form.cleaned_data[c] for c in ("issue", "clos_le", "precision")},
            )  # fmt: skip
            messages.success(request, "Dossier clos. Son bilan reste lisible ici.")
        except services.ClotureImpossible as refus:
            messages.error(request, str(refus))
            return redirect("freins:clore", pk)
        return redirect("freins:bilan", pk)
    return rendre(request, "freins/clore.html", _contexte_cloture(dossier, form), form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def rouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the dossier again; what was closed stays written."""
    dossier = dossier_modifiable(request, pk)
    try:
        services.rouvrir(dossier=dossier, par=compte(request), jour=aujourd_hui())
        messages.success(
            request, "Dossier rouvert. La clôture et son bilan restent dans le dossier."
        )
    except services.ClotureImpossible as refus:
        messages.error(request, str(refus))
    return redirect("dossiers:synthese", pk)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def bilan(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of the closings, the latest first; of today when there is none."""
    dossier = dossier_lisible(request, pk)
    clotures = list(Cloture.objects.filter(dossier=dossier).select_related("par", "rouvert_par"))
    contexte = {"dossier": dossier, "onglet": "synthese", "clotures": clotures}
    if not clotures:
        contexte["bilan"] = bilan_de(dossier, dossier.clos_le or aujourd_hui())
    return render(request, "freins/bilan.html", contexte)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def imprimer_bilan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the report as a PDF: of one closing, or of today."""
    dossier = dossier_lisible(request, pk)
    cloture = None
    if numero := request.POST.get("cloture"):
        siennes = Cloture.objects.filter(dossier=dossier)
        cloture = get_object_or_404(siennes, pk=numero if numero.isdecimal() else 0)
    imprime = demander_imprime(
        dossier=dossier, genre=GenreImprime.BILAN, par=compte(request), cloture=cloture
    )
    return redirect("freins:imprime", imprime.uuid)


def _ouvertes(dossier: Dossier) -> list[Orientation]:
    return list(Orientation.objects.vivantes().du_dossier(dossier).order_by("pk"))


def _contexte_cloture(dossier: Dossier, form: FormCloture) -> dict[str, Any]:
    a_faire = Action.objects.filter(objectif__plan__dossier=dossier, statut__in=A_FAIRE)
    return {
        "dossier": dossier, "onglet": "synthese", "form": form, "a_faire": a_faire.count(),
        "bilan": bilan_de(dossier, aujourd_hui()),
    }  # fmt: skip
