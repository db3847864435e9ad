"""What the person wants: métiers, contracts, hours, reach."""

from typing import Any

from django import forms

from matching.moteur.vocabulaire import CONTRATS, LIBELLES_MODES, NATURES
from parcours.dossiers.modeles.recherches import Recherche
from parcours.referentiels.champs import ChampMetier, code_de
from parcours.referentiels.models import Metier
from parcours.referentiels.proches import autour_de
from parcours.socle.formulaires import Formulaire, habiller
from parcours.socle.grille import ChampGrille

NOMBRE_METIERS = 5
POIDS = ((3, "Tout à fait"), (2, "Pourquoi pas"), (1, "En dernier recours"))
POURQUOI_PAS = 2
CHAMPS_SIMPLES = (
    "natures", "contrats", "heures_min", "heures_max", "debut_au_plus_tot", "salaire_min", "grille",
)  # fmt: skip


class RechercheForm(Formulaire):
    """All optional: an empty search is ranked too."""

    natures = forms.MultipleChoiceField(
        label="Ce qui est cherché", choices=list(NATURES.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Rien de coché : tout est proposé.",
    )  # fmt: skip
    contrats = forms.MultipleChoiceField(
        label="Contrats voulus", choices=list(CONTRATS.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Rien de coché : tous.",
    )  # fmt: skip
    heures_min = forms.IntegerField(
        label="Heures par semaine, au moins", required=False, min_value=1, max_value=48
    )
    heures_max = forms.IntegerField(
        label="Heures par semaine, au plus", required=False, min_value=1, max_value=48
    )
    debut_au_plus_tot = forms.DateField(
        label="Disponible à partir du", required=False, widget=forms.DateInput
    )
    salaire_min = forms.IntegerField(
        label="Salaire brut mensuel minimum (€)", required=False, min_value=1, max_value=20000
    )
    grille = ChampGrille(
        label="Heures voulues, si la garde était réglée",
        required=False,
        help_text="Rien de coché : pas de souhait particulier.",
    )

    def __init__(self, *args: Any, recherche: Recherche, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(recherche), **kwargs)
        for rang in range(1, NOMBRE_METIERS + 1):
            self.fields[f"metier_{rang}"] = ChampMetier(label=f"Métier {rang}", required=False)
            self.fields[f"poids_{rang}"] = forms.TypedChoiceField(
                label=f"Envie, métier {rang}", choices=POIDS, coerce=int, required=False,
            )  # fmt: skip
            self.fields[f"metier_{rang}"].widget.attrs["class"] = "ds-metier-voulu"
        self.voisins = autour_de(self._codes_tapes())
        self.fields["proches"] = forms.MultipleChoiceField(
            label="Métiers proches à ajouter", required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["proches"].choices = [  # type: ignore[attr-defined]
            (code, code) for code in self._coches_connus()
        ]
        for mode, mots in LIBELLES_MODES.items():
            self.fields[f"minutes_{mode.value}"] = forms.IntegerField(
                label=f"Minutes acceptées {mots}", required=False, min_value=5, max_value=180
            )
        habiller(self.fields)

    @property
    def lignes_metiers(self) -> list[tuple[Any, Any]]:
        return [(self[f"metier_{r}"], self[f"poids_{r}"]) for r in range(1, NOMBRE_METIERS + 1)]

    def _codes_tapes(self) -> list[str]:
        """ROME codes of the métiers in the form: typed, else those kept."""
        noms = [f"metier_{rang}" for rang in range(1, NOMBRE_METIERS + 1)]
        if self.is_bound:
            return [code_de(self[nom].data or "") for nom in noms]
        return [self.initial[nom].pk for nom in noms if self.initial.get(nom)]

    def _coches_connus(self) -> list[str]:
        """Near métiers ticked that exist: the list on the page may have changed since."""
        voulus = self.coches
        connus = Metier.objects.filter(pk__in=voulus, est_retire=False)
        return list(connus.values_list("pk", flat=True)) if voulus else []

    @property
    def coches(self) -> list[str]:
        """Near métiers ticked."""
        if not self.is_bound:
            return []
        champ = self.fields["proches"]
        return champ.widget.value_from_datadict(self.data, self.files, "proches") or []

    @property
    def lignes_minutes(self) -> list[Any]:
        return [self[f"minutes_{mode.value}"] for mode in LIBELLES_MODES]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        mini, maxi = donnees.get("heures_min"), donnees.get("heures_max")
        if mini and maxi and mini > maxi:
            self.add_error("heures_max", f"Au plus {maxi} h est moins que au moins {mini} h.")
        vus: set[str] = set()
        for rang in range(1, NOMBRE_METIERS + 1):
            metier = donnees.get(f"metier_{rang}")
            if metier and metier.pk in vus:
                self.add_error(f"metier_{rang}", f"« {metier} » est déjà dans la liste.")
            vus |= {metier.pk} if metier else set()
        if len(vus | set(donnees.get("proches", ()))) > NOMBRE_METIERS:
            self.add_error(
                "proches", f"{NOMBRE_METIERS} métiers voulus au plus : en décocher ou en enlever."
            )
        return donnees

    def champs(self) -> dict[str, Any]:
        """The fields of Recherche."""
        minutes = {m.value: self.cleaned_data[f"minutes_{m.value}"] for m in LIBELLES_MODES}
        return {c: self.cleaned_data[c] for c in CHAMPS_SIMPLES} | {
            "minutes_max": {mode: n for mode, n in minutes.items() if n}
        }

    def metiers(self) -> dict[str, int]:
        """ROME code → weight, in the order typed; a near one ticked is « Pourquoi pas »."""
        d = self.cleaned_data
        rangs = range(1, NOMBRE_METIERS + 1)
        tapes = {d[f"metier_{r}"].pk: d[f"poids_{r}"] or 3 for r in rangs if d[f"metier_{r}"]}
        return dict.fromkeys(d["proches"], POURQUOI_PAS) | tapes


def _initial(recherche: Recherche) -> dict[str, Any]:
    initial = {c: getattr(recherche, c) for c in CHAMPS_SIMPLES}
    voulus = list(recherche.metiers.select_related("metier")) if recherche.pk else []
    for rang, voulu in enumerate(voulus[:NOMBRE_METIERS], start=1):
        initial |= {f"metier_{rang}": voulu.metier, f"poids_{rang}": voulu.poids}
    return initial | {f"minutes_{m}": n for m, n in recherche.minutes_max.items()}
