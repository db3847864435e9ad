"""Writes on openings and employers; each is one transaction, logged, and told to the ranking."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from matching.moteur.vocabulaire import Provenance
from parcours.comptes.models import Utilisateur
from parcours.offres import etats, services_textes
from parcours.offres.importeurs.preparer import METIER_CORRIGE, texte_cherche
from parcours.offres.mesures import avec_clause
from parcours.offres.models import (
    Employeur,
    ExigenceOuverture,
    MotifFermeture,
    Ouverture,
)
from parcours.offres.services_textes import SANS_MOT, GardeTexte
from parcours.referentiels.models import Metier
from parcours.socle import evenements, journal, taches
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal
from parcours.socle.versions import avancer

# The work, above, that tells whoever waits on an opening that is over.
DIRE_AUX_ATTENTES = "orientations.dire_fermetures"
# Legal measures an opening asks for by its nature; an alternance, by its contract.
MESURES_PAR_NATURE = {
    "siae": ["iae"], "geiq": ["geiq"], "entreprise_adaptee": ["entreprise_adaptee"],
    "immersion": ["pmsmp"],
}  # fmt: skip
MESURES_PAR_CONTRAT = {
    "apprentissage": ["apprentissage"], "professionnalisation": ["professionnalisation"],
}  # fmt: skip


@transaction.atomic
def creer_employeur(
    *, nom: str, siret: str = "", est_particulier: bool = False, email: str = ""
) -> Employeur:
    """Create an employer; the one that already has this SIRET is returned instead."""
    if siret and (deja := Employeur.objects.filter(siret=siret).first()):
        return deja
    return Employeur.objects.create(
        nom=nom, siret=siret, est_particulier=est_particulier, email=email
    )


@transaction.atomic
def creer_ouverture(
    *,
    par: Utilisateur,
    champs: dict[str, Any],
    exigences: list[ExigenceOuverture],
    jour: date,
    jeton: UUID,
    texte: GardeTexte = SANS_MOT,
) -> Ouverture:
    """Publish a typed opening; a replay of the same form returns the first one.

    Raises
    ------
    TexteIllicite
        When the text forbids it and `texte` neither confirms nor sets it aside.
    """
    if deja := Ouverture.objects.filter(jeton=jeton).first():
        return deja
    ouverture = Ouverture(source="saisie", publiee_le=jour, jeton=jeton, **champs)
    services_textes.poser_etat(ouverture, texte)
    _completer(ouverture)
    ouverture.save()
    services_textes.confirmer(par=par, ouverture=ouverture, mot=texte.confirmation)
    _poser_exigences(ouverture, exigences)
    dire(par, ouverture, ActionJournal.CREATION, "creation")
    return ouverture


@transaction.atomic
def modifier_ouverture(
    *,
    par: Utilisateur,
    ouverture: Ouverture,
    champs: dict[str, Any],
    exigences: list[ExigenceOuverture],
    texte: GardeTexte = SANS_MOT,
) -> Ouverture:
    """Change a typed opening; its requirements become those of the form. TexteIllicite as above."""
    for nom, valeur in champs.items():
        setattr(ouverture, nom, valeur)
    services_textes.poser_etat(ouverture, texte)
    _completer(ouverture)
    ouverture.save()
    services_textes.confirmer(par=par, ouverture=ouverture, mot=texte.confirmation)
    ouverture.exigences.filter(provenance=Provenance.EMPLOYEUR, est_corrigee=False).delete()
    _poser_exigences(ouverture, exigences)
    dire(par, ouverture, ActionJournal.MODIFICATION, "modification")
    return ouverture


def composer(champs: dict[str, Any]) -> Ouverture:
    """The typed opening as it would be, place and legal measures included; nothing is saved."""
    ouverture = Ouverture(source="saisie", **champs)
    _completer(ouverture)
    return ouverture


def _completer(ouverture: Ouverture) -> None:
    """Fill what follows from the rest: place, measures, searched text."""
    commune = ouverture.commune
    ouverture.code_departement = commune.code_departement if commune else ""
    est_precis = ouverture.latitude is not None and ouverture.longitude is not None
    if not est_precis:
        ouverture.latitude = commune.latitude if commune else None
        ouverture.longitude = commune.longitude if commune else None
    ouverture.lieu = commune.nom if commune else ""
    ouverture.details = ouverture.details | {
        "point_de_la_commune": commune is not None and not est_precis
    }
    ouverture.grille_provenance = Provenance.EMPLOYEUR if ouverture.grille else ""
    siennes = MESURES_PAR_NATURE.get(ouverture.nature, [])
    siennes = [*siennes, *MESURES_PAR_CONTRAT.get(ouverture.contrat, [])]
    ouverture.mesures = avec_clause(siennes, ouverture.clause_id is not None)
    ouverture.recherche = texte_cherche(
        ouverture.intitule, ouverture.chez, ouverture.lieu,
        ouverture.metier.libelle if ouverture.metier else "",
    )  # fmt: skip


def _poser_exigences(ouverture: Ouverture, exigences: list[ExigenceOuverture]) -> None:
    corrigees = set(ouverture.exigences.values_list("critere", "code", "provenance"))
    for exigence in exigences:
        exigence.ouverture = ouverture
        exigence.provenance = Provenance.EMPLOYEUR
    ExigenceOuverture.objects.bulk_create(
        [e for e in exigences if (e.critere, e.code, e.provenance) not in corrigees]
    )


@transaction.atomic
def changer_etat(
    *, par: Utilisateur, ouverture: Ouverture, transition: str, jour: date, motif: str = ""
) -> Ouverture:
    """Move an opening along `etats.TRANSITIONS`; TransitionRefusee with a sentence otherwise."""
    ouverture = Ouverture.objects.select_for_update().get(pk=ouverture.pk)
    ouverture.etat = etats.arrivee(transition, ouverture.etat)
    if ouverture.etat == etats.PUBLIEE:
        services_textes.exiger_licite(ouverture)
    est_finie = ouverture.etat in (etats.FERMEE, etats.POURVUE)
    ouverture.fermee_le = jour if est_finie else None
    ouverture.motif_fermeture = MotifFermeture.MAIN if transition == "fermer" else ""
    if transition == "lever_quarantaine":
        ouverture.details = services_textes.details_leves(ouverture)
    ouverture.save()
    dire(par, ouverture, ActionJournal.MODIFICATION, transition, motif=motif)
    if est_finie:
        taches.demander(DIRE_AUX_ATTENTES, cle="fermetures")
    return ouverture


@transaction.atomic
def corriger_metier(*, par: Utilisateur, ouverture: Ouverture, metier: Metier) -> Ouverture:
    """Write the métier a person chose for an imported opening; the next import keeps it."""
    ouverture.metier = metier
    details = {c: v for c, v in ouverture.details.items() if c != "metier_lu"}
    ouverture.details = details | {METIER_CORRIGE: True}
    ouverture.recherche = texte_cherche(
        ouverture.intitule, ouverture.chez, ouverture.lieu, metier.libelle
    )
    ouverture.save(update_fields=["metier", "details", "recherche", "modifie_le"])
    dire(par, ouverture, ActionJournal.MODIFICATION, "metier")
    return ouverture


@transaction.atomic
def fermer_expirees(*, jour: date) -> int:
    """Close published openings whose last day is over (the clock); return how many."""
    expirees = Ouverture.objects.filter(etat=etats.PUBLIEE, expire_le__lt=jour)
    ids = list(expirees.order_by("pk").values_list("pk", flat=True)[:2000])
    Ouverture.objects.filter(pk__in=ids, etat=etats.PUBLIEE).update(
        etat=etats.FERMEE, motif_fermeture=MotifFermeture.EXPIREE, fermee_le=jour,
        modifie_le=maintenant(), version=F("version") + 1,
    )  # fmt: skip
    evenements.publier_lot(sujet="ouverture", ids=ids, quoi="fermeture")
    if ids:
        taches.demander(DIRE_AUX_ATTENTES, cle="fermetures")
    return len(ids)


def dire(
    par: Utilisateur, ouverture: Ouverture, action: ActionJournal, quoi: str, motif: str = ""
) -> None:
    """Count, log and tell the ranking, in the transaction of the change."""
    if action == ActionJournal.MODIFICATION:
        avancer(ouverture)
    journal.noter(
        acteur=par, action=action, objet="ouverture", objet_id=ouverture.pk, champ=quoi, motif=motif
    )
    evenements.publier(sujet="ouverture", sujet_id=ouverture.pk, quoi=quoi)
