"""The childcare conversation: children, who can help, hours uncovered. Never read by the ranking."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from freins.forms.garde import FormBesoin, FormEnfant
from freins.lecture_garde import situation_de
from freins.models import Enfant
from freins.services import garde as services
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui
from parcours.socle.versions import VersionDepassee


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def garde(request: HttpRequest, pk: int) -> HttpResponse:
    """The children and the hours; POST writes who can help. For whoever edits the dossier."""
    dossier = dossier_modifiable(request, pk)
    situation = situation_de(dossier, aujourd_hui())
    form = FormBesoin(
        request.POST if request.method == "POST" else None,
        initial=FormBesoin.initial_de(situation.besoin),
    )
    if form.is_valid():
        services.noter_besoin(dossier=dossier, champs=form.cleaned_data, par=compte(request))
        messages.success(request, "C’est noté.")
        return redirect("freins:garde", pk)
    contexte = {"dossier": dossier, "onglet": "freins", "situation": situation, "form": form}
    return rendre(request, "freins/garde.html", contexte, form)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def enfant_nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a child."""
    dossier = dossier_modifiable(request, pk)
    form = FormEnfant(
        request.POST or None, annee_du_jour=aujourd_hui().year, initial={"jeton": uuid4()}
    )
    if form.is_valid():
        try:
            services.ajouter_enfant(
                dossier=dossier, champs=form.champs(), par=compte(request),
                jeton=form.cleaned_data["jeton"] or uuid4(),
            )  # fmt: skip
            messages.success(request, "Enfant ajouté.")
        except services.TropDEnfants as refus:
            messages.error(request, str(refus))
        return redirect("freins:garde", pk)
    return _page_enfant(request, dossier, form)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def enfant(request: HttpRequest, pk: int, enfant: int) -> HttpResponse:
    """Change what is known of a child."""
    dossier = dossier_modifiable(request, pk)
    vise = get_object_or_404(Enfant, pk=enfant, dossier=dossier)
    vise.dossier = dossier
    form = FormEnfant(
        request.POST or None, annee_du_jour=aujourd_hui().year, initial=FormEnfant.initial_de(vise)
    )
    if not form.is_valid():
        return _page_enfant(request, dossier, form, vise)
    version = form.cleaned_data["version"]
    try:
        services.modifier_enfant(
            enfant=vise, champs=form.champs(), par=compte(request),
            version=vise.version if version is None else version,
        )  # fmt: skip
        messages.success(request, "C’est noté.")
    except VersionDepassee:
        messages.error(request, "Quelqu’un vient de modifier cet enfant : rien n’a été changé.")
    return redirect("freins:garde", pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def enfant_retirer(request: HttpRequest, pk: int, enfant: int) -> HttpResponse:
    """The child is no longer to look after."""
    dossier = dossier_modifiable(request, pk)
    vise = Enfant.objects.filter(pk=enfant, dossier=dossier).select_related("dossier").first()
    if vise is not None:  # removed already by a double click: the same end
        services.retirer_enfant(enfant=vise, par=compte(request))
    messages.success(request, "Enfant retiré, avec son historique.")
    return redirect("freins:garde", pk)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def garde_retenir(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the hours when all the children are looked after the measure of the dossier."""
    dossier = dossier_modifiable(request, pk)
    situation = situation_de(dossier, aujourd_hui())
    if not situation.enfants:
        messages.error(request, "Noter d’abord les enfants : rien n’a été changé.")
        return redirect("freins:garde", pk)
    services.retenir_grille(
        dossier=dossier, grille=situation.proposee, par=compte(request), jour=aujourd_hui()
    )
    messages.success(request, "Ces heures sont la mesure de la garde. Les suggestions se refont.")
    return redirect("freins:garde", pk)


def _page_enfant(
    request: HttpRequest, dossier: Dossier, form: FormEnfant, vise: Enfant | None = None
) -> HttpResponse:
    contexte = {"dossier": dossier, "onglet": "freins", "form": form, "enfant": vise}
    return rendre(request, "freins/enfant.html", contexte, form)
