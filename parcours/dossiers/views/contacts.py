"""Outreach contacts: record in thirty seconds, list, call back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.comptes.models import Role
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role, structures_de
from parcours.dossiers.acces import compte
from parcours.dossiers.exports import contacts_en_csv
from parcours.dossiers.forms.contacts import ContactForm, FiltreContacts, RappelForm
from parcours.dossiers.modeles.contacts import ContactTerrain
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.services.contacts import (
    creer_contact,
    marquer_perdue_de_vue,
    noter_rappel,
)
from parcours.dossiers.views.bases import signaler_note, structure_de_travail
from parcours.socle import journal
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal

PAR_PAGE = 25
CHAMPS_CONTACT = (
    "jeton", "prenom", "nom", "telephone", "quand", "lieu", "qpv", "canal", "blocages", "note",
    "issue", "rappeler_le",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def contact_nouveau(request: HttpRequest) -> HttpResponse:
    """Record a contact: a first name and a place are enough."""
    structure = structure_de_travail(request)
    form = ContactForm(
        request.POST or None, structure=structure, initial=_dernieres_habitudes(request)
    )
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in CHAMPS_CONTACT}
        contact = creer_contact(par=compte(request), structure=structure, **champs)
        messages.success(request, f"Contact noté : {contact.personne.prenom}, {contact.lieu}.")
        if "dossier" in request.POST:
            return redirect("dossiers:ouvrir_depuis_contact", contact.pk)
        return redirect("dossiers:contacts")
    signaler_note(request, form)
    return rendre(request, "dossiers/contact_nouveau.html", {"form": form}, form)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def contacts(request: HttpRequest) -> HttpResponse:
    """List the contacts of the structure: filters in the URL, count, sort, pages."""
    filtre, trouves = _liste(request)
    page = Paginator(trouves, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "filtre": filtre, "est_filtree": bool(request.GET)}
    return rendre(request, "dossiers/contacts.html", contexte)


@require_GET
@exige_role(Role.RESPONSABLE)
def contacts_export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, for the responsable; logged."""
    _, trouves = _liste(request)
    journal.noter(
        acteur=request.user, action=ActionJournal.EXPORT, objet="contacts", objet_id="csv"
    )
    return contacts_en_csv(trouves)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def contact_rappele(request: HttpRequest, pk: int) -> HttpResponse:
    """The person was called back: say what happens next."""
    contact = _contact(request, pk)
    form = RappelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        champs = ("jeton", "issue", "rappeler_le", "note")
        suite = {c: form.cleaned_data[c] for c in champs}
        noter_rappel(contact=contact, par=compte(request), **suite)
        messages.success(request, f"Rappel de {contact.personne.prenom} noté.")
        return redirect("dossiers:contacts")
    signaler_note(request, form)
    contexte = {"form": form, "contact": contact}
    return rendre(request, "dossiers/contact_rappele.html", contexte, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def contact_perdu(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody could reach the person again."""
    contact = _contact(request, pk)
    marquer_perdue_de_vue(contact=contact, par=compte(request))
    messages.success(request, f"{contact.personne.prenom} : perdue de vue, plus de rappel prévu.")
    return redirect("dossiers:contacts")


def _liste(request: HttpRequest) -> tuple[FiltreContacts, Any]:
    """Return the filters of the URL and what they find in the structures of the account."""
    filtre = FiltreContacts(request.GET)
    filtre.is_valid()
    visibles = ContactTerrain.objects.des_structures(structures_de(compte(request)))
    return filtre, _filtrer(visibles, filtre.cleaned_data, request)


def _contact(request: HttpRequest, pk: int) -> ContactTerrain:
    visibles = ContactTerrain.objects.des_structures(structures_de(compte(request)))
    return get_object_or_404(visibles.select_related("personne", "structure"), pk=pk)


def _dernieres_habitudes(request: HttpRequest) -> dict[str, Any]:
    """Same place and channel as the last contact of this counsellor: nothing to choose again."""
    dernier = ContactTerrain.objects.filter(par=compte(request)).order_by("-pk").first()
    return {"quartier": dernier.qpv_id or "", "canal": dernier.canal} if dernier else {}


def _filtrer(visibles: Any, voulu: dict[str, Any], request: HttpRequest) -> Any:
    tous = visibles.select_related("personne", "qpv", "par").avec_dossier(Dossier.objects.all())
    if voulu.get("q"):
        tous = tous.cherchant(voulu["q"])
    if voulu.get("issue") == "rappel_du":
        tous = tous.a_rappeler(aujourd_hui())
    elif voulu.get("issue"):
        tous = tous.filter(issue=voulu["issue"])
    if voulu.get("a_moi"):
        tous = tous.filter(par=compte(request))
    return tous.order_by(*FiltreContacts.TRIS[voulu.get("tri") or "recent"][1])
