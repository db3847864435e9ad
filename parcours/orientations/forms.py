"""Forms: making an orientation, and one form for each line of the table, built from it."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from parcours.dossiers.modeles.dossiers import MoyenConsentement
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.orientations import cartes, etats, textes
from parcours.orientations.etats import Auteur, Transition
from parcours.orientations.identite import CHAMPS_IDENTITE
from parcours.orientations.models import Orientation
from parcours.orientations.services import Accord, Details
from parcours.socle.formulaires import Formulaire, habiller
from parcours.socle.horloge import maintenant

MOYENS = [
    (MoyenConsentement.ORAL, "Oui, dit de vive voix"),
    (MoyenConsentement.ECRIT, "Oui, par écrit"),
]
DUREES_PARTAGE = [(30, "30 jours"), (90, "3 mois"), (180, "6 mois")]
CHOISIR = [("", "Choisir…")]


class _AvecMot(Formulaire):
    """A short sentence for the recipient; what the check only warns about is confirmed by hand."""

    mot = forms.CharField(
        label="Votre phrase pour le destinataire",
        max_length=textes.LONGUEUR_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class FormulaireOuverture(_AvecMot):
    """To an opening: the sentence is blind, the agreement is needed to send."""

    accord = forms.ChoiceField(
        label="La personne est-elle d’accord pour cette candidature ?",
        choices=MOYENS,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, dossier: Dossier, envoi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.fields["accord"].required = envoi
        self.fields["accord"].error_messages["required"] = (
            "Sans l’accord de la personne, rien ne part : le noter, ou enregistrer en brouillon."
        )
        self.fields["mot"].help_text = (
            "Ce que la personne sait faire pour ce poste. Ni nom, ni sexe, ni âge, ni adresse, "
            "ni famille, ni santé. La personne peut lire cette phrase."
        )

    def clean_mot(self) -> str:
        mot: str = self.cleaned_data["mot"].strip()
        if defauts := textes.defauts_du_mot_aveugle(mot, self.dossier.personne):
            raise forms.ValidationError(defauts)
        return mot

    def accord_donne(self) -> Accord | None:
        """The agreement as ticked, or None."""
        moyen = self.cleaned_data.get("accord")
        return Accord(moyen=moyen) if moyen else None


class FormulaireSolution(_AvecMot):
    """To a service: the fields ticked with the person, for how long, and the agreement."""

    champs = forms.MultipleChoiceField(
        label="Informations à transmettre, choisies avec la personne",
        choices=list(cartes.CHAMPS_PARTAGEABLES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    jours = forms.TypedChoiceField(
        label="Lisibles par le service pendant", choices=DUREES_PARTAGE, coerce=int, initial=90
    )
    accord = forms.ChoiceField(
        label="La personne est-elle d’accord pour transmettre ces informations ?",
        choices=MOYENS,
        widget=forms.RadioSelect,
        required=False,
    )
    confirme = forms.BooleanField(label="J’ai relu la phrase, je la garde ainsi", required=False)

    def __init__(self, *args: Any, envoi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["champs"].required = envoi
        self.fields["champs"].error_messages["required"] = (
            "Cocher au moins une information à transmettre."
        )
        self.avis: list[str] = []
        self.fields["accord"].required = envoi
        self.fields["accord"].error_messages["required"] = (
            "Sans l’accord de la personne, rien ne part : le noter, ou enregistrer en brouillon."
        )
        self.fields["mot"].help_text = "La personne peut lire cette phrase. Rien sur la santé."

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        mot = donnees.get("mot", "").strip()
        refus, self.avis = textes.defauts_de_note(mot, champ="mot", est_strict=False)
        if refus:
            self.add_error("mot", refus)
        elif self.avis and not donnees.get("confirme"):
            self.add_error("mot", [*self.avis, "Reformuler, ou cocher « J’ai relu la phrase »."])
        return donnees

    def accord_donne(self) -> Accord | None:
        """The agreement as ticked, or None."""
        moyen = self.cleaned_data.get("accord")
        if not moyen:
            return None
        return Accord(
            moyen=moyen, champs=self.cleaned_data["champs"], jours=self.cleaned_data["jours"]
        )


def formulaire_nouvelle(
    *args: Any, dossier: Dossier, ouverture: Ouverture | None, envoi: bool = False, **kwargs: Any
) -> FormulaireOuverture | FormulaireSolution:
    """The form that fits the target."""
    if ouverture is not None:
        return FormulaireOuverture(*args, dossier=dossier, envoi=envoi, **kwargs)
    return FormulaireSolution(*args, envoi=envoi, **kwargs)


class FormulaireTransition(Formulaire):
    """The form of one line of the table for one author: exactly the fields this line asks for."""

    transition = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, orientation: Orientation, regle: Transition, auteur: str, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"id_{regle.nom}_{orientation.pk}_%s")
        kwargs.setdefault("initial", {"transition": regle.nom, "version": orientation.version})
        super().__init__(*args, **kwargs)
        self.regle, self.auteur = regle, auteur
        self.fields.update(_champs_de_date(regle))
        self.fields.update(_champs_de_motif(regle, auteur))
        habiller(self.fields)
        self.libelle = _libelle(regle, auteur, orientation)
        self.est_immediat = set(self.fields) <= {"transition", "version"}

    @property
    def est_rapportee(self) -> bool:
        return bool(self.auteur == Auteur.DESTINATAIRE)

    def details(self) -> Details:
        """What was filled in, for the service."""
        donnees = self.cleaned_data
        return Details(
            motif=donnees.get("motif", ""),
            texte=donnees.get("texte", ""),
            jour=donnees.get("jour"),
            instant=donnees.get("instant"),
            lieu=donnees.get("lieu", ""),
        )


def _libelle(regle: Transition, auteur: str, orientation: Orientation) -> str:
    if regle.nom == "constater_maintien":
        return f"Constater le maintien à {etats.prochain_maintien(orientation)} mois"
    if regle.nom == "decliner" and auteur == Auteur.PERSONNE:
        return "Dire non"
    return regle.libelle


def _champs_de_date(regle: Transition) -> dict[str, forms.Field]:
    if regle.date == "jour":
        return {"jour": forms.DateField(label="Date", widget=forms.DateInput)}
    if regle.date == "instant":
        demain = timezone.localtime(maintenant() + timedelta(days=1))
        return {
            "instant": forms.DateTimeField(
                label="Jour et heure",
                widget=forms.DateTimeInput(attrs={"min": f"{demain:%Y-%m-%dT00:00}"}),
            ),
            "lieu": forms.CharField(
                label="Lieu, et comment venir",
                max_length=200,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            ),
        }
    return {}


def _champs_de_motif(regle: Transition, auteur: str) -> dict[str, forms.Field]:
    champs: dict[str, forms.Field] = {}
    permis = etats.motifs(regle.nom, auteur)
    if permis:
        libelle = "Quelle étape ?" if regle.nom == "demander_prealable" else "Raison"
        champs["motif"] = forms.ChoiceField(label=libelle, choices=[*CHOISIR, *permis.items()])
    if regle.est_commentee:
        champs["texte"] = forms.CharField(
            label="Précision",
            required=False,
            max_length=textes.LONGUEUR_MAX,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="La personne peut lire cette note.",
        )
    return champs


def formulaires_possibles(
    orientation: Orientation, *auteurs: str, sauf: tuple[str, ...] = ()
) -> list[FormulaireTransition]:
    """One form for each change open to these authors now, in the order of the table."""
    return [
        FormulaireTransition(orientation=orientation, regle=regle, auteur=auteur)
        for auteur in auteurs
        for regle in etats.possibles(orientation, auteur)
        if regle.nom not in sauf
    ]


class FormulaireEnvoi(Formulaire):
    """Sends a draft: the agreement, and for a service the ticked fields."""

    transition = forms.CharField(widget=forms.HiddenInput, initial="envoyer")
    version = forms.IntegerField(widget=forms.HiddenInput)
    accord = forms.ChoiceField(
        label="La personne est-elle d’accord pour cette orientation ?",
        choices=MOYENS,
        widget=forms.RadioSelect,
    )
    champs = forms.MultipleChoiceField(
        label="Informations à transmettre, choisies avec la personne",
        choices=list(cartes.CHAMPS_PARTAGEABLES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    jours = forms.TypedChoiceField(
        label="Lisibles par le service pendant", choices=DUREES_PARTAGE, coerce=int, initial=90
    )

    def __init__(self, *args: Any, orientation: Orientation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": orientation.version})
        super().__init__(*args, **kwargs)
        if orientation.ouverture_id:
            del self.fields["champs"], self.fields["jours"]

    def accord_donne(self) -> Accord:
        """The agreement as ticked."""
        donnees = self.cleaned_data
        return Accord(
            moyen=donnees["accord"],
            champs=donnees.get("champs", []),
            jours=donnees.get("jours", 90),
        )


class FormulaireIdentite(Formulaire):
    """The person agrees to be named to the employer."""

    champs = forms.MultipleChoiceField(
        label="Dire aussi", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(c, libelle) for c, libelle in CHAMPS_IDENTITE.items() if c != "prenom"],
        initial=["nom"], help_text="Le prénom est toujours dit.",
    )  # fmt: skip
    moyen = forms.ChoiceField(
        label="La personne est-elle d’accord ?", choices=MOYENS, widget=forms.RadioSelect
    )
