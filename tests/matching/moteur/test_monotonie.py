"""Lifting something never makes an opening worse, in status or in score."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.moteur import SANS_OBJET, Statut, evaluer, grilles
from matching.moteur.vocabulaire import MESURES, Mode
from tests.matching.moteur.mondes import (
    CERTIFICATS,
    COMPETENCES,
    JOUR,
    METIERS,
    PERMIS,
    grille_large,
    monde_au_hasard,
)

MEILLEURE_PREUVE = {"declaree": "attestee", "attestee": "validee", "validee": "validee"}


def plus_de_minutes(r, p):
    minutes = {} if p.minutes is None else {m: v for m, v in p.minutes.items() if v is not None}
    if p.minutes is None:
        return p
    return replace(p, minutes={m: v + r.randint(0, 60) for m, v in minutes.items()})


def un_moyen_de_plus(r, p):
    if p.minutes is None:
        return p
    return replace(
        p,
        minutes={r.choice(list(Mode)): 90} | {m: v for m, v in p.minutes.items() if v is not None},
    )


def un_permis_de_plus(r, p):
    return p if p.permis is None else replace(p, permis=p.permis | {r.choice(PERMIS)})


def un_certificat_de_plus(r, p):
    if p.certificats is None:
        return p
    return replace(p, certificats=p.certificats | {r.choice(CERTIFICATS)})


def un_niveau_de_plus(champ, maximum):
    def lever(r, p):
        valeur = getattr(p, champ)
        return p if valeur is None else replace(p, **{champ: min(maximum, valeur + 1)})

    lever.__name__ = champ
    return lever


def une_langue_de_plus(r, p):
    return replace(p, langues={c: min(6, n + 1) for c, n in p.langues.items()})


def une_competence_de_plus(r, p):
    return replace(p, competences={r.choice(COMPETENCES): "declaree"} | dict(p.competences))


def une_meilleure_preuve(r, p):
    return replace(p, competences={c: MEILLEURE_PREUVE[v] for c, v in p.competences.items()})


def plus_experience(r, p):
    if p.experience is None:
        return p
    metier = r.choice(METIERS)
    return replace(
        p, experience={**p.experience, metier: p.experience.get(metier, 0) + r.randint(1, 30)}
    )


def plus_de_garde(r, p):
    if isinstance(p.garde, str):
        return replace(p, garde=SANS_OBJET)
    return replace(p, garde=p.garde | grille_large(r))


def plus_besoin_de_garde(r, p):
    return replace(p, garde=SANS_OBJET)


def garde_totale(r, p):
    return p if isinstance(p.garde, str) else replace(p, garde=grilles.PLEINE)


def plus_d_heures_souhaitees(r, p):
    if not p.grille_souhaitee:
        return p
    return replace(p, grille_souhaitee=p.grille_souhaitee | grille_large(r))


def moins_de_limites(r, p):
    return replace(p, limites=frozenset(sorted(p.limites)[1:]))


def droit_de_travailler(r, p):
    return replace(p, droit_travail=True)


def eligible(r, p):
    return replace(p, eligibilites=p.eligibilites | {r.choice(list(MESURES)): True})


LEVIERS = [
    plus_de_minutes,
    un_moyen_de_plus,
    un_permis_de_plus,
    un_certificat_de_plus,
    un_niveau_de_plus("oral", 6),
    un_niveau_de_plus("ecrit", 6),
    un_niveau_de_plus("niveau", 8),
    un_niveau_de_plus("numerique", 3),
    une_langue_de_plus,
    une_competence_de_plus,
    une_meilleure_preuve,
    plus_experience,
    plus_de_garde,
    plus_besoin_de_garde,
    garde_totale,
    plus_d_heures_souhaitees,
    moins_de_limites,
    droit_de_travailler,
    eligible,
]


@pytest.mark.parametrize("lever", LEVIERS, ids=lambda levier: levier.__name__)
@given(graine=st.integers(0, 10**9))
def test_lifting_never_harms(lever, graine):
    r = Random(graine)
    profil, postes, referentiel = monde_au_hasard(r, 12)
    leve = lever(r, profil)
    rangs = list(Statut)
    for poste in postes:
        avant = evaluer(profil, poste, referentiel, JOUR)
        apres = evaluer(leve, poste, referentiel, JOUR)
        assert rangs.index(apres.statut) <= rangs.index(avant.statut)
        assert apres.score >= avant.score
        for ancienne, nouvelle in zip(avant.contributions, apres.contributions, strict=True):
            assert nouvelle.points >= ancienne.points


def test_levers_do_lift_something():
    """The property above would hold of levers that do nothing."""
    for lever in LEVIERS:
        change = 0
        for graine in range(60):
            r = Random(graine)
            profil, postes, referentiel = monde_au_hasard(r, 12)
            leve = lever(r, profil)
            for poste in postes:
                avant = evaluer(profil, poste, referentiel, JOUR)
                apres = evaluer(leve, poste, referentiel, JOUR)
                change += (avant.familles, avant.statut, avant.score) != (
                    apres.familles,
                    apres.statut,
                    apres.score,
                )
        assert change, lever.__name__
