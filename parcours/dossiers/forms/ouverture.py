"""Opening a dossier: progressive identity, and « is it the same person? »."""

from datetime import date
from typing import Any

from django import forms

from parcours.dossiers.doublons import Candidat, Fiche, candidats
from parcours.dossiers.forms.bases import ChampTelephone, FormulaireAJeton, offrir
from parcours.dossiers.modeles.dossiers import Origine, Projet
from parcours.dossiers.modeles.personnes import Personne
from parcours.socle.formulaires import Formulaire
from parcours.socle.horloge import aujourd_hui

NOUVELLE = "nouvelle"
AGE_MIN, AGE_MAX = 14, 100


def verifier_naissance(jour: date | None, annee: int | None) -> str:
    """Return a sentence when the birth cannot be, or "" ."""
    an = jour.year if jour else annee
    if an is None:
        return ""
    age = aujourd_hui().year - an
    if not AGE_MIN <= age <= AGE_MAX:
        return f"Naissance en {an} : l’année attendue est entre {aujourd_hui().year - AGE_MAX} et {aujourd_hui().year - AGE_MIN}."
    if jour and annee and jour.year != annee:
        return f"La date ({jour.year}) et l’année ({annee}) de naissance ne vont pas ensemble."
    return ""


class IdentiteForm(Formulaire):
    """First name enough; the rest when the person wishes."""

    prenom = forms.CharField(label="Prénom", max_length=80)
    nom = forms.CharField(label="Nom", required=False, max_length=80)
    telephone = ChampTelephone(required=False)
    naissance_le = forms.DateField(
        label="Date de naissance", required=False, widget=forms.DateInput
    )
    naissance_annee = forms.IntegerField(
        label="ou seulement l’année", required=False, min_value=1900, max_value=2100
    )

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        faute = verifier_naissance(donnees.get("naissance_le"), donnees.get("naissance_annee"))
        if faute:
            champ = "naissance_le" if donnees.get("naissance_le") else "naissance_annee"
            self.add_error(champ, faute)
        return donnees

    def fiche(self) -> Fiche:
        """What is typed so far, valid fields only."""
        saisi = getattr(self, "cleaned_data", {})
        champs = ("prenom", "nom", "telephone", "naissance_le", "naissance_annee")
        return Fiche(
            **{c: saisi[c] for c in champs if saisi.get(c)} | {"prenom": saisi.get("prenom", "")}
        )


class OuvertureForm(IdentiteForm, FormulaireAJeton):
    """Identity, origin, project; asks once when someone near is already known."""

    origine = forms.ChoiceField(
        label="Comment la personne est arrivée", choices=Origine.choices, initial="aller_vers"
    )
    projet = forms.ChoiceField(label="Projet", choices=Projet.choices, initial="a_definir")
    information = forms.BooleanField(
        label="J’ai dit à la personne ce qui est noté, pourquoi, et qu’elle peut tout relire",
        error_messages={
            "required": "Dire à la personne à quoi sert son dossier, puis cocher cette case."
        },
    )

    def __init__(
        self, *args: Any, structures: list[int], sauf: tuple[int, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.structures, self.sauf = structures, sauf
        self.candidats: list[Candidat] = []

    @property
    def choix(self) -> str:
        return str(self.data.get("a_meme_personne", ""))

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        self.candidats = candidats(self.fiche(), structures=self.structures, sauf=self.sauf)
        connus = {str(c.personne.pk): c.personne for c in self.candidats}
        donnees["meme_personne"] = connus.get(self.choix)
        if connus and self.choix != NOUVELLE and donnees["meme_personne"] is None:
            self.add_error(None, "Est-ce la même personne ? Choisir dans la liste ci-dessous.")
        return donnees

    def identite(self) -> dict[str, Any]:
        """The fields of Personne typed here."""
        champs = ("prenom", "nom", "telephone", "naissance_le", "naissance_annee")
        return {c: self.cleaned_data[c] for c in champs}


class FusionForm(FormulaireAJeton):
    """Which record is the same person."""

    absorbee = forms.ChoiceField(
        label="Quelle fiche est la même personne ?", widget=forms.RadioSelect
    )
    confirme = forms.BooleanField(
        label="J’ai vérifié avec la personne : c’est bien elle",
        error_messages={"required": "Vérifier avec la personne, puis cocher cette case."},
    )

    def __init__(self, *args: Any, proches: list[Personne], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.par_cle = {str(p.pk): p for p in proches}
        offrir(self, "absorbee", [(cle, _decrire(p)) for cle, p in self.par_cle.items()])


def _decrire(personne: Personne) -> str:
    morceaux = [f"{personne.prenom} {personne.nom}".strip(), personne.telephone]
    if personne.naissance_le:
        morceaux.append(f"né·e le {personne.naissance_le:%d/%m/%Y}")
    return " · ".join(m for m in morceaux if m)
