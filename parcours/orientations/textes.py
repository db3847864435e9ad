"""What people may write to each other in an orientation, checked before anything leaves.

Two readers, two checks. The counsellor's sentence to an employer must not tell who the person is
(name, sex, age, address, family, health). A recipient's own reason must not rest on a ground the
law forbids (Code du travail, art. L1132-1). Both go through the check of notes first.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, Final

from matching.equite.textes import Gravite, Motif, verifier_texte
from parcours.dossiers.notes import plier, verifier_note

LONGUEUR_MAX: Final = 600

_GENRE: Final = re.compile(
    r"\b(elle|elles|il|ils|lui|madame|mme|monsieur|mademoiselle|mlle|femme|homme|"
    r"maman|papa|mere|pere|epouse|epoux|mari|veuve|veuf|fille|garcon|celibataire|mariee?)\b"
)
_FAMILLE: Final = re.compile(
    r"\b((?:ses|son|sa|leurs?) (?:enfants?|fils|bebe|famille|conjointe?|compagne|compagnon)|"
    r"(?:un|deux|trois|quatre|cinq|\d) enfants?|monoparentale?|parent isole|enceinte|grossesse|"
    r"(?:mode|solution|heures|probleme)s? de garde|creche)\b"
)
# « 34 ans » tells an age; « 4 ans d’expérience » does not.
_AGE: Final = re.compile(
    r"\b(\d{2} ans\b(?! (?:d'|de |dans |comme |en ))|nee? en|age[es]* de|retraite|senior|jeune|"
    r"quarantaine|cinquantaine|trentaine|vingtaine|soixantaine)"
)
_SANTE: Final = re.compile(
    r"\b(sante|malad\w+|handicap\w*|rqth|invalid\w+|traitement medical|depress\w+|arret maladie|"
    r"douleurs?|lombalgie|grossesse|enceinte|restrictions? medicales?|limites? fonctionnelles?)\b"
)
_ORIGINE: Final = re.compile(
    r"\b(qpv|quartier|habite|reside|domicili\w+|cite|immigr\w+|refugie\w*|etrang\w+|nationalite|origine|titre de sejour|"
    r"papiers|accent|francaise? de souche|primo[- ]arriv\w+|rsa|allocataire|detenu\w*|prison)\b"
)
FAMILLES_REVELATRICES: Final = (
    (_GENRE, "le sexe ou la situation de famille"),
    (_FAMILLE, "la situation de famille"),
    (_AGE, "l’âge"),
    (_SANTE, "la santé"),
    (_ORIGINE, "l’origine, le lieu de vie ou la situation sociale"),
)

_ILLICITE: Final = re.compile(
    r"\b(trop (?:jeune|age|agee|vieux|vieille)|l'age|son age|femmes?|hommes?|"
    r"enceinte|grossesse|enfants?|mere de|pere de|situation de famille|famille|"
    r"voil\w+|foulard|barbe|relig\w+|musulm\w+|catholi\w+|juive?s?|"
    r"etrang\w+|origines?|nationalite|pays|accent|immigr\w+|noirs?|noires?|arabes?|roms?|"
    r"quartier|cite|mistral|adresse|domicile|handicap\w*|rqth|malad\w+|sante|invalid\w+|"
    r"syndica\w+|physique|apparence|obes\w+|gros|grosse|couleur|prenom|nom de famille)\b"
)
# Grounds of the check of offers that are about offers, not about who the person is.
SANS_CRITERE: Final = frozenset(
    (Motif.MOBILITE, Motif.LANGUE_OFFRE, Motif.LOYAUTE, Motif.GRATUITE, Motif.VIE_PRIVEE)
)
PHRASE_ILLICITE: Final = (
    "Ce texte parle de « {extrait} ». Un refus ne peut pas s’appuyer sur l’âge, le sexe, la "
    "famille, la santé, l’origine, le lieu de vie ou les convictions (Code du travail, "
    "art. L1132-1). Dire ce qui manque pour le poste, ou choisir une autre raison."
)


def _lisse(texte: str) -> str:
    """The text with single spaces, composed: `plier` then keeps its length."""
    return " ".join(unicodedata.normalize("NFC", texte).split())


def _extrait(motif: re.Pattern[str], texte: str) -> str:
    """What the pattern finds, as it was typed; empty when it finds nothing."""
    lisse = _lisse(texte)
    trouve = motif.search(plier(lisse))
    return lisse[trouve.start() : trouve.end()] if trouve else ""


def defauts_de_note(texte: str, *, champ: str, est_strict: bool) -> tuple[list[str], list[str]]:
    """The sentences that refuse the text, and those that only ask to confirm it."""
    constats = verifier_note(texte, champ=champ)
    refus: list[str] = []
    avis: list[str] = []
    for constat in constats:
        phrase = f"{constat.libelle} (« {constat.extrait} ») : {constat.suggestion}"
        (refus if constat.est_bloquant or est_strict else avis).append(phrase)
    return refus, avis


def defauts_du_mot_aveugle(texte: str, personne: Any) -> list[str]:
    """Why a sentence to an employer cannot leave; empty when it says nothing of who it is."""
    plie = plier(_lisse(texte))
    phrases = [
        f"La phrase dit « {marque} » : le destinataire ne doit pas savoir de qui il s’agit."
        for marque in marques_d_identite(personne)
        if re.search(rf"(?<!\w){re.escape(plier(marque))}(?!\w)", plie)
    ]
    phrases += [
        f"« {extrait} » laisse deviner {quoi} : dire plutôt ce que la personne sait faire."
        for motif, quoi in FAMILLES_REVELATRICES
        if (extrait := _extrait(motif, texte))
    ]
    refus, _ = defauts_de_note(texte, champ="mot", est_strict=True)
    return phrases + refus


def marques_d_identite(personne: Any) -> list[str]:
    """The words that name the person: name, contacts, address, neighbourhood, birth year."""
    annee = personne.naissance_annee or (personne.naissance_le and personne.naissance_le.year)
    quartier = personne.qpv.nom if personne.qpv_id else ""
    brutes: Iterable[Any] = (
        personne.prenom, personne.nom, personne.email, personne.adresse, quartier, annee,
        *_formes_du_telephone(personne.telephone),
    )  # fmt: skip
    return [str(marque) for marque in brutes if marque and len(str(marque)) > 1]


def _formes_du_telephone(telephone: str) -> list[str]:
    chiffres = re.sub(r"\D", "", telephone)
    if len(chiffres) < 6:
        return []
    paires = " ".join(chiffres[i : i + 2] for i in range(0, len(chiffres), 2))
    return [telephone, chiffres, paires, paires.replace(" ", ".")]


def _extrait_interdit(texte: str) -> str:
    """The first words the check of offers accuses of a prohibited ground; empty when none."""
    trouves = (s for s in verifier_texte(texte) if s.gravite is not Gravite.INFO)
    return next((s.extrait for s in trouves if s.motif not in SANS_CRITERE), "")


def defauts_de_raison(texte: str) -> list[str]:
    """Why a recipient's own words cannot be kept as a reason; empty when they can."""
    extrait = _extrait(_ILLICITE, texte) or _extrait_interdit(texte)
    illicites = [PHRASE_ILLICITE.format(extrait=extrait)] if extrait else []
    refus, _ = defauts_de_note(texte, champ="motif", est_strict=True)
    return illicites + refus
