"""Alerts that end in an act: a group eligible for a family and never referred to it.

The machine raises, brings up to date and drops an alert that no longer holds; a human handles it or
sets it aside with a reason. Nothing here ranks anyone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from matching.equite import Groupe
from matching.equite.bayes import proba_rapport_sous
from matching.equite.petits_nombres import EXTERNE
from matching.equite.verdicts import SEUIL_PROBA
from matching.models import AlerteEquite, EligibiliteFamille, EtatAlerte
from parcours.comptes.models import Utilisateur
from parcours.dossiers import groupes
from parcours.orientations.etats import EtatOrientation
from parcours.orientations.models import Orientation
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal

JOURS: Final = 60
DIMENSIONS: Final = ("sexe", "qpv", "sexe_qpv")


class AlerteClose(ValueError):
    """The alert has been handled already, or no longer holds."""


@dataclass(frozen=True, slots=True)
class Constat:
    """A group never referred in a family while people of the reference were."""

    structure_id: int
    dimension: str
    groupe: str
    famille: str
    nombre: int


def jamais_orientes(jour: date) -> QuerySet[Any]:
    """Eligible for at least `JOURS`… and not referred to the family since."""
    debut = timezone.make_aware(datetime.combine(jour - timedelta(days=JOURS), time.min))
    vers_la_famille = Orientation.objects.filter(
        dossier=OuterRef("dossier"),
        ouverture__metier__code__startswith=OuterRef("famille"),
        envoyee_le__gte=debut,
    ).exclude(etat=EtatOrientation.ANNULEE)
    return EligibiliteFamille.objects.annotate(a_ete_orientee=Exists(vers_la_famille))


def constater(jour: date) -> Iterator[Constat]:
    """Groups of at least 11 eligible people whose referrals are probably under 4/5 of the others’."""
    for dimension in DIMENSIONS:
        comptes = _comptes(dimension, jour)
        reference = groupes.REFERENCES[dimension]
        for (structure, famille, groupe), (orientes, total) in sorted(comptes.items()):
            autre = comptes.get((structure, famille, reference))
            if groupe == reference:  # the reference may be the one left aside
                autre = _les_autres(comptes, structure, famille, reference)
            if groupe == groupes.NON_RENSEIGNE or autre is None:
                continue
            if _est_a_dire(Groupe(groupe, orientes, total), Groupe("", *autre)):
                yield Constat(structure, dimension, groupe, famille, total - orientes)


def _est_a_dire(groupe: Groupe, autre: Groupe) -> bool:
    if min(groupe.autres, autre.total) < EXTERNE.seuil:
        return False
    return (proba_rapport_sous(groupe, autre) or 0.0) > SEUIL_PROBA


Comptes = dict[tuple[int, str, str], tuple[int, int]]


def _les_autres(
    comptes: Comptes, structure: int, famille: str, sauf: str
) -> tuple[int, int] | None:
    autres = [
        c
        for (s, f, g), c in comptes.items()
        if (s, f) == (structure, famille) and g not in (sauf, groupes.NON_RENSEIGNE)
    ]
    return (sum(x for x, _ in autres), sum(n for _, n in autres)) if autres else None


def _comptes(dimension: str, jour: date) -> Comptes:
    """(referred, eligible) by structure, family and group: counts only."""
    lignes = (
        jamais_orientes(jour)
        .values("famille", "a_ete_orientee", "dossier__structure_id",
                g=groupes.expression(dimension, jour, "dossier__"))
        .annotate(n=Count("pk"))
        .order_by()
    )  # fmt: skip
    comptes: Comptes = {}
    for li in lignes:
        cle = li["dossier__structure_id"], li["famille"], li["g"]
        oui, total = comptes.get(cle, (0, 0))
        comptes[cle] = oui + li["n"] * bool(li["a_ete_orientee"]), total + li["n"]
    return comptes


def actualiser_alertes(*, jour: date | None = None) -> int:
    """Raise what is new, bring the rest up to date, drop what no longer holds; how many stand."""
    jour = jour or aujourd_hui()
    constats = {(c.structure_id, c.dimension, c.groupe, c.famille): c for c in constater(jour)}
    with transaction.atomic():
        for alerte in AlerteEquite.objects.filter(etat=EtatAlerte.OUVERTE):
            cle = alerte.structure_id, alerte.dimension, alerte.groupe, alerte.famille
            constat = constats.pop(cle, None)
            _mettre_a_jour(alerte, constat)
        recentes = _closes_depuis(jour - timedelta(days=JOURS))
        AlerteEquite.objects.bulk_create(
            AlerteEquite(
                structure_id=c.structure_id, dimension=c.dimension, groupe=c.groupe,
                famille=c.famille, nombre=c.nombre,
            )
            for cle, c in constats.items() if cle not in recentes
        )  # fmt: skip
    return AlerteEquite.objects.filter(etat=EtatAlerte.OUVERTE).count()


def _mettre_a_jour(alerte: AlerteEquite, constat: Constat | None) -> None:
    """The machine’s own note: brought up to date, or withdrawn; its state is for humans."""
    if constat is None:
        alerte.delete()
    elif alerte.nombre != constat.nombre:
        alerte.nombre = constat.nombre
        alerte.save(update_fields=["nombre", "modifie_le"])


def _closes_depuis(jour: date) -> set[tuple[Any, ...]]:
    """What a human has just closed is not said again the next night."""
    closes = AlerteEquite.objects.filter(
        etat__in=[EtatAlerte.TRAITEE, EtatAlerte.ECARTEE], close_le__date__gte=jour
    )
    return set(closes.values_list("structure_id", "dimension", "groupe", "famille"))


def clore(*, alerte_id: int, etat: str, motif: str, par: Utilisateur) -> AlerteEquite:
    """Handled or set aside, with what was done or why; AlerteClose when it no longer stands."""
    if etat not in (EtatAlerte.TRAITEE, EtatAlerte.ECARTEE) or len(motif.strip()) < 5:
        raise ValueError(
            "Dire en quelques mots ce qui a été fait, ou pourquoi l’alerte est écartée."
        )
    with transaction.atomic():
        alerte = AlerteEquite.objects.select_for_update().get(pk=alerte_id)
        if alerte.etat != EtatAlerte.OUVERTE:
            raise AlerteClose("Cette alerte a déjà été traitée.")
        alerte.etat, alerte.motif, alerte.par = etat, motif.strip(), par
        alerte.close_le = maintenant()
        alerte.save(update_fields=["etat", "motif", "par", "close_le", "modifie_le"])
        journal.noter(
            acteur=par, action=ActionJournal.MODIFICATION, objet="alerte_equite",
            objet_id=alerte.pk, motif=etat,
        )  # fmt: skip
    return alerte
