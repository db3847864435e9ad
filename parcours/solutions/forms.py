"""Forms of solutions: search, adding a service."""

from typing import Any
from uuid import uuid4

from data_inclusion.schema import v1
from django import forms

from parcours.referentiels.champs import ChampCommune
from parcours.socle.formulaires import Formulaire, FormulaireModele
from parcours.solutions.models import Solution, StructureSolution

# The schema's lists are sets: sorted before they are shown.
CATEGORIES = sorted(((c.value, c.label) for c in v1.Categorie), key=lambda c: c[1])
THEMATIQUES = sorted(((t.value, t.label) for t in v1.Thematique), key=lambda t: t[1])
PUBLICS = sorted(((p.value, p.label) for p in v1.Public), key=lambda p: p[1])
FRAIS = sorted((f.value, f.label) for f in v1.Frais)
MODES = sorted((m.value, m.label) for m in v1.ModeAccueil)


def thematiques_par_categorie() -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices grouped by category, for a select or boxes."""
    return [
        (
            nom,
            [(code, libelle) for code, libelle in THEMATIQUES if code.startswith(f"{categorie}--")],
        )
        for categorie, nom in CATEGORIES
    ]


class FiltreSolutions(Formulaire):
    """What the list is narrowed by; everything is in the URL."""

    q = forms.CharField(label="Mots", required=False, max_length=100)
    thematique = forms.ChoiceField(label="Thématique", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(code, f"Tout : {nom}") for code, nom in CATEGORIES]
        groupes = [
            (nom, [tout, *choix])
            for tout, (nom, choix) in zip(categories, thematiques_par_categorie(), strict=True)
        ]
        self.fields["thematique"].choices = [("", "toutes"), *groupes]  # type: ignore[attr-defined]


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
    thematiques = forms.MultipleChoiceField(
        label="Thématiques", choices=thematiques_par_categorie,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text="Ctrl ou Maj pour en choisir plusieurs.",
    )  # fmt: skip
    publics = forms.MultipleChoiceField(
        label="Publics", choices=PUBLICS, required=False, widget=forms.CheckboxSelectMultiple
    )
    frais = forms.ChoiceField(required=False, choices=[("", "non précisé"), *FRAIS])
    modes_accueil = forms.MultipleChoiceField(
        label="Modes d’accueil", choices=MODES, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Solution
        fields = [
            "nom", "description", "thematiques", "publics", "frais", "modes_accueil",
            "delai_jours", "cout", "places", "est_reservee_aux_femmes",
        ]  # fmt: skip
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "est_reservee_aux_femmes": "Seulement si la loi le permet : affiché comme condition, "
            "jamais comme classement."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = StructureSolution.objects.order_by("nom")  # type: ignore[attr-defined]
        if self.instance.pk:
            for nom in ("structure", "structure_nom", "structure_email", "structure_telephone",
                        "structure_commune"):  # fmt: skip
                del self.fields[nom]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        if "structure" in self.fields and not (
            donnees.get("structure") or donnees.get("structure_nom")
        ):
            self.add_error("structure", "Nommer l’organisme : le choisir ou en écrire un nouveau.")
        return donnees

    def champs_solution(self) -> dict[str, Any]:
        """Values of the solution's own fields."""
        return {nom: self.cleaned_data[nom] for nom in self.Meta.fields}

    def nouvelle_structure(self) -> dict[str, Any]:
        """Values of the new organisation."""
        noms = ("nom", "email", "telephone", "commune")
        return {nom: self.cleaned_data[f"structure_{nom}"] for nom in noms}
