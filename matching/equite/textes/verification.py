"""Reading the lawfulness of an offer: every rule on every statement that could meet it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from matching.equite.textes import titres
from matching.equite.textes.catalogue import CATALOGUE, Fiche
from matching.equite.textes.exceptions import ExceptionLegale, exceptions_pour
from matching.equite.textes.lecture import Champ, Enonce, Offre, Passage, TexteOffre
from matching.equite.textes.motifs import ORDRE, Gravite, Motif
from matching.equite.textes.prefiltre import enonces_vises
from matching.equite.textes.regles.base import Regle
from matching.equite.textes.regles.redaction import PHRASE_LONGUE
from matching.equite.textes.titres import Genre

_TITRES_GENRES: Final = {Genre.FEMININ: "SEXE-03", Genre.MASCULIN: "SEXE-04"}
LANGUE_OFFRE, LISIBILITE = "LANGUE_OFFRE-01", "LISIBILITE-01"


@dataclass(frozen=True, slots=True)
class Signalement:
    """One finding, with where it is in the field as written and what could be written instead.

    `source` is the field it was read in, where `debut` and `fin` count; `champ` the part that the
    headings say. `reecriture` takes the place of `extrait`; "" takes it out. `exceptions` are those
    that could lift it, once their condition is checked by people.
    """

    code: str
    motif: Motif
    gravite: Gravite
    source: Champ
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
    """Each rule once on each statement that holds one of its indices."""
    vus: set[tuple[int, int]] = set()
    for enonce, regles in enonces_vises(passage):
        for numero, une in regles:
            if (numero, enonce.debut) not in vus:
                vus.add((numero, enonce.debut))
                for trouve in une.trouver(enonce, offre):
                    yield _signaler(une, enonce, trouve)
    yield from _lire_titre(passage, offre)
    yield from _lire_longueur(passage)


def _signaler(regle: Regle, enonce: Enonce, trouve: tuple[int, int]) -> Signalement:
    passage = enonce.passage
    debut, fin = (passage.place(enonce.debut + t) for t in (trouve[0], trouve[1] - 1))
    extrait = passage.brut[debut : fin + 1]
    ecrire = regle.reecriture
    nouveau = ecrire if isinstance(ecrire, str) else ecrire(extrait)
    return _faire(CATALOGUE[regle.code], passage.champ, enonce.section, debut, extrait, nouveau)


def _faire(
    fiche: Fiche, source: Champ, champ: Champ, debut: int, extrait: str, reecriture: str
) -> Signalement:
    return Signalement(
        fiche.code, fiche.motif, fiche.gravite, source, champ, debut, debut + len(extrait), extrait,
        fiche.base, fiche.conseil, reecriture, exceptions_pour(fiche.motif),
    )  # fmt: skip


def _lire_titre(passage: Passage, offre: Offre) -> Iterator[Signalement]:
    """A title in one gender only, or in English; « H/F » and pairs count wherever they are."""
    a_son_titre = any(p.champ is Champ.TITRE for p in offre.passages)
    if (a_son_titre and passage.champ is Champ.TEXTE) or not (place := passage.titre):
        return
    titre, simple = passage.brut[slice(*place)], passage.simple[slice(*place)]
    montre = titres.genre(titre)
    if code := _TITRES_GENRES.get(montre):
        if not _est_ouvert(simple, offre):
            propre = titre.strip()
            debut = place[0] + titre.index(propre)
            yield _faire(
                CATALOGUE[code], passage.champ, Champ.TITRE, debut, propre, titres.proposer(propre)
            )
    elif montre is Genre.NEUTRE and (anglais := titres.anglais(simple)):
        debut = place[0] + simple.index(anglais)
        extrait = passage.brut[debut : debut + len(anglais)]
        yield _faire(CATALOGUE[LANGUE_OFFRE], passage.champ, Champ.TITRE, debut, extrait, "")


def _est_ouvert(titre: str, offre: Offre) -> bool:
    """Both sexes are named, or the job is one of the three the law reserves to one."""
    return titres.montre_les_deux_sexes(titre, offre.simple) or bool(
        titres.ARTISTE.search(offre.simple)
    )


def _lire_longueur(passage: Passage) -> Iterator[Signalement]:
    """The first sentence too long to be read at once; one is enough to advise."""
    for debut, fin in passage.phrases_longues(PHRASE_LONGUE):
        extrait = passage.brut[passage.place(debut) : passage.place(fin)].strip()
        place = passage.brut.index(extrait, passage.place(debut))
        yield _faire(CATALOGUE[LISIBILITE], passage.champ, passage.champ, place, extrait, extrait)
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
    return sorted(gardes, key=lambda s: (s.source is not Champ.TITRE, s.debut))


def _se_recouvrent(un: Signalement, autre: Signalement) -> bool:
    return (
        un.motif is autre.motif
        and un.source is autre.source
        and un.debut < autre.fin
        and autre.debut < un.fin
    )


def _reunir(garde: Signalement, autre: Signalement) -> Signalement:
    """The first finding, over the words of both (they overlap)."""
    premier, second = sorted((garde, autre), key=lambda s: s.debut)
    extrait = premier.extrait + second.extrait[max(0, premier.fin - second.debut) :]
    return replace(garde, debut=premier.debut, fin=max(garde.fin, autre.fin), extrait=extrait)
