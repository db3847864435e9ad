"""URLs of openings.

/ouvertures/                              list, filters in the URL
/ouvertures/nouvelle                      typing an offer
/ouvertures/imports/                      imports
/ouvertures/imports/nouveau               asking for one
/ouvertures/imports/modele.csv            template of our CSV
/ouvertures/imports/<pk>                  report and rejected rows
/ouvertures/imports/<pk>/reprendre        after a failure
/ouvertures/<pk>                          one opening
/ouvertures/<pk>/modifier                 editing a typed offer
/ouvertures/<pk>/horaires                 hours said by the employer
/ouvertures/<pk>/metier                   métier of an imported offer
/ouvertures/<pk>/etat/<transition>        filled, closed, reopened, published
/ouvertures/verifier-texte                findings of what is being typed
/ouvertures/carte                         the place of what is being typed
/ouvertures/quarantaine/                  openings whose text is unlawful
/ouvertures/<pk>/texte                    correcting the words, or asking that they stay
/ouvertures/<pk>/texte/decisions          asking; <pk> judged by a second person
/ouvertures/<pk>/duree                    weekly hours said by the employer
/ouvertures/<pk>/faits/<fait>             yes or no to a fact read in the text
/ouvertures/<pk>/exigences/ajouter        what nothing read
/ouvertures/<pk>/exigences/<pk>           one-click correction
/ouvertures/<pk>/exigences/<pk>/valeur    what it really asks
/ouvertures/<pk>/exigences/<pk>/lecture   back to what was read
/ouvertures/<pk>/ecartees/<pk>            undo
/employeurs/                              employers, for the teams
/employeurs/<pk>                          one of them; POST invites its people
/employeurs/<pk>/appels                   POST: a call to one who does not answer
/employeurs/demandes/                     asked spaces, for a responsable
/employeurs/demandes/<pk>/accepter        refuser
/inscription-employeur/                   asking for a space (open)
/espace-employeur/                        the employer’s offers
/espace-employeur/equipe/                 members; <pk>/membres/<pk>/retirer
/espace-employeur/offres/nouvelle         publishing; <pk>, <pk>/modifier, <pk>/etat/<transition>
"""

from django.urls import path, re_path

from parcours.offres import (
    views,
    vues_carte,
    vues_corrections,
    vues_employeurs,
    vues_espace,
    vues_imports,
    vues_textes,
)

app_name = "offres"
urlpatterns = [
    path("ouvertures/", views.liste, name="liste"),
    path("ouvertures/nouvelle", views.nouvelle, name="nouvelle"),
    path("ouvertures/imports/", vues_imports.imports, name="imports"),
    path("ouvertures/imports/nouveau", vues_imports.importer, name="importer"),
    path("ouvertures/imports/modele.csv", vues_imports.modele_csv, name="modele_csv"),
    path("ouvertures/imports/<int:pk>", vues_imports.un_import, name="import"),
    path("ouvertures/imports/<int:pk>/reprendre", vues_imports.reprendre, name="reprendre"),
    path("ouvertures/<int:pk>", views.fiche, name="fiche"),
    path("ouvertures/<int:pk>/modifier", views.modifier, name="modifier"),
    path("ouvertures/<int:pk>/horaires", vues_corrections.horaires, name="horaires"),
    path("ouvertures/<int:pk>/metier", views.corriger_metier, name="corriger_metier"),
    re_path(
        r"^ouvertures/(?P<pk>\d{1,18})/etat/(?P<transition>pourvoir|fermer|rouvrir|publier)$",
        views.changer_etat,
        name="changer_etat",
    ),
    path("ouvertures/verifier-texte", vues_textes.verifier_texte, name="verifier_texte"),
    path("ouvertures/carte", vues_carte.carte_du_lieu, name="carte"),
    path("ouvertures/quarantaine/", vues_textes.quarantaine, name="quarantaine"),
    path("ouvertures/<int:pk>/texte", vues_textes.texte, name="texte"),
    path(
        "ouvertures/<int:pk>/texte/decisions",
        vues_textes.demander_decision,
        name="demander_decision",
    ),
    path(
        "ouvertures/<int:pk>/texte/decisions/<int:decision>",
        vues_textes.juger_decision,
        name="juger_decision",
    ),
    path(
        "ouvertures/<int:pk>/exigences/ajouter",
        vues_corrections.ajouter_exigence,
        name="ajouter_exigence",
    ),
    path(
        "ouvertures/<int:pk>/exigences/<int:exigence>",
        vues_corrections.corriger_exigence,
        name="corriger_exigence",
    ),
    path(
        "ouvertures/<int:pk>/exigences/<int:exigence>/valeur",
        vues_corrections.changer_valeur,
        name="changer_valeur",
    ),
    path(
        "ouvertures/<int:pk>/exigences/<int:exigence>/lecture",
        vues_corrections.revenir,
        name="revenir",
    ),
    path("ouvertures/<int:pk>/duree", vues_corrections.corriger_duree, name="corriger_duree"),
    re_path(
        r"^ouvertures/(?P<pk>\d{1,18})/faits/(?P<fait>debutant_accepte|sans_diplome|desservi)$",
        vues_corrections.corriger_fait,
        name="corriger_fait",
    ),
    path(
        "ouvertures/<int:pk>/ecartees/<int:ecartee>",
        vues_corrections.retablir_exigence,
        name="retablir_exigence",
    ),
    path("employeurs/", vues_employeurs.employeurs, name="employeurs"),
    path("employeurs/<int:pk>", vues_employeurs.employeur, name="employeur"),
    path("employeurs/<int:pk>/appels", vues_employeurs.noter_appel, name="noter_appel"),
    path("employeurs/demandes/", vues_employeurs.demandes, name="demandes_employeurs"),
    path(
        "employeurs/demandes/<int:pk>/accepter",
        vues_employeurs.accepter_demande,
        name="accepter_demande",
    ),
    path(
        "employeurs/demandes/<int:pk>/refuser",
        vues_employeurs.refuser_demande,
        name="refuser_demande",
    ),
    path("inscription-employeur/", vues_espace.inscription, name="inscription"),
    path("espace-employeur/", vues_espace.espace, name="espace"),
    path("espace-employeur/equipe/", vues_espace.equipe, name="equipe"),
    path(
        "espace-employeur/equipe/<int:pk>/membres/<int:membre>/retirer",
        vues_espace.retirer_membre,
        name="retirer_membre",
    ),
    path("espace-employeur/offres/nouvelle", vues_espace.publier, name="publier"),
    path("espace-employeur/offres/<int:pk>", vues_espace.mon_offre, name="mon_offre"),
    path(
        "espace-employeur/offres/<int:pk>/modifier",
        vues_espace.modifier_mon_offre,
        name="modifier_mon_offre",
    ),
    re_path(
        r"^espace-employeur/offres/(?P<pk>\d{1,18})/etat/(?P<transition>pourvoir|fermer|rouvrir)$",
        vues_espace.changer_mon_offre,
        name="changer_mon_offre",
    ),
]
