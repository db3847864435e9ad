"""Nearness of métiers: held against the official mobilities of métiers not learnt from."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from matching.moteur.evaluation.sources import Rome, lire_rome
from matching.moteur.proximite import METIERS_POUR_APPRENDRE, Proximite
from matching.moteur.proximite_mesures import Contenus

Mesure = dict[str, Any]
PROFONDEUR: Final = 10
PARTS: Final = 5


def decrire(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--rome", type=Path, help="archive officielle du ROME ; sinon l’amorce")
    parser.add_argument("--parts", type=int, default=PARTS, help="parts de la validation croisée")


def mesurer(demande: Namespace) -> Iterator[Mesure]:
    """Plain sum of measures, then learnt on the other métiers' mobilities, part by part."""
    rome = lire_rome(demande.rome)
    contenus = contenus_de(rome)
    simple = Proximite(contenus)
    yield _mesure(
        rome.nom, "somme simple, sans apprentissage", simple, rome.mobilites, rome.mobilites
    )
    if len(rome.mobilites) < METIERS_POUR_APPRENDRE:
        return
    codes = sorted(rome.mobilites)
    Random(0).shuffle(codes)
    lignes: list[tuple[float, float]] = []
    for part in range(demande.parts):
        controle = codes[part :: demande.parts]
        appris = sorted(set(codes) - set(controle))
        modele = Proximite(contenus, rome.mobilites, appris_sur=appris)
        lignes += _lignes(modele, controle, rome.mobilites)
    yield _resume(rome.nom, f"apprise, {demande.parts} parts, mobilités du métier cachées", lignes)


def contenus_de(rome: Rome) -> Contenus:
    """What the measures may read of a ROME: everything but the mobilities."""

    def de_genre(genre: str) -> dict[str, list[tuple[str, bool]]]:
        return {
            code: [lien for lien in liens if rome.genres.get(lien[0]) == genre]
            for code, liens in rome.items.items()
        }

    noms: dict[str, list[str]] = {}
    for libelle, code, _ in rome.appellations:
        if code in rome.items:
            noms.setdefault(code, []).append(libelle)
    return Contenus(
        competences=de_genre("competence"),
        savoirs=de_genre("savoir"),
        contextes=de_genre("contexte"),
        macros=rome.macros,
        noms=noms,
        textes={code: textes for code, textes in rome.fiches.items() if code in rome.items},
        parents=rome.parents,
        rubriques=rome.rubriques,
        cadres=frozenset(rome.cadres),
    )


def _mesure(
    jeu: str,
    methode: str,
    modele: Proximite,
    controle: Sequence[str] | Mapping[str, Any],
    mobilites: Mapping[str, Sequence[str]],
) -> Mesure:
    return _resume(jeu, methode, _lignes(modele, controle, mobilites))


def _resume(jeu: str, methode: str, lignes: list[tuple[float, float]]) -> Mesure:
    rappels, gains = np.array(lignes).T
    return {
        "jeu": jeu,
        "methode": methode,
        "rappel_10": round(float(rappels.mean()), 4),
        "ndcg_10": round(float(gains.mean()), 4),
        "n": len(lignes),
    }


def _lignes(
    modele: Proximite,
    controle: Sequence[str] | Mapping[str, Any],
    mobilites: Mapping[str, Sequence[str]],
) -> list[tuple[float, float]]:
    """(recall@10, nDCG@10) of each métier; every official move counts alike."""
    lignes = []
    for code in controle:
        voulus = {cible for cible in mobilites[code] if cible in modele.codes}
        if not voulus:
            continue
        proposes = modele.voisins(code, PROFONDEUR, avec_mobilites=False)
        touches = [voisin.code in voulus for voisin in proposes]
        ideal = sum(1 / np.log2(rang + 2) for rang in range(min(PROFONDEUR, len(voulus))))
        gain = sum(1 / np.log2(rang + 2) for rang, touche in enumerate(touches) if touche)
        lignes.append((sum(touches) / len(voulus), gain / ideal))
    return lignes
