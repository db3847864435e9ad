"""A fingerprint of what the demonstration holds, blind to keys, hashes and random identifiers."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from freins.models import Action, Capacite, Frein, LimitesSante, Objectif
from matching.models import Suggestion
from parcours.dossiers.models import (
    CompetencePersonne,
    ContactTerrain,
    Diplome,
    Dossier,
    Echange,
    Experience,
    Langue,
    MetierVoulu,
    Permis,
    Personne,
    Recherche,
    Situation,
)
from parcours.offres.models import Employeur, ExigenceOuverture, Ouverture
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.solutions.models import Solution

COLONNES: dict[type, tuple[str, ...]] = {
    Personne: ("sexe", "naissance_le", "latitude", "longitude", "qpv_etat", "telephone"),
    Dossier: ("referent__email", "statut", "projet", "ouvert_le", "clos_le", "dernier_contact_le"),
    Situation: ("nature", "est_oui", "du", "au", "identifiant"),
    Diplome: ("intitule", "niveau", "annee"),
    Permis: ("categorie", "est_etranger"),
    Langue: ("code", "oral", "ecrit"),
    Experience: ("origine", "metier", "mois"),
    CompetencePersonne: ("competence", "preuve"),
    Recherche: ("natures", "heures_min", "grille"),
    MetierVoulu: ("metier", "poids"),
    Frein: ("thematique", "impact", "statut", "identifie_le", "leve_le"),
    Capacite: ("famille", "mesure", "mesuree_le"),
    Objectif: ("intitule", "rang"),
    Action: ("intitule", "porteur", "echeance_le", "statut", "finie_le"),
    ContactTerrain: ("quand", "canal", "issue", "blocages"),
    Echange: ("quand", "nature", "presence", "note"),
    Employeur: ("nom", "siret"),
    Ouverture: ("nature", "etat", "intitule", "nom_employeur", "latitude", "grille", "salaire_min", "publiee_le"),
    ExigenceOuverture: ("critere", "code", "niveau", "exigence"),
    Solution: ("nom", "gain"),
    Orientation: ("etat", "envoyee_le", "maintien_mois", "reference", "relances"),
    TransitionOrientation: ("transition", "quand", "auteur", "motif"),
    Suggestion: ("geste", "motif", "cree_le"),
}  # fmt: skip


def empreintes() -> dict[str, str]:
    """One hash per model, in the order of creation; names of people apart, under « noms »."""
    resultat = {m.__name__: _hache(m, colonnes) for m, colonnes in COLONNES.items()}
    limites = [fiche.limites for fiche in LimitesSante.objects.order_by("pk")]
    return resultat | {
        "LimitesSante": _condense(limites),
        "noms": _hache(Personne, ("prenom", "nom")),
    }


def _hache(modele: Any, colonnes: tuple[str, ...]) -> str:
    return _condense(list(modele.objects.order_by("pk").values_list(*colonnes)))


def _condense(valeurs: Any) -> str:
    texte = json.dumps(valeurs, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()
