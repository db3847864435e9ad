"""What the directory is narrowed by; everything is in the URL."""

from typing import Any

from django import forms

from freins.regles.gains import FAMILLES
from matching.moteur.vocabulaire import LIBELLES_FAMILLES
from parcours.referentiels.champs import ChampCommune
from parcours.socle.formulaires import Formulaire
from parcours.solutions.vocabulaire import (
    CATEGORIES,
    FRAIS,
    MODES,
    PUBLICS,
    thematiques_par_categorie,
)

KM = [(2, "2 km"), (5, "5 km"), (10, "10 km"), (20, "20 km"), (50, "50 km")]
KM_PAR_DEFAUT = 10
LEVEES = [(str(f), LIBELLES_FAMILLES[f]) for f in FAMILLES]


class FiltreSolutions(Formulaire):
    """Words, thématique, family lifted, place, public, fee, mode."""

    q = forms.CharField(label="Mots", required=False, max_length=100)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    famille = forms.ChoiceField(label="Frein levé", required=False, choices=[("", "tous"), *LEVEES])
    commune = ChampCommune(label="Près de", required=False)
    km = forms.TypedChoiceField(
        label="À moins de", choices=KM, coerce=int, required=False, initial=KM_PAR_DEFAUT
    )
    public = forms.ChoiceField(label="Public", required=False, choices=[("", "tous"), *PUBLICS])
    frais = forms.ChoiceField(label="Frais", required=False, choices=[("", "tous"), *FRAIS])
    mode = forms.ChoiceField(label="Accueil", required=False, choices=[("", "tous"), *MODES])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(code, f"Tout : {nom}") for code, nom in CATEGORIES]
        groupes = [
            (nom, [tout, *choix])
            for tout, (nom, choix) in zip(categories, thematiques_par_categorie(), strict=True)
        ]
        self.fields["thematique"].choices = [("", "toutes"), *groupes]  # type: ignore[attr-defined]

    def clean_km(self) -> int:
        return self.cleaned_data["km"] or KM_PAR_DEFAUT
