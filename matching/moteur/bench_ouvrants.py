"""What the bench measures of unlocking: one person, a territory, an opening turned round."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import numpy as np

from matching.moteur.bench_chronometre import Mesure, chronometrer, repeter
from matching.moteur.bench_monde import JOUR
from matching.moteur.catalogue import Catalogue
from matching.moteur.evaluation import evaluer
from matching.moteur.grilles import depuis_plages
from matching.moteur.noyau.personnes import Personnes
from matching.moteur.ouvrants import Apport, Demarche, Etape, Ouvrants, calcul, ouvrants
from matching.moteur.ouvrants.allegements import allegements_de, alleger
from matching.moteur.ouvrants.etapes import Entiers
from matching.moteur.ouvrants.exclusions import exclusions
from matching.moteur.ouvrants.territoire import Collective, ouvrants_territoire
from matching.moteur.poste import Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import Famille

TEMOINS, TEMOINS_EXCLUS = 3, 30
MATIN: Final = depuis_plages([(range(5), "06:00", "08:30")])
SOIR: Final = depuis_plages([(range(5), "17:00", "21:30")])
AUBE: Final = depuis_plages([(range(5), "05:30", "08:30")])


def _etape(code: str, famille: Famille, apporte: Apport, *apres: str) -> Etape:
    return Etape(
        code=code, famille=famille, apporte=apporte, apres=apres, delai_jours=30, cout_euros=50
    )


# Eight steps, one of which waits for another: 192 closed sets.
ETAPES: Final = Demarche.de(
    [
        _etape("langue:A2", Famille.LANGUE, Apport(oral=2, ecrit=2)),
        _etape("langue:B1", Famille.LANGUE, Apport(oral=3, ecrit=3), "langue:A2"),
        _etape("garde:6h", Famille.GARDE, Apport(garde=(MATIN,))),
        _etape("garde:21h30", Famille.GARDE, Apport(garde=(SOIR,))),
        _etape("mobilite:velo", Famille.MOBILITE, Apport(minutes={"velo": 45})),
        _etape("mobilite:tc", Famille.MOBILITE, Apport(minutes={"tc": 75})),
        _etape(
            "permis:B", Famille.PERMIS, Apport(permis=frozenset({"B"}), minutes={"voiture": 45})
        ),
        _etape("caces", Famille.QUALIFICATION, Apport(certificats=frozenset({"certificat_3"}))),
    ]
)
CRECHE: Final = Collective(_etape("creche:5h30", Famille.GARDE, Apport(garde=(AUBE,))))


def ouvrir(mesure: Mesure, catalogue: Catalogue, temoins: Sequence[Profil]) -> Mesure:
    """Every set of eight steps, one person after the other, with the gains a screen shows."""
    _regarder(ouvrants(temoins[0], catalogue, ETAPES, jour=JOUR))
    repeter(
        mesure,
        lambda rang: _regarder(ouvrants(temoins[rang], catalogue, ETAPES, jour=JOUR)),
        len(temoins),
    )
    mesure.ensembles = len(ETAPES.ensembles)
    mesure.exact = all(_est_juste(profil, catalogue) for profil in temoins[:TEMOINS])
    return mesure


def _regarder(trouve: Ouvrants) -> None:
    trouve.gains_par_etape()
    trouve.plans()


def _est_juste(profil: Profil, catalogue: Catalogue) -> bool:
    """The kernels against the columns, which the tests hold against every criterion."""
    vite = ouvrants(profil, catalogue, ETAPES, jour=JOUR)
    lent = Ouvrants.de(ETAPES, calcul.relever(profil, catalogue, ETAPES, JOUR, None))
    fermes = ETAPES.ensembles
    return all(
        np.array_equal(getattr(vite, nom)[fermes], getattr(lent, nom)[fermes])
        for nom in ("accessibles", "a_verifier", "scores", "scores_a_verifier")
    )


def territoire(
    mesure: Mesure,
    catalogue: Catalogue,
    personnes: Personnes,
    travailleurs: int,
    temoins: Sequence[Profil],
) -> None:
    """A crèche that opens at 5:30 for everyone, counted by six labels."""
    etiquettes: Entiers = np.arange(len(personnes)) % 6
    with chronometrer(mesure):
        ouvrants_territoire(
            personnes,
            catalogue,
            [CRECHE],
            jour=JOUR,
            etiquettes=etiquettes,
            travailleurs=travailleurs,
        )
    quelques, demarche = temoins[:TEMOINS_EXCLUS], Demarche.de([CRECHE.etape])
    ensemble = ouvrants_territoire(quelques, catalogue, [CRECHE], jour=JOUR)
    seuls = [
        Ouvrants.de(demarche, calcul.relever(profil, catalogue, demarche, JOUR, None)).gain_total
        for profil in quelques
    ]
    mesure.exact = ensemble.gain(demarche.rangs) == sum(seuls)


def exclure(
    mesure: Mesure,
    postes: Sequence[Poste],
    personnes: Personnes,
    temoins: Sequence[Profil],
    referentiel: Referentiel,
) -> None:
    """All that each opening could ask less, for everyone."""
    repeter(
        mesure,
        lambda rang: exclusions(postes[rang], personnes, referentiel=referentiel, jour=JOUR),
        len(postes),
    )
    quelques = list(islice(temoins, TEMOINS_EXCLUS))
    mesure.exact = all(_exclut(poste, quelques, referentiel) for poste in postes[:TEMOINS])


def _exclut(poste: Poste, temoins: Sequence[Profil], referentiel: Referentiel) -> bool:
    """What each requirement alone keeps out, against the criteria of the lightened opening."""
    trouve = exclusions(poste, temoins, referentiel=referentiel, jour=JOUR)
    avant = _admis(poste, temoins, referentiel)
    attendus = {
        a.code: len(_admis(alleger(poste, [a]), temoins, referentiel) - avant)
        for a in allegements_de(poste)
    }
    return trouve.gains_par_etape() == attendus


def _admis(poste: Poste, temoins: Sequence[Profil], referentiel: Referentiel) -> set[int]:
    statuts = (evaluer(profil, poste, referentiel, JOUR).statut for profil in temoins)
    return {rang for rang, statut in enumerate(statuts) if statut == "accessible"}
