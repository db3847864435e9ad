"""Near métiers: the official mobilities first, then what resembles most, with what they share.

Learning takes minutes, so the answer is kept in `var/` for every métier, by a background task;
until it is there, the official mobilities alone answer.
"""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from matching.moteur.proximite import Proximite
from matching.moteur.proximite_mesures import Contenus
from parcours.referentiels import intitules
from parcours.referentiels.models import (
    Competence,
    Metier,
    MetierCompetence,
    MetierContexte,
    Mobilite,
    NatureRegroupement,
    RegroupementMetier,
    TypeCompetence,
)

FICHIER: Final = "voisins.json"
GARDES: Final = 12
Voisins = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Proche:
    """A métier near another: how many skills they share, and whether ROME itself says so."""

    metier: Metier
    communs: int
    est_officiel: bool

    @property
    def phrase(self) -> str:
        """« 14 savoir-faire en commun »; empty when ROME says it and no skill is shared."""
        return f"{self.communs} savoir-faire en commun" if self.communs else ""


def proches(code: str, limite: int = 4, sauf: Iterable[str] = ()) -> list[Proche]:
    """The nearest métiers of one, official mobilities first; those of `sauf` left out."""
    officiels = _officiels(code)
    ordre = dict.fromkeys([*officiels, *_appris().get(code, ())])
    exclus = {code, *sauf}
    actifs = Metier.objects.filter(est_retire=False).in_bulk([c for c in ordre if c not in exclus])
    choisis = [actifs[c] for c in ordre if c in actifs][:limite]
    communs = savoir_faire_communs(code, [m.pk for m in choisis])
    return [Proche(m, len(communs.get(m.pk, ())), m.pk in officiels) for m in choisis]


def autour_de(codes: Iterable[str], limite: int = 4) -> list[tuple[Metier, list[Proche]]]:
    """Each of these métiers that exists, with the nearest ones; none of them twice."""
    voulus = Metier.objects.filter(est_retire=False).in_bulk(list(dict.fromkeys(codes)))
    vus, resultat = set(voulus), []
    for code, metier in voulus.items():
        voisins = proches(code, limite, sauf=vus)
        vus |= {p.metier.pk for p in voisins}
        if voisins:
            resultat.append((metier, voisins))
    return resultat


def savoir_faire_communs(code: str, autres: Iterable[str]) -> dict[str, list[str]]:
    """Métier → codes of the skills it shares with `code`, in two queries' worth of rows."""
    siennes = MetierCompetence.objects.filter(metier=code).values("competence_id")
    liens = MetierCompetence.objects.filter(
        metier__in=list(autres),
        competence__in=siennes,
        competence__est_retiree=False,
        competence__type=TypeCompetence.SAVOIR_FAIRE,
    )
    communs: dict[str, list[str]] = defaultdict(list)
    for metier, competence in liens.order_by("competence_id").values_list("metier", "competence"):
        communs[metier].append(competence)
    return communs


def construire(*, attendre: Callable[[Callable[[], Any]], Any] = lambda travail: travail()) -> int:
    """Learn and keep the near métiers unless those kept are of this state; return of how many."""
    if est_a_jour():
        return len(_appris())
    etat = _etat()
    contenus, mobilites = lire_contenus(), _mobilites()
    voisins = attendre(lambda: _apprendre(contenus, mobilites)) if contenus.codes else {}
    chemin = _chemin()
    chemin.parent.mkdir(parents=True, exist_ok=True)
    provisoire = chemin.with_name(f"{chemin.name}.{os.getpid()}")
    provisoire.write_text(json.dumps({"etat": etat, "voisins": voisins}), encoding="utf-8")
    provisoire.replace(chemin)
    return len(voisins)


def est_a_jour() -> bool:
    """True when what is kept was learnt from the referential as it is."""
    return _lire(*_signature()).get("etat") == _etat()


def _etat() -> str:
    return f"{intitules.etat()}-{Metier.objects.filter(est_retire=False).count()}"


def _apprendre(contenus: Contenus, mobilites: Voisins) -> Voisins:
    modele = Proximite(contenus, mobilites)
    return {
        code: [voisin.code for voisin in modele.voisins(code, GARDES)] for code in contenus.codes
    }


def lire_contenus() -> Contenus:
    """What the measures may read of the base: everything but the mobilities."""
    metiers = list(
        Metier.objects.filter(est_retire=False).values_list(
            "pk", "libelle", "definition", "acces", "code_parent", "est_cadre"
        )
    )
    source = intitules.lire_source()
    noms: dict[str, list[str]] = defaultdict(list)
    for nom, code in source.noms:
        noms[code].append(nom)
    return Contenus(
        competences=_liens(TypeCompetence.SAVOIR_FAIRE, TypeCompetence.SAVOIR_ETRE),
        savoirs=_liens(TypeCompetence.SAVOIR),
        contextes=_contextes(),
        macros=dict(Competence.objects.exclude(code_macro="").values_list("pk", "code_macro")),
        noms=noms,
        textes=source.fiches,
        parents={code: parent for code, _, _, _, parent, _ in metiers if parent},
        rubriques=_rubriques(),
        cadres=frozenset(code for code, *_, est_cadre in metiers if est_cadre),
    )


def _liens(*types: str) -> dict[str, list[tuple[str, bool]]]:
    liens = MetierCompetence.objects.filter(
        metier__est_retire=False, competence__est_retiree=False, competence__type__in=types
    ).order_by("metier_id", "competence_id")
    par_metier: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for metier, competence, coeur in liens.values_list("metier", "competence", "est_coeur"):
        par_metier[metier].append((competence, coeur))
    return par_metier


def _contextes() -> dict[str, list[tuple[str, bool]]]:
    par_metier: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    liens = MetierContexte.objects.filter(metier__est_retire=False)
    for metier, contexte in liens.order_by("metier_id", "contexte_id").values_list(
        "metier", "contexte"
    ):
        par_metier[metier].append((contexte, False))
    return par_metier


def _rubriques() -> dict[str, dict[str, list[str]]]:
    rubriques: dict[str, dict[str, list[str]]] = {}
    liens = RegroupementMetier.objects.exclude(regroupement__nature=NatureRegroupement.DOMAINE)
    for nature, metier, groupe in liens.order_by("pk").values_list(
        "regroupement__nature", "metier", "regroupement"
    ):
        rubriques.setdefault(nature, {}).setdefault(metier, []).append(groupe)
    return rubriques


def _mobilites() -> Voisins:
    mobilites: Voisins = defaultdict(list)
    for depart, arrivee in Mobilite.objects.order_by("depart_id", "rang", "arrivee_id").values_list(
        "depart_id", "arrivee_id"
    ):
        mobilites[depart].append(arrivee)
    return mobilites


def _officiels(code: str) -> list[str]:
    rangs = Mobilite.objects.filter(depart=code).order_by("rang", "arrivee_id")
    return list(rangs.values_list("arrivee_id", flat=True))


def _appris() -> Voisins:
    return _lire(*_signature()).get("voisins", {})


def _chemin() -> Path:
    return Path(settings.INTITULES_DIR) / FICHIER


def _signature() -> tuple[str, int, int]:
    try:
        disque = _chemin().stat()
    except OSError:
        return (str(_chemin()), 0, 0)
    return (str(_chemin()), disque.st_mtime_ns, disque.st_ino)


@lru_cache(maxsize=2)
def _lire(chemin: str, instant: int, numero: int) -> dict[str, Any]:
    """What is kept, read once per version; nothing when there is none or it is damaged."""
    if not instant:
        return {}
    try:
        return json.loads(Path(chemin).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
