"""Documents to print: asked for, waited for, taken out by whoever asked, and nobody else."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from freins.models import GenreImprime, Imprime
from freins.perms import peut_lire_sante
from freins.services.imprimes import DUREE, demander_imprime, lire_imprime
from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_de_la_personne, dossier_lisible
from parcours.socle.horloge import maintenant

NOMS: Final[dict[str, str]] = {
    GenreImprime.PLAN_EQUIPE: "plan-d-action.pdf",
    GenreImprime.PLAN_PERSONNE: "mon-plan.pdf",
    GenreImprime.BILAN: "bilan.pdf",
    GenreImprime.LEVER: "ce-que-lever-un-frein-ouvre.pdf",
}
PAGES: Final[dict[str, str]] = {
    GenreImprime.BILAN: "freins:bilan",
    GenreImprime.LEVER: "matching:lever",
}


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def imprimer_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the plan: the team's version, or the person's in plain words."""
    dossier = dossier_lisible(request, pk)
    genre = request.POST.get("genre", GenreImprime.PLAN_EQUIPE)
    if genre not in (GenreImprime.PLAN_EQUIPE, GenreImprime.PLAN_PERSONNE):
        raise Http404
    complet = "complet" in request.POST and genre == GenreImprime.PLAN_PERSONNE
    imprime = demander_imprime(
        dossier=dossier, genre=genre, par=compte(request),
        est_complet=complet and peut_lire_sante(compte(request), dossier),
    )  # fmt: skip
    return redirect("freins:imprime", imprime.uuid)


@require_POST
@exige_role(Role.PERSONNE)
def imprimer_mon_plan(request: HttpRequest) -> HttpResponse:
    """The person takes their own plan, whole if they choose so."""
    imprime = demander_imprime(
        dossier=dossier_de_la_personne(request), genre=GenreImprime.PLAN_PERSONNE,
        par=compte(request), est_complet="complet" in request.POST,
    )  # fmt: skip
    return redirect("freins:imprime", imprime.uuid)


@require_GET
@exige_role(*ACCOMPAGNEMENT, Role.PERSONNE)
def imprime(request: HttpRequest, uuid: str) -> HttpResponse:
    """How far the document is; with htmx, the part that changes."""
    demande = _imprime(request, uuid)
    est_personne = compte(request).role == Role.PERSONNE
    retour = reverse("freins:mon_plan") if est_personne else _retour(demande)
    gabarit = (
        "freins/_imprime_etat.html" if "HX-Request" in request.headers else "freins/imprime.html"
    )
    return render(request, gabarit, {"imprime": demande, "retour": retour})


@require_GET
@exige_role(*ACCOMPAGNEMENT, Role.PERSONNE)
def imprime_pdf(request: HttpRequest, uuid: str) -> HttpResponse:
    """The PDF itself; Http404 while it is not ready."""
    demande = _imprime(request, uuid)
    if demande.pret_le is None:
        raise Http404
    pdf = lire_imprime(imprime=demande, par=compte(request))
    disposition = content_disposition_header(as_attachment=True, filename=NOMS[demande.genre])
    entetes = {"Content-Disposition": disposition or "attachment", "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=entetes)


def _retour(demande: Imprime) -> str:
    return reverse(PAGES.get(demande.genre, "freins:plan"), args=[demande.dossier_id])


def _imprime(request: HttpRequest, uuid: str) -> Imprime:
    """Their own, while they may read the dossier and the day is not over."""
    vivants = Imprime.objects.filter(cree_le__gt=maintenant() - DUREE, demande_par=compte(request))
    demande = get_object_or_404(vivants, uuid=uuid)
    if compte(request).role == Role.PERSONNE:
        if dossier_de_la_personne(request).pk != demande.dossier_id:
            raise Http404
    else:
        dossier_lisible(request, demande.dossier_id)
    return demande
