"""The questions of the conversation, one per theme; what is not spoken of says nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from freins.models import ImpactFrein
from freins.regles.thematiques import THEMES, Theme
from parcours.socle.formulaires import Formulaire

REPONSES = (
    ("", "Pas abordé"),
    (ImpactFrein.AUCUN.value, "Non"),
    (ImpactFrein.GENANT.value, "C’est gênant"),
    (ImpactFrein.BLOQUANT.value, "C’est bloquant"),
)
NOMMES = (ImpactFrein.GENANT, ImpactFrein.BLOQUANT)


class FormThemes(Formulaire):
    """« Est-ce que cela vous empêche de travailler ? », theme by theme."""

    nomment = " ".join(NOMMES)

    def __init__(self, *args: Any, themes: Iterable[Theme] = THEMES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {t.code: t for t in themes}
        for theme in self.themes.values():
            self.fields[f"theme_{theme.code}"] = forms.ChoiceField(
                label=theme.question, choices=REPONSES, required=False, widget=forms.RadioSelect
            )
        for champ in self.fields.values():
            champ.widget.attrs["class"] = "form-check-input"

    def impacts(self) -> dict[str, str]:
        """Return what was answered, by code of theme; « pas abordé » is left out."""
        dits = {code: self.cleaned_data.get(f"theme_{code}", "") for code in self.themes}
        return {code: impact for code, impact in dits.items() if impact}

    def est_nomme(self, code: str) -> bool:
        """True when the person named this theme (what was typed, or what is already open)."""
        return self[f"theme_{code}"].value() in NOMMES
