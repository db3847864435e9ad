"""A service typed here with its organisation; for an imported one, what the team adds."""

import re
from typing import Any, Final
from uuid import uuid4

from django import forms

from freins.regles.publics import FRANCE, QPV
from parcours.referentiels.champs import ChampCommune
from parcours.referentiels.models import QPV as Quartier
from parcours.referentiels.models import Commune
from parcours.socle.formulaires import FormulaireModele
from parcours.solutions.forms.gain import FormulaireGain
from parcours.solutions.models import Solution, StructureSolution
from parcours.solutions.vocabulaire import (
    FRAIS,
    MODES,
    PUBLICS,
    TYPES,
    thematiques_par_categorie,
)

# What the source says of an imported service: read-only here.
DITS_PAR_LA_SOURCE: Final = (
    "nom", "description", "type_service", "thematiques", "publics", "publics_precisions",
    "conditions_acces", "frais", "frais_precisions", "modes_accueil", "lien", "email", "telephone",
    "commune", "adresse",
)  # fmt: skip
AJOUTS: Final = (
    "delai_jours", "cout", "places", "age_min", "age_max", "rayon_km", "zone_locale",
    "est_reservee_aux_femmes", "ouvre_le", "fin_le", "est_active",
)  # fmt: skip
ORGANISME: Final = (
    "structure", "structure_nom", "structure_email", "structure_telephone", "structure_commune",
    "structure_adresse",
)  # fmt: skip


class ChampZone(forms.CharField):
    """Codes of communes, départements, EPCI or QPV, « qpv » or « france »; cleans to a list."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        texte = super().clean(value)
        codes = list(dict.fromkeys(c for c in re.split(r"[,;\s]+", texte.strip()) if c))
        inconnus = sorted(set(codes) - _connus(codes))
        if inconnus:
            raise forms.ValidationError(
                f"Code inconnu : {', '.join(inconnus)}. Écrire des codes de communes (38185), de "
                "départements (38), d’intercommunalités (200040715), de quartiers (QN…), « qpv » "
                "ou « france »."
            )
        return codes


def _connus(codes: list[str]) -> set[str]:
    lieux = Commune.objects.all()
    connus = set(lieux.filter(pk__in=codes).values_list("pk", flat=True))
    for champ in ("siren_epci", "code_departement"):
        connus |= set(
            lieux.filter(**{f"{champ}__in": codes}).values_list(champ, flat=True).distinct()
        )
    quartiers = Quartier.objects.filter(pk__in=codes).values_list("pk", flat=True)
    return connus | set(quartiers) | {QPV} | FRANCE


class FormulaireSolution(FormulaireModele):
    """A service known to the counsellors: who offers it, for what, under which conditions."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    structure = forms.ModelChoiceField(
        label="Organisme déjà connu", queryset=StructureSolution.objects.none(), required=False,
        empty_label="— un nouvel organisme, ci-dessous —",
    )  # fmt: skip
    structure_nom = forms.CharField(label="Nom du nouvel organisme", max_length=150, required=False)
    structure_email = forms.EmailField(label="Adresse e-mail", required=False)
    structure_telephone = forms.CharField(label="Téléphone", max_length=20, required=False)
    structure_commune = ChampCommune(label="Commune", required=False)
    structure_adresse = forms.CharField(label="Adresse", max_length=200, required=False)
    commune = ChampCommune(
        label="Commune, si le service se donne ailleurs que chez l’organisme", required=False
    )
    type_service = forms.ChoiceField(
        label="Type", required=False, choices=[("", "non précisé"), *TYPES]
    )
    thematiques = forms.MultipleChoiceField(
        label="Thématiques", choices=thematiques_par_categorie,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text="Ctrl ou Maj pour en choisir plusieurs.",
    )  # fmt: skip
    publics = forms.MultipleChoiceField(
        label="Publics", choices=PUBLICS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Il suffit d’appartenir à l’un d’eux. Aucun coché : tout le monde.",
    )  # fmt: skip
    frais = forms.ChoiceField(required=False, choices=[("", "non précisé"), *FRAIS])
    modes_accueil = forms.MultipleChoiceField(
        label="Modes d’accueil", choices=MODES, required=False, widget=forms.CheckboxSelectMultiple
    )
    lien = forms.URLField(label="Page du service", required=False, assume_scheme="https")
    zone_locale = ChampZone(
        label="Zone desservie", required=False,
        help_text="Codes séparés par des virgules : communes, départements, intercommunalités, "
        "quartiers, ou « qpv ». Vide : partout.",
    )  # fmt: skip

    class Meta:
        model = Solution
        fields = [*DITS_PAR_LA_SOURCE, *AJOUTS]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "publics_precisions": forms.Textarea(attrs={"rows": 2}),
            "conditions_acces": forms.Textarea(attrs={"rows": 2}),
            "frais_precisions": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "est_active": "Accueille des personnes en ce moment",
            "age_min": "À partir de (ans)",
            "age_max": "Jusqu’à (ans révolus)",
        }
        help_texts = {
            "est_reservee_aux_femmes": "Seulement si la loi le permet : affiché comme condition, "
            "jamais comme classement."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = StructureSolution.objects.order_by("nom")  # type: ignore[attr-defined]
        if self.instance.pk:
            retires = ORGANISME if self.instance.est_locale else (*ORGANISME, *DITS_PAR_LA_SOURCE)
            for nom in retires:
                del self.fields[nom]
        self.form_gain = FormulaireGain(
            self.data if self.is_bound else None, gain=self.instance.gain
        )

    @property
    def media(self) -> forms.Media:
        return super().media + self.form_gain.media

    def is_valid(self) -> bool:
        """Both parts, so that one answer shows all there is to mend."""
        return all([super().is_valid(), self.form_gain.is_valid()])

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        if "structure" in self.fields and not (
            donnees.get("structure") or donnees.get("structure_nom")
        ):
            self.add_error("structure", "Nommer l’organisme : le choisir ou en écrire un nouveau.")
        self._verifier_bornes(donnees)
        return donnees

    def _verifier_bornes(self, donnees: dict[str, Any]) -> None:
        mini, maxi = donnees.get("age_min"), donnees.get("age_max")
        if mini is not None and maxi is not None and mini > maxi:
            self.add_error("age_max", "L’âge maximum est sous l’âge minimum.")
        debut, fin = donnees.get("ouvre_le"), donnees.get("fin_le")
        if debut and fin and fin < debut:
            self.add_error("fin_le", "La fin précède l’ouverture.")

    def champs_solution(self) -> dict[str, Any]:
        """Values of the solution's own fields, what it raises included."""
        noms = [nom for nom in self.Meta.fields if nom in self.fields]
        return {nom: self.cleaned_data[nom] for nom in noms} | {"gain": self.form_gain.en_json()}

    def nouvelle_structure(self) -> dict[str, Any]:
        """Values of the new organisation."""
        noms = ("nom", "email", "telephone", "commune", "adresse")
        return {nom: self.cleaned_data[f"structure_{nom}"] for nom in noms}


class FormulaireStructure(FormulaireModele):
    """An organisation typed here."""

    commune = ChampCommune(label="Commune", required=False)
    site = forms.URLField(label="Site web", required=False, assume_scheme="https")

    class Meta:
        model = StructureSolution
        fields = ["nom", "nom_masque", "commune", "adresse", "email", "telephone", "site"]
        help_texts = {
            "nom_masque": "Si le vrai nom en dirait trop sur la personne (santé, violence…)."
        }
