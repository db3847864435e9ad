"""The forms of the pages as the bodies of the API: one place where a rule is written.

`corps_de` gives the shape (OpenAPI, types); `valider` runs the very form of the page, whose
sentences become those of the problem.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model
from rest_framework import serializers

from parcours.referentiels.champs import ChampCommune, ChampMetier

Forme = type[forms.BaseForm]
_SIMPLES: tuple[tuple[type[forms.Field], type[serializers.Field], dict[str, Any]], ...] = (
    (forms.BooleanField, serializers.BooleanField, {}),
    (forms.DateTimeField, serializers.DateTimeField, {}),
    (forms.DateField, serializers.DateField, {}),
    (forms.EmailField, serializers.EmailField, {}),
)


def corps_de(
    nom: str, forme: Forme, champs: tuple[str, ...], *, partiel: bool = False, **autres: Any
) -> type[serializers.Serializer]:
    """Return a serializer of those fields of the form; `autres` adds or replaces some.

    `partiel`: every field is optional (a change); else the form says which are required.
    """
    declares = forme.base_fields  # type: ignore[attr-defined]
    attributs: dict[str, Any] = {n: _champ(declares[n], partiel) for n in champs if n not in autres}
    attributs |= autres
    attributs["__doc__"] = "Corps de la demande ; les mêmes règles que la page."
    return type(nom, (serializers.Serializer,), attributs)


def valider(forme: Any) -> dict[str, Any]:
    """Return the cleaned data; ValidationError with the sentences of the form."""
    if not forme.is_valid():
        raise serializers.ValidationError(
            {champ: [str(e) for e in fautes] for champ, fautes in forme.errors.items()}
        )
    donnees: dict[str, Any] = forme.cleaned_data
    return donnees


def donnees_pour(forme: Any, donnees: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a change is given: what it shows now, then what was sent."""
    actuelles = {}
    for champ in forme:
        valeur = champ.value()
        actuelles[champ.name] = _en_saisie(valeur() if callable(valeur) else valeur)
    return actuelles | saisie(donnees)


def saisie(donnees: Mapping[str, Any]) -> dict[str, Any]:
    """The checked values as a form reads them."""
    return {nom: _en_saisie(valeur) for nom, valeur in donnees.items()}


def _en_saisie(valeur: Any) -> Any:
    if isinstance(valeur, Model):
        return valeur.pk
    if isinstance(valeur, tuple):  # a position
        return ", ".join(map(str, valeur))
    return "" if valeur is None else valeur


def _champ(champ: forms.Field, partiel: bool) -> serializers.Field:
    options: dict[str, Any] = {"required": champ.required and not partiel}
    if champ.label:
        options["help_text"] = str(champ.label)
    if not champ.required:
        options["allow_null"] = not isinstance(champ, forms.BooleanField)
    if isinstance(champ, forms.ChoiceField):
        options.pop("allow_null", None)  # empty is "" or []
    if isinstance(champ, forms.MultipleChoiceField):
        return serializers.ListField(child=_choix(champ), **options, max_length=200)
    if isinstance(champ, forms.ChoiceField) and _codes(champ):
        return _choix(champ, **options)
    if isinstance(champ, ChampCommune | ChampMetier | forms.ChoiceField):
        return serializers.CharField(max_length=120, allow_blank=not champ.required, **options)
    if isinstance(champ, forms.ModelChoiceField):
        return serializers.IntegerField(min_value=1, max_value=2**63 - 1, **options)
    if isinstance(champ, forms.IntegerField):
        return _nombre(champ, options)
    for genre, serialiseur, plus in _SIMPLES:
        if isinstance(champ, genre):
            return serialiseur(**plus, **options)
    longueur = getattr(champ, "max_length", None) or 50_000
    return serializers.CharField(
        max_length=longueur, allow_blank=not champ.required, trim_whitespace=True, **options
    )


def _nombre(champ: Any, options: dict[str, Any]) -> serializers.Field:
    """A number, whole unless the form says otherwise (its floats and decimals are integers too)."""
    if isinstance(champ, forms.DecimalField):
        return serializers.DecimalField(
            max_digits=champ.max_digits or 10, decimal_places=champ.decimal_places or 2, **options
        )
    mini, maxi = champ.min_value, champ.max_value
    if isinstance(champ, forms.FloatField):
        return serializers.FloatField(min_value=mini, max_value=maxi, **options)
    return serializers.IntegerField(
        min_value=-(2**31) if mini is None else mini,
        max_value=2**31 - 1 if maxi is None else maxi,
        **options,
    )


def choix(forme: Forme, nom: str) -> list[tuple[Any, Any]]:
    """The values a choice of the form may take."""
    return _codes(forme.base_fields[nom])  # type: ignore[attr-defined]


def _codes(champ: Any) -> list[tuple[Any, Any]]:
    plats: list[tuple[Any, Any]] = []
    for code, libelle in champ.choices:
        if isinstance(libelle, list | tuple):
            plats += [paire for paire in libelle if paire[0] != ""]
        elif code != "":
            plats.append((code, libelle))
    return plats


def _choix(champ: Any, **options: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=_codes(champ), allow_blank=not champ.required, **options)
