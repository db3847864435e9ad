"""The shared weekly grid: what is ticked is what is stored, with or without JavaScript."""

import pytest
from django import forms
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import grilles
from parcours.socle.grille import AUCUNE, ChampGrille


class Formulaire(forms.Form):
    grille = ChampGrille(required=False, label="Heures")


def nettoyer(requete: str) -> str:
    formulaire = Formulaire(QueryDict(requete))
    assert formulaire.is_valid(), formulaire.errors
    return formulaire.cleaned_data["grille"]


def test_ticked_half_hours_and_shortcuts_add_up() -> None:
    attendu = grilles.depuis_plages([((0,), "06:00", "12:00"), ((1,), "06:30", "07:00")])
    assert nettoyer("grille_plage=0-matin&grille_case=61") == grilles.vers_hexa(attendu)


def test_a_sunday_night_goes_on_to_monday_morning() -> None:
    attendu = grilles.depuis_plages([((6,), "22:00", "06:00")])
    assert nettoyer("grille_plage=6-nuit") == grilles.vers_hexa(attendu)


def test_clearing_keeps_only_the_new_shortcuts() -> None:
    soir = grilles.depuis_plages([((2,), "18:00", "22:00")])
    assert nettoyer("grille_case=3&grille_vider=1&grille_plage=2-soir") == grilles.vers_hexa(soir)


def test_nothing_ticked_is_empty_or_null() -> None:
    assert nettoyer("") == ""
    assert ChampGrille(required=False, nulle_est_vide=False).clean(AUCUNE) == AUCUNE


@pytest.mark.parametrize("valeur", ["336", "-1", "²", "9999999", "x"])
def test_a_forged_half_hour_is_no_half_hour(valeur: str) -> None:
    donnees = QueryDict(mutable=True)
    donnees.setlist("grille_case", [valeur])
    formulaire = Formulaire(donnees)
    assert formulaire.is_valid()
    assert formulaire.cleaned_data["grille"] == ""


def test_an_unreadable_grid_is_refused_in_words() -> None:
    formulaire = Formulaire(QueryDict("grille=zz"))
    assert not formulaire.is_valid()
    assert "cocher les heures" in formulaire.errors["grille"][0]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, grilles.PLEINE))
def test_what_is_shown_is_what_is_posted_back(grille: int) -> None:
    """The boxes rendered as ticked, posted again, give the same grid."""
    html = str(Formulaire(initial={"grille": grilles.vers_hexa(grille)})["grille"])
    lignes = html.split('name="grille_case" value="')[1:]
    cochees = [ligne.split('"')[0] for ligne in lignes if " checked" in ligne.split("></td>")[0]]
    requete = "&".join(f"grille_case={c}" for c in cochees)
    assert nettoyer(requete) == (grilles.vers_hexa(grille) if grille else "")


def test_each_cell_says_its_day_and_hour() -> None:
    html = str(Formulaire()["grille"])
    assert 'aria-label="lundi 6 h 30"' in html
    assert html.count('name="grille_case"') == grilles.TAILLE
    assert len(html.encode()) < 60_000
