"""« Qu’est-ce que cela a changé ? »: the end of a step, and one small form for each family."""

from datetime import date
from typing import Any, Final

from django import forms

from freins.forms.mesures import FormDroit, FormGarde, FormMobilite, FormNumerique
from freins.forms.textes import FormAvecTexte
from freins.models import Action, MotifEchec
from freins.services.changements import Changement
from freins.services.fins import ABANDON, CHANGEMENT, ECHEC, RIEN, Fin
from matching.moteur.vocabulaire import (
    CERTIFICATS,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    Famille,
)
from parcours.socle.formulaires import Formulaire

ISSUES: Final = [
    (CHANGEMENT, "C’est fait, et cela a changé quelque chose"),
    (RIEN, "C’est fait, mais rien n’a changé"),
    (ECHEC, "Cela n’a pas marché"),
]
_NIVEAUX: Final = [("", "Non évalué"), *((n, n) for n in NIVEAUX_CECRL)]


class FormFin(FormAvecTexte):
    """What came of a step; the reason goes with a failure, lifting with a change."""

    textes = ("resultat",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    issue = forms.ChoiceField(
        label="Qu’est-ce que cela a donné ?", choices=ISSUES, widget=forms.RadioSelect
    )
    motif = forms.ChoiceField(
        label="Pourquoi cela n’a pas marché", required=False,
        choices=[("", "Choisir une raison…"), *MotifEchec.choices],
    )  # fmt: skip
    resultat = forms.CharField(
        label="En quelques mots", max_length=300, required=False,
        help_text="La personne peut lire ce texte.",
    )  # fmt: skip
    leve = forms.BooleanField(label="Le frein est levé", required=False)

    def __init__(self, *args: Any, action: Action, est_levable: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": action.version}, **kwargs)
        if not est_levable:
            del self.fields["leve"]

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        issue = donnees.get("issue")
        if issue == ECHEC and not donnees.get("motif"):
            self.add_error("motif", "Choisir la raison : elle évite de refaire le même essai.")
        if issue in (CHANGEMENT, RIEN):
            donnees["motif"] = ""
        if issue in (RIEN, ECHEC) and donnees.get("leve"):
            self.add_error("leve", "Un frein se lève quand quelque chose a changé.")
        return donnees

    @property
    def a_change(self) -> bool:
        """True when the answer is that something changed."""
        return self.data.get("issue") == CHANGEMENT

    def fin(self, changement: Changement | None) -> Fin:
        """What the service expects."""
        dit = self.cleaned_data
        return Fin(
            issue=dit["issue"], resultat=dit["resultat"], motif=dit["motif"],
            leve=dit.get("leve", False), changement=changement,
        )  # fmt: skip


class FormAbandon(FormAvecTexte):
    """A step given up, and why."""

    textes = ("resultat",)
    version = forms.IntegerField(widget=forms.HiddenInput)
    motif = forms.ChoiceField(
        label="Pourquoi", choices=[("", "Choisir une raison…"), *MotifEchec.choices]
    )
    resultat = forms.CharField(label="En quelques mots", max_length=300, required=False)

    def fin(self) -> Fin:
        """What the service expects."""
        dit = self.cleaned_data
        return Fin(issue=ABANDON, motif=dit["motif"], resultat=dit["resultat"])


# --- The new measure ------------------------------------------------------------------------------
class _ChangementMesure:
    """Forms of the diagnosis, used again: their measure is the change."""

    famille: str

    def changement(self) -> Changement | None:
        mesure = self.mesure()  # type: ignore[attr-defined]
        return Changement(self.famille, mesure.vers_json()) if mesure else None


class FormNouvelleGarde(_ChangementMesure, FormGarde):
    famille = Famille.GARDE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["etat"].label = "Garde des enfants, maintenant"


class FormNouvelleMobilite(_ChangementMesure, FormMobilite):
    famille = Famille.MOBILITE


class FormNouveauNumerique(_ChangementMesure, FormNumerique):
    famille = Famille.NUMERIQUE


class FormNouvelleLangue(Formulaire):
    """The level reached, as an attestation or the trainer says it."""

    oral = forms.ChoiceField(label="Niveau à l’oral", choices=_NIVEAUX, required=False)
    ecrit = forms.ChoiceField(label="Niveau à l’écrit", choices=_NIVEAUX, required=False)

    def changement(self) -> Changement | None:
        valeurs = {c: self.cleaned_data[c] for c in ("oral", "ecrit")}
        return Changement(Famille.LANGUE, valeurs) if any(valeurs.values()) else None


class FormNouveauPermis(Formulaire):
    """The licence obtained, or exchanged."""

    categorie = forms.ChoiceField(
        label="Permis obtenu (ou échangé)", required=False,
        choices=[("", "Choisir…"), *((code, code) for code in PERMIS)],
    )  # fmt: skip

    def changement(self) -> Changement | None:
        categorie = self.cleaned_data["categorie"]
        return Changement(Famille.PERMIS, {"categorie": categorie}) if categorie else None


class FormNouvelleQualification(Formulaire):
    """A diploma or a certificate obtained."""

    niveau = forms.ChoiceField(
        label="Diplôme obtenu : niveau", required=False,
        choices=[("", "Aucun"), *NIVEAUX_DIPLOME.items()],
    )  # fmt: skip
    intitule = forms.CharField(label="Diplôme obtenu : intitulé", max_length=150, required=False)
    certificat = forms.ChoiceField(
        label="Certificat ou habilitation", required=False,
        choices=[("", "Aucun"), *CERTIFICATS.items()],
    )  # fmt: skip
    expire_le = forms.DateField(
        label="Certificat valable jusqu’au", required=False, widget=forms.DateInput
    )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        if donnees.get("intitule") and not donnees.get("niveau"):
            self.add_error("niveau", "Choisir le niveau de ce diplôme.")
        if donnees.get("expire_le") and not donnees.get("certificat"):
            self.add_error("certificat", "Choisir le certificat qui finit à cette date.")
        return donnees

    def changement(self) -> Changement | None:
        dit = self.cleaned_data
        est_vide = not dit["niveau"] and not dit["certificat"]
        return None if est_vide else Changement(Famille.QUALIFICATION, dict(dit))


class FormNouveauDroit(FormDroit):
    """The right to work, now."""

    def changement(self) -> Changement | None:
        dit = self.cleaned_data
        if not dit["est_oui"]:
            return None
        valeurs = {"est_oui": dit["est_oui"] == "oui", "au": dit["au"] and dit["au"].isoformat()}
        return Changement(Famille.ADMINISTRATIF, valeurs)


FORMULAIRES: Final[dict[str, Any]] = {
    Famille.GARDE: FormNouvelleGarde,
    Famille.MOBILITE: FormNouvelleMobilite,
    Famille.NUMERIQUE: FormNouveauNumerique,
    Famille.LANGUE: FormNouvelleLangue,
    Famille.PERMIS: FormNouveauPermis,
    Famille.QUALIFICATION: FormNouvelleQualification,
    Famille.ADMINISTRATIF: FormNouveauDroit,
}


def form_du_changement(famille: str | None, data: Any, etat: dict[str, Any] | None) -> Any:
    """Return the form of a family filled with its present measure, None when it has none."""
    if famille not in FORMULAIRES:
        return None
    return FORMULAIRES[famille](data, prefix="mesure", initial=_initial(famille, etat or {}))


def _initial(famille: str, etat: dict[str, Any]) -> dict[str, Any]:
    """Grids, minutes, levels and rights start from what is known; what was obtained is new."""
    if famille in (Famille.PERMIS, Famille.QUALIFICATION):
        return {}
    if famille == Famille.ADMINISTRATIF and etat:
        au = date.fromisoformat(etat["au"]) if etat["au"] else None
        return {"est_oui": "oui" if etat["est_oui"] else "non", "au": au}
    return etat


class FormTerminer:
    """The whole page: what came of the step, and the new measure when its family has one."""

    def __init__(
        self, action: Action, *, famille: str | None, etat: dict[str, Any] | None,
        est_levable: bool, data: Any = None,
    ) -> None:  # fmt: skip
        self.etat = etat
        self.form = FormFin(data, action=action, est_levable=est_levable)
        self.mesure = form_du_changement(famille, data, etat)

    @property
    def is_bound(self) -> bool:
        return self.form.is_bound

    def is_valid(self) -> bool:
        """Each part, then the two together; the measure counts only if something changed."""
        if not self.form.is_valid():
            return False
        if self.mesure is None or not self.form.a_change:
            return True
        if not self.mesure.is_valid():
            return False
        if self._changement() is None and not self.form.cleaned_data.get("leve"):
            self.refuser(
                "Noter ce qui est différent maintenant, ou choisir « C’est fait, mais rien n’a "
                "changé »."
            )
        return not self.form.errors

    def refuser(self, phrase: str) -> None:
        """Say beside the question why this cannot be kept."""
        self.form.add_error("issue", phrase)

    def fin(self) -> Fin:
        """What the service expects."""
        return self.form.fin(self._changement())

    def _changement(self) -> Changement | None:
        """None when the measure was left as it is: nothing new is written."""
        if self.mesure is None or not self.form.a_change:
            return None
        changement = self.mesure.changement()
        return None if changement and dict(changement.valeurs) == self.etat else changement
