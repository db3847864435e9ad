"""Forms of the employer's space: sign-up, members, publishing one's own offer."""

from dataclasses import fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from parcours.offres.forms import FormulaireOuverture
from parcours.offres.models import Employeur, IssueAppel
from parcours.offres.services_employeurs import Inscription
from parcours.referentiels.champs import ChampCommune
from parcours.socle.formulaires import Formulaire
from parcours.socle.siret import SiretInvalide, normaliser_siret


class FormulaireInscription(Formulaire):
    """Who asks, and for whom."""

    entreprise = forms.CharField(label="Nom de l’entreprise, ou votre nom si vous êtes un particulier", max_length=150)  # fmt: skip
    est_particulier = forms.BooleanField(
        label="Je suis un particulier employeur (pas de SIRET)", required=False
    )
    siret = forms.CharField(label="SIRET", max_length=25, required=False, help_text="14 chiffres.")
    commune = ChampCommune(label="Commune", required=False)
    prenom = forms.CharField(label="Votre prénom", max_length=80)
    nom = forms.CharField(label="Votre nom", max_length=80)
    email = forms.EmailField(
        label="Votre adresse e-mail professionnelle",
        help_text="Un lien y est envoyé pour la confirmer.",
    )
    telephone = forms.CharField(label="Téléphone", max_length=20)

    def clean_siret(self) -> str:
        brut = self.cleaned_data["siret"]
        try:
            return normaliser_siret(brut) if brut else ""
        except SiretInvalide as erreur:
            raise ValidationError(str(erreur)) from erreur

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        est_particulier, siret = donnees.get("est_particulier"), donnees.get("siret")
        if est_particulier and siret:
            self.add_error("siret", "Un particulier employeur n’a pas de SIRET.")
        if not est_particulier and not siret and "siret" not in self.errors:
            self.add_error("siret", "Écrire le SIRET, ou cocher « particulier employeur ».")
        return donnees

    def inscription(self) -> Inscription:
        """What was said; call it on a valid form."""
        return Inscription(**{c.name: self.cleaned_data[c.name] for c in fields(Inscription)})


class FormulaireAppel(Formulaire):
    """How a call to an employer ended."""

    issue = forms.ChoiceField(
        label="Comment l’appel s’est terminé", choices=IssueAppel.choices, widget=forms.RadioSelect
    )


class FormulaireRefus(Formulaire):
    """Why a request is refused; its author reads it."""

    motif = forms.CharField(
        label="Raison du refus (la personne la lit)", max_length=300, min_length=10,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class FormulaireInvitation(Formulaire):
    """Someone who will publish and answer too."""

    employeur = forms.ModelChoiceField(
        label="Pour", queryset=Employeur.objects.none(), empty_label=None
    )
    email = forms.EmailField(label="Adresse e-mail de la personne à inviter")

    def __init__(self, *args: Any, employeurs: QuerySet[Employeur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employeur"].queryset = employeurs  # type: ignore[attr-defined]


class FormulairePublier(FormulaireOuverture):
    """An offer typed by one of the employer's own people."""

    def __init__(self, *args: Any, employeurs: QuerySet[Employeur], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom in ("employeur_nom", "employeur_siret", "employeur_particulier"):
            del self.fields[nom]
        champ = self.fields["employeur"]
        champ.queryset, champ.required, champ.empty_label = employeurs, True, None  # type: ignore[attr-defined]
        champ.label = "Employeur"
        self.fields["email_reponse"].help_text = "Les candidatures y arrivent."

    def _verifier_employeur(self, donnees: dict[str, Any]) -> None:
        """The list holds one's own employers only: the field itself says it."""
