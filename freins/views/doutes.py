"""« À vérifier »: the evidence against a measure, then a new measure or why it holds."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from freins import services
from freins.forms.doutes import FormDoute
from freins.lecture_doutes import a_verifier_de
from freins.perms import peut_lire_sante
from freins.services.changements import etat_de
from freins.services.doutes import confirmer_doutes, ecarter_doutes
from matching.moteur.vocabulaire import Famille
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def verifier(request: HttpRequest, pk: int, famille: str) -> HttpResponse:
    """Show what was said and settle it; back to the tab when nothing is open any more."""
    dossier = dossier_modifiable(request, pk)
    voit_sante = peut_lire_sante(compte(request), dossier)
    if famille == Famille.SANTE and not voit_sante:
        raise PermissionDenied
    ouverts = a_verifier_de(dossier, voit_sante=voit_sante)
    vise = next((a for a in ouverts if a.famille == famille), None)
    if vise is None:
        return redirect("freins:onglet", pk)
    data = request.POST if request.method == "POST" else None
    form = FormDoute(famille, etat=etat_de(dossier, famille, aujourd_hui()), data=data)
    if form.is_bound and form.is_valid() and _regler(request, dossier, famille, form):
        return redirect("freins:onglet", pk)
    contexte = {"dossier": dossier, "onglet": "freins", "vise": vise, "form": form.form,
                "mesure": form.mesure, "confirme": form.confirme}  # fmt: skip
    return rendre(request, "freins/verifier.html", contexte, form)


def _regler(request: HttpRequest, dossier: Dossier, famille: str, form: FormDoute) -> bool:
    """Write the answer; False when the measure given is the present one."""
    qui, jour = compte(request), aujourd_hui()
    if not form.confirme:
        ecarter_doutes(dossier=dossier, famille=famille, raison=form.raison, par=qui, jour=jour)
        messages.success(request, "C’est noté : la mesure tient.")
        return True
    try:
        confirmer_doutes(
            dossier=dossier, famille=famille, changement=form.changement, par=qui, jour=jour
        )
    except services.RienNeChange as refus:
        form.refuser(str(refus))
        return False
    messages.success(request, "C’est noté. Les suggestions se refont si la mesure a changé.")
    return True
