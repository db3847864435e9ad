"""Openings and their imports: counsellors and responsables of any structure, nobody else."""

from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from parcours.offres.models import (
    DecisionTexte,
    ExigenceEcartee,
    ExigenceOuverture,
    ImportOuvertures,
    Ouverture,
)
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

EQUIPE = ("awa", "bruno", "chloe", "denis")


def equipe(statut: int) -> dict[str, int]:
    """This status for who accompanies, 403 for the others."""
    return attendus(403, **dict.fromkeys(EQUIPE, statut))


def _ouverture(monde: Monde) -> dict[str, Any]:
    return {"pk": monde.ouverture.pk}


def _importee(monde: Monde) -> dict[str, Any]:
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(source="csv", source_id="A1")
    return _ouverture(monde)


def _quarantaine(monde: Monde) -> dict[str, Any]:
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(etat="en_quarantaine")
    return _ouverture(monde)


def _decision(monde: Monde) -> dict[str, Any]:
    decision = DecisionTexte.objects.create(
        ouverture=monde.ouverture, regle="AGE-01", extrait="moins de 30 ans",
        extrait_simple="moins de 30 ans", nature="desaccord", etat="demandee",
        justification="Le texte parle de l’âge du bâtiment.", par=monde.awa,
    )  # fmt: skip
    return _ouverture(monde) | {"decision": decision.pk}


def _exigence(monde: Monde) -> dict[str, Any]:
    exigence = ExigenceOuverture.objects.create(
        ouverture=monde.ouverture, critere="permis", code="B", exigence="E", provenance="texte"
    )
    return {"pk": monde.ouverture.pk, "exigence": exigence.pk}


def _exigence_corrigee(monde: Monde) -> dict[str, Any]:
    cles = _exigence(monde)
    lue = {"code": "C", "niveau": None, "libelle": "", "exigence": "E", "confiance": 0.9}
    ExigenceOuverture.objects.filter(pk=cles["exigence"]).update(est_corrigee=True, lecture=lue)
    return cles


def _ecartee(monde: Monde) -> dict[str, Any]:
    ecartee = ExigenceEcartee.objects.create(
        ouverture=monde.ouverture, critere="permis", code="B", provenance="texte",
        contenu={"exigence": "E"},
    )  # fmt: skip
    return {"pk": monde.ouverture.pk, "ecartee": ecartee.pk}


def _import(monde: Monde) -> dict[str, Any]:
    return {"pk": ImportOuvertures.objects.create(format="csv", fichier="essai.csv").pk}


def _import_arrete(monde: Monde) -> dict[str, Any]:
    cles = _import(monde)
    Tache.objects.create(
        nom="offres.importer", cle=f"import:{cles['pk']}", etat=EtatTache.ECHOUEE,
        arguments={"import": cles["pk"]},
    )  # fmt: skip
    return cles


def offre(monde: Monde) -> dict[str, Any]:
    """A complete typed offer."""
    return {
        "jeton": uuid4(), "nature": "emploi", "intitule": "Aide de cuisine", "contrat": "cdi",
        "employeur": monde.employeur.pk, "commune": "38185", "places": 1, "grille": "",
    }  # fmt: skip


class Relisible(SimpleUploadedFile):
    """The same data are posted by each persona in turn: read from the start each time."""

    def read(self, *args: Any) -> bytes:
        self.seek(0)
        return super().read(*args)


def _fichier(monde: Monde) -> dict[str, Any]:
    contenu = b"identifiant;intitule\nA;Agent\n"
    return {
        "jeton": uuid4(), "format": "csv",
        "fichier": Relisible("essai.csv", contenu, "text/csv"),
    }  # fmt: skip


LIGNES = [
    Ligne("offres:carte", get=attendus(403, vercors=200, **dict.fromkeys(EQUIPE, 200))),
    Ligne("offres:liste", get=equipe(200)),
    Ligne("offres:nouvelle", get=equipe(200), post=equipe(302), donnees=offre),
    Ligne("offres:imports", get=equipe(200)),
    Ligne("offres:importer", get=equipe(200), post=equipe(302), donnees=_fichier),
    Ligne("offres:modele_csv", get=equipe(200)),
    Ligne("offres:import", get=equipe(200), preparer=_import),
    Ligne("offres:reprendre", get=attendus(405), post=equipe(302), preparer=_import_arrete),
    Ligne("offres:fiche", get=equipe(200), preparer=_ouverture),
    Ligne("offres:modifier", get=equipe(200), post=equipe(302), preparer=_ouverture, donnees=offre),
    Ligne(
        "offres:horaires",
        get=equipe(200),
        post=equipe(302),
        preparer=_ouverture,
        donnees=lambda monde: {"grille": f"{1 << 20:084x}"},
    ),
    # Only an imported one; a typed one has its own form.
    Ligne(
        "offres:corriger_metier",
        get=equipe(200),
        post=equipe(302),
        preparer=_importee,
        donnees=lambda monde: {"metier": monde.metier.pk},
    ),
    Ligne(
        "offres:changer_etat",
        get=attendus(405),
        post=equipe(302),
        preparer=lambda monde: _ouverture(monde) | {"transition": "pourvoir"},
    ),
    Ligne(
        "offres:verifier_texte",
        get=attendus(405),
        post=equipe(200) | {"vercors": 200},
        donnees=lambda monde: {"intitule": "Maçon", "description": "Moins de 30 ans"},
    ),
    Ligne("offres:quarantaine", get=equipe(200)),
    Ligne(
        "offres:texte",
        get=equipe(200),
        post=equipe(302),
        preparer=_quarantaine,
        donnees=lambda monde: {"intitule": "Aide de cuisine", "description": "Plonge."},
    ),
    Ligne(
        "offres:demander_decision",
        get=attendus(405),
        post=equipe(422),
        preparer=_quarantaine,
        donnees=lambda monde: {"jeton": "", "exception": "", "justification": "court"},
    ),
    Ligne(
        "offres:juger_decision",
        get=attendus(405),
        post=equipe(302),
        preparer=_decision,
        donnees=lambda monde: {"verdict": "valider"},
    ),
    Ligne(
        "offres:ajouter_exigence",
        get=attendus(405),
        post=equipe(422),
        preparer=_ouverture,
        donnees=lambda monde: {"ajout-quoi": "permis/Z"},
    ),
    Ligne(
        "offres:corriger_exigence",
        get=attendus(405),
        post=equipe(302),
        preparer=_exigence,
        donnees=lambda monde: {"fermete": "S"},
    ),
    Ligne(
        "offres:changer_valeur",
        get=attendus(405),
        post=equipe(422),
        preparer=_exigence,
        donnees=lambda monde: {"code": "Z"},
    ),
    Ligne(
        "offres:revenir",
        get=attendus(405),
        post=equipe(302),
        preparer=_exigence_corrigee,
    ),
    Ligne(
        "offres:corriger_duree",
        get=attendus(405),
        post=equipe(302),
        preparer=_ouverture,
        donnees=lambda monde: {"heures": "24.5"},
    ),
    Ligne(
        "offres:corriger_fait",
        get=attendus(405),
        post=equipe(302),
        preparer=lambda monde: _ouverture(monde) | {"fait": "desservi"},
        donnees=lambda monde: {"reponse": "oui"},
    ),
    Ligne(
        "offres:retablir_exigence",
        get=attendus(405),
        post=equipe(302),
        preparer=_ecartee,
    ),
]
