"""One dated right or registration; only the fields that make sense for it."""

from typing import Any

from django import forms

from parcours.dossiers.modeles.dossiers import NatureSituation, Situation
from parcours.socle.formulaires import FormulaireModele

N = NatureSituation
# Fields beyond oui/non, with the words of each nature.
CHAMPS: dict[str, dict[str, str]] = {
    N.FRANCE_TRAVAIL: {"du": "Date d’inscription", "identifiant": "Identifiant donné par la personne"},
    N.ORGANISME_REFERENT: {
        "organisme": "Organisme référent", "du": "Contrat d’engagement signé le",
        "au": "À revoir avant le",
    },
    N.RSA: {"du": "Depuis le", "au": "Échéance"},
    N.ASS: {"du": "Depuis le", "au": "Échéance"},
    N.AAH: {"au": "Jusqu’au"},
    N.RQTH: {"du": "Depuis le", "au": "Jusqu’au"},
    N.DROIT_TRAVAIL: {"au": "Fin de validité du titre"},
    N.PASS_IAE: {"identifiant": "Numéro du PASS", "du": "Début", "au": "Fin"},
    N.PLIE: {"du": "Entrée", "au": "Sortie", "identifiant": "Code d’entrée", "code_sortie": "Code de sortie"},
    N.FSE: {"du": "Entrée", "au": "Sortie", "identifiant": "Code d’entrée", "code_sortie": "Code de sortie"},
}  # fmt: skip


class SituationForm(FormulaireModele):
    """The form of one nature."""

    est_oui = forms.TypedChoiceField(
        label="Réponse",
        choices=(("oui", "Oui"), ("non", "Non")),
        coerce=lambda v: v == "oui",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Situation
        fields = ("est_oui", "du", "au", "identifiant", "organisme", "code_sortie")

    def __init__(self, *args: Any, nature: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mots = CHAMPS[nature]
        for champ in list(self.fields):
            if champ in mots:
                self.fields[champ].label = mots[champ]
            elif champ != "est_oui":
                del self.fields[champ]
        self.initial["est_oui"] = "oui" if self.instance.est_oui else "non"

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        du, au = donnees.get("du"), donnees.get("au")
        if du and au and au < du:
            self.add_error("au", f"La fin ({au:%d/%m/%Y}) est avant le début ({du:%d/%m/%Y}).")
        return donnees
