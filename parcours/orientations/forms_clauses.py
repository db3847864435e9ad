"""Forms of the insertion clauses: the contract, and the hours of one referral in one month."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from parcours.offres.models import Clause
from parcours.orientations.models import HEURES_MAX_PAR_MOIS, Orientation
from parcours.socle.formulaires import Formulaire, FormulaireModele
from parcours.socle.horloge import aujourd_hui

MOIS_PROPOSES = 24


class FormulaireClause(FormulaireModele):
    """A contract: what it is, its lot, who buys, how many hours."""

    class Meta:
        model = Clause
        fields = ("marche", "lot", "acheteur", "heures_prevues", "heures_hors_suivi")
        labels = {
            "marche": "Marché ou contrat",
            "lot": "Lot",
            "acheteur": "Acheteur",
            "heures_prevues": "Heures d’insertion prévues",
            "heures_hors_suivi": "Heures déjà faites, hors de Parcours",
        }
        help_texts = {
            "heures_hors_suivi": "Par des personnes que Parcours ne suit pas. 0 si aucune.",
        }
        error_messages = {
            "__all__": {"unique_together": "Cette clause existe déjà pour ce lot et cet acheteur."}
        }

    def full_clean(self) -> None:
        """On an older version, each field that differs says what is kept now."""
        super().full_clean()
        if self.est_depasse:
            gardee = Clause.objects.get(pk=self.instance.pk)
            for nom in set(self._meta.fields or ()) & set(self.cleaned_data):
                if self.cleaned_data[nom] != getattr(gardee, nom):
                    self.add_error(
                        nom, f"Enregistré entre-temps : {getattr(gardee, nom) or 'rien'}."
                    )

    def clean_heures_prevues(self) -> int:
        prevues: int = self.cleaned_data["heures_prevues"]
        if not prevues:
            raise ValidationError("Une clause prévoit au moins une heure.")
        return prevues


class FormulaireHeures(Formulaire):
    """Hours of one month, among the months worked."""

    mois = forms.TypedChoiceField(label="Mois", coerce=date.fromisoformat)
    # A comma as people type it, or a point.
    heures = forms.DecimalField(
        label="Heures", min_value=0, max_value=HEURES_MAX_PAR_MOIS, max_digits=5, decimal_places=2,
        help_text="0 efface le mois.", localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6}),
    )  # fmt: skip

    def __init__(self, *args: Any, orientation: Orientation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orientation = orientation
        champ: Any = self.fields["mois"]
        champ.choices = [
            (m.isoformat(), date_format(m, "F Y")) for m in mois_travailles(orientation)
        ]


def mois_travailles(orientation: Orientation) -> list[date]:
    """First days of the months from the start to the end (or today), latest first, two years of
    them at most."""
    debut, fin = orientation.demarree_le, orientation.finie_le or aujourd_hui()
    if debut is None:
        return []
    rangs = range(fin.year * 12 + fin.month - 1, debut.year * 12 + debut.month - 2, -1)
    return [date(rang // 12, rang % 12 + 1, 1) for rang in rangs][:MOIS_PROPOSES]
