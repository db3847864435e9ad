"""The outreach contact: one screen, thirty seconds."""

from datetime import timedelta
from typing import Any

from django import forms

from parcours.comptes.models import Structure
from parcours.dossiers.forms.bases import AvecNote, ChampTelephone, FormulaireAJeton, offrir
from parcours.dossiers.modeles.contacts import BlocageDit, CanalContact, IssueContact
from parcours.dossiers.territoire import quartiers_de
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui, maintenant

SUITES = (
    ("rappeler_3", "Rappeler sous 3 jours"),
    ("rappeler_7", "Rappeler sous 7 jours"),
    ("rappeler_date", "Rappeler à la date ci-dessous"),
    (IssueContact.RENDEZ_VOUS.value, IssueContact.RENDEZ_VOUS.label),
    (IssueContact.INFORMEE.value, IssueContact.INFORMEE.label),
    (IssueContact.SANS_SUITE.value, IssueContact.SANS_SUITE.label),
)
DELAIS = {"rappeler_3": 3, "rappeler_7": 7}


class AvecSuite(AvecNote):
    """What happens next: an outcome, and a date to call when there is one."""

    suite = forms.ChoiceField(label="La suite", choices=SUITES)
    rappeler_le = forms.DateField(label="Date du rappel", required=False, widget=forms.DateInput)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        suite, jour = donnees.get("suite"), donnees.get("rappeler_le")
        if suite in DELAIS:
            jour = aujourd_hui() + timedelta(days=DELAIS[suite])
        elif suite == "rappeler_date":
            if jour is None and "rappeler_le" not in self.errors:
                self.add_error("rappeler_le", "Choisir la date du rappel.")
            elif jour and jour < aujourd_hui():
                self.add_error("rappeler_le", "Cette date est passée : choisir un jour à venir.")
        est_rappel = suite in DELAIS or suite == "rappeler_date"
        donnees["issue"] = IssueContact.A_RAPPELER.value if est_rappel else suite
        donnees["rappeler_le"] = jour if est_rappel else None
        return donnees


class ContactForm(AvecSuite, FormulaireAJeton):
    """A first name and a place are enough."""

    prenom = forms.CharField(
        label="Prénom", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    quartier = forms.ChoiceField(label="Quartier", required=False)
    lieu = forms.CharField(label="Lieu précis, ou autre lieu", required=False, max_length=120)
    canal = forms.ChoiceField(label="Comment", choices=CanalContact.choices)
    nom = forms.CharField(label="Nom", required=False, max_length=80)
    telephone = ChampTelephone(required=False, label="Téléphone, si la personne veut être rappelée")
    blocages = forms.MultipleChoiceField(
        label="Ce qui bloque, d’après la personne",
        choices=BlocageDit.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    quand = forms.DateTimeField(
        label="C’était à un autre moment", required=False, widget=forms.DateTimeInput
    )
    field_order = (
        "prenom", "quartier", "lieu", "canal", "telephone", "blocages", "suite", "rappeler_le",
        "note", "note_confirmee", "nom", "quand",
    )  # fmt: skip

    def __init__(self, *args: Any, structure: Structure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quartiers = {q.pk: q for q in quartiers_de(structure)}
        choix = [(code, q.nom) for code, q in self.quartiers.items()]
        offrir(self, "quartier", [("", "Autre lieu"), *choix])

    def clean_quand(self) -> Any:
        quand = self.cleaned_data["quand"]
        if quand and quand > maintenant():
            raise forms.ValidationError("Un contact a déjà eu lieu : choisir un moment passé.")
        return quand

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        quartier = self.quartiers.get(donnees.get("quartier") or "")
        lieu = donnees.get("lieu") or (quartier.nom if quartier else "")
        if not lieu and not {"lieu", "quartier"} & set(self.errors):
            self.add_error("lieu", "Choisir un quartier ou écrire un lieu.")
        return donnees | {"qpv": quartier, "lieu": lieu}


class RappelForm(AvecSuite, FormulaireAJeton):
    """What was said when the person was called back."""

    field_order = ("suite", "rappeler_le", "note", "note_confirmee")


class FiltreContacts(Formulaire):
    """Filters of the list, in the URL."""

    TRIS = {
        "recent": ("Le plus récent d’abord", ("-quand", "-pk")),
        "ancien": ("Le plus ancien d’abord", ("quand", "pk")),
        "rappel": ("Rappel le plus proche d’abord", ("rappeler_le", "-quand", "pk")),
        "prenom": ("Prénom", ("personne__prenom", "-quand", "pk")),
    }
    q = forms.CharField(label="Prénom, nom ou lieu", required=False, max_length=80)
    issue = forms.ChoiceField(label="Suite", required=False)
    a_moi = forms.BooleanField(label="Mes contacts seulement", required=False)
    tri = forms.ChoiceField(label="Trier par", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offrir(
            self,
            "issue",
            [
                ("", "Toutes"),
                ("rappel_du", "À rappeler aujourd’hui ou avant"),
                *IssueContact.choices,
            ],
        )
        offrir(self, "tri", [(c, libelle) for c, (libelle, _) in self.TRIS.items()])
