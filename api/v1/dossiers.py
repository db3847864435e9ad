"""Dossiers and people: read by the structure, changed by whoever edits them on the pages."""

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes, rejeu
from api.erreurs import Conflit
from api.vues import Vue, creation, fiche, liste, modification
from parcours.comptes.roles import structures_de
from parcours.dossiers import acces
from parcours.dossiers.forms.ouverture import NOUVELLE, OuvertureForm
from parcours.dossiers.forms.personnes import PersonneForm, ProjetForm, StatutForm
from parcours.dossiers.forms.recherches import RechercheForm
from parcours.dossiers.modeles.dossiers import (
    Dossier,
    Projet,
    StatutDossier,
)
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.recherches import Recherche
from parcours.dossiers.services.dossiers import changer_statut, modifier_projet, ouvrir_dossier
from parcours.dossiers.services.personnes import enregistrer_personne
from parcours.dossiers.services.recherches import enregistrer_recherche
from parcours.dossiers.views.bases import structure_de_travail

CHAMPS_PERSONNE = (
    "prenom", "nom", "telephone", "telephone_lu_par", "email", "naissance_le", "naissance_annee",
    "sexe", "nationalite", "langue_preferee", "adresse",
)  # fmt: skip
CHAMPS_RECHERCHE = (
    "natures", "contrats", "heures_min", "heures_max", "debut_au_plus_tot", "salaire_min",
)  # fmt: skip


# --- Shapes --------------------------------------------------------------------------------------
class CompteSerializer(serializers.Serializer):
    """A colleague, as shown to colleagues."""

    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField(source="nom_court")


class StructureSerializer(serializers.Serializer):
    """A structure."""

    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField()


class IdentiteSerializer(serializers.ModelSerializer):
    """Who the person is, as the header of their dossier says it."""

    commune = serializers.CharField(source="commune_id", allow_null=True)
    qpv = serializers.CharField(source="qpv_id", allow_null=True)

    class Meta:
        model = Personne
        fields = ("prenom", "nom", "telephone", "telephone_lu_par", "email", "commune", "qpv",
                  "qpv_etat")  # fmt: skip


class DossierSerializer(serializers.ModelSerializer):
    """One dossier."""

    referent = CompteSerializer()
    structure = StructureSerializer()
    personne = IdentiteSerializer()

    class Meta:
        model = Dossier
        fields = ("id", "version", "statut", "projet", "origine", "ouvert_le", "clos_le",
                  "dernier_contact_le", "referent", "structure", "personne")  # fmt: skip

    @staticmethod
    def adresse(dossier: Dossier) -> str:
        return reverse("api:dossier", args=[dossier.pk])


class PersonneSerializer(serializers.ModelSerializer):
    """The whole identity: for those who edit the dossier."""

    commune = serializers.CharField(source="commune_id", allow_null=True)
    qpv = serializers.CharField(source="qpv_id", allow_null=True)

    class Meta:
        model = Personne
        fields = (*CHAMPS_PERSONNE, "version", "commune", "latitude", "longitude",
                  "point_est_precis", "qpv", "qpv_etat", "qpv_calcule_le")  # fmt: skip


class MetierVouluSerializer(serializers.Serializer):
    """A wanted métier and how much, 1 to 3."""

    code = serializers.CharField(source="metier_id", max_length=5)
    poids = serializers.IntegerField(min_value=1, max_value=3, default=3)


class RechercheSerializer(serializers.ModelSerializer):
    """What the person wants."""

    metiers = MetierVouluSerializer(many=True)
    natures = serializers.ListField(child=serializers.CharField())
    contrats = serializers.ListField(child=serializers.CharField())
    minutes_max = serializers.DictField(child=serializers.IntegerField())

    class Meta:
        model = Recherche
        fields = (*CHAMPS_RECHERCHE, "version", "minutes_max", "grille", "metiers")


# --- What is asked -------------------------------------------------------------------------------
class FiltreDossiers(serializers.Serializer):
    """Filters of the list."""

    statut = serializers.ChoiceField(choices=StatutDossier.choices, required=False)
    projet = serializers.ChoiceField(choices=Projet.choices, required=False)
    a_moi = serializers.BooleanField(required=False, help_text="Ceux dont je suis référent·e.")
    modifie_depuis = serializers.DateTimeField(required=False)


OuvertureDossier = formes.corps_de(
    "OuvertureDossier", OuvertureForm,
    ("prenom", "nom", "telephone", "naissance_le", "naissance_annee", "origine", "projet",
     "information"),
    origine=serializers.ChoiceField(
        choices=formes.choix(OuvertureForm, "origine"), default="aller_vers"
    ),
    projet=serializers.ChoiceField(
        choices=formes.choix(OuvertureForm, "projet"), default="a_definir"
    ),
    meme_personne=serializers.CharField(
        required=False, max_length=20,
        help_text="« nouvelle », ou l’identifiant d’une personne proche déjà connue.",
    ),
)  # fmt: skip
ChangementDossier = type(
    "ChangementDossier",
    (serializers.Serializer,),
    {
        "__doc__": "Ce qui change ; le reste ne bouge pas.",
        "projet": serializers.ChoiceField(choices=Projet.choices, required=False),
        "origine": serializers.ChoiceField(
            choices=formes.choix(ProjetForm, "origine"), required=False
        ),
        "statut": serializers.ChoiceField(choices=StatutDossier.choices, required=False),
    },
)
ChangementPersonne = formes.corps_de(
    "ChangementPersonne", PersonneForm, (*CHAMPS_PERSONNE, "commune", "quartier"), partiel=True,
    latitude=serializers.FloatField(min_value=-90, max_value=90, required=False),
    longitude=serializers.FloatField(min_value=-180, max_value=180, required=False),
)  # fmt: skip
ChangementRecherche = formes.corps_de(
    "ChangementRecherche", RechercheForm, CHAMPS_RECHERCHE, partiel=True,
    grille=serializers.RegexField(
        r"^([0-9a-f]{84})?$", required=False, max_length=84,
        help_text="84 chiffres hexadécimaux : les demi-heures de la semaine.",
    ),
    metiers=MetierVouluSerializer(many=True, required=False),
    minutes_max=serializers.DictField(
        child=serializers.IntegerField(min_value=5, max_value=180), required=False
    ),
)  # fmt: skip


# --- Addresses -----------------------------------------------------------------------------------
def http(request: Request) -> HttpRequest:
    """The request as the predicates of the pages read it."""
    return cast(HttpRequest, request)


class Dossiers(Vue):
    """The dossiers of the structures of the caller."""

    portee = "dossiers"
    est_nominative = True

    @liste(DossierSerializer, filtres=FiltreDossiers, resume="Dossiers de ma structure")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        dossiers = Dossier.objects.des_structures(structures_de(self.appelant)).avec_personne()
        simples: dict[str, Any] = {c: criteres[c] for c in ("statut", "projet") if c in criteres}
        if criteres.get("a_moi"):
            simples["referent"] = self.appelant
        if depuis := criteres.get("modifie_depuis"):
            simples["modifie_le__gte"] = depuis
        return dossiers.filter(**simples)

    @creation(OuvertureDossier, DossierSerializer, resume="Ouvrir un dossier")
    def post(self, request: Request, donnees: dict[str, Any]) -> Dossier:
        structure = structure_de_travail(http(request))
        choix = donnees.pop("meme_personne", "")
        saisie = formes.saisie(donnees) | {"a_meme_personne": choix}
        jeton = rejeu.jeton_de_saisie(request)
        form = OuvertureForm(saisie | {"jeton": jeton}, structures=structures_de(self.appelant))
        if not form.is_valid() and form.candidats and choix != NOUVELLE:
            proches = ", ".join(f"{c.personne.pk} ({c.personne.nom_court})" for c in form.candidats)
            raise Conflit(
                f"Une personne proche est déjà connue : {proches}. Renvoyer avec « meme_personne » "
                f"(son identifiant, ou « {NOUVELLE} ») et une clé neuve."
            )
        lues = formes.valider(form)
        return ouvrir_dossier(
            par=self.appelant, structure=structure, identite=form.identite(), jeton=jeton,
            **{c: lues[c] for c in ("origine", "projet", "meme_personne")},
        )  # fmt: skip


class UnDossier(Vue):
    """One dossier."""

    portee = "dossiers"

    @fiche(DossierSerializer, resume="Un dossier")
    def get(self, request: Request, pk: int) -> Dossier:
        return acces.dossier_lisible(http(request), pk)

    @modification(ChangementDossier, DossierSerializer, resume="Changer projet, origine, statut")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Dossier:
        dossier = self.garder(acces.dossier_modifiable(http(request), pk))
        if {"projet", "origine"} & donnees.keys():
            voulu = {c: donnees.get(c, getattr(dossier, c)) for c in ("projet", "origine")}
            lues = formes.valider(ProjetForm(voulu))
            modifier_projet(dossier=dossier, par=self.appelant, **lues)
        if "statut" in donnees:
            lues = formes.valider(StatutForm({"statut": donnees["statut"]}, dossier=dossier))
            changer_statut(dossier=dossier, par=self.appelant, **lues)
        return acces.dossier_modifiable(http(request), pk)


class UnePersonne(Vue):
    """The identity behind a dossier."""

    portee = "dossiers"

    @fiche(PersonneSerializer, resume="L’identité complète, pour qui modifie le dossier")
    def get(self, request: Request, pk: int) -> Personne:
        return acces.dossier_modifiable(http(request), pk).personne

    @modification(ChangementPersonne, PersonneSerializer, resume="Corriger l’identité et le lieu")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Personne:
        dossier = acces.dossier_modifiable(http(request), pk)
        personne = self.garder(Personne.objects.get(pk=dossier.personne_id))
        if "latitude" in donnees and "longitude" in donnees:
            donnees["point"] = (donnees.pop("latitude"), donnees.pop("longitude"))
        options = {"instance": personne, "structure": dossier.structure}
        form = PersonneForm(formes.donnees_pour(PersonneForm(**options), donnees), **options)
        lues = formes.valider(form)
        return enregistrer_personne(
            dossier=dossier, par=self.appelant, champs=form.champs(),
            point=lues["point"], quartier=lues["quartier"],
        )  # fmt: skip


class UneRecherche(Vue):
    """What the person wants."""

    portee = "dossiers"

    @fiche(RechercheSerializer, resume="Ce que la personne cherche")
    def get(self, request: Request, pk: int) -> Recherche:
        return _recherche(acces.dossier_lisible(http(request), pk))

    @modification(ChangementRecherche, RechercheSerializer, resume="Changer ce qui est cherché")
    def patch(self, request: Request, donnees: dict[str, Any], pk: int) -> Recherche:
        dossier = acces.dossier_modifiable(http(request), pk)
        recherche = self.garder(_recherche(dossier))
        saisie = formes.donnees_pour(RechercheForm(recherche=recherche), _a_plat(donnees))
        form = RechercheForm(saisie, recherche=recherche)
        formes.valider(form)
        enregistrer_recherche(
            dossier=dossier, par=self.appelant, champs=form.champs(), metiers=form.metiers()
        )
        return _recherche(dossier)


def _recherche(dossier: Dossier) -> Recherche:
    rang, _ = Recherche.objects.prefetch_related("metiers").get_or_create(dossier=dossier)
    return rang


def _a_plat(donnees: dict[str, Any]) -> dict[str, Any]:
    """The lists of the body as the numbered fields of the form; a list given replaces the former."""
    plat = dict(donnees)
    if (voulus := plat.pop("metiers", None)) is not None:
        for rang in range(5):
            voulu = voulus[rang] if rang < len(voulus) else {}
            plat |= {
                f"metier_{rang + 1}": voulu.get("metier_id", ""),
                f"poids_{rang + 1}": voulu.get("poids", ""),
            }
        if len(voulus) > 5:
            raise serializers.ValidationError({"metiers": ["Cinq métiers au plus."]})
    if (minutes := plat.pop("minutes_max", None)) is not None:
        plat |= {f"minutes_{mode}": n for mode, n in minutes.items()}
    return plat
