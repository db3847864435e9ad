"""Exchanges, handover, cover, timed access, consents, documents."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers import perms
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.forms.suivi import (
    AccesForm,
    ConsentementForm,
    DocumentForm,
    EchangeForm,
    InvitationForm,
    PassationForm,
    RemplacementForm,
)
from parcours.dossiers.modeles.contacts import Echange
from parcours.dossiers.modeles.dossiers import Consentement, Document, Dossier
from parcours.dossiers.services.consentements import donner_consentement, retirer_consentement
from parcours.dossiers.services.documents import deposer_document, retirer_document
from parcours.dossiers.services.echanges import creer_echange, modifier_echange
from parcours.dossiers.services.passations import (
    organiser_remplacement,
    ouvrir_acces,
    passer_la_main,
)
from parcours.dossiers.views.bases import collegues_de, page_formulaire, signaler_note
from parcours.socle import journal
from parcours.socle.formulaires import sous_verrou, versionner
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal

CHAMPS_ECHANGE = ("nature", "presence", "quand", "note")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def echange_nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a meeting, a call, a message or a visit."""
    dossier = dossier_modifiable(request, pk)
    initial = {"quand": maintenant(), "presence": "present"}
    form = EchangeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in ("jeton", *CHAMPS_ECHANGE)}
        creer_echange(dossier=dossier, par=compte(request), **champs)
        messages.success(request, "Échange noté.")
        return redirect("dossiers:synthese", dossier.pk)
    signaler_note(request, form, dossier.pk)
    return page_formulaire(request, dossier, form, titre="Noter un échange")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def echange_modifier(request: HttpRequest, pk: int, echange: int) -> HttpResponse:
    """Say whether a planned meeting took place."""
    dossier = dossier_modifiable(request, pk)
    note = get_object_or_404(Echange.objects.select_related("dossier"), pk=echange, dossier=dossier)
    form = EchangeForm(request.POST or None, initial={c: getattr(note, c) for c in CHAMPS_ECHANGE})
    form = versionner(form, note)
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in CHAMPS_ECHANGE}
        modifier_echange(echange=note, par=compte(request), **champs)
        messages.success(request, "Échange mis à jour.")
        return redirect("dossiers:synthese", dossier.pk)
    signaler_note(request, form, dossier.pk)
    return page_formulaire(request, dossier, form, titre="Modifier un échange")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def passation(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the dossier to another référent of the structure."""
    dossier = _a_passer(request, pk)
    form = PassationForm(
        request.POST or None, collegues=collegues_de(dossier, sauf=dossier.referent_id)
    )
    if request.method == "POST" and form.is_valid():
        passer_la_main(dossier=dossier, par=compte(request), **form.cleaned_data)
        messages.success(request, f"Dossier confié à {dossier.referent.nom_court}.")
        return redirect("dossiers:synthese", dossier.pk)
    return page_formulaire(request, dossier, form, titre="Confier le dossier", bouton="Confier")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def remplacement(request: HttpRequest, pk: int) -> HttpResponse:
    """Organise cover between two dates, for this dossier or all of the référent's."""
    dossier = _a_passer(request, pk)
    form = RemplacementForm(
        request.POST or None, collegues=collegues_de(dossier, sauf=dossier.referent_id)
    )
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in ("vers", "du", "au", "motif", "jeton")}
        vises = _dossiers_du_referent(dossier) if form.cleaned_data["tous"] else [dossier]
        n = organiser_remplacement(dossiers=vises, par=compte(request), **champs)
        messages.success(request, f"Remplacement organisé ; dossiers concernés : {n}.")
        return redirect("dossiers:synthese", dossier.pk)
    titre = "Organiser un remplacement"
    return page_formulaire(request, dossier, form, titre=titre, bouton="Organiser")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def demander_acces(request: HttpRequest, pk: int) -> HttpResponse:
    """A colleague of the structure takes a timed, reasoned, logged access to edit."""
    dossier = dossier_lisible(request, pk)
    utilisateur = compte(request)
    if not perms.est_de_la_structure(utilisateur, dossier):
        raise PermissionDenied
    form = AccesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ouvrir_acces(dossier=dossier, par=utilisateur, pour=utilisateur, **form.cleaned_data)
        messages.success(request, "Accès ouvert pour 24 heures. Le motif est au journal.")
        return redirect("dossiers:synthese", dossier.pk)
    titre = "Demander à modifier ce dossier"
    return page_formulaire(request, dossier, form, titre=titre, bouton="Ouvrir l’accès")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def inviter(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a counsellor of another structure read for 24 hours."""
    dossier = _a_passer(request, pk)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in ("motif", "jeton")}
        pour = form.cleaned_data["email"]
        ouvrir_acces(dossier=dossier, par=compte(request), pour=pour, **champs)
        messages.success(request, f"{pour.nom_court} peut lire ce dossier pendant 24 heures.")
        return redirect("dossiers:synthese", dossier.pk)
    titre = "Ouvrir ce dossier à une autre structure"
    return page_formulaire(request, dossier, form, titre=titre, bouton="Ouvrir en lecture")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def consentement_nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the person agreed to."""
    dossier = dossier_modifiable(request, pk)
    form = ConsentementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        donner_consentement(dossier=dossier, par=compte(request), **form.cleaned_data)
        messages.success(request, "Accord noté.")
        return redirect("dossiers:synthese", dossier.pk)
    return page_formulaire(request, dossier, form, titre="Noter un accord de la personne")


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def consentement_retirer(request: HttpRequest, pk: int, consentement: int) -> HttpResponse:
    """The person changed their mind."""
    dossier = dossier_modifiable(request, pk)
    accord = get_object_or_404(Consentement, pk=consentement, dossier=dossier)
    retirer_consentement(consentement=accord, par=compte(request))
    messages.success(request, "Accord retiré, avec effet immédiat.")
    return redirect("dossiers:synthese", dossier.pk)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def document_nouveau(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file; its real type is read in its bytes."""
    dossier = dossier_modifiable(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        champs = {c: form.cleaned_data[c] for c in ("type", "fichier", "jeton")}
        deposer_document(dossier=dossier, par=compte(request), reconnu=form.reconnu, **champs)
        messages.success(request, "Document déposé.")
        return redirect("dossiers:synthese", dossier.pk)
    return page_formulaire(request, dossier, form, titre="Déposer un document", bouton="Déposer")


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Download a file; logged as an export."""
    dossier = dossier_lisible(request, pk)
    return servir(request, get_object_or_404(Document, pk=document, dossier=dossier))


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def document_retirer(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Remove a file."""
    dossier = dossier_modifiable(request, pk)
    siens = Document.objects.filter(dossier=dossier).select_related("dossier")
    vise = siens.filter(pk=document).first()
    if vise is not None:  # removed already by a double click: the same end
        retirer_document(document=vise, par=compte(request))
    messages.success(request, "Document retiré.")
    return redirect("dossiers:synthese", dossier.pk)


def servir(request: HttpRequest, document: Document) -> HttpResponse:
    """Send a file as an attachment under its own name; Http404 when it is gone from the disk."""
    try:
        with document.fichier.open("rb") as ouvert:
            contenu = ouvert.read()  # 5 MB at most
    except FileNotFoundError as absent:
        raise Http404 from absent
    journal.noter(
        acteur=request.user,
        action=ActionJournal.EXPORT,
        objet="document",
        objet_id=document.pk,
        dossier_id=document.dossier_id,
    )
    disposition = content_disposition_header(as_attachment=True, filename=document.nom)
    entetes = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(contenu, content_type=document.type_mime, headers=entetes)


def _a_passer(request: HttpRequest, pk: int) -> Dossier:
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_passer_la_main(compte(request), dossier):
        raise PermissionDenied
    return dossier


def _dossiers_du_referent(dossier: Dossier) -> list[Dossier]:
    siens = Dossier.objects.non_clos().filter(
        referent=dossier.referent_id, structure=dossier.structure_id
    )
    return list(siens.select_related("referent").order_by("pk"))
