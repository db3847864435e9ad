"""Certificates and habilitations: CACES, FIMO, first aid, security card, electrical works…

Codes are those of `vocabulaire.CERTIFICATS`; what it does not hold keeps a code of its own
(``caces_2``, ``carte_conducteur``, ``afgsu``).
"""

import re
from typing import Final

from matching.moteur.lecture.fermete import Fermete, fermete_proche
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

INDICES: Final = (
    "caces", "habilit", "sst", "secour", "ssiap", "carte", "haccp", "hygiene alim", "fimo", "fco",
    "bafa", "bafd", "bnssa", "aipr", "phyto", "biocide", "frigorigene", "afgsu", " adr", "cariste",
    "vtc", "taxi", "cqp", "tfp", "psc1", "psc 1", "pse1", "pse 1", "pse2", "matieres dangereuses",
    "hauteur", "cqc", "btp", "atex", "ss4", "ss 4", "cofrend", "diplome d'etat", "deas", "deap",
    "aide-soignant", "dea ", "soudage", "soudure", "soudeur", "gies", "chimiq", "harnais", "echafaud",
    "confine", "catec", "drone", "telepil", "acaced", "certificat", "capacite de", "amiante", "certifi",
    "agrement", "pont", "elingu", "prap", "permis", "badge", "cnaps",
)  # fmt: skip
NOMS: Final = (
    ("caces", r"(?:\bcaces\b|\bcertificats? d'aptitude a la conduite en securite\b)(?:\s*(?:cariste|chariots?|type))*(?P<suite>[^a-z]{0,3}(?:r ?\d{3}|cat(?:egories?)?\b\.?"
              r"|[1-9]|nacelles?|pemp|pont\w*(?: roulant)?|grue\w*(?: auxiliaire| de chargement)?|(?:d')?engins?(?: de chantiers?)?"
              r"|gerbeurs?|[abc]\b|[a-g]\d\b|[a-g]\b|et|ou|/|,|-|\.|&|\s|\(|\)|:)*)"),
    ("habilitation_electrique", r"\bhabilit\w+\W+(?:\w+\W+){0,3}?(?:electri\w+|h0\b|b0\b|b1\b|b2\b|basse tension|haute tension|travaux sous tension"
                                r"|aux travaux sous tension|h0v?|b0v?|b1v?|b2v?|h1v?|h2v?|br\b|bs\b|bc\b|be\b)"),
    ("habilitation_defense", r"\bhabilit\w+ (?:de |a la |au |niveau |du |de niveau )?(?:securite\b|(?:confidentiel|secret)?[- ]?defense|confidentiel|secret)"),
    ("habilitation_chimie", r"\b(?:habilitation|formation)s? (?:\w+ ){0,2}?(?:risques? chimiques?|chimie)\b|\brisques? chimiques? (?:niveau )?n?[12]\b|\bgies ?\d?\b"),
    ("habilitation_aeroport", r"\bbadge (?:aeroport\w*|rouge)|\btitre d'acces aeroport"),
    ("sst", r"\bsst\b|\bsauveteur\S*(?: et)? secouriste(?: du travail)?|\bsecourisme\b|\bsecouristes? du travail"),
    ("psc1", r"\bpsc ?1\b|\b(?:formation|attestation|certificat\w*|diplome|brevet)s? (?:\w+ ){0,3}?premiers secours\b|^\W*premiers secours\W*$"),
    ("pse", r"\bpse ?[12]\b"),
    ("ssiap_1", r"\bssiap ?1?\b(?! ?[23])"),
    ("ssiap_2", r"\bssiap ?2\b"),
    ("ssiap_3", r"\bssiap ?3\b"),
    ("carte_pro_securite", r"\bcarte pro(?:fessionnelle)?\b(?! btp)[^,.]{0,60}?(?:securite|surveillance|cnaps|cynophile)"
                           r"|\bcarte cnaps\b|\bcarte pro\b(?! btp)|\bagrement cnaps\b"),
    ("haccp", r"\b(?:formation|certificat\w*|attestation|formee?s?)\s+(?:\w+\s+){0,3}?(?:haccp|hygiene alimentaire)|^\W*haccp\W*$"),
    ("fimo_voyageurs", r"\bfimo\s+\(?voyageurs?"),
    ("fimo", r"\bfimo\b"),
    ("fco", r"\bfco\b"),
    ("carte_conducteur", r"\bcartes? (?:de )?(?:conducteur|tachy\w*|chrono\w*)(?! (?:vtc|taxi))"),
    ("carte_qualification", r"\bcartes? (?:de )?qualification\b|\bcqc\b"),
    ("carte_btp", r"\bcarte (?:d'identification professionnelle )?(?:du )?btp\b"),
    ("atex", r"\bhabilitation\w* atex\b|\bformation atex\b"),
    ("amiante_ss4", r"\bss ?4\b|\bamiante (?:ss ?[34]|sous[- ]section)|\bformation amiante\b"),
    ("diagnostic_immobilier", r"\bcertifi\w+ (?:\w+ ){0,3}?(?:amiante|plomb|dpe|diagnosti\w+)"),
    ("cofrend", r"\bcofrend\b"),
    ("qualification_soudage", r"\b(?:licences?|qualifications?|certifications?|habilitations?|qualifi\w+) (?:de |en |du )?soud\w+"
                              r"|\bsoud\w+ (?:\S+ ){0,3}?(?:qualifiee?s?|licencie\w*|certifie\w*)\b"),
    ("bafa", r"\bbafa\b"),
    ("bafd", r"\bbafd\b"),
    ("bnssa", r"\bbnssa\b"),
    ("aipr", r"\baipr\b"),
    ("certiphyto", r"\bcerti-?\s?phyto\w*"),
    ("certibiocide", r"\bcerti-?\s?biocide\w*"),
    ("fluides_frigorigenes", r"\b(?:attestation|aptitude|habilitation|certificat\w*)\s[^.,]{0,30}(?:fluides? )?frigorigenes?"),
    ("afgsu", r"\bafgsu\b"),
    ("adr", r"\badr\b(?: de base)?|\bmatieres dangereuses\b"),
    ("caces_cariste", r"\bpermis cariste\b|\blicence cariste\b"),
    ("pont_roulant", r"\b(?:habilitation|formation|autorisation)s? (?:\w+ ){0,3}?(?:ponts? roulants?|elingu\w+)"),
    ("carte_vtc", r"\bcarte (?:professionnelle )?(?:de )?(?:conducteur )?(?:vtc|taxi)"),
    ("cqp_aps", r"\b(?:cqp|tfp) aps\b"),
    ("travail_hauteur", r"\b(?:habilitation|formation|aptitude|attestation)s? (?:au |en |habilitation )?(?:(?:travail|travaux) en )?hauteur\b"
                        r"|\b(?:habilitation|formation)s? (?:au )?port du harnais"),
    ("echafaudage", r"\b(?:habilitation|formation|attestation|certificat)\w* (?:\w+ ){0,3}?echafaudages?\b"),
    ("espaces_confines", r"\bcatec\b|\b(?:habilitation|formation)s? (?:\w+ ){0,2}?espaces? confines?"),
    ("acaced", r"\bacaced\b|\bcertificat de capacite (?:\w+ ){0,3}?anima\w+"),
    ("capacite_transport", r"\b(?:capacite|attestation de capacite) (?:de |en |professionnelle (?:de |en )?)?transports?\b"),
    ("telepilote", r"\btelepilote|\bbrevet (?:\w+ ){0,2}drone"),
    ("permis_bateau", r"\bpermis (?:bateau|cotier|fluvial|hauturier)\b"),
    ("prap", r"\bprap\b"),
    ("agrement_asmat", r"\btitulaire d'un agrement\b|\bagrement (?:\w+ ){0,3}?(?:assistant\w* )?maternel"),
    ("deas", r"\bdeas\b|\bdiplome d'etat d'aide[- ]soignant"),
    ("deap", r"\bdeap\b|\bdiplome d'etat d'auxiliaire de puericulture"),
    ("dea", r"\bdiplome d'etat d'ambulancier"),
)  # fmt: skip
MOTIF: Final = re.compile("|".join(f"(?P<m{rang}>{motif})" for rang, (_, motif) in enumerate(NOMS)))
PETIT_PLUS: Final = re.compile(r"\b(?:le|les) petits? plus\b")
VOISINAGE: Final = 25
COURT: Final = 60
NOMME: Final = re.compile(
    r"\b(?:avec|titulaires?|issu|votre|vos|permis|fimo|fco|caristes?|preparateurs?|conducteurs?)\b[^,.]{0,30}$"
)
# What these words name is as often a rule of the job as a paper to hold: bare, they are checked.
INCERTAINES: Final = re.compile(
    r"haccp|hauteur|matieres dangereuses|secourisme|defense|securite\b(?!.*cnaps)|chimi|soud|prap|plomb|amiante"
)
ROUTIERS: Final = re.compile(r"\b(?:fimo|fco|cqc)\b")
OU_APRES: Final = re.compile(
    r"^(?:\s*\([^)]{0,40}\))?[\s,]*(?:et/)?\bou\s+(?:(?:le|la|un|une|votre|l'|d'un|d'une)\s+)?(?P<autre>\S.*)"
)
OU_AVANT: Final = re.compile(
    r"(?P<autre>[^.;:]{0,40})[\s,-]\bou\s+(?:(?:le|la|un|une|d'un|d'une|du)\s+)?$"
)
TACHE: Final = re.compile(
    r"\b(?:conduite|utilisation|conduire|utiliser|maitrise|respect\w*|norm\w+|regles?|connaissances?|notions?)\b[^,.]{0,30}$"
)
# Things done, taught, offered or paid for.
AILLEURS: Final = re.compile(
    r"\bformation (?:possible|prise|financee|aux?\b)|\bvous faisant passer|\bpasser (?:le|vos|les)|\bfinanc|\bou pas\b"
    r"|\bprise en charge|\bsuivi d|\bmaintien|\bveiller|\bfiches? de|\bavancee|\bpossibilite (?:de|d')"
    r"|\bmanutention et prevention|\bservice sst|\bsante\b.{0,20}\bsst|\ba l'aide d|\bproposons|\ba passer\b|\bbeneficie"
    r"|\bobtention|\ba valider en|\bpeut vous|\bpayant|\bremboursement|\bproduits? .{0,20}matieres dangereuses"
    r"|\bsuivi (?:des|de vos) habilitation|\badmissible\b|\beligible\b|\bservice de sante|\bdomaine sst\b|\bchamp de la sst"
    r"|\bplan sante\b|\bpasserez\b|\bdiagnostics? reglementaires?|\bfera passer|\bprevu(?:e|es|s)? (?:a|des|en)\b|\bsi caces"
)
PAR_NOM: Final = {
    "nacelle": "caces_r486", "pemp": "caces_r486", "pont": "caces_r484", "grue": "caces_r490",
    "engin": "caces_r482_a", "gerbeur": "caces_r485",
}  # fmt: skip


def lire_certificats(texte: Texte) -> list[ExigenceLue]:
    """Certificates asked or wished; named bare in the profile of an offer, they are asked."""
    return [lue for enonce in texte.parlant_de(*INDICES) for lue in _enonce(enonce)]


def _enonce(enonce: Enonce) -> list[ExigenceLue]:
    simple = enonce.simple
    if enonce.section is Section.AVANTAGES or AILLEURS.search(simple):
        return []
    lues: list[ExigenceLue] = []
    fermetes = _fermetes(simple)
    souhaites = {_nom(mention) for mention, ferme in fermetes if ferme is Fermete.SOUHAITE}
    for mention, ferme in fermetes:
        if ferme is Fermete.NIE:
            continue
        if _nom(mention) in souhaites:
            # "La possession du SST (sauveteur secouriste) est un plus": one wish, said twice.
            ferme = Fermete.SOUHAITE
        exigence, confiance = _ferme(enonce, ferme, mention)
        extrait = enonce.extrait(*mention.span())
        lues += [
            ExigenceLue(Critere.CERTIFICAT, code, None, exigence, extrait, confiance)
            for code in _codes(mention)
        ]
    return _alternatives(simple, lues)


def _fermetes(simple: str) -> list[tuple["re.Match[str]", Fermete]]:
    """Each certificate named; those side by side share the firmness that follows the last."""
    suivante, resultat = None, []
    for mention in reversed(list(MOTIF.finditer(simple))):
        ferme = fermete_proche(simple, *mention.span(), (0, len(simple)))
        if ferme is Fermete.TUE and suivante and suivante[0].start() - mention.end() <= VOISINAGE:
            ferme = suivante[1]
        suivante = (mention, ferme)
        resultat.append(suivante)
    return resultat[::-1]


def _ferme(enonce: Enonce, ferme: Fermete, mention: "re.Match[str]") -> tuple[Exigence, float]:
    if ferme is Fermete.SOUHAITE or PETIT_PLUS.search(enonce.simple):
        return Exigence.SOUHAITE, 0.9
    avant = enonce.simple[: mention.start()]
    if _est_une_voie(avant, enonce.simple[mention.end() :]):
        return Exigence.INCONNU, 0.6
    if ferme is Fermete.EXIGE:
        return Exigence.EXIGE, 0.9
    est_nomme = NOMME.search(avant)
    if TACHE.search(avant) or (INCERTAINES.search(mention[0]) and not est_nomme):
        return Exigence.INCONNU, 0.5
    est_liste = not re.search(r"[a-z]{3}", avant) or enonce.section is Section.PROFIL
    if est_nomme or est_liste or len(enonce.simple) <= COURT:
        return Exigence.EXIGE, 0.8
    return Exigence.INCONNU, 0.5


def _est_une_voie(avant: str, apres: str) -> bool:
    """True when the certificate is one way among others: "BAFA ou équivalent", "CAP ou BAFA".

    FIMO and FCO are one code when either is enough (`_alternatives`).
    """
    suite = OU_APRES.match(apres)
    if suite is not None:
        return not ROUTIERS.match(suite["autre"])
    precede = OU_AVANT.search(avant)
    return precede is not None and not ROUTIERS.search(precede["autre"])


def _nom(mention: "re.Match[str]") -> str:
    if mention.lastgroup == "suite":
        return "caces"
    return NOMS[int((mention.lastgroup or "m0").removeprefix("m"))][0]


def _codes(mention: "re.Match[str]") -> list[str]:
    nom = _nom(mention)
    if nom == "fimo":
        return ["fimo_marchandises|fimo_voyageurs"]
    if nom == "caces":
        return codes_caces(mention["suite"] or "")
    return [nom]


def codes_caces(suite: str) -> list[str]:
    """Codes of what follows the word "CACES"; "1 ou 3" is one code, either is enough.

    >>> codes_caces(" r489 cat 1-3-5"), codes_caces(" nacelle 1b et 3b"), codes_caces("")
    (['caces_1', 'caces_3', 'caces_5'], ['caces_r486'], ['caces'])
    """
    nommes = [code for nom, code in PAR_NOM.items() if nom in suite]
    recommandations = re.findall(r"r ?(\d{3})", suite)
    nommes += [f"caces_r{n}" for n in recommandations if n not in ("489", "389", "482")]
    if "482" in recommandations:
        nommes.append("caces_r482_a")
    if nommes:
        return list(dict.fromkeys(nommes))
    est_ou = re.search(r"(?<!et/)\bou\b", suite) is not None
    categories = re.findall(r"(?<![\dr])(?<!r )([1-9])[ab]?\b", re.sub(r"r ?\d{3}", "", suite))
    codes = [f"caces_{n}" for n in dict.fromkeys(categories)]
    return (["|".join(codes)] if est_ou and len(codes) > 1 else codes) or ["caces"]


def _alternatives(simple: str, lues: list[ExigenceLue]) -> list[ExigenceLue]:
    """ "FIMO ou FCO" and "FIMO / FCO": either is enough, said as one code."""
    codes = [lue.code for lue in lues]
    if not re.search(r"\bfimo\b\s*(?:\(?\w*\)?\s*)?(?:ou|/)\s*(?:la\s+)?\bfco\b", simple):
        return lues
    gardees = [lue for lue in lues if lue.code not in ("fco",)]
    return [
        lue.avec(code=f"{lue.code}|fco") if lue.code.startswith("fimo") and "fco" in codes else lue
        for lue in gardees
    ]
