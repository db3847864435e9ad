"""Opening a dossier, from a contact or directly; merging two records of one person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role, structures_de
from parcours.dossiers import perms
from parcours.dossiers.acces import compte, dossier_modifiable
from parcours.dossiers.doublons import Fiche, candidats
from parcours.dossiers.forms.ouverture import FusionForm, IdentiteForm, OuvertureForm
from parcours.dossiers.modeles.contacts import ContactTerrain
from parcours.dossiers.modeles.dossiers import Dossier, Fusion
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.services.dossiers import ouvrir_dossier
from parcours.dossiers.services.fusions import FusionImpossible, annuler_fusion, fusionner
from parcours.dossiers.views.bases import page_formulaire, structure_de_travail
from parcours.socle.formulaires import rendre

IDENTITE = ("prenom", "nom", "telephone", "naissance_le", "naissance_annee")


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def nouveau(request: HttpRequest) -> HttpResponse:
    """Open a dossier for someone just met."""
    return _ouvrir(request, None)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def ouvrir_depuis_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the dossier of someone met; go to it when it is open already."""
    visibles = ContactTerrain.objects.des_structures(structures_de(compte(request)))
    contact = get_object_or_404(visibles.select_related("personne", "structure"), pk=pk)
    ouverts = Dossier.objects.non_clos().filter(personne=contact.personne_id)
    if ouvert := ouverts.filter(structure=contact.structure_id).first():
        return redirect("dossiers:synthese", ouvert.pk)
    return _ouvrir(request, contact)


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def doublons(request: HttpRequest) -> HttpResponse:
    """While typing: who, in the structure, may be the same person (nothing is changed)."""
    form = IdentiteForm(request.POST)
    form.is_valid()
    sauf = [int(p) for p in request.POST.getlist("sauf") if p.isdecimal() and len(p) < 18]
    proches = candidats(form.fiche(), structures=structures_de(compte(request)), sauf=sauf)
    contexte = {"candidats": proches, "choix": request.POST.get("a_meme_personne", "")}
    return render(request, "dossiers/_doublons.html", contexte)


@require_http_methods(["GET", "POST"])
@exige_role(*ACCOMPAGNEMENT)
def fusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring another record of the same person into this dossier."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_passer_la_main(compte(request), dossier):
        raise PermissionDenied
    form = FusionForm(request.POST or None, proches=_fusionnables(request, dossier.personne))
    if request.method == "POST" and form.is_valid():
        absorbee = form.par_cle[form.cleaned_data["absorbee"]]
        fusionner(gardee=dossier.personne, absorbee=absorbee, par=compte(request))
        messages.success(
            request, "Les deux fiches n’en font plus qu’une. Cela peut s’annuler au journal."
        )
        return redirect("dossiers:journal", dossier.pk)
    titre = "Réunir deux fiches de la même personne"
    return page_formulaire(request, dossier, form, titre=titre, gabarit="dossiers/fusion.html")


@require_POST
@exige_role(*ACCOMPAGNEMENT)
def fusion_annuler(request: HttpRequest, pk: int, fusion: int) -> HttpResponse:
    """Undo a merge."""
    dossier = dossier_modifiable(request, pk)
    if not perms.peut_passer_la_main(compte(request), dossier):
        raise PermissionDenied
    faite = get_object_or_404(Fusion, pk=fusion, gardee=dossier.personne_id)
    try:
        annuler_fusion(fusion=faite, par=compte(request))
        messages.success(request, "La fusion est annulée : les deux fiches sont comme avant.")
    except FusionImpossible as raison:
        messages.error(request, str(raison))
    return redirect("dossiers:journal", dossier.pk)


def _ouvrir(request: HttpRequest, contact: ContactTerrain | None) -> HttpResponse:
    structure = contact.structure if contact else structure_de_travail(request)
    form = _formulaire(request, contact)
    if request.method == "POST" and form.is_valid():
        champs = ("jeton", "origine", "projet", "meme_personne")
        dossier = ouvrir_dossier(
            par=compte(request), structure=structure, contact=contact, identite=form.identite(),
            **{c: form.cleaned_data[c] for c in champs},
        )  # fmt: skip
        messages.success(request, f"Dossier de {dossier.personne.prenom} ouvert.")
        return redirect("dossiers:synthese", dossier.pk)
    contexte = {"form": form, "contact": contact, "candidats": form.candidats, "choix": form.choix}
    return rendre(request, "dossiers/nouveau.html", contexte, form)


def _formulaire(request: HttpRequest, contact: ContactTerrain | None) -> OuvertureForm:
    initial = {}
    if contact is not None:
        initial = {c: getattr(contact.personne, c) for c in IDENTITE}
    return OuvertureForm(
        request.POST or None,
        structures=structures_de(compte(request)),
        sauf=(contact.personne_id,) if contact else (),
        initial=initial,
    )


def _fusionnables(request: HttpRequest, gardee: Personne) -> list[Personne]:
    fiche = Fiche(**{c: getattr(gardee, c) for c in IDENTITE})
    utilisateur = compte(request)
    proches = candidats(fiche, structures=structures_de(utilisateur), sauf=[gardee.pk])
    return [c.personne for c in proches if perms.peut_fusionner(utilisateur, gardee, c.personne)]
