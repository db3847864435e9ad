"""Random small worlds: people, openings and a toy ROME, dense enough that everything happens."""

from datetime import date, timedelta
from random import Random

from matching.moteur import INCONNUE, SANS_OBJET, ExigencePoste, Poste, Profil, Referentiel, grilles
from matching.moteur.vocabulaire import CONDITIONS, CONTRATS, MESURES, NATURES, PREUVES, Mode

JOUR = date(2026, 3, 2)
METIERS = tuple(f"K220{i}" for i in range(6))
COMPETENCES = tuple(str(100_000 + i) for i in range(14))
CERTIFICATS = ("caces_1", "caces_3", "sst", "habilitation_b0")
PERMIS = ("AM", "B", "BE", "C", "D")
CENTRE = (45.18, 5.73)


def referentiel_au_hasard(r: Random) -> Referentiel:
    liens = [
        (metier, competence, r.random() < 0.3)
        for metier in METIERS[:5]
        for competence in r.sample(COMPETENCES, 5)
    ]
    voisins = {m: r.sample(METIERS, r.randint(0, 4)) for m in METIERS[:5]}
    return Referentiel.depuis(liens, voisins)


def peut_etre(r: Random, valeur, chance=0.75):
    return valeur if r.random() < chance else None


def grille_au_hasard(r: Random) -> int:
    plages = []
    for _ in range(r.randint(1, 2)):
        debut = r.randrange(0, 1440, 15)
        fin = (debut + r.randrange(120, 600, 15)) % 1440
        jours = r.sample(range(7), r.randint(1, 6))
        plages.append((jours, _heure(debut), _heure(fin)))
    return grilles.depuis_plages(plages)


def grille_large(r: Random) -> int:
    """Covered hours: wide, so that something fits inside."""
    if r.random() < 0.2:
        return grilles.PLEINE
    debut, fin = r.randrange(0, 480, 30), r.randrange(960, 1440, 30)
    return grilles.depuis_plages([(range(r.randint(5, 7)), _heure(debut), _heure(fin))])


def _heure(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def point_au_hasard(r: Random) -> tuple[float, float]:
    etendue = 0.3 if r.random() < 0.7 else 4
    return (CENTRE[0] + r.uniform(-1, 1) * etendue, CENTRE[1] + r.uniform(-1, 1) * etendue)


def exigence_au_hasard(r: Random) -> ExigencePoste:
    critere, code, niveau = r.choice(
        (
            ("permis", r.choice((*PERMIS, "B|C")), None),
            ("vehicule", r.choice(("", "motorise")), None),
            ("langue_oral", r.choice(("", "fr", "en")), peut_etre(r, r.randint(0, 6))),
            ("langue_ecrit", "", peut_etre(r, r.randint(0, 6))),
            ("niveau", "", peut_etre(r, r.randint(0, 6))),
            ("certificat", r.choice((*CERTIFICATS, "caces_1|caces_3")), None),
            ("competence", r.choice(COMPETENCES), None),
            ("experience", r.choice(("", "", *METIERS)), peut_etre(r, r.choice((6, 12, 24)))),
            ("condition", r.choice((*CONDITIONS, "nuit", "nuit")), None),
            ("numerique", "", peut_etre(r, r.randint(0, 3))),
            ("droit_travail", "", None),
            ("deplacement", r.choice(("", "quotidien")), None),
            ("non_desservi", "", None),
            ("teletravail", "", None),
            ("horaires", "soir", None),
        )
    )
    return ExigencePoste(
        critere,
        code,
        niveau,
        r.choice(("E", "E", "S", "inconnu")),
        r.choice(("employeur", "import", "texte", "deduit", "deduit")),
    )


def poste_au_hasard(r: Random, cle: int) -> Poste:
    return Poste(
        cle=cle,
        nature=r.choice(list(NATURES)),
        metier=peut_etre(r, r.choice(METIERS), 0.9),
        contrat=peut_etre(r, r.choice(list(CONTRATS))),
        point=peut_etre(r, point_au_hasard(r), 0.85),
        teletravail=r.random() < 0.1,
        heures=peut_etre(r, r.choice((17.5, 24, 28, 35, 39))),
        grille=peut_etre(r, grille_au_hasard(r), 0.85),
        jeu_debut=r.choice((0, 0, 15, 25)),
        jeu_fin=r.choice((0, 0, 10)),
        debut=peut_etre(r, JOUR + timedelta(days=r.randint(-30, 60))),
        salaire=peut_etre(r, r.choice((900, 1500, 1823, 2100))),
        mesures=tuple(r.sample(list(MESURES), r.choice((0, 0, 0, 1, 2)))),
        exigences=tuple(exigence_au_hasard(r) for _ in range(r.choice((0, 0, 1, 2, 4)))),
        expire_le=peut_etre(r, JOUR + timedelta(days=r.randint(-3, 30)), 0.3),
    )


def profil_au_hasard(r: Random) -> Profil:
    modes = r.sample(list(Mode), r.randint(0, 5))
    return Profil(
        point=peut_etre(r, point_au_hasard(r), 0.9),
        minutes=peut_etre(r, {m: peut_etre(r, r.randint(10, 120), 0.9) for m in modes}, 0.9),
        permis=peut_etre(r, frozenset(r.sample(PERMIS, r.randint(0, 2)))),
        oral=peut_etre(r, r.randint(0, 6)),
        ecrit=peut_etre(r, r.randint(0, 6)),
        langues={code: r.randint(0, 6) for code in r.sample(("en", "it"), r.randint(0, 2))},
        niveau=peut_etre(r, r.randint(0, 8)),
        certificats=peut_etre(r, frozenset(r.sample(CERTIFICATS, r.randint(0, 3)))),
        competences={
            code: r.choice(list(PREUVES)) for code in r.sample(COMPETENCES, r.randint(0, 8))
        },
        experience=peut_etre(r, {m: r.randint(0, 50) for m in r.sample(METIERS, r.randint(0, 3))}),
        numerique=peut_etre(r, r.randint(0, 3)),
        droit_travail=r.choice((True, True, True, False, None)),
        garde=r.choice((SANS_OBJET, SANS_OBJET, INCONNUE, grille_large(r), grille_large(r))),
        limites=frozenset(r.sample(list(CONDITIONS), r.choice((0, 0, 1, 4)))),
        grille_souhaitee=peut_etre(r, grille_large(r), 0.4),
        heures_min=peut_etre(r, r.choice((17.5, 20)), 0.3),
        heures_max=peut_etre(r, r.choice((28, 35)), 0.3),
        salaire_min=peut_etre(r, r.choice((1200, 1800)), 0.5),
        debut_au_plus_tot=peut_etre(r, JOUR + timedelta(days=r.randint(-10, 30)), 0.5),
        metiers_voulus={m: r.randint(1, 5) for m in r.sample(METIERS, r.randint(0, 3))},
        contrats_voulus=frozenset(r.sample(list(CONTRATS), r.randint(0, 4))),
        natures_voulues=frozenset(r.sample(list(NATURES), r.randint(0, 4))),
        eligibilites={m: r.choice((True, True, False, None)) for m in r.sample(list(MESURES), 6)},
    )


def monde_au_hasard(r: Random, nombre: int = 40) -> tuple[Profil, list[Poste], Referentiel]:
    """A person, openings and a toy ROME."""
    cles = r.sample(range(-1000, 10_000_000), nombre)
    return (
        profil_au_hasard(r),
        [poste_au_hasard(r, cle) for cle in cles],
        referentiel_au_hasard(r),
    )
