"""Naming one barrier, changing its weight, saying why health is read."""

from typing import Any

from django import forms

from freins.forms.textes import FormAvecTexte
from freins.models import ImpactFrein
from freins.themes import choix_groupes
from parcours.socle.formulaires import Formulaire

IMPACTS = [(i.value, i.label) for i in (ImpactFrein.GENANT, ImpactFrein.BLOQUANT)]


class FormFrein(Formulaire):
    """One barrier, by its precise thématique; health goes through the conversation."""

    thematique = forms.ChoiceField(label="Ce qui empêche de travailler")
    impact = forms.ChoiceField(
        label="À quel point ?", choices=IMPACTS, widget=forms.RadioSelect, initial="genant"
    )
    est_prioritaire = forms.BooleanField(label="À lever en priorité", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thematique"].choices = [("", "Choisir…"), *choix_groupes()]  # type: ignore[attr-defined]


class FormImpact(Formulaire):
    """How much it prevents, and whether it comes first."""

    impact = forms.ChoiceField(label="Impact", choices=ImpactFrein.choices)
    est_prioritaire = forms.BooleanField(label="À lever en priorité", required=False)


class FormMotif(FormAvecTexte):
    """Why the référent reads the limits; written in the journal, so it says nothing of health."""

    textes = ("motif",)
    motif = forms.CharField(
        label="Pourquoi les lire maintenant ?", max_length=300, min_length=5,
        help_text="Par exemple : préparer une orientation avec la personne. Ce motif est noté au "
        "journal ; n’y rien écrire sur la santé.",
    )  # fmt: skip
