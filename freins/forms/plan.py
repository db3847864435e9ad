"""Objectives, actions, what came of them, and the agreement."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from freins.forms.textes import FormAvecTexte
from freins.models import OUVERTS, Frein, PorteurAction
from freins.themes import nom
from parcours.dossiers.models import Dossier, MoyenConsentement
from parcours.socle.formulaires import Formulaire


class _ChoixFrein(forms.ModelChoiceField):
    def label_from_instance(self, obj: Frein) -> str:
        return nom(obj.thematique)


class FormObjectif(FormAvecTexte):
    """What the person wants to reach, and the barrier it lifts, if any."""

    textes = ("intitule",)
    intitule = forms.CharField(
        label="Objectif", max_length=150,
        widget=forms.TextInput(attrs={"placeholder": "Travailler le matin dès 7 h"}),
    )  # fmt: skip
    frein = _ChoixFrein(
        label="Frein que cet objectif lève", required=False, queryset=Frein.objects.none(),
        empty_label="Aucun en particulier",
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ouverts = Frein.objects.filter(dossier=dossier, statut__in=OUVERTS)
        self.fields["frein"].queryset = ouverts.exclude(thematique__startswith="sante")  # type: ignore[attr-defined]


class FormAction(FormAvecTexte):
    """One step: what, who, by when."""

    textes = ("intitule",)
    intitule = forms.CharField(label="Étape", max_length=200)
    porteur = forms.ChoiceField(label="Qui s’en occupe ?", choices=PorteurAction.choices)
    echeance_le = forms.DateField(label="Pour le", widget=forms.DateInput)
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour
        self.fields["echeance_le"].widget.attrs["min"] = jour.isoformat()

    def clean_echeance_le(self) -> date:
        return _a_venir(self.cleaned_data["echeance_le"], self.jour)


class FormResultat(FormAvecTexte):
    """What came of an action."""

    textes = ("resultat",)
    resultat = forms.CharField(
        label="Ce que cela a donné", max_length=300, required=False,
    )  # fmt: skip


class FormReport(Formulaire):
    """A new due date."""

    echeance_le = forms.DateField(label="Reporter au", widget=forms.DateInput)

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour

    def clean_echeance_le(self) -> date:
        return _a_venir(self.cleaned_data["echeance_le"], self.jour)


class FormAccord(Formulaire):
    """The day the person agreed to the plan, and how."""

    convenu_le = forms.DateField(label="Plan convenu le", widget=forms.DateInput)
    convenu_comment = forms.ChoiceField(label="Comment", choices=MoyenConsentement.choices)

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour

    def clean_convenu_le(self) -> date:
        valeur = self.cleaned_data["convenu_le"]
        if valeur > self.jour:
            raise forms.ValidationError("Un accord ne se note pas d’avance : choisir aujourd’hui.")
        return valeur


def _a_venir(valeur: date, jour: date) -> date:
    if valeur < jour:
        raise forms.ValidationError("La date est passée : choisir aujourd’hui ou plus tard.")
    return valeur
