"""The conversation as a form: questions first, measures only for what the person names."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from freins import services
from freins.forms.conversation import FormConversation
from freins.regles.thematiques import PAR_CODE
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import STATUT_INVALIDE
from parcours.socle.horloge import aujourd_hui

OUVRIR, CONTINUER, ENREGISTRER = "ouvrir", "continuer", "enregistrer"


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def diagnostic(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions, open the sections of what is named, write it all at once.

    Nothing typed ever goes to a URL: opening a section is a POST that writes nothing.
    """
    dossier = dossier_modifiable(request, pk)
    data = request.POST if request.method == "POST" else None
    form = FormConversation.pour(dossier, compte(request), data)
    etape = request.POST.get("etape", "")
    if etape == OUVRIR:
        return _section(request, dossier, form)
    if etape == ENREGISTRER and not form.a_des_sections_non_vues():
        if form.is_valid():
            return _enregistrer(request, dossier, form)
        return _page(request, dossier, form, statut=STATUT_INVALIDE)
    return _page(request, dossier, form)


def _page(
    request: HttpRequest, dossier: Dossier, form: FormConversation, statut: int = 200
) -> HttpResponse:
    contexte = {
        "dossier": dossier, "onglet": "freins", "form": form,
        "a_mesurer": form.data is not None and form.a_des_sections_non_vues(),
    }  # fmt: skip
    return render(request, "freins/diagnostic.html", contexte, status=statut)


def _section(request: HttpRequest, dossier: Dossier, form: FormConversation) -> HttpResponse:
    """The section of one theme, for htmx; empty when the person does not name it any more."""
    theme = PAR_CODE.get(request.POST.get("ouvrir", ""))
    if theme is None:
        raise Http404
    contexte = {"dossier": dossier, "form": form, "section": form.sections.get(theme.code)}
    return render(request, "freins/_section.html", contexte)


def _enregistrer(request: HttpRequest, dossier: Dossier, form: FormConversation) -> HttpResponse:
    conversation = form.conversation()
    services.enregistrer(
        dossier=dossier, conversation=conversation, par=compte(request), jour=aujourd_hui()
    )
    messages.success(request, "Conversation enregistrée.")
    if "sante" in conversation.impacts and conversation.limites is None:
        messages.info(
            request,
            "Sans accord, rien n’a été noté dans la partie confidentielle ; l’accompagnement reste "
            "le même.",
        )
    return redirect("freins:onglet", dossier.pk)
