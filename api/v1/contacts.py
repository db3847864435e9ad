"""Outreach contacts of the structure."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from api import formes, rejeu
from api.v1.dossiers import CompteSerializer, http
from api.vues import Vue, creation, fiche, liste
from parcours.comptes.roles import structures_de
from parcours.dossiers.forms.contacts import ContactForm
from parcours.dossiers.modeles.contacts import ContactTerrain, IssueContact
from parcours.dossiers.services.contacts import creer_contact
from parcours.dossiers.views.bases import structure_de_travail
from parcours.dossiers.views.contacts import CHAMPS_CONTACT


class ContactSerializer(serializers.ModelSerializer):
    """One contact; the person may have no dossier yet."""

    personne = serializers.IntegerField(source="personne_id")
    prenom = serializers.CharField(source="personne.prenom")
    nom = serializers.CharField(source="personne.nom")
    telephone = serializers.CharField(source="personne.telephone")
    qpv = serializers.CharField(source="qpv_id", allow_null=True)
    blocages = serializers.ListField(child=serializers.CharField())
    par = CompteSerializer()

    class Meta:
        model = ContactTerrain
        fields = ("id", "version", "personne", "prenom", "nom", "telephone", "quand", "lieu",
                  "qpv", "canal", "blocages", "note", "issue", "rappeler_le", "par")  # fmt: skip

    @staticmethod
    def adresse(contact: ContactTerrain) -> str:
        return reverse("api:contact", args=[contact.pk])


class FiltreContacts(serializers.Serializer):
    """Filters of the list."""

    issue = serializers.ChoiceField(choices=IssueContact.choices, required=False)
    a_moi = serializers.BooleanField(required=False)
    q = serializers.CharField(required=False, max_length=80, help_text="Prénom, nom ou lieu.")
    depuis = serializers.DateTimeField(required=False)


NouveauContact = formes.corps_de(
    "NouveauContact", ContactForm,
    ("prenom", "nom", "telephone", "quartier", "lieu", "canal", "blocages", "suite",
     "rappeler_le", "note", "note_confirmee", "quand"),
)  # fmt: skip


class Contacts(Vue):
    """The contacts of the structures of the caller."""

    portee = "dossiers"
    est_nominative = True

    @liste(ContactSerializer, filtres=FiltreContacts, resume="Contacts terrain de ma structure")
    def get(self, request: Request, criteres: dict[str, Any]) -> Any:
        contacts = _visibles(self)
        if issue := criteres.get("issue"):
            contacts = contacts.filter(issue=issue)
        if criteres.get("a_moi"):
            contacts = contacts.filter(par=self.appelant)
        if depuis := criteres.get("depuis"):
            contacts = contacts.filter(quand__gte=depuis)
        return contacts.cherchant(criteres["q"]) if criteres.get("q") else contacts

    @creation(NouveauContact, ContactSerializer, resume="Noter un contact")
    def post(self, request: Request, donnees: dict[str, Any]) -> ContactTerrain:
        structure = structure_de_travail(http(request))
        jeton = rejeu.jeton_de_saisie(request)
        form = ContactForm(formes.saisie(donnees) | {"jeton": jeton}, structure=structure)
        lues = formes.valider(form)
        champs = {c: lues[c] for c in CHAMPS_CONTACT}
        return creer_contact(par=self.appelant, structure=structure, **champs)


class UnContact(Vue):
    """One contact."""

    portee = "dossiers"

    @fiche(ContactSerializer, resume="Un contact")
    def get(self, request: Request, pk: int) -> ContactTerrain:
        return get_object_or_404(_visibles(self), pk=pk)


def _visibles(vue: Vue) -> Any:
    ici = ContactTerrain.objects.des_structures(structures_de(vue.appelant))
    return ici.select_related("personne", "par")
