"""Free text of barriers and plan: held to the same check as notes (NOTE-01)."""

from typing import Any

from django import forms

from parcours.dossiers.notes import verifier_note
from parcours.socle.formulaires import Formulaire


class FormAvecTexte(Formulaire):
    """A form whose fields of `textes` are checked: blocked, or to be confirmed."""

    textes: tuple[str, ...] = ()
    confirme = forms.BooleanField(
        label="J’ai relu : la personne peut lire ce texte, je le garde ainsi",
        required=False, widget=forms.HiddenInput,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        for nom in self.textes:
            for constat in verifier_note(donnees.get(nom) or "", champ=nom):
                if constat.est_bloquant:
                    self.add_error(nom, f"« {constat.extrait} » : {constat.suggestion}")
                elif not donnees.get("confirme"):
                    self._demander_confirmation(
                        nom, f"« {constat.extrait} » : {constat.suggestion}"
                    )
        return donnees

    def _demander_confirmation(self, nom: str, phrase: str) -> None:
        """Show the box that lets the author keep the text after thinking again."""
        self.fields["confirme"].widget = forms.CheckboxInput(attrs={"class": "form-check-input"})
        self.add_error(nom, f"{phrase} Modifier, ou confirmer en cochant la case plus bas.")
