"""One small form per measured family; left empty, it measures nothing."""

from typing import Any

from django import forms

from freins.regles import cecrl
from freins.regles.mesures import (
    ETATS_GARDE,
    GRILLE,
    MINUTES_MAX,
    NIVEAUX_NUMERIQUE,
    Garde,
    Langue,
    Mesure,
    Mobilite,
    Numerique,
)
from matching.moteur import grilles
from matching.moteur.vocabulaire import CONDITIONS, LIBELLES_MODES, Mode
from parcours.dossiers.models import MoyenConsentement
from parcours.socle.formulaires import Formulaire
from parcours.socle.grille import ChampGrille

RIEN = "rien"
_BORNES = f"Écrire un nombre de minutes entre 1 et {MINUTES_MAX}, ou laisser vide."
_MINUTES_LISIBLES = dict.fromkeys(("invalid", "min_value", "max_value"), _BORNES)
_PHRASES_GARDE = {
    "grille": "Les enfants sont gardés à ces heures (grille ci-dessous)",
    "sans_objet": "Pas d’enfant à faire garder",
    "inconnue": "On le verra plus tard",
}
_PHRASES_NUMERIQUE = {
    0: "Je n’utilise ni ordinateur ni téléphone pour mes démarches",
    1: "J’y arrive avec quelqu’un à côté de moi",
    2: "J’envoie un message, je remplis un formulaire en ligne seul·e",
    3: "Je suis à l’aise : tableur, pièces jointes, logiciels du travail",
}


class FormGarde(Formulaire):
    """Hours when **all** the children are looked after."""

    etat = forms.ChoiceField(
        label="Garde des enfants aujourd’hui", required=False, widget=forms.RadioSelect,
        choices=[(code, _PHRASES_GARDE[code]) for code in reversed(ETATS_GARDE)],
    )  # fmt: skip
    grille = ChampGrille(
        label="Heures où tous les enfants sont gardés", required=False, nulle_est_vide=False,
        help_text="École, crèche, périscolaire, famille : tout ce qui est sûr, chaque semaine.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        a_des_heures = donnees.get("grille") not in (None, "", grilles.vers_hexa(0))
        etat = donnees.get("etat")
        if a_des_heures and etat in ("sans_objet", "inconnue"):
            phrase = f"des heures sont cochées, mais la réponse est « {_PHRASES_GARDE[etat]} »."
            self.add_error("etat", f"Choisir l’un ou l’autre : {phrase}")
        if a_des_heures and not etat:
            donnees["etat"] = GRILLE
        return donnees

    def mesure(self) -> Garde | None:
        """Return the measure, None when nothing was answered."""
        etat = self.cleaned_data.get("etat")
        if not etat:
            return None
        grille = self.cleaned_data.get("grille") or grilles.vers_hexa(0)
        return Garde(etat, grilles.depuis_hexa(grille) if etat == GRILLE else None)

    @staticmethod
    def initial_de(mesure: Mesure | None) -> dict[str, Any]:
        return mesure.vers_json() if mesure else {}


class FormMobilite(Formulaire):
    """Minutes accepted one way, for each way of moving the person really has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mode in Mode:
            libelle = LIBELLES_MODES[mode]
            self.fields[mode.value] = forms.IntegerField(
                label=f"{libelle[0].upper()}{libelle[1:]} (minutes)", required=False,
                min_value=1, max_value=MINUTES_MAX, error_messages=_MINUTES_LISIBLES,
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )  # fmt: skip

    def mesure(self) -> Mobilite | None:
        """Return the measure, None when every way was left empty."""
        minutes = {mode: self.cleaned_data.get(mode.value) for mode in Mode}
        return Mobilite(minutes) if any(minutes.values()) else None

    @staticmethod
    def initial_de(mesure: Mesure | None) -> dict[str, Any]:
        return mesure.vers_json() if mesure else {}


class FormNumerique(Formulaire):
    """Ease with a computer or a phone, by the sentence that fits."""

    niveau = forms.TypedChoiceField(
        label="La phrase qui vous ressemble le plus", required=False, widget=forms.RadioSelect,
        coerce=int, empty_value=None,
        choices=[(n, _PHRASES_NUMERIQUE[n]) for n in NIVEAUX_NUMERIQUE],
    )  # fmt: skip

    def mesure(self) -> Numerique | None:
        """Return the measure, None when nothing was chosen."""
        niveau = self.cleaned_data.get("niveau")
        return None if niveau is None else Numerique(niveau)

    @staticmethod
    def initial_de(mesure: Mesure | None) -> dict[str, Any]:
        return mesure.vers_json() if mesure else {}


class Enonces(forms.CheckboxSelectMultiple):
    """The can-do sentences, grouped by level."""

    template_name = "freins/widgets/enonces.html"


class FormLangue(Formulaire):
    """French by what the person can do; the level follows from the sentences ticked."""

    oral = forms.MultipleChoiceField(
        label="À l’oral : ce que vous pouvez faire", required=False, widget=Enonces
    )
    ecrit = forms.MultipleChoiceField(
        label="À l’écrit : ce que vous pouvez faire", required=False, widget=Enonces
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for volet in cecrl.VOLETS:
            self.fields[volet].choices = _choix_enonces(volet)  # type: ignore[attr-defined]

    def clean_oral(self) -> str | None:
        return self._niveau(cecrl.ORAL)

    def clean_ecrit(self) -> str | None:
        return self._niveau(cecrl.ECRIT)

    def _niveau(self, volet: str) -> str | None:
        coches = self.cleaned_data[volet]
        if not coches:
            return None
        if coches == [RIEN]:
            return cecrl.SANS_FRANCAIS
        niveau = cecrl.depuis_cases_cochees([c for c in coches if c != RIEN], volet)
        if niveau is None or RIEN in coches:
            raise forms.ValidationError(
                "Cocher au moins deux phrases d’un même niveau, ou seulement « rien de tout cela »."
            )
        return niveau

    def mesure(self) -> Langue | None:
        """Return the levels, None when no sentence was ticked."""
        oral, ecrit = (self.cleaned_data.get(v) for v in cecrl.VOLETS)
        return Langue(oral, ecrit) if oral or ecrit else None


def _choix_enonces(volet: str) -> list[Any]:
    groupes: list[Any] = [
        (
            f"Niveau {niveau}",
            [(e.code, e.texte) for e in cecrl.enonces(volet) if e.niveau == niveau],
        )
        for niveau in cecrl.NIVEAUX_DEMANDES
    ]
    return [*groupes, ("Débutant complet", [(RIEN, "Rien de tout cela pour l’instant")])]


class FormDroit(Formulaire):
    """The right to work in France, and its end."""

    est_oui = forms.ChoiceField(
        label="Avez-vous le droit de travailler en France ?", required=False,
        widget=forms.RadioSelect,
        choices=[("oui", "Oui"), ("non", "Non"), ("", "Je ne sais pas encore")],
    )  # fmt: skip
    au = forms.DateField(label="Jusqu’au", required=False, widget=forms.DateInput)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("au") and donnees.get("est_oui") != "oui":
            self.add_error("au", "Une date de fin va avec la réponse « Oui ».")
        return donnees


class FormSante(Formulaire):
    """Limits chosen by the person among conditions of work; nothing without their agreement."""

    limites = forms.MultipleChoiceField(
        label="Ce que la personne préfère ne pas faire, ou faire peu", required=False,
        widget=forms.CheckboxSelectMultiple, choices=list(CONDITIONS.items()),
        help_text="Jamais de diagnostic, jamais de maladie : seulement des conditions de travail.",
    )  # fmt: skip
    accord = forms.BooleanField(
        label="La personne est d’accord pour que ces limites soient notées et servent à ne pas lui "
        "proposer ces conditions de travail",
        required=False,
        help_text="Elle peut refuser : l’accompagnement reste le même. Elle peut retirer son "
        "accord à tout moment : les limites sont alors effacées.",
    )
    moyen = forms.ChoiceField(
        label="Accord donné", required=False, widget=forms.RadioSelect,
        choices=[(m.value, m.label) for m in (MoyenConsentement.ORAL, MoyenConsentement.ECRIT)],
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("limites") and not donnees.get("accord"):
            self.add_error(
                "accord",
                "Sans l’accord de la personne, aucune limite n’est notée : cocher l’accord, ou "
                "décocher les limites.",
            )
        return donnees
