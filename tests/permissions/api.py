"""API: the doors of the pages. Without an account, 401 (a program follows no login page)."""

from typing import Any

from django.utils import timezone

from parcours.comptes.models import Abonnement, Livraison
from parcours.dossiers.models import ContactTerrain, Diplome, Personne, Situation
from parcours.offres.models import ImportOuvertures
from parcours.solutions.models import ImportSolutions, Solution, StructureSolution
from tests.monde import Monde
from tests.orientations.outils import envoyee
from tests.permissions import freins as pages_freins
from tests.permissions.ligne import Ligne, attendus

LECTURE_SEULE = attendus(405, eve=401)
EQUIPE = {"awa": 200, "bruno": 200, "denis": 200}
LIT = attendus(403, **EQUIPE, chloe=404, eve=401)
EDITE = attendus(403, awa=200, denis=200, chloe=404, eve=401)
TOUTE_EQUIPE = attendus(403, **EQUIPE, chloe=200, eve=401)
# Refused before the method is looked at for who may not enter at all.
PAS_DE_POST = attendus(403, **dict.fromkeys((*EQUIPE, "chloe"), 405), eve=401)
VIDE = attendus(403, **dict.fromkeys((*EQUIPE, "chloe"), 422), eve=401)


def dossier(m: Monde) -> dict[str, Any]:
    return {"pk": m.dossier_nadia.pk}


def contact(m: Monde) -> dict[str, Any]:
    rencontre = ContactTerrain.objects.create(
        personne=Personne.objects.create(prenom="Leïla"), structure=m.structure, par=m.awa,
        quand=timezone.now(), lieu="Mistral", canal="pied_immeuble", issue="a_rappeler",
    )  # fmt: skip
    return {"pk": rencontre.pk}


def qualification(m: Monde) -> dict[str, Any]:
    objet = Diplome.objects.create(dossier=m.dossier_nadia, intitule="CAP", niveau=3)
    return dossier(m) | {"genre": "diplome", "objet": objet.pk}


def capacite(m: Monde) -> dict[str, Any]:
    from freins import services
    from freins.regles.mesures import Numerique

    services.mesurer(
        dossier=m.dossier_nadia, famille="numerique", mesure=Numerique(2), par=m.awa,
        jour=pages_freins.JOUR,
    )  # fmt: skip
    return dossier(m) | {"famille": "numerique"}


def ouverture(m: Monde) -> dict[str, Any]:
    return {"pk": m.ouverture.pk}


def suggestion(m: Monde) -> dict[str, Any]:
    return dossier(m) | {"ouverture": m.ouverture.pk}


def orientation(m: Monde) -> dict[str, Any]:
    return {"pk": envoyee(m).pk}


def solution(m: Monde) -> dict[str, Any]:
    structure = StructureSolution.objects.create(nom="Ateliers")
    return {"pk": Solution.objects.create(structure=structure, nom="Cours").pk}


def un_import_de_solutions(m: Monde) -> dict[str, Any]:
    return {"pk": ImportSolutions.objects.create(fichiers=["services.json"]).pk}


def situation(m: Monde) -> dict[str, Any]:
    rsa = Situation.objects.create(dossier=m.dossier_nadia, nature="rsa")
    return dossier(m) | {"nature": rsa.nature}


def un_import(m: Monde) -> dict[str, Any]:
    return {"pk": ImportOuvertures.objects.create(format="csv", fichier="a.csv").pk}


def abonnement(m: Monde) -> dict[str, Any]:
    suivi = Abonnement.objects.create(
        structure=m.structure, adresse="https://outil.example/avis", secret="s" * 40,
        evenements=["orientation.acceptee"],
    )  # fmt: skip
    return {"pk": suivi.pk}


def livraison(m: Monde) -> dict[str, Any]:
    avis = Livraison.objects.create(
        abonnement_id=abonnement(m)["pk"], evenement="essai", etat="abandonnee"
    )
    return {"pk": avis.pk}


PARTAGE = attendus(403, **EQUIPE, chloe=200, eve=401)
# Editing: Bruno reads only, so 403 before his body is looked at; an empty body is 422 for all.
EMPLOYEUR = attendus(403, vercors=200, eve=401)
RESPONSABLE = attendus(403, denis=200, eve=401)
# A search without a text is refused with a sentence (400); what it finds is in tests/api.
LIGNES = [
    Ligne("api:schema", get=attendus(200, eve=401), post=LECTURE_SEULE),
    Ligne("api:erreurs", get=attendus(200, eve=200), post=attendus(405, eve=405)),
    Ligne("api:metiers", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:metiers_du_titre", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:communes", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:qpv", get=attendus(400, eve=401), post=LECTURE_SEULE),
    Ligne("api:contacts", get=TOUTE_EQUIPE, post=VIDE),
    Ligne("api:contact", get=LIT, post=PAS_DE_POST, preparer=contact),
    Ligne("api:dossiers", get=TOUTE_EQUIPE, post=VIDE),
    Ligne("api:dossier", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:personne", get=EDITE, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:recherche", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:situations", get=LIT, post=PAS_DE_POST, preparer=dossier),
    # Noted already: whoever may edit is told to change it instead.
    Ligne(
        "api:situation",
        get=LIT,
        post=attendus(403, awa=409, denis=409, bruno=403, chloe=404, eve=401),
        preparer=situation,
        donnees=lambda m: {"est_oui": True},
    ),
    Ligne("api:qualifications", get=LIT, post=VIDE, preparer=dossier),
    Ligne("api:qualification", get=PAS_DE_POST, post=PAS_DE_POST, preparer=qualification),
    Ligne("api:freins", get=LIT, post=VIDE, preparer=dossier),
    Ligne("api:frein", get=LIT, post=PAS_DE_POST, preparer=pages_freins.frein),
    Ligne("api:frein_gestes", get=PAS_DE_POST, post=VIDE, preparer=pages_freins.frein),
    Ligne("api:capacites", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:capacite", get=LIT, post=VIDE, preparer=capacite),
    Ligne("api:plan", get=LIT, post=VIDE, preparer=dossier),
    Ligne("api:objectifs", get=PAS_DE_POST, post=VIDE, preparer=dossier),
    Ligne("api:actions", get=PAS_DE_POST, post=VIDE, preparer=pages_freins.objectif),
    Ligne("api:action", get=LIT, post=PAS_DE_POST, preparer=pages_freins.action),
    Ligne("api:action_gestes", get=PAS_DE_POST, post=VIDE, preparer=pages_freins.action),
    Ligne("api:ouvrants", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:suggestions", get=LIT, post=PAS_DE_POST, preparer=dossier),
    Ligne("api:suggestion", get=LIT, post=PAS_DE_POST, preparer=suggestion),
    # Bodies that are right: the same people may refer as on the page.
    Ligne(
        "api:orientations_du_dossier",
        get=LIT,
        post=attendus(403, awa=201, denis=409, bruno=403, chloe=404, eve=401),
        preparer=dossier,
        donnees=lambda m: {"ouverture": m.ouverture.pk, "accord": {"moyen": "oral"}},
    ),
    Ligne("api:orientations", get=PARTAGE, post=PAS_DE_POST),
    Ligne("api:orientation", get=LIT, post=PAS_DE_POST, preparer=orientation),
    Ligne(
        "api:transitions",
        get=LIT,
        post=attendus(403, awa=200, denis=200, bruno=403, chloe=404, eve=401),
        preparer=orientation,
        # The same change said again is heard once: Denis comes after Awa.
        donnees=lambda m: {"transition": "annuler", "version": 2},
    ),
    Ligne("api:candidatures", get=EMPLOYEUR, post=attendus(403, vercors=405, eve=401)),
    Ligne("api:candidature", get=EMPLOYEUR, post=attendus(403, vercors=405, eve=401),
          preparer=orientation),
    Ligne(
        "api:reponses",
        get=attendus(403, vercors=405, eve=401),
        post=EMPLOYEUR,
        preparer=orientation,
        donnees=lambda m: {"transition": "prendre_en_charge", "version": 2},
    ),
    Ligne("api:ouvertures", get=PARTAGE, post=VIDE),
    Ligne("api:ouvertures_lot", get=PAS_DE_POST, post=VIDE),
    Ligne("api:ouverture", get=PARTAGE, post=PAS_DE_POST, preparer=ouverture),
    Ligne("api:ouverture_gestes", get=PAS_DE_POST, post=VIDE, preparer=ouverture),
    Ligne("api:imports", get=PARTAGE, post=VIDE),
    Ligne("api:import", get=PARTAGE, post=PAS_DE_POST, preparer=un_import),
    Ligne("api:solutions", get=PARTAGE, post=VIDE),
    Ligne("api:solutions_imports", get=TOUTE_EQUIPE, post=VIDE),
    Ligne("api:solutions_import", get=TOUTE_EQUIPE, post=PAS_DE_POST,
          preparer=un_import_de_solutions),
    Ligne("api:solution", get=PARTAGE, post=PAS_DE_POST, preparer=solution),
    # Nothing is kept of a text: anyone logged in may have one checked.
    Ligne("api:verifications", get=attendus(405, eve=401), post=attendus(422, eve=401)),
    Ligne("api:indicateurs", get=attendus(403, fatima=200, eve=401),
          post=attendus(403, fatima=405, eve=401)),
    Ligne("api:abonnements", get=RESPONSABLE, post=attendus(403, denis=422, eve=401)),
    Ligne("api:abonnement", get=RESPONSABLE, post=attendus(403, denis=405, eve=401),
          preparer=abonnement),
    Ligne("api:livraisons", get=RESPONSABLE, post=attendus(403, denis=405, eve=401),
          preparer=abonnement),
    Ligne("api:relance", get=attendus(403, denis=405, eve=401), post=RESPONSABLE,
          preparer=livraison),
    Ligne(
        "api_inconnue",
        get=attendus(404, eve=404),
        post=attendus(404, eve=404),
        preparer=lambda m: {"reste": "v9/rien"},
    ),
]  # fmt: skip
