"""Who may enter each page of the dossiers, by hand. Nadia's dossier: Awa is its référente."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from parcours.dossiers.models import (
    Consentement,
    ContactTerrain,
    Diplome,
    Document,
    Echange,
    Experience,
    Personne,
    Situation,
)
from parcours.dossiers.services.fusions import fusionner
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

EQUIPE = {"awa": 200, "bruno": 200, "denis": 200}
# Awa and Denis edit; Bruno only reads; Chloé's structure does not know this dossier.
LIT = attendus(403, **EQUIPE, chloe=404)
EDITE = attendus(403, awa=200, denis=200, bruno=403, chloe=404)
FAIT = attendus(403, awa=302, denis=302, bruno=403, chloe=404)
JAMAIS_LU = attendus(405)


def dossier(m: Monde) -> dict[str, Any]:
    return {"pk": m.dossier_nadia.pk}


def contact(m: Monde) -> dict[str, Any]:
    personne = Personne.objects.create(prenom="Leïla")
    rencontre = ContactTerrain.objects.create(
        personne=personne, structure=m.structure, par=m.awa, quand=timezone.now(), lieu="Mistral",
        canal="pied_immeuble", issue="a_rappeler",
    )  # fmt: skip
    return {"pk": rencontre.pk}


def avec(cle: str, modele: Any, **champs: Any) -> Any:
    """Return a `preparer` that makes one object of Nadia's dossier."""

    def preparer(m: Monde) -> dict[str, Any]:
        objet = modele.objects.create(dossier=m.dossier_nadia, **champs)
        return {"pk": m.dossier_nadia.pk, cle: objet.pk}

    return preparer


def echange(m: Monde) -> dict[str, Any]:
    return avec("echange", Echange, par=m.awa, nature="appel", quand=timezone.now())(m)


def document(m: Monde) -> dict[str, Any]:
    fichier = ContentFile(b"%PDF-1.4 essai", name="cv.pdf")
    return avec(
        "document", Document, type="cv", fichier=fichier, nom="cv.pdf",
        type_mime="application/pdf", taille=14,
    )(m)  # fmt: skip


def accord(m: Monde) -> dict[str, Any]:
    champs = {"finalite": "passation", "moyen": "oral", "donne_le": timezone.now()}
    return avec("consentement", Consentement, **champs)(m)


def situation(m: Monde) -> dict[str, Any]:
    Situation.objects.create(dossier=m.dossier_nadia, nature="rsa")
    return dossier(m) | {"nature": "rsa"}


def fusion(m: Monde) -> dict[str, Any]:
    autre = Personne.objects.create(prenom="Nadia")
    faite = fusionner(gardee=m.dossier_nadia.personne, absorbee=autre, par=m.awa)
    return dossier(m) | {"fusion": faite.pk}


DIPLOME = {"intitule": "CAP cuisine", "niveau": 3}
diplome = avec("objet", Diplome, **DIPLOME)


def qualification(m: Monde) -> dict[str, Any]:
    return diplome(m) | {"genre": "diplome"}


def experience(m: Monde) -> dict[str, Any]:
    return avec("objet", Experience, origine="salariee", mois=12, metier=m.metier)(m)


def sans(*champs: str) -> Any:
    """Only the replay token is posted: the form answers 422 to those let in."""
    return lambda m: {"jeton": uuid4()}


INVALIDE = attendus(403, awa=422, denis=422, bruno=403, chloe=404)
RENCONTRES = attendus(403, **EQUIPE, chloe=200)
LIGNES = [
    Ligne(
        "dossiers:donner_acces",
        get=EDITE,
        post=EDITE,
        preparer=dossier,
        donnees=lambda m: {"nature": "carte"},
    ),
    # Contacts: the whole team of the structure; each team has its own list.
    Ligne("dossiers:contacts", get=RENCONTRES),
    Ligne("dossiers:contacts_export", get=attendus(403, denis=200)),
    Ligne(
        "dossiers:contact_nouveau",
        get=RENCONTRES,
        post=attendus(403, awa=422, bruno=422, chloe=422, denis=422),
        donnees=sans(),
    ),
    Ligne(
        "dossiers:contact_rappele",
        get=LIT,
        post=attendus(403, awa=422, bruno=422, chloe=404, denis=422),
        preparer=contact,
        donnees=sans(),
    ),
    Ligne(
        "dossiers:contact_perdu",
        get=JAMAIS_LU,
        post=attendus(403, awa=302, bruno=302, chloe=404, denis=302),
        preparer=contact,
    ),
    Ligne(
        "dossiers:ouvrir_depuis_contact",
        get=LIT,
        post=attendus(403, awa=422, bruno=422, chloe=404, denis=422),
        preparer=contact,
        donnees=sans(),
    ),
    # Opening directly: each in their own structure.
    Ligne(
        "dossiers:nouveau",
        get=RENCONTRES,
        post=attendus(403, awa=422, bruno=422, chloe=422, denis=422),
        donnees=sans(),
    ),
    Ligne("dossiers:doublons", get=JAMAIS_LU, post=RENCONTRES),
    # Reading.
    Ligne("dossiers:synthese", get=LIT, preparer=dossier),
    Ligne("dossiers:journal", get=LIT, preparer=dossier),
    Ligne("dossiers:resume", get=LIT, preparer=dossier),
    Ligne("dossiers:qualifications", get=LIT, preparer=dossier),
    Ligne("dossiers:document", get=LIT, preparer=document),
    # Editing.
    Ligne("dossiers:personne", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:projet", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:statut", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne(
        "dossiers:recherche",
        get=EDITE,
        post=FAIT,
        preparer=dossier,
        donnees=lambda m: {"heures_max": "28"},
    ),
    Ligne("dossiers:situation", get=EDITE, post=INVALIDE, preparer=situation, donnees=sans()),
    Ligne(
        "dossiers:situation_retirer",
        get=JAMAIS_LU,
        # Removing twice is no error: Denis comes after Awa.
        post=FAIT,
        preparer=situation,
    ),
    Ligne("dossiers:echange_nouveau", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:echange_modifier", get=EDITE, post=INVALIDE, preparer=echange, donnees=sans()),
    Ligne("dossiers:passation", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:remplacement", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:inviter", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    # A colleague asks for a timed access here: Bruno enters.
    Ligne(
        "dossiers:demander_acces",
        get=LIT,
        post=attendus(403, awa=422, bruno=422, chloe=404, denis=422),
        preparer=dossier,
        donnees=sans(),
    ),
    Ligne(
        "dossiers:consentement_nouveau",
        get=EDITE,
        post=INVALIDE,
        preparer=dossier,
        donnees=sans(),
    ),
    Ligne("dossiers:consentement_retirer", get=JAMAIS_LU, post=FAIT, preparer=accord),
    Ligne("dossiers:document_nouveau", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne(
        "dossiers:document_retirer",
        get=JAMAIS_LU,
        post=FAIT,
        preparer=document,
    ),
    Ligne(
        "dossiers:qualification_nouvelle",
        get=EDITE,
        post=INVALIDE,
        preparer=lambda m: dossier(m) | {"genre": "diplome"},
        donnees=sans(),
    ),
    Ligne(
        "dossiers:qualification_modifier",
        get=EDITE,
        post=FAIT,
        preparer=qualification,
        donnees=lambda m: DIPLOME,
    ),
    Ligne(
        "dossiers:qualification_retirer",
        get=JAMAIS_LU,
        post=FAIT,
        preparer=qualification,
    ),
    Ligne(
        "dossiers:competences_du_metier", get=EDITE, post=FAIT, preparer=experience, donnees=sans()
    ),
    # Where a skill comes from is for the référente alone: not even for the responsable.
    Ligne("dossiers:vecus", get=attendus(403, awa=200, chloe=404), preparer=dossier),
    Ligne(
        "dossiers:vecu",
        get=attendus(403, awa=200, chloe=404),
        post=attendus(403, awa=422, chloe=404),
        preparer=lambda m: dossier(m) | {"code": "velo"},
        donnees=sans(),
    ),
    Ligne("dossiers:fusion", get=EDITE, post=INVALIDE, preparer=dossier, donnees=sans()),
    Ligne("dossiers:fusion_annuler", get=JAMAIS_LU, post=FAIT, preparer=fusion),
    # The person's own pages.
    Ligne("dossiers:mes_informations", get=attendus(403, nadia=200, karim=200)),
    Ligne(
        "dossiers:mes_coordonnees",
        get=attendus(403, nadia=200, karim=200),
        post=attendus(403, nadia=302, karim=302),
        donnees=lambda m: {"telephone": "06 11 22 33 44"},
    ),
    Ligne(
        "dossiers:mon_accord_retirer",
        get=JAMAIS_LU,
        post=attendus(403, nadia=302, karim=404),
        preparer=lambda m: {"pk": accord(m)["consentement"]},
    ),
    Ligne(
        "dossiers:mon_document",
        get=attendus(403, nadia=200, karim=404),
        preparer=lambda m: {"pk": document(m)["document"]},
    ),
]
