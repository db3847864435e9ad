"""What the territory screens count: (neighbourhood, sex) → how many dossiers. Aggregates only."""

from typing import Any, Final

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from freins.models import OUVERTS, Frein
from freins.regles.thematiques import PAR_CODE, SANTE, THEMES
from freins.themes import THEMATIQUES_DISCRETES
from parcours.dossiers.lieux import HORS_QPV, INCONNU, Lieu, quartier, sexe
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier, Personne
from parcours.referentiels.models import QPV

EN_QPV: Final = "qpv"
# Health is read by nobody here; what is as private (justice, violence) neither.
FREINS: Final = {t.code: t.libelle for t in THEMES if t.thematique != SANTE}


def suivis() -> QuerySet[Dossier]:
    """The dossiers a territory is made of: those open today."""
    return Dossier.objects.filter(statut=StatutDossier.OUVERT)


def quartiers() -> dict[str, str]:
    """Code → name of the neighbourhoods of the communes where people met live, known or not."""
    communes = Personne.objects.exclude(commune=None).values("commune")
    habites = Personne.objects.exclude(qpv=None).values("qpv")
    ici = QPV.objects.filter(Q(commune__in=communes) | Q(pk__in=habites)).order_by("nom")
    noms = dict(ici.values_list("code", "nom"))
    return noms | {HORS_QPV: "Hors quartier prioritaire", INCONNU: "Adresse inconnue ou à vérifier"}


def habitants() -> dict[Lieu, int]:
    """Open dossiers by neighbourhood and sex."""
    return {(li["q"], li["s"]): li["n"] for li in _compter(suivis(), "", "pk")}


def freines() -> dict[str, dict[Lieu, int]]:
    """Theme → dossiers with such a barrier still open, by neighbourhood and sex; one query."""
    ouverts = Frein.objects.filter(dossier__in=suivis(), statut__in=OUVERTS).exclude(
        thematique__in=THEMATIQUES_DISCRETES
    )
    theme = Case(
        *(When(thematique__in=PAR_CODE[code].membres, then=Value(code)) for code in FREINS),
        output_field=CharField(),
    )
    comptes = _compter(ouverts.annotate(t=theme).exclude(t=None), "dossier__", "dossier", "t")
    par_theme: dict[str, dict[Lieu, int]] = {code: {} for code in FREINS}
    for li in comptes:
        par_theme[li["t"]][li["q"], li["s"]] = li["n"]
    return par_theme


def _compter(lignes: QuerySet[Any], vers: str, quoi: str, *par: str) -> QuerySet[Any]:
    groupes = lignes.values(*par, q=quartier(vers), s=sexe(vers))
    return groupes.annotate(n=Count(quoi, distinct=True)).order_by()
