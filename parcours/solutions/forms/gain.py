"""The editor of what a solution raises: one block per family, no JavaScript needed."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms

from freins.regles import gains
from freins.regles.gains import PAPIERS, Gain, GainInvalide
from freins.regles.mesures import NIVEAUX_NUMERIQUE
from matching.moteur import grilles
from matching.moteur.vocabulaire import (
    CERTIFICATS,
    CONDITIONS,
    LIBELLES_MODES,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    PREUVES,
    Famille,
    Mode,
)
from parcours.socle.formulaires import Formulaire
from parcours.socle.grille import ChampGrille

RIEN: Final = [("", "—")]
NIVEAUX = [*RIEN, *((n, n) for n in NIVEAUX_CECRL[1:])]
VACANCES = [("", "non précisé"), ("oui", "oui"), ("non", "non")]
_VACANCES: Final = {"": None, "oui": True, "non": False}
PREALABLES: Final = [
    (code, gains.phrase_prealable(code))
    for code in (
        *(f"langue:{n}" for n in NIVEAUX_CECRL[1:5]),
        "permis:AM", "permis:B", "mobilite:velo", "numerique:1", "numerique:2",
        *(f"niveau:{n}" for n in range(2, 7)),
    )
]  # fmt: skip
# In the order of the blocks: family, title, fields.
BLOCS: Final = (
    (Famille.LANGUE, "Français", ("langue_oral", "langue_ecrit")),
    (Famille.GARDE, "Garde d’enfants",
     ("garde_age_min", "garde_age_max", "garde_vacances", "garde_grille")),
    (Famille.MOBILITE, "Mobilité, en minutes de trajet", tuple(f"mobilite_{m}" for m in Mode)),
    (Famille.PERMIS, "Permis", ("permis_categories",)),
    (Famille.SANTE, "Poste adapté", ("sante_conditions",)),
    (Famille.QUALIFICATION, "Qualification",
     ("qualification_niveau", "qualification_preuve", "qualification_certificats")),
    (Famille.NUMERIQUE, "Numérique", ("numerique_niveau",)),
    (Famille.ADMINISTRATIF, "Papiers et droits",
     ("administratif_droit_travail", "administratif_papiers")),
)  # fmt: skip


class FormulaireGain(Formulaire):
    """What the solution raises, and to what; a block left empty raises nothing."""

    langue_oral = forms.ChoiceField(label="Niveau à l’oral", choices=NIVEAUX, required=False)
    langue_ecrit = forms.ChoiceField(label="Niveau à l’écrit", choices=NIVEAUX, required=False)
    garde_age_min = forms.IntegerField(
        label="Enfants à partir de (mois)", min_value=0, max_value=215, required=False,
        help_text="3 mois, ou 36 pour trois ans.",
    )  # fmt: skip
    garde_age_max = forms.IntegerField(
        label="Jusqu’à (années révolues)", min_value=0, max_value=17, required=False,
        help_text="2 : jusqu’à la veille des trois ans.",
    )  # fmt: skip
    garde_vacances = forms.ChoiceField(
        label="Ouvert pendant les vacances scolaires", choices=VACANCES, required=False
    )
    garde_grille = ChampGrille(label="Heures de garde", required=False)
    permis_categories = forms.MultipleChoiceField(
        label="Catégories obtenues", required=False, choices=[(p, p) for p in PERMIS],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sante_conditions = forms.MultipleChoiceField(
        label="Conditions de travail que le service adapte", required=False,
        choices=list(CONDITIONS.items()), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    qualification_niveau = forms.TypedChoiceField(
        label="Niveau de diplôme", required=False, coerce=int, empty_value=None,
        choices=[*RIEN, *((n, nom) for n, nom in NIVEAUX_DIPLOME.items() if n)],
    )  # fmt: skip
    qualification_preuve = forms.ChoiceField(
        label="Preuve des savoir-faire", required=False,
        choices=[*RIEN, *((c, f"compétences {n.lower()}s") for c, n in PREUVES.items())],
    )  # fmt: skip
    qualification_certificats = forms.MultipleChoiceField(
        label="Certificats", required=False, choices=list(CERTIFICATS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    numerique_niveau = forms.TypedChoiceField(
        label="Niveau", required=False, coerce=int, empty_value=None,
        choices=[*RIEN, *((n, f"{n} : {nom}") for n, nom in NIVEAUX_NUMERIQUE.items() if n)],
    )  # fmt: skip
    administratif_droit_travail = forms.BooleanField(
        label="Autorisation de travailler", required=False
    )
    administratif_papiers = forms.MultipleChoiceField(
        label="Papiers", required=False, choices=list(PAPIERS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    prealables = forms.MultipleChoiceField(
        label="Il faut déjà", required=False, choices=PREALABLES,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, gain: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "gain")
        super().__init__(*args, initial=_initial(gain or {}), **kwargs)
        for mode in Mode:
            self.fields[f"mobilite_{mode}"] = forms.IntegerField(
                label=LIBELLES_MODES[mode].capitalize(), min_value=1, max_value=gains.MINUTES_MAX,
                required=False, widget=forms.NumberInput(attrs={"class": "form-control"}),
            )  # fmt: skip

    @property
    def blocs(self) -> list[dict[str, Any]]:
        """What the page shows: one block per family, open when it says something."""
        return [
            {
                "famille": famille, "titre": titre, "champs": [self[nom] for nom in noms],
                "est_ouvert": any(self[nom].value() for nom in noms) or self._est_fautif(noms),
            }
            for famille, titre, noms in BLOCS
        ]  # fmt: skip

    def _est_fautif(self, noms: tuple[str, ...]) -> bool:
        return bool(self.is_bound and set(noms) & set(self.errors))

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        lus: list[Gain] = []
        for famille, _titre, noms in BLOCS:
            try:
                lus += _lire(famille, {nom: donnees.get(nom) for nom in noms}, donnees)
            except GainInvalide as faute:
                self.add_error(noms[0], str(faute))
        self.gains = lus
        return donnees

    def en_json(self) -> dict[str, Any]:
        """The stored form of what was typed; call once valid."""
        return gains.vers_json(self.gains)


def _lire(famille: Famille, dits: dict[str, Any], donnees: dict[str, Any]) -> Iterator[Gain]:
    """The gain of one block, nothing when it is empty; GainInvalide when it is half filled."""
    contenu = {
        nom.removeprefix(f"{famille}_"): valeur
        for nom, valeur in dits.items()
        if valeur not in (None, "", [], False)
    }
    if not contenu:
        return
    if famille == Famille.GARDE:
        contenu = _garde_lue(contenu)
    entier = {str(famille): contenu | {"prealables": donnees.get("prealables") or []}}
    yield gains.depuis_json(entier)[famille]


def _garde_lue(contenu: dict[str, Any]) -> dict[str, Any]:
    if "age_max" not in contenu:
        raise GainInvalide("Garde : donner l’âge des enfants acceptés.")
    if "grille" not in contenu:
        raise GainInvalide("Garde : cocher les heures de garde.")
    return {
        "ages_mois": [contenu.get("age_min", 0), contenu["age_max"] * 12 + 11],
        "vacances": _VACANCES[contenu.get("vacances", "")],
        "grille": contenu["grille"],
    }


def _initial(brut: Any) -> dict[str, Any]:
    """What the blocks show of a stored gain; one that cannot be read shows nothing."""
    try:
        lus = gains.depuis_json(brut)
    except GainInvalide:
        return {}
    initial: dict[str, Any] = {}
    for famille, gain in lus.items():
        for cle, valeur in gain.vers_json().items():
            initial[f"{famille}_{cle}"] = valeur
    initial["prealables"] = sorted({c for gain in lus.values() for c in gain.prealables})
    garde = lus.get(Famille.GARDE)
    if isinstance(garde, gains.GainGarde):
        initial |= {
            "garde_age_min": garde.age_min_mois,
            "garde_age_max": garde.age_max_mois // 12,
            "garde_vacances": next(c for c, v in _VACANCES.items() if v is garde.vacances),
            "garde_grille": grilles.vers_hexa(garde.grille),
        }
    return initial
