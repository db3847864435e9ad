"""What the person can do: diplomas, certificates, licences, languages, experience, skills."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request

from api import formes, rejeu
from api.v1.dossiers import http
from api.vues import Vue, creation, liste, modification, retrait
from parcours.dossiers import acces, perms
from parcours.dossiers.forms.qualifications import FORMULAIRES
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.qualifications import OrigineExperience
from parcours.dossiers.services.qualifications import (
    enregistrer_qualification,
    retirer_qualification,
)

# What each kind is made of; the other fields of the body are refused.
CHAMPS = {
    "diplome": ("intitule", "niveau", "annee", "est_etranger_non_reconnu"),
    "certification": ("choix", "intitule", "expire_le"),
    "permis": ("categorie", "est_etranger", "echange_avant_le"),
    "langue": ("code", "oral", "ecrit"),
    "experience": ("origine", "metier", "intitule", "mois", "fin_annee"),
    "competence": ("competence", "preuve"),
}
GENRES = tuple(CHAMPS)


class QualificationSerializer(serializers.Serializer):
    """One qualification, whatever its kind; `contenu` depends on it."""

    genre = serializers.ChoiceField(choices=GENRES)
    id = serializers.IntegerField()
    version = serializers.IntegerField()
    contenu = serializers.DictField()


class Rendue(QualificationSerializer):
    """The same from a model."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return decrire(instance)


class FiltreGenre(serializers.Serializer):
    """One kind only."""

    genre = serializers.ChoiceField(choices=GENRES, required=False)


class NouvelleQualification(serializers.Serializer):
    """The kind, and its fields as the page names them."""

    genre = serializers.ChoiceField(choices=GENRES)
    contenu = serializers.DictField(
        help_text=" ; ".join(f"{genre} : {', '.join(noms)}" for genre, noms in CHAMPS.items())
    )


class ChangementQualification(serializers.Serializer):
    """The fields that change."""

    contenu = serializers.DictField()


def decrire(objet: Any) -> dict[str, Any]:
    """The kind, the identifier and the fields of a qualification."""
    genre = genre_de(objet)
    champs = {
        "certification": ("code", "intitule", "expire_le"),
        "experience": ("origine", "metier_id", "intitule", "mois", "fin_annee"),
        "competence": ("competence_id", "preuve"),
    }.get(genre, CHAMPS[genre])
    contenu = {c.removesuffix("_id"): getattr(objet, c) for c in champs}
    if genre == "competence":
        contenu["libelle"] = objet.competence.libelle
    return {"genre": genre, "id": objet.pk, "version": objet.version, "contenu": contenu}


def genre_de(objet: Any) -> str:
    """« diplome », « langue »…"""
    return next(g for g, forme in FORMULAIRES.items() if isinstance(objet, forme._meta.model))


class Qualifications(Vue):
    """Of one dossier."""

    portee = "dossiers"

    @liste(Rendue, filtres=FiltreGenre, resume="Qualifications du dossier")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> list[Any]:
        dossier = acces.dossier_lisible(http(request), pk)
        voit_origine = perms.peut_voir_origine(self.appelant, dossier)
        genres = [criteres["genre"]] if "genre" in criteres else GENRES
        return [o for g in genres for o in _visibles(dossier, g, voit_origine)]

    @creation(NouvelleQualification, Rendue, resume="Ajouter une qualification")
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_modifiable(http(request), pk)
        genre, contenu = donnees["genre"], _contenu(donnees["genre"], donnees["contenu"])
        saisie = contenu | {"jeton": rejeu.jeton_de_saisie(request)}
        return _enregistrer(self, dossier, FORMULAIRES[genre], saisie, None)


@retrait(resume="Retirer une qualification ; son historique reste")
def retirer(vue: Vue, request: Request, pk: int, genre: str, objet: int) -> None:
    """The DELETE of one of them."""
    dossier = acces.dossier_modifiable(http(request), pk)
    actuel = vue.garder(_un(vue, dossier, genre, objet))
    retirer_qualification(objet=actuel, par=vue.appelant)


class UneQualification(Vue):
    """One of them."""

    portee = "dossiers"

    @modification(ChangementQualification, Rendue, resume="Changer une qualification")
    def patch(
        self, request: Request, donnees: dict[str, Any], pk: int, genre: str, objet: int
    ) -> Any:
        dossier = acces.dossier_modifiable(http(request), pk)
        actuel = self.garder(_un(self, dossier, genre, objet))
        forme = FORMULAIRES[genre]
        options = {"dossier": dossier, "peut_origine": True, "instance": actuel}
        contenu = _contenu(genre, donnees["contenu"])
        return _enregistrer(
            self, dossier, forme, formes.donnees_pour(forme(**options), contenu), actuel
        )

    delete = retirer


def _visibles(dossier: Dossier, genre: str, voit_origine: bool) -> list[Any]:
    """Those of one kind; what life taught keeps its origin to the référent."""
    siens = FORMULAIRES[genre]._meta.model.objects.filter(dossier=dossier).order_by("pk")
    if genre == "competence":
        siens = siens.select_related("competence")
    if genre == "experience" and not voit_origine:
        siens = siens.exclude(origine=OrigineExperience.VIE)
    return list(siens)


def _un(vue: Vue, dossier: Dossier, genre: str, cle: int) -> Any:
    if genre not in FORMULAIRES:
        raise Http404
    voit = perms.peut_voir_origine(vue.appelant, dossier)
    trouve = next((o for o in _visibles(dossier, genre, voit) if o.pk == cle), None)
    if trouve is None:
        raise Http404
    return trouve


def _contenu(genre: str, contenu: dict[str, Any]) -> dict[str, Any]:
    """The fields of the kind, checked for their shape; those of another kind are refused."""
    if inconnus := sorted(set(contenu) - set(CHAMPS[genre])):
        admis = ", ".join(CHAMPS[genre])
        raise serializers.ValidationError(
            {"contenu": {n: [f"« {genre} » connaît : {admis}."] for n in inconnus}}, code="inconnu"
        )
    forme = formes.corps_de(genre, FORMULAIRES[genre], CHAMPS[genre], partiel=True)
    lu = forme(data=contenu)
    if not lu.is_valid():
        raise serializers.ValidationError({"contenu": lu.errors})
    return formes.saisie(lu.validated_data)


def _enregistrer(
    vue: Vue, dossier: Dossier, forme: Any, saisie: dict[str, Any], actuel: Any
) -> Any:
    origine = perms.peut_voir_origine(vue.appelant, dossier)
    form = forme(saisie, dossier=dossier, peut_origine=origine, instance=actuel)
    formes.valider(form)
    form.instance.dossier = dossier
    return enregistrer_qualification(
        dossier=dossier, par=vue.appelant, objet=form.save(commit=False)
    )
