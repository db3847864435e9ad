"""Know-how from life: what an experience has taught, skill by skill, with the proof so far."""

from typing import Any
from uuid import uuid4

from django import forms

from matching.moteur.savoirs_de_vie import DEGRES, Experience, SavoirFaire
from matching.moteur.vocabulaire import PREUVES
from parcours.dossiers.forms.qualifications import verifier_annee
from parcours.dossiers.modeles import qualifications as modeles
from parcours.referentiels.models import Competence
from parcours.socle.formulaires import Formulaire, habiller

NON = ("", "Non, ou pas dit")


class VecuForm(Formulaire):
    """How long, and for each skill: not done, or the proof there is (never above its reach)."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    mois = forms.IntegerField(label="Pendant combien de mois", min_value=1, max_value=720)
    fin_annee = forms.IntegerField(label="Jusqu’en (année)", required=False)

    def __init__(self, *args: Any, vecu: Experience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vecu = vecu
        codes = [savoir.code for savoir in vecu.competences]
        connues = set(
            Competence.objects.filter(pk__in=codes, est_retiree=False).values_list("pk", flat=True)
        )
        self._savoirs = [savoir for savoir in vecu.competences if savoir.code in connues]
        for savoir in self._savoirs:
            self.fields[_nom(savoir)] = forms.ChoiceField(
                label=savoir.libelle, required=False, choices=[NON, *_preuves(savoir)]
            )
        habiller(self.fields)

    @property
    def lignes(self) -> list[forms.BoundField]:
        """One field a skill."""
        return [self[_nom(savoir)] for savoir in self._savoirs]

    def clean_fin_annee(self) -> int | None:
        return verifier_annee(self.cleaned_data["fin_annee"])

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if not self.errors and not self.preuves():
            self.add_error(None, "Dire au moins un savoir-faire que la personne a appris ainsi.")
        return donnees

    def preuves(self) -> dict[str, str]:
        """ROME skill → proof, for what was learnt."""
        lues = ((s.code, self.cleaned_data.get(_nom(s), "")) for s in self._savoirs)
        return {code: preuve for code, preuve in lues if preuve}

    def experience(self) -> modeles.Experience:
        """The experience to keep, not saved."""
        return modeles.Experience(
            origine=modeles.OrigineExperience.VIE,
            intitule=self.vecu.titre,
            mois=self.cleaned_data["mois"],
            fin_annee=self.cleaned_data["fin_annee"],
            jeton=self.cleaned_data["jeton"],
        )


def _nom(savoir: SavoirFaire) -> str:
    return f"savoir_{savoir.code}"


def _preuves(savoir: SavoirFaire) -> list[tuple[str, str]]:
    """The proofs within reach, the weakest first."""
    return [(p, PREUVES[p]) for p in DEGRES[: DEGRES.index(savoir.preuve_possible) + 1]]
