"""The plan as people read it: each step with its owner, its state and what may be done with it."""

from dataclasses import dataclass
from datetime import date

from freins.etats import GESTES_ACTION, Geste, gestes_possibles
from freins.models import A_FAIRE, Action, Objectif, Plan, PorteurAction
from freins.themes import est_discrete, nom
from parcours.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class EtapeLue:
    """A step: who, by when, where it stands; `titre` is neutral when it would tell of health."""

    action: Action
    titre: str
    resultat: str
    est_masque: bool
    qui: str
    est_en_retard: bool
    est_a_faire: bool
    gestes: dict[str, Geste]


@dataclass(frozen=True, slots=True)
class ObjectifLu:
    """An objective and its steps; `frein` names the barrier it lifts, when it may be named."""

    objectif: Objectif
    titre: str
    frein: str
    etapes: list[EtapeLue]


@dataclass(frozen=True, slots=True)
class PlanLu:
    """The whole plan; `reste` and `faites` count the steps."""

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


def vue_du_plan(
    plan: Plan | None, dossier: Dossier, jour: date, *, voit_tout: bool = False
) -> PlanLu:
    """Return the plan of `freins.lecture.plan_de`, in words; empty when there is none yet.

    Without `voit_tout` (the person, their référent), what serves a barrier that must not be named
    keeps its place and its date, not its words.
    """
    objectifs = plan.objectifs.all() if plan else []
    return PlanLu(plan, [_objectif(o, dossier, jour, voit_tout) for o in objectifs])


def _objectif(objectif: Objectif, dossier: Dossier, jour: date, voit_tout: bool) -> ObjectifLu:
    frein = objectif.frein
    tait = frein is not None and est_discrete(frein.thematique)
    nomme = nom(frein.thematique) if frein and not tait else ""
    masque = tait and not voit_tout
    etapes = [_etape(a, dossier, jour, masque) for a in objectif.actions.all()]
    titre = "Objectif confidentiel" if masque else objectif.intitule
    return ObjectifLu(objectif, titre, nomme, etapes)


def _etape(action: Action, dossier: Dossier, jour: date, masque: bool) -> EtapeLue:
    a_faire = action.statut in A_FAIRE
    return EtapeLue(
        action=action,
        titre="Étape du plan" if masque else action.intitule,
        resultat="" if masque else action.resultat,
        est_masque=masque,
        qui=qui_fait(action.porteur, dossier),
        est_en_retard=a_faire and action.echeance_le < jour,
        est_a_faire=a_faire,
        gestes=gestes_possibles(GESTES_ACTION, action.statut),
    )


def qui_fait(porteur: str, dossier: Dossier) -> str:
    """Return who does a step, as the team says it: a first name, or « un partenaire »."""
    if porteur == PorteurAction.PERSONNE:
        return dossier.personne.prenom
    if porteur == PorteurAction.REFERENT:
        return dossier.referent.prenom or "référent·e"
    return "un partenaire"
