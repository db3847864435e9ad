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


def _clause(monde: Monde) -> Any:
    """One clause, carried by the opening of the orientation, which has started."""
    from parcours.offres.models import Clause

    orientation = _orientation(monde)
    clause, _ = Clause.objects.get_or_create(
        marche="Tilleuls", acheteur="Commune (exemple)", defaults={"heures_prevues": 100}
    )
    monde.ouverture.clause = clause
    monde.ouverture.save()
    monde.dossier_nadia.orientations.filter(pk=orientation.pk).update(
        etat="en_cours", demarree_le="2026-01-12"
    )
    return clause


def _heures(monde: Monde) -> dict[str, Any]:
    return {"mois": "2026-01-01", "heures": "10"}


def _heures_prefixees(monde: Monde) -> dict[str, Any]:
    return {f"{_orientation(monde).pk}-{c}": v for c, v in _heures(monde).items()}


def _saisie_de_clause(monde: Monde) -> dict[str, Any]:
    return {"marche": "", "acheteur": "Métropole", "heures_prevues": "10", "heures_hors_suivi": "0"}


FACILITATRICE = attendus(403, odile=200)
LIGNES = [
    Ligne("orientations:clauses", get=FACILITATRICE),
    Ligne(
        "orientations:clause_nouvelle",
        get=FACILITATRICE,
        post=attendus(403, odile=422),
        donnees=_saisie_de_clause,
    ),
    Ligne(
        "orientations:clause",
        get=FACILITATRICE,
        preparer=lambda monde: {"pk": _clause(monde).pk},
    ),
    Ligne(
        "orientations:clause_modifier",
        get=FACILITATRICE,
        post=attendus(403, odile=422),
        preparer=lambda monde: {"pk": _clause(monde).pk},
        donnees=_saisie_de_clause,
    ),
    *(
        Ligne(
            f"orientations:clause_{geste}",
            get=attendus(405),
            post=attendus(403, odile=302),
            preparer=lambda monde: {"pk": _clause(monde).pk, "ouverture": monde.ouverture.pk},
        )
        for geste in ("rattacher", "detacher")
    ),
    Ligne(
        "orientations:clause_heures",
        get=attendus(405),
        post=attendus(403, odile=302),
        preparer=lambda monde: {"pk": _clause(monde).pk, "orientation": _orientation(monde).pk},
        donnees=_heures_prefixees,
    ),
    Ligne(
        "orientations:heures",
        get=attendus(405),
        # A colleague reads the dossier and may not write in it.
        post=attendus(403, awa=302, denis=302, chloe=404),
        preparer=lambda monde: {"pk": _clause(monde) and _orientation(monde).pk},
        donnees=_heures,
    ),
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
