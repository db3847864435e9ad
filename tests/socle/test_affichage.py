"""Dates as people say them, numbers, query strings; forms that carry the look and their errors."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from parcours.socle.formulaires import Formulaire, rendre

MAINTENANT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def _rendu(gabarit: str, **contexte: Any) -> str:
    return Template("{% load parcours %}" + gabarit).render(Context(contexte))


@pytest.fixture(autouse=True)
def _lundi_2_mars() -> Any:
    with time_machine.travel(MAINTENANT, tick=False):
        yield


@pytest.mark.parametrize(
    ("jour", "mots"),
    [
        (date(2026, 3, 2), "aujourd’hui"),
        (date(2026, 3, 1), "hier"),
        (date(2026, 3, 3), "demain"),
        (date(2026, 2, 27), "il y a 3 jours"),
        (date(2026, 3, 31), "dans 29 jours"),
        (date(2026, 1, 31), "il y a 1 mois"),
        (date(2025, 3, 3), "il y a 12 mois"),
        (date(2025, 3, 2), "il y a 1 an"),
        (date(2028, 3, 5), "dans 2 ans"),
        # An instant counts by its day in Paris: 23:30 in London is tomorrow here.
        (datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "aujourd’hui"),
    ],
)
def test_dates_as_people_say_them(jour: date, mots: str) -> None:
    assert f">{mots}</time>" in _rendu("{{ d|il_y_a }}", d=jour)


def test_the_exact_date_is_there_for_hover_and_machines() -> None:
    rendu = _rendu("{{ d|il_y_a }}", d=date(2026, 2, 27))
    assert 'datetime="2026-02-27"' in rendu
    assert 'title="27 février 2026"' in rendu
    assert "à 10:30" in _rendu("{{ d|il_y_a }}", d=MAINTENANT)


def test_no_date_shows_nothing() -> None:
    assert _rendu("[{{ d|il_y_a }}]", d=None) == "[]"


@pytest.mark.parametrize(
    ("nombre", "phrase"),
    [
        (0, "0 offre"),
        (1, "1 offre"),
        (-1, "-1 offre"),
        (2, "2 offres"),
        (1642, "1\u202f642 offres"),
    ],
)
def test_plurals(nombre: int, phrase: str) -> None:
    assert _rendu("{{ n|pluriel:'offre,offres' }}", n=nombre) == phrase


def test_unknown_percent_is_a_dash_not_a_zero() -> None:
    assert _rendu("{{ a|pourcent }} {{ b|pourcent }}", a=None, b=86.2) == "– 86"


def test_a_query_string_keeps_the_other_filters(rf: RequestFactory) -> None:
    requete = rf.get("/", {"q": "a b", "page": "3", "qpv": "1"})
    rendu = _rendu("{% requete page=4 qpv=None %}", request=requete)
    assert rendu == "?q=a+b&amp;page=4"
    assert _rendu("{% requete page=None %}", request=rf.get("/?page=2")) == "?"


# --- forms --------------------------------------------------------------------------------------


class Essai(Formulaire):
    nom = forms.CharField(label="Nom", help_text="Comme à l’état civil")
    jour = forms.DateField(label="Jour", required=False)
    choix = forms.ChoiceField(label="Choix", choices=[("a", "A")], widget=forms.RadioSelect)
    accord = forms.BooleanField(label="Accord", required=False)
    jeton = forms.CharField(widget=forms.HiddenInput, required=False)


def test_widgets_carry_the_look_and_native_dates() -> None:
    page = Essai(initial={"jour": date(2026, 3, 2)}).as_div()
    assert 'type="date" name="jour" value="2026-03-02"' in page
    assert 'class="form-control"' in str(Essai()["nom"])
    assert 'class="form-check-input"' in str(Essai()["accord"])
    assert "class" not in str(Essai()["jeton"])


def test_a_field_has_a_label_its_help_and_its_error_tied_to_it() -> None:
    champ = str(Essai({"nom": ""})["nom"].as_field_group())
    assert 'for="id_nom"' in champ
    assert 'id="id_nom_helptext"' in champ
    assert 'aria-describedby="id_nom_helptext' in champ
    assert 'aria-invalid="true"' in champ
    assert "Ce champ est obligatoire" in champ


def test_choices_are_a_fieldset_with_a_legend() -> None:
    champ = str(Essai()["choix"].as_field_group())
    assert "<fieldset" in champ
    assert "<legend" in champ


def test_an_invalid_form_answers_422_and_keeps_what_was_typed(rf: RequestFactory) -> None:
    form = Essai({"nom": "Kaci", "jour": "le 2 mars"})
    reponse = rendre(rf.post("/"), "composants/erreurs.html", {"form": form}, form)
    assert reponse.status_code == 422
    page = reponse.content.decode()
    assert 'href="#id_jour"' in page
    assert 'value="le 2 mars"' in str(form["jour"])


def test_a_form_not_sent_answers_200(rf: RequestFactory) -> None:
    form = Essai()
    reponse = rendre(rf.get("/"), "composants/erreurs.html", {"form": form}, form)
    assert (reponse.status_code, reponse.content.decode().strip()) == (200, "")
