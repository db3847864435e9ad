"""What a collective solution would open for everyone followed: asked by a person, done by a task.

The engine sees profiles without functional limits and integers for labels; labels (neighbourhood
and sex) come from the database apart, and only counts are kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import monotonic
from typing import Final

import numpy as np
from django.db import transaction

from matching import catalogues, masse, tables
from matching.catalogues import Lecture
from matching.collectives import Choix
from matching.destinations import ouvertures_vers
from matching.models import Calcul, EssaiCollectif
from matching.moteur import Profil
from matching.services import souvenirs
from matching.services.calculs import Progres, lots
from parcours.comptes.models import Utilisateur
from parcours.dossiers import lieux
from parcours.dossiers.modeles.dossiers import StatutDossier
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import EtatTache
from parcours.socle.taches import demander

# People read and counted at a time: the lease is renewed between two lots.
LOT: Final = 2000
TACHE: Final = "matching.essayer_collective"


def demander_essai(choix: Choix, *, par: Utilisateur, jour: date | None = None) -> EssaiCollectif:
    """Ask for what a solution would open today; the same question of the day is asked once.

    A question whose task has failed is asked again.
    """
    with transaction.atomic():
        essai, _ = EssaiCollectif.objects.select_related("tache").get_or_create(
            jour=jour or aujourd_hui(), cle=choix.cle,
            defaults={"nature": choix.nature, "valeurs": dict(choix.valeurs), "demande_par": par},
        )  # fmt: skip
        if essai.comptes is None and not _est_en_route(essai):
            essai.tache = demander(TACHE, {"essai": essai.pk}, cle=str(essai.pk), file="long")
            essai.save(update_fields=["tache", "modifie_le"])
    return essai


def _est_en_route(essai: EssaiCollectif) -> bool:
    vivants = (EtatTache.EN_ATTENTE, EtatTache.EN_COURS)
    return essai.tache is not None and essai.tache.etat in vivants


def essayer(essai_id: int, *, progresser: Progres | None = None, coeurs: int = 2) -> EssaiCollectif:
    """Count and keep; a trial already counted is left as it is."""
    essai = EssaiCollectif.objects.get(pk=essai_id)
    if essai.comptes is not None:
        return essai
    debut, choix = monotonic(), Choix(essai.nature, essai.valeurs)
    lecture = catalogues.courant(essai.jour)
    essai.comptes = compter(choix, lecture, jour=essai.jour, progresser=progresser, coeurs=coeurs)
    essai.ouvertures = len(lecture.catalogue.cles)
    essai.millisecondes = round(1000 * (monotonic() - debut))
    essai.save(update_fields=["comptes", "ouvertures", "millisecondes", "modifie_le"])
    return essai


def compter(
    choix: Choix,
    lecture: Lecture,
    *,
    jour: date,
    progresser: Progres | None = None,
    coeurs: int = 1,
) -> list[list[str | int]]:
    """[neighbourhood, sex, everyone, concerned, winners, pairs] of every place where people live."""
    ou = _lieux()
    rangs = {lieu: rang for rang, lieu in enumerate(sorted(set(ou.values())))}
    vers = ouvertures_vers(choix.valeurs["vers"], jour) if "vers" in choix.valeurs else None
    solution = masse.Solution(choix.etape(), vers, choix.est_de_nuit)
    concernes, gagnants, paires = Counter[int](), Counter[int](), Counter[int]()
    ids, faits = list(ou), 0
    for lot in lots(ids, LOT):
        # Those it can change nothing for are left out before the engine sees anybody.
        siens = {cle: p for cle, p in _profils(lot, jour).items() if choix.concerne(p)}
        etiquettes = np.array([rangs[ou[cle]] for cle in siens], dtype=np.int64)
        concernes.update(etiquettes.tolist())
        trouve = masse.collective(
            list(siens.values()), lecture, solution, jour=jour, etiquettes=etiquettes, coeurs=coeurs
        )
        gagnants.update(trouve.gagnants)
        paires.update(trouve.paires)
        faits += len(lot)
        if progresser:
            progresser(faits, len(ids))
    tous = Counter(ou.values())
    return [[*lieu, tous[lieu], concernes[r], gagnants[r], paires[r]] for lieu, r in rangs.items()]


def _profils(dossier_ids: list[int], jour: date) -> dict[int, Profil]:
    """Profiles without functional limits; those a worker still holds are not read again."""
    derniers = Calcul.objects.derniers(dossier_ids).values_list("dossier_id", "empreinte")
    tenus = {
        cle: replace(profil, limites=frozenset())
        for cle, profil in souvenirs.profils_de(dict(derniers), jour).items()
    }
    manquent = [cle for cle in dossier_ids if cle not in tenus]
    lus = tables.profils(manquent, jour, avec_sante=False) if manquent else {}
    return tenus | lus


def _lieux() -> dict[int, lieux.Lieu]:
    """Open dossier → neighbourhood and sex; the engine is given their rank and nothing else."""
    ouverts = Dossier.objects.filter(statut=StatutDossier.OUVERT).order_by("pk")
    lignes: Sequence[tuple[int, str, str]] = ouverts.annotate(
        q=lieux.quartier(), s=lieux.sexe()
    ).values_list("pk", "q", "s")  # type: ignore[assignment]
    return {cle: (quartier, sexe) for cle, quartier, sexe in lignes}
