"""What several forms share: the replay token, the checked note, the telephone."""

import re
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from parcours.dossiers.modeles.contacts import LONGUEUR_NOTE
from parcours.dossiers.notes import Constat, est_refusee, verifier_note
from parcours.socle.formulaires import Formulaire

AIDE_NOTE = "La personne peut lire cette note. 600 caractères au plus ; ni santé, ni opinion."
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]{6,20}")


class FormulaireAJeton(Formulaire):
    """A form that creates something: posted twice, it creates once."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class ChampTelephone(forms.CharField):
    """A telephone as people write it; six to fifteen digits."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("label", "Téléphone")
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        texte = super().clean(value)
        nombre = sum(c.isdecimal() for c in texte)
        if texte and not (_TELEPHONE.fullmatch(texte) and 6 <= nombre <= 15):
            raise ValidationError(
                f"« {texte} » n’est pas un numéro de téléphone : écrire par exemple 06 12 34 56 78."
            )
        return texte


class AvecNote(forms.Form):
    """A short note checked for what a file must not hold (NOTE-01).

    `constats` is filled by the check: a blocking one refuses the note; others ask to confirm,
    and `note_a_confirmer` says to show the box.
    """

    note = forms.CharField(
        label="Note",
        required=False,
        max_length=LONGUEUR_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGUEUR_NOTE}),
        help_text=AIDE_NOTE,
    )
    note_confirmee = forms.BooleanField(
        label="J’ai relu cette note, elle est utile et je la garde", required=False
    )
    constats: list[Constat] = []

    @property
    def note_a_confirmer(self) -> bool:
        return bool(self.constats) and not est_refusee(self.constats)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        note = donnees.get("note", "")
        self.constats = verifier_note(note, champ="note") if note else []
        bloquants = [c for c in self.constats if c.est_bloquant]
        if bloquants:
            self.add_error("note", [_phrase(c) for c in bloquants])
        elif self.constats and not donnees.get("note_confirmee"):
            self.add_error("note", [_phrase(c) for c in self.constats])
            self.add_error("note_confirmee", "Reformuler la note, ou cocher pour la garder.")
        return donnees


def offrir(formulaire: forms.BaseForm, champ: str, choix: list[tuple[str, str]]) -> None:
    """Set the choices of a field known only when the form is made."""
    cast(forms.ChoiceField, formulaire.fields[champ]).choices = choix


def _phrase(constat: Constat) -> str:
    return f"{constat.libelle}, « {constat.extrait} » : {constat.suggestion}"
