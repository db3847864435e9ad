"""Plans: objectives drawn from the barriers, actions done, due and late."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from freins.models import Action, Frein, Objectif, Plan
from freins.regles.thematiques import theme_de
from parcours.comptes.models import Utilisateur
from parcours.demonstration.calendrier import Calendrier, ouvre, vers_instant
from parcours.demonstration.donnees import lire
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.solutions import est_tiree
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.orientations.models import Orientation
from parcours.solutions.models import Solution

PART_AVEC_PLAN: Final = 0.72
_RESULTATS: Final = ("Fait comme prévu.", "Fait, suite fixée ensemble.", "Dossier complet.", "")


class Planificateur:
    """Writes plans; a step that uses a service owns the referral already made to it."""

    def __init__(self, graine: int, solutions: list[Solution], calendrier: Calendrier) -> None:
        self.rng = flux(graine, "plans")
        self.calendrier = calendrier
        self.par_theme: dict[str, list[Solution]] = {}
        for solution in solutions:
            theme = theme_de(solution.thematiques[0]).code
            self.par_theme.setdefault(theme, []).append(solution)
        faites = Orientation.objects.exclude(solution=None).order_by("pk")
        self.orientations = {(o.dossier_id, o.solution_id): o for o in faites}

    def objectifs(self, suivi: Suivi, plan: Plan) -> list[Objectif]:
        """One per barrier at work (three at most), then the project itself."""
        vifs = [f for f in suivi.freins if f.impact != "aucun" and f.statut != "accepte"][:3]
        textes = lire("plans")
        objectifs = [
            Objectif(plan=plan, intitule=textes[theme_de(f.thematique).code]["objectif"], frein=f)
            for f in vifs
        ]
        if not objectifs or chance(self.rng, 0.5):
            objectifs.append(Objectif(plan=plan, intitule=textes["projet"]["objectif"]))
        for rang, objectif in enumerate(objectifs, start=1):
            objectif.rang = rang
        return objectifs

    def actions(self, suivi: Suivi, objectif: Objectif) -> list[Action]:
        """The steps of one objective, spread from the plan to the coming weeks."""
        theme = theme_de(objectif.frein.thematique).code if objectif.frein else "projet"
        etapes = lire("plans")[theme]["actions"]
        choix = self.rng.sample(etapes, min(len(etapes), self.rng.randint(1, 3)))
        actions = [self._action(suivi, objectif, intitule, porteur) for intitule, porteur in choix]
        if (solution := self._solution(suivi, theme)) and chance(self.rng, 0.6):
            self._employer(actions[0], suivi, solution)
        return actions

    def _action(self, suivi: Suivi, objectif: Objectif, intitule: str, porteur: str) -> Action:
        echeance = self._echeance(suivi)
        action = Action(objectif=objectif, intitule=intitule, porteur=porteur, echeance_le=echeance)
        self._avancer(action, objectif.frein, suivi)
        return action

    def _echeance(self, suivi: Suivi) -> date:
        debut = suivi.ouvert_le + timedelta(days=15)
        if chance(self.rng, 0.35):
            debut = self.calendrier.il_y_a(4)
        fin = self.calendrier.jour + timedelta(days=35)
        jours = max(1, (fin - debut).days)
        return ouvre(debut + timedelta(days=self.rng.randrange(jours)))

    def _avancer(self, action: Action, frein: Frein | None, suivi: Suivi) -> None:
        """Past steps are mostly done; few stay late, or a list of late steps would mean nothing."""
        jour = self.calendrier.jour
        if action.echeance_le >= jour and not suivi.est_clos:
            action.statut = parmi(self.rng, {"prevue": 6, "en_cours": 3, "en_attente": 1})
            return
        est_leve = frein is not None and frein.statut == "leve"
        en_retard = (jour - action.echeance_le).days < 25 and chance(self.rng, 0.13)
        if en_retard and not est_leve and not suivi.est_clos:
            action.statut = "prevue"
            return
        action.statut = "faite" if est_leve or chance(self.rng, 0.88) else "abandonnee"
        fin = action.echeance_le + timedelta(days=self.rng.randint(-6, 6))
        action.finie_le = min(max(fin, suivi.ouvert_le), self.calendrier.il_y_a(1))
        action.resultat = self.rng.choice(_RESULTATS) if action.statut == "faite" else ""

    def _solution(self, suivi: Suivi, theme: str) -> Solution | None:
        """One the person was referred to already, when there is one; None when none is for them."""
        permises = [s for s in self.par_theme.get(theme, []) if est_tiree(s, suivi.personne)]
        siennes = [s for s in permises if (suivi.dossier.pk, s.pk) in self.orientations]
        return self.rng.choice(siennes or permises) if permises else None

    def _employer(self, action: Action, suivi: Suivi, solution: Solution) -> None:
        action.solution = solution
        orientation = self.orientations.pop((suivi.dossier.pk, solution.pk), None)
        action.orientation = orientation


def creer_plans(
    graine: int, suivis: list[Suivi], solutions: list[Solution], calendrier: Calendrier
) -> None:
    """Insert the plans of most open dossiers, with their objectives and actions."""
    planificateur = Planificateur(graine, solutions, calendrier)
    rng = planificateur.rng
    retenus = [s for s in suivis if s.freins and chance(rng, PART_AVEC_PLAN)]
    plans = inserer([_plan(rng, s, calendrier) for s in retenus], quand=_instant_du_plan)
    par_plan = list(zip(retenus, plans, strict=True))
    objectifs = [(s, o) for s, plan in par_plan for o in planificateur.objectifs(s, plan)]
    inserer([o for _, o in objectifs], quand=lambda o: _instant_du_plan(o.plan))
    actions = [a for s, o in objectifs for a in planificateur.actions(s, o)]
    inserer_actions(actions)


def _plan(rng: Random, suivi: Suivi, calendrier: Calendrier) -> Plan:
    convenu_le = min(suivi.ouvert_le + timedelta(days=rng.randint(5, 25)), calendrier.il_y_a(1))
    comment = parmi(rng, {"oral": 6, "ecrit": 3, "en_ligne": 1})
    return Plan(dossier=suivi.dossier, convenu_le=convenu_le, convenu_comment=comment)


def _instant_du_plan(plan: Plan) -> datetime:
    return vers_instant(plan.convenu_le or plan.dossier.ouvert_le, 15)


def inserer_actions(actions: list[Action]) -> None:
    """Insert actions with the history of their start and, when over, of their end."""
    fins = {id(a): (a.statut, a.finie_le, a.resultat) for a in actions}
    for action in actions:
        if action.finie_le:
            action.statut, action.finie_le, action.resultat = "prevue", None, ""
    inserer(actions, quand=lambda a: _instant_du_plan(a.objectif.plan))
    historiser(actions, par=_referent)
    finies = [a for a in actions if fins[id(a)][1]]
    for action in finies:
        action.statut, action.finie_le, action.resultat = fins[id(action)]
        action.modifie_le = vers_instant(action.finie_le or action.echeance_le, 16)
    Action.objects.bulk_update(
        finies, ["statut", "finie_le", "resultat", "modifie_le"], batch_size=200
    )
    historiser(finies, par=_referent, genre="~")


def _referent(action: Action) -> Utilisateur:
    return action.objectif.plan.dossier.referent
