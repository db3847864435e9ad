"""Writing what the childcare conversation says: the children, the hours to cover, the measure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from freins.models import BesoinGarde, Capacite, Enfant
from freins.regles.mesures import GRILLE, Garde
from freins.services.barrieres import verrouiller
from freins.services.mesurer import mesurer
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal
from parcours.socle.versions import a_la_version

ENFANTS_MAX = 12


class TropDEnfants(ValueError):
    """More children than a household has: a form replayed, most likely."""


@transaction.atomic
def ajouter_enfant(
    *, dossier: Dossier, champs: dict[str, Any], par: Utilisateur, jeton: UUID
) -> Enfant:
    """Note a child; the same `jeton` gives the same child."""
    verrouiller(dossier)
    deja = Enfant.objects.filter(dossier=dossier, jeton=jeton).first()
    if deja:
        return deja
    if Enfant.objects.filter(dossier=dossier).count() >= ENFANTS_MAX:
        raise TropDEnfants(f"Au plus {ENFANTS_MAX} enfants à garder dans un dossier.")
    return _enregistrer(Enfant(dossier=dossier, jeton=jeton, **champs), par)


@transaction.atomic
def modifier_enfant(
    *, enfant: Enfant, champs: dict[str, Any], par: Utilisateur, version: int
) -> Enfant:
    """Change what is known of a child; VersionDepassee when somebody did meanwhile."""
    with a_la_version(enfant, version):
        for nom, valeur in champs.items():
            setattr(enfant, nom, valeur)
        return _enregistrer(enfant, par, ActionJournal.MODIFICATION)


@transaction.atomic
def retirer_enfant(*, enfant: Enfant, par: Utilisateur) -> None:
    """The child is no longer to look after: the line goes, its history too (privacy)."""
    tracer(dossier=enfant.dossier, par=par, action=ActionJournal.SUPPRESSION, objet=enfant)
    pk = enfant.pk
    enfant.delete()
    Enfant.history.filter(id=pk).delete()


@transaction.atomic
def noter_besoin(*, dossier: Dossier, champs: dict[str, Any], par: Utilisateur) -> BesoinGarde:
    """Write the hours to cover, who can help, and whether the parent is alone."""
    verrouiller(dossier)
    besoin = BesoinGarde.objects.filter(dossier=dossier).first()
    action = ActionJournal.MODIFICATION if besoin else ActionJournal.CREATION
    besoin = besoin or BesoinGarde(dossier=dossier)
    for nom, valeur in champs.items():
        setattr(besoin, nom, valeur)
    besoin._history_user = par  # type: ignore[attr-defined]
    besoin.save()
    tracer(dossier=dossier, par=par, action=action, objet=besoin)
    return besoin


def retenir_grille(*, dossier: Dossier, grille: int, par: Utilisateur, jour: date) -> Capacite:
    """Make the hours when all the children are looked after the measure of the family garde."""
    mesure = Garde(GRILLE, grille)
    return mesurer(dossier=dossier, famille="garde", mesure=mesure, par=par, jour=jour)


def _enregistrer(
    enfant: Enfant, par: Utilisateur, action: ActionJournal = ActionJournal.CREATION
) -> Enfant:
    enfant._history_user = par  # type: ignore[attr-defined]
    enfant.save()
    tracer(dossier=enfant.dossier, par=par, action=action, objet=enfant)
    return enfant
