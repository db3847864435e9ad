"""Titles to métiers: hidden ROME appellations, real offer titles, the MELO benchmark."""

import csv
import statistics
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np

from matching.moteur.evaluation.sources import Rome, lire_rome
from matching.moteur.intitules import Liens, LieurIntitules, normaliser
from matching.moteur.intitules.fautes import avec_une_faute
from matching.moteur.intitules.formes import suite_de_mots
from matching.moteur.intitules.termes import Tfidf, compteur_lettres

Mesure = dict[str, Any]
Cas = tuple[str, Callable[[str], bool]]
PROFONDEUR: Final = 10
PART_CACHEE: Final = 0.1
CONNUS_ESSAYES: Final = 1000
PLANCHERS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
METHODE: Final = "LieurIntitules"
TEMOIN: Final = "plus proche voisin, lettres"


def decrire(parser: ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--rome", type=Path, help="archive officielle du ROME ; sinon l’amorce")
    parser.add_argument("--paires", type=Path, help="titres d’offres réels avec leur code (CSV)")
    parser.add_argument("--melo", type=Path, help="dossier du banc d’essai MELO (fra → fr)")
    parser.add_argument("--graines", type=int, nargs="*", default=[0, 1, 2, 3, 4])
    parser.add_argument("--sans-regression", action="store_true", help="lecture plus rapide")
    parser.add_argument(
        "--melanger", action="store_true", help="étiquettes mélangées : tout doit s’effondrer"
    )


def mesurer(demande: Namespace) -> Iterator[Mesure]:
    """All the measures asked for; hidden appellations when neither pairs nor MELO are."""
    if demande.melo is not None:
        yield from mesurer_melo(demande.melo, avec_regression=not demande.sans_regression)
    if demande.paires is not None:
        rome = _melee(lire_rome(demande.rome), demande.melanger)
        yield from mesurer_paires(rome, demande.paires, not demande.sans_regression)
    if demande.melo is None and demande.paires is None:
        rome = _melee(lire_rome(demande.rome), demande.melanger)
        yield from mesurer_rome(rome, demande.graines, not demande.sans_regression)


def _melee(rome: Rome, est_demande: bool) -> Rome:
    """The same labels with codes dealt at random: nothing may be learnt from them."""
    if not est_demande:
        return rome
    codes = [code for _, code, _ in rome.appellations]
    Random(0).shuffle(codes)
    appellations = [(a[0], code, False) for a, code in zip(rome.appellations, codes, strict=True)]
    nom = f"{rome.nom}, étiquettes mélangées"
    return Rome(nom, appellations, metiers=rome.metiers, parents=rome.parents)


def lieur_de(rome: Rome, caches: frozenset[int] = frozenset(), **options: Any) -> LieurIntitules:
    """Read a ROME without the appellations of the given ranks."""
    gardes = [(a[0], a[1]) for rang, a in enumerate(rome.appellations) if rang not in caches]
    groupes = [rome.parents, rome.domaines] if rome.parents else [rome.domaines]
    return LieurIntitules(gardes, fiches=rome.fiches, groupes=groupes, **options)


def mesurer_rome(
    rome: Rome, graines: Sequence[int], avec_regression: bool = True
) -> Iterator[Mesure]:
    """Hide a tenth of the appellations, clean and with a slip; then the mean over the seeds.

    « inédits » draws among all the appellations and keeps the métiers' own labels in the corpus, as
    the published anchors did: about one drawn title in eight is such a label, hence known.
    « inédits stricts » leaves these out: not one of its titles is in the corpus.
    """
    par_jeu: dict[tuple[str, str], list[Mesure]] = {}
    for graine in graines:
        for mesure in _mesurer_graine(rome, graine, avec_regression):
            par_jeu.setdefault((mesure["jeu"], mesure["methode"]), []).append(mesure)
            yield {**mesure, "jeu": f"{mesure['jeu']} (graine {graine})"}
    for mesures in par_jeu.values():
        yield _moyenne(mesures)


def _mesurer_graine(rome: Rome, graine: int, avec_regression: bool) -> Iterator[Mesure]:
    hasard = Random(graine)
    tous = range(len(rome.appellations))
    tires = sorted(hasard.sample(tous, round(PART_CACHEE * len(tous))))
    est_stricte = [not rome.appellations[rang][2] for rang in tires]
    caches = frozenset(r for r, stricte in zip(tires, est_stricte, strict=True) if stricte)
    lieur = lieur_de(rome, caches, avec_regression=avec_regression)
    titres = [rome.appellations[rang][0] for rang in tires]
    codes = [rome.appellations[rang][1] for rang in tires]
    prefixe = "ROME" if rome.parents else "amorce"
    prefixe += " mélangé" if "mélangées" in rome.nom else ""
    yield _temoin(rome, caches, f"{prefixe} inédits", titres, codes)
    fautifs = [avec_une_faute(_dit(titre), hasard) for titre in titres]
    for nom, essais in (("", titres), (" avec une faute", fautifs)):
        resultats = _chronometrer(lieur, essais)
        rangs = [_rang(liens, code) for (liens, _), code in zip(resultats, codes, strict=True)]
        durees = [duree for _, duree in resultats]
        yield _mesure(f"{prefixe} inédits{nom}", METHODE, rangs, durees)
        stricts = [rang for rang, stricte in zip(rangs, est_stricte, strict=True) if stricte]
        yield _mesure(f"{prefixe} inédits stricts{nom}", METHODE, stricts, durees)
        if not nom:
            yield from _abstention(f"{prefixe} inédits", resultats, rangs)
    gardes = [rang for rang in tous if rang not in caches]
    essayes = hasard.sample(gardes, min(CONNUS_ESSAYES, len(gardes)))
    connus = [avec_une_faute(_dit(rome.appellations[r][0]), hasard) for r in essayes]
    yield _classer_et_mesurer(
        lieur,
        f"{prefixe} connus avec une faute",
        connus,
        [rome.appellations[r][1] for r in essayes],
    )


def _dit(titre: str) -> str:
    """A title as a person says it: one gender only, so that the slip is not said right elsewhere."""
    return " ".join(suite_de_mots(titre))


def _chronometrer(
    lieur: LieurIntitules, titres: Sequence[str], k: int = PROFONDEUR
) -> list[tuple[Liens, float]]:
    resultats = []
    for titre in titres:
        depart = time.perf_counter()
        [liens] = lieur.classer([titre], k)
        resultats.append((liens, 1000 * (time.perf_counter() - depart)))
    return resultats


def _classer_et_mesurer(
    lieur: LieurIntitules, jeu: str, titres: Sequence[str], codes: Sequence[str]
) -> Mesure:
    resultats = _chronometrer(lieur, titres)
    rangs = [_rang(liens, code) for (liens, _), code in zip(resultats, codes, strict=True)]
    return _mesure(jeu, METHODE, rangs, [duree for _, duree in resultats])


def _rang(liens: Liens, code: str) -> int | None:
    codes = [lien.code for lien in liens.candidats]
    return codes.index(code) if code in codes else None


def _mesure(jeu: str, methode: str, rangs: Sequence[int | None], durees: Sequence[float]) -> Mesure:
    """One line: share of titles found within k, mean of 1 / rank, durations."""
    nombre = len(rangs)
    trouves = [rang for rang in rangs if rang is not None]

    def parmi(k: int) -> float | None:
        return round(sum(rang < k for rang in trouves) / nombre, 4) if nombre else None

    mrr = sum(1 / (1 + rang) for rang in trouves) / nombre if nombre else None
    return {
        "jeu": jeu,
        "methode": methode,
        "mrr": None if mrr is None else round(mrr, 4),
        **{f"top{k}": parmi(k) for k in (1, 3, 5, 10)},
        "n": nombre,
        "p95_ms": round(float(np.quantile(durees, 0.95)), 2) if durees else None,
    }


def _abstention(
    jeu: str, resultats: list[tuple[Liens, float]], rangs: list[int | None]
) -> Iterator[Mesure]:
    """Precision (top1) of the answers kept when the least sure are left out."""
    surs = [rang for (liens, _), rang in zip(resultats, rangs, strict=True) if liens.est_sur]
    yield _couverte(f"{jeu}, réponses « sûres »", surs, len(rangs))
    ordre = sorted(
        range(len(rangs)),
        key=lambda r: -max((lien.probabilite for lien in resultats[r][0].candidats), default=0),
    )
    for part in PLANCHERS:
        gardes = [rangs[r] for r in ordre[: round(part * len(rangs))]]
        yield _couverte(f"{jeu}, les {part:.0%} les plus sûres", gardes, len(rangs))


def _couverte(jeu: str, rangs: Sequence[int | None], total: int) -> Mesure:
    return {**_mesure(jeu, METHODE, rangs, []), "couverture": round(len(rangs) / total, 3)}


def _moyenne(mesures: list[Mesure]) -> Mesure:
    """The mean of the seeds, with the number of titles of all."""
    moyenne: Mesure = {}
    for cle, valeur in mesures[0].items():
        valeurs = [mesure[cle] for mesure in mesures if mesure[cle] is not None]
        if isinstance(valeur, str) or not valeurs:
            moyenne[cle] = valeur
        else:
            moyenne[cle] = sum(valeurs) if cle == "n" else round(statistics.fmean(valeurs), 4)
    return moyenne


def _temoin(
    rome: Rome, caches: frozenset[int], jeu: str, titres: Sequence[str], codes: Sequence[str]
) -> Mesure:
    """The plain baseline: nearest label by the letters of the canonical form."""
    gardes = [a for rang, a in enumerate(rome.appellations) if rang not in caches]
    classement = plus_proches([a[0] for a in gardes], titres)
    rangs = []
    for ordre, code in zip(classement, codes, strict=True):
        distincts = list(dict.fromkeys(gardes[rang][1] for rang in ordre))[:PROFONDEUR]
        rangs.append(distincts.index(code) if code in distincts else None)
    return _mesure(jeu, TEMOIN, rangs, [])


def plus_proches(libelles: Sequence[str], titres: Sequence[str], nombre: int = 100) -> list[Any]:
    """Ranks of the labels nearest to each title by TF-IDF of letters, nearest first."""
    compteur = compteur_lettres()
    comptes = compteur.fit_transform([normaliser(libelle) for libelle in libelles])
    tfidf = Tfidf(comptes)
    colonnes = tfidf(comptes).T.tocsr()
    ordres = []
    for debut in range(0, len(titres), 256):
        paquet = compteur.transform([normaliser(t) for t in titres[debut : debut + 256]])
        proches = (tfidf(paquet) @ colonnes).toarray()
        ordres += [np.argsort(-ligne, kind="stable")[:nombre] for ligne in proches]
    return ordres


def est_de_mise_au_point(titre: str) -> bool:
    """Which half a real title belongs to, once and for all, by its canonical form.

    Develop: looked at and learnt from. Check: only ever measured. Twins fall in the same half.
    """
    return sha256(" ".join(suite_de_mots(titre)).encode()).digest()[0] % 2 == 0


def mesurer_paires(rome: Rome, chemin: Path, avec_regression: bool = True) -> Iterator[Mesure]:
    """Real offer titles of the check half, by ROME alone, then with the develop half as examples.

    A code of ROME 3 is held against the distinct parents of what is answered.
    """
    with chemin.open(encoding="utf-8-sig", newline="") as flux:
        paires = list(csv.DictReader(flux))
    mise_au_point = [p for p in paires if est_de_mise_au_point(p["titre"])]
    controle = [p for p in paires if not est_de_mise_au_point(p["titre"])]
    lieur = lieur_de(rome, avec_regression=avec_regression)
    yield from _mesurer_offres(rome, lieur, controle, "ROME seul")
    exemples = [e for p in mise_au_point if (e := _exemple(rome, lieur, p)) is not None]
    enrichi = lieur_de(rome, exemples=exemples, avec_regression=avec_regression)
    yield from _mesurer_offres(rome, enrichi, controle, f"ROME + {len(exemples)} offres")


def _exemple(rome: Rome, lieur: LieurIntitules, paire: dict[str, str]) -> tuple[str, str] | None:
    """An offer to learn from; a ROME 3 code becomes the likeliest of its ROME 4 métiers."""
    code = paire["code_rome"]
    if _est_rome_4(paire):
        return paire["titre"], code
    [liens] = lieur.classer([paire["titre"]], 50)
    enfants = [lien.code for lien in liens.candidats if rome.parents.get(lien.code) == code]
    return (paire["titre"], enfants[0]) if enfants else None


def _est_rome_4(paire: dict[str, str]) -> bool:
    return paire["version_code"] == "v4_label"


def _mesurer_offres(
    rome: Rome, lieur: LieurIntitules, paires: list[dict[str, str]], methode: str
) -> Iterator[Mesure]:
    resultats = _chronometrer(lieur, [paire["titre"] for paire in paires], 3 * PROFONDEUR)
    rangs, durees = [], [duree for _, duree in resultats]
    for (liens, _), paire in zip(resultats, paires, strict=True):
        codes = [lien.code for lien in liens.candidats]
        if not _est_rome_4(paire):
            codes = list(dict.fromkeys(rome.parents.get(code, code) for code in codes))
        rangs.append(codes.index(paire["code_rome"]) if paire["code_rome"] in codes else None)
    libres = [
        rang
        for rang, paire in zip(rangs, paires, strict=True)
        if paire["titre_est_appellation_rome"] != "True"
    ]
    methode = f"{METHODE}, {methode}"
    yield _mesure("offres jamais vues", methode, rangs, durees)
    yield _mesure("offres jamais vues, hors libellés ROME", methode, libres, durees)


def mesurer_melo(dossier: Path, *, avec_regression: bool = True) -> Iterator[Mesure]:
    """MELO fra → fr: rank all the ESCO surface forms, MRR of the first right one, A@k as top k.

    The corpus teaches itself: nothing of the annotations is read before measuring. The ranking of
    `LieurIntitules` lists the nearest form of each notion, notions by probability, then the rest.
    """
    formes = _lire(dossier / "corpus_elements.csv")
    notions = {
        ligne["cid"]: ligne["concept_uri"] for ligne in _lire(dossier / "concept_mapping.csv")
    }
    requetes = _lire(dossier / "queries.csv")
    bons: dict[str, set[str]] = {}
    for ligne in _lire(dossier / "annotations.csv"):
        bons.setdefault(ligne["qid"], set()).add(ligne["cid"])
    titres = [ligne["text"] for ligne in requetes]
    cids = [ligne["cid"] for ligne in formes]
    rangs = []
    proches = plus_proches([ligne["text"] for ligne in formes], titres, nombre=1000)
    for ordre, requete in zip(proches, requetes, strict=True):
        attendus = bons[requete["qid"]]
        rangs.append(next((r for r, i in enumerate(ordre) if cids[i] in attendus), None))
    yield _mesure("MELO fra→fr", TEMOIN, rangs, [])
    lieur = LieurIntitules(
        [(ligne["text"], notions[ligne["cid"]]) for ligne in formes],
        avec_regression=avec_regression,
    )
    resultats = _chronometrer(lieur, titres)
    rangs = [
        _rang_de_notion(liens, {notions[cid] for cid in bons[requete["qid"]]})
        for (liens, _), requete in zip(resultats, requetes, strict=True)
    ]
    yield _mesure("MELO fra→fr", METHODE, rangs, [duree for _, duree in resultats])


def _rang_de_notion(liens: Liens, attendues: set[str]) -> int | None:
    return next((r for r, lien in enumerate(liens.candidats) if lien.code in attendues), None)


def _lire(chemin: Path) -> list[dict[str, str]]:
    with chemin.open(encoding="utf-8-sig", newline="") as flux:
        return list(csv.DictReader(flux))
