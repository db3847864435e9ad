"""Merging two records of one person, step by recorded step, so that it can be undone exactly."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier, Fusion, StatutDossier
from parcours.dossiers.modeles.personnes import EtatQPV, Personne
from parcours.dossiers.modeles.recherches import MetierVoulu, Recherche
from parcours.dossiers.services.contacts import noter_dernier_contact
from parcours.dossiers.services.traces import tracer
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal

# Filled on the kept record when it had nothing; the place goes as a whole.
IDENTITE = (
    "nom", "telephone", "email", "naissance_le", "naissance_annee", "nationalite",
    "langue_preferee",
)  # fmt: skip
LIEU = (
    "adresse", "commune_id", "latitude", "longitude", "point_est_precis", "qpv_id", "qpv_etat",
    "qpv_calcule_le",
)  # fmt: skip
# They belong to the absorbed dossier's own past, or are computed again.
RESTENT = {"passation", "accesmotive", "recherche"}
APPLICATIONS_CALCULEES = {"matching"}

# One step: model label, column, row, value before, value after (JSON values).
Geste = list[Any]


class FusionImpossible(Exception):
    """Said to the user as it is."""


@transaction.atomic
def fusionner(*, gardee: Personne, absorbee: Personne, par: Utilisateur) -> Fusion:
    """Bring everything of `absorbee` under `gardee`; record each step.

    Two open dossiers of one structure become one: the absorbed one is closed, its content moves.
    What both have (two levels of French) stays where it was: nothing is overwritten.
    """
    # Both rows are locked in one order, so that two crossed merges cannot wait for each other.
    verrous = Personne.objects.select_for_update().filter(pk__in=[gardee.pk, absorbee.pk])
    list(verrous.order_by("pk"))
    gestes: list[Geste] = []
    for contact in absorbee.contacts.all():
        _changer(gestes, contact, "personne_id", gardee.pk)
    for dossier in absorbee.dossiers.order_by("pk"):
        _amener_dossier(gestes, dossier, gardee)
    _completer(gestes, gardee, absorbee)
    fusion = Fusion.objects.create(
        gardee=gardee, absorbee=absorbee, deplacements={"gestes": gestes}, par=par
    )
    _conclure(fusion, par)
    return fusion


@transaction.atomic
def annuler_fusion(*, fusion: Fusion, par: Utilisateur) -> None:
    """Put each step back, last first; what was changed since by someone keeps its new value.

    FusionImpossible when it is already undone, or when a later merge must be undone before.
    """
    fusion = Fusion.objects.select_for_update().get(pk=fusion.pk)
    if fusion.annulee_le is not None:
        raise FusionImpossible("Cette fusion est déjà annulée.")
    ids = [fusion.gardee_id, fusion.absorbee_id]
    suivantes = Fusion.objects.filter(pk__gt=fusion.pk, annulee_le=None)
    if suivantes.filter(Q(gardee__in=ids) | Q(absorbee__in=ids)).exists():
        raise FusionImpossible("Une fusion plus récente touche cette personne : l’annuler d’abord.")
    for label, champ, pk, avant, apres in reversed(fusion.deplacements["gestes"]):
        rang = apps.get_model(label)._base_manager.filter(pk=pk, **{champ: apres})
        rang.update(**{champ: avant})
    fusion.annulee_le = maintenant()
    fusion.save(update_fields=["annulee_le", "modifie_le"])
    _conclure(fusion, par)


def _changer(gestes: list[Geste], objet: models.Model, champ: str, apres: Any) -> bool:
    """Change one column and record it; False when a constraint keeps the row where it is."""
    avant = getattr(objet, champ)
    rang = type(objet)._base_manager.filter(pk=objet.pk)
    try:
        with transaction.atomic():
            rang.update(**{champ: apres})
    except IntegrityError:
        return False
    setattr(objet, champ, apres)
    gestes.append([objet._meta.label, champ, objet.pk, _json(avant), _json(apres)])
    return True


def _json(valeur: Any) -> Any:
    return valeur.isoformat() if hasattr(valeur, "isoformat") else valeur


def _amener_dossier(gestes: list[Geste], dossier: Dossier, gardee: Personne) -> None:
    ouverts = gardee.dossiers.non_clos().filter(structure=dossier.structure_id)
    garde = ouverts.first() if dossier.statut != StatutDossier.CLOS else None
    if garde is not None:
        _deverser(gestes, dossier, garde)
        _changer(gestes, dossier, "statut", StatutDossier.CLOS.value)
        _changer(gestes, dossier, "clos_le", aujourd_hui())
    _changer(gestes, dossier, "personne_id", gardee.pk)


def _deverser(gestes: list[Geste], absorbe: Dossier, garde: Dossier) -> None:
    """Move the rows of a dossier, of this app and of those above, one by one."""
    for lien in Dossier._meta.related_objects:
        modele = lien.related_model
        nom = modele._meta.model_name or ""
        if nom.startswith("historical") or nom in RESTENT:
            continue
        if modele._meta.app_label in APPLICATIONS_CALCULEES:
            continue
        for rang in modele._base_manager.filter(**{lien.field.name: absorbe}).order_by("pk"):
            _changer(gestes, rang, lien.field.attname, garde.pk)
    sienne = Recherche.objects.filter(dossier=garde).first()
    if sienne is not None:
        for voulu in MetierVoulu.objects.filter(recherche__dossier=absorbe).order_by("pk"):
            _changer(gestes, voulu, "recherche_id", sienne.pk)


def _completer(gestes: list[Geste], gardee: Personne, absorbee: Personne) -> None:
    gardee.refresh_from_db()
    champs = [c for c in IDENTITE if getattr(absorbee, c) and not getattr(gardee, c)]
    if absorbee.commune_id and not gardee.commune_id:
        champs += LIEU
    elif gardee.qpv_etat == EtatQPV.INCONNU and absorbee.qpv_etat != EtatQPV.INCONNU:
        champs += LIEU[2:]
    for champ in champs:
        _changer(gestes, gardee, champ, getattr(absorbee, champ))
    if absorbee.compte_id and not gardee.compte_id:
        compte = absorbee.compte_id
        _changer(gestes, absorbee, "compte_id", None)
        _changer(gestes, gardee, "compte_id", compte)


def _conclure(fusion: Fusion, par: Utilisateur) -> None:
    """History rows for both, last contacts, traces and a new ranking."""
    for personne in Personne.objects.filter(pk__in=[fusion.gardee_id, fusion.absorbee_id]):
        personne.save()
    dossiers = Dossier.objects.filter(personne__in=[fusion.gardee_id, fusion.absorbee_id])
    for dossier in dossiers.order_by("pk"):
        noter_dernier_contact(dossier=dossier)
        tracer(dossier=dossier, par=par, objet=fusion, evenement="fusion")
    journal.noter(acteur=par, action=ActionJournal.MODIFICATION, objet="fusion", objet_id=fusion.pk)
