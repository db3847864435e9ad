"""One click turns steps into the plan: an objective a family, an action a step."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from freins.models import A_FAIRE, OUVERTS, Action, Frein, Objectif, PorteurAction
from freins.regles.demarches import Levier
from freins.services import ajouter_action, ajouter_objectif
from freins.themes import theme
from matching.moteur.vocabulaire import Famille
from matching.services.lever import Levee
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.solutions.models import Solution

# A first move within the week, even for what takes five months.
DEMARRAGE: Final = timedelta(days=7)
OBJECTIFS: Final = {
    Famille.LANGUE: "Progresser en français",
    Famille.GARDE: "Faire garder les enfants aux heures de travail",
    Famille.MOBILITE: "Pouvoir se déplacer",
    Famille.PERMIS: "Avoir le permis",
    Famille.SANTE: "Adapter les conditions de travail",
    Famille.QUALIFICATION: "Se qualifier",
    Famille.NUMERIQUE: "Être à l’aise avec le numérique",
    Famille.ADMINISTRATIF: "Avoir ses papiers en règle",
}


class EtapesChangees(Exception):
    """The steps are no longer those that were on the screen; the message is a French sentence."""


@transaction.atomic
def adopter(
    *, dossier: Dossier, levee: Levee, codes: Sequence[str], jeton: UUID, par: Utilisateur
) -> list[Action]:
    """Write these steps, and those they need, in the plan; return the actions added.

    The same `jeton` again adds nothing; a solution already to be done in the plan is not doubled.
    EtapesChangees when one of the steps is not offered any more.
    """
    demarche = levee.ouvrants.demarche
    if not codes or set(codes) - set(demarche.rangs):
        raise EtapesChangees(
            "Ces étapes ne sont plus proposées telles quelles : relire la page, puis choisir."
        )
    fins = dict(zip(demarche.rangs, demarche.fins(), strict=True))
    voulus = demarche.codes(demarche.fermer(codes))
    deja = _solutions_prevues(dossier)
    return [
        _ajouter(dossier, levee.de(code), levee.jour, fins[code], jeton, par)
        for code in sorted(voulus, key=lambda c: (fins[c], c))
        if levee.de(code).meilleure.cle not in deja
    ]


def _solutions_prevues(dossier: Dossier) -> set[int | None]:
    actions = Action.objects.filter(objectif__plan__dossier=dossier, statut__in=A_FAIRE)
    return set(actions.values_list("solution_id", flat=True))


def _ajouter(
    dossier: Dossier, levier: Levier, jour: date, fin: int, jeton: UUID, par: Utilisateur
) -> Action:
    solution = Solution.objects.get(pk=levier.meilleure.cle)
    return ajouter_action(
        objectif=_objectif(dossier, levier, jeton, par),
        intitule=levier.meilleure.nom[:200],
        porteur=PorteurAction.REFERENT,
        echeance_le=jour + max(DEMARRAGE, timedelta(days=fin)),
        par=par,
        solution=solution,
        jeton=uuid5(jeton, levier.etape.code),
    )


def _objectif(dossier: Dossier, levier: Levier, jeton: UUID, par: Utilisateur) -> Objectif:
    """The objective of the open barrier of that family, the one there is or a new one."""
    famille = levier.etape.famille
    frein = _frein_ouvert(dossier, famille)
    siens = Objectif.objects.filter(plan__dossier=dossier)
    deja = siens.filter(frein=frein) if frein else siens.filter(intitule=OBJECTIFS[famille])
    if existant := deja.order_by("rang", "pk").first():
        return existant
    return ajouter_objectif(
        dossier=dossier, intitule=OBJECTIFS[famille], frein=frein, par=par,
        jeton=uuid5(jeton, f"objectif {famille}"),
    )  # fmt: skip


def _frein_ouvert(dossier: Dossier, famille: str) -> Frein | None:
    ouverts = Frein.objects.filter(dossier=dossier, statut__in=OUVERTS).order_by("pk")
    return next(
        (f for f in ouverts if (t := theme(f.thematique)) is not None and t.famille == famille),
        None,
    )
