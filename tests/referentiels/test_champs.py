"""Picking a métier without JavaScript: what fits is offered, one click chooses."""

from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from parcours.referentiels.champs import ChampMetier
from parcours.referentiels.models import Metier, NomCourant

pytestmark = [pytest.mark.base, pytest.mark.django_db]


class Formulaire(forms.Form):
    metier = ChampMetier(required=False)


@pytest.fixture(autouse=True)
def metiers(db: None) -> None:
    for code, libelle in (
        ("K2204", "Agent / Agente de propreté industrielle"),
        ("K2205", "Agent / Agente de propreté de bureaux"),
        ("K1303", "Assistant maternel / Assistante maternelle"),
    ):
        Metier.objects.create(code=code, libelle=libelle)
    NomCourant.objects.create(nom="nounou", metier_id="K1303")


def _poster(**champs: str) -> Formulaire:
    donnees = QueryDict(mutable=True)
    donnees.update(champs)
    return Formulaire(donnees)


def _choisi(form: Formulaire) -> Any:
    assert form.is_valid(), form.errors
    return form.cleaned_data["metier"]


def test_an_everyday_name_or_a_code_is_clear() -> None:
    assert _choisi(_poster(metier="nounou")).pk == "K1303"
    assert _choisi(_poster(metier="Agent / Agente de propreté de bureaux (K2205)")).pk == "K2205"
    assert _choisi(_poster(metier="")) is None


def test_several_are_offered_and_a_click_chooses() -> None:
    form = _poster(metier="agent de propreté")
    assert not form.is_valid()
    page = str(form["metier"])
    assert page.count('type="radio"') == 3
    assert 'value="agent de propreté"' in page
    choix = "Agent / Agente de propreté de bureaux (K2205)"
    assert choix in page
    suite = {"metier": "agent de propreté", "metier-demande": "agent de propreté"}
    assert _choisi(_poster(**suite, **{"metier-choix": choix})).pk == "K2205"
    assert not _poster(**suite, **{"metier-choix": ""}).is_valid()


def test_a_choice_is_forgotten_once_the_text_is_another() -> None:
    """The radio buttons of an earlier try must not win over what is typed now."""
    form = _poster(
        metier="nounou", **{"metier-demande": "agent", "metier-choix": "Peu importe (K2205)"}
    )
    assert _choisi(form).pk == "K1303"


def test_what_is_unknown_is_said_so_without_a_choice() -> None:
    form = _poster(metier="zzxqwv")
    assert "introuvable" in str(form.errors)
    assert 'type="radio"' not in str(form["metier"])


def test_what_is_typed_is_escaped() -> None:
    form = _poster(metier="<b>agent de propreté</b>")
    form.is_valid()
    assert "<b>" not in str(form["metier"])
