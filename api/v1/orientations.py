"""Referrals: made and followed by the team, answered blind by the recipient."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import rejeu
from api.v1.dossiers import http
from api.vues import Vue, creation, fiche, liste
from parcours.comptes.models import Role
from parcours.comptes.roles import structures_de
from parcours.dossiers import acces
from parcours.dossiers.modeles.dossiers import MoyenConsentement
from parcours.offres.models import Ouverture
from parcours.orientations import cartes, etats, lectures, perms, services
from parcours.orientations.etats import Auteur, EtatOrientation
from parcours.orientations.models import Orientation
from parcours.orientations.services import Accord, Details
from parcours.socle import journal
from parcours.socle.models import ActionJournal
from parcours.solutions.models import Solution


class OrientationSerializer(serializers.ModelSerializer):
    """One referral, for the team of the dossier."""

    dossier = serializers.IntegerField(source="dossier_id")
    ouverture = serializers.IntegerField(source="ouverture_id", allow_null=True)
    solution = serializers.IntegerField(source="solution_id", allow_null=True)
    intitule = serializers.CharField()
    chez = serializers.CharField(allow_blank=True)
    gestes = serializers.SerializerMethodField()

    class Meta:
        model = Orientation
        fields = ("id", "version", "reference", "dossier", "ouverture", "solution", "intitule",
                  "chez", "etat", "etat_le", "mot", "est_transmise_autrement", "envoyee_le",
                  "repondue_le", "relances", "rendez_vous_le", "rendez_vous_lieu", "demarree_le",
                  "maintien_mois", "finie_le", "gestes")  # fmt: skip

    def get_gestes(self, orientation: Orientation) -> list[str]:
        return [
            regle.nom
            for qualite in perms.qualites_du_conseiller(orientation)
            for regle in etats.possibles(orientation, qualite)
        ]

    @staticmethod
    def adresse(orientation: Orientation) -> str:
        return reverse("api:orientation", args=[orientation.pk])


class CandidatureSerializer(serializers.Serializer):
    """The same for its recipient: what the person can do, nothing of who they are."""

    id = serializers.IntegerField(source="pk")
    version = serializers.IntegerField()
    reference = serializers.CharField()
    etat = serializers.CharField()
    libelle_etat = serializers.CharField()
    intitule = serializers.CharField()
    est_partagee = serializers.BooleanField()
    carte = serializers.DictField()
    phrase = serializers.CharField(allow_blank=True)
    structure = serializers.CharField()
    envoyee_le = serializers.DateTimeField(allow_null=True)
    rendez_vous_le = serializers.DateTimeField(allow_null=True)
    rendez_vous_lieu = serializers.CharField(allow_blank=True)


class FaitSerializer(serializers.Serializer):
    """One line of the log, in words."""

    quand = serializers.DateTimeField()
    phrase = serializers.CharField()
    par = serializers.CharField(allow_blank=True)
    motif = serializers.CharField(allow_blank=True)
    texte = serializers.CharField(allow_blank=True)
    date_effet = serializers.DateField(allow_null=True)


class FiltreOrientations(serializers.Serializer):
    """Filters of the list."""

    etat = serializers.ChoiceField(choices=EtatOrientation.choices, required=False)
    modifie_depuis = serializers.DateTimeField(required=False)


class AccordSerializer(serializers.Serializer):
    """The person's agreement, as recorded by who asks: nothing leaves without it."""

    moyen = serializers.ChoiceField(
        choices=[(m.value, m.label) for m in (MoyenConsentement.ORAL, MoyenConsentement.ECRIT)]
    )
    champs = serializers.ListField(
        child=serializers.ChoiceField(choices=list(cartes.CHAMPS_PARTAGEABLES.items())),
        required=False, max_length=20, help_text="Vers un service : ce qui lui est transmis.",
    )  # fmt: skip
    jours = serializers.ChoiceField(choices=[30, 90, 180], required=False, default=90)


class NouvelleOrientation(serializers.Serializer):
    """Towards an opening or a solution; without an agreement it stays a draft."""

    ouverture = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    solution = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    mot = serializers.CharField(required=False, allow_blank=True, max_length=600, default="")
    accord = AccordSerializer(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ouverture" in attrs) == ("solution" in attrs):
            raise serializers.ValidationError(
                {"ouverture": ["Donner une ouverture ou une solution : l’une des deux."]}
            )
        return attrs


class TransitionSerializer(serializers.Serializer):
    """One line of the table, from the version it was read at."""

    transition = serializers.ChoiceField(choices=tuple(etats.TRANSITIONS))
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    motif = serializers.ChoiceField(
        choices=sorted(etats.LIBELLES_MOTIFS), required=False, default=""
    )
    texte = serializers.CharField(required=False, allow_blank=True, max_length=600, default="")
    jour = serializers.DateField(required=False, default=None, allow_null=True)
    instant = serializers.DateTimeField(required=False, default=None, allow_null=True)
    lieu = serializers.CharField(required=False, allow_blank=True, max_length=200, default="")
    accord = AccordSerializer(required=False)


class OrientationsDuDossier(Vue):
    """The referrals of a dossier."""

    portee = "orientations"

    @liste(OrientationSerializer, filtres=FiltreOrientations, resume="Orientations du dossier")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> Any:
        dossier = acces.dossier_lisible(http(request), pk)
        return _filtrer(Orientation.objects.du_dossier(dossier), criteres)

    @creation(
        NouvelleOrientation, OrientationSerializer,
        resume="Orienter : avec l’accord, c’est envoyé ; sans, c’est un brouillon",
    )  # fmt: skip
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Orientation:
        dossier = acces.dossier_modifiable(http(request), pk)
        champs = {
            "dossier": dossier, "par": self.appelant, "mot": donnees["mot"],
            "jeton": rejeu.jeton_de_saisie(request), **_cible(donnees),
        }  # fmt: skip
        if "accord" in donnees:
            return services.orienter(accord=_accord(donnees["accord"]), **champs)
        return services.preparer(**champs)


class Orientations(Vue):
    """Of the structures of the team member."""

    portee = "orientations"

    @liste(OrientationSerializer, filtres=FiltreOrientations, resume="Orientations de ma structure")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        siennes = Orientation.objects.filter(
            dossier__structure__in=structures_de(self.appelant)
        ).pour_liste()
        return _filtrer(siennes, criteres)


class UneOrientation(Vue):
    """One referral."""

    portee = "orientations"

    @fiche(OrientationSerializer, resume="Une orientation")
    def get(self, request: Request, pk: int) -> Orientation:
        return perms.orientation_lisible(http(request), pk)


class Transitions(Vue):
    """What happened to a referral, and the next change."""

    portee = "orientations"

    @liste(FaitSerializer, resume="Ce qui est arrivé à une orientation")
    def get(self, request: Request, criteres: dict[str, Any], pk: int) -> list[Any]:
        orientation = perms.orientation_lisible(http(request), pk)
        return lectures.histoire(orientation, voit_les_motifs=False)

    @creation(
        TransitionSerializer, OrientationSerializer, resume="Changer l’état d’une orientation",
        statut=200,
    )  # fmt: skip
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Orientation:
        orientation = perms.orientation_modifiable(http(request), pk)
        if donnees["transition"] == "envoyer":
            return services.envoyer(
                orientation_id=pk, par=self.appelant, version=donnees["version"],
                accord=_accord(donnees["accord"]) if "accord" in donnees else None,
            )  # fmt: skip
        return _changer(self, orientation, perms.qualites_du_conseiller(orientation), donnees)


class Candidatures(Vue):
    """What the employers of this account received: blind."""

    roles = (Role.EMPLOYEUR,)
    portee = "orientations"

    @liste(CandidatureSerializer, resume="Candidatures reçues, sans identité")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        recues = Orientation.objects.des_employeurs_de(self.appelant)
        rangs = recues.select_related(*perms.LIENS).order_by("-pk")[:200]
        return [lectures.ligne_destinataire(orientation) for orientation in rangs]


class UneCandidature(Vue):
    """One, with its card while it may be read."""

    roles = (Role.EMPLOYEUR,)
    portee = "orientations"

    @fiche(CandidatureSerializer, resume="Une candidature et sa carte")
    def get(self, request: Request, pk: int) -> Any:
        orientation = perms.orientation_recue(http(request), pk)
        journal.noter(
            acteur=self.appelant, action=ActionJournal.LECTURE, objet="orientation",
            objet_id=pk, dossier_id=orientation.dossier_id, champ="carte",
        )  # fmt: skip
        return lectures.pour_destinataire(orientation)


class Reponses(Vue):
    """The recipient's answer."""

    roles = (Role.EMPLOYEUR,)
    portee = "orientations"

    @creation(
        TransitionSerializer, CandidatureSerializer, resume="Répondre à une candidature", statut=200
    )
    def post(self, request: Request, donnees: dict[str, Any], pk: int) -> Any:
        orientation = perms.orientation_recue(http(request), pk)
        if not lectures.pour_destinataire(orientation).attend_reponse:
            raise services.EtatDepasse(lectures.PARTAGE_FINI)
        _changer(self, orientation, (Auteur.DESTINATAIRE,), donnees)
        return lectures.pour_destinataire(perms.orientation_recue(http(request), pk))


def _filtrer(orientations: Any, criteres: dict[str, Any]) -> Any:
    if etat := criteres.get("etat"):
        orientations = orientations.filter(etat=etat)
    if depuis := criteres.get("modifie_depuis"):
        orientations = orientations.filter(modifie_le__gte=depuis)
    return orientations


def _cible(donnees: dict[str, Any]) -> dict[str, Any]:
    if "ouverture" in donnees:
        ouvertures = Ouverture.objects.select_related("employeur", "metier", "commune")
        return {"ouverture": get_object_or_404(ouvertures, pk=donnees["ouverture"])}
    solutions = Solution.objects.select_related("structure")
    return {"solution": get_object_or_404(solutions, pk=donnees["solution"])}


def _accord(donne: dict[str, Any]) -> Accord:
    return Accord(moyen=donne["moyen"], champs=donne.get("champs", []), jours=donne["jours"])


def _changer(
    vue: Vue, orientation: Orientation, qualites: tuple[str, ...], donnees: dict[str, Any]
) -> Orientation:
    regle = etats.TRANSITIONS[donnees["transition"]]
    auteur = next((q for q in qualites if q in regle.auteurs), None)
    if auteur is None:
        raise services.TransitionRefusee("Ce changement n’est pas le vôtre.")
    instant: datetime | None = donnees["instant"]
    faite = services.changer(
        orientation_id=orientation.pk, transition=regle.nom, auteur=auteur, par=vue.appelant,
        version=donnees["version"],
        details=Details(
            motif=donnees["motif"], texte=donnees["texte"], jour=donnees["jour"],
            instant=instant, lieu=donnees["lieu"],
        ),
    )  # fmt: skip
    return Orientation.objects.pour_liste().get(pk=faite.pk)
