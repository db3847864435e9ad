"""The only door to the records for the equity screens: aggregates, never a row of anyone.

Each function returns counts by label. No name, no id of a person or a dossier is selected
(`tests/pilotage/test_equite_agregats.py` looks at every query).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear, Substr

from matching.equite import Duree, Groupe
from matching.equite.strates import Paire, par_strate
from matching.models import EligibiliteFamille, Suggestion
from parcours.dossiers import groupes
from parcours.dossiers.modeles.recherches import MetierVoulu
from parcours.dossiers.models import Diplome, Dossier
from parcours.orientations.models import Orientation, TransitionOrientation


@dataclass(frozen=True, slots=True)
class Etape:
    """One step of the funnel: its code, what it is called, what it is a share of."""

    code: str
    libelle: str
    parmi: str
    definition: str


ETAPES: Final = (
    Etape("eligible", "Éligibles", "", "au moins une ouverture aux exigences licites satisfaites"),
    Etape("suggeree", "Suggérées", "eligible", "une ouverture parmi les vingt premières du classement"),
    Etape("vue", "Vues", "suggeree", "une suggestion affichée à la personne ou à la conseillère"),
    Etape("orientee", "Orientées", "vue", "une orientation envoyée par un humain"),
    Etape("entretien", "Entretien", "orientee", "un entretien proposé, ou une acceptation directe"),
    Etape("acceptee", "Acceptées", "entretien", "une acceptation du destinataire"),
    Etape("demarree", "Démarrées", "acceptee", "un démarrage daté"),
    Etape("trois_mois", "Maintien à 3 mois", "demarree_3", "parmi les démarrages de plus de 3 mois"),
    Etape("six_mois", "Maintien à 6 mois", "demarree_6", "parmi les démarrages de plus de 6 mois"),
)  # fmt: skip
TRANSITIONS: Final = ETAPES[1:]
STRATES: Final = {
    "famille": "Famille de métier voulue",
    "niveau": "Niveau de diplôme",
    "structure": "Structure",
    "semestre": "Semestre d’ouverture",
}


STRATES_PAR_DEFAUT: Final = ("famille", "niveau")


@dataclass(frozen=True, slots=True)
class Filtre:
    """What the screen looks at: opened since, one family or all, what is held equal."""

    jour: date
    mois: int = 24
    famille: str = ""
    strates: tuple[str, ...] = STRATES_PAR_DEFAUT

    @property
    def depuis(self) -> date:
        """First day of opening."""
        return self.jour - timedelta(days=round(30.44 * self.mois))


@dataclass(frozen=True, slots=True)
class Comptage:
    """For one step: every group with its total, the same by stratum, the unknown apart."""

    groupes: dict[str, Groupe]
    strates: dict[str, dict[str, Groupe]]

    def groupe(self, nom: str) -> Groupe:
        """A group, empty when nobody is in it."""
        return self.groupes.get(nom, Groupe(nom, 0, 0))

    def paires(self, un: str, deux: str) -> tuple[Paire, ...]:
        """Both groups stratum by stratum."""
        return tuple(par_strate(self.strates, un, deux))


def compter(lignes: Iterator[tuple[str, str, int, int]]) -> Comptage:
    """Add up (group, stratum, kept, total) lines."""
    totaux: dict[str, Groupe] = {}
    strates: dict[str, dict[str, Groupe]] = defaultdict(dict)
    for nom, strate, retenus, total in lignes:
        groupe = Groupe(nom, retenus, total)
        totaux[nom] = totaux[nom] + groupe if nom in totaux else groupe
        dedans = strates[strate]
        dedans[nom] = dedans[nom] + groupe if nom in dedans else groupe
    return Comptage(totaux, dict(strates))


# --- the funnel -----------------------------------------------------------------------------------


def entonnoir(dimension: str, filtre: Filtre) -> dict[str, Comptage]:
    """Counts of every step by group and stratum; one query."""
    lignes = list(_lignes(dimension, filtre))
    return {
        etape.code: compter(
            (li["g"], _strate(li, filtre), li[etape.code], li[etape.parmi]) for li in lignes
        )
        for etape in TRANSITIONS
    }


def _strate(ligne: dict[str, Any], filtre: Filtre) -> str:
    return "|".join(str(ligne[f"s_{nom}"]) for nom in filtre.strates)


def _lignes(dimension: str, filtre: Filtre) -> QuerySet[Any]:
    """One row per group and stratum, with the counts of all the steps."""
    suivis = Dossier.objects.filter(ouvert_le__gte=filtre.depuis, ouvert_le__lte=filtre.jour)
    strates = {f"s_{nom}": _strates()[nom] for nom in filtre.strates}
    return (
        suivis.annotate(**_passages(filtre))
        .values(g=groupes.expression(dimension, filtre.jour), **strates)
        .annotate(**_totaux())
        .order_by()
    )


def _passages(filtre: Filtre) -> dict[str, Exists]:
    """Has this dossier reached the step, by the records of that step alone."""
    orientations = Orientation.objects.filter(dossier=OuterRef("pk"), envoyee_le__isnull=False, ouverture__isnull=False)  # fmt: skip
    eligibilites = EligibiliteFamille.objects.filter(dossier=OuterRef("pk"))
    suggestions = Suggestion.objects.filter(dossier=OuterRef("pk"))
    if lettre := filtre.famille:
        orientations = orientations.filter(ouverture__metier__code__startswith=lettre)
        eligibilites = eligibilites.filter(famille=lettre)
        suggestions = suggestions.filter(ouverture__metier__code__startswith=lettre)
    demarrees = orientations.filter(demarree_le__isnull=False)
    trois, six = (filtre.jour - timedelta(days=j) for j in (91, 182))
    return {
        "p_eligible": Exists(eligibilites),
        "p_suggeree": Exists(eligibilites.filter(en_tete__gt=0)),
        "p_vue": Exists(suggestions),
        "p_orientee": Exists(orientations),
        "p_entretien": Exists(orientations.filter(transitions__transition="convoquer")),
        "p_acceptee": Exists(orientations.filter(transitions__transition="accepter")),
        "p_demarree": Exists(demarrees),
        "p_demarree_3": Exists(demarrees.filter(demarree_le__lte=trois)),
        "p_demarree_6": Exists(demarrees.filter(demarree_le__lte=six)),
        "p_trois_mois": Exists(demarrees.filter(demarree_le__lte=trois, maintien_mois__gte=3)),
        "p_six_mois": Exists(demarrees.filter(demarree_le__lte=six, maintien_mois__gte=6)),
    }


_CHAINE: Final = ("eligible", "suggeree", "vue", "orientee", "entretien", "acceptee", "demarree")


def _totaux() -> dict[str, Count]:
    """Whoever reached a step has passed those before it (a referral needs no suggestion seen)."""
    comptes = {}
    for rang, nom in enumerate(_CHAINE):
        atteint = Q()
        for suivant in _CHAINE[rang:]:
            atteint |= Q(**{f"p_{suivant}": True})
        comptes[nom] = Count("pk", filter=atteint)
    for nom in ("demarree_3", "demarree_6", "trois_mois", "six_mois"):
        comptes[nom] = Count("pk", filter=Q(**{f"p_{nom}": True}))
    return comptes


def _strates() -> dict[str, Any]:
    voulus = MetierVoulu.objects.filter(recherche__dossier=OuterRef("pk")).order_by("-poids", "pk")
    plus_haut = (
        Diplome.objects.filter(dossier=OuterRef("pk"))
        .order_by()
        .values("dossier")
        .annotate(m=Max("niveau"))
        .values("m")
    )
    return {
        "famille": Coalesce(
            Subquery(voulus.annotate(f=Substr("metier__code", 1, 1)).values("f")[:1]), Value("?"),
            output_field=CharField(),
        ),
        "niveau": Coalesce(Subquery(plus_haut), Value(0)),
        "structure": F("structure_id"),
        "semestre": Case(
            When(ouvert_le__month__lte=6, then=ExtractYear("ouvert_le") * 2),
            default=ExtractYear("ouvert_le") * 2 + 1,
        ),
    }  # fmt: skip


# --- employers ------------------------------------------------------------------------------------


def par_employeur(dimension: str, filtre: Filtre) -> dict[str, Comptage]:
    """Interviews (or acceptances) out of referrals sent, by employer, group and family."""
    recues = (
        Orientation.objects.filter(
            envoyee_le__date__gte=filtre.depuis, ouverture__employeur__isnull=False
        )
        .exclude(etat="annulee")
        .annotate(
            p_recu=Exists(
                TransitionOrientation.objects.filter(
                    orientation=OuterRef("pk"), transition__in=("convoquer", "accepter")
                )
            )
        )
    )
    lignes = (
        recues.values(
            "ouverture__employeur__nom",
            g=groupes.expression(dimension, filtre.jour, "dossier__"),
            s=Coalesce(Substr("ouverture__metier__code", 1, 1), Value("?")),
        )
        .annotate(n=Count("pk"), x=Count("pk", filter=Q(p_recu=True)))
        .order_by()
    )
    par_nom: dict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
    for li in lignes:
        par_nom[li["ouverture__employeur__nom"]].append((li["g"], li["s"], li["x"], li["n"]))
    return {nom: compter(iter(listes)) for nom, listes in sorted(par_nom.items())}


# --- what counsellors set aside -------------------------------------------------------------------


def ecarts_au_moteur(dimension: str, filtre: Filtre) -> Comptage:
    """Suggestions put aside by a counsellor out of those shown, by group."""
    lignes = (
        Suggestion.objects.filter(cree_le__date__gte=filtre.depuis)
        .values(g=groupes.expression(dimension, filtre.jour, "dossier__"))
        .annotate(n=Count("pk"), x=Count("pk", filter=Q(geste="ecartee")))
        .order_by()
    )
    return compter((li["g"], "", li["x"], li["n"]) for li in lignes)


def motifs_d_ecart(dimension: str, filtre: Filtre) -> dict[tuple[str, str], int]:
    """(reason, group) → how many suggestions put aside by a counsellor."""
    lignes = (
        Suggestion.objects.filter(cree_le__date__gte=filtre.depuis, geste="ecartee")
        .values("motif", g=groupes.expression(dimension, filtre.jour, "dossier__"))
        .annotate(n=Count("pk"))
        .order_by()
    )
    return {(li["motif"], li["g"]): li["n"] for li in lignes}


# --- retention ------------------------------------------------------------------------------------


def durees_en_poste(dimension: str, filtre: Filtre) -> dict[str, list[Duree]]:
    """Days in the job or training since its start, by group; those still there are censored."""
    lignes = (
        Orientation.objects.filter(
            demarree_le__gte=filtre.depuis, demarree_le__lte=filtre.jour,
            ouverture__nature__in=("emploi", "alternance", "siae", "geiq", "entreprise_adaptee"),
        )
        .values("demarree_le", "finie_le", g=groupes.expression(dimension, filtre.jour, "dossier__"))
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip
    durees: dict[str, list[Duree]] = defaultdict(list)
    for li in lignes:
        debut, fin = li["demarree_le"] or filtre.jour, li["finie_le"] or filtre.jour
        duree = Duree(max(0, (fin - debut).days), li["finie_le"] is not None)
        durees[li["g"]] += [duree] * li["n"]
    return dict(durees)
