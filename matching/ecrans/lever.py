"""« Ce que lever un frein ouvre »: bars, what opens together, plans in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from freins.regles.demarches import Levier
from matching.ecrans.regards import nom_famille
from matching.moteur import Comptes, Statut
from matching.moteur.ouvrants import Ouvertures, Paire, Plan
from matching.moteur.vocabulaire import CONTRATS, Famille
from matching.services.lever import Levee

PAIRES_MONTREES: Final = 3
PLANS_MONTRES: Final = 6
ETAPES_D_UN_PLAN: Final = 4
JOURS_PAR_MOIS: Final = 30


@dataclass(frozen=True, slots=True)
class Barre:
    """One step alone: what it opens, what it makes worth checking, who can bring it."""

    levier: Levier
    gain: int
    a_verifier: int
    avant: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.levier.etape.code

    @property
    def delai(self) -> str:
        return delai_en_mots(self.levier.meilleure.delai_jours)


@dataclass(frozen=True, slots=True)
class Groupe:
    """The steps of a family: together, and their fair share of what everything opens."""

    famille: Famille
    nom: str
    gain: int
    part: int
    barres: tuple[Barre, ...]
    codes: str

    @property
    def a_un_effet(self) -> bool:
        """False when nothing of this family changes any opening today, alone or with the rest."""
        return bool(self.gain or self.part or any(b.gain or b.a_verifier for b in self.barres))


@dataclass(frozen=True, slots=True)
class PlanDit:
    """A plan in words, with what its button posts."""

    plan: Plan
    etapes: tuple[str, ...]
    gain: str
    delai: str
    codes: str
    est_sur: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows."""

    comptes: Comptes
    groupes: tuple[Groupe, ...]
    sans_effet: tuple[str, ...]
    gain_total: int
    maximum: int
    ensemble: tuple[str, ...]
    plans: tuple[PlanDit, ...]
    tout: str


def page(levee: Levee, comptes: Comptes) -> Page:
    """Lay out what lifting opens; `comptes` are those of today."""
    tous = _groupes(levee)
    groupes = tuple(g for g in tous if g.a_un_effet)
    lus = levee.ouvrants
    return Page(
        comptes=comptes,
        groupes=groupes,
        sans_effet=tuple(b.levier.libelle for g in tous if not g.a_un_effet for b in g.barres),
        gain_total=lus.gain_total,
        maximum=max((b.gain for g in groupes for b in g.barres), default=0),
        ensemble=tuple(_paire_en_mots(levee, p) for p in lus.paires() if p.synergie > 0)[
            :PAIRES_MONTREES
        ],
        plans=tuple(_plan_dit(levee, plan) for plan in choisir_plans(lus.plans())),
        tout=",".join(lus.demarche.codes(lus.demarche.tout)),
    )


def _groupes(levee: Levee) -> tuple[Groupe, ...]:
    lus = levee.ouvrants
    gains, parts = lus.gains_par_famille(), lus.partage()
    groupes = []
    for famille, siens in groupby(levee.leviers, key=lambda lv: lv.etape.famille):
        barres = sorted((_barre(levee, lv) for lv in siens), key=lambda b: -b.gain)
        groupes.append(
            Groupe(
                famille, nom_famille(str(famille)), gains[famille], round(parts[famille]),
                tuple(barres), ",".join(b.code for b in barres),
            )
        )  # fmt: skip
    return tuple(sorted(groupes, key=lambda g: (-g.gain, -g.part)))


def _barre(levee: Levee, levier: Levier) -> Barre:
    lus, code = levee.ouvrants, levier.etape.code
    ensemble = lus.demarche.fermer([code])
    avant = [c for c in lus.demarche.codes(ensemble) if c != code]
    return Barre(
        levier,
        lus.gain([code]),
        len(lus.ouvertures([code], Statut.A_VERIFIER)),
        tuple(levee.de(c).libelle for c in avant),
    )


def _paire_en_mots(levee: Levee, paire: Paire) -> str:
    premiere, seconde = (levee.de(c).libelle for c in (paire.premiere, paire.seconde))
    return (
        f"{premiere} et {_minuscule(seconde)}, ensemble : +{paire.ensemble}, dont "
        f"{paire.synergie} que l’un sans l’autre n’ouvre pas."
    )


# --- Plans ----------------------------------------------------------------------------------------


def choisir_plans(plans: Sequence[Plan]) -> list[Plan]:
    """Few plans that differ: of one step, of two, of three the best and the quickest; one of four.

    All come from the Pareto front, so none is beaten on delay, price, number of steps and gain.
    """
    retenus: list[Plan] = []
    for taille in range(1, ETAPES_D_UN_PLAN + 1):
        siens = [plan for plan in plans if plan.effort == taille]
        siens.sort(key=lambda p: (-p.gain, p.delai_jours, p.cout_euros))
        rapides = sorted(siens[1:], key=lambda p: (p.delai_jours, p.cout_euros, -p.gain))
        retenus += siens[:1] + rapides[:1]
    return sorted(retenus[:PLANS_MONTRES], key=lambda p: (p.delai_jours, p.cout_euros, -p.gain))


def _plan_dit(levee: Levee, plan: Plan) -> PlanDit:
    leviers = [levee.de(code) for code in plan.codes]
    return PlanDit(
        plan,
        tuple(f"{lv.meilleure.nom} ({delai_en_mots(lv.meilleure.delai_jours)})" for lv in leviers),
        gain_en_mots(plan.gain, levee.ouvrants.ouvertures(plan.codes)),
        delai_en_mots(plan.delai_jours),
        ",".join(plan.codes),
        all(lv.est_sure for lv in leviers),
    )


def gain_en_mots(gain: int, ouvertures: Ouvertures) -> str:
    """« +70 ouvertures, dont 22 en CDI »."""
    mot = "ouverture" if gain < 2 else "ouvertures"
    par_contrat = ouvertures.par_contrat()
    en_cdi = par_contrat.get("cdi", 0)
    suite = f", dont {en_cdi} en {CONTRATS['cdi']}" if en_cdi else ""
    return f"+{gain} {mot}{suite}"


def phrase_du_plan(plan: PlanDit) -> str:
    """« Garde à domicile dès 6 h 30 (3 semaines) et prêt de vélo (1 semaine) : +70 ouvertures »."""
    premieres = [plan.etapes[0], *map(_minuscule, plan.etapes[1:])]
    liste = " et ".join(filter(None, [", ".join(premieres[:-1]), premieres[-1]]))
    return f"{liste} : {plan.gain}"


def delai_en_mots(jours: int | None) -> str:
    """« 5 jours », « 3 semaines », « 4 mois », « délai à confirmer »."""
    if jours is None:
        return "délai à confirmer"
    if jours < 7:
        return "tout de suite" if jours == 0 else f"{jours} jour{'s' if jours > 1 else ''}"
    if jours < 3 * JOURS_PAR_MOIS:
        semaines = round(jours / 7)
        return f"{semaines} semaine{'s' if semaines > 1 else ''}"
    return f"{round(jours / JOURS_PAR_MOIS)} mois"


def _minuscule(nom: str) -> str:
    """Inside a sentence; an acronym (CACES, VAE) keeps its capitals."""
    est_sigle = len(nom) > 1 and nom[1].isupper()
    return nom if est_sigle else nom[:1].lower() + nom[1:]
