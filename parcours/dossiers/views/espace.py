"""« Mes informations »: what the person sees, corrects and withdraws, in plain words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.comptes.models import Role
from parcours.comptes.roles import exige_role
from parcours.dossiers.acces import compte, dossier_de_la_personne
from parcours.dossiers.consultations import consultations_de
from parcours.dossiers.forms.personnes import CoordonneesForm
from parcours.dossiers.modeles.contacts import ContactTerrain
from parcours.dossiers.modeles.dossiers import Consentement, Document, Dossier
from parcours.dossiers.services.consentements import retirer_consentement
from parcours.dossiers.services.personnes import corriger_coordonnees
from parcours.dossiers.views.fiche import dire_recherche, listes_qualifications, situations_de
from parcours.dossiers.views.suivi import servir
from parcours.socle.formulaires import rendre


@require_GET
@exige_role(Role.PERSONNE)
def mes_informations(request: HttpRequest) -> HttpResponse:
    """Everything noted about me, notes included, and who looked."""
    dossier = dossier_de_la_personne(request)
    contexte = listes_qualifications(dossier, voit_origine=True) | {
        "dossier": dossier,
        "situations": situations_de(dossier, voit_protege=True),
        "recherche": dire_recherche(dossier),
        "echanges": dossier.echanges.select_related("par"),
        "contacts": _contacts(dossier),
        "documents": dossier.documents.all(),
        "consentements": dossier.consentements.all(),
        "consultations": consultations_de(dossier, sauf=compte(request)),
    }
    return render(request, "dossiers/mes_informations.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(Role.PERSONNE)
def mes_coordonnees(request: HttpRequest) -> HttpResponse:
    """Correct my telephone, e-mail and address."""
    dossier = dossier_de_la_personne(request)
    fiche = type(dossier.personne).objects.get(pk=dossier.personne_id)
    form = CoordonneesForm(request.POST or None, instance=fiche)
    if request.method == "POST" and form.is_valid():
        corriger_coordonnees(dossier=dossier, par=compte(request), champs=form.cleaned_data)
        messages.success(request, "C’est corrigé.")
        return redirect("dossiers:mes_informations")
    contexte = {"form": form, "dossier": dossier}
    return rendre(request, "dossiers/mes_coordonnees.html", contexte, form)


@require_POST
@exige_role(Role.PERSONNE)
def mon_accord_retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an agreement."""
    dossier = dossier_de_la_personne(request)
    accord = get_object_or_404(Consentement, pk=pk, dossier=dossier)
    retirer_consentement(consentement=accord, par=compte(request))
    messages.success(request, "Votre accord est retiré. Votre suivi continue.")
    return redirect("dossiers:mes_informations")


@require_GET
@exige_role(Role.PERSONNE)
def mon_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Download one of my files."""
    dossier = dossier_de_la_personne(request)
    return servir(request, get_object_or_404(Document, pk=pk, dossier=dossier))


def _contacts(dossier: Dossier) -> list[ContactTerrain]:
    siens = ContactTerrain.objects.filter(
        personne=dossier.personne_id, structure=dossier.structure_id
    )
    return list(siens.select_related("par"))
