"""The SIRET of a partner's row gives the opening to the employer registered under it."""

import json
from typing import Any

import pytest

from parcours.offres.models import Employeur, ImportOuvertures, Ouverture
from tests.api.outils import jeton_de
from tests.monde import Monde
from tests.offres.fabrique import fichier_ft, importer, offre_ft
from tests.orientations.outils import envoyee

pytestmark = [pytest.mark.base, pytest.mark.django_db]
VERCORS, AUTRE = "732 829 320 00074", "35600000000048"


def _importer(**cellules: Any) -> ImportOuvertures:
    ligne = {"identifiant": "A", "intitule": "Agent", "employeur": "Chez nous"} | cellules
    return importer(json.dumps([ligne]).encode(), "json")


def _employeur() -> Employeur | None:
    return Ouverture.objects.get(source_id="A").employeur


def test_the_employer_sees_and_answers_what_a_partner_published(monde: Monde) -> None:
    _importer(siret=VERCORS)
    ouverture = Ouverture.objects.get(source_id="A")
    assert (ouverture.employeur, ouverture.chez) == (monde.employeur, "Atelier Vercors")
    orientation = envoyee(monde, ouverture=ouverture)
    recues = jeton_de(monde, "vercors").get("/api/v1/candidatures").json()["resultats"]
    assert [r["id"] for r in recues] == [orientation.pk]


def test_a_number_nobody_registered_creates_no_employer(monde: Monde) -> None:
    avant = Employeur.objects.count()
    suivi = _importer(siret=AUTRE)
    assert (suivi.rapport["nouvelles"], _employeur()) == (1, None)
    assert Employeur.objects.count() == avant


def test_the_same_row_finds_its_employer_once_registered(monde: Monde) -> None:
    _importer(siret=AUTRE)
    assert _importer(siret=AUTRE).rapport["inchangees"] == 1
    venu = Employeur.objects.create(nom="La Poste", siret=AUTRE)
    assert _importer(siret=AUTRE).rapport["modifiees"] == 1
    assert _employeur() == venu


@pytest.mark.parametrize(
    ("suite", "garde"), [({"siret": ""}, False), ({"siret": AUTRE}, False), ({}, True)]
)
def test_a_number_taken_back_unties_and_a_silent_row_does_not(
    suite: dict[str, str], garde: bool, monde: Monde
) -> None:
    _importer(siret=VERCORS)
    _importer(intitule="Agent de nuit", **suite)
    assert (_employeur() == monde.employeur) is garde


def test_a_source_that_never_says_it_keeps_what_is_known(monde: Monde) -> None:
    importer(fichier_ft(offre_ft("FT")))
    Ouverture.objects.filter(source_id="FT").update(employeur=monde.employeur)
    importer(fichier_ft(offre_ft("FT", intitule="Changé")))
    assert Ouverture.objects.get(source_id="FT").employeur == monde.employeur


def test_a_wrong_number_costs_its_row_and_says_why(monde: Monde) -> None:
    suivi = _importer(siret="73282932000075")
    assert suivi.rapport["rejetees"] == 1
    assert (
        suivi.rejets[0]["raison"]
        == "siret : SIRET : la clé n’est pas bonne. Vérifier chaque chiffre."
    )
    assert not Ouverture.objects.filter(source_id="A").exists()
