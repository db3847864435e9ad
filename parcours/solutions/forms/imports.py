"""Files of services to import."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from parcours.socle.formulaires import Formulaire

TAILLE_MAX = 300_000_000
FICHIERS_MAX = 10


class PlusieursFichiers(forms.ClearableFileInput):
    allow_multiple_selected = True


class ChampFichiers(forms.FileField):
    """One or several files; cleans to a list."""

    widget = PlusieursFichiers

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        recus = data if isinstance(data, list | tuple) else [data]
        lus = [super(ChampFichiers, self).clean(fichier, initial) for fichier in recus or [None]]
        if len(lus) > FICHIERS_MAX:
            raise ValidationError(f"{FICHIERS_MAX} fichiers au plus à la fois.")
        if sum(f.size for f in lus if f) > TAILLE_MAX:
            raise ValidationError("Plus de 300 Mo en tout : déposer les fichiers en deux fois.")
        return lus


class FormulaireImport(Formulaire):
    """Structures and services together: a service needs its structure."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    fichiers = ChampFichiers(
        label="Fichiers",
        help_text="data·inclusion v1 (structures et services, JSON ou Parquet) ou formations LHEO "
        "(XML) ; .gz accepté. Choisir ensemble les structures et les services.",
    )
    est_complet = forms.BooleanField(
        label="Ces fichiers contiennent tout ce que leurs sources proposent", required=False,
        help_text="Coché, ce qui y manque n’est plus proposé (les orientations faites restent).",
    )  # fmt: skip
