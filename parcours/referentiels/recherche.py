"""Finding métiers and communes from what people type, everyday words first."""

from functools import lru_cache

from django.db.models import Q
from rapidfuzz import fuzz, process

from parcours.referentiels.models import (
    Appellation,
    CodePostal,
    Commune,
    Competence,
    Metier,
    NomCourant,
    VersionReferentiel,
)
from parcours.socle.texte import sans_accents

PETITS_MOTS = {"de", "des", "du", "la", "le", "les", "un", "une", "en", "et", "faire", "d", "l"}
SEUIL_FLOU = 78  # below, a near miss is noise rather than a typing error


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
    """Return métiers for a code, an everyday name, an appellation or a label; typos forgiven.

    Everyday names first, then labels and appellations; nearest by rapidfuzz inside a shortlist
    that shares a word beginning.
    """
    demande = sans_accents(texte)
    if len(demande) < 2:
        return []
    if par_code := Metier.objects.filter(pk=texte.strip().upper(), est_retire=False).first():
        return [par_code]
    noms, codes = _lexique(_version())
    # A prefix being typed counts as a whole word: « nou » finds « nounou ».
    notes = process.extract(demande, noms, scorer=_note, limit=limite * 6, score_cutoff=SEUIL_FLOU)
    ordre = list(dict.fromkeys(codes[rang] for _, _, rang in notes))[:limite]
    trouves = Metier.objects.in_bulk(ordre)
    return [trouves[code] for code in ordre if code in trouves]


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


def _note(demande: str, nom: str, *, score_cutoff: float | None = None) -> float:
    """Score a name from 0 to 100: a beginning beats a contained word, which beats a near miss."""
    if nom.startswith(demande):
        return 100 - min(9, (len(nom) - len(demande)) / 6)
    if f" {demande}" in nom:
        return 90 - min(5, len(nom) / 20)
    if len(demande) < 4:
        return 0
    return 0.85 * max(fuzz.token_set_ratio(demande, nom), fuzz.ratio(demande, nom[: len(demande)]))


def _version() -> int:
    return VersionReferentiel.objects.values_list("pk", flat=True).first() or 0


@lru_cache(maxsize=1)
def _lexique(version: int) -> tuple[list[str], list[str]]:
    """Return names and their métier codes, everyday names first; kept until the next import."""
    actifs = {"metier__est_retire": False}
    paires = [
        *NomCourant.objects.filter(**actifs).order_by("nom", "metier").values_list("nom", "metier"),
        *Metier.objects.filter(est_retire=False).order_by("pk").values_list("libelle", "pk"),
        *Appellation.objects.filter(est_retiree=False, **actifs)
        .order_by("libelle", "pk")
        .values_list("libelle", "metier"),
    ]
    return [sans_accents(nom) for nom, _ in paires], [code for _, code in paires]
