"""`python -m matching.moteur.bench`: how fast one person is ranked, on an invented city.

Sizes are arguments, the generator is seeded; the naive loop is timed in the same run on a sample
and the two answers are compared. `--json` prints one object a line.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from matching.moteur import grilles
from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import classer
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import SANS_OBJET, Profil
from matching.moteur.reference import classer_naif
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import CONDITIONS, CONTRATS, NATURES, PREUVES

JOUR = date(2026, 3, 2)
NB_METIERS, NB_COMPETENCES, LIENS = 1584, 9000, 57
PERMIS_DEMANDES = ("B", "B", "B", "C", "CE", "AM")
CERTIFICATS = tuple(f"certificat_{rang}" for rang in range(60))


def referentiel_invente(r: random.Random) -> Referentiel:
    """The size of the official ROME: 1,584 métiers, 90,000 links, 9 neighbours each."""
    metiers = [f"M{rang:04d}" for rang in range(NB_METIERS)]
    liens = []
    for rang, metier in enumerate(metiers):
        centre = rang * NB_COMPETENCES // NB_METIERS
        for _ in range(LIENS):
            code = int(r.gauss(centre, 80)) % NB_COMPETENCES
            liens.append((metier, str(code), r.random() < 0.2))
    voisins = {
        m: [metiers[(rang + pas) % NB_METIERS] for pas in (1, -1, 2, -2, 3, -3, 4, -4, 5)]
        for rang, m in enumerate(metiers)
    }
    return Referentiel.depuis(liens, voisins)


def postes_inventes(r: random.Random, nombre: int) -> list[Poste]:
    """Openings of a city: 600 weekly grids, 3 requirements each, 12 % without hours."""
    metiers = [f"M{rang:04d}" for rang in range(NB_METIERS)]
    semaines = [_grille(r) for _ in range(600)]
    return [_poste(r, cle, metiers, semaines) for cle in range(nombre)]


def _grille(r: random.Random) -> int:
    debut = r.choice((300, 360, 390, 420, 450, 480, 510, 540, 780, 1020, 1260))
    fin = (debut + r.choice((180, 240, 360, 420, 450, 480))) % 1440
    jours = range(5) if r.random() < 0.6 else r.sample(range(7), r.randint(2, 6))
    return grilles.depuis_plages([(jours, _heure(debut), _heure(fin))])


def _heure(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _poste(r: random.Random, cle: int, metiers: list[str], semaines: list[int]) -> Poste:
    return Poste(
        cle=cle,
        nature=r.choices(list(NATURES), (60, 10, 10, 5, 8, 2, 3, 2))[0],
        metier=r.choice(metiers) if r.random() < 0.97 else None,
        contrat=r.choice(list(CONTRATS)),
        point=(r.gauss(45.18, 0.08), r.gauss(5.73, 0.1)) if r.random() < 0.93 else None,
        heures=r.choice((None, 20, 28, 35, 35, 39)),
        grille=r.choice(semaines) if r.random() < 0.88 else None,
        salaire=r.choice((None, 1823, 1900, 2100)),
        debut=JOUR + timedelta(days=r.randint(-20, 40)),
        exigences=tuple(_exigence(r) for _ in range(r.randint(1, 5))),
    )


def _exigence(r: random.Random) -> ExigencePoste:
    critere, code, niveau = r.choice(
        (
            ("permis", r.choice(PERMIS_DEMANDES), None),
            ("langue_oral", "", r.randint(1, 4)),
            ("niveau", "", r.randint(2, 6)),
            ("certificat", r.choice(CERTIFICATS), None),
            ("competence", str(r.randrange(NB_COMPETENCES)), None),
            ("experience", "", r.choice((6, 12, 24, 36))),
            ("condition", r.choice(list(CONDITIONS)), None),
        )
    )
    return ExigencePoste(
        critere,
        code,
        niveau,
        r.choices(("E", "S", "inconnu"), (4, 4, 1))[0],
        r.choices(("employeur", "import", "texte", "deduit"), (2, 4, 2, 2))[0],
    )


def profil_invente(r: random.Random) -> Profil:
    """A jobseeker with childcare hours half of the time and three wanted métiers."""
    depart = r.randrange(NB_METIERS)
    couverte = grilles.depuis_plages([(range(5), "07:30", "18:30")])
    return Profil(
        point=(r.gauss(45.18, 0.05), r.gauss(5.73, 0.06)),
        minutes={"marche": 30, "tc": r.randint(30, 60)}
        | ({"voiture": 40} if r.random() < 0.4 else {}),
        permis=frozenset({"B"}) if r.random() < 0.5 else frozenset(),
        oral=r.randint(1, 5),
        ecrit=r.randint(1, 5),
        niveau=r.randint(0, 5),
        certificats=frozenset(r.sample(CERTIFICATS, 2)),
        competences={
            str((depart * NB_COMPETENCES // NB_METIERS + r.randint(-60, 60)) % NB_COMPETENCES): (
                r.choice(list(PREUVES))
            )
            for _ in range(30)
        },
        experience={f"M{depart:04d}": 30},
        numerique=2,
        droit_travail=True,
        garde=couverte if r.random() < 0.5 else SANS_OBJET,
        limites=frozenset({"charges"}) if r.random() < 0.3 else frozenset(),
        salaire_min=1500,
        metiers_voulus={f"M{(depart + pas) % NB_METIERS:04d}": 3 - pas for pas in range(3)},
        contrats_voulus=frozenset({"cdi", "cdd"}),
    )


def mesurer(operation: Callable[[int], Any], fois: int) -> list[float]:
    """Milliseconds of each of `fois` runs."""
    durees = []
    for rang in range(fois):
        depart = time.perf_counter()
        operation(rang)
        durees.append((time.perf_counter() - depart) * 1000)
    return durees


def lignes(nombre: int, fois: int, graine: int) -> list[dict[str, Any]]:
    """The measures: building the catalogue, ranking one person, the naive loop."""
    r = random.Random(graine)
    referentiel = referentiel_invente(r)
    postes = postes_inventes(r, nombre)
    profils = [profil_invente(r) for _ in range(fois)]
    depart = time.perf_counter()
    catalogue = Catalogue.depuis(postes, referentiel)
    construction = time.perf_counter() - depart
    classer(profils[0], catalogue, jour=JOUR)
    durees = mesurer(lambda rang: classer(profils[rang], catalogue, jour=JOUR), fois)
    naif_ms, exact = _naif(profils[0], postes[:2000], referentiel)
    return [
        _ligne("construire le catalogue", 0, nombre, construction * 1000, [construction * 1000]),
        _ligne("classer une personne", 1, nombre, sum(durees), durees)
        | {
            "ratio_naif": round(naif_ms / 2000 * nombre / statistics.median(durees)),
            "exact": exact,
        },
        _ligne("référence naïve (2 000)", 1, 2000, naif_ms, [naif_ms]),
    ]


def _naif(profil: Profil, postes: list[Poste], referentiel: Referentiel) -> tuple[float, bool]:
    depart = time.perf_counter()
    naif = classer_naif(profil, postes, referentiel, jour=JOUR)
    duree = (time.perf_counter() - depart) * 1000
    rapide = classer(profil, Catalogue.depuis(postes, referentiel), jour=JOUR)
    return duree, (rapide.comptes, rapide.pistes, rapide.bloquees()) == (
        naif.comptes,
        naif.accessibles + naif.a_verifier,
        naif.bloquees,
    )


def _ligne(
    operation: str, personnes: int, ouvertures: int, total_ms: float, durees: list[float]
) -> dict[str, Any]:
    triees = sorted(durees)
    return {
        "operation": operation,
        "personnes": personnes,
        "ouvertures": ouvertures,
        "wall_s": round(total_ms / 1000, 3),
        "p50_ms": round(statistics.median(triees), 2),
        "p95_ms": round(triees[int(0.95 * (len(triees) - 1))], 2),
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "ratio_naif": None,
        "exact": None,
    }


def main(arguments: list[str] | None = None) -> None:
    """Command line: see the module."""
    analyse = argparse.ArgumentParser(description=__doc__)
    analyse.add_argument("--ouvertures", type=int, default=50_000)
    analyse.add_argument("--personnes", type=int, default=200)
    analyse.add_argument("--graine", type=int, default=0)
    analyse.add_argument("--rapide", action="store_true", help="40 personnes seulement")
    analyse.add_argument("--json", action="store_true", help="un objet par ligne")
    options = analyse.parse_args(arguments)
    fois = min(40, options.personnes) if options.rapide else options.personnes
    resultats = lignes(options.ouvertures, fois, options.graine)
    if options.json:
        for ligne in resultats:
            print(json.dumps(ligne, ensure_ascii=False))
        return
    colonnes = ("operation", "ouvertures", "p50_ms", "p95_ms", "rss_mb", "ratio_naif", "exact")
    print(" | ".join(colonnes))
    for ligne in resultats:
        print(" | ".join("–" if ligne[nom] is None else str(ligne[nom]) for nom in colonnes))


if __name__ == "__main__":
    main()
