"""The plan as people read it: each step with its owner, its state and what may be done with it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from freins.etats import GESTES_ACTION, GESTES_DE_FIN, Geste, gestes_possibles
from freins.models import A_FAIRE, SANS_FRUIT, Action, Objectif, Plan, PorteurAction, StatutAction
from freins.themes import est_discrete, nom, theme
from parcours.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """A step: who, by when, where it stands; `titre` is neutral when it would tell of health."""

    action: Action
    titre: str
    etat: str
    resultat: str
    est_masque: bool
    qui: str
    est_en_retard: bool
    est_a_faire: bool
    gestes: dict[str, Geste]


@dataclass(frozen=True, slots=True)
class ObjectifLu:
    """An objective and its steps; `essais` are those of the same barrier that came to nothing."""

    objectif: Objectif
    titre: str
    frein: str
    etapes: list[EtapeLue]
    essais: list[EtapeLue] = field(default_factory=list)

    @property
    def faites(self) -> int:
        return sum(e.action.statut == StatutAction.FAITE for e in self.etapes)

    @property
    def comptees(self) -> int:
        """Steps that count in the progress: those given up or that failed do not."""
        return sum(e.action.statut not in SANS_FRUIT for e in self.etapes)


@dataclass(frozen=True, slots=True)
class PlanLu:
    """The whole plan and how far it is."""

    plan: Plan | None
    objectifs: list[ObjectifLu]

    @property
    def etapes(self) -> list[EtapeLue]:
        """All the steps, the earliest first."""
        toutes = [e for o in self.objectifs for e in o.etapes]
        return sorted(toutes, key=lambda e: (e.action.echeance_le, e.action.pk))

    @property
    def a_faire(self) -> list[EtapeLue]:
        return [e for e in self.etapes if e.est_a_faire]

    @property
    def finies(self) -> list[EtapeLue]:
        return [e for e in reversed(self.etapes) if not e.est_a_faire]

    @property
    def faites(self) -> int:
        return sum(o.faites for o in self.objectifs)

    @property
    def comptees(self) -> int:
        return sum(o.comptees for o in self.objectifs)

    @property
    def ajoutees_depuis(self) -> int:
        """Steps added since the person agreed: not agreed to yet."""
        accord = self.plan.accord_note_le if self.plan and self.plan.convenu_le else None
        if accord is None:
            return 0
        return sum(e.action.cree_le > accord and e.est_a_faire for e in self.etapes)


def vue_du_plan(
    plan: Plan | None, dossier: Dossier, jour: date, *, voit_tout: bool = False
) -> PlanLu:
    """Return the plan of `freins.lecture.plan_de`, in words; empty when there is none yet.

    Without `voit_tout` (the person, their référent), what serves a barrier that must not be named
    keeps its place and its date, not its words.
    """
    objectifs = list(plan.objectifs.all()) if plan else []
    lus = [_objectif(o, dossier, jour, voit_tout) for o in objectifs]
    essais = _essais(lus)
    return PlanLu(plan, [_avec_essais(lu, essais) for lu in lus])


def _objectif(objectif: Objectif, dossier: Dossier, jour: date, voit_tout: bool) -> ObjectifLu:
    frein = objectif.frein
    tait = frein is not None and est_discrete(frein.thematique)
    nomme = nom(frein.thematique) if frein and not tait else ""
    masque = tait and not voit_tout
    etapes = [_etape(a, dossier, jour, masque) for a in objectif.actions.all()]
    titre = "Objectif confidentiel" if masque else objectif.intitule
    return ObjectifLu(objectif, titre, nomme, etapes)


def _essais(objectifs: list[ObjectifLu]) -> dict[str, list[EtapeLue]]:
    """Steps that failed or were given up, by theme of barrier, the latest first."""
    essais: dict[str, list[EtapeLue]] = defaultdict(list)
    for lu in objectifs:
        if cle := _theme(lu):
            essais[cle] += [e for e in lu.etapes if e.action.statut in SANS_FRUIT]
    for etapes in essais.values():
        etapes.sort(key=lambda e: (e.action.finie_le or date.min, e.action.pk), reverse=True)
    return essais


def _avec_essais(lu: ObjectifLu, essais: dict[str, list[EtapeLue]]) -> ObjectifLu:
    """Each objective with what was tried for its barrier, out of its list of steps."""
    cle = _theme(lu)
    if not cle:
        return lu
    return ObjectifLu(lu.objectif, lu.titre, lu.frein, lu.etapes, essais[cle])


def _theme(lu: ObjectifLu) -> str:
    le_sien = theme(lu.objectif.frein.thematique) if lu.objectif.frein else None
    return le_sien.code if le_sien else ""


def _etape(action: Action, dossier: Dossier, jour: date, masque: bool) -> EtapeLue:
    a_faire = action.statut in A_FAIRE
    gestes = gestes_possibles(GESTES_ACTION, action.statut)
    return EtapeLue(
        action=action,
        titre="Étape du plan" if masque else action.intitule,
        etat=etat_en_mots(action, masque),
        resultat="" if masque else action.resultat,
        est_masque=masque,
        qui=qui_fait(action.porteur, dossier),
        est_en_retard=a_faire and action.echeance_le < jour,
        est_a_faire=a_faire,
        gestes={c: g for c, g in gestes.items() if c not in GESTES_DE_FIN},
    )


def etat_en_mots(action: Action, masque: bool = False) -> str:
    """« faite, rien n’a changé », « n’a pas marché : plus de place »."""
    etat = action.get_statut_display().lower()
    if action.motif and not masque:
        return f"{etat} : {action.get_motif_display().lower()}"
    if action.statut == StatutAction.FAITE and action.a_change is False:
        return f"{etat}, rien n’a changé"
    return etat


def qui_fait(porteur: str, dossier: Dossier) -> str:
    """Return who does a step, as the team says it: a first name, or « un partenaire »."""
    if porteur == PorteurAction.PERSONNE:
        return dossier.personne.prenom
    if porteur == PorteurAction.REFERENT:
        return dossier.referent.prenom or "référent·e"
    return "un partenaire"
