"""« Qui peut lever ce frein »: the ranked solutions of a barrier, and one click into the plan."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from freins.lecture_garde import enfants_de
from freins.models import OUVERTS, Frein
from freins.qui_leve import qui_leve
from freins.services.recours import mettre_au_plan
from freins.themes import est_sante, nom
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.perms import peut_modifier
from parcours.socle.horloge import aujourd_hui
from parcours.solutions.models import Solution

PAR_PAGE: Final = 10
DANS_L_ONGLET: Final = 5
ECARTEES_MONTREES: Final = 20


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def solutions(request: HttpRequest, pk: int) -> HttpResponse:
    """The solutions that can lift a barrier, best first; htmx gets the first ones for the tab."""
    frein = _frein(pk)
    dossier = dossier_lisible(request, frein.dossier_id)
    est_fragment = bool(request.htmx)  # type: ignore[attr-defined]
    voit = peut_modifier(compte(request), dossier)
    jour = aujourd_hui()
    enfants = enfants_de([dossier.pk], jour).get(dossier.pk, [])
    qui = qui_leve(frein, dossier, jour, enfants=enfants, voit_protege=voit)
    pages = Paginator(qui.retenues, DANS_L_ONGLET if est_fragment else PAR_PAGE)
    contexte = {
        "dossier": dossier, "onglet": "freins", "frein": frein,
        "nom_du_frein": nom(frein.thematique),
        "page": pages.get_page(request.GET.get("page")),
        "ecartees": qui.ecartees[:ECARTEES_MONTREES], "total_ecartees": len(qui.ecartees),
        "est_fragment": est_fragment,
    }  # fmt: skip
    gabarit = "freins/_qui_leve.html" if est_fragment else "freins/qui_leve.html"
    return render(request, gabarit, contexte)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def au_plan(request: HttpRequest, pk: int, solution: int) -> HttpResponse:
    """Add the solution to the plan, under the objective of the barrier."""
    frein = _frein(pk)
    frein.dossier = dossier_modifiable(request, frein.dossier_id)
    choisie = get_object_or_404(Solution.objects.actives(), pk=solution)
    if frein.statut in OUVERTS:
        mettre_au_plan(frein=frein, solution=choisie, par=compte(request), jour=aujourd_hui())
        messages.success(request, f"« {choisie.nom} » est au plan.")
    else:
        messages.error(request, "Ce frein n’est plus ouvert : rien n’a été ajouté au plan.")
    return redirect("freins:plan", frein.dossier_id)


def _frein(pk: int) -> Frein:
    """The barrier; health has no such page: it would name it in a list."""
    frein = get_object_or_404(Frein.objects.select_related("dossier"), pk=pk)
    if est_sante(frein.thematique):
        raise Http404
    return frein
