"""Diploma level: required, wished, or said not to be needed.

Diplomas named side by side are an *or*: the lowest counts. "Diplôme ou expérience" is a wish.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from matching.moteur.lecture.fermete import COUPE, PORTEE, Fermete, fermete_proche, lire_mots
from matching.moteur.lecture.niveaux import niveaux
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

AUCUN: Final = re.compile(
    r"\b(?:aucune?|sans|pas de|avec ou sans|pas besoin de)\s+(?:diplome|qualification|formation)s?\b"
    r"(?! (?:de|en|pour) )(?:\s+(?:\w+\s+){0,2}?(?:n'est |exige|requis|necessaire|demande|prealable|agricole))?"
    r"|\bdiplome (?:non|pas) (?:exige|obligatoire|requis|necessaire)|\bquel que soit (?:votre|le) "
    r"niveau (?:de diplome|d'etudes)"
)
RACHETE: Final = re.compile(r"\bexperience\b.*\b(?:diplome|qualification)|\bn'avez pas de diplome")
# What asks for a diploma, before its name.
APPEL: Final = re.compile(
    r"\btitulaires?\b|\bdiplomee?s?\b|\bdiplome\(e\)|\bdiplomes?\b|\bissue?s?\b|\bissu[.(·]e|\bformations?\b"
    r"|\bniveau\b|\bdetent(?:eur|rice)|\bde type\b|\bpossed|\bdisposez d|\bvous avez\b|\bayant\b"
    r"|\bexigee?s?\b|\bobligatoires?\b|\brequise?s?\b|\bminimum\b|\bindispensables?\b|\bimperati|\bprofil\b"
    r"|\bdetention\b|\bdetenir\b|\bideal|\bsouhait|\bappreci|\bun plus\b"
)
# The diploma is learnt there, taught there, or somebody else's.
AILLEURS: Final = re.compile(
    r"\bprepare[rz]?\b|\bpreparation d|\bpreparant\b|\bsuivrez\b|\bsuivre la formation|\bdans le cadre d'un\b"
    r"|\ben vue d|\bapprenants?\b|\bclasses? d|\bdispens|\benseign|\bvous (?:obtien|vali)|\bdiplomant"
    r"|\bprimes? |\bpoints en cas|\bencadr|\bremuneration|\bsalaire|\belev[ea]\b|\beleves?\b|\betudiant"
    r"|\bdeboucher|\bdelivre|\bnous formons|\bcentre de formation|\bacceder|\bcfa\b|\breprise d"
    r"|\bbrut\b|\bexperience de l'|\bvae\b|\bouverture|\bprojets d'alternance|\blicences? (?:iv|logiciel)"
    r"|\bstagiaires?\b|\brecrutements? de profils|\bpostes? en bac|\bn'avez pas de diplome"
)
# The same, even where somebody "titulaire" is spoken of.
TOUJOURS: Final = re.compile(
    r"\bune fois\b|\bobtenir\b|\bequipe (?:\S+ ){0,3}composee?|\bcomposee? d|\bd'une equipe de"
)
ALTERNATIVE: Final = re.compile(
    r"\bou\s+(?:(?!avec\b|et\b|vous\b|equivalent|justif|bac|bts|cap|bep)[^\s,()]+\s+){0,5}?(?:d'|l'|d'une )?experience"
    r"|\bautodidacte|\bou\s+pratique pro|\bou equivalent(?:e)? (?:en|d') ?experience"
    r"|\bprofessionnel\S*\s+(?:\S+\s+){0,3}ou\s+(?:titulaire|diplom)"
    r"|\bexperience\s+(?:[^\s,]+\s+){0,6}?(?:et/)?ou\s+(?:[^\s,]+\s+){0,2}?(?:diplom|formation|titulaire|bac|bts|cap\b)"
    r"|\bet/ou\s+(?:[^\s,]+\s+){0,4}?experience|\bsoit\b.{0,60}\bsoit\b|\bou\s+(?:sortez|debutant)"
    r"|\bou vous pouvez justifier|\bou (?:bien |alors |que )?(?:vous|tu) (?:avez|as|justifi\w+|possed\w+|benefici\w+|dispos\w+|etes (?:fort|dote))[^.]{0,45}\bexperience"
    r"|\bou (?:du |le |un |d'un )?(?:bafa|bafd|caces|haccp)\b|\bsoit une (?:premiere )?experience|\ba defaut\b|\bpeut compenser|\bsinon\b.{0,30}\bexperience|\bexperience\b.{0,30}\b(?:equivalente?|pouvant remplacer|acceptee) (?:acceptee?)?"
)
# The next line takes it back: "ou vous justifiez d'une expérience…".
SUITE_OU: Final = re.compile(
    r"^\W*(?:et/)?ou (?:(?!bac|bts|dut|cap|bep|licence|master|titre)\S+ ){0,5}?(?:d'|l'|d'une )?(?:experience|experimente|autodidacte)"
    r"|^\W*(?:pas|aucun) (?:de )?diplome (?:exige|necessaire)|^\W*il est possible de candidater sans (?:formation|diplome)"
)
VOISINAGE: Final = 14
FORMATION: Final = re.compile(
    r"\b(?:formation|diplome)\b(?! (?:interne|assuree|continue|possible|prevue))"
)
ET_OU: Final = re.compile(
    r"\b(?:experience|formation)\b.{0,40}\bet/ou\b.{0,30}\b(?:diplome|formation|experience)"
)
PHRASE_COURTE: Final = 160
LISTE: Final = re.compile(r"^[\W_o]{0,6}(?:(?:un|une|le|la|min\w*|niveau)\s+)*$")
SANS_NIVEAU: Final = re.compile(
    r"\b(?:titulaires?|detenteur\S*|possed\w+|avez|ayant|disposez)\s+(?:d'|de |d'un |d'une |du |un |une |le )*"
    r"(?:diplome|formation|qualification)s?\b|\bissue?s?(?:[.(·]\S{1,4})? (?:d'une|de) formation"
    r"|\bdiplomes? (?:\S+ ){0,4}?(?:exige|obligatoire|requis|indispensable|imperati|souhaite)"
    r"|\b(?:obligation|obligatoirement|imperativement) (?:\w+ ){0,2}?(?:d'un |du )?diplome|\bcqp\b"
)
# A diploma without a level blocks nobody by its words alone, unless they leave no way round.
DEMANDE: Final = re.compile(r"exige|obligat|requis|indispensable|imperati")
SANS_DETOUR: Final = re.compile(rf"titulaire|{DEMANDE.pattern}")


@dataclass(frozen=True, slots=True)
class _Lu:
    niveau: int | None
    fermete: Fermete
    est_alternative: bool
    extrait: str
    est_liste: bool = False


def lire_diplomes(texte: Texte) -> list[ExigenceLue]:
    """One requirement for the whole text: the lowest level asked."""
    lus = [lu for enonce in texte.enonces if (lu := _enonce(enonce)) is not None]
    if any(SUITE_OU.match(enonce.simple[:80]) for enonce in texte.enonces):
        lus = [replace(lu, est_alternative=True) for lu in lus]
    if lus:
        return _conclure(lus)
    for enonce in texte.parlant_de("diplome", "qualification", "formation"):
        mention = AUCUN.search(enonce.simple)
        if mention and not RACHETE.search(enonce.simple):
            return [_exigence(0, Exigence.EXIGE, enonce.extrait(*mention.span()), 0.85, "aucun")]
    return []


def _conclure(lus: list[_Lu]) -> list[ExigenceLue]:
    nommes = [lu for lu in lus if lu.niveau is not None]
    retenus = nommes or lus
    alternative = any(lu.est_alternative for lu in lus)
    exiges = [lu for lu in retenus if lu.fermete is Fermete.EXIGE]
    souhaites = [lu for lu in retenus if lu.fermete is Fermete.SOUHAITE]
    choisis = exiges if exiges and not alternative else (souhaites or retenus)
    choisi = min(choisis, key=lambda lu: lu.niveau or 0)
    if alternative or not exiges:
        if not alternative and not souhaites:
            return [_exigence(choisi.niveau, Exigence.INCONNU, choisi.extrait, 0.5)]
        return [_exigence(choisi.niveau, Exigence.SOUHAITE, choisi.extrait, 0.85)]
    return [
        _exigence(choisi.niveau, Exigence.EXIGE, choisi.extrait, 0.8 if choisi.est_liste else 0.9)
    ]


def _exigence(
    niveau: int | None, exigence: Exigence, extrait: str, confiance: float, code: str = ""
) -> ExigenceLue:
    return ExigenceLue(Critere.NIVEAU, code, niveau, exigence, extrait, confiance)


def _enonce(enonce: Enonce) -> _Lu | None:
    simple = enonce.simple
    if TOUJOURS.search(simple) or (AILLEURS.search(simple) and "titulaire" not in simple):
        return None
    if enonce.section is Section.ENTREPRISE:
        return None
    if enonce.section is Section.AVANTAGES and lire_mots(simple) is Fermete.TUE:
        return None
    nommes = niveaux(enonce)
    alternative = bool(ALTERNATIVE.search(simple))
    if not nommes:
        return _sans_niveau(enonce, alternative)
    _, debut, fin = nommes[0]
    avant = simple[:debut]
    est_liste = bool(LISTE.match(avant))
    if not est_liste and not APPEL.search(avant[-90:]) and not APPEL.search(simple[fin : fin + 60]):
        return None
    fermes = _fermetes(simple, nommes)
    extrait = enonce.extrait(debut, nommes[-1][2], autour=30)
    for verdict in (Fermete.EXIGE, Fermete.SOUHAITE):
        retenus = [n for n, ferme in fermes if ferme is verdict]
        if retenus:
            return _Lu(min(retenus), verdict, alternative, extrait, est_liste)
    return None


def _fermetes(simple: str, nommes: list[tuple[int, int, int]]) -> list[tuple[int, Fermete]]:
    """A diploma named after an appeal is required unless its own clause wishes or denies it.

    One that says nothing of its own, right after another ("bac+2 (BTS, DUT)"), takes its firmness.
    """
    resultat: list[tuple[int, Fermete]] = []
    fin_precedente = -100
    # "Diplômes souhaités : bac+2": what the heading of the line says holds for all of it.
    tete, deux_points, _ = simple[: nommes[0][1]].rpartition(":")
    de_tete = lire_mots(tete[-PORTEE:]) if deux_points else Fermete.TUE
    defaut = de_tete if de_tete is Fermete.SOUHAITE else Fermete.EXIGE
    for niveau, debut, fin in nommes:
        limites = (max(0, debut - 90), min(len(simple), fin + 60))
        lue = fermete_proche(simple, debut, fin, limites)
        if lue is Fermete.TUE:
            est_suite = resultat and debut - fin_precedente <= VOISINAGE
            lue = resultat[-1][1] if est_suite else defaut
        resultat.append((niveau, lue))
        fin_precedente = fin
    return resultat


def _sans_niveau(enonce: Enonce, alternative: bool) -> _Lu | None:
    mention = SANS_NIVEAU.search(enonce.simple)
    if not mention:
        return _souhaite(enonce)
    ferme = fermete_proche(enonce.simple, *mention.span(), (0, len(enonce.simple)))
    if ferme is Fermete.NIE:
        return None
    if ferme is Fermete.TUE and DEMANDE.search(mention[0]):
        ferme = Fermete.EXIGE
    if ferme is Fermete.EXIGE and not SANS_DETOUR.search(mention[0]):
        ferme = Fermete.TUE
    if alternative and not re.search(r"diplome|titulaire", enonce.simple):
        return None
    return _Lu(None, ferme, alternative, enonce.extrait(*mention.span()))


def _souhaite(enonce: Enonce) -> _Lu | None:
    """ "Une formation en élevage serait appréciée", "expérience et/ou diplôme du secteur"."""
    mention = FORMATION.search(enonce.simple)
    if not mention or len(enonce.simple) > PHRASE_COURTE:
        return None
    ferme = fermete_proche(enonce.simple, *mention.span(), (0, len(enonce.simple)))
    clause = COUPE.split(enonce.simple[mention.end() :], maxsplit=1)[0]
    if Fermete.SOUHAITE not in (ferme, lire_mots(clause)) and not ET_OU.search(enonce.simple):
        return None
    return _Lu(None, Fermete.SOUHAITE, False, enonce.extrait(*mention.span()))
