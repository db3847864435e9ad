"""The lines of barriers and plan in the timeline of a dossier."""

from datetime import date

import pytest

from freins import services
from freins.chronologie import entrees
from freins.regles.mesures import Numerique
from parcours.dossiers.fil import entrees_du_fil

pytestmark = pytest.mark.base
JOUR = date(2026, 3, 2)


def phrases(monde) -> list[str]:
    return [e.phrase for e in entrees(monde.dossier_nadia)]


def test_barriers_measures_and_steps_are_told(monde):
    dossier = monde.dossier_nadia
    frein = services.identifier(
        dossier=dossier, thematique="numerique--acquerir-un-equipement", par=monde.awa, jour=JOUR
    )
    services.faire(frein=frein, geste="lever", par=monde.awa, jour=JOUR)
    services.mesurer(
        dossier=dossier, famille="numerique", mesure=Numerique(1), par=monde.awa, jour=JOUR
    )
    objectif = services.ajouter_objectif(dossier=dossier, intitule="But", par=monde.awa)
    action = services.ajouter_action(
        objectif=objectif, intitule="aller à l’atelier", porteur="personne", echeance_le=JOUR,
        par=monde.awa,
    )  # fmt: skip
    services.faire_action(action=action, geste="finir", par=monde.awa, jour=JOUR)
    services.convenir(dossier=dossier, convenu_le=JOUR, comment="oral", par=monde.awa)
    assert sorted(phrases(monde)) == sorted([
        "Frein Numérique : identifié, gênant", "Frein Numérique : levé",
        "Numérique, mesure : a besoin d’aide", "Aller à l’atelier : faite",
        "Plan convenu avec la personne",
    ])  # fmt: skip
    assert entrees_du_fil(dossier, voit_origine=True)


def test_health_has_no_line_and_no_word(monde):
    dossier = monde.dossier_nadia
    frein = services.identifier(
        dossier=dossier, thematique="sante", par=monde.awa, jour=JOUR, impact="bloquant"
    )
    services.noter_limites(dossier=dossier, limites=["nuit"], par=monde.awa, consent=True)
    objectif = services.ajouter_objectif(
        dossier=dossier, intitule="Avancer", par=monde.awa, frein=frein
    )
    action = services.ajouter_action(
        objectif=objectif, intitule="Voir la MDPH", porteur="personne", echeance_le=JOUR,
        par=monde.awa,
    )  # fmt: skip
    services.faire_action(action=action, geste="finir", par=monde.awa, jour=JOUR)
    assert phrases(monde) == ["Étape du plan : faite"]
