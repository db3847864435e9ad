"""The form that changes what a requirement asks: which licence, which level, how many months."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from matching.moteur.vocabulaire import (
    CERTIFICATS,
    CONDITIONS,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    Critere,
)
from parcours.offres.models import ExigenceOuverture
from parcours.offres.presentation import LANGUES, MENTIONS, nommer
from parcours.socle.formulaires import Formulaire, habiller

NON_DIT: Final = ("", "non dit")
_LANGUES: Final = {code: nom for code, nom in LANGUES.items() if code}
# Criterion → what its code says, and the codes to choose from.
CODES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    Critere.PERMIS: ("Permis", {p: f"Permis {p}" for p in PERMIS}),
    Critere.CERTIFICAT: ("Certificat ou habilitation", CERTIFICATS),
    Critere.VEHICULE: (
        "Véhicule",
        {"voiture": "Voiture personnelle", "motorise": "Voiture, scooter ou autre véhicule motorisé"},
    ),
    Critere.CONDITION: ("Condition de travail", CONDITIONS),
    Critere.DEPLACEMENT: (
        "Rythme des déplacements",
        {"quotidien": "quotidiens", "frequent": "fréquents", "ponctuel": "ponctuels"},
    ),
    Critere.TELETRAVAIL: (
        "Télétravail",
        {"partiel": "possible une partie du temps", "total": "complet"},
    ),
    Critere.HORAIRES: ("Horaires", MENTIONS),
    Critere.LANGUE_ORAL: ("Langue", _LANGUES),
    Critere.LANGUE_ECRIT: ("Langue", _LANGUES),
}  # fmt: skip
_CECRL: Final = dict(enumerate(NIVEAUX_CECRL))
NIVEAUX: Final[Mapping[str, tuple[str, Mapping[int, str]]]] = {
    Critere.NIVEAU: ("Niveau de diplôme", NIVEAUX_DIPLOME),
    Critere.LANGUE_ORAL: ("Niveau", _CECRL),
    Critere.LANGUE_ECRIT: ("Niveau", _CECRL),
    Critere.NUMERIQUE: ("Aisance numérique (0 à 3)", {n: str(n) for n in range(4)}),
}  # fmt: skip


class FormulaireValeur(Formulaire):
    """Fields of one requirement, by its criterion; none when it has no value to change."""

    def __init__(self, exigence: ExigenceOuverture, data: Any = None) -> None:
        super().__init__(data, prefix=f"e{exigence.pk}")
        self.exigence = exigence
        self._ajouter_champs()
        habiller(self.fields)

    def a_des_champs(self) -> bool:
        """False for what is only asked or not: a skill, a place that is not served."""
        return bool(self.fields)

    def _ajouter_champs(self) -> None:
        exigence = self.exigence
        if exigence.critere in CODES:
            libelle, choix = CODES[exigence.critere]
            actuel = {exigence.code: nommer(exigence)} if exigence.code not in choix else {}
            self.fields["code"] = forms.ChoiceField(
                label=libelle, choices=[*actuel.items(), *choix.items()], initial=exigence.code,
                required="" not in actuel,
            )  # fmt: skip
        if exigence.critere in NIVEAUX:
            libelle, niveaux = NIVEAUX[exigence.critere]
            self.fields["niveau"] = forms.TypedChoiceField(
                label=libelle, choices=[NON_DIT, *niveaux.items()], initial=exigence.niveau,
                coerce=int, empty_value=None, required=False,
            )  # fmt: skip
        elif exigence.critere == Critere.EXPERIENCE:
            self.fields["niveau"] = forms.IntegerField(
                label="Mois d’expérience", required=False, min_value=1, max_value=480,
                initial=exigence.niveau, help_text="Vide si la durée n’est pas dite.",
            )  # fmt: skip

    def valeur(self) -> dict[str, Any]:
        """Code and level to write; what the form does not ask is left as it is."""
        lues, exigence = self.cleaned_data, self.exigence
        return {
            "code": lues.get("code", exigence.code) if "code" in self.fields else exigence.code,
            "niveau": lues["niveau"] if "niveau" in self.fields else exigence.niveau,
        }


class FormulaireDuree(Formulaire):
    """The weekly hours of an opening, as the employer said them."""

    heures = forms.DecimalField(
        label="Heures par semaine", required=False, min_value=1, max_value=60, max_digits=4,
        decimal_places=1, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="Vide si la durée n’est pas connue.",
    )  # fmt: skip
