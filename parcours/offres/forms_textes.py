"""The text of an offer in a form: its findings, and the decisions about them."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from matching.equite.textes import EXCEPTIONS, JUSTIFICATION_MINIMALE
from parcours.offres import legalite
from parcours.offres.legalite import Constat
from parcours.offres.models import EtatDecision, Ouverture
from parcours.offres.services_textes import GardeTexte, est_un_mot
from parcours.socle.formulaires import Formulaire

PHRASE_INTERDITE = "« {extrait} » : la loi l’interdit ({motif} ; {base}). {conseil}"


class TexteRelu:
    """A form that holds `intitule` and `description`, whatever else it asks."""

    def texte_lu(self) -> list[Constat]:
        """Findings of what is typed, decisions of the opening attached."""
        ouverture: Ouverture | None = getattr(self, "instance", None)
        decisions: Any = ()
        if ouverture is not None and ouverture.pk:
            decisions = ouverture.decisions_texte.exclude(etat=EtatDecision.REFUSEE)
        return legalite.lire(*self._ecrits(), decisions)

    def _ecrits(self) -> tuple[str, str]:
        intitule, texte = (self[c].value() or "" for c in ("intitule", "description"))  # type: ignore[index]
        return intitule, texte.replace("\r\n", "\n")

    @property
    def est_vide(self) -> bool:
        """Nothing is written yet, so nothing was read."""
        return not any(self._ecrits())

    @property
    def constats(self) -> list[Constat]:
        """For the template; read once."""
        if not hasattr(self, "_constats"):
            self._constats = self.texte_lu()
        return self._constats

    @property
    def bloque(self) -> bool:
        """What is typed may not be published."""
        return any(c.bloque for c in self.constats)

    @property
    def est_a_confirmer(self) -> bool:
        """What is typed waits for a written word."""
        return any(c.est_a_confirmer for c in self.constats)

    def sans_juger(self) -> Any:
        """This form as typed, its fields not validated: only its text is read again."""
        self._errors = ErrorDict()  # the public way to say so does not exist
        self.cleaned_data: dict[str, Any] = {}
        return self

    def verifier_texte(self, donnees: dict[str, Any]) -> None:
        """Errors forbid, unless set aside; warnings ask for a written word."""
        mot_ecrit = est_un_mot(donnees.get("confirmation_texte") or "")
        if self.bloque and not donnees.get("mettre_de_cote"):
            for constat in self.constats:
                if constat.bloque:
                    self.add_error(constat.champ, _phrase(constat))  # type: ignore[attr-defined]
        elif (self.bloque or self.est_a_confirmer) and not mot_ecrit:
            self.add_error(  # type: ignore[attr-defined]
                "confirmation_texte",
                "Dire en quelques mots pourquoi ces mots restent, ou les remplacer : "
                + " ; ".join(
                    f"« {c.signalement.extrait} »"
                    for c in self.constats
                    if c.bloque or c.est_a_confirmer
                )
                + ".",
            )

    def garde_texte(self) -> GardeTexte:
        """What the person said about the text; call it on a valid form."""
        donnees = self.cleaned_data
        return GardeTexte(donnees["confirmation_texte"], donnees["mettre_de_cote"])


def _phrase(constat: Constat) -> str:
    un = constat.signalement
    conseil = f"Écrire plutôt : « {un.reecriture} »." if un.reecriture else "Le retirer."
    return PHRASE_INTERDITE.format(
        extrait=un.extrait, motif=constat.motif, base=un.base, conseil=conseil
    )


def champ_confirmation() -> forms.CharField:
    """The written word for what is kept."""
    return forms.CharField(
        label="Pourquoi garder ces mots", required=False, max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Demandé seulement si un avertissement reste. Gardé avec votre nom.",
    )  # fmt: skip


def champ_mettre_de_cote() -> forms.BooleanField:
    """Keep without publishing."""
    return forms.BooleanField(
        label="Enregistrer sans publier : une exception prévue par la loi sera demandée",
        required=False,
    )


class FormulaireTexte(TexteRelu, Formulaire):
    """Other words for an opening, the source’s or one’s own."""

    intitule = forms.CharField(label="Intitulé", max_length=250)
    description = forms.CharField(
        label="Texte", required=False, widget=forms.Textarea(attrs={"rows": 10})
    )

    def __init__(self, *args: Any, ouverture: Ouverture, **kwargs: Any) -> None:
        depart = {"intitule": ouverture.intitule, "description": ouverture.description}
        super().__init__(*args, initial=depart, **kwargs)
        self.instance = ouverture

    def textes(self) -> dict[str, str]:
        """The words; call it on a valid form."""
        return {c: self.cleaned_data[c] for c in ("intitule", "description")}


class FormulaireDecision(Formulaire):
    """Why words that are forbidden elsewhere stay here."""

    jeton = forms.ChoiceField(label="Mots concernés")
    exception = forms.ChoiceField(
        label="Ce qui les permet", required=False,
        choices=[
            ("", "Rien à excuser : le signalement est faux"),
            *((e.code, f"{e.libelle} ({e.base})") for e in EXCEPTIONS),
        ],
    )  # fmt: skip
    justification = forms.CharField(
        label="Pourquoi, précisément", min_length=JUSTIFICATION_MINIMALE, max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Au moins {JUSTIFICATION_MINIMALE} caractères : ce que fait le poste, et ce que dit le texte de loi.",
    )  # fmt: skip

    def __init__(self, *args: Any, constats: list[Constat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jeton"].choices = [  # type: ignore[attr-defined]
            (c.jeton, f"« {c.signalement.extrait[:120]} » ({c.motif})") for c in constats
        ]
