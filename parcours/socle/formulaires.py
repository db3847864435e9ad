"""The base of every form: Bootstrap classes, and one way to answer an invalid one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parcours.socle.models import Versionnee
from parcours.socle.versions import version_actuelle

STATUT_INVALIDE, STATUT_DEPASSE = 422, 409
DEPASSE = (
    "Quelqu’un a modifié cette fiche pendant que vous écriviez. Rien n’est enregistré et votre saisie "
    "reste ci-dessous : vérifier, puis enregistrer de nouveau pour la remplacer."
)

CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.RadioSelect: "form-check-input",
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
}


class _AVersion(forms.BaseForm):
    """Refuses to overwrite what its author has not seen, once given what it edits (`versionner`)."""

    objet_edite: Versionnee | None = None
    est_depasse = False

    def full_clean(self) -> None:
        super().full_clean()
        if self.objet_edite is not None and self.is_bound:
            self._verifier_version(self.objet_edite)

    def _verifier_version(self, objet: Versionnee) -> None:
        lue = getattr(self, "cleaned_data", {}).pop("version", None)
        if lue is None:
            return
        actuelle = version_actuelle(objet)
        if lue != actuelle:
            self.est_depasse = True
            self.add_error(None, DEPASSE)
            # Sent again, it is a decision: what stands now has been said to have changed.
            donnees: Any = self.data.copy()  # type: ignore[attr-defined]
            donnees[self.add_prefix("version")] = str(actuelle)
            self.data = donnees


class Formulaire(_AVersion, forms.Form):
    """A form whose widgets carry the classes of the look and native date fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habiller(self.fields)


class FormulaireModele(_AVersion, forms.ModelForm):
    """The same for a model; saving goes through a service, never through `save()`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habiller(self.fields)


Forme = TypeVar("Forme", bound=_AVersion)
Vue = TypeVar("Vue", bound=Callable[..., HttpResponse])


def versionner(form: Forme, objet: Versionnee) -> Forme:
    """Make the form carry the version of what it edits; one made on an older version is refused."""
    if objet.pk is not None:
        form.objet_edite = objet
        form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        form.initial["version"] = objet.version
    return form


def sous_verrou(vue: Vue) -> Vue:
    """Make the check of a version and the write one transaction, for a POST."""

    @wraps(vue)
    def verrouillee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return vue(request, *args, **kwargs)
        with transaction.atomic():
            return vue(request, *args, **kwargs)

    return verrouillee  # type: ignore[return-value]


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


def lire_champ(form: forms.BaseForm, nom: str) -> Any:
    """The value of one field of a form whatever the others are worth; ValidationError if it is bad."""
    champ = form.fields[nom]
    brute = champ.widget.value_from_datadict(form.data, form.files, form.add_prefix(nom))
    return champ.clean(brute)


def rendre(
    request: HttpRequest, gabarit: str, contexte: dict[str, Any], *formulaires: Any
) -> HttpResponse:
    """Render a page; 422 when one of its bound forms is invalid, 409 when what it edits changed
    meanwhile (what was typed is kept)."""
    statut = 200
    if any(f.is_bound and not f.is_valid() for f in formulaires):
        est_depasse = any(getattr(f, "est_depasse", False) for f in formulaires)
        statut = STATUT_DEPASSE if est_depasse else STATUT_INVALIDE
    return render(request, gabarit, contexte, status=statut)
