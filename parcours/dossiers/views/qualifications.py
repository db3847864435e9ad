"""Adding, changing and removing what the person can do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers import perms
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.forms.qualifications import FORMULAIRES, CompetencesMetierForm
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.qualifications import Experience, OrigineExperience
from parcours.dossiers.services.qualifications import (
    ajouter_competences,
    enregistrer_qualification,
    retirer_qualification,
)
from parcours.dossiers.views.bases import page_formulaire
from parcours.referentiels.models import MetierCompetence
from parcours.socle.formulaires import sous_verrou, versionner

SAVOIRS_PROPOSES = 24


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def qualification_nouvelle(request: HttpRequest, pk: int, genre: str) -> HttpResponse:
    """Add a diploma, certificate, licence, language, experience or skill."""
    dossier = dossier_modifiable(request, pk)
    form = _formulaire(request, dossier, genre, None)
    return _saisir(request, dossier, form, titre=f"Ajouter : {_nom(form)}")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
@sous_verrou
def qualification_modifier(request: HttpRequest, pk: int, genre: str, objet: int) -> HttpResponse:
    """Change one."""
    dossier = dossier_modifiable(request, pk)
    form = _formulaire(request, dossier, genre, _objet(request, dossier, genre, objet))
    retirer = reverse("dossiers:qualification_retirer", args=[dossier.pk, genre, objet])
    return _saisir(request, dossier, form, titre=f"Modifier : {_nom(form)}", retirer=retirer)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def qualification_retirer(request: HttpRequest, pk: int, genre: str, objet: int) -> HttpResponse:
    """Remove one."""
    dossier = dossier_modifiable(request, pk)
    modele = _modele(genre)
    if modele.objects.filter(pk=objet, dossier=dossier).exists():
        vise = _objet(request, dossier, genre, objet)
        retirer_qualification(objet=vise, par=compte(request))
    messages.success(request, "Retiré. L’historique reste au journal.")
    return redirect("dossiers:qualifications", dossier.pk)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def competences_du_metier(request: HttpRequest, pk: int, objet: int) -> HttpResponse:
    """After an experience: tick the skills of its métier, the essential ones first."""
    dossier = dossier_modifiable(request, pk)
    experience: Experience = _objet(request, dossier, "experience", objet)
    form = CompetencesMetierForm(
        request.POST or None, choix=_savoirs(dossier, experience.metier_id)
    )
    if request.method == "POST" and form.is_valid():
        codes = form.cleaned_data["competences"]
        n = ajouter_competences(
            dossier=dossier, par=compte(request), codes=codes, experience=experience
        )
        messages.success(request, f"Compétences ajoutées : {n}.")
        return redirect("dossiers:qualifications", dossier.pk)
    titre = f"Ce que la personne sait faire comme {experience.metier}"
    contexte = {"onglet": "qualifications", "retour": _onglet(dossier)}
    return page_formulaire(request, dossier, form, titre=titre, **contexte)


def _saisir(
    request: HttpRequest, dossier: Dossier, form: Any, *, titre: str, retirer: str = ""
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        est_neuf = form.instance.pk is None
        form.instance.dossier = dossier
        objet = enregistrer_qualification(
            dossier=dossier, par=compte(request), objet=form.save(commit=False)
        )
        messages.success(request, "Enregistré.")
        if est_neuf and isinstance(objet, Experience) and objet.metier_id:
            return redirect("dossiers:competences_du_metier", dossier.pk, objet.pk)
        return redirect("dossiers:qualifications", dossier.pk)
    contexte = {"onglet": "qualifications", "retour": _onglet(dossier), "retirer": retirer}
    return page_formulaire(request, dossier, form, titre=titre, **contexte)


def _formulaire(request: HttpRequest, dossier: Dossier, genre: str, objet: Any) -> Any:
    if genre not in FORMULAIRES:
        raise Http404
    origine = perms.peut_voir_origine(compte(request), dossier)
    contexte = {"dossier": dossier, "peut_origine": origine, "instance": objet}
    form = FORMULAIRES[genre](request.POST or None, **contexte)
    return form if objet is None else versionner(form, objet)


def _objet(request: HttpRequest, dossier: Dossier, genre: str, pk: int) -> Any:
    """Return one qualification of this dossier; one from life is hidden from others."""
    objet = get_object_or_404(_modele(genre), pk=pk, dossier=dossier)
    est_de_la_vie = getattr(objet, "origine", "") == OrigineExperience.VIE
    if est_de_la_vie and not perms.peut_voir_origine(compte(request), dossier):
        raise Http404
    return objet


def _modele(genre: str) -> Any:
    if genre not in FORMULAIRES:
        raise Http404
    return FORMULAIRES[genre]._meta.model


def _savoirs(dossier: Dossier, metier: str | None) -> list[tuple[str, str]]:
    connus = dossier.competences.values("competence_id")
    liens = MetierCompetence.objects.filter(metier=metier, competence__est_retiree=False)
    tries = liens.exclude(competence__in=connus).select_related("competence")
    proposes = tries.order_by("-est_coeur", "competence__libelle")[:SAVOIRS_PROPOSES]
    return [
        (lien.competence_id, lien.competence.libelle + (" (essentiel)" if lien.est_coeur else ""))
        for lien in proposes
    ]


def _nom(form: Any) -> str:
    return str(form.instance._meta.verbose_name).removesuffix(" de la personne")


def _onglet(dossier: Dossier) -> str:
    return reverse("dossiers:qualifications", args=[dossier.pk])
