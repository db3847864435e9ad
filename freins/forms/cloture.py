"""Closing a dossier: the outcome, the day, and what becomes of each open referral."""

from datetime import date
from typing import Any

from django import forms

from freins.forms.textes import FormAvecTexte
from freins.services.clotures import ANNULER, LAISSER, est_annulable
from parcours.dossiers.models import Dossier, IssueCloture
from parcours.orientations.models import Orientation
from parcours.socle.formulaires import habiller


class FormCloture(FormAvecTexte):
    """One choice for each referral still open: none is closed in silence."""

    textes = ("precision",)
    issue = forms.ChoiceField(
        label="Comment l’accompagnement se termine",
        choices=[("", "Choisir…"), *IssueCloture.choices],
    )
    clos_le = forms.DateField(label="Le", widget=forms.DateInput)
    precision = forms.CharField(
        label="En quelques mots", max_length=300, required=False,
        help_text="La personne peut lire ce texte.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, dossier: Dossier, orientations: list[Orientation], jour: date, **kw: Any
    ) -> None:
        super().__init__(*args, initial={"clos_le": jour}, **kw)
        self.jour, self.ouvert_le = jour, dossier.ouvert_le
        self.noms = {o.pk: f"orientation_{o.pk}" for o in orientations}
        for orientation in orientations:
            self.fields[self.noms[orientation.pk]] = forms.ChoiceField(
                label=_titre(orientation), choices=_choix(orientation), widget=forms.RadioSelect
            )

        habiller(self.fields)

    @property
    def champs_orientations(self) -> list[Any]:
        """The choices to lay out apart."""
        return [self[nom] for nom in self.noms.values()]

    def clean_clos_le(self) -> date:
        valeur = self.cleaned_data["clos_le"]
        if not self.ouvert_le <= valeur <= self.jour:
            raise forms.ValidationError(
                f"Choisir un jour entre l’ouverture du dossier ({self.ouvert_le:%d/%m/%Y}) et "
                "aujourd’hui."
            )
        return valeur

    def decisions(self) -> dict[int, str]:
        """What the service expects: orientation → decision."""
        return {pk: self.cleaned_data[nom] for pk, nom in self.noms.items()}


def _titre(orientation: Orientation) -> str:
    etat = orientation.get_etat_display().lower()
    return f"{orientation.intitule}, {orientation.chez or 'sans nom'} ({etat})"


def _choix(orientation: Orientation) -> list[tuple[str, str]]:
    laisser = (LAISSER, "La laisser en cours : les réponses arrivent encore")
    if not est_annulable(orientation):
        return [(LAISSER, "La laisser en cours (c’est commencé)")]
    return [(ANNULER, "L’annuler : le destinataire en est informé"), laisser]
