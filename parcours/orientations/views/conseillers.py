"""The counsellor: makes an orientation, follows it, records what happens."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers import perms as perms_dossiers
from parcours.dossiers.acces import compte, dossier_lisible, dossier_modifiable
from parcours.dossiers.models import Dossier
from parcours.offres.models import EtatOuverture, Ouverture
from parcours.orientations import (
    accords,
    cartes,
    clauses,
    etats,
    forms,
    lectures,
    perms,
    relances,
    services,
)
from parcours.orientations.erreurs import OrientationImpossible
from parcours.orientations.etats import EtatOrientation
from parcours.orientations.forms_clauses import FormulaireHeures
from parcours.orientations.identite import dire_qui, identite_de
from parcours.orientations.models import Orientation
from parcours.orientations.views import gestes
from parcours.orientations.views.gestes import Geste
from parcours.socle.formulaires import rendre
from parcours.socle.horloge import aujourd_hui
from parcours.solutions.models import Solution

CHOIX_MAX = 12
# Drafts are sent with the agreement, by a form of their own.
HORS_TABLE_COMMUNE = ("envoyer",)


@require_safe
@exige_role(*ACCOMPAGNEMENT)
def onglet(request: HttpRequest, pk: int) -> HttpResponse:
    """The orientations of a dossier, with what can be done next on each."""
    dossier = dossier_lisible(request, pk)
    est_modifiable = perms_dossiers.peut_modifier(compte(request), dossier)
    rangs = Orientation.objects.du_dossier(dossier).prefetch_related("transitions__par")
    voit = lectures.voit_les_motifs(dossier, compte(request))
    lignes = [_ligne(orientation, dossier, est_modifiable, voit) for orientation in rangs]
    contexte = {
        "dossier": dossier,
        "onglet": "orientations",
        "vivantes": [ligne for ligne in lignes if ligne["est_vivante"]],
        "finies": [ligne for ligne in lignes if not ligne["est_vivante"]],
        "est_modifiable": est_modifiable,
    }
    return render(request, "orientations/onglet.html", contexte)


def _ligne(
    orientation: Orientation, dossier: Dossier, est_modifiable: bool, voit_les_motifs: bool
) -> dict[str, Any]:
    orientation.dossier = dossier
    faits = lectures.histoire(orientation, voit_les_motifs=voit_les_motifs)
    return {
        "orientation": orientation,
        "dernier": faits[-1] if faits else None,
        "est_vivante": orientation.etat in etats.VIVANTS,
        "peut_relancer": _peut_relancer(orientation) and est_modifiable,
        "formulaires": _formulaires(orientation, Geste()) if est_modifiable else [],
    }


def _peut_relancer(orientation: Orientation) -> bool:
    return orientation.etat in etats.A_REPONDRE and not orientation.est_transmise_autrement


def _formulaires(orientation: Orientation, geste: Geste) -> list[Any]:
    return gestes.formulaires(
        orientation, geste, *perms.qualites_du_conseiller(orientation), sauf=HORS_TABLE_COMMUNE
    )


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def nouvelle(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer the person: target, sentence, exactly what will be transmitted, agreement, send."""
    dossier = dossier_modifiable(request, pk)
    ouverture, solution = _cible(request)
    if ouverture is None and solution is None:
        return _choisir(request, dossier)
    envoi = request.method != "POST" or request.POST.get("geste") == "envoyer"
    form = forms.formulaire_nouvelle(
        request.POST or None, dossier=dossier, ouverture=ouverture, envoi=envoi
    )
    erreur = ""
    if request.method == "POST" and request.POST.get("geste") != "apercu" and form.is_valid():
        try:
            return _creer(request, form, dossier, ouverture, solution, envoi)
        except OrientationImpossible as refus:
            erreur = refus.phrase
    contexte = _contexte_nouvelle(dossier, ouverture, solution, form) | {"erreur": erreur}
    reponse = rendre(request, "orientations/nouvelle.html", contexte, form)
    if erreur:
        reponse.status_code = gestes.CONFLIT
    return reponse


def _cible(request: HttpRequest) -> tuple[Ouverture | None, Solution | None]:
    """What `?ouverture=` or `?solution=` names; 404 when it names nothing."""
    ouverture_id, solution_id = request.GET.get("ouverture", ""), request.GET.get("solution", "")
    ouverture = solution = None
    if ouverture_id.isdecimal():
        ouvertures = Ouverture.objects.select_related("employeur", "metier", "commune")
        ouverture = get_object_or_404(ouvertures, pk=ouverture_id)
    elif solution_id.isdecimal():
        solution = get_object_or_404(Solution.objects.select_related("structure"), pk=solution_id)
    return ouverture, solution


def _creer(
    request: HttpRequest,
    form: Any,
    dossier: Dossier,
    ouverture: Ouverture | None,
    solution: Solution | None,
    envoi: bool,
) -> HttpResponse:
    champs: dict[str, Any] = {
        "dossier": dossier, "par": compte(request), "jeton": form.cleaned_data["jeton"],
        "ouverture": ouverture, "solution": solution, "mot": form.cleaned_data["mot"],
    }  # fmt: skip
    if envoi:
        orientation = services.orienter(accord=form.accord_donne(), **champs)
        messages.success(request, _phrase_d_envoi(orientation))
    else:
        orientation = services.preparer(**champs)
        messages.success(request, "Brouillon enregistré : rien n’est encore envoyé.")
    return redirect("orientations:fiche", orientation.pk)


def _phrase_d_envoi(orientation: Orientation) -> str:
    if orientation.est_transmise_autrement:
        return "Orientation enregistrée. À vous de la transmettre : il n’y a pas d’adresse e-mail."
    return f"Orientation envoyée à {orientation.chez or 'son destinataire'}."


def _contexte_nouvelle(
    dossier: Dossier, ouverture: Ouverture | None, solution: Solution | None, form: Any
) -> dict[str, Any]:
    valeurs = getattr(form, "cleaned_data", {}) if form.is_bound and form.is_valid() else {}
    mot, jour = valeurs.get("mot", ""), aujourd_hui()
    if ouverture is not None:
        carte = cartes.pour_ouverture(dossier=dossier, ouverture=ouverture, mot=mot, jour=jour)
    else:
        champs = valeurs.get("champs", [])
        carte = cartes.pour_service(
            dossier=dossier,
            solution=solution,
            champs=champs,
            mot=mot,
            jour=jour,
        )
    return {
        "dossier": dossier,
        "onglet": "orientations",
        "ouverture": ouverture,
        "solution": solution,
        "form": form,
        "carte": carte,
        "adresse_destinataire": services.adresse_du_destinataire(
            ouverture=ouverture, solution=solution
        ),
        "deja": Orientation.objects.vivantes()
        .filter(dossier=dossier, ouverture=ouverture, solution=solution)
        .first(),
    }


def _choisir(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Without a target: find one by a word, or go to the suggestions."""
    texte = request.GET.get("q", "").strip()[:80]
    ouvertures = Ouverture.objects.filter(etat=EtatOuverture.PUBLIEE)
    solutions = Solution.objects.filter(est_active=True)
    if texte:
        ouvertures = ouvertures.filter(
            Q(intitule__icontains=texte) | Q(employeur__nom__icontains=texte)
        )
        solutions = solutions.filter(Q(nom__icontains=texte) | Q(structure__nom__icontains=texte))
    contexte = {
        "dossier": dossier,
        "onglet": "orientations",
        "texte": texte,
        "ouvertures": ouvertures.select_related("employeur", "commune").order_by(
            "-publiee_le", "-pk"
        )[:CHOIX_MAX]
        if texte
        else [],
        "solutions": solutions.select_related("structure").order_by("nom", "pk")[:CHOIX_MAX]
        if texte
        else [],
    }
    return render(request, "orientations/choisir.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """One orientation: what was transmitted, what happened, what can be done next."""
    if request.method != "POST":
        orientation = perms.orientation_lisible(request, pk)
        return _page_fiche(request, orientation, Geste())
    orientation = perms.orientation_modifiable(request, pk)
    if request.POST.get("transition") == "envoyer":
        return _envoyer(request, orientation)
    geste = _agir(request, orientation)
    if geste.est_fait:
        return redirect("orientations:fiche", pk)
    orientation.refresh_from_db(fields=["etat", "version", "maintien_mois"])
    return _page_fiche(request, orientation, geste)


def _agir(request: HttpRequest, orientation: Orientation) -> Geste:
    if request.POST.get("transition") == "relancer":
        return _relancer(request, orientation)
    geste = gestes.tenter(
        request, orientation, *perms.qualites_du_conseiller(orientation), par=compte(request),
        sauf=HORS_TABLE_COMMUNE,
    )  # fmt: skip
    if geste.est_fait:
        messages.success(request, "C’est enregistré.")
    return geste


def _relancer(request: HttpRequest, orientation: Orientation) -> Geste:
    try:
        est_partie = relances.relancer(orientation_id=orientation.pk, par=compte(request))
    except OrientationImpossible as refus:
        return Geste(gestes.CONFLIT, erreur=refus.phrase)
    phrase = "Relance envoyée." if est_partie else "Une relance est déjà partie aujourd’hui."
    messages.success(request, phrase)
    return Geste()


def _envoyer(request: HttpRequest, orientation: Orientation) -> HttpResponse:
    """Send a draft with the agreement noted in the same form."""
    form = forms.FormulaireEnvoi(request.POST, orientation=orientation)
    geste = Geste(gestes.INVALIDE)
    if form.is_valid():
        try:
            services.envoyer(
                orientation_id=orientation.pk, par=compte(request), accord=form.accord_donne(),
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except OrientationImpossible as refus:
            geste = Geste(gestes.CONFLIT, erreur=refus.phrase)
        else:
            messages.success(request, "Orientation envoyée.")
            return redirect("orientations:fiche", orientation.pk)
    return _page_fiche(request, orientation, geste, form)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def nommer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the person agrees to be named to this employer."""
    orientation = perms.orientation_modifiable(request, pk)
    form = forms.FormulaireIdentite(request.POST)
    if not form.is_valid():
        return _page_fiche(request, orientation, Geste(gestes.INVALIDE), identite=form)
    try:
        dire_qui(orientation_id=pk, par=compte(request), **form.cleaned_data)
    except OrientationImpossible as refus:
        return _page_fiche(request, orientation, Geste(gestes.CONFLIT, erreur=refus.phrase))
    messages.success(request, "C’est noté : l’employeur peut lire le nom, pour ce poste seulement.")
    return redirect("orientations:fiche", pk)


def _page_fiche(
    request: HttpRequest,
    orientation: Orientation,
    geste: Geste,
    envoi: Any = None,
    identite: Any = None,
) -> HttpResponse:
    lecteur = compte(request)
    est_modifiable = perms_dossiers.peut_modifier(lecteur, orientation.dossier)
    est_brouillon = orientation.etat == EtatOrientation.BROUILLON
    contexte = {
        "dossier": orientation.dossier,
        "onglet": "orientations",
        "orientation": orientation,
        "carte": orientation.carte,
        "faits": lectures.histoire(
            orientation, voit_les_motifs=lectures.voit_les_motifs(orientation.dossier, lecteur)
        ),
        "formulaires": _formulaires(orientation, geste) if est_modifiable else [],
        "envoi": (envoi or forms.FormulaireEnvoi(orientation=orientation))
        if est_brouillon and est_modifiable
        else None,
        "identite": (identite or forms.FormulaireIdentite())
        if est_modifiable and accords.peut_nommer(orientation)
        else None,
        "identite_dite": [libelle for libelle, _ in identite_de(orientation)],
        "erreur": geste.erreur,
        "fautif": geste.form or envoi,
        "peut_relancer": _peut_relancer(orientation) and est_modifiable,
        "heures": FormulaireHeures(orientation=orientation)
        if est_modifiable and clauses.porte_des_heures(orientation)
        else None,
        "courriels_en_echec": orientation.courriels.en_echec().count(),
    }
    return render(request, "orientations/fiche.html", contexte, status=geste.statut)
