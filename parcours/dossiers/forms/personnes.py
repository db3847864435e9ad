"""Identity and place."""

import re
from typing import Any

from django import forms

from parcours.comptes.models import Structure
from parcours.dossiers.forms.bases import ChampTelephone, offrir
from parcours.dossiers.forms.ouverture import verifier_naissance
from parcours.dossiers.modeles.dossiers import Dossier, Origine, Projet, StatutDossier
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.territoire import quartiers_de
from parcours.referentiels.champs import ChampCommune
from parcours.socle.formulaires import Formulaire, FormulaireModele

_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class ChampPoint(forms.CharField):
    """« 45.168, 5.710 » → (45.168, 5.71); None when empty."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value[0]}, {value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        texte = super().clean(value)
        if not texte:
            return None
        lu = _POINT.fullmatch(texte)
        if not lu or abs(float(lu[1])) > 90 or abs(float(lu[2])) > 180:
            raise forms.ValidationError(
                f"« {texte} » n’est pas une position : écrire latitude, longitude, par exemple 45.168, 5.710."
            )
        return float(lu[1]), float(lu[2])


class PersonneForm(FormulaireModele):
    """Everything but the first name may stay empty."""

    telephone = ChampTelephone(required=False)
    commune = ChampCommune(label="Commune", required=False)
    quartier = forms.ChoiceField(
        label="Quartier prioritaire, d’après la personne",
        required=False,
        help_text="Noté « à vérifier » : seule une position précise le confirme.",
    )
    point = ChampPoint(
        label="Position précise (latitude, longitude)",
        required=False,
        help_text="Relevée sur une carte ; sert aux temps de trajet et au quartier.",
    )

    class Meta:
        model = Personne
        fields = (
            "prenom", "nom", "telephone", "telephone_lu_par", "email", "naissance_le",
            "naissance_annee", "sexe", "nationalite", "langue_preferee", "adresse", "commune",
        )  # fmt: skip

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        personne = self.instance
        self.quartiers = {q.pk: q for q in quartiers_de(structure)}
        if personne.qpv_id and personne.qpv_id not in self.quartiers:
            self.quartiers[personne.qpv_id] = personne.qpv
        choix = [(code, q.nom) for code, q in self.quartiers.items()]
        offrir(self, "quartier", [("", "Aucun, ou ne sait pas"), *choix])
        self.fields["quartier"].initial = personne.qpv_id or ""
        if personne.point_est_precis and personne.latitude is not None:
            self.fields["point"].initial = (personne.latitude, personne.longitude)
        self.fields["adresse"].help_text = "Numéro et rue. Sert au trajet, jamais au classement."
        self.fields["sexe"].help_text = "Sert aux comptages de l’égalité, jamais au classement."

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        faute = verifier_naissance(donnees.get("naissance_le"), donnees.get("naissance_annee"))
        if faute:
            champ = "naissance_le" if donnees.get("naissance_le") else "naissance_annee"
            self.add_error(champ, faute)
        donnees["quartier"] = self.quartiers.get(donnees.get("quartier") or "")
        return donnees

    def champs(self) -> dict[str, Any]:
        """The fields of Personne, without the place helpers."""
        return {c: self.cleaned_data[c] for c in self.Meta.fields}


class CoordonneesForm(FormulaireModele):
    """What the person corrects alone."""

    telephone = ChampTelephone(required=False, label="Mon téléphone")
    commune = ChampCommune(label="Ma commune", required=False)

    class Meta:
        model = Personne
        fields = ("telephone", "email", "adresse", "commune")
        labels = {"email": "Mon adresse e-mail", "adresse": "Mon adresse (numéro et rue)"}


class ProjetForm(Formulaire):
    """What the person aims at."""

    projet = forms.ChoiceField(label="Projet", choices=Projet.choices)
    origine = forms.ChoiceField(label="Comment la personne est arrivée", choices=Origine.choices)


class StatutForm(Formulaire):
    """Open or suspended; closing has its own page, which asks for the outcome."""

    statut = forms.ChoiceField(
        label="Statut", widget=forms.RadioSelect,
        choices=[(s.value, s.label) for s in StatutDossier if s != StatutDossier.CLOS],
    )  # fmt: skip

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier

    def clean_statut(self) -> str:
        statut = self.cleaned_data["statut"]
        autres = Dossier.objects.non_clos().filter(
            personne=self.dossier.personne_id, structure=self.dossier.structure_id
        )
        if self.dossier.statut == StatutDossier.CLOS:
            raise forms.ValidationError("Ce dossier est clos : le rouvrir depuis son bilan.")
        if autres.exclude(pk=self.dossier.pk).exists():
            raise forms.ValidationError(
                "Cette personne a déjà un autre dossier ouvert ici : le continuer plutôt."
            )
        return statut
