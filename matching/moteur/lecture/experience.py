"""Months of experience required, and beginners welcome."""

import re
from typing import Final

from matching.moteur.lecture.fermete import NIE, Fermete, fermete_proche, lire_mots
from matching.moteur.lecture.regles import mentions, regle
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

DEBUTANT: Final = "debutant"
NOMBRES: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "dix": 10, "quinze": 15,
}  # fmt: skip
_N: Final = rf"\d{{1,2}}|{'|'.join(NOMBRES)}"
_DUREE: Final = rf"(?<![\d,.+/])(?P<n>{_N})(?:\s?(?:a|ou|-|/|et)\s?(?:{_N}))?\s?(?P<u>ans?|annees?|mois)\b(?:\(s\))?"
APRES: Final = re.compile(
    rf"\bexperiences?\b(?P<entre>[^.;]{{0,60}}?){_DUREE}(?! d'anciennete| de permis)"
)
AVANT: Final = re.compile(
    rf"{_DUREE}(?:\(s\))?(?:\s+(?:minimum|mini|au moins|environ))?\s+(?:d'|de |d |\w+ d')?experiences?\b"
)
POSTE: Final = re.compile(
    rf"\b(?:minimum|au moins|mini)\s+(?:de\s+)?{_DUREE}\s+(?:minimum\s+)?(?:sur|dans|a)\s+(?:un|une|des|ce|le)\b"
)
# Somebody else's years: the company's, or what is gained or paid later.
SOCIETE: Final = re.compile(
    r"\bfort (?:de|d')\b|\bforts? d[e']|\bdepuis\b|\bsociete\b|\bentreprise (?:de|avec|familiale)|\bnotre experience"
    r"|\bses \d|\bnos \d|\banciennete\b|\bcree|\bapres (?:un|1) an|\bgroupe\b|\bsalaire|\bremuner"
    r"|\bpermis de\b|\bcontrat|\bcdd\b"
)
NOUS: Final = re.compile(
    r"^,\s*(?:la societe|le groupe|l'entreprise|notre|nous|cette|l'agence|le cabinet)\b"
)
ENFANTS: Final = re.compile(r"\benfants?\b|\bages?\b|\beleves\b|\bagee?s\b")
EXPERIENCE_MAXIMALE: Final = 240
TOI: Final = re.compile(r"\bvous\b|\btu\b|\bprofil\b|\bcandidat")
OU: Final = re.compile(
    r"\b(?:et/)?ou\s+(?:(?:bien\s+)?(?:d'|de |avec |justif\w+ |vous |par |une |un |d'une )*)?$"
    r"|\bautodidacte|\bdiplome\b[^,.]{0,40}\bou\s+(?:\S+\s+){0,2}$"
)
OU_APRES: Final = re.compile(
    r"^[^,.]{0,60}?\b(?:et/ou|ou)\s+(?:(?:d'un|un|une|d'une|etre|vous etes|le|titulaire)\s+)*"
    r"(?:diplom|dut|bts|bac|cap|titulaire|sortez|debutant|formation)"
)
SOIT: Final = re.compile(r"\bsoit\b.*\bou bien\b|\bsoit\b.*\bsoit\b|\bmais une\b")
EN_TETE: Final = re.compile(r"^\W{0,4}experiences? (?:en|dans|de|sur|comme|professionnelle)\b")
EXIGEE: Final = re.compile(
    r"\bexperiences?\b[^.,;]{0,60}?\b(?:exigee?s?|obligatoires?|requise?s?|indispensables?|imperati\w+|demandee?s?"
    r"|necessaires?)\b|\b(?:justifi\w+|avez|possedez|disposez|beneficiez)\b[^.,;]{0,25}\bexperience"
)
SOUHAITEE: Final = re.compile(r"souhait|appreci|un plus|ideal|atout|option|preference|serait|non ")

EXPLICITES: Final = (
    regle(
        DEBUTANT,
        "debutant|debuter|profil|junior",
        r"\bdebutant\w*(?:[·.(]\w+\)?)*\s*(?:\(\w+\)\s*)?(?:[\w'·()]+\s+){0,4}?accept|\baccept\w+ (?:\w+ ){0,3}debutant"
        r"|\bdebutant\w*\S* (?:sont )?(?:\w+ ){0,3}(?:bienvenu|possible)|\bdebutant\S*,? ou (?:avec|exper|confirm|veteran)"
        r"|\bouverts? aux debutant|\bsoit debutant|\bsouhaitee? : debutant|\bprofils? debutant"
        r"|\bne debuterez pas seul|\bdebutant\S*,? (?:une )?(?:adaptation|formation|accompagnement)|\bouverts? (?:a tous|aux) (?:les )?profils?\b(?:,? (?:debutant|junior))?|\bdebutants?\b[^.,]{0,25}\b(?:admis|etudie|considere|accueilli)"
        r"|\b(?:debutant\S*|junior) (?:et|ou|a|comme) (?:\w+ )?(?:confirme|experiment|senior)",
        r"\bnon accept|\bpas (?:de|aux) debutant|\banglais",
        sait_nier=False,
    ),
    regle(
        DEBUTANT,
        "experience|experiment|junior|jeunes diplome|novice|sans condition|profils|premier emploi|peu importe|quel|reconversion",
        r"\b(?:avec ou )?sans experiences?\b|\bexperience\b[^.,;]{0,40}\b(?:non|pas) (?:exigee?|obligatoire|requise?"
        r"|necessaire|indispensable|demandee?)|\bexperimente\S* ou (?:non|pas|debutant)|\baucune experience"
        r"|\bplus que votre experience|\bmanque\w* d'experience|\bjeunes? diplomee?s? (?:bienvenu|accepte)"
        r"|\bou (?:simplement )?(?:l')?envie d'apprendre|\bprofils? juniors? (?:accepte|bienvenu)|\bexperience ou non\b|\bnovices?\b|\bpas d'experience (?:exigee|requise|necessaire)"
        r"|\bsans condition (?:particuliere )?de"
        r"|\bouverts? aux (?:profils )?juniors|\bpeu importe (?:votre|ton|vos|l') (?:experience|parcours|diplome|formation)|\bquel(?:le)? que soit (?:votre|ton) (?:experience|parcours|niveau)|\btous (?:les )?profils (?:sont )?(?:accept|bienvenu|etudi)|\bpremier emploi\b|\bpremiere experience (?:accept|bienvenu)"
        r"|\bexperience\b[^.,;]{0,30}\b(?:n'est pas|pas) (?:un prerequis|forcement|necessairement|imperati|un critere)|\b(?:peu|pas) d'experience\b|\breconversions? (?:professionnelle )?(?:bienvenu|accept|possible)|\ben reconversion\b",
        r"\bsans experience en (?:management|vente)|\bmais une experience|\bs'abstenir",
        sait_nier=False,
    ),
)
FORMES: Final = (
    regle(
        DEBUTANT,
        "formation|former|forme|prise de |appren|tuteur|tutorat|binome|alternan|nouveau metier|doublon|doublure|parrain|poei|afpr|poe ",
        r"\bformations?\s+(?:\S+\s+){0,3}?(?:est |sera )?(?:assuree|prevue|dispensee|financee|mise en place|offerte)"
        r"|\bformation (?:en )?(?:interne|initiale a votre|a votre arrivee|sur le poste|au poste|continue des l)"
        r"|\b(?:beneficie\w+|suivr\w+|recevr\w+) (?:\w+ ){0,3}(?:d'une |une )formation"
        r"|\b(?:vous|te|nous vous) (?:former|formons|formerons|formera|serez formee?)\b|\bserez forme"
        r"|\b(?:de|pour|a) vous former\b|\bvotre formation durera|\bapprendre (?:un|le|ce|votre) (?:\w+ )?metier"
        r"|\bapprendre toutes les|\btutorat mis en place|\bformation sur nos produits"
        r"|\bvous apprendrez a\b|\b(?:envie|desir\w*|soif|volonte|souhait\w*) (?:\w+ )?d'apprendre|\b(?:decouvrir|apprendre) un (?:nouveau )?metier"
        r"|\b(?:parcours|programme) (?:de formation|d'integration)|\b(?:serez|etes|seras|es) (?:\w+ )?formee?s?\b(?! (?:en|a) (?:notre|bac))|\bperiode de formation|\bapres (?:une|votre) formation\b|\baccompagnement (?:a|dans|lors de|pour) (?:la|votre) prise de (?:poste|fonction)|\b(?:recherch\w+|recrut\w+|accueill\w+) (?:\S+ ){0,4}?(?:apprenti|alternant)"
        r"|^\W*(?:alternant|apprenti)|\ben (?:alternance|apprentissage)\b|\b(?:futur|notre|prochain)\w* (?:alternant|apprenti)|\ba former\b|\bcontrat d'apprentissage|\bcontrat de professionnalisation"
        r"|\btutorat de|\b(?:periode|jours|semaines?) de (?:doublon|doublure|tutorat)|\bdoublons?\b|\b(?:poei|poec|afpr)\b|\bformation (?:\w+ ){0,2}(?:gratuite|remuneree|qualifiante|certifiante)|\bapres une formation\b|\bformations? (?:\w+ )?(?:en interne|interne|possible)\b|\bvous formera\b|\bnous formons\b|\bnous vous (?:apprendr|apprenons)",
        r"\bissu|\btitulaire|\bevolution|\bconstitue\w* d|\bcomposee? d|\bgroupe alternance|\becole superieure|\bencadr|\btutorat des|\baux apprentis|\bvotre tuteur|\bacademy|\bcentre de formation|\bvolonte d'integration|\bpour (?:des|nos) (?:alternants|apprentis)|\bmaitres? d'apprentissage|\bdans l'apprentissage|\bstage, alternance|\borganisme de formation|\bsuivre des formations|\bde formation\b|\bformation continue",
        (Section.ENTREPRISE,),
    ),
)


def lire_experience(texte: Texte) -> list[ExigenceLue]:
    """Months asked (E or S), "expérience exigée" without a duration, or beginners welcome."""
    durees = [
        lu for e in texte.parlant_de("experience", "minimum", "au moins") for lu in _durees(e)
    ]
    debutant = _debutant(texte, durees)
    if durees:
        return _choisir(durees) + debutant
    return (_sans_duree(texte) if not debutant else []) + debutant


def _choisir(durees: list[ExigenceLue]) -> list[ExigenceLue]:
    """The general experience comes first or is longest ("5 ans dont 3 en gestion de projet")."""
    for exigence in (Exigence.EXIGE, Exigence.SOUHAITE):
        lues = [d for d in durees if d.exigence is exigence]
        if lues:
            return [max(lues, key=lambda d: d.niveau or 0)]
    return []


def _durees(enonce: Enonce) -> list[ExigenceLue]:
    simple = enonce.simple
    if enonce.section is Section.AVANTAGES and "experience" not in simple:
        return []
    lues = []
    for motif in (AVANT, APRES, POSTE):
        for mention in motif.finditer(simple):
            exigence = _exigence(simple, mention)
            if exigence is not None:
                extrait = enonce.extrait(*mention.span())
                lues.append(
                    ExigenceLue(
                        Critere.EXPERIENCE, "", _mois(mention), exigence[0], extrait, exigence[1]
                    )
                )
        if lues:
            return lues
    return []


def _exigence(simple: str, mention: "re.Match[str]") -> tuple[Exigence, float] | None:
    avant, apres = simple[: mention.start()], simple[mention.end() :]
    if SOCIETE.search(avant[-60:] + mention[0]) and not TOI.search(avant[-80:]):
        return None
    entre = mention.groupdict().get("entre") or ""
    if NOUS.match(apres) or ENFANTS.search(entre) or _mois(mention) > EXPERIENCE_MAXIMALE:
        return None
    if SOIT.search(avant):
        return Exigence.SOUHAITE, 0.7
    if OU.search(avant[-60:]) or OU.search(entre) or OU_APRES.match(apres):
        return Exigence.SOUHAITE, 0.7
    ferme = fermete_proche(simple, *mention.span(), (0, len(simple)))
    if NIE.search(entre) or ferme is Fermete.NIE:
        return None
    atout = re.match(r"[^.]{0,40}\b(?:atout|appreci|un plus|souhait)", apres)
    if SOUHAITEE.search(entre) or ferme is Fermete.SOUHAITE or (atout and lire_mots(atout[0])):
        return Exigence.SOUHAITE, 0.85
    return Exigence.EXIGE, 0.9


def _mois(mention: "re.Match[str]") -> int:
    nombre = NOMBRES.get(mention["n"]) or int(mention["n"])
    return nombre if mention["u"] == "mois" else nombre * 12


def _sans_duree(texte: Texte) -> list[ExigenceLue]:
    for enonce in texte.parlant_de("experience"):
        mention = EXIGEE.search(enonce.simple)
        if mention and not SOUHAITEE.search(enonce.simple) and not NIE.search(enonce.simple):
            ferme = "exige" in mention[0] or "obligatoire" in mention[0]
            exigence, confiance = (Exigence.EXIGE, 0.85) if ferme else (Exigence.INCONNU, 0.6)
            extrait = enonce.extrait(*mention.span())
            return [ExigenceLue(Critere.EXPERIENCE, "", None, exigence, extrait, confiance)]
    return []


def _debutant(texte: Texte, durees: list[ExigenceLue]) -> list[ExigenceLue]:
    """Said in so many words, or training given while no experience is asked."""
    trouvees = list(mentions(texte, EXPLICITES))
    confiance = 0.9
    if not trouvees and not any(d.exigence is Exigence.EXIGE for d in durees):
        est_exigee = any(
            (EXIGEE.search(e.simple) or EN_TETE.match(e.simple)) and not SOUHAITEE.search(e.simple)
            for e in texte.parlant_de("experience")
        )
        trouvees = [] if est_exigee else list(mentions(texte, FORMES))
        confiance = 0.7
    return [
        ExigenceLue(Critere.EXPERIENCE, DEBUTANT, 0, Exigence.EXIGE, m.extrait(), confiance)
        for m in trouvees[:1]
    ]
