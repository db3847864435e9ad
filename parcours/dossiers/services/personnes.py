"""The identity, and the place where the person lives."""

from typing import Any

from django.db import transaction
from shapely.geometry import shape

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.personnes import EtatQPV, Personne
from parcours.dossiers.services.traces import tracer
from parcours.referentiels.lieux import qpv_du_point
from parcours.referentiels.models import QPV
from parcours.socle.horloge import aujourd_hui

LIEU = ("commune_id", "latitude", "longitude", "qpv_id", "qpv_etat")


def placer(personne: Personne, *, point: tuple[float, float] | None, quartier: QPV | None) -> None:
    """Set point and QPV on the (unsaved) person, from the best that is known.

    An exact point is looked up in the outlines. A neighbourhood told by the person is « à
    vérifier », never proof, and gives an approximate point. Otherwise the commune's centre serves
    for journeys, and the QPV stays unknown.
    """
    personne.qpv, personne.qpv_etat = None, EtatQPV.INCONNU
    personne.point_est_precis = point is not None
    commune = personne.commune
    if point is not None:
        personne.latitude, personne.longitude = point
        personne.qpv, personne.qpv_etat = qpv_du_point(*point)
    elif quartier is not None:
        interieur = shape(quartier.geometrie).representative_point()
        personne.latitude, personne.longitude = interieur.y, interieur.x
        personne.qpv, personne.qpv_etat = quartier, EtatQPV.A_VERIFIER
        personne.commune = commune or quartier.commune
    else:
        personne.latitude = commune.latitude if commune else None
        personne.longitude = commune.longitude if commune else None
    personne.qpv_calcule_le = aujourd_hui()


@transaction.atomic
def enregistrer_personne(
    *,
    dossier: Dossier,
    par: Utilisateur | None,
    champs: dict[str, Any],
    point: tuple[float, float] | None,
    quartier: QPV | None,
) -> Personne:
    """Write the identity and the place; ask for a new ranking when the place changed."""
    personne = Personne.objects.select_for_update().get(pk=dossier.personne_id)
    avant = _lieu(personne)
    for champ, valeur in champs.items():
        setattr(personne, champ, valeur)
    placer(personne, point=point, quartier=quartier)
    personne.save()
    a_bouge = _lieu(personne) != avant
    tracer(dossier=dossier, par=par, objet=personne, evenement="adresse" if a_bouge else "")
    return personne


@transaction.atomic
def corriger_coordonnees(*, dossier: Dossier, par: Utilisateur, champs: dict[str, Any]) -> Personne:
    """What the person may correct alone; a new commune or address is placed anew."""
    personne = Personne.objects.select_for_update().get(pk=dossier.personne_id)
    ancien_lieu = (personne.commune_id, personne.adresse)
    avant = _lieu(personne)
    for champ, valeur in champs.items():
        setattr(personne, champ, valeur)
    if (personne.commune_id, personne.adresse) != ancien_lieu:
        placer(personne, point=None, quartier=None)
    personne.save()
    a_bouge = _lieu(personne) != avant
    tracer(dossier=dossier, par=par, objet=personne, evenement="adresse" if a_bouge else "")
    return personne


def _lieu(personne: Personne) -> tuple[Any, ...]:
    return tuple(getattr(personne, champ) for champ in LIEU)
