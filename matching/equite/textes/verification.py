"""Reading the lawfulness of an offer: every rule on every statement that could meet it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from matching.equite.textes import titres
from matching.equite.textes.catalogue import CATALOGUE, Fiche
from matching.equite.textes.exceptions import ExceptionLegale, exceptions_pour
from matching.equite.textes.lecture import Champ, Enonce, Offre, Passage, TexteOffre
from matching.equite.textes.motifs import ORDRE, Gravite, Motif
from matching.equite.textes.regles import REGLES
from matching.equite.textes.regles.base import Regle
from matching.equite.textes.regles.redaction import PHRASE_LONGUE
from matching.equite.textes.titres import Genre

TITRE_FEMININ, TITRE_MASCULIN = "SEXE-03", "SEXE-04"
LANGUE_OFFRE, LISIBILITE = "LANGUE_OFFRE-01", "LISIBILITE-01"

_PAR_INDICE: Final[dict[str, list[Regle]]] = defaultdict(list)
for _regle in REGLES:
    for _indice in _regle.indices:
        _PAR_INDICE[_indice].append(_regle)
_INDICES: Final = tuple(_PAR_INDICE.items())
_TITRES_ANGLAIS: Final = (
    "store manager", "sales manager", "sales representative", "sales assistant", "office manager", "customer success",
    "account manager", "area manager", "project manager", "housekeeper", "waiter", "waitress", "team leader",
    "business developer", "key account", "shop manager", "customer service", "human resources", "product manager",
    "marketing manager", "warehouse", "driver", "cleaner", "happiness officer", "supply chain manager", "executive",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signalement:
    """One finding, with where it is in the field as written and what could be written instead.

    `reecriture` takes the place of `extrait`; "" takes it out. `exceptions` are those that could
    lift it, once their condition is checked by people.
    """

    code: str
    motif: Motif
    gravite: Gravite
    champ: Champ
    debut: int
    fin: int
    extrait: str
    base: str
    conseil: str
    reecriture: str
    exceptions: tuple[ExceptionLegale, ...]


def verifier(texte: TexteOffre) -> list[Signalement]:
    """Findings of an offer, in the order of the text; empty when nothing is said against it.

    >>> [s.code for s in verifier(TexteOffre(texte="Nous cherchons un jeune vendeur"))]
    ['AGE-04']
    >>> verifier(TexteOffre(texte="Jeune entreprise, sans distinction d’âge"))
    []
    """
    offre = Offre(texte)
    trouves = [s for p in offre.passages for s in _lire_passage(p, offre)]
    return _sans_doublons(trouves)


def verifier_texte(texte: str, titre: str = "") -> list[Signalement]:
    """Findings of an undivided text, whose title may be apart."""
    return verifier(TexteOffre(titre=titre, texte=texte))


def motifs_de(signalements: list[Signalement], *, infos: bool = False) -> list[str]:
    """Families met, in the order of `Motif`: of errors and warnings, or of mere advice."""
    vus = {s.motif for s in signalements if (s.gravite is Gravite.INFO) is infos}
    return [m.value for m in Motif if m in vus]


def _lire_passage(passage: Passage, offre: Offre) -> Iterator[Signalement]:
    vus: set[tuple[int, str, int]] = set()
    for indice, regles in _INDICES:
        place = passage.plat.find(indice)
        while place >= 0:
            enonce = passage.enonce_a(place + len(indice) // 2)
            for une in regles:
                cle = (id(une), une.code, enonce.debut)
                if cle not in vus:
                    vus.add(cle)
                    for trouve in une.trouver(enonce, offre):
                        yield _signaler(une, enonce, trouve)
            place = passage.plat.find(indice, max(place + 1, enonce.debut + len(enonce.plat)))
    yield from _lire_titre(passage, offre)
    yield from _lire_longueur(passage)


def _signaler(regle: Regle, enonce: Enonce, trouve: tuple[int, int]) -> Signalement:
    passage = enonce.passage
    debut, fin = (passage.place(enonce.debut + t) for t in (trouve[0], trouve[1] - 1))
    extrait = passage.brut[debut : fin + 1]
    ecrire = regle.reecriture
    nouveau = ecrire if isinstance(ecrire, str) else ecrire(extrait)
    return _faire(CATALOGUE[regle.code], enonce.section, debut, extrait, nouveau)


def _faire(fiche: Fiche, champ: Champ, debut: int, extrait: str, reecriture: str) -> Signalement:
    return Signalement(
        fiche.code, fiche.motif, fiche.gravite, champ, debut, debut + len(extrait), extrait,
        fiche.base, fiche.conseil, reecriture, exceptions_pour(fiche.motif),
    )  # fmt: skip


def _lire_titre(passage: Passage, offre: Offre) -> Iterator[Signalement]:
    """A title in one gender only, or in English; « H/F » and pairs count wherever they are."""
    if not (place := passage.titre):
        return
    titre, simple = passage.brut[slice(*place)], passage.simple[slice(*place)]
    montre = titres.genre(titre)
    if montre in (Genre.FEMININ, Genre.MASCULIN) and not (
        titres.montre_les_deux_sexes(simple, offre.simple) or titres.ARTISTE.search(offre.simple)
    ):
        code = TITRE_FEMININ if montre is Genre.FEMININ else TITRE_MASCULIN
        propre = titre.strip()
        debut = place[0] + titre.index(propre)
        yield _faire(CATALOGUE[code], Champ.TITRE, debut, propre, titres.proposer(propre))
    if anglais := next((t for t in _TITRES_ANGLAIS if t in simple), ""):
        if montre is Genre.NEUTRE and " de " not in simple:
            debut = place[0] + simple.index(anglais)
            extrait = passage.brut[debut : debut + len(anglais)]
            yield _faire(CATALOGUE[LANGUE_OFFRE], Champ.TITRE, debut, extrait, "")


def _lire_longueur(passage: Passage) -> Iterator[Signalement]:
    """The first sentence too long to be read at once; one is enough to advise."""
    for debut, fin in passage.phrases_longues(PHRASE_LONGUE):
        extrait = passage.brut[passage.place(debut) : passage.place(fin)].strip()
        place = passage.brut.index(extrait, passage.place(debut))
        yield _faire(CATALOGUE[LISIBILITE], passage.champ, place, extrait, extrait)
        return


def _sans_doublons(trouves: list[Signalement]) -> list[Signalement]:
    """One finding per family and place: the gravest, over all the words; in the order of the text."""
    gardes: list[Signalement] = []
    for un in sorted(trouves, key=lambda s: (ORDRE.index(s.gravite), s.debut - s.fin)):
        rang = next((i for i, autre in enumerate(gardes) if _se_recouvrent(un, autre)), None)
        if rang is None:
            gardes.append(un)
        else:
            gardes[rang] = _reunir(gardes[rang], un)
    return sorted(gardes, key=lambda s: (s.champ is not Champ.TITRE, s.debut))


def _se_recouvrent(un: Signalement, autre: Signalement) -> bool:
    return (
        un.motif is autre.motif
        and un.champ is autre.champ
        and un.debut < autre.fin
        and autre.debut < un.fin
    )


def _reunir(garde: Signalement, autre: Signalement) -> Signalement:
    """The first finding, over the words of both (they overlap)."""
    premier, second = sorted((garde, autre), key=lambda s: s.debut)
    extrait = premier.extrait + second.extrait[max(0, premier.fin - second.debut) :]
    return replace(garde, debut=premier.debut, fin=max(garde.fin, autre.fin), extrait=extrait)
