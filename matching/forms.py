"""Filters of the list, and the reasons given when an opening is put aside."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from numpy.typing import NDArray

from matching.moteur import Catalogue, Profil
from matching.moteur.vocabulaire import CONTRATS, NATURES
from matching.motifs import MOTIFS_EQUIPE, MOTIFS_PERSONNE
from parcours.referentiels.champs import ChampMetier, SaisieProposee
from parcours.socle.formulaires import Formulaire

ACCESSIBLES, A_VERIFIER = "accessibles", "a_verifier"
RAYONS = ("2", "5", "10", "20", "50")


class Filtres(Formulaire):
    """What to keep of the list; lives in the address of the page."""

    statut = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tout"), (ACCESSIBLES, "Accessibles"), (A_VERIFIER, "À vérifier")],
    )
    nature = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Tous"), *NATURES.items()]
    )
    contrat = forms.ChoiceField(
        label="Contrat", required=False, choices=[("", "Tous"), *CONTRATS.items()]
    )
    km = forms.ChoiceField(
        label="Distance",
        required=False,
        choices=[("", "Toutes"), *((km, f"{km} km") for km in RAYONS)],
    )
    metier = ChampMetier(label="Métier", required=False)

    def valeur(self, nom: str) -> Any:
        """The cleaned value, or nothing when this field is not valid: a filter never breaks."""
        self.is_valid()
        return self.cleaned_data.get(nom)

    @property
    def est_actif(self) -> bool:
        """True when something is filtered out."""
        return any(self.valeur(nom) for nom in ("nature", "contrat", "km", "metier"))

    def masque(self, catalogue: Catalogue, profil: Profil) -> NDArray | None:
        """Rows of the catalogue to keep; None for all."""
        if not self.est_actif:
            return None
        voulus: dict[str, Any] = {}
        for nom, parametre in (("nature", "natures"), ("contrat", "contrats")):
            if valeur := self.valeur(nom):
                voulus[parametre] = [valeur]
        if metier := self.valeur("metier"):
            voulus["metiers"] = [metier.pk]
        if (km := self.valeur("km")) and profil.point:
            voulus["autour"] = (profil.point, float(km))
        return catalogue.masque(**voulus)


class FormEcarter(Formulaire):
    """Why the team puts an opening aside."""

    motif = forms.ChoiceField(
        label="Pourquoi l’écarter ?", choices=list(MOTIFS_EQUIPE.items()), widget=forms.RadioSelect
    )


class FormChercher(Formulaire):
    """What the person looks for, in their own words; lives in the address of the page."""

    q = forms.CharField(
        label="Je cherche", max_length=100,
        widget=SaisieProposee(reverse_lazy("referentiels:metiers"), attrs={"autocomplete": "off"}),
        help_text="Un métier ou ce que vous aimez faire. Exemples : nounou, réparer des vélos.",
    )  # fmt: skip


class FormReponse(Formulaire):
    """What the person answers: yes, or no with a reason."""

    reponse = forms.ChoiceField(choices=[("oui", "oui"), ("non", "non")])
    motif = forms.ChoiceField(
        label="Pourquoi ?",
        required=False,
        choices=list(MOTIFS_PERSONNE.items()),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez une raison dans la liste."},
    )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        est_non = donnees.get("reponse") == "non"
        if est_non and not donnees.get("motif") and "motif" not in self.errors:
            self.add_error("motif", "Choisissez une raison. Cela aide à trouver mieux.")
        return donnees


class FormAdopter(Formulaire):
    """Steps to put in the plan, by their codes."""

    etapes = forms.CharField(max_length=600)
    jeton = forms.UUIDField()

    def clean_etapes(self) -> list[str]:
        return [code for code in self.cleaned_data["etapes"].split(",") if code]
