"""A few openings of a catalogue, alone: judged as among all the others, and what becomes of a head."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.moteur import Catalogue, Profil, classer, conservation
from matching.moteur.departage import Departage
from matching.moteur.ecarts import ecart, tete_suivante
from tests.matching.moteur.mondes import (
    JOUR,
    monde_au_hasard,
    poste_au_hasard,
    profil_au_hasard,
)

graines = st.integers(0, 10**9)


def _monde(graine, ouvertures=40):
    r = Random(graine)
    _, postes, referentiel = monde_au_hasard(r, r.randint(0, ouvertures))
    return r, postes, Catalogue.depuis(postes, referentiel), [profil_au_hasard(r) for _ in range(4)]


def _lignes(classement, k=None):
    return [[r.cle, r.score, r.peut, r.veut] for r in classement.pistes][:k]


@settings(max_examples=80)
@given(graines)
def test_an_extract_is_the_same_openings(graine):
    r, postes, catalogue, profils = _monde(graine)
    cles = {poste.cle for poste in postes if r.random() < 0.3} | {-5}
    extrait = catalogue.extrait(cles)
    assert set(extrait.cles.tolist()) == cles & set(catalogue.cles.tolist())
    masque = [cle in cles for cle in catalogue.cles.tolist()]
    for profil in profils:
        seul = classer(profil, extrait, jour=JOUR, k=None)
        parmi = classer(profil, catalogue, jour=JOUR, k=None, masque=_bool(masque))
        assert (seul.comptes, seul.pistes) == (parmi.comptes, parmi.pistes)
        assert dict(seul.blocages) == dict(parmi.blocages)


def _bool(masque):
    import numpy as np

    return np.array(masque, dtype=bool)


@settings(max_examples=80, deadline=None)
@given(graines, st.sampled_from((1, 3, 20)))
def test_a_head_that_can_be_told_is_the_head_of_all(tmp_path_factory, graine, k):
    r, postes, catalogue, profils = _monde(graine)
    dossier = tmp_path_factory.mktemp("catalogue")
    conservation.enregistrer(catalogue, dossier)
    _remuer(r, postes, dossier)
    depuis = conservation.charger_vivant(dossier)
    _remuer(r, postes, dossier)
    vivant = conservation.charger_vivant(dossier)
    charges = {poste.cle: r.randint(0, 1) for poste in postes[::2]}
    bougees = [poste.cle for poste in postes if r.random() < 0.1]
    trouve = ecart(dossier, vivant, depuis.marque.longueur, bougees)
    apres_charges = charges | {cle: r.randint(0, 2) for cle in bougees}
    for profil in profils:
        vieux = classer(profil, depuis.en_entier(), jour=JOUR, k=k, graine=graine, charges=charges)
        neuf = classer(
            profil, vivant.en_entier(), jour=JOUR, k=k, graine=graine, charges=apres_charges
        )
        avant = classer(profil, trouve.avant.en_entier(), jour=JOUR).comptes
        apres = classer(profil, trouve.apres.en_entier(), jour=JOUR)
        for nom in ("accessibles", "a_verifier", "bloquees"):
            ecart_du_compte = getattr(apres.comptes, nom) - getattr(avant, nom)
            assert getattr(neuf.comptes, nom) == getattr(vieux.comptes, nom) + ecart_du_compte
        suite = tete_suivante(
            _lignes(vieux, k), vieux.comptes.accessibles, trouve, apres.pistes,
            Departage(graine, JOUR, apres_charges), k,
        )  # fmt: skip
        assert suite in (None, _lignes(neuf, k))


def _remuer(r, postes, dossier):
    """A few openings added, replaced or closed, one write."""
    ajouts = [poste_au_hasard(r, 10**6 + r.randint(0, 5)) for _ in range(r.randint(0, 3))]
    ajouts += r.sample(postes, min(len(postes), r.randint(0, 2)))
    fermees = [poste.cle for poste in postes if r.random() < 0.1]
    ajoutees = {poste.cle: poste for poste in ajouts}
    conservation.changer(
        dossier, ajouts=ajoutees.values(), fermetures=set(fermees) - ajoutees.keys()
    )


class _Ecart:
    def __init__(self, *cles):
        self.cles = frozenset(cles)


@pytest.mark.parametrize(
    ("changee", "k", "attendue"),
    [
        ({9}, 2, [[1, 90, 50, 40], [2, 80, 40, 40]]),  # elsewhere
        ({2}, 2, None),  # the last line left: who comes instead?
        ({1}, 2, None),
        ({2}, 5, [[1, 90, 50, 40]]),  # shorter than five: nothing else was left out
    ],
)
def test_a_line_that_leaves_a_full_head_cannot_be_replaced(changee, k, attendue):
    tete = [[1, 90, 50, 40], [2, 80, 40, 40]]
    ordre = Departage(0, JOUR, {})
    assert tete_suivante(tete, 2, _Ecart(*changee), [], ordre, k) == attendue


def test_most_heads_can_be_told():
    """Equal or unknown would hold if it never told."""
    dites = 0
    for graine in range(30):
        _, _, catalogue, _ = _monde(graine)
        profil = Profil()
        vieux = classer(profil, catalogue, jour=JOUR, k=3)
        ordre = Departage(0, JOUR, {})
        dites += tete_suivante(_lignes(vieux, 3), vieux.comptes.accessibles, _Ecart(-7), [], ordre, 3) is not None  # fmt: skip
    assert dites == 30
