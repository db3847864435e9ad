"""Forms of openings: search, typing an offer, hours, an import."""

from collections.abc import Mapping
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from matching.moteur.vocabulaire import (
    CONDITIONS,
    CONTRATS,
    NATURES,
    NIVEAUX_CECRL,
    NIVEAUX_DIPLOME,
    PERMIS,
    Critere,
    Exigence,
)
from parcours.offres import carte, natures, services
from parcours.offres.forms_textes import TexteRelu, champ_confirmation, champ_mettre_de_cote
from parcours.offres.importeurs.appliquer import CHOIX_FORMATS
from parcours.offres.importeurs.perimetres import EXEMPLES, lire_perimetre
from parcours.offres.models import Employeur, EtatOuverture, ExigenceOuverture, Ouverture
from parcours.offres.remuneration import alerte_smic
from parcours.referentiels.champs import ChampCommune, ChampMetier, choix_du_titre
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.formulaires import Formulaire, FormulaireModele, lire_champ
from parcours.socle.grille import ChampGrille
from parcours.socle.horloge import aujourd_hui
from parcours.socle.siret import SiretInvalide, normaliser_siret

VIDE = ("", "—")
TRIS = {"recentes": "les plus récentes", "proches": "les plus proches", "intitule": "par intitulé"}
FERMETES = [(Exigence.EXIGE.value, "exigé"), (Exigence.SOUHAITE.value, "souhaité")]
TAILLE_MAX_IMPORT = 300_000_000


# What the count of people reached reads of a typed offer.
FAITS_COMPTES = (
    "metier", "commune", "latitude", "longitude", "est_teletravail", "contrat", "heures_hebdo",
    "grille", "debut_le",
)  # fmt: skip
EXIGENCES_COMPTEES = (
    "permis", "permis_fermete", "niveau", "niveau_fermete", "experience", "experience_fermete",
    "francais", "francais_fermete", "conditions",
)  # fmt: skip


class FiltreOuvertures(Formulaire):
    """What the list is narrowed by; everything is in the URL."""

    q = forms.CharField(label="Mots", required=False, max_length=100)
    nature = forms.ChoiceField(required=False, choices=[("", "toutes"), *NATURES.items()])
    contrat = forms.ChoiceField(required=False, choices=[("", "tous"), *CONTRATS.items()])
    metier = ChampMetier(label="Métier", required=False)
    commune = ChampCommune(label="Autour de", required=False)
    km = forms.TypedChoiceField(
        label="Distance", required=False, coerce=int, empty_value="20",
        choices=[(k, f"{k} km") for k in (5, 10, 20, 30, 50, 100)], initial=20,
    )  # fmt: skip
    horaires = forms.ChoiceField(
        required=False, choices=[("", "peu importe"), ("connus", "dits"), ("inconnus", "non dits")]
    )
    etat = forms.ChoiceField(
        label="État", required=False,
        choices=[("", "publiées"), *[c for c in EtatOuverture.choices if c[0] != "publiee"]],
    )  # fmt: skip
    tri = forms.ChoiceField(required=False, choices=list(TRIS.items()))

    def essentiels(self) -> list[forms.BoundField]:
        """The fields always in sight."""
        return [self[nom] for nom in ("q", "commune", "km", "tri")]

    def autres(self) -> list[forms.BoundField]:
        """The others, folded."""
        return [self[nom] for nom in ("metier", "nature", "contrat", "horaires", "etat")]

    def a_des_criteres(self) -> bool:
        """True when a folded field is filled in: they are then unfolded."""
        return any(champ.value() for champ in self.autres())


class FormulaireLieu(Formulaire):
    """The place alone, for its map."""

    commune = ChampCommune(required=False)
    latitude = forms.FloatField(required=False)
    longitude = forms.FloatField(required=False)


class FormulaireOuverture(TexteRelu, FormulaireModele):
    """An offer typed by a counsellor: employer always named, text and pay lawful."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    metier = ChampMetier(label="Métier", required=False)
    commune = ChampCommune(label="Commune du lieu de travail", required=False)
    employeur = forms.ModelChoiceField(
        label="Employeur déjà connu", queryset=Employeur.objects.none(), required=False,
        empty_label="— un nouvel employeur, ci-dessous —",
    )  # fmt: skip
    employeur_nom = forms.CharField(label="Nom du nouvel employeur", max_length=150, required=False)
    employeur_siret = forms.CharField(
        label="SIRET", max_length=25, required=False, help_text="14 chiffres."
    )
    employeur_particulier = forms.BooleanField(
        label="C’est un particulier employeur (pas de SIRET)", required=False
    )
    latitude = forms.FloatField(
        label="Latitude", required=False, min_value=-90, max_value=90,
        help_text="Facultatif : sans point précis, le centre de la commune.",
    )  # fmt: skip
    longitude = forms.FloatField(
        label="Longitude", required=False, min_value=-180, max_value=180
    )  # fmt: skip
    diplome_prepare = forms.CharField(
        label="Diplôme ou qualification visée", required=False, max_length=200,
        help_text="Par exemple : CAP Cuisine, titre professionnel, CQP.",
    )  # fmt: skip
    niveau_prepare = forms.TypedChoiceField(
        label="Niveau visé", required=False, coerce=int, empty_value=None,
        choices=[VIDE, *[(n, nom) for n, nom in NIVEAUX_DIPLOME.items() if n > 2]],
    )  # fmt: skip
    rythme = forms.ChoiceField(
        label="Rythme de l’alternance (formation / entreprise)", required=False,
        choices=[VIDE, *natures.RYTHMES.items()],
    )  # fmt: skip
    fin_le = forms.DateField(label="Dernier jour", required=False, widget=forms.DateInput())
    tuteur = forms.CharField(
        label="Tutrice ou tuteur sur place (fonction)", required=False, max_length=150
    )
    objet_immersion = forms.ChoiceField(
        label="But de l’immersion", required=False, choices=[VIDE, *natures.OBJETS.items()]
    )
    grille = ChampGrille(label="Horaires de travail", required=False)
    permis = forms.ChoiceField(required=False, choices=[VIDE, *[(p, p) for p in PERMIS]])
    permis_fermete = forms.ChoiceField(label="Ce permis est", choices=FERMETES, required=False)
    niveau = forms.TypedChoiceField(
        label="Niveau de diplôme", required=False, coerce=int, empty_value=None,
        choices=[VIDE, *[(n, nom) for n, nom in NIVEAUX_DIPLOME.items() if n]],
    )  # fmt: skip
    niveau_fermete = forms.ChoiceField(label="Ce niveau est", choices=FERMETES, required=False)
    experience = forms.IntegerField(
        label="Expérience (mois)", required=False, min_value=1, max_value=480
    )
    experience_fermete = forms.ChoiceField(
        label="Cette expérience est", choices=FERMETES, required=False
    )
    francais = forms.TypedChoiceField(
        label="Français à l’oral", required=False, coerce=int, empty_value=None,
        choices=[VIDE, *[(n, nom) for n, nom in enumerate(NIVEAUX_CECRL) if n]],
        help_text="Seulement si une tâche précise le demande.",
    )  # fmt: skip
    francais_fermete = forms.ChoiceField(label="Ce niveau est ", choices=FERMETES, required=False)
    conditions = forms.MultipleChoiceField(
        label="Conditions de travail", required=False, choices=list(CONDITIONS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    confirmation_texte = champ_confirmation()
    mettre_de_cote = champ_mettre_de_cote()

    class Meta:
        model = Ouverture
        fields = [
            "nature", "intitule", "description", "metier", "employeur", "commune",
            "latitude", "longitude", "est_teletravail", "contrat", "heures_hebdo", "grille", "salaire_min", "salaire_max",
            "debut_le", "duree_mois", "places", "expire_le", "email_reponse",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 6}),
            "debut_le": forms.DateInput(),
            "expire_le": forms.DateInput(),
        }
        labels = {"expire_le": "Dernier jour pour répondre"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employeur"].queryset = Employeur.objects.order_by("nom")  # type: ignore[attr-defined]
        # With JavaScript the métiers of the title are offered as soon as it is written.
        self.fields["intitule"].widget.attrs |= {
            "hx-get": reverse("referentiels:metiers_du_titre"), "hx-trigger": "change",
            "hx-target": "#id_metier-choix", "hx-include": "[name=metier]",
        }  # fmt: skip
        if self.instance.pk:
            ici = {"commune": self.instance.commune, "metier": self.instance.metier}
            self.initial.update(ici | _valeurs_des_exigences(self.instance))
            self.initial.update(natures.valeurs(self.instance.details))
            if self.instance.details.get("point_de_la_commune"):
                self.initial.update(latitude=None, longitude=None)

    @classmethod
    def de(cls, donnees: QueryDict | None, **kwargs: Any) -> Self:
        """The form of a request; asked to propose a métier, shown as typed and not checked."""
        if donnees is None or "proposer" not in donnees:
            return cls(donnees, **kwargs)
        formulaire = cls(None, **kwargs)
        formulaire.proposer_le_metier(donnees)
        return formulaire

    def proposer_le_metier(self, donnees: Any) -> None:
        """Show what was typed, unchecked, with the métiers that the title suggests."""
        self.initial = dict(self.initial) | {
            nom: champ.widget.value_from_datadict(donnees, {}, nom)
            for nom, champ in self.fields.items()
        }
        choix, legende = choix_du_titre(donnees.get("intitule", ""))
        rien = "D’après l’intitulé : aucun métier trouvé. En taper un."
        champ = self.fields["metier"]
        champ.widget.proposer(self.initial["metier"] or "", choix, legende)
        champ.help_text = "" if choix else rien

    def clean_employeur_siret(self) -> str:
        brut = self.cleaned_data["employeur_siret"]
        try:
            return normaliser_siret(brut) if brut else ""
        except SiretInvalide as erreur:
            raise ValidationError(str(erreur)) from erreur

    def clean_places(self) -> int:
        places = self.cleaned_data["places"]
        if places < 1:
            raise ValidationError("Au moins une place.")
        return places

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or self.cleaned_data
        self._verifier_employeur(donnees)
        self._verifier_lieu(donnees)
        self.verifier_texte(donnees)
        self._verifier_salaire(donnees)
        self._verifier_nature(donnees)
        return donnees

    def _verifier_employeur(self, donnees: dict[str, Any]) -> None:
        nouveau = donnees.get("employeur_nom")
        if donnees.get("employeur"):
            return
        if not nouveau:
            self.add_error("employeur", "Nommer l’employeur : le choisir ou en écrire un nouveau.")
        elif donnees.get("employeur_particulier") and donnees.get("employeur_siret"):
            self.add_error("employeur_siret", "Un particulier employeur n’a pas de SIRET.")
        elif (
            not donnees.get("employeur_particulier")
            and not donnees.get("employeur_siret")
            and "employeur_siret" not in self.errors
        ):
            self.add_error(
                "employeur_siret", "Écrire le SIRET, ou cocher « particulier employeur »."
            )

    def _verifier_lieu(self, donnees: dict[str, Any]) -> None:
        if (
            not donnees.get("commune")
            and not donnees.get("est_teletravail")
            and "commune" not in self.errors
        ):
            self.add_error("commune", "Dire la commune, ou cocher « entièrement à distance ».")
        latitude, longitude = donnees.get("latitude"), donnees.get("longitude")
        if (latitude is None) != (longitude is None):
            self.add_error("longitude", "Écrire la latitude et la longitude, ou aucune des deux.")
        elif carte.est_trop_loin(donnees.get("commune"), latitude, longitude):
            self.add_error("longitude", "Ce point est loin de la commune : l’un des deux est faux.")

    def _verifier_nature(self, donnees: dict[str, Any]) -> None:
        if donnees.get("nature") == natures.IMMERSION and not donnees.get("contrat"):
            donnees["contrat"] = natures.CONVENTION
        for nom, phrase in natures.fautes(donnees).items():
            if nom not in self.errors:
                self.add_error(nom, phrase)

    def _verifier_salaire(self, donnees: dict[str, Any]) -> None:
        bas, haut = donnees.get("salaire_min"), donnees.get("salaire_max")
        if bas and haut and haut < bas:
            self.add_error("salaire_max", "Ce montant est plus petit que « de ».")
        alerte = alerte_smic(
            contrat=donnees.get("contrat") or "", mensuel=bas, heures=donnees.get("heures_hebdo"),
            jour=donnees.get("debut_le") or aujourd_hui(),
        )  # fmt: skip
        if alerte:
            self.add_error("salaire_min", alerte)

    def _dit(self, *noms: str) -> bool:
        return any(self[nom].value() not in (None, "") or self[nom].errors for nom in noms)

    @property
    def a_alternance(self) -> bool:
        """Something is said, or missing, of an alternance: its fields are unfolded."""
        est_elle = self["nature"].value() == natures.ALTERNANCE
        return est_elle or self._dit(*natures.PROPRES[natures.ALTERNANCE])

    @property
    def a_immersion(self) -> bool:
        """The same for an immersion."""
        est_elle = self["nature"].value() == natures.IMMERSION
        return est_elle or self._dit(*natures.PROPRES[natures.IMMERSION])

    @property
    def a_point(self) -> bool:
        """The place is told more precisely than by its commune."""
        return self._dit("latitude", "longitude")

    @property
    def est_a_compter(self) -> bool:
        """One asked what each requirement keeps out."""
        return self.is_bound and "compter" in self.data

    def brouillon(self) -> tuple[Ouverture, list[ExigenceOuverture]] | None:
        """What is typed of the place, the hours and the requirements, whatever the rest is worth.

        None when one of these cannot be read: a figure about something else would mislead.
        """
        nature = self["nature"].value()
        lues = {"nature": nature if nature in NATURES else "emploi"}
        for nom in (*FAITS_COMPTES, *EXIGENCES_COMPTEES):
            try:
                lues[nom] = lire_champ(self, nom)
            except ValidationError:
                return None
        champs = {nom: lues[nom] for nom in ("nature", *FAITS_COMPTES)}
        return services.composer(champs), _exigences(lues)

    def champs_ouverture(self) -> dict[str, Any]:
        """Values of the opening's own fields."""
        champs = {nom: self.cleaned_data[nom] for nom in self.Meta.fields}
        return champs | {"details": natures.details(self.cleaned_data, self.instance.details)}

    def exigences(self) -> list[ExigenceOuverture]:
        """Requirements typed, not saved."""
        return _exigences(self.cleaned_data)


def _exigences(lues: Mapping[str, Any]) -> list[ExigenceOuverture]:
    choix = [
        (Critere.PERMIS, lues["permis"], None, lues["permis_fermete"], lues["permis"]),
        (Critere.NIVEAU, "", lues["niveau"], lues["niveau_fermete"], lues["niveau"]),
        (
            Critere.EXPERIENCE,
            "",
            lues["experience"],
            lues["experience_fermete"],
            lues["experience"],
        ),
        (Critere.LANGUE_ORAL, "fr", lues["francais"], lues["francais_fermete"], lues["francais"]),
        *((Critere.CONDITION, c, None, Exigence.EXIGE, c) for c in lues["conditions"]),
    ]
    return [
        ExigenceOuverture(
            critere=critere, code=code, niveau=niveau, exigence=fermete or Exigence.EXIGE
        )
        for critere, code, niveau, fermete, est_dite in choix
        if est_dite
    ]


def _valeurs_des_exigences(ouverture: Ouverture) -> dict[str, Any]:
    """Initial values of the requirement fields of an opening being edited."""
    valeurs: dict[str, Any] = {"conditions": []}
    noms = {
        Critere.PERMIS: "permis", Critere.NIVEAU: "niveau", Critere.EXPERIENCE: "experience",
        Critere.LANGUE_ORAL: "francais",
    }  # fmt: skip
    for exigence in ouverture.exigences.filter(provenance="employeur"):
        if exigence.critere == Critere.CONDITION:
            valeurs["conditions"].append(exigence.code)
        elif nom := noms.get(Critere(exigence.critere)):
            est_permis = exigence.critere == Critere.PERMIS
            valeurs[nom] = exigence.code if est_permis else exigence.niveau
            valeurs[f"{nom}_fermete"] = exigence.exigence
    return valeurs


class FormulaireHoraires(Formulaire):
    """The weekly hours of an opening, as the employer said them."""

    grille = ChampGrille(label="Horaires de travail", required=False)


class FormulaireMetier(Formulaire):
    """The métier of an imported opening; those of its title are offered."""

    metier = ChampMetier(label="Métier")

    def __init__(self, *args: Any, ouverture: Ouverture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix, legende = choix_du_titre(ouverture.intitule)
        champ = self.fields["metier"]
        champ.widget.proposer("", choix, legende)


class FormulaireImport(Formulaire):
    """A file to import."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    fichier = forms.FileField(label="Fichier", help_text="JSON, XML ou CSV ; .gz accepté ; 300 Mo.")
    format = forms.ChoiceField(choices=CHOIX_FORMATS)
    source = forms.SlugField(
        label="Nom du partenaire", required=False, max_length=40,
        help_text="Pour un CSV, si plusieurs partenaires en envoient : lettres sans accent et "
        "tirets. Le garder d’une fois à l’autre.",
    )  # fmt: skip
    perimetre = forms.CharField(
        label="Périmètre complet", required=False, max_length=60,
        help_text=f"Seulement si le fichier contient tout : {EXEMPLES}. Ce qui y manque est fermé. "
        "Vide : rien n’est fermé.",
    )  # fmt: skip

    def clean_fichier(self) -> Any:
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX_IMPORT:
            raise ValidationError("Fichier de plus de 300 Mo : le découper.")
        return fichier

    def clean_perimetre(self) -> str:
        texte = self.cleaned_data["perimetre"].strip()
        try:
            lire_perimetre(texte)
        except FichierRefuse as refus:
            raise ValidationError(str(refus)) from refus
        return texte
