"""Background work whose truth is a database row: ask, lease, progress, retry, sweep.

The broker may lose a message (the filesystem one removes it before the task runs), a worker may
be killed: the row stays, its lease ends, and `balayer` sends it again. Functions registered here
must therefore be idempotent.
"""

import logging
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from kombu.exceptions import OperationalError

from parcours.socle.horloge import maintenant
from parcours.socle.models import EtatTache, Tache

log = logging.getLogger(__name__)
TENTATIVES_MAX = 5
DELAI_RENVOI = timedelta(seconds=30)
# A task due within this time is sent at once, to be run then; a later one by the sweeper.
BIENTOT = timedelta(seconds=15)
SURETE = timedelta(milliseconds=50)  # a message that comes before its row is due is lost
OUVRIER_MORT = "OuvrierArrete"  # shown where the type of an exception is


class BailPerdu(Exception):
    """Another worker has taken the task over: stop, it goes on there."""


class EchecSansReprise(Exception):
    """Trying again by itself would not help: failed at once, until a person tries again."""


class Contexte:
    """What a running task uses to keep its lease and say how far it is."""

    def __init__(self, tache: Tache) -> None:
        self.tache = tache

    def progresser(self, fait: int, total: int | None = None) -> None:
        """Record progress and renew the lease; raise BailPerdu when it was taken over."""
        self._noter({"fait": fait} | ({} if total is None else {"total": total}))

    def avancer(self, fait: int, total: int, etape: str, reprise: Mapping[str, Any]) -> None:
        """The same, with the step in words and what a next run needs to go on after it."""
        self._noter({"fait": fait, "total": total, "etape": etape[:120], "reprise": dict(reprise)})

    def reprise(self) -> Mapping[str, Any]:
        """What the run before this one left, when it was cut; empty at the first."""
        return dict(self.tache.reprise)

    def _noter(self, champs: dict[str, Any]) -> None:
        mine = Tache.objects.filter(
            pk=self.tache.pk, etat=EtatTache.EN_COURS, bail_jeton=self.tache.bail_jeton
        )
        if not mine.update(**champs, bail_jusqu_a=maintenant() + settings.BAIL_TACHE):
            raise BailPerdu(self.tache.nom)


Travail = Callable[[Contexte, dict[str, Any]], None]
_registre: dict[str, Travail] = {}


def tache(nom: str) -> Callable[[Travail], Travail]:
    """Register a function `(contexte, arguments)` as the work of the tasks of that name."""

    def enregistrer(fonction: Travail) -> Travail:
        _registre[nom] = fonction
        return fonction

    return enregistrer


def demander(
    nom: str,
    arguments: dict[str, Any] | None = None,
    *,
    cle: str = "",
    file: str = "court",
    pas_avant: datetime | None = None,
    repit: timedelta | None = None,
) -> Tache:
    """Write the row of a task and send it once the transaction is committed.

    With `cle`, a task of that name and key already waiting is returned instead (debounce).
    `arguments` hold ids only, never a person's data. With `pas_avant`, it is run no sooner; with
    `repit`, no sooner than that after the one asked for before it under the same name and key.
    """
    if repit and pas_avant is None:
        pas_avant = _apres_repit(nom, cle, repit)
    try:
        with transaction.atomic():
            rang = Tache.objects.create(
                nom=nom, arguments=arguments or {}, cle=cle, file=file, pas_avant=pas_avant
            )
    except IntegrityError:
        attente = Tache.objects.filter(nom=nom, cle=cle, etat=EtatTache.EN_ATTENTE).first()
        if attente is None:  # taken by a worker in between: ask again
            return demander(nom, arguments, cle=cle, file=file, pas_avant=pas_avant)
        return attente
    if pas_avant is None or pas_avant - maintenant() <= BIENTOT:
        transaction.on_commit(lambda: envoyer(rang))
    return rang


def _apres_repit(nom: str, cle: str, repit: timedelta) -> datetime | None:
    """When the pause after the last task of this name and key ends, if it has not."""
    derniere = Tache.objects.filter(nom=nom, cle=cle).order_by("-pk").first()
    fin = derniere.cree_le + repit if derniere else None
    return fin if fin and maintenant() < fin <= maintenant() + repit else None


def envoyer(rang: Tache) -> None:
    """Send the message « look at row N »; a broker out of reach only delays it (sweeper)."""
    Tache.objects.filter(pk=rang.pk).update(envoyee_le=maintenant())
    try:
        _poster(rang)
    except (OSError, OperationalError):  # files, then network brokers
        log.warning("courtier injoignable, la tâche %s sera renvoyée", rang.pk)


def _poster(rang: Tache) -> None:
    # Here and not on top: `tasks` imports this module. (`send_task` would ignore the eager mode.)
    from parcours.socle.tasks import executer as message

    # The worker keeps it until then; should it die meanwhile, the sweeper sends it again.
    quand = {"eta": rang.pas_avant + SURETE} if rang.pas_avant else {}
    message.apply_async(args=(rang.pk,), queue=rang.file, **quand)


def executer(tache_id: int) -> bool:
    """Run the task if its lease is free; return False when someone else has it or it is over."""
    rang = _prendre_bail(tache_id)
    if rang is None:
        return False
    try:
        _registre[rang.nom](Contexte(rang), rang.arguments)
    except BailPerdu:
        return False
    except Exception as erreur:
        _echouer(rang, erreur)
        log.exception("tâche %s (%s) en échec", rang.pk, rang.nom)
        return False
    return _finir(rang)


def balayer() -> int:
    """Send again what waits too long or whose worker died; return how many.

    A task whose worker died at every try stays failed and visible: it may be what kills them.
    """
    _abandonner_les_mortelles()
    limite = maintenant() - DELAI_RENVOI
    oubliees = Tache.objects.filter(
        Q(etat=EtatTache.EN_ATTENTE) & _est_due() & (Q(envoyee_le=None) | Q(envoyee_le__lt=limite))
        | Q(etat=EtatTache.EN_COURS, bail_jusqu_a__lt=maintenant())
    )
    rangs = list(oubliees.order_by("pk")[:200])
    for rang in rangs:
        envoyer(rang)
    return len(rangs)


def relancer(rang: Tache) -> bool:
    """Let a person retry a failed task; False when it is not failed or waits already elsewhere."""
    echouee = Tache.objects.filter(pk=rang.pk, etat=EtatTache.ECHOUEE)
    try:
        with transaction.atomic():
            repris = echouee.update(
                etat=EtatTache.EN_ATTENTE, tentatives=0, erreur="", bail_jusqu_a=None, finie_le=None
            )
    except IntegrityError:  # the same work (name and key) was asked again and waits its turn
        return False
    if repris:
        transaction.on_commit(lambda: envoyer(rang))
    return bool(repris)


def _abandonner_les_mortelles() -> None:
    """Fail the tasks that took their last lease and let it end without a word."""
    Tache.objects.filter(
        etat=EtatTache.EN_COURS, bail_jusqu_a__lt=maintenant(), tentatives__gte=TENTATIVES_MAX
    ).update(etat=EtatTache.ECHOUEE, finie_le=maintenant(), bail_jusqu_a=None, erreur=OUVRIER_MORT)


def _est_due() -> Q:
    return Q(pas_avant=None) | Q(pas_avant__lte=maintenant())


def _prendre_bail(tache_id: int) -> Tache | None:
    jeton = uuid.uuid4()
    # One UPDATE decides which of two workers gets the row.
    pris = (
        Tache.objects.filter(pk=tache_id)
        .filter(
            Q(etat=EtatTache.EN_ATTENTE) & _est_due()
            | Q(etat=EtatTache.EN_COURS, bail_jusqu_a__lt=maintenant())
        )
        .update(
            etat=EtatTache.EN_COURS,
            bail_jeton=jeton,
            bail_jusqu_a=maintenant() + settings.BAIL_TACHE,
            tentatives=F("tentatives") + 1,
        )
    )
    return Tache.objects.get(pk=tache_id) if pris else None


def _finir(rang: Tache) -> bool:
    """Close the row; False when the lease was lost, since the task then goes on elsewhere."""
    mine = Tache.objects.filter(pk=rang.pk, bail_jeton=rang.bail_jeton)
    return bool(
        mine.update(etat=EtatTache.FAITE, finie_le=maintenant(), erreur="", bail_jusqu_a=None)
    )


def _echouer(rang: Tache, erreur: Exception) -> None:
    """Wait again while tries remain, then stay failed and visible. Only the type is kept:
    an exception's text may carry a person's data."""
    encore = rang.tentatives < TENTATIVES_MAX and not isinstance(erreur, EchecSansReprise)
    attente = EtatTache.EN_ATTENTE if encore else EtatTache.ECHOUEE
    champs: dict[str, Any] = {"bail_jusqu_a": None, "erreur": type(erreur).__name__}
    if not encore:
        champs["finie_le"] = maintenant()
    mine = Tache.objects.filter(pk=rang.pk, bail_jeton=rang.bail_jeton)
    try:
        with transaction.atomic():
            mine.update(etat=attente, envoyee_le=maintenant(), **champs)
    except IntegrityError:  # the same work was asked again meanwhile: that row goes on
        mine.update(**champs | {"etat": EtatTache.ECHOUEE, "finie_le": maintenant()})
