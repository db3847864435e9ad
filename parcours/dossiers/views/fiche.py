"""The tabs Synthèse, Qualifications and Journal, and the copyable summary."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from matching.moteur import grilles
from matching.moteur.vocabulaire import CONTRATS, LIBELLES_MODES, NATURES
from parcours.comptes.models import Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers import perms
from parcours.dossiers.acces import compte, dossier_lisible
from parcours.dossiers.consultations import consultations_de
from parcours.dossiers.fil import entrees_du_fil
from parcours.dossiers.modeles.dossiers import (
    NATURES_PROTEGEES,
    Consentement,
    Dossier,
    FinaliteConsentement,
    NatureSituation,
    Situation,
)
from parcours.dossiers.modeles.qualifications import Experience, OrigineExperience
from parcours.dossiers.modeles.recherches import Recherche
from parcours.dossiers.resume import resume_de
from parcours.socle import journal as registre
from parcours.socle.models import ActionJournal

PAR_PAGE = 40


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def synthese(request: HttpRequest, pk: int) -> HttpResponse:
    """The person, their situation, their search, the last exchanges, on one page."""
    dossier = dossier_lisible(request, pk)
    utilisateur = compte(request)
    modifiable = perms.peut_modifier(utilisateur, dossier)
    contexte = {
        "dossier": dossier, "onglet": "synthese", "modifiable": modifiable,
        "peut_passer": perms.peut_passer_la_main(utilisateur, dossier),
        "situations": situations_de(dossier, voit_protege=modifiable),
        "natures": _natures_a_noter(dossier, modifiable),
        "recherche": dire_recherche(dossier),
        "echanges": dossier.echanges.select_related("par")[:5],
        "documents": dossier.documents.all(),
        "consentements": accords_montrables(dossier, utilisateur),
        "passations": dossier.passations.select_related("de", "vers")[:3],
        "autres_dossiers": _autres_dossiers(dossier),
    }  # fmt: skip
    return render(request, "dossiers/synthese.html", contexte)


def accords_montrables(dossier: Dossier, utilisateur: Utilisateur) -> QuerySet[Consentement]:
    """Return the agreements this reader may see: that of health is for the référent alone."""
    accords = dossier.consentements.all()
    if perms.est_referent(utilisateur, dossier):
        return accords
    return accords.exclude(finalite=FinaliteConsentement.SANTE)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def qualifications(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person can do; an experience from life is for the référent alone."""
    dossier = dossier_lisible(request, pk)
    utilisateur = compte(request)
    origine = perms.peut_voir_origine(utilisateur, dossier)
    contexte = listes_qualifications(dossier, voit_origine=origine) | {
        "dossier": dossier,
        "onglet": "qualifications",
        "voit_origine": origine,
        "modifiable": perms.peut_modifier(utilisateur, dossier),
    }
    return render(request, "dossiers/qualifications.html", contexte)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened, latest first, and who looked at the dossier."""
    dossier = dossier_lisible(request, pk)
    utilisateur = compte(request)
    modifiable = perms.peut_modifier(utilisateur, dossier)
    origine = perms.peut_voir_origine(utilisateur, dossier)
    entrees = entrees_du_fil(dossier, voit_origine=origine, voit_protege=modifiable)
    contexte = {
        "dossier": dossier, "onglet": "journal", "modifiable": modifiable,
        "page": Paginator(entrees, PAR_PAGE).get_page(request.GET.get("page")),
        "consultations": consultations_de(dossier) if modifiable else [],
        "fusions": dossier.personne.fusions_recues.filter(annulee_le=None),
        "peut_passer": perms.peut_passer_la_main(utilisateur, dossier),
    }  # fmt: skip
    return render(request, "dossiers/journal.html", contexte)


@require_GET
@exige_role(*ACCOMPAGNEMENT)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """The summary to copy into another tool; taking it out is logged."""
    dossier = dossier_lisible(request, pk)
    registre.noter(
        acteur=request.user,
        action=ActionJournal.EXPORT,
        objet="resume",
        objet_id=dossier.pk,
        dossier_id=dossier.pk,
    )
    contexte = {"dossier": dossier, "onglet": "synthese", "texte": resume_de(dossier)}
    return render(request, "dossiers/resume.html", contexte)


def situations_de(dossier: Dossier, *, voit_protege: bool) -> QuerySet[Situation]:
    """Return the recorded situations; those of a handicap only when permitted."""
    notees = dossier.situations.order_by("nature")
    return notees if voit_protege else notees.exclude(nature__in=NATURES_PROTEGEES)


def listes_qualifications(dossier: Dossier, *, voit_origine: bool) -> dict[str, Any]:
    """Return every list of the tab Qualifications, French first among languages."""
    experiences: QuerySet[Experience] = dossier.experiences.select_related("metier")
    if not voit_origine:
        experiences = experiences.exclude(origine=OrigineExperience.VIE)
    langues = list(dossier.langues.all())
    savoirs = dossier.competences.select_related("competence").order_by("competence__libelle")
    return {
        "diplomes": dossier.diplomes.order_by("-niveau", "-annee", "pk"),
        "certifications": dossier.certifications.order_by("intitule", "pk"),
        "permis": dossier.permis.order_by("categorie"),
        "langues": sorted(langues, key=lambda langue: (langue.code != "fr", langue.nom)),
        "experiences": experiences.order_by("-fin_annee", "-mois", "pk"),
        "competences": savoirs,
    }


def dire_recherche(dossier: Dossier) -> dict[str, Any]:
    """Return the search in words, for display; empty when nothing is stated."""
    rang: Recherche | None = getattr(dossier, "recherche", None)
    if rang is None:
        return {}
    minutes = [f"{n} min {LIBELLES_MODES.get(m, m)}" for m, n in rang.minutes_max.items()]
    return {
        "metiers": list(rang.metiers.select_related("metier")),
        "natures": [NATURES.get(n, n) for n in rang.natures],
        "contrats": [CONTRATS.get(c, c) for c in rang.contrats],
        "grille": grilles.lisible(grilles.depuis_hexa(rang.grille)) if rang.grille else "",
        "minutes": minutes,
        "rang": rang,
    }


def _natures_a_noter(dossier: Dossier, modifiable: bool) -> list[tuple[str, str]]:
    """Natures not yet recorded; protected ones only offered to who may edit."""
    if not modifiable:
        return []
    notees = set(dossier.situations.values_list("nature", flat=True))
    return [(n.value, n.label) for n in NatureSituation if n.value not in notees]


def _autres_dossiers(dossier: Dossier) -> QuerySet[Dossier]:
    memes = Dossier.objects.filter(personne=dossier.personne_id, structure=dossier.structure_id)
    return memes.exclude(pk=dossier.pk).order_by("-ouvert_le")
