"""Finding métiers and communes from what people type, everyday words first."""

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from parcours.referentiels import intitules
from parcours.referentiels.lexique import mots
from parcours.referentiels.models import CodePostal, Commune, Competence, Metier
from parcours.socle.texte import sans_accents

SEUIL_FLOU = 78  # below, a near miss is noise rather than a typing error
# Less likely than that, a métier linked by the index is noise.
PROBABILITE_MONTREE = 0.03
# The best one less likely than that, with no word of what was typed: nothing was understood.
PROBABILITE_COMPRISE = 0.5
LONGUEUR_LIEE = 4  # shorter, what is typed is a beginning, not a title


@dataclass(frozen=True, slots=True)
class Proposition:
    """A métier, the name by which it was found, and whether one may take it without asking."""

    metier: Metier
    nom: str
    est_sure: bool = False

    @property
    def autre_nom(self) -> str:
        """The name found, when it is not the métier's own."""
        return "" if self.nom == self.metier.libelle else self.nom

    @property
    def valeur(self) -> str:
        """« Libellé (CODE) », which can be typed back."""
        return f"{self.metier.libelle} ({self.metier.pk})"


def normaliser_commune(nom: str) -> str:
    """Return a commune's name as searched: no accents nor hyphens, « saint » for « st »."""
    mots = sans_accents(nom).replace("'", " ").replace("-", " ").split()
    entiers = {"st": "saint", "ste": "sainte"}
    return " ".join(entiers.get(mot, mot) for mot in mots)[:80]


def communes(texte: str, limite: int = 10) -> list[Commune]:
    """Return communes by name, INSEE code or postal code, the most populated first."""
    texte = texte.strip()
    if len(texte) == 5 and texte[:2].isalnum() and texte[2:].isdigit():
        codes = CodePostal.objects.filter(code=texte).values("commune_id")
        trouvees = Commune.objects.filter(Q(pk=texte.upper()) | Q(pk__in=codes))
        return list(trouvees.order_by("-population")[:limite])
    nom = normaliser_commune(texte)
    if not nom:
        return []
    exactes = Commune.objects.filter(nom_recherche=nom).order_by("-population")[:limite]
    debut = Commune.objects.filter(nom_recherche__startswith=nom).order_by("-population")[:limite]
    uniques = {c.pk: c for c in [*exactes, *debut]}
    return list(uniques.values())[:limite]


def metiers(texte: str, limite: int = 10) -> list[Metier]:
    """Return the métiers of `propositions`."""
    return [proposition.metier for proposition in propositions(texte, limite)]


def propositions(texte: str, limite: int = 10) -> list[Proposition]:
    """Return métiers for a code, an everyday name, an appellation, a label or a free title.

    Names that hold the beginnings typed come first, everyday ones before the official ones; the
    rest is what the index of titles links (typing errors, titles of offers).
    """
    if len(sans_accents(texte)) < 2:
        return []
    if par_code := Metier.objects.filter(pk=texte.strip().upper(), est_retire=False).first():
        return [Proposition(par_code, par_code.libelle, est_sure=True)]
    lexique = intitules.lexique()
    exacts = lexique.exacts(texte)
    noms = exacts | {nom.code: nom.libelle for nom in lexique.chercher(texte, limite)}
    surs = set(exacts) if len(exacts) == 1 else set()
    if len(noms) < limite and not exacts and len(texte.strip()) >= LONGUEUR_LIEE:
        lies, est_sur = _lies(texte, limite)
        surs = set(list(lies)[:1]) if est_sur else set()
        noms = lies | noms if est_sur else noms | lies
    trouves = Metier.objects.filter(est_retire=False).in_bulk(list(noms)[:limite])
    return [
        Proposition(trouves[code], nom, est_sure=code in surs)
        for code, nom in noms.items()
        if code in trouves
    ]


def codes_exacts(texte: str) -> set[str]:
    """Return the métiers that bear this very name."""
    return set(intitules.lexique().exacts(texte))


def du_titre(titre: str, limite: int = 5) -> list[Proposition]:
    """Return the métiers of the title of an offer, likeliest first; the first may be sure.

    Nothing for an empty title. Without the index yet, the names that resemble.
    """
    exacts = intitules.lexique().exacts(titre)
    lies, est_sur = _lies(titre, limite)
    if len(exacts) == 1:
        lies = exacts | lies
    codes = list(lies)[:limite]
    trouves = Metier.objects.filter(est_retire=False).in_bulk(codes)
    premier = codes[0] if codes and (est_sur or len(exacts) == 1) else None
    return [
        Proposition(trouves[code], lies[code], est_sure=code == premier)
        for code in codes
        if code in trouves
    ]


def _lies(texte: str, limite: int) -> tuple[dict[str, str], bool]:
    """Code → name of the métiers linked to a title, best first; whether the first is sure."""
    if intitules.courant() is None:
        return _ressemblants(texte, limite), False
    liens = intitules.lier(texte, limite)
    premier = liens.candidats[0] if liens.candidats else None
    if premier is None or (
        premier.probabilite < PROBABILITE_COMPRISE and not _a_un_mot_de(premier.libelle, texte)
    ):
        return {}, False
    montres = [lien for lien in liens.candidats if lien.probabilite >= PROBABILITE_MONTREE]
    return {lien.code: lien.libelle for lien in montres}, liens.est_sur


def _a_un_mot_de(libelle: str, texte: str) -> bool:
    """True when a word typed, give or take a slip, is in the name."""
    cherches = [mot for mot in mots(texte) if len(mot) >= LONGUEUR_LIEE]
    return any(fuzz.ratio(a, b) >= SEUIL_FLOU for a in cherches for b in mots(libelle))


def _ressemblants(texte: str, limite: int) -> dict[str, str]:
    """Names a few letters away, while there is no index."""
    noms = intitules.lexique().noms
    notes = process.extract(
        sans_accents(texte),
        [sans_accents(nom.libelle) for nom in noms],
        scorer=fuzz.partial_ratio,
        limit=limite * 3,
        score_cutoff=SEUIL_FLOU,
    )
    trouves: dict[str, str] = {}
    for _, _, rang in notes:
        trouves.setdefault(noms[rang].code, noms[rang].libelle)
    return dict(list(trouves.items())[:limite])


def competences(texte: str, limite: int = 10) -> list[Competence]:
    """Return ROME skills whose label holds every word typed, shortest label first."""
    mots = [m for m in texte.split() if len(m) > 1]
    if not mots:
        return []
    filtre = Q(est_retiree=False, est_macro=False)
    for mot in mots:
        filtre &= Q(libelle__icontains=mot)
    trouvees = Competence.objects.filter(filtre)[: limite * 5]
    return sorted(trouvees, key=lambda c: len(c.libelle))[:limite]
