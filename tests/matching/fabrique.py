"""Small builders of the matching tests: openings, measures, agreed limits."""

import uuid
from datetime import date
from typing import Any

from freins.models import Capacite, LimitesSante
from matching.moteur import grilles
from parcours.dossiers.models import Consentement, Dossier
from parcours.offres.models import ExigenceOuverture, Ouverture
from parcours.socle.horloge import maintenant
from tests.monde import Monde

SEMAINE = range(5)
# 2.3 km north of the home of the personas: 40 minutes on foot.
A_QUARANTE_MINUTES = {"latitude": 45.168 + 0.0207, "longitude": 5.71}


def grille(debut: str, fin: str, jours: Any = SEMAINE) -> str:
    """The stored form of the same hours on several days."""
    return grilles.vers_hexa(grilles.depuis_plages([(jours, debut, fin)]))


def ouverture(monde: Monde, **champs: Any) -> Ouverture:
    """A published job next door, Monday to Friday 9 to 15, that asks for nothing."""
    defauts: dict[str, Any] = {
        "nature": "emploi", "etat": "publiee", "intitule": f"Poste {uuid.uuid4().hex[:6]}",
        "metier": monde.metier, "employeur": monde.employeur, "commune": monde.grenoble,
        "latitude": 45.17, "longitude": 5.712, "contrat": "cdi", "heures_hebdo": 30,
        "grille": grille("09:00", "15:00"), "publiee_le": date.today(),
    }  # fmt: skip
    return Ouverture.objects.create(**defauts | champs)


def exigence(
    visee: Ouverture, critere: str, code: str = "", niveau: int | None = None, **champs: Any
) -> ExigenceOuverture:
    """A firm requirement of the employer."""
    defauts = {"exigence": "E", "provenance": "employeur"}
    return ExigenceOuverture.objects.create(
        ouverture=visee, critere=critere, code=code, niveau=niveau, **defauts | champs
    )


def mesurer(dossier: Dossier, famille: str, mesure: dict[str, Any]) -> None:
    """Write a measure as the diagnosis does, without its event."""
    Capacite.objects.update_or_create(
        dossier=dossier, famille=famille, defaults={"mesure": mesure, "mesuree_le": date.today()}
    )


def marcher(dossier: Dossier, minutes: int = 60, **autres: int) -> None:
    """On foot, and nothing else unless said."""
    modes = dict.fromkeys(("velo", "tc", "cyclo", "voiture"))
    mesurer(dossier, "mobilite", {**modes, "marche": minutes, **autres})


def sans_garde_a_prevoir(dossier: Dossier) -> None:
    """No childcare is needed."""
    mesurer(dossier, "garde", {"etat": "sans_objet"})


def garder(dossier: Dossier, debut: str, fin: str) -> None:
    """Childcare on working days between two hours."""
    mesurer(dossier, "garde", {"etat": "grille", "grille": grille(debut, fin)})


def pret(dossier: Dossier) -> Dossier:
    """Someone who walks and needs no childcare: a plain opening is accessible to them."""
    marcher(dossier)
    sans_garde_a_prevoir(dossier)
    return dossier


def limiter(dossier: Dossier, *limites: str) -> LimitesSante:
    """Functional limits with the consent of the person."""
    accord = Consentement.objects.create(
        dossier=dossier, finalite="sante", moyen="oral", donne_le=maintenant()
    )
    return LimitesSante.objects.create(
        dossier=dossier, limites=sorted(limites), consentement=accord
    )
