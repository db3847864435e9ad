"""French asked of the person, and other languages."""

import re
from typing import Final

from matching.moteur.lecture.fermete import Fermete, fermete
from matching.moteur.lecture.regles import nie
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import NIVEAUX_CECRL, Critere, Exigence

LANGUES: Final = {
    "anglais": "en", "allemand": "de", "espagnol": "es", "italien": "it", "portugais": "pt",
    "arabe": "ar", "neerlandais": "nl", "russe": "ru", "chinois": "zh", "turc": "tr",
    "polonais": "pl", "roumain": "ro", "japonais": "ja", "langue des signes": "lsf", "lsf": "lsf",
}  # fmt: skip
LANGUE: Final = re.compile(
    r"\b(?:l'|d'|le |la langue |langue )?(?P<langue>anglais|allemand|espagnol|italien|portugais|arabe"
    r"|neerlandais|russe|chinois|turc|polonais|roumain|japonais|langue des signes|lsf)e?\b"
)
# The adjective (a client, a brand, a cuisine) or the subject taught is not a language asked.
PAS_UNE_LANGUE: Final = re.compile(
    r"\b(?:client\w*|marche|cuisine|entreprise|groupe|marque|specialites?|leader|societe|filiale|fabrication|cours(?: d')?"
    r"|professeur\w*(?:\(\S+\))?(?: d')?|enseign\w+(?: de)?|licence|formateur\w*|equipes?|restaurant|vin)\s*$"
)
PARLEE: Final = re.compile(
    r"\bmaitris|\bparl|\bcourant|\bniveau\b|\bbilingue|\bpratiqu|\blangues?\b|\ba l'aise|\bcommuniquer"
    r"|\becrit|\blu\b|\bnotions?\b|\bconnaissances?\b|\bbases?\b|\btechnique\b|\bprofessionnel"
    r"|\bfluent|\blinguist|\blire\b|\baisance|\bexig|\brequis|\bsouhait|\bun plus\b|\bnecessaire\b|\bimperati|\boption"
)
FRANCAIS: Final = re.compile(
    r"\b(?:maitris\w+|parler|parlez|lire|ecrire|comprendre|niveau|bases?|connaissances?|pratiqu\w+|usage|aisance)\s+"
    r"(?:\w+\s+){0,4}?(?:du |le |de |en |la langue )?(?:francais|langue francaise)\b"
    r"|\bfrancais\b\s*(?:courant|lu\b|parle|ecrit|imperatif|exige|obligatoire|indispensable|correct|:)"
    r"|\b(?:parler|parlez|lire|ecrire|comprendre)(?:[ ,/]+(?:et |ou )?(?:parler|lire|ecrire|compter|comprendre))*"
    r"\s+(?:et \w+\s+)?(?:le |en )?francais"
    r"|\bfrancais et (?:anglais|allemand|espagnol) (?:ecrit|a l'ecrit|lu|parle|courant)"
    r"|\bsavoir (?:lire|ecrire|compter)(?:,? (?:et|ou)? ?(?:lire|ecrire|compter))*(?!\s+\w*\s?(?:un|une|des|les|plans?|schema))"
    r"|\b(?:lire|lecture)(?:,? et (?:ecrire|suivre|comprendre|ecriture|respecter))? (?:les |des |de )?"
    r"(?:consignes|modes? operatoires|instructions)|\bcomprendre (?:et \w+ )?(?:une|les|des) (?:consigne|instruction)s?"
    r"|\belocution\b|\borthograph\w+|\b(?:aisance|qualites?|capacites?|competences?|talents?|facilites?|aptitudes?|sens)\s+"
    r"(?:\w+ et (?:\w+ )?)?redactionnel\w*|\bredactionnelles?\b(?= (?:exig|requis|indispens|et relation|et ortho))"
    r"|\b(?:qualites?|competences?|aptitudes?)\s+(?:\w+ et )?(?:en |de )redaction\b"
    r"|\bexpression (?:\w+ )?(?:ecrite|orale)|\b(?:capacite|capable|aptitude|en mesure|savoir|sait|savez)s? (?:de |a )?"
    r"(?:rediger|s'exprimer|vous exprimer)|\bpouvoir s'exprimer|\baisance (?:\w+ )?(?:orale|ecrite|a l'oral|verbale)"
    r"|\ba l'aise (?:a l'(?:oral|ecrit)|avec l'ecrit)|\bvous exprime[rz] (?:\w+ ){0,2}?(?:en francais|correctement|bien|avec aisance|clairement)"
    r"|\bcommunication (?:ecrite|orale|verbale)"
)
ECRIT: Final = re.compile(r"\bredac|\bredig|\becri|\borthograph|\blire\b|\blecture\b|\blu\b")
NIVEAU: Final = re.compile(r"\b(?P<niveau>a[12]|b[12]|c[12])\b")
TACHE: Final = re.compile(
    r"\bcours de francais|\bprofesseur|\benseign\w+ (?:du|de) francais|\bformateur francais"
)


OU: Final = re.compile(
    rf"\b(?:{'|'.join(LANGUES)})\s+(?:et/)?ou\s+(?:l'|de l'|d')?(?:{'|'.join(LANGUES)})\b"
)


# "des notions d'anglais", "un plan, même en anglais": too little to block somebody.
NOTIONS: Final = re.compile(r"\b(?:notions?|bases?|meme en|rudiments?)\b[^,.;]{0,15}$")


def lire_langues(texte: Texte) -> list[ExigenceLue]:
    """French first, then each other language once per firmness."""
    return _francais(texte) + _autres(texte)


def _francais(texte: Texte) -> list[ExigenceLue]:
    lues = []
    for enonce in texte.parlant_de(
        "francais", "lire", "lecture", "elocution", "ortho", "redact", "redig", "expr", "oral", "ecri", "comprendre", "communication"
    ):  # fmt: skip
        if enonce.section is Section.AVANTAGES or TACHE.search(enonce.simple):
            continue
        mention = next((m for m in FRANCAIS.finditer(enonce.simple) if not nie(enonce, m)), None)
        if not mention:
            continue
        ferme = fermete(enonce.simple, *mention.span(), (0, len(enonce.simple)))
        if ferme is Fermete.NIE:
            continue
        critere = Critere.LANGUE_ECRIT if ECRIT.search(mention[0]) else Critere.LANGUE_ORAL
        exigence = Exigence.SOUHAITE if ferme is Fermete.SOUHAITE else Exigence.EXIGE
        extrait = enonce.extrait(*mention.span())
        lues.append(ExigenceLue(critere, "fr", _niveau(enonce), exigence, extrait, 0.85))
    return lues


def _niveau(enonce: Enonce) -> int | None:
    ecrit = NIVEAU.search(enonce.simple)
    return NIVEAUX_CECRL.index(ecrit["niveau"].upper()) if ecrit else None


def _autres(texte: Texte) -> list[ExigenceLue]:
    lues = []
    for enonce in texte.parlant_de(*LANGUES):
        for mention in LANGUE.finditer(enonce.simple):
            lue = _autre(enonce, mention)
            lues += [lue] if lue else []
    return lues


def _autre(enonce: Enonce, mention: "re.Match[str]") -> ExigenceLue | None:
    simple = enonce.simple
    if enonce.section is Section.ENTREPRISE or PAS_UNE_LANGUE.search(simple[: mention.start()]):
        return None
    est_bare = len(simple.split()) <= 3
    if not est_bare and not PARLEE.search(simple):
        if not re.search(r"\ben $", simple[: mention.start("langue")]):
            return None
        exigence, confiance = Exigence.INCONNU, 0.5
    else:
        ferme = fermete(simple, *mention.span(), (0, len(simple)))
        if ferme is Fermete.NIE:
            return None
        exigence, confiance = Exigence.EXIGE, 0.85
        if OU.search(simple) or NOTIONS.search(simple[: mention.start()]):
            exigence, confiance = Exigence.INCONNU, 0.6
        if ferme is Fermete.SOUHAITE or re.search(r"\bfrancais ou\b", simple):
            exigence = Exigence.SOUHAITE
    code = LANGUES[mention["langue"]]
    extrait = enonce.extrait(*mention.span())
    return ExigenceLue(Critere.LANGUE_ORAL, code, _niveau(enonce), exigence, extrait, confiance)
