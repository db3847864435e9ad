"""Writing the life of a barrier: found, changed, taken up, lifted, accepted, come back."""

from datetime import date

from django.db import transaction

from freins.etats import GESTES_FREIN, GesteImpossible, arrivee
from freins.models import OUVERTS, Frein, ImpactFrein, StatutFrein
from freins.regles.thematiques import a_stocker
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal


@transaction.atomic
def identifier(
    *,
    dossier: Dossier,
    thematique: str,
    par: Utilisateur,
    jour: date,
    impact: str = ImpactFrein.GENANT,
    est_prioritaire: bool | None = None,
) -> Frein:
    """Return the one open barrier of this thématique: new, come back, or changed.

    For health the category alone is stored. ThematiqueInconnue on a value of no referential.
    """
    stockee = a_stocker(thematique)
    verrouiller(dossier)
    frein = _dernier(dossier, stockee)
    if frein is None:
        frein = Frein(
            dossier=dossier, thematique=stockee, impact=impact, identifie_le=jour,
            identifie_par=par, est_prioritaire=bool(est_prioritaire),
        )  # fmt: skip
        return _enregistrer(frein, par, ActionJournal.CREATION)
    if frein.statut not in OUVERTS:
        _revenir(frein, jour, par)
    prioritaire = frein.est_prioritaire if est_prioritaire is None else est_prioritaire
    return _changer(frein, impact, prioritaire, par)


@transaction.atomic
def changer(*, frein: Frein, impact: str, est_prioritaire: bool, par: Utilisateur) -> Frein:
    """Change impact and priority; nothing is written when nothing changes."""
    frein = _relire(frein)
    if frein.statut not in OUVERTS:
        raise GesteImpossible("Ce frein n’est plus ouvert : le rouvrir avant de le modifier.")
    return _changer(frein, impact, est_prioritaire, par)


@transaction.atomic
def faire(*, frein: Frein, geste: str, par: Utilisateur, jour: date) -> Frein:
    """Apply one transition of the table; GesteImpossible when it is not allowed any more."""
    frein = _relire(frein)
    vers = arrivee(GESTES_FREIN, geste, frein.statut)
    if vers == StatutFrein.IDENTIFIE:
        _refuser_doublon(frein)
        _revenir(frein, jour, par)
    frein.statut = vers
    if vers in (StatutFrein.LEVE, StatutFrein.ACCEPTE):
        frein.leve_le, frein.leve_par = jour, par
    return _enregistrer(frein, par)


def verrouiller(dossier: Dossier) -> None:
    """Make two writers of the same dossier follow one another (row lock on PostgreSQL)."""
    Dossier.objects.select_for_update().only("pk").get(pk=dossier.pk)


def _relire(frein: Frein) -> Frein:
    verrouiller(frein.dossier)
    return Frein.objects.select_related("dossier").get(pk=frein.pk)


def _dernier(dossier: Dossier, thematique: str) -> Frein | None:
    """The open one, else the latest closed one."""
    siens = Frein.objects.filter(dossier=dossier, thematique=thematique).order_by("-pk")
    return siens.filter(statut__in=OUVERTS).first() or siens.first()


def _refuser_doublon(frein: Frein) -> None:
    ouverts = Frein.objects.filter(
        dossier=frein.dossier, thematique=frein.thematique, statut__in=OUVERTS
    )
    if ouverts.exists():
        raise GesteImpossible("Un frein du même thème est déjà ouvert dans ce dossier.")


def _revenir(frein: Frein, jour: date, par: Utilisateur) -> None:
    frein.statut, frein.identifie_le, frein.identifie_par = StatutFrein.IDENTIFIE, jour, par
    frein.leve_le = frein.leve_par = None


def _changer(frein: Frein, impact: str, est_prioritaire: bool, par: Utilisateur) -> Frein:
    stocke = Frein.objects.get(pk=frein.pk)
    frein.impact, frein.est_prioritaire = impact, est_prioritaire
    champs = ("impact", "est_prioritaire", "statut")
    if all(getattr(frein, champ) == getattr(stocke, champ) for champ in champs):
        return frein
    return _enregistrer(frein, par)


def _enregistrer(
    frein: Frein, par: Utilisateur, action: ActionJournal = ActionJournal.MODIFICATION
) -> Frein:
    frein._history_user = par  # type: ignore[attr-defined]
    frein.save()
    tracer(dossier=frein.dossier, par=par, action=action, objet=frein, evenement="frein")
    return frein
