"""Settling a doubt: a new measure, or the reason why the present one holds."""

from typing import Any, Final

from django import forms

from freins.forms.changements import form_du_changement
from freins.forms.textes import FormAvecTexte
from freins.services.changements import Changement
from matching.moteur.vocabulaire import Famille

CONFIRMER: Final = "confirmer"
ECARTER: Final = "ecarter"
_SANS_TEXTE: Final = frozenset({Famille.SANTE})


class _FormReponse(FormAvecTexte):
    """The choice, and the reason that goes with setting aside."""

    textes = ("raison",)
    reponse = forms.ChoiceField(
        label="Après en avoir parlé avec la personne", widget=forms.RadioSelect
    )
    raison = forms.CharField(
        label="Pourquoi la mesure tient", max_length=300, required=False,
        help_text="La personne peut lire ce texte.",
    )  # fmt: skip

    def __init__(self, *args: Any, famille: str, se_mesure: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        oui = "La mesure a changé : la voici" if se_mesure else "C’est repris avec la personne"
        self.fields["reponse"].choices = [(CONFIRMER, oui), (ECARTER, "La mesure tient")]  # type: ignore[attr-defined]
        if famille in _SANS_TEXTE:
            del self.fields["raison"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if (
            donnees.get("reponse") == ECARTER
            and "raison" in self.fields
            and not donnees.get("raison")
        ):
            self.add_error("raison", "Dire en quelques mots pourquoi la mesure tient.")
        return donnees


class FormDoute:
    """The whole page: the answer, and the measure when the family has one here."""

    def __init__(self, famille: str, *, etat: dict[str, Any] | None, data: Any = None) -> None:
        self.mesure = form_du_changement(famille, data, etat)
        self.form = _FormReponse(data, famille=famille, se_mesure=self.mesure is not None)

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    @property
    def confirme(self) -> bool:
        return self.form.data.get("reponse") == CONFIRMER

    def is_valid(self) -> bool:
        """The measure counts only when it is said to have changed, and then it is needed."""
        if not self.form.is_valid():
            return False
        if not self.confirme or self.mesure is None:
            return True
        if not self.mesure.is_valid():
            return False
        if self.mesure.changement() is None:
            self.refuser("Noter la nouvelle mesure, ou répondre que l’ancienne tient.")
        return not self.form.errors

    def refuser(self, phrase: str) -> None:
        """Say beside the question why this cannot be kept."""
        self.form.add_error("reponse", phrase)

    @property
    def changement(self) -> Changement | None:
        return self.mesure.changement() if self.mesure is not None else None

    @property
    def raison(self) -> str:
        return self.form.cleaned_data.get("raison", "")
