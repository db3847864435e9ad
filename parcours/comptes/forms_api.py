"""Forms of the « Accès API » pages."""

from typing import Any
from uuid import uuid4

from django import forms

from parcours.comptes import abonnements, jetons, portees
from parcours.comptes.models import Role, Utilisateur
from parcours.socle import sortie
from parcours.socle.formulaires import Formulaire


class JetonForm(Formulaire):
    """What a programme may do, for whom, and until when."""

    POUR_MOI, POUR_LA_STRUCTURE = "personne", "structure"
    nom = forms.CharField(
        label="À quoi sert ce jeton", max_length=80, help_text="Par exemple : « Agenda du PLIE »."
    )
    pour = forms.ChoiceField(
        label="Qui agit", choices=[(POUR_MOI, "Moi, avec mes droits")], widget=forms.RadioSelect,
        initial=POUR_MOI,
    )  # fmt: skip
    portees = forms.MultipleChoiceField(
        label="Ce qu’il permet", widget=forms.CheckboxSelectMultiple,
        help_text="Le moins possible : un jeton s’ajoute, il ne se change pas.",
    )  # fmt: skip
    jours = forms.TypedChoiceField(
        label="Valable", choices=list(jetons.DUREES.items()), coerce=int, initial=90
    )
    saisie = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["portees"].choices = portees.choix(utilisateur.role)
        if utilisateur.role == Role.RESPONSABLE:
            champs["pour"].choices = [
                (self.POUR_LA_STRUCTURE, "L’outil de ma structure, avec les droits de l’équipe"),
                *champs["pour"].choices,
            ]


class AbonnementForm(Formulaire):
    """Where to tell what."""

    adresse = forms.URLField(
        label="Adresse de l’outil", max_length=500, assume_scheme="https",
        help_text="En https:// ; elle recevra un POST signé, sans aucun nom.",
    )  # fmt: skip
    evenements = forms.MultipleChoiceField(
        label="Ce qui lui est dit", choices=list(abonnements.EVENEMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def clean_adresse(self) -> str:
        adresse: str = self.cleaned_data["adresse"]
        try:
            sortie.verifier_adresse(adresse)
        except sortie.SortieRefusee as refus:
            raise forms.ValidationError(str(refus)) from refus
        return adresse
