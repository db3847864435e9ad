"""Objectives, actions, what came of them, and the agreement."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms

from freins.forms.textes import FormAvecTexte
from freins.models import OUVERTS, Action, Frein, PorteurAction
from freins.themes import est_discrete, nom, theme
from parcours.dossiers.models import Dossier, MoyenConsentement
from parcours.socle.formulaires import Formulaire
from parcours.solutions.models import Solution


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


class FormEtape(FormAvecTexte):
    """A step still to do: what, who, by when, and the day somebody is reminded of it."""

    textes = ("intitule",)
    intitule = forms.CharField(label="Étape", max_length=200)
    porteur = forms.ChoiceField(label="Qui s’en occupe ?", choices=PorteurAction.choices)
    echeance_le = forms.DateField(label="Pour le", widget=forms.DateInput)
    rappel_le = forms.DateField(
        label="Me le rappeler le", required=False, widget=forms.DateInput,
        help_text="Sans date, le rappel vient le jour prévu.",
    )  # fmt: skip

    def __init__(self, *args: Any, jour: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jour = jour
        for champ in ("echeance_le", "rappel_le"):
            self.fields[champ].widget.attrs["min"] = jour.isoformat()

    def clean_echeance_le(self) -> date:
        return _a_venir(self.cleaned_data["echeance_le"], self.jour)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        rappel, echeance = donnees.get("rappel_le"), donnees.get("echeance_le")
        if rappel and echeance and rappel > echeance:
            self.add_error("rappel_le", "Ce rappel viendrait après la date prévue : l’avancer.")
        return donnees


class _ChoixSolution(forms.ModelChoiceField):
    def label_from_instance(self, obj: Solution) -> str:
        return f"{obj.nom} ({obj.structure.nom})"


class FormAction(FormEtape):
    """A new step; it may use a service that lifts the same barrier."""

    solution = _ChoixSolution(
        label="Service utilisé", required=False, queryset=Solution.objects.none(),
        empty_label="Aucun",
    )  # fmt: skip
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    field_order = ("intitule", "solution", "porteur", "echeance_le", "rappel_le")

    def __init__(self, *args: Any, frein: Frein | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = _solutions_du_theme(frein)
        if not ids:
            del self.fields["solution"]
            return
        choix = Solution.objects.filter(pk__in=ids).select_related("structure")
        self.fields["solution"].queryset = choix  # type: ignore[attr-defined]


def _solutions_du_theme(frein: Frein | None) -> list[int]:
    """Active services of the theme of a barrier: JSON lists are read here, for both databases."""
    le_sien = theme(frein.thematique) if frein and not est_discrete(frein.thematique) else None
    if le_sien is None:
        return []
    membres = set(le_sien.membres)
    actives = Solution.objects.filter(est_active=True).values_list("pk", "thematiques")
    return [pk for pk, thematiques in actives if membres.intersection(thematiques)]


class FormModifier(FormEtape):
    """A step as it is, to change; `version` is the one being looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        champs = ("intitule", "porteur", "echeance_le", "rappel_le", "version")
        super().__init__(*args, initial={c: getattr(action, c) for c in champs}, **kwargs)
        self.deja_prevue = action.echeance_le

    def clean_echeance_le(self) -> date:
        """A late date may stay as it is; a new one is to come."""
        valeur = self.cleaned_data["echeance_le"]
        return valeur if valeur == self.deja_prevue else _a_venir(valeur, self.jour)


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
