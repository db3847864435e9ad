"""Exchanges, handovers, accesses, consents, documents."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from parcours.comptes.models import Utilisateur
from parcours.dossiers.forms.bases import AvecNote, FormulaireAJeton
from parcours.dossiers.modeles.contacts import NatureEchange, PresenceEchange
from parcours.dossiers.modeles.dossiers import (
    FinaliteConsentement,
    MoyenConsentement,
    TypeDocument,
)
from parcours.dossiers.types_fichiers import PHRASE_TYPES, TAILLE_MAX, TypeFichier, reconnaitre
from parcours.socle.horloge import aujourd_hui, maintenant

# Given at another moment: with the referral itself, or at the opening of the dossier.
FINALITES_NOTEES_ICI = (FinaliteConsentement.SANTE, FinaliteConsentement.PASSATION)


class EchangeForm(AvecNote, FormulaireAJeton):
    """A planned meeting is in the future; what took place is not."""

    nature = forms.ChoiceField(label="Quoi", choices=NatureEchange.choices)
    presence = forms.ChoiceField(label="Présence", choices=PresenceEchange.choices)
    quand = forms.DateTimeField(label="Quand", widget=forms.DateTimeInput)
    field_order = ("nature", "presence", "quand", "note", "note_confirmee")

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        quand, presence = donnees.get("quand"), donnees.get("presence")
        if quand and presence == PresenceEchange.PRESENT and quand > maintenant():
            moment = f"{timezone.localtime(quand):%d/%m/%Y à %H:%M}"
            self.add_error("presence", f"Le {moment} n’est pas encore passé : choisir « Prévu ».")
        return donnees


class _VersCollegue(FormulaireAJeton):
    vers = forms.ModelChoiceField(label="À qui", queryset=Utilisateur.objects.none())

    def __init__(self, *args: Any, collegues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["vers"]).queryset = collegues


class PassationForm(_VersCollegue):
    du = forms.DateField(label="À partir du", initial=aujourd_hui, widget=forms.DateInput)
    motif = forms.CharField(label="Motif", required=False, max_length=300)

    def clean_du(self) -> date:
        du = self.cleaned_data["du"]
        if du > aujourd_hui():
            raise forms.ValidationError(
                "Un changement de référent prend effet tout de suite : pour une absence à venir, organiser un remplacement."
            )
        return du


class RemplacementForm(_VersCollegue):
    du = forms.DateField(label="Du", widget=forms.DateInput)
    au = forms.DateField(label="Au (inclus)", widget=forms.DateInput)
    tous = forms.BooleanField(label="Pour tous mes dossiers non clos", required=False)
    motif = forms.CharField(label="Motif", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        du, au = donnees.get("du"), donnees.get("au")
        if du and au and au < du:
            self.add_error("au", f"La fin ({au:%d/%m/%Y}) est avant le début ({du:%d/%m/%Y}).")
        elif au and au < aujourd_hui():
            self.add_error("au", "Cette période est déjà passée.")
        return donnees


class AccesForm(FormulaireAJeton):
    """Why one needs to edit a colleague's dossier."""

    motif = forms.CharField(
        label="Pourquoi",
        min_length=10,
        max_length=300,
        help_text="Le motif est gardé au journal et montré à la personne. Accès pour 24 heures.",
    )


class InvitationForm(AccesForm):
    """Open a dossier to a counsellor of another structure."""

    email = forms.EmailField(label="Adresse e-mail professionnelle")
    field_order = ("email", "motif")

    def clean_email(self) -> Utilisateur:
        email = self.cleaned_data["email"]
        roles = ("conseiller", "responsable")
        compte = Utilisateur.objects.filter(email__iexact=email, is_active=True, role__in=roles)
        trouve = compte.first()
        if trouve is None:
            raise forms.ValidationError(
                f"« {email} » n’est pas le compte d’une conseillère ou d’un conseiller."
            )
        return trouve


class ConsentementForm(FormulaireAJeton):
    finalite = forms.ChoiceField(
        label="La personne est d’accord pour",
        choices=[(f.value, f.label) for f in FINALITES_NOTEES_ICI],
        widget=forms.RadioSelect,
    )
    moyen = forms.ChoiceField(
        label="Comment elle l’a dit",
        choices=[(m.value, m.label) for m in MoyenConsentement if m != MoyenConsentement.EN_LIGNE],
        widget=forms.RadioSelect,
    )


class DocumentForm(FormulaireAJeton):
    """`reconnu`, once valid, is the real type read in the bytes."""

    reconnu: TypeFichier
    type = forms.ChoiceField(label="Quel document", choices=TypeDocument.choices)
    fichier = forms.FileField(
        label="Fichier", help_text=f"{PHRASE_TYPES.capitalize()}, de 5 Mo au plus."
    )

    def clean_fichier(self) -> Any:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX:
            megas = f"{fichier.size / 1024 / 1024:.1f}".replace(".", ",")
            raise forms.ValidationError(f"Ce fichier pèse {megas} Mo : 5 Mo au plus.")
        reconnu = reconnaitre(fichier)
        if reconnu is None:
            raise forms.ValidationError(
                f"« {fichier.name} » n’est pas lisible comme un document accepté : déposer {PHRASE_TYPES}."
            )
        self.reconnu = reconnu
        return fichier
