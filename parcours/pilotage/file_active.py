"""File active: the dossiers of the structure with barriers, last contact, next step."""

import csv
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from freins.models import OUVERTS, Frein
from freins.regles.thematiques import PAR_CODE, THEMES
from freins.resumes import prochaines_etapes_pour, puces_pour
from freins.themes import est_discrete
from parcours.comptes.models import FiltreEnregistre, Role, Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role, structures_de
from parcours.dossiers.acces import compte
from parcours.dossiers.modeles.dossiers import Projet, StatutDossier
from parcours.dossiers.models import Dossier
from parcours.pilotage.alertes import ALERTES, FILTRES, alertes_pour
from parcours.socle import journal
from parcours.socle.formulaires import Formulaire
from parcours.socle.models import ActionJournal
from parcours.socle.texte import sans_formule

ECRAN = "file_active"
PAR_PAGE = 25
TRIS = {
    "contact": F("dernier_contact_le").asc(nulls_first=True),
    "recent": F("dernier_contact_le").desc(nulls_last=True),
    "nom": F("personne__prenom").asc(),
    "ouvert": F("ouvert_le").desc(),
}


class FiltreForm(Formulaire):
    """The filters, all in the URL."""

    q = forms.CharField(label="Prénom ou nom", required=False, max_length=60)
    qui = forms.ChoiceField(
        label="Dossiers",
        required=False,
        choices=[("", "Les miens"), ("tous", "Toute la structure")],
    )
    statut = forms.ChoiceField(
        label="Statut", required=False, choices=[("", "Ouverts"), *StatutDossier.choices]
    )
    projet = forms.ChoiceField(
        label="Projet", required=False, choices=[("", "Tous"), *Projet.choices]
    )
    frein = forms.ChoiceField(label="Frein ouvert", required=False)
    sans_contact = forms.ChoiceField(
        label="Sans contact depuis", required=False,
        choices=[("", "Peu importe"), ("30", "30 jours"), ("60", "60 jours"), ("90", "90 jours")],
    )  # fmt: skip
    alerte = forms.ChoiceField(
        label="Alerte", required=False, choices=[("", "Peu importe"), *ALERTES.items()]
    )
    tri = forms.ChoiceField(
        label="Trier par", required=False,
        choices=[("", "Contact le plus ancien"), ("recent", "Contact le plus récent"),
                 ("nom", "Prénom"), ("ouvert", "Ouverture du dossier")],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["frein"].choices = [("", "Tous"), *familles_filtrables()]  # type: ignore[attr-defined]


@exige_role(*ACCOMPAGNEMENT)
@require_GET
def file_active(request: HttpRequest) -> HttpResponse:
    """List the dossiers, filtered by the URL."""
    form = FiltreForm(request.GET)
    dossiers = filtrer(compte(request), form.cleaned_data if form.is_valid() else {})
    page = Paginator(dossiers, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "puces": puces_pour(page.object_list),
        "etapes": prochaines_etapes_pour(page.object_list),
        "alertes": alertes_pour(list(page.object_list)),
        "filtres": FiltreEnregistre.objects.filter(utilisateur=compte(request), ecran=ECRAN),
        "peut_exporter": compte(request).role == Role.RESPONSABLE,
    }
    return render(request, "pilotage/file_active.html", contexte)


def filtrer(utilisateur: Utilisateur, criteres: dict[str, Any]) -> QuerySet[Dossier]:
    """Return the dossiers of the person's structures that fit the criteria, ordered."""
    dossiers: QuerySet[Dossier] = Dossier.objects.filter(
        structure_id__in=structures_de(utilisateur)
    )
    dossiers = dossiers.filter(statut=criteres.get("statut") or StatutDossier.OUVERT)
    if criteres.get("qui") != "tous" and utilisateur.role != Role.RESPONSABLE:
        dossiers = dossiers.filter(referent=utilisateur)
    for mot in criteres.get("q", "").split():
        dossiers = dossiers.filter(
            Q(personne__prenom__istartswith=mot) | Q(personne__nom__istartswith=mot)
        )
    if projet := criteres.get("projet"):
        dossiers = dossiers.filter(projet=projet)
    if frein := criteres.get("frein"):
        membres = PAR_CODE[frein].membres
        ouverts = Frein.objects.filter(thematique__in=membres, statut__in=OUVERTS)
        dossiers = dossiers.filter(pk__in=ouverts.values("dossier_id"))
    if jours := criteres.get("sans_contact"):
        limite = timezone.now() - timedelta(days=int(jours))
        dossiers = dossiers.filter(Q(dernier_contact_le__lt=limite) | Q(dernier_contact_le=None))
    if alerte := criteres.get("alerte"):
        dossiers = FILTRES[alerte](dossiers)
    tri = TRIS.get(criteres.get("tri") or "contact", TRIS["contact"])
    return dossiers.select_related("personne__qpv", "personne__commune", "referent").order_by(
        tri, "pk"
    )


def familles_filtrables() -> list[tuple[str, str]]:
    """Return the themes one may filter on: health and the like are never in a list."""
    return [(t.code, t.libelle) for t in THEMES if not any(map(est_discrete, t.membres))]


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def enregistrer_filtre(request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name (same name: replaced)."""
    nom, requete = request.POST.get("nom", "").strip()[:60], request.POST.get("requete", "")[:500]
    if nom:
        FiltreEnregistre.objects.update_or_create(
            utilisateur=compte(request), ecran=ECRAN, nom=nom, defaults={"requete": requete}
        )
    return redirect(f"{reverse('pilotage:file_active')}?{requete.lstrip('?')}")


@exige_role(*ACCOMPAGNEMENT)
@require_POST
def oublier_filtre(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own named filters."""
    FiltreEnregistre.objects.filter(pk=pk, utilisateur=compte(request)).delete()
    return redirect("pilotage:file_active")


@exige_role(Role.RESPONSABLE)
@require_GET
def exporter(request: HttpRequest) -> HttpResponse:
    """Give the filtered list as CSV to the responsable; logged, without barriers."""
    form = FiltreForm(request.GET)
    dossiers = filtrer(compte(request), form.cleaned_data if form.is_valid() else {})
    reponse = HttpResponse(content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="file-active.csv"'
    reponse.write("\ufeff")  # spreadsheets read UTF-8 only with a mark
    ecrivain = csv.writer(reponse, delimiter=";")
    ecrivain.writerow(
        [
            "dossier",
            "prénom",
            "nom",
            "référent·e",
            "projet",
            "statut",
            "ouvert le",
            "dernier contact",
        ]
    )
    for d in dossiers.iterator(500):
        contact = d.dernier_contact_le.date().isoformat() if d.dernier_contact_le else ""
        ecrivain.writerow([
            d.pk, sans_formule(d.personne.prenom), sans_formule(d.personne.nom), d.referent.nom_court,
            d.get_projet_display(), d.get_statut_display(), d.ouvert_le.isoformat(), contact,
        ])  # fmt: skip
    journal.noter(
        acteur=request.user, action=ActionJournal.EXPORT, objet="file_active", objet_id="csv"
    )
    return reponse
