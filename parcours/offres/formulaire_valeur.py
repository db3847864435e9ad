"""The form that changes what a requirement asks: which licence, which level, how many months."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from matching.moteur.vocabulaire import (
    CERTIFICATS,
    CONDITIONS,
    LIBELLES_CRITERES,
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


# What one may add: « permis/B », « niveau//3 », « langue_oral/fr »…
_SEPARE: Final = "/"
_A_CODE: Final = (
    Critere.PERMIS, Critere.CERTIFICAT, Critere.VEHICULE, Critere.HORAIRES, Critere.CONDITION,
    Critere.DEPLACEMENT, Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT,
)  # fmt: skip


def _ajoutables() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices by criterion, for a list in groups."""
    groupes = [
        (LIBELLES_CRITERES[c], [(_cle(c, code), nom) for code, nom in CODES[c][1].items()])
        for c in _A_CODE
    ]
    niveaux = [(_cle(Critere.NIVEAU, "", n), nom) for n, nom in NIVEAUX_DIPLOME.items()]
    groupes.insert(1, (LIBELLES_CRITERES[Critere.NIVEAU], niveaux))
    groupes.insert(2, ("Expérience", [(_cle(Critere.EXPERIENCE), "Mois d’expérience (les dire plus bas)")]))  # fmt: skip
    return groupes


def _cle(critere: str, code: str = "", niveau: int | None = None) -> str:
    return _SEPARE.join([critere, code, "" if niveau is None else str(niveau)])


class FormulaireExigence(Formulaire):
    """A requirement that the text says and that nothing read: what, how firm, in which words."""

    quoi = forms.ChoiceField(label="Ce que l’offre demande", choices=_ajoutables)
    niveau = forms.TypedChoiceField(
        label="Niveau de langue", choices=[NON_DIT, *_CECRL.items()], coerce=int, empty_value=None,
        required=False, help_text="Pour une langue seulement.",
    )  # fmt: skip
    mois = forms.IntegerField(
        label="Mois d’expérience", required=False, min_value=1, max_value=480,
        help_text="Pour l’expérience seulement.",
    )  # fmt: skip
    exigence = forms.ChoiceField(
        label="Est-ce", choices=[("E", "exigé"), ("S", "souhaité"), ("inconnu", "à vérifier")]
    )
    extrait = forms.CharField(
        label="Les mots de l’offre ou de l’employeur", max_length=300,
        help_text="Ils s’affichent à côté de l’exigence, pour qu’on sache d’où elle vient.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each detail with what it belongs to."""
        lues = super().clean() or {}
        critere = str(lues.get("quoi", "")).partition(_SEPARE)[0]
        if critere == Critere.EXPERIENCE and lues.get("mois") is None and "mois" not in self.errors:
            self.add_error("mois", "Dire combien de mois d’expérience l’offre demande.")
        if critere and critere != Critere.EXPERIENCE and lues.get("mois") is not None:
            self.add_error("mois", "Les mois vont avec l’expérience : vider ce champ, ou choisir l’expérience.")  # fmt: skip
        est_langue = critere in (Critere.LANGUE_ORAL, Critere.LANGUE_ECRIT)
        if critere and not est_langue and lues.get("niveau") is not None:
            self.add_error("niveau", "Ce niveau va avec une langue : le vider, ou choisir une langue.")  # fmt: skip
        return lues

    def champs(self) -> dict[str, Any]:
        """The requirement to write."""
        lues = self.cleaned_data
        critere, code, niveau = lues["quoi"].split(_SEPARE)
        dit = {Critere.EXPERIENCE: lues["mois"], Critere.NIVEAU: int(niveau) if niveau else None}
        return {
            "critere": critere, "code": code, "niveau": dit.get(critere, lues["niveau"]),
            "exigence": lues["exigence"], "extrait": lues["extrait"],
            "libelle": CERTIFICATS.get(code, "") if critere == Critere.CERTIFICAT else "",
        }  # fmt: skip


class FormulaireDuree(Formulaire):
    """The weekly hours of an opening, as the employer said them."""

    heures = forms.DecimalField(
        label="Heures par semaine", required=False, min_value=1, max_value=60, max_digits=4,
        decimal_places=1, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text="Vide si la durée n’est pas connue.",
    )  # fmt: skip
