"""« Ce que lever un frein ouvre »: the page, the openings behind each figure, into the plan."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from freins.models import GenreImprime
from freins.perms import peut_lire_sante
from freins.services.imprimes import demander_imprime
from matching import services
from matching.ecrans import lever as ecran
from matching.ecrans.derriere import FiltreDerriere, derriere
from matching.ecrans.regards import Regard
from matching.forms import FormAdopter
from matching.services.adopter import EtapesChangees
from matching.services.lever import Levee
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.models import Dossier

PLUS_LA = "Ces étapes ne sont plus proposées : voici ce qui l’est aujourd’hui."


def _levee(request: HttpRequest, dossier: Dossier) -> Levee:
    return services.lever(dossier, avec_sante=peut_lire_sante(compte(request), dossier))


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def lever(request: HttpRequest, pk: int) -> HttpResponse:
    """Bars alone and together, services, plans."""
    dossier = dossier_lisible(request, pk)
    levee = _levee(request, dossier)
    contexte = {
        "dossier": dossier, "onglet": "suggestions", "jeton": uuid4(),
        "vue": ecran.page(levee, services.comptes_de(dossier, levee)),
    }  # fmt: skip
    return render(request, "matching/lever.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_safe
def ouvertures(request: HttpRequest, pk: int) -> HttpResponse:
    """The openings that some steps open, filtered and paged."""
    dossier = dossier_lisible(request, pk)
    filtre = FiltreDerriere(request.GET)
    vue = derriere(
        dossier, _levee(request, dossier), filtre, Regard.de(compte(request), dossier)
    )  # fmt: skip
    if vue is None:
        messages.info(request, PLUS_LA)
        return redirect("matching:lever", pk)
    contexte = {"dossier": dossier, "onglet": "suggestions", "vue": vue, "filtre": filtre}
    return render(request, "matching/lever_ouvertures.html", contexte)


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def adopter(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the steps of a plan into objectives and actions."""
    dossier = dossier_modifiable(request, pk)
    form = FormAdopter(request.POST)
    if not form.is_valid():
        messages.error(request, PLUS_LA)
        return redirect("matching:lever", pk)
    try:
        ajoutees = services.adopter(
            dossier=dossier, levee=_levee(request, dossier), par=compte(request),
            codes=form.cleaned_data["etapes"], jeton=form.cleaned_data["jeton"],
        )  # fmt: skip
    except EtapesChangees as refus:
        messages.error(request, str(refus))
        return redirect("matching:lever", pk)
    messages.success(request, _bilan(len(ajoutees)))
    return redirect("freins:plan", pk)


def _bilan(nombre: int) -> str:
    if not nombre:
        return "Ces étapes étaient déjà dans le plan : rien n’a été ajouté."
    if nombre == 1:
        return "Une étape est dans le plan. Vérifier qui la porte et sa date."
    return f"{nombre} étapes sont dans le plan. Vérifier qui les porte et leurs dates."


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def imprimer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the page as a PDF."""
    imprime = demander_imprime(
        dossier=dossier_lisible(request, pk), genre=GenreImprime.LEVER, par=compte(request)
    )
    return redirect("freins:imprime", imprime.uuid)
