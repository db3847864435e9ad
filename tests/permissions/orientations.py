"""Orientations: the team of the dossier, the recipient, the person; the link is its own key."""

from typing import Any

from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

JETON = "jeton-de-la-table"


def _orientation(monde: Monde) -> Any:
    """One sent from Nadia's dossier to Vercors (made once for a world)."""
    from tests.orientations.outils import dans_l_etat

    existante = monde.dossier_nadia.orientations.first()
    return existante or dans_l_etat(monde, "envoyee")


def _pk(monde: Monde) -> dict[str, Any]:
    return {"pk": _orientation(monde).pk}


def _dossier(monde: Monde) -> dict[str, Any]:
    return {"pk": monde.dossier_nadia.pk}


def _lien(monde: Monde) -> dict[str, Any]:
    from datetime import timedelta

    from django.utils import timezone

    from parcours.orientations import liens
    from parcours.orientations.models import LienReponse

    LienReponse.objects.create(
        orientation=_orientation(monde), empreinte=liens.empreinte(JETON),
        expire_le=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    return {"jeton": JETON}


def _refus(monde: Monde) -> dict[str, Any]:
    return {"transition": "refuser", "motif": "sante", "version": 1}


def _relance(monde: Monde) -> dict[str, Any]:
    return {"transition": "relancer"}


def _declin(monde: Monde) -> dict[str, Any]:
    return {"transition": "decliner", "motif": "mobilite", "version": 1}


EQUIPE = attendus(403, awa=200, bruno=200, denis=200, chloe=404)


def _en_entretien(monde: Monde) -> dict[str, Any]:
    cle = _orientation(monde).pk
    monde.dossier_nadia.orientations.filter(pk=cle).update(etat="entretien")
    return {"pk": cle}


LIGNES = [
    Ligne("orientations:onglet", get=EQUIPE, preparer=_dossier),
    Ligne(
        "orientations:nouvelle",
        get=attendus(403, awa=200, denis=200, chloe=404),
        post=attendus(403, awa=200, denis=200, chloe=404),
        preparer=_dossier,
    ),
    Ligne(
        "orientations:fiche",
        get=EQUIPE,
        post=attendus(403, awa=302, denis=302, chloe=404),
        preparer=_pk,
        donnees=_relance,
    ),
    Ligne("orientations:reponses", get=attendus(403, vercors=200)),
    Ligne(
        "orientations:carte",
        get=attendus(403, vercors=200),
        # A forged reason of health: refused to the only one who may answer.
        post=attendus(403, vercors=422),
        preparer=_pk,
        donnees=_refus,
    ),
    Ligne(
        "orientations:repondre",
        # Whoever holds the link is the recipient, logged in or not.
        get=attendus(200, eve=200),
        post=attendus(422, eve=422),
        preparer=_lien,
        donnees=_refus,
    ),
    Ligne(
        "orientations:decliner_moi",
        get=attendus(403, nadia=200, karim=404),
        post=attendus(403, nadia=302, karim=404),
        preparer=_pk,
        donnees=_declin,
    ),
    Ligne(
        "orientations:nommer",
        get=attendus(405),
        post=attendus(403, awa=302, denis=302, chloe=404),
        preparer=_en_entretien,
        donnees=lambda monde: {"moyen": "oral", "champs": ["nom"]},
    ),
    Ligne(
        "orientations:me_nommer",
        get=attendus(405),
        post=attendus(403, nadia=302, karim=404),
        preparer=_en_entretien,
    ),
]
