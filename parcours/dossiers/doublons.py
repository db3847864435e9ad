"""People who may be the one in front of us, among those the structure already knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from parcours.dossiers.modeles.personnes import Personne
from parcours.socle.texte import sans_accents

LIMITE = 5
NOM_PROCHE = 84  # of 100, accents and order of names aside
PRENOM_PROCHE = 88
CHIFFRES_TELEPHONE = 9


@dataclass(frozen=True)
class Fiche:
    """What is compared."""

    prenom: str
    nom: str = ""
    telephone: str = ""
    naissance_le: date | None = None
    naissance_annee: int | None = None

    @property
    def annee(self) -> int | None:
        return self.naissance_le.year if self.naissance_le else self.naissance_annee


@dataclass(frozen=True)
class Candidat:
    """A person already known, how near (0 to 100), and why in words."""

    personne: Personne
    proximite: float
    raisons: tuple[str, ...]

    @property
    def pourquoi(self) -> str:
        return ", ".join(self.raisons)


def candidats(
    fiche: Fiche, *, structures: Iterable[int], sauf: Iterable[int] = ()
) -> list[Candidat]:
    """Return at most five likely matches among the people of `structures`, nearest first.

    Nobody known only elsewhere is ever compared, counted or named.
    """
    if not fiche.prenom.strip() and not chiffres(fiche.telephone):
        return []
    connues = Personne.objects.connues_de(structures).exclude(pk__in=list(sauf))
    champs = ("pk", "prenom", "nom", "telephone", "naissance_le", "naissance_annee")
    notes = {}
    for pk, *valeurs in connues.values_list(*champs):
        note, raisons = comparer(fiche, Fiche(*valeurs))
        if note:
            notes[pk] = (note, raisons)
    proches = sorted(notes, key=lambda pk: (-notes[pk][0], pk))[:LIMITE]
    personnes = Personne.objects.select_related("commune").in_bulk(proches)
    return [Candidat(personnes[pk], *notes[pk]) for pk in proches]


def comparer(fiche: Fiche, autre: Fiche) -> tuple[float, tuple[str, ...]]:
    """Return how near two records are (0: not the same person) and the reasons."""
    raisons = []
    note = 0.0
    meme_prenom = _ressemblance(fiche.prenom, autre.prenom) >= PRENOM_PROCHE
    complet = bool(fiche.nom and autre.nom)
    nom = _ressemblance(f"{fiche.prenom} {fiche.nom}", f"{autre.prenom} {autre.nom}")
    if complet and nom >= NOM_PROCHE:
        note += nom
        raisons.append("même nom" if nom == 100 else "nom très proche")
    elif meme_prenom and not complet:
        note += 55
        raisons.append("même prénom, nom non connu")
    if chiffres(fiche.telephone) and chiffres(fiche.telephone) == chiffres(autre.telephone):
        note += 70
        raisons.append("même téléphone")
    if not note:
        return 0.0, ()
    return _avec_naissance(fiche, autre, note, raisons)


def _avec_naissance(
    fiche: Fiche, autre: Fiche, note: float, raisons: list[str]
) -> tuple[float, tuple[str, ...]]:
    """Birth confirms; two different years say two people, unless they share more than a name."""
    if fiche.naissance_le and fiche.naissance_le == autre.naissance_le:
        return min(100.0, note + 40), (*raisons, "même date de naissance")
    if fiche.annee and autre.annee:
        if fiche.annee == autre.annee:
            return min(100.0, note + 20), (*raisons, "même année de naissance")
        if "même téléphone" not in raisons:
            return 0.0, ()
    return min(100.0, note), tuple(raisons)


def chiffres(telephone: str) -> str:
    """The last nine digits of a telephone (06… and +33 6… agree), or "" when too short."""
    seuls = "".join(c for c in telephone if c.isdecimal())
    return seuls[-CHIFFRES_TELEPHONE:] if len(seuls) >= CHIFFRES_TELEPHONE else ""


def _ressemblance(un: str, deux: str) -> float:
    """0 to 100, accents, case, hyphens and the order of names aside."""
    plat = [sans_accents(t).replace("-", " ").strip() for t in (un, deux)]
    return fuzz.token_sort_ratio(*plat) if all(plat) else 0.0
