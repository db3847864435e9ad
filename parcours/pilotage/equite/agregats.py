"""The only door to the records for the equity screens: aggregates, never a row of anyone.

Each function returns counts by label. No name, no id of a person or a dossier is selected
(`tests/pilotage/test_equite_agregats.py` looks at every query).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
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
from parcours.offres.models import Ouverture
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


# Whoever looks at six months sees part of those of twenty-four: each period holds the next.
PERIODES: Final = (24, 12, 6)


@dataclass(frozen=True, slots=True)
class Filtre:
    """What the screen looks at: opened since (one of `PERIODES`), one family or all, what is held equal."""

    jour: date
    mois: int = PERIODES[0]
    famille: str = ""
    strates: tuple[str, ...] = STRATES_PAR_DEFAUT

    def sur(self, mois: int) -> "Filtre":
        """The same over another period."""
        return replace(self, mois=mois)

    def plus_larges(self) -> list["Filtre"]:
        """The filters whose people hold all of this one's, the nearest first."""
        periodes = sorted(m for m in PERIODES if m > self.mois)
        familles = (self.famille, "") if self.famille else ("",)
        return [
            replace(self, mois=m, famille=f)
            for m in (self.mois, *periodes)
            for f in familles
            if (m, f) != (self.mois, self.famille)
        ]


def debut(jour: date, mois: int) -> date:
    """The first day of a period that ends today."""
    return jour - timedelta(days=round(30.44 * mois))


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


def compter(lignes: Iterable[tuple[str, str, int, int]]) -> Comptage:
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


def entonnoir(dimension: str, filtre: Filtre) -> dict[int, dict[str, Comptage]]:
    """Counts of every step by group and stratum, for each of `PERIODES`; one query."""
    return {
        mois: _etapes(lignes, filtre)
        for mois, lignes in par_periode(_lignes(dimension, filtre)).items()
    }


def _etapes(lignes: list[dict[str, Any]], filtre: Filtre) -> dict[str, Comptage]:
    atteints = [(li, _atteint(li)) for li in lignes]
    return {
        etape.code: compter(
            (li["g"], _strate(li, filtre), li["n"] * (etape.code in a), li["n"])
            for li, a in atteints
            if etape.parmi in a
        )
        for etape in TRANSITIONS
    }


def _strate(ligne: dict[str, Any], filtre: Filtre) -> str:
    return "|".join(str(ligne[f"s_{nom}"]) for nom in filtre.strates)


def _lignes(dimension: str, filtre: Filtre) -> QuerySet[Any]:
    """How many people of each group, stratum and period reached what; no stage is asked twice."""
    suivis = Dossier.objects.filter(
        ouvert_le__gte=debut(filtre.jour, PERIODES[0]), ouvert_le__lte=filtre.jour
    )
    strates = {f"s_{nom}": _strates()[nom] for nom in filtre.strates}
    return (
        suivis.annotate(**_passages(filtre))
        .values(
            *_passages(filtre), g=groupes.expression(dimension, filtre.jour),
            periode=periode(filtre.jour, "ouvert_le"), **strates,
        )
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip


def periode(jour: date, champ: str) -> Case:
    """The shortest of `PERIODES` that holds this date of the row."""
    return Case(
        *(When(**{f"{champ}__gte": debut(jour, m)}, then=Value(m)) for m in sorted(PERIODES)),
        default=Value(PERIODES[0]),
    )


_CHAINE: Final = ("eligible", "suggeree", "vue", "orientee", "entretien", "acceptee", "demarree")
_APRES: Final = ("demarree_3", "demarree_6", "trois_mois", "six_mois")


def _passages(filtre: Filtre) -> dict[str, Any]:
    """The furthest stage a dossier reached (its rank in the chain), and what followed a start."""
    orientations = Orientation.objects.filter(dossier=OuterRef("pk"), envoyee_le__isnull=False, ouverture__isnull=False)  # fmt: skip
    eligibilites = EligibiliteFamille.objects.filter(dossier=OuterRef("pk"))
    suggestions = Suggestion.objects.filter(dossier=OuterRef("pk"))
    if lettre := filtre.famille:
        orientations = orientations.filter(ouverture__metier__code__startswith=lettre)
        eligibilites = eligibilites.filter(famille=lettre)
        suggestions = suggestions.filter(ouverture__metier__code__startswith=lettre)
    demarrees = orientations.filter(demarree_le__isnull=False)
    stades = (
        eligibilites, eligibilites.filter(en_tete__gt=0), suggestions, orientations,
        orientations.filter(transitions__transition="convoquer"),
        orientations.filter(transitions__transition="accepter"), demarrees,
    )  # fmt: skip
    return {
        "stade": Case(
            *(When(Exists(s), then=Value(rang)) for rang, s in reversed(list(enumerate(stades)))),
            default=Value(-1),
        )
    } | _suites(demarrees, filtre.jour)


def _suites(demarrees: QuerySet[Orientation], jour: date) -> dict[str, Exists]:
    trois, six = (demarrees.filter(demarree_le__lte=jour - timedelta(days=j)) for j in (91, 182))
    tenues = (trois, six, trois.filter(maintien_mois__gte=3), six.filter(maintien_mois__gte=6))
    return {nom: Exists(q) for nom, q in zip(_APRES, tenues, strict=True)}


def _atteint(ligne: dict[str, Any]) -> frozenset[str]:
    """Whoever reached a stage has passed those before it (a referral needs no suggestion seen)."""
    return frozenset(_CHAINE[: ligne["stade"] + 1]) | {nom for nom in _APRES if ligne[nom]}


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


def par_periode(lignes: Iterable[Any]) -> dict[int, list[dict[str, Any]]]:
    """The lines of each period, which are among those of the longer ones."""
    liste = list(lignes)
    return {mois: [li for li in liste if li["periode"] <= mois] for mois in PERIODES}


# --- employers ------------------------------------------------------------------------------------


def par_employeur(dimension: str, filtre: Filtre) -> dict[int, dict[str, Comptage]]:
    """For each period: interviews (or acceptances) out of referrals sent, by employer and group."""
    recues = (
        Orientation.objects.filter(
            envoyee_le__date__gte=debut(filtre.jour, PERIODES[0]),
            ouverture__employeur__isnull=False,
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
            periode=periode(filtre.jour, "envoyee_le__date"),
        )
        .annotate(n=Count("pk"), x=Count("pk", filter=Q(p_recu=True)))
        .order_by()
    )
    return {mois: _par_nom(siennes) for mois, siennes in par_periode(lignes).items()}


def _par_nom(lignes: list[dict[str, Any]]) -> dict[str, Comptage]:
    par_nom: dict[str, list[tuple[str, str, int, int]]] = defaultdict(list)
    for li in lignes:
        par_nom[li["ouverture__employeur__nom"]].append((li["g"], li["s"], li["x"], li["n"]))
    return {nom: compter(listes) for nom, listes in sorted(par_nom.items())}


OFFRES_MONTREES: Final = 5
Offre = tuple[int, str]


def offres_publiees(employeurs: Iterable[str]) -> dict[str, list[Offre]]:
    """The latest published openings of each employer, one per title: (number, title)."""
    par_nom: dict[str, dict[str, int]] = defaultdict(dict)
    lignes = Ouverture.objects.filter(etat="publiee", employeur__nom__in=list(employeurs))
    for pk, intitule, nom in lignes.order_by("-pk").values_list("pk", "intitule", "employeur__nom"):
        par_nom[nom].setdefault(intitule, pk)
    return {
        nom: [(pk, intitule) for intitule, pk in islice(siennes.items(), OFFRES_MONTREES)]
        for nom, siennes in par_nom.items()
    }


# --- what counsellors set aside -------------------------------------------------------------------


def ecarts_au_moteur(dimension: str, filtre: Filtre) -> dict[int, Comptage]:
    """For each period: suggestions put aside by a counsellor out of those shown, by group."""
    lignes = (
        Suggestion.objects.filter(cree_le__date__gte=debut(filtre.jour, PERIODES[0]))
        .values(
            g=groupes.expression(dimension, filtre.jour, "dossier__"),
            periode=periode(filtre.jour, "cree_le__date"),
        )
        .annotate(n=Count("pk"), x=Count("pk", filter=Q(geste="ecartee")))
        .order_by()
    )
    return {
        mois: compter((li["g"], "", li["x"], li["n"]) for li in siennes)
        for mois, siennes in par_periode(lignes).items()
    }


def motifs_d_ecart(dimension: str, filtre: Filtre) -> dict[tuple[str, str, str], int]:
    """(reason, group, shortest period) → how many suggestions put aside by a counsellor."""
    lignes = (
        Suggestion.objects.filter(
            cree_le__date__gte=debut(filtre.jour, PERIODES[0]), geste="ecartee"
        )
        .values(
            "motif", g=groupes.expression(dimension, filtre.jour, "dossier__"),
            periode=periode(filtre.jour, "cree_le__date"),
        )
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip
    return {(li["motif"], li["g"], str(li["periode"])): li["n"] for li in lignes}


# --- retention ------------------------------------------------------------------------------------


def durees_en_poste(dimension: str, filtre: Filtre) -> dict[int, dict[str, list[Duree]]]:
    """For each period, days in the job or training since its start, by group.

    Those still there are censored.
    """
    lignes = (
        Orientation.objects.filter(
            demarree_le__gte=debut(filtre.jour, PERIODES[0]), demarree_le__lte=filtre.jour,
            ouverture__nature__in=("emploi", "alternance", "siae", "geiq", "entreprise_adaptee"),
        )
        .values(
            "demarree_le", "finie_le", g=groupes.expression(dimension, filtre.jour, "dossier__"),
            periode=periode(filtre.jour, "demarree_le"),
        )
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip
    return {mois: _durees(siennes, filtre.jour) for mois, siennes in par_periode(lignes).items()}


def _durees(lignes: list[dict[str, Any]], jour: date) -> dict[str, list[Duree]]:
    durees: dict[str, list[Duree]] = defaultdict(list)
    for li in lignes:
        debut_, fin = li["demarree_le"] or jour, li["finie_le"] or jour
        duree = Duree(max(0, (fin - debut_).days), li["finie_le"] is not None)
        durees[li["g"]] += [duree] * li["n"]
    return dict(durees)
