"""What the person can do: each write asks for a new ranking."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from matching.moteur.vocabulaire import PREUVES
from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.qualifications import CompetencePersonne, Experience, Langue
from parcours.dossiers.services.rejeu import une_fois
from parcours.dossiers.services.traces import tracer
from parcours.socle.models import ActionJournal


def enregistrer_qualification(*, dossier: Dossier, par: Utilisateur | None, objet: Any) -> Any:
    """Save a diploma, certificate, licence, language, experience or skill of this dossier.

    A new one carrying a `jeton` already used is not made again: the first one is returned.
    """

    def sauver() -> Any:
        est_neuf = objet.pk is None
        objet.dossier = dossier
        objet.save()
        action = ActionJournal.CREATION if est_neuf else ActionJournal.MODIFICATION
        quoi = "langue" if isinstance(objet, Langue) else "qualification"
        tracer(dossier=dossier, par=par, action=action, objet=objet, evenement=quoi)
        return objet

    if objet.pk is None and getattr(objet, "jeton", None):
        return une_fois(type(objet), objet.jeton, sauver, dossier=dossier)
    with transaction.atomic():
        return sauver()


@transaction.atomic
def retirer_qualification(*, objet: Any, par: Utilisateur) -> None:
    """Remove a qualification; its history stays."""
    tracer(
        dossier=objet.dossier,
        par=par,
        action=ActionJournal.SUPPRESSION,
        objet=objet,
        evenement="qualification",
    )
    objet.delete()


@transaction.atomic
def ajouter_competences(
    *,
    dossier: Dossier,
    par: Utilisateur | None,
    codes: Iterable[str],
    experience: Experience | None = None,
    preuve: str = "declaree",
) -> int:
    """Add the ROME skills not yet known; return how many. A known one keeps its proof."""
    connus = set(dossier.competences.values_list("competence_id", flat=True))
    nouveaux = [code for code in dict.fromkeys(codes) if code not in connus]
    for code in nouveaux:
        CompetencePersonne.objects.create(
            dossier=dossier, competence_id=code, preuve=preuve, experience=experience
        )
    if nouveaux:
        tracer(dossier=dossier, par=par, champ="competences", evenement="qualification")
    return len(nouveaux)


@transaction.atomic
def noter_vecu(
    *, dossier: Dossier, par: Utilisateur | None, experience: Experience, preuves: Mapping[str, str]
) -> int:
    """Keep an experience from life and the skills it gives; return how many are new or better.

    `preuves`: ROME skill → proof. A skill known already keeps the better of the two proofs. A form
    sent twice (same `jeton`) writes nothing more.
    """
    if Experience.objects.filter(dossier=dossier, jeton=experience.jeton).exists():
        return 0
    experience = enregistrer_qualification(dossier=dossier, par=par, objet=experience)
    connues = {c.competence_id: c for c in dossier.competences.filter(competence__in=preuves)}
    degres = list(PREUVES)
    changees = 0
    for code, preuve in sorted(preuves.items()):
        connue = connues.get(code)
        if connue is None:
            connue = CompetencePersonne(dossier=dossier, competence_id=code, experience=experience)
        elif degres.index(connue.preuve) >= degres.index(preuve):
            continue
        connue.preuve = preuve
        enregistrer_qualification(dossier=dossier, par=par, objet=connue)
        changees += 1
    return changees


@transaction.atomic
def noter_langue(
    *, dossier: Dossier, par: Utilisateur | None, code: str = "fr", oral: str = "", ecrit: str = ""
) -> Langue:
    """Write the level of a language (CEFR, oral and written apart; empty = unknown).

    French (`fr`) is the measure of the family `langue`. Writes nothing when nothing changes.
    """
    langue = Langue.objects.filter(dossier=dossier, code=code).first()
    if langue and (langue.oral, langue.ecrit) == (oral, ecrit):
        return langue
    langue = langue or Langue(dossier=dossier, code=code)
    langue.oral, langue.ecrit = oral, ecrit
    langue.save()
    tracer(dossier=dossier, par=par, objet=langue, evenement="langue")
    return langue
