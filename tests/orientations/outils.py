"""What the tests of the orientations share: making one in a given state, running its tasks."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from parcours.dossiers.models import Consentement
from parcours.orientations import services, tasks  # noqa: F401 (registers the tasks)
from parcours.orientations.etats import Auteur, EtatOrientation
from parcours.orientations.models import Orientation
from parcours.orientations.services import Accord, Details
from parcours.socle import taches
from parcours.socle.models import Tache
from parcours.solutions.models import Solution, StructureSolution
from tests.monde import Monde

ACCORD = Accord(moyen="oral")


def envoyee(monde: Monde, dossier: Any = None, **champs: Any) -> Orientation:
    """A sent orientation of Nadia to Vercors (or as said), made by the service."""
    dossier = dossier or monde.dossier_nadia
    champs.setdefault("ouverture", None if "solution" in champs else monde.ouverture)
    return services.orienter(
        accord=champs.pop("accord", ACCORD), dossier=dossier, par=dossier.referent, jeton=uuid4(),
        **champs,
    )  # fmt: skip


def brouillon(monde: Monde, **champs: Any) -> Orientation:
    """A draft of Nadia to Vercors."""
    return services.preparer(
        dossier=monde.dossier_nadia, par=monde.awa, jeton=uuid4(), ouverture=monde.ouverture,
        **champs,
    )  # fmt: skip


def dans_l_etat(monde: Monde, etat: str) -> Orientation:
    """One put directly in a state (the table is what is tested, not the road to it)."""
    orientation = Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat=etat,
        email_destinataire="vercors@exemple.test", envoyee_le=timezone.now() - timedelta(days=2),
        demarree_le=date.today() - timedelta(days=200) if etat == "en_cours" else None,
    )  # fmt: skip
    accorder(orientation)
    return orientation


def accorder(orientation: Orientation) -> Consentement:
    """The person's agreement for this one."""
    return Consentement.objects.create(
        dossier_id=orientation.dossier_id, moyen="oral", donne_le=timezone.now(),
        finalite="partage_employeur" if orientation.ouverture_id else "partage_service",
        objet_id=orientation.pk,
    )  # fmt: skip


def solution_fle(**champs: Any) -> Solution:
    """A service that needs a name."""
    structure = StructureSolution.objects.create(
        nom="Ateliers des Langues", email=champs.pop("email", "accueil@langues.test")
    )
    return Solution.objects.create(
        structure=structure, nom="Cours de français", thematiques=[], **champs
    )


def details_valables(transition: str, auteur: str) -> Details:
    """What each line of the table asks for, filled in."""
    motifs = {
        "demander_prealable": "immersion", "refuser": "competences", "decliner": "non_interesse",
        "rompre": "depart_choisi",
    }  # fmt: skip
    return Details(
        motif=motifs.get(transition, ""),
        jour=date.today()
        if transition in {"demarrer", "terminer", "rompre", "constater_maintien"}
        else None,
        instant=timezone.now() + timedelta(days=4) if transition == "convoquer" else None,
        lieu="3 rue des Ateliers" if transition == "convoquer" else "",
    )


def changer(orientation: Orientation, transition: str, auteur: str, **champs: Any) -> Orientation:
    """Make a change with valid details unless given."""
    champs.setdefault("details", details_valables(transition, auteur))
    return services.changer(
        orientation_id=orientation.pk, transition=transition, auteur=auteur, **champs
    )


def faire_les_taches(nom: str = "orientations.envoyer_courriel") -> None:
    """Run what the workers would run."""
    for rang in Tache.objects.filter(nom=nom, etat="en_attente").order_by("pk"):
        taches.executer(rang.pk)


def adresse_du_lien(corps: str) -> str:
    """The path of the signed link of an e-mail."""
    ligne = next(ligne for ligne in corps.splitlines() if "/repondre/" in ligne)
    return ligne.strip().removeprefix("http://localhost:8000")


def poste(orientation: Orientation, transition: str, **champs: Any) -> dict[str, Any]:
    """The data a page posts for a change."""
    return {"transition": transition, "version": orientation.version} | champs


def demain_10h() -> datetime:
    """An interview to come."""
    return timezone.localtime() + timedelta(days=1)


__all__ = ["Auteur", "EtatOrientation"]
