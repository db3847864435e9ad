"""The whole diagnosis form: the questions, and the measures of the themes named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from freins.forms.mesures import (
    FormDroit,
    FormGarde,
    FormLangue,
    FormMobilite,
    FormNumerique,
    FormSante,
)
from freins.forms.themes import FormThemes
from freins.lecture import Acquis, acquis_de
from freins.perms import peut_lire_sante
from freins.regles.mesures import Langue
from freins.regles.thematiques import THEMES, Theme
from freins.services.diagnostic import Conversation, DroitTravail, Limites
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier

FORMULAIRES: Mapping[str, type[forms.Form]] = {
    "langue": FormLangue,
    "garde": FormGarde,
    "mobilite": FormMobilite,
    "numerique": FormNumerique,
    "administratif": FormDroit,
    "sante": FormSante,
}
# Their measure is recorded in the Qualifications tab.
AILLEURS = frozenset({"permis", "qualification"})
PRESENT = "presente"


@dataclass(frozen=True, slots=True)
class Section:
    """What opens under a theme named: a form, a link to the place of the fact, or nothing."""

    theme: Theme
    form: forms.Form | None

    @property
    def gabarit(self) -> str:
        return f"freins/sections/{self.theme.code}.html"

    @property
    def est_ailleurs(self) -> bool:
        return self.theme.code in AILLEURS


class FormConversation:
    """The questions and their sections, bound to what was typed or filled with what is known.

    `est_ouverte` tells a form sent without a section it should have: the page must show it first.
    """

    @classmethod
    def pour(
        cls, dossier: Dossier, compte: Utilisateur, data: QueryDict | None = None
    ) -> "FormConversation":
        """The form of a dossier as this account may fill it."""
        return cls(acquis_de(dossier), data, sante=peut_lire_sante(compte, dossier))

    def __init__(self, acquis: Acquis, data: QueryDict | None = None, *, sante: bool) -> None:
        self.acquis = acquis
        self.data = data
        self.themes = FormThemes(
            data, themes=[t for t in THEMES if sante or t.code != "sante"],
            initial={f"theme_{code}": impact for code, impact in acquis.impacts.items()},
        )  # fmt: skip
        self.sections = {
            code: self._section(theme)
            for code, theme in self.themes.themes.items()
            if self.themes.est_nomme(code)
        }

    @property
    def questions(self) -> list[tuple[Theme, forms.BoundField, Section | None]]:
        """Return, in order, each theme, its question and the section opened under it."""
        return [
            (theme, self.themes[f"theme_{code}"], self.sections.get(code))
            for code, theme in self.themes.themes.items()
        ]

    @property
    def formulaires(self) -> list[forms.BaseForm]:
        """Return the forms shown, for the summary of errors."""
        return [self.themes, *(s.form for s in self.sections.values() if s.form is not None)]

    def a_des_sections_non_vues(self) -> bool:
        """True when a theme was named whose measure the page has not yet shown."""
        return any(s.form is not None and not s.form.is_bound for s in self.sections.values())

    def is_valid(self) -> bool:
        """Validate all forms (each shows its own errors)."""
        return [f.is_valid() for f in self.formulaires].count(False) == 0

    def conversation(self) -> Conversation:
        """Return what was said, without the sections that cannot be read; after `is_valid`."""
        return Conversation(
            impacts=self.themes.impacts(),
            mesures=self._mesures(),
            langue=self._langue(),
            droit=self._droit(),
            limites=self._limites(),
        )

    def _section(self, theme: Theme) -> Section:
        classe = FORMULAIRES.get(theme.code)
        if classe is None:
            return Section(theme, None)
        if self.data is not None and self.data.get(f"{theme.code}-{PRESENT}"):
            return Section(theme, classe(self.data, prefix=theme.code))
        return Section(theme, classe(prefix=theme.code, initial=self.acquis.initial_de(theme.code)))

    def _donnees(self, code: str) -> Any:
        section = self.sections.get(code)
        form = section.form if section else None
        return form if form is not None and form.is_valid() else None

    def _mesures(self) -> dict[str, Any]:
        mesures = {c: self._donnees(c) for c in ("garde", "mobilite", "numerique")}
        dites = {c: form.mesure() for c, form in mesures.items() if form is not None}
        return {code: mesure for code, mesure in dites.items() if mesure is not None}

    def _langue(self) -> Langue | None:
        """A side not spoken of keeps its level."""
        form = self._donnees("langue")
        dite = form.mesure() if form else None
        if dite is None:
            return None
        deja = self.acquis.langue
        return Langue(dite.oral or deja.oral, dite.ecrit or deja.ecrit)

    def _droit(self) -> DroitTravail | None:
        form = self._donnees("administratif")
        est_oui = form.cleaned_data.get("est_oui") if form else ""
        return DroitTravail(est_oui == "oui", form.cleaned_data.get("au")) if est_oui else None

    def _limites(self) -> Limites | None:
        form = self._donnees("sante")
        if form is None or not form.cleaned_data.get("accord"):
            return None
        donnees = form.cleaned_data
        return Limites(frozenset(donnees["limites"]), donnees.get("moyen") or "oral")
