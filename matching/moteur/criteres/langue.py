"""Spoken and written language: French by default, another language by its code."""

from functools import partial

from matching.moteur.criteres.base import CritereExigence, Reponse, comparer
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.vocabulaire import NIVEAUX_CECRL, Critere, Famille

FRANCAIS = frozenset({"", "fr", "francais"})
# "Bon niveau de français" without a level: surely met from B2, otherwise to be checked.
SANS_NIVEAU = NIVEAUX_CECRL.index("B2")


def _niveau_de(profil: Profil, exigence: ExigencePoste, a_l_oral: bool) -> int | None:
    if exigence.code in FRANCAIS:
        return profil.oral if a_l_oral else profil.ecrit
    return profil.langues.get(exigence.code)


def _repondre(
    a_l_oral: bool, profil: Profil, exigence: ExigencePoste, _: Poste, __: Referentiel
) -> Reponse:
    niveau = _niveau_de(profil, exigence, a_l_oral)
    if exigence.niveau is None:
        return Reponse.OUI if comparer(niveau, SANS_NIVEAU) is Reponse.OUI else Reponse.INCONNUE
    return comparer(niveau, exigence.niveau)


def _dire(a_l_oral: bool, profil: Profil, exigence: ExigencePoste, _: Reponse) -> str:
    langue = "français" if exigence.code in FRANCAIS else exigence.code
    demande = "" if exigence.niveau is None else f" {NIVEAUX_CECRL[exigence.niveau]}"
    niveau = _niveau_de(profil, exigence, a_l_oral)
    acquis = "niveau non renseigné" if niveau is None else f"niveau {NIVEAUX_CECRL[niveau]}"
    return f"{langue}{demande} demandé à l’{'oral' if a_l_oral else 'écrit'}, {acquis}"


ORAL = CritereExigence(
    Critere.LANGUE_ORAL, Famille.LANGUE, partial(_repondre, True), partial(_dire, True)
)
ECRIT = CritereExigence(
    Critere.LANGUE_ECRIT, Famille.LANGUE, partial(_repondre, False), partial(_dire, False)
)
