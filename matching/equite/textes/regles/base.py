"""A rule: a trigger and its target, what guards against a false alarm, and how to write instead.

Patterns are read on plain statements (`lecture`): lower case, no accents, single spaces, inclusive
endings taken out. The plain `indices` only save time: a rule whose indices are absent is not tried.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from matching.equite.textes.lecture import Champ, Enonce, Offre

# Words between two parts of one idea, without crossing a comma or a clause.
PRES: Final = r"[^.;:,!?\n]{0,45}?"
# The same up to an exclusion, which may come after a comma or a colon.
SUIVI: Final = r"[^.;!?\n]{0,45}?"
LOIN: Final = r"[^.;!?\n]{0,60}?"
# How a text demands…
FERME: Final = (
    r"(?:(?:est|sont|soit|sera|etant|serait|a) )?(?:imperativement |absolument |strictement |vivement )?"
    r"(?:exige\w*|obligatoire\w*|imperati\w+|indispensables?|requis\w*|necessaires?|demande\w*"
    r"|impos\w+|attendue?s?|de rigueur|primordiale?s?)"
)
VOEU: Final = (
    r"(?:souhait\w+|apprecie\w*|bienvenue?s?|recherche[es]*|(?:serait |est |sera )?un (?:plus|atout)"
    r"|(?:de |en |par )preference|prefere\w*|privilegi\w+|ideal\w*)"
)
SEUL: Final = r"(?:uniquement|exclusive?\w*|seule?ment|only)"
VOULU: Final = rf"(?:{FERME}|{VOEU}|{SEUL})"
# … leaves out, after and before the group left out…
EXCLU: Final = (
    r"(?:s ?'? ?abst\w+|(?:est|sont|seront|sera)? ?(?:exclu(?!siv)|refuse|proscri|interdit|prohibe|banni)\w*"
    r"|non[- ](?:\w+ment )?(?:accept|admis|reten|bienven|souhait|autoris|compatib|desir|eligib|toler)\w*"
    r"|\b(?:ne|n')[^.;!?\n]{0,30}?\b(?:pas|plus|jamais|aucun\w*)\b|ne postul\w+|passez votre chemin"
    r"|pas (?:accept|admis|souhait|reten|bienven|autoris|toler)\w*|incompatib\w+|indesirable\w*"
    r"|(?:merci|priere) de (?:ne pas|passer|s'abst\w+))"
)
ECARTE: Final = (
    r"\b(?:pas (?:de|d'|aux?|pour)|aucune?|ni|sauf|zero|(?:interdit|ferme|inaccessible|inadapte)\w* (?:aux?|a)"
    r"|non (?:ouvert|accessible|adapte|destine|compatible)\w* (?:aux?|a|avec|pour)"
    r"|(?:ne|n') ?(?:\w+ )?(?:convient|convenir|s'adresse|adresse|convien\w+|correspond|accept\w+|ouvert"
    r"|pren\w+|recrut\w+|veut|voulons|souhait\w+|reten\w+|cherch\w+)(?: (?:pas|plus|jamais|aucun\w*|personne))"
    r"(?: (?:aux?|a|de|d'|les|des|pour))?|ne (?:pouvant|peut) (?:pas )?convenir (?:aux?|a)|impossible (?:aux?|a|pour)"
    r"|n'(?:est|etant|sera) (?:\w+ )?pas (?:ouvert|accessible|adapte|destine|propose|compatible|fait)\w* (?:aux?|a|avec|pour)|incompatible avec)"
    r"(?: (?:les?|la|des?|une?|tout|toute?s?|candidat\w*)\b| l')*(?: |(?<='))"
)
# … or looks for someone.
RECRUTE: Final = (
    r"\b(?:(?:re)?cherch(?:e|es|ons|ez|ent|er|ant)|recrut\w*|embauch\w*|engag(?:e|eons|ent)"
    r"|souhait(?:e|ons|ez)\b|voulons|veu[xt]|besoin d|il (?:nous )?(?:faut|faudrait)|prenons"
    r"|privilegi\w+|prefer(?:e|ons|ence)\w*|trouver|accueill(?:e|ons)|emploi d|poste d|place d)"
)
ARTICLES: Final = (
    r"(?: ?(?:(?:une?|des?|d'|les?|la|notre|nos|votre|deux|trois|plusieurs|quelques|son|sa|ses|e"
    r"|uniquement|seulement|exclusivement|urgent|urgemment|actuellement|de suite|vite|rapidement"
    r"|personne|bonne?|vraie?|h/f|que|pour|nouve\w+|gentille?|autre|serieu[xs]\w*|plutot)\b|[:,(-]))* ?'?"
)
# General clauses: the text says that it makes no difference.
CLAUSE: Final = re.compile(
    r"sans (?:aucune )?(?:distinction|discrimination|condition d|limite d'age|critere d)"
    r"|(?:non[- ]|contre (?:toutes? )?(?:les? |formes? de )*)discriminat"
    r"|egalite (?:des chances|de traitement|professionnelle)|quels? que soi|quelles? que soi|peu importe"
    r"|ouvert\w* a (?:tou[ts]e?s?|chacun)|tou[ts]e?s? (?:les )?(?:ages?|profils|candidatures|nationalites)"
    r"|indifferent|aucune? (?:condition|limite|critere|distinction|discrimination|exigence)"
    r"|pas (?:de|d') ?(?:condition|limite|critere|distinction|discrimination)|diversite"
    r"|(?:inclusi|handi-?(?:accueil|bienveil))|(?:bienvenue?s?|ouvert\w*) (?:aux? |les )?(?:seniors?|tous)"
    r"|n'est pas (?:une? )?(?:critere|condition)|a competences? egale|accessibles? a tou[ts]e?s?"
)
NIE_AVANT: Final = re.compile(
    r"\b(?:aucun\w*|pas (?:de|d'|besoin d\w*|un\w*|la|necessaire d\w*)|sans|ni|jamais|inutile d\w*"
    r"|non|ne (?:\w+ ){1,2}pas(?: de| d')?|ne pas (?:\w+ )?|dispense\w* d\w*)\b[^,;:.]{0,28}$"
)
NIE_APRES: Final = re.compile(
    r"^\W{0,3}(?:[^,.:;]{0,25}\b(?:n'est|ne (?:sont|sera|seront|soit)|n'etant|non) (?:pas|plus|jamais"
    r"|obligatoire|exige|requis|demande|necessaire|indispensable)|(?:pas|non) (?:obligatoire|exige|requis"
    r"|necessaire|demande|indispensable)|inutile|indifferent|: ?(?:non|aucun|indifferent))"
)
_SUITE_FERME: Final = re.compile(rf"(?:,? (?:et|ou) )?,? ?\(?{FERME}\)?")

# Compiled when first needed: most rules of a run never are.
motif: Final = cache(re.compile)
Reecrire = str | Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Regle:
    """`code` is that of the catalogue; `cible` is believed unless a guard speaks.

    `sauf` guards in the statement, `sauf_avant` and `sauf_apres` next to the words, `sauf_offre` in
    the whole offer, where `si_offre` must be found. `nie` : words of denial around deny it.
    `clause` : a general clause in the statement denies it. `reecriture` takes the place of the
    extract; "" takes it out.
    """

    code: str
    indices: tuple[str, ...]
    cible: str
    reecriture: Reecrire = ""
    sauf: str = ""
    sauf_avant: str = ""
    sauf_apres: str = ""
    sauf_offre: str = ""
    si_offre: str = ""
    hors: tuple[Champ, ...] = ()
    nie: bool = True
    clause: bool = True

    def trouver(self, enonce: Enonce, offre: Offre) -> list[tuple[int, int]]:
        """Where the rule is met in the plain words of the statement; most often nowhere."""
        mots = enonce.plat
        trouves = [t for t in motif(self.cible).finditer(mots) if t.end() > t.start()]
        if not (trouves and self._est_possible(enonce) and self._convient(offre)):
            return []
        return [self._bornes(mots, t) for t in trouves if not self._est_gardee(mots, t)]

    def _est_possible(self, enonce: Enonce) -> bool:
        if self.hors and enonce.section in self.hors:
            return False
        if self.sauf and motif(self.sauf).search(enonce.plat):
            return False
        return not (self.clause and CLAUSE.search(enonce.plat))

    def _convient(self, offre: Offre) -> bool:
        if self.si_offre and not motif(self.si_offre).search(offre.entier):
            return False
        if not self.sauf_offre:
            return True
        cherche = motif(self.sauf_offre).search
        return not (cherche(offre.entier) or cherche(offre.simple))

    def _est_gardee(self, mots: str, trouve: re.Match[str]) -> bool:
        avant, apres = mots[max(0, trouve.start() - 60) : trouve.start()], mots[trouve.end() :][:60]
        return bool(
            (self.sauf_avant and motif(self.sauf_avant).search(avant))
            or (self.sauf_apres and motif(self.sauf_apres).match(apres))
            or (self.nie and (NIE_AVANT.search(avant) or NIE_APRES.match(apres)))
        )

    def _bornes(self, mots: str, trouve: re.Match[str]) -> tuple[int, int]:
        """The match without spaces around it, with the word that makes it firm."""
        debut, fin = trouve.span()
        if suite := _SUITE_FERME.match(mots, fin):
            fin = suite.end()
        while mots[debut] in " \n:,-.)":
            debut += 1
        while fin > debut + 1 and mots[fin - 1] in " \n:,":
            fin -= 1
        return debut, fin


def r(
    code: str,
    indices: str,
    cible: str,
    reecriture: Reecrire = "",
    *,
    sauf: str = "",
    avant: str = "",
    apres: str = "",
    sauf_offre: str = "",
    si_offre: str = "",
    hors: tuple[Champ, ...] = (),
    nie: bool = True,
    clause: bool = True,
) -> Regle:
    """A rule from plain strings: indices separated by "|"; `avant` and `apres` guard next to it."""
    return Regle(
        code,
        tuple(indices.split("|")),
        cible,
        reecriture,
        sauf,
        rf"\b(?:{avant})\b[^,;:.]{{0,25}}$" if avant else "",
        f"[^,;:.]{{0,20}}?(?:{apres})" if apres else "",
        sauf_offre,
        si_offre,
        hors,
        nie,
        clause,
    )
