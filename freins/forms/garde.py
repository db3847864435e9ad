"""Children to look after and who can help: the same questions for everyone."""

from datetime import time
from typing import Any, Final

from django import forms

from freins.models import MOIS, AutreGardien, BesoinGarde, Enfant, Scolarite
from parcours.socle.formulaires import Formulaire
from parcours.socle.grille import JOURS

_JOURS: Final = list(enumerate(JOURS))
AGE_MAX: Final = 25


class _Heure(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(required=False, widget=widget, **kwargs)


class _AvecPlages(Formulaire):
    """A form with stretches of the week: days, start and end, all three or none."""

    plages: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nom, libelle in self.plages:
            self.fields[f"{nom}_jours"] = forms.TypedMultipleChoiceField(
                label=libelle, choices=_JOURS, coerce=int, required=False,
                widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            )  # fmt: skip
            for partie, mot in (("de", "De"), ("a", "À")):
                champ = _Heure(label=mot)
                champ.widget.attrs |= {
                    "class": "form-control",
                    "aria-label": f"{libelle} : {mot.lower()}",
                }
                self.fields[f"{nom}_{partie}"] = champ

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        for nom, _ in self.plages:
            parties = [donnees.get(f"{nom}_{partie}") for partie in ("jours", "de", "a")]
            if any(parties) and not all(p not in (None, []) for p in parties):
                self.add_error(
                    f"{nom}_jours", "Donner les jours, l’heure de début et l’heure de fin."
                )
        return donnees

    @property
    def champs_plages(self) -> list[tuple[Any, Any, Any]]:
        """The three fields of each stretch, to lay them out together."""
        return [
            (self[f"{nom}_jours"], self[f"{nom}_de"], self[f"{nom}_a"]) for nom, _ in self.plages
        ]


class FormEnfant(_AvecPlages):
    """One child: month and year of birth, school, care already there."""

    plages = (
        ("garde", "Gardé en semaine d’école (crèche, assistante maternelle, famille…)"),
        ("vacances", "Gardé pendant les vacances (centre de loisirs, famille…)"),
    )
    annee = forms.IntegerField(label="Année de naissance")
    mois = forms.TypedChoiceField(
        label="Mois de naissance", required=False, coerce=int, empty_value=None,
        choices=[("", "Je ne sais pas"), *enumerate(MOIS, start=1)],
    )  # fmt: skip
    scolarite = forms.ChoiceField(label="École", choices=Scolarite.choices)
    ecole_de = _Heure(label="L’école commence à", initial=time(8, 30))
    ecole_a = _Heure(label="L’école finit à", initial=time(16, 30))
    a_classe_mercredi = forms.BooleanField(label="Classe le mercredi matin", required=False)
    accueil_de = _Heure(label="Accueil du matin, dès")
    accueil_a = _Heure(label="Accueil du soir, jusqu’à")
    se_garde_seul = forms.BooleanField(
        label="Peut rester seul, d’après la famille", required=False,
        help_text="C’est la famille qui le dit : aucun âge n’est fixé par la loi.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    jeton = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, annee_du_jour: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.annee_du_jour = annee_du_jour
        for nom in ("ecole_de", "ecole_a", "accueil_de", "accueil_a"):
            self.fields[nom].widget.attrs["class"] = "form-control"

    def clean_annee(self) -> int:
        annee = self.cleaned_data["annee"]
        if not self.annee_du_jour - AGE_MAX <= annee <= self.annee_du_jour + 1:
            raise forms.ValidationError(
                f"{annee} : écrire l’année de naissance de l’enfant, par exemple "
                f"{self.annee_du_jour - 4}."
            )
        return annee

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        debut = donnees["ecole_de"] = donnees.get("ecole_de") or time(8, 30)
        fin = donnees["ecole_a"] = donnees.get("ecole_a") or time(16, 30)
        if fin <= debut:
            self.add_error("ecole_a", "L’école finit après avoir commencé.")
        if donnees.get("accueil_de") and donnees["accueil_de"] > debut:
            self.add_error("accueil_de", "L’accueil du matin vient avant l’école.")
        if donnees.get("accueil_a") and donnees["accueil_a"] < fin:
            self.add_error("accueil_a", "L’accueil du soir vient après l’école.")
        return donnees

    def champs(self) -> dict[str, Any]:
        """What the service writes."""
        return {c: v for c, v in self.cleaned_data.items() if c not in ("version", "jeton")}

    @staticmethod
    def initial_de(enfant: Enfant) -> dict[str, Any]:
        return {c.name: getattr(enfant, c.name) for c in enfant._meta.fields}


class FormBesoin(_AvecPlages):
    """Who else can keep the children, when; alone or not. Never read by the ranking."""

    plages = (("autre", "Cette personne garde tous les enfants, chaque semaine"),)
    est_seul = forms.TypedChoiceField(
        label="Élever seul·e ses enfants", required=False, widget=forms.RadioSelect,
        choices=[("", "Pas dit"), ("non", "Non"), ("oui", "Oui")],
        coerce=lambda v: v == "oui", empty_value=None,
        help_text="Sert seulement à trouver des solutions et des aides.",
    )  # fmt: skip
    gardiens = forms.MultipleChoiceField(
        label="Qui d’autre peut garder ?", required=False, choices=AutreGardien.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @staticmethod
    def initial_de(besoin: BesoinGarde | None) -> dict[str, Any]:
        if besoin is None:
            return {}
        seul = {None: "", True: "oui", False: "non"}[besoin.est_seul]
        champs = ("gardiens", "autre_jours", "autre_de", "autre_a")
        return {c: getattr(besoin, c) for c in champs} | {"est_seul": seul}
