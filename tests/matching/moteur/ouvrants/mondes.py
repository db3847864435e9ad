"""Random steps beside the random people and openings: alternatives, siblings, nights, unknowns."""

from dataclasses import replace
from random import Random

from matching.moteur import Apport, Etape, ExigencePoste, Famille, Poste, Profil, grilles
from matching.moteur.vocabulaire import CONDITIONS, MESURES, PREUVES, Mode
from tests.matching.moteur.mondes import (
    CENTRE,
    CERTIFICATS,
    COMPETENCES,
    PERMIS,
    monde_au_hasard,
    profil_au_hasard,
)


def plages_de_garde(r: Random) -> int:
    """Mornings, evenings, nights across midnight, whole days."""
    debut, fin = r.choice(
        (("05:00", "09:00"), ("06:30", "08:30"), ("17:00", "22:00"), ("20:00", "07:00"),
         ("00:00", "24:00"), ("12:00", "20:00"))
    )  # fmt: skip
    return grilles.depuis_plages([(r.choice((range(5), range(7), (5, 6), (2,))), debut, fin)])


def garde_au_hasard(r: Random, enfants: int) -> tuple[int, ...]:
    """One grid for all, or one per child: a sibling left out is 0."""
    if enfants == 1 or r.random() < 0.3:
        return (plages_de_garde(r),)
    return tuple(r.choice((0, plages_de_garde(r), grilles.PLEINE)) for _ in range(enfants))


def apport_courant(r: Random, enfants: int) -> Apport:
    """What solutions do bring: a tram pass or a car, one child or all, a class, a certificate."""
    matin, soir = (
        grilles.depuis_plages([(range(7), *h)]) for h in (("00:00", "12:00"), ("12:00", "24:00"))
    )
    enfant = r.randrange(enfants)
    return r.choice(
        (
            Apport(minutes={"tc": 90}),
            Apport(minutes={"velo": 60}),
            Apport(permis=frozenset({"B"}), minutes={"voiture": 45}),
            Apport(minutes={"voiture": 60}),
            Apport(certificats=frozenset({"caces_1"})),
            Apport(certificats=frozenset({"caces_3"}), permis=frozenset({"C"})),
            Apport(oral=r.randint(3, 6)),
            Apport(garde=(r.choice((matin, soir)),)),
            Apport(garde=tuple(grilles.PLEINE * (rang == enfant) for rang in range(enfants))),
        )
    )


def apport_au_hasard(r: Random, enfants: int) -> Apport:
    if r.random() < 0.6:
        return apport_courant(r, enfants)
    sortes = r.sample(
        ("oral", "ecrit", "langues", "garde", "garde", "minutes", "minutes", "permis", "certificats",
         "niveau", "competences", "numerique", "droit_travail", "limites", "mesures"),
        r.choice((1, 1, 1, 2, 3)),
    )  # fmt: skip
    tirages = {
        "oral": lambda: r.randint(2, 6),
        "ecrit": lambda: r.randint(2, 6),
        "langues": lambda: {r.choice(("en", "it")): r.randint(2, 6)},
        "garde": lambda: garde_au_hasard(r, enfants),
        "minutes": lambda: {m: r.randint(15, 120) for m in r.sample(list(Mode), r.randint(1, 2))},
        "permis": lambda: frozenset({r.choice(PERMIS)}),
        "certificats": lambda: frozenset(r.sample(CERTIFICATS, r.randint(1, 2))),
        "niveau": lambda: r.randint(2, 7),
        "competences": lambda: {c: r.choice(list(PREUVES)) for c in r.sample(COMPETENCES, 3)},
        "numerique": lambda: r.randint(1, 3),
        "droit_travail": lambda: True,
        "limites": lambda: frozenset(r.sample(list(CONDITIONS), 9)),
        "mesures": lambda: frozenset(r.sample(list(MESURES), 3)),
    }
    return Apport(**{sorte: tirages[sorte]() for sorte in sortes})


FAMILLES = tuple(f for f in Famille if f is not Famille.DISPONIBILITE)


def etapes_au_hasard(r: Random, nombre: int) -> list[Etape]:
    enfants = r.choice((1, 1, 2, 3))
    etapes: list[Etape] = []
    for rang in range(nombre):
        avant = r.sample(etapes, min(len(etapes), r.choice((0, 0, 0, 1, 2))))
        etapes.append(
            Etape(
                code=f"e{rang}",
                famille=r.choice(FAMILLES),
                apporte=apport_au_hasard(r, enfants),
                apres=tuple(e.code for e in avant),
                delai_jours=r.randint(0, 200),
                cout_euros=r.choice((0, 50, 1500)),
                effort=r.randint(0, 3),
            )
        )
    return r.sample(etapes, len(etapes))


def monde_a_ouvrir(r: Random, ouvertures: int = 20, etapes: int = 5):
    """A person, openings that ask few enough things to be reached, a toy ROME, steps."""
    _, postes, referentiel = monde_au_hasard(r, ouvertures)
    profil, etapes_ = profil_au_hasard(r), etapes_au_hasard(r, r.randint(0, etapes))
    if r.random() < 0.8:
        postes = [alleger(r, poste) for poste in postes]
        profil = sans_choix(r, profil)
    return profil, postes, referentiel, etapes_


def sans_choix(r: Random, profil: Profil) -> Profil:
    """Someone who lives here, takes any hours, and lacks much that steps may bring."""
    return replace(
        profil,
        point=CENTRE,
        grille_souhaitee=None,
        heures_min=None,
        heures_max=None,
        debut_au_plus_tot=None,
        eligibilites=dict.fromkeys(MESURES, True) | {r.choice(list(MESURES)): False},
        minutes=r.choice(({}, {"marche": 20}, {"tc": 40, "marche": 30}, profil.minutes)),
        limites=frozenset(sorted(profil.limites)[:1]),
        garde=r.choice((profil.garde, 0, grilles.depuis_plages([(range(5), "08:00", "18:00")]))),
    )


def alleger(r: Random, poste: Poste) -> Poste:
    """Near, with hours, and fewer demands that nothing lifts."""
    exigences = [e for e in poste.exigences if e.critere != "experience"][:2]
    if r.random() < 0.5:
        exigences.append(
            r.choice(
                (
                    ExigencePoste("langue_oral", "", r.randint(1, 6)),
                    ExigencePoste("permis", r.choice(("B", "B|C"))),
                    ExigencePoste("niveau", "", r.randint(1, 7), provenance="deduit"),
                    ExigencePoste("certificat", "caces_1|caces_3"),
                )
            )
        )
    return replace(
        poste,
        point=(CENTRE[0] + r.uniform(-0.1, 0.1), CENTRE[1] + r.uniform(-0.1, 0.1)),
        exigences=tuple(exigences),
        grille=poste.grille or r.choice(SEMAINES),
        mesures=poste.mesures[:1],
    )


SEMAINES = (
    grilles.depuis_plages([(range(5), "21:30", "05:30")]),
    grilles.depuis_plages([(range(5), "09:00", "12:00")]),
    grilles.depuis_plages([(range(5), "07:00", "15:00")]),
    grilles.depuis_plages([((5, 6), "14:00", "22:30")]),
)
