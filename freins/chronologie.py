"""The lines of barriers, measures and plan in the timeline of a dossier; health has none."""

from collections.abc import Iterator

from django.urls import reverse

from freins.lecture import histoires_des_freins, histoires_des_mesures
from freins.models import A_FAIRE, Action, Frein, Plan
from freins.regles.thematiques import THEMES
from freins.resumes import intitule_montrable
from freins.themes import est_discrete, nom
from parcours.dossiers.fil import Entree, instant
from parcours.dossiers.models import Dossier


def entrees(dossier: Dossier) -> Iterator[Entree]:
    """Yield the lines of a dossier, in any order (the timeline sorts them)."""
    yield from _freins(dossier)
    yield from _mesures(dossier)
    yield from _plan(dossier)


def _freins(dossier: Dossier) -> Iterator[Entree]:
    noms = dict(Frein.objects.filter(dossier=dossier).values_list("pk", "thematique"))
    lien = reverse("freins:onglet", args=[dossier.pk])
    for pk, faits in histoires_des_freins(dossier).items():
        thematique = noms.get(pk, "")
        if not thematique or est_discrete(thematique):
            continue
        for fait in faits:
            phrase = f"Frein {nom(thematique)} : {fait.quoi[0].lower()}{fait.quoi[1:]}"
            yield Entree(fait.quand, phrase, fait.par, lien=lien, genre="frein")


def _mesures(dossier: Dossier) -> Iterator[Entree]:
    libelles = {theme.famille: theme.libelle for theme in THEMES}
    lien = reverse("freins:onglet", args=[dossier.pk])
    for famille, faits in histoires_des_mesures(dossier).items():
        for fait in faits:
            phrase = f"{libelles[famille]}, mesure : {fait.quoi}"  # type: ignore[index]
            yield Entree(fait.quand, phrase, fait.par, lien=lien, genre="mesure")


def _plan(dossier: Dossier) -> Iterator[Entree]:
    lien = reverse("freins:plan", args=[dossier.pk])
    plan = Plan.objects.filter(dossier=dossier).exclude(convenu_le=None).first()
    if plan and plan.convenu_le:
        yield Entree(
            instant(plan.convenu_le), "Plan convenu avec la personne", lien=lien, genre="plan"
        )
    finies = Action.objects.filter(objectif__plan__dossier=dossier).exclude(statut__in=A_FAIRE)
    for action in finies.exclude(finie_le=None).select_related("objectif__frein"):
        titre = intitule_montrable(action)
        phrase = f"{titre[0].upper()}{titre[1:]} : {action.get_statut_display().lower()}"
        yield Entree(instant(action.finie_le), phrase, lien=lien, genre="plan")  # type: ignore[arg-type]
