"""URLs of dossiers, read as a tree."""

from django.urls import URLPattern, URLResolver, include, path

from parcours.dossiers.views import (
    acces_personne,
    contacts,
    espace,
    fiche,
    ouverture,
    qualifications,
    saisies,
    suivi,
    vecus,
)

app_name = "dossiers"

# contacts/
contacts_urls = [
    path("", contacts.contacts, name="contacts"),
    path("export.csv", contacts.contacts_export, name="contacts_export"),
    path("nouveau/", contacts.contact_nouveau, name="contact_nouveau"),
    path("<int:pk>/rappel/", contacts.contact_rappele, name="contact_rappele"),
    path("<int:pk>/perdue-de-vue/", contacts.contact_perdu, name="contact_perdu"),
    path("<int:pk>/dossier/", ouverture.ouvrir_depuis_contact, name="ouvrir_depuis_contact"),
]

# dossiers/<pk>/qualifications/
qualifications_urls: list[URLPattern] = [
    path("", fiche.qualifications, name="qualifications"),
    path(
        "experience/<int:objet>/competences/",
        qualifications.competences_du_metier,
        name="competences_du_metier",
    ),
    path("vie/", vecus.vecus, name="vecus"),
    path("vie/<slug:code>/", vecus.vecu, name="vecu"),
    path("<slug:genre>/", qualifications.qualification_nouvelle, name="qualification_nouvelle"),
    path(
        "<slug:genre>/<int:objet>/",
        qualifications.qualification_modifier,
        name="qualification_modifier",
    ),
    path(
        "<slug:genre>/<int:objet>/retirer/",
        qualifications.qualification_retirer,
        name="qualification_retirer",
    ),
]

# dossiers/<pk>/
dossier_urls: list[URLPattern | URLResolver] = [
    path("", fiche.synthese, name="synthese"),
    path("journal/", fiche.journal, name="journal"),
    path("resume/", fiche.resume, name="resume"),
    path("qualifications/", include(qualifications_urls)),
    path("identite/", saisies.personne, name="personne"),
    path("projet/", saisies.projet, name="projet"),
    path("statut/", saisies.statut, name="statut"),
    path("recherche/", saisies.recherche, name="recherche"),
    path("situation/<slug:nature>/", saisies.situation, name="situation"),
    path("situation/<slug:nature>/retirer/", saisies.situation_retirer, name="situation_retirer"),
    path("echanges/nouveau/", suivi.echange_nouveau, name="echange_nouveau"),
    path("echanges/<int:echange>/", suivi.echange_modifier, name="echange_modifier"),
    path("passation/", suivi.passation, name="passation"),
    path("remplacement/", suivi.remplacement, name="remplacement"),
    path("acces/", suivi.demander_acces, name="demander_acces"),
    path("inviter/", suivi.inviter, name="inviter"),
    path("acces-personne/", acces_personne.donner_acces, name="donner_acces"),
    path("accords/nouveau/", suivi.consentement_nouveau, name="consentement_nouveau"),
    path(
        "accords/<int:consentement>/retirer/",
        suivi.consentement_retirer,
        name="consentement_retirer",
    ),
    path("documents/nouveau/", suivi.document_nouveau, name="document_nouveau"),
    path("documents/<int:document>/", suivi.document, name="document"),
    path("documents/<int:document>/retirer/", suivi.document_retirer, name="document_retirer"),
    path("fusion/", ouverture.fusion, name="fusion"),
    path("fusion/<int:fusion>/annuler/", ouverture.fusion_annuler, name="fusion_annuler"),
]

# mes-informations/ (the person)
espace_urls = [
    path("", espace.mes_informations, name="mes_informations"),
    path("coordonnees/", espace.mes_coordonnees, name="mes_coordonnees"),
    path("accords/<int:pk>/retirer/", espace.mon_accord_retirer, name="mon_accord_retirer"),
    path("documents/<int:pk>/", espace.mon_document, name="mon_document"),
]

urlpatterns = [
    path("contacts/", include(contacts_urls)),
    path("dossiers/nouveau/", ouverture.nouveau, name="nouveau"),
    path("dossiers/doublons/", ouverture.doublons, name="doublons"),
    path("dossiers/<int:pk>/", include(dossier_urls)),
    path("mes-informations/", include(espace_urls)),
]
