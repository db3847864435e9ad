"""Levels of the cadre national des certifications, from the names of diplomas.

State diplomas of care, social work and teaching carry the level they had when the reading guide
was written (DEAS, DEAES and CAP petite enfance at 3, moniteur éducateur at 4, infirmier at 6).
"""

import re
from typing import Final

from matching.moteur.lecture.texte import Enonce

# Level → names, in plain letters. The whole alternation is tried from the longest thing to say.
_NOMS: Final = (
    (7, r"bac(?:calaureat)?\s?\+\s?[5-8]|mas?ters?(?: ?[12])?|ingenieure?s?|doctorat|docteur|dess|dea de|these"
        r"|d[e'](?:etat )?(?:de )?(?:pharmacien|medecin)|desc|des de (?:medecine|geriatrie)|pharmacien\w*|medecine"
        r"|expert(?:ise)?-comptable diplome|master"),
    (6, r"bac(?:calaureat)?\s?\+\s?[34]|licences?(?: pro\w*)?|bachelor|maitrise(?= en)|but|dcg|deug|dees|deeje|ide"
        r"|ibode|iade|deass|infirmie\w+(?:\(\w{1,5}\)|[./]\w{1,5})?|educat\w+[()/.\w]* specialis\w+"
        r"|assistant\w*(?: de)?(?: service)? social\w*"
        r"|conseill\w+[()/.\w]* en economie sociale(?: et familiale)?|de?cesf"
        r"|educat\w+ de jeunes enfants|eje|(?:masseur\w*[- ])?kinesitherapeute|ergotherapeute|psychomotricien\w*"
        r"|orthophoniste|sage-?femme|cadre de sante|cafdes|caferuis"),
    (5, r"bac(?:calaureat)?\s?\+?\s?2(?:\s?/\s?[35])?|btsa?|dut|deust|dejeps|technicien\w*(?:\W\w+\)?)? superieure?s?"),
    (4, r"bac(?:calaureat)?s?(?! ?\+ ?\d)(?: ?(?:pro\w*|general|techno\w*|st2s|stmg|sti2d|stg|s))?|bpjeps|bp|bpa"
        r"|titres? pro\w*|tp|brevet professionnel|brevet de technicien|bt|bepecaser|ecsr|deme|detisf|tisf|mc4"
        r"|moniteur\w*[()/.\w]* educateur\w*|technicien\w*[()/.\w]* (?:de l'|d')intervention sociale"
        r"(?: et familiale)?|niveau (?:4|iv)|preparat\w+[()/.\w]* en pharmacie"),
    (3, r"caps?|c\.a\.p\.?|bepa?s?|capa|deas|deaes|deavs|deap|deamp|dea|cafad|aes|amp|assp|niveau (?:3|v)"
        r"|aides?[- ]soignant\w*(?:\W\w\)?)?|auxiliaires? (?:de )?(?:puericulture|vie sociale)"
        r"|accompagnant\w*[()/.\w]* educati\w+ et socia\w+|aide medico-? ?psychologique|ambulancier\w*"
        r"|certificat d'aptitude professionnel\w*|adea?vf|advf|brevet des colleges"),
)  # fmt: skip
NIVEAU: Final = re.compile(
    r"(?<![\w+])(?:" + "|".join(f"(?P<n{n}>{noms})" for n, noms in _NOMS) + r")(?![\w+])"
)
# Short names believed only in capitals ("CAP" but not "relever le cap").
EN_CAPITALES: Final = frozenset(
    ("cap", "bt", "bp", "tp", "but", "ide", "amp", "aes", "dea", "eje", "deug", "dess", "desc")
)
# Names of jobs and things that are a diploma only when the sentence says so.
SI_DIPLOME: Final = re.compile(
    r"ingenieur|infirmi|masseur|medecin|docteur|assistant|educat|conseill|moniteur|technicien|aide|auxiliaire"
    r"|accompagn|ambulanc|preparat|kine|ergo|psycho|ortho|sage|cadre|licence|maitrise|these|pharmacien|but|amp|aes|dea"
    r"|ide|tp|expert|eje|tisf"
)
DIPLOME: Final = re.compile(
    r"\bdiplom|\btitulaire|\bissue?\b|\bissu[.(]|\bformations?\b|\bd'?\s?etat\b|\bdetent|\bniveau\b|\becoles?\b"
)
CAP_EMPLOI: Final = re.compile(r"cap\s+emploi|bac(?:s\b|\s+(?:a|de)\s+(?!bac|bts|\+)[a-z])")


# "diplôme d'État d'infirmier", "infirmier (H/F) diplômé": the job's name right beside the word.
DIT_AVANT: Final = re.compile(
    r"\b(?:diplom\S*|titulaires?|d'?\s?etat|issue?s?\S*|niveau|formation|ecole|avez|maitrise|de|deug)\s+"
    r"(?:d'|de |des? metiers? |d'une? |du |en |l'|l\w+ |diplom\S+ |requise?s? |exigee?s? |d'etat |d'etat en |superieure |initiale |technique |type "
    r"|commerciale |ou |titre |un |une |d'|minimum |professionnelle |\W)*$"
)
DIT_APRES: Final = re.compile(
    r"^[\s(]{0,2}(?:\S{1,12}\s){0,1}(?:diplom|d\.?e\.?\b(?! ))|^\S{0,6} de formation"
)
VOISIN: Final = re.compile(r"\b(?:ou|et/ou|,|/)\s*(?:\S+\s){0,2}$|[/,]\s?$")


def _est_un_diplome(simple: str, mention: "re.Match[str]", a_un_voisin: bool) -> bool:
    avant = simple[max(0, mention.start() - 50) : mention.start()]
    if DIT_AVANT.search(avant) or DIT_APRES.match(simple[mention.end() : mention.end() + 30]):
        return True
    return a_un_voisin and bool(VOISIN.search(avant))


def niveaux(enonce: Enonce) -> list[tuple[int, int, int]]:
    """(level, start, end) of each diploma named; "bac+2/3" and "bac + 3 à 5" give their lowest.

    >>> from matching.moteur.lecture.texte import simplifier
    >>> brut = "De formation CAP/BEP ou Bac pro"
    >>> [n for n, _, _ in niveaux(Enonce(brut, simplifier(brut)))]
    [3, 3, 4]
    """
    trouves: list[tuple[int, int, int]] = []
    est_dit = bool(DIPLOME.search(enonce.simple))
    for mention in NIVEAU.finditer(enonce.simple):
        nom = mention[0]
        ecrit = enonce.brut[mention.start() : mention.end()]
        if nom in EN_CAPITALES and not ecrit.isupper() and not (nom == "cap" and est_dit):
            continue
        if SI_DIPLOME.match(nom) and not _est_un_diplome(enonce.simple, mention, bool(trouves)):
            continue
        if CAP_EMPLOI.match(enonce.simple, mention.start()):
            continue
        trouves.append((int((mention.lastgroup or "n0")[1:]), *mention.span()))
    return trouves
