"""The base of every form: Bootstrap classes, and one way to answer an invalid one."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STATUT_INVALIDE = 422

CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.RadioSelect: "form-check-input",
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
}


class Formulaire(forms.Form):
    """A form whose widgets carry the classes of the look and native date fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habiller(self.fields)


class FormulaireModele(forms.ModelForm):
    """The same for a model; saving goes through a service, never through `save()`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habiller(self.fields)


def habiller(champs: dict[str, forms.Field]) -> None:
    """Put the classes of the look on the widgets; dates become native date inputs."""
    for champ in champs.values():
        widget = champ.widget
        if isinstance(widget, forms.DateInput) and not isinstance(widget, forms.DateTimeInput):
            widget.input_type, widget.format = "date", "%Y-%m-%d"
        if isinstance(widget, forms.DateTimeInput):
            widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
        classe = next((c for t, c in CLASSES.items() if isinstance(widget, t)), "form-control")
        deja = widget.attrs.get("class", "")
        if not widget.is_hidden and classe not in deja:
            widget.attrs["class"] = f"{deja} {classe}".strip()


def rendre(
    request: HttpRequest, gabarit: str, contexte: dict[str, Any], *formulaires: Any
) -> HttpResponse:
    """Render a page; 422 when one of its bound forms is invalid (what was typed is kept)."""
    invalide = any(f.is_bound and not f.is_valid() for f in formulaires)
    return render(request, gabarit, contexte, status=STATUT_INVALIDE if invalide else 200)
