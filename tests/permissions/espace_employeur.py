"""The employer's space, and employers as the teams see them: by hand."""

from typing import Any
from uuid import uuid4

from parcours.comptes.models import Role
from parcours.offres.models import DemandeEmployeur, Ouverture
from parcours.socle.horloge import maintenant
from tests.monde import Monde, creer_compte
from tests.permissions.ligne import PERSONAS, Ligne, attendus
from tests.permissions.offres import equipe, offre

VERCORS = {"vercors": 200}


def _saisie(monde: Monde) -> dict[str, Any]:
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(source="saisie", etat="publiee")
    return {"pk": monde.ouverture.pk}


def _membre(monde: Monde) -> dict[str, Any]:
    autre = creer_compte(f"M{uuid4().hex[:6]}", "Membre", Role.EMPLOYEUR)
    monde.employeur.membres.add(autre)
    return {"pk": monde.employeur.pk, "membre": autre.pk}


def _demande(monde: Monde) -> dict[str, Any]:
    compte = creer_compte(f"D{uuid4().hex[:6]}", "Demande", Role.EMPLOYEUR)
    compte.last_login = maintenant()
    compte.save()
    demande = DemandeEmployeur.objects.create(
        utilisateur=compte, nom="Menuiserie Perrin", est_particulier=True, telephone="04"
    )
    return {"pk": demande.pk}


def inscription(monde: Monde) -> dict[str, Any]:
    """A complete request."""
    return {
        "entreprise": "Menuiserie Perrin", "siret": "", "est_particulier": "on", "commune": "38185",
        "prenom": "Lise", "nom": "Perrin", "email": "lise@exemple.test", "telephone": "0476000000",
    }  # fmt: skip


LIGNES = [
    Ligne(
        "offres:inscription",
        get=dict.fromkeys(PERSONAS, 200),
        post=dict.fromkeys(PERSONAS, 200),
        donnees=inscription,
    ),
    Ligne("offres:espace", get=attendus(403, **VERCORS)),
    Ligne(
        "offres:publier",
        get=attendus(403, **VERCORS),
        post=attendus(403, vercors=302),
        donnees=offre,
    ),
    Ligne("offres:mon_offre", get=attendus(403, **VERCORS), preparer=_saisie),
    Ligne(
        "offres:modifier_mon_offre",
        get=attendus(403, **VERCORS),
        post=attendus(403, vercors=302),
        preparer=_saisie,
        donnees=offre,
    ),
    Ligne(
        "offres:changer_mon_offre",
        get=attendus(405),
        post=attendus(403, vercors=302),
        preparer=lambda monde: _saisie(monde) | {"transition": "pourvoir"},
    ),
    Ligne(
        "offres:equipe",
        get=attendus(403, **VERCORS),
        post=attendus(403, vercors=302),
        donnees=lambda monde: {"employeur": monde.employeur.pk, "email": "nouvelle@exemple.test"},
    ),
    Ligne(
        "offres:retirer_membre",
        get=attendus(405),
        post=attendus(403, vercors=302),
        preparer=_membre,
    ),
    Ligne("offres:employeurs", get=equipe(200)),
    Ligne(
        "offres:employeur",
        get=equipe(200),
        post=attendus(403, denis=302),
        preparer=lambda monde: {"pk": monde.employeur.pk},
        donnees=lambda monde: {"employeur": monde.employeur.pk, "email": "invitee@exemple.test"},
    ),
    Ligne(
        "offres:noter_appel",
        get=attendus(405),
        post=equipe(302),
        preparer=lambda monde: {"pk": monde.employeur.pk},
        donnees=lambda monde: {"issue": "message"},
    ),
    Ligne("offres:demandes_employeurs", get=attendus(403, denis=200)),
    Ligne(
        "offres:accepter_demande",
        get=attendus(405),
        post=attendus(403, denis=302),
        preparer=_demande,
    ),
    Ligne(
        "offres:refuser_demande",
        get=attendus(405),
        post=attendus(403, denis=422),
        preparer=_demande,
    ),
]
