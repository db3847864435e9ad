"""Titles in both genders."""

import pytest

from matching.equite.textes.titres import Genre, genre, proposer


@pytest.mark.parametrize(
    ("titre", "attendu"),
    [
        ("maçon", "Maçon / Maçonne (H/F)"),
        ("Caissière en supermarché", "Caissier / Caissière en supermarché (H/F)"),
        ("aide-soignante de nuit", "Aide-soignant / Aide-soignante de nuit (H/F)"),
        ("Agent de sécurité (H uniquement)", "Agent / Agente de sécurité (H/F)"),
        ("Employé polyvalent", "Employé polyvalent / Employée polyvalente (H/F)"),
        ("Secrétaire médicale", "Secrétaire médical / Secrétaire médicale (H/F)"),
        ("Comptable", "Comptable (H/F)"),
        ("Vendeur / Vendeuse", "Vendeur / Vendeuse (H/F)"),
        ("Recherche plombier chauffagiste", "Plombier chauffagiste / Plombière chauffagiste (H/F)"),
        ("Chef de rang H/F", "Chef / Cheffe de rang (H/F)"),
        ("", ""),
    ],
)
def test_a_title_is_proposed_for_everyone(titre: str, attendu: str) -> None:
    assert proposer(titre) == attendu


@pytest.mark.parametrize("titre", ["Maçon", "Serveuse", "Technicienne", "Conducteur d’engins"])
def test_what_is_proposed_shows_both(titre: str) -> None:
    assert genre(titre) is not Genre.LES_DEUX
    assert genre(proposer(titre)) is Genre.LES_DEUX


@pytest.mark.parametrize(
    "titre", ["Comptable", "Secrétaire", "Chantier naval", "Aide à domicile", "Sage-femme"]
)
def test_a_title_that_shows_no_gender_is_left_in_peace(titre: str) -> None:
    assert genre(titre) is Genre.NEUTRE
