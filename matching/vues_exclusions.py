"""« Ce que chaque exigence exclut »: on the page of an opening, and while it is being typed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from matching import tables
from matching.ecrans import exclusions as ecran
from matching.services.exclusions import ce_qu_exclut
from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte
from parcours.offres.forms import FormulaireOuverture
from parcours.offres.models import Employeur, Ouverture
from parcours.socle.horloge import aujourd_hui

# Who may read by sex and neighbourhood, in aggregate; an employer never does (design 02, 04).
PAR_GROUPE = (Role.RESPONSABLE, Role.PILOTAGE)


@exige_role(*ACCOMPAGNEMENT, Role.PILOTAGE, Role.EMPLOYEUR)
@require_safe
def exclusions(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening; an employer reads their own only."""
    lecteur = compte(request)
    visibles = Ouverture.objects.all()
    if lecteur.role == Role.EMPLOYEUR:
        visibles = visibles.filter(employeur__membres=lecteur)
    visee = get_object_or_404(visibles, pk=pk)
    bilan = ce_qu_exclut(
        tables.postes([pk])[pk], jour=aujourd_hui(), par_groupe=lecteur.role in PAR_GROUPE
    )
    contexte = {
        "ouverture": visee, "exclusions": ecran.dire(bilan), "exclusions_demandees": True,
        "retour": _retour(lecteur.role, visee),
    }  # fmt: skip
    return render(request, "matching/exclusions.html", contexte)


def _retour(role: str, ouverture: Ouverture) -> tuple[str, str]:
    """Where the reader comes from, and its name: the page of the opening, for who has one."""
    if role == Role.PILOTAGE:
        return reverse("pilotage:equite_employeurs"), "Équité : employeurs"
    fiche = "offres:mon_offre" if role == Role.EMPLOYEUR else "offres:fiche"
    return reverse(fiche, args=[ouverture.pk]), ouverture.intitule


@exige_role(*ACCOMPAGNEMENT, Role.EMPLOYEUR)
@require_POST
def compter_exclusions(request: HttpRequest) -> HttpResponse:
    """The same for what is being typed; a fragment, the offer is not kept."""
    lecteur = compte(request)
    if lecteur.role == Role.EMPLOYEUR and not Employeur.objects.filter(membres=lecteur).exists():
        raise PermissionDenied
    contexte = ecran.du_formulaire(FormulaireOuverture(request.POST), est_demande=True)
    return render(request, "matching/_exclusions.html", contexte)
