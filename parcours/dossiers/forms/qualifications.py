"""What the person can do, one small form per kind."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import slugify

from matching.moteur.vocabulaire import CERTIFICATS
from parcours.dossiers.forms.bases import offrir
from parcours.dossiers.langues import LANGUES
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.qualifications import (
    Certification,
    CompetencePersonne,
    Diplome,
    Experience,
    Langue,
    OrigineExperience,
    Permis,
)
from parcours.referentiels import recherche
from parcours.referentiels.champs import ChampMetier
from parcours.referentiels.models import Competence
from parcours.socle.formulaires import Formulaire, FormulaireModele
from parcours.socle.horloge import aujourd_hui

ANNEE_MIN = 1950
AUTRE = "autre"


class QualificationForm(FormulaireModele):
    """Knows its dossier, so that a thing held once is not entered twice."""

    unique: str = ""
    deja: str = ""

    def __init__(self, *args: Any, dossier: Dossier, peut_origine: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier, self.peut_origine = dossier, peut_origine
        if self.instance.pk is None and hasattr(self.instance, "jeton"):
            self.fields["jeton"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        valeur = donnees.get(self.unique) if self.unique else None
        if valeur:
            memes = type(self.instance).objects.filter(
                dossier=self.dossier, **{self.unique: valeur}
            )
            if memes.exclude(pk=self.instance.pk).exists():
                self.add_error(self.unique, self.deja)
        self.instance.jeton = donnees.get("jeton") or getattr(self.instance, "jeton", None)
        return donnees


class DiplomeForm(QualificationForm):
    class Meta:
        model = Diplome
        fields = ("intitule", "niveau", "annee", "est_etranger_non_reconnu")

    def clean_annee(self) -> int | None:
        return verifier_annee(self.cleaned_data["annee"])


class CertificationForm(QualificationForm):
    choix = forms.ChoiceField(
        label="Certificat ou habilitation", choices=[*CERTIFICATS.items(), (AUTRE, "Autre")]
    )
    intitule = forms.CharField(
        label="Intitulé exact", required=False, max_length=150,
        help_text="Nécessaire si « Autre ».",
    )  # fmt: skip
    field_order = ("choix", "intitule", "expire_le")

    class Meta:
        model = Certification
        fields = ("intitule", "expire_le")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.instance.code
        self.initial["choix"] = code if code in CERTIFICATS else AUTRE if code else ""

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        choix, intitule = donnees.get("choix"), donnees.get("intitule", "")
        if choix == AUTRE and not _code(intitule):
            self.add_error("intitule", "Écrire le nom du certificat.")
        donnees["intitule"] = intitule or CERTIFICATS.get(choix or "", "")
        self.instance.code = _code(intitule) if choix == AUTRE else choix or ""
        return donnees


def _code(intitule: str) -> str:
    """Return the code of a certificate outside the list, written as the engine compares them."""
    return slugify(intitule)[:40].replace("-", "_")


class PermisForm(QualificationForm):
    unique = "categorie"
    deja = "Ce permis est déjà noté : le modifier dans la liste."

    class Meta:
        model = Permis
        fields = ("categorie", "est_etranger", "echange_avant_le")

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if donnees.get("echange_avant_le") and not donnees.get("est_etranger"):
            self.add_error("est_etranger", "Une date d’échange ne va qu’avec un permis étranger.")
        return donnees


class LangueForm(QualificationForm):
    unique = "code"
    deja = "Cette langue est déjà notée : la modifier dans la liste."
    code = forms.ChoiceField(label="Langue", choices=list(LANGUES.items()))

    class Meta:
        model = Langue
        fields = ("code", "oral", "ecrit")


class ExperienceForm(QualificationForm):
    metier = ChampMetier(label="Métier", required=False)
    mois = forms.IntegerField(label="Durée (en mois)", min_value=1, max_value=720)

    class Meta:
        model = Experience
        fields = ("origine", "metier", "intitule", "mois", "fin_annee")
        help_texts = {
            "intitule": "Avec les mots de la personne.",
            "origine": "Une expérience de la vie (élever des enfants, aider un proche…) donne des compétences ; son origine n’est vue que par la personne et la ou le référent.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.peut_origine:
            visibles = [c for c in OrigineExperience.choices if c[0] != OrigineExperience.VIE]
            offrir(self, "origine", visibles)
            self.fields["origine"].help_text = ""

    def clean_fin_annee(self) -> int | None:
        return verifier_annee(self.cleaned_data["fin_annee"])

    def clean(self) -> dict[str, Any]:
        donnees = super().clean()
        if not donnees.get("metier") and not donnees.get("intitule") and not self.errors:
            self.add_error("metier", "Choisir un métier, ou écrire un intitulé.")
        return donnees


class CompetenceForm(QualificationForm):
    unique = "competence"
    deja = "Cette compétence est déjà notée : la modifier dans la liste."
    competence = forms.CharField(
        label="Compétence",
        max_length=300,
        help_text="Quelques mots, par exemple « nettoyer sols ».",
    )

    class Meta:
        model = CompetencePersonne
        fields = ("competence", "preuve")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["competence"] = self.instance.competence.libelle

    def clean_competence(self) -> Competence:
        texte = self.cleaned_data["competence"]
        exacte = Competence.objects.filter(libelle__iexact=texte).order_by("pk").first()
        trouvees = [exacte] if exacte else recherche.competences(texte, limite=8)
        if len(trouvees) == 1:
            return trouvees[0]
        if not trouvees:
            raise forms.ValidationError(
                f"« {texte} » : aucune compétence ROME ne contient ces mots."
            )
        noms = " ; ".join(c.libelle for c in trouvees)
        raise forms.ValidationError(f"Laquelle ? Recopier l’une de celles-ci : {noms}.")


class CompetencesMetierForm(Formulaire):
    """Skills of a métier to tick, the essential ones first."""

    competences = forms.MultipleChoiceField(
        label="Ce que la personne sait faire", required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "pc-cases-longues"}),
    )  # fmt: skip

    def __init__(self, *args: Any, choix: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offrir(self, "competences", choix)


def verifier_annee(annee: int | None) -> int | None:
    """Return a believable past year, or refuse it in words."""
    if annee is not None and not ANNEE_MIN <= annee <= aujourd_hui().year:
        raise forms.ValidationError(
            f"{annee} : l’année attendue est entre {ANNEE_MIN} et {aujourd_hui().year}."
        )
    return annee


FORMULAIRES: dict[str, type[QualificationForm]] = {
    "diplome": DiplomeForm,
    "certification": CertificationForm,
    "permis": PermisForm,
    "langue": LangueForm,
    "experience": ExperienceForm,
    "competence": CompetenceForm,
}
