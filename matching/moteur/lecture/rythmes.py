"""Kinds of hours: night, early, evening, Saturday, Sunday, shifts, split, variable, on call."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from matching.moteur.lecture.horaires import Lus, stretches
from matching.moteur.lecture.horloge import AILLEURS, DEBUT_SEUL, FIN_SEULE, Releve, lire_heure
from matching.moteur.lecture.regles import Mention, nie, regle
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

_FLEXIBLE: Final = r"(?:flexibles?|modulables?|libres?|adaptables?|amenag\w+|souples?|adaptes?|a la carte|variables? selon)"
_DECALE: Final = r"(?:variables?|irreguliers?|decales?|atypiques?|changeants?)"
_ETRE: Final = r"\s+(?:\w+ )?(?:(?:seront|sont|est|sera|tres|plutot|de travail|parfois|:|en)\s+)*"
REGLES: Final = (
    regle(
        "jour", "jour",
        r"\bhoraires? (?:\w+ )?(?:de |du |en )?(?:journee|jour)\b|\btravail (?:en|de) journee|\b(?:poste|semaines?|equipe) (?:de|en) jour(?:nee)?\b"
        r"|\ben jour\b|\ben journee\b|\bde jour\b(?= (?:ou|et|comme|/))|\bjour/nuit",
        r"\baccueil de jour|\bhopital de jour|\bdurant la|\breunions?\b",
    ),
    regle("jour", "bureau", r"\bhoraires? de bureau"),
    regle(
        "lun_ven", "lundi|week",
        r"\blundi (?:matin )?(?:au|a) vendredi|\bpas de week-?\s?ends?|\bweek-?\s?ends? (?:non travaille|libre)",
    ),
    regle("matin_tot", "tot|matina", r"\btot le matin|\bmatin(?:ee)? tot|\btravail matina|\b(?:horaires?|heures?) matina|\b(?:etes|es|etre|personne) matina|\baux aurores|\bau petit matin"),
    regle(
        "soir", "soir",
        r"\bsoirees?\b|\b(?:horaires?|travail\w*|equipes?|postes?|services?|brigades?|astreintes?|semaines?|fermetures?)\s+"
        r"(?:\w+ ){0,3}?(?:du|de|le|en|et|les) soirs?\b|\bmatin ?(?:/|,|ou|et) ?(?:(?:l')?apres[ -]midi ?(?:/|,|ou|et) ?)?(?:le |du )?soir\b"
        r"|\bmidi (?:/|et|ou) (?:du |le )?soirs?\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s? soirs?\b",
        r"\btraite|\bcoucher|\barrets\b|\bgarderie|\bsoirees? (?:d'entreprise|festive|d'integration|team|a theme)|\bequipes du matin et du soir",
    ),
    regle(
        "nuit", "nuit|8",
        r"\bnuits?(?![a-z])|\b[345]\s?[x*]\s?8\b",
        r"\btransmission|\brenforce ses brigades|\bde jour comme de nuit|\baccueil de nuit|\borganisation du travail de nuit|\bnuits? d'hotel|\bnuitees?|\btable de nuit|\bveille de nuit assuree",
    ),
    regle("samedi", "samedi|week|we|dimanche", r"\bsamedis?\b|\b(?:lundi|mardi|mercredi|jeudi|vendredi) au dimanche\b|\bweek-?\s?ends?(?![a-z])|\b(?:un|1|le|les) we\b|\bd'astreinte le we\b"),
    regle("dimanche", "dimanche|week|we|feries", r"\bdimanches?\b|\bweek-?\s?ends?(?![a-z])|\bjours? feries?\b|\b(?:un|1|le|les) we\b"),
    regle(
        "poste", "8|12|poste|equipe|roulement|rotation|cycle|tournant|brigade",
        r"\b[2345]\s?[x*/]\s?(?:8|12)\b|\bhoraires? (?:\w+ )?(?:postee?s?|d'equipes?|tournants?|en equipes?)\b|\btravail poste\b|\bequipes? (?:postee|alternee|successive|tournante)s?"
        r"|\b(?:travail\w*|horaires?|poste|planning|week-?ends?|dimanche|samedi)\b[^.]{0,40}\b(?:en|par|via un) (?:roulement|rotation)|\bplannings? tournant"
        r"|\bcycles? (?:de travail )?(?:de \d+ semaines|qui alterne)|\ben rotation\b|\broulement (?:de|sur) (?:\d|deux|trois)|\bequipe (?:du |le )?matin\b.{0,30}apres-midi"
        r"|\balternance (?:d'equipes?|matin|semaine)|\brotation (?:d'equipes?|matin)|\bbrigades?\b.{0,40}\bmatin",
        r"\bdeplacement|\btraites?\b|\bastreintes? (?:\w+ ){0,3}(?:roulement|rotation)|\brotations? des (?:produits|stocks)|\brestaurant|\bconges",
    ),
    regle(
        "coupures", "coup|fraction|discontinu",
        r"\bhoraires? (?:\w+ )?(?:fractionne|discontinu)\w*|\b(?:travail|temps|poste|journees?) (?:\w+ )?(?:fractionne|discontinu|en coupe)\w*|\bcoupures? (?:horaires?|dans la journee)"
        r"|\b(?:avec|en|1|une|des|horaires?) coupures?\b|\bhoraires? (?:\w+ )?coupes?\b|\d de coupe\b|\bcoupures? (?:dans|en|l'apres|de \d)",
        r"\bsans coupure|\bpas de coupure|\bcourant\b|\belectrique|\bcoupures? (?:de presse|d'eau)|\bcoupes? de",
    ),
    # Two services a day, or the two ends of the school day: split, unless the week shares them out.
    regle(
        "deux_services", "midi|matin",
        r"\bmidis? et (?:du |le |les )?soirs?\b|\bservices? du midi\b.{0,15}\bdu soir\b|\betablissements? scolaires? matin et soir|\bscolaires?\b[^.]{0,60}\bmatin et soir|\bmatins? et (?:en )?fins? (?:d'apres[- ]midi|de journee)"
        r"|\ble matin et (?:le |en )(?:soir|fin)|\bavant et apres l'ecole|\bperiscolaire\b[^.]{0,40}\b(?:matin|midi) et (?:le )?soir",
        r"\btraite\b|\brepas du midi et|\btrajet|\bou le soir|\bouvert",
    ),
    regle(
        "decales", "horaire|temps de travail|rythme|planning|annualis|modul|variable",
        rf"\b(?:horaires?|rythmes?){_ETRE}{_DECALE}|\bhoraires? varie|\bmodulation (?:du temps|des heures|horaire)|\bhoraires? (?:\w+ ){{1,2}}(?:decales?|atypiques?|irreguliers?)",
    ),
    regle(
        "souples", "horaire|planning|temps|flex|varie|jours",
        rf"\b(?:horaires?|plannings?|emplois? du temps|temps de travail){_ETRE}{_FLEXIBLE}|\b(?:possibilites? )?d'amenagement (?:des horaires|du temps)|\blibre dans vos horaires|\bflextime|\bfin varie\b"
        r"|\b(?:horaires?|plannings?|jours|heures)\b[^.]{0,30}\b(?:selon|en fonction de) (?:vos|votre|tes|ses) (?:dispo|souhaits|contraintes)|\b(?:libre|libert\w+|autonom\w+|gere[rz]|organise[rz]|choisi\w+|maitre) (?:\w+ ){0,2}(?:votre|ton|vos|tes) (?:emploi du temps|planning|horaires)\b|\bflexibilite (?:\w+ )?(?:horaires?|des horaires|dans les horaires|d'horaires|du temps)|\bflexibles? (?:sur|dans|au niveau d\w+|quant aux) (?:les |vos |ses )?(?:horaires|planning|jours)|\bsouplesse (?:\w+ )?(?:horaire|dans les horaires|d'organisation)|\bhoraires? individualis\w+|\bpas de contrainte horaire|\baucune contrainte horaire|\bchoisir (?:le nombre de|vos|tes) jours"
        r"|\bplanning (?:\w+ ){0,2}(?:selon vos|a votre)|\baccord de modulation|\bhoraires? (?:\w+ ){0,3}selon (?:vos|vos? dispo)|\bamenageable\b",
    ),
    # Hours that may change: said, but no rhythm to plan a week on.
    regle(
        "varient", "horaire|planning|modul|jours|emploi du temps",
        r"\b(?:horaires?|plannings?|jours|emploi du temps)\b[^.]{0,50}\b(?:peu(?:t|vent)|pourra\w*|pouvant|susceptibles?|amenes?) (?:\w+ ){0,2}(?:varier|evoluer|changer|etre (?:decal|adapt|modifi|amenag)\w*)"
        r"|\bhoraires? (?:\w+ ){0,4}variant?\b|\bhoraires? (?:\w+ ){0,3}en fonction (?:de|du|des)\b"
        r"|\b(?:plannings?|horaires?) (?:\w+ ){0,2}(?:tournants?|fluctuants?|alternes?)\b|\bmodul(?:ation|able)s?\b.{0,25}\b(?:heures|horaire|temps)|\bjours? (?:de travail )?variables?",
        r"\bsalaire|\bremuneration|\bouverture|\btaux horaire",
    ),
    regle(
        "equipes", "x7|*7|x 7|x10|x11|vsd|matin|quart|2 equipes|3 equipes|deux equipes|trois equipes",
        r"\b[23]\s?[x*]\s?(?:7|10|11)\b|\bvsd\b|\b(?:soit |ou )?(?:du|le) matin,? (?:soit|ou) (?:du|de|l'|d')? ?l?'?apres[ -]+midi|\b(?:semaine|poste|equipe)s? (?:du |de )?matin\b.{0,25}\b(?:apres[- ]midi|soir)|\ben (?:quarts?|3 equipes|2 equipes|deux equipes|trois equipes)\b",
        r"\btransmission|\btraite\b",
    ),
    regle("astreinte", "astreinte", r"\bastreintes?\b", r"\bmontage d'astreinte|\bprocedures? d'astreinte|\b(?:gestion|organisation|planning) des astreintes"),
)  # fmt: skip
DES_JOURS: Final = frozenset(("jour", "lun_ven", "samedi", "dimanche", "soir", "matin_tot"))
CODES: Final = {
    "decales": "variables",
    "souples": "variables",
    "deux_services": "coupures",
    "varient": "variables",
    "equipes": "poste",
}
# Hours that may move or be chosen ask nothing of anybody by themselves, two services may be shared.
A_VERIFIER: Final = frozenset({"deux_services", "varient", "souples", "equipes"})
CONDITIONS: Final = {"nuit": "nuit", "decales": "horaires_decales", "poste": "horaires_decales"}
REPOS: Final = re.compile(
    r"\b(?:repos|fermeture|ferme|sauf|libres?|disposez d[eu]|off)\b[^,;]{0,25}$"
)
REPOS_APRES: Final = re.compile(
    r"^[^.,;]{0,25}\b(?:jamais|(?:de |est )repos|libres?|fermee?s?|ne sont pas|non travaille|off)\b"
)
AUTRUI: Final = re.compile(
    r"\bintervenants? du|\bde reve|\bsejours?|\bsi vous souhaitez|\bbon(?:ne)?s? |\bquand meme|\bouvert (?:le|les|du|7|tous|tout)"
    r"|\blivraisons? sur|\bsages-femmes|\bouverture (?:du|le)|\breductions?|\baccueill"
)
# Named as paid extra, or as a possibility: to be checked.
DOUTE: Final = re.compile(
    r"\bpossib|\bponctuel|\beventuel|\bparfois|\bpeu(?:t|vent)\b|\bprimes?\b|\bmajor|\bindemni|\bforfait|\bou\b|\bselon"
)
MATIN, JOUR, SOIR, NUIT_DEBUT, NUIT_FIN = 3 * 60, 7 * 60, 20 * 60, 22 * 60, 5 * 60
COUPURE, TROU_MAXIMAL, JOURNEE = 120, 6 * 60, 10 * 60


def lire_rythmes(texte: Texte, lus: Lus) -> list[ExigenceLue]:
    """Kinds said in words, then those the clock times and the days say."""
    dits = list(_dits(texte))
    montres = list(_montres(lus))
    codes = {lue.code for lue in montres}
    if codes & {"jour", "matin_tot"} and not codes & {"soir", "nuit"}:
        # "horaire du soir" of a shop whose day ends at 18:00: the clock knows better.
        dits = [d for d in dits if d.code != "soir" or "astreinte" in d.extrait.lower()]
    return dits + montres


def _dits(texte: Texte) -> Iterator[ExigenceLue]:
    for une in REGLES:
        for enonce in texte.parlant_de(*une.indices):
            simple = enonce.simple
            if enonce.section is Section.ENTREPRISE or (une.sauf and une.sauf.search(simple)):
                continue
            if (
                une.code in DES_JOURS
                and AILLEURS.search(simple)
                and "travail" not in simple
                and "poste" not in simple
            ):
                continue
            for mention in une.cible.finditer(simple):
                if not _est_nie(enonce, mention, une.code):
                    yield from _exigences(Mention(une, enonce, *mention.span()))
                    break


def _est_nie(enonce: Enonce, mention: "re.Match[str]", code: str) -> bool:
    simple = enonce.simple
    avant, apres = simple[: mention.start()], simple[mention.end() :]
    if AUTRUI.search(avant[-40:] + mention[0] + apres[:12]) or nie(enonce, mention):
        return True
    return code in ("samedi", "dimanche", "soir", "nuit") and bool(
        REPOS.search(avant[-40:]) or REPOS_APRES.match(apres)
    )


def _exigences(mention: Mention) -> Iterator[ExigenceLue]:
    code = CODES.get(mention.code, mention.code)
    autour = mention.enonce.simple[max(0, mention.debut - 60) : mention.fin + 40]
    doute = bool(DOUTE.search(autour)) and code != "variables"
    doute = doute or mention.code in A_VERIFIER
    exigence, confiance = (Exigence.INCONNU, 0.5) if doute else (Exigence.EXIGE, 0.85)
    extrait = mention.extrait()
    yield ExigenceLue(Critere.HORAIRES, code, None, exigence, extrait, confiance)
    if mention.code in CONDITIONS:
        condition = CONDITIONS[mention.code]
        yield ExigenceLue(Critere.CONDITION, condition, None, exigence, extrait, confiance)


def _montres(lus: Lus) -> Iterator[ExigenceLue]:
    """Kinds that follow from the stretches and the days of each statement."""
    tous = [(enonce, _en_minutes(heure)) for enonce, releve in lus for heure in stretches(releve)]
    if tous and all(d >= JOUR and f <= SOIR for _, (d, f) in tous):
        yield _montre("jour", tous[0][0])
    seuls = list(_seuls(lus))
    for code, est_tel in (("matin_tot", _est_tot), ("soir", _est_soir), ("nuit", _est_nuit)):
        trouve = next((enonce for enonce, (d, f) in tous + seuls if est_tel(d, f)), None)
        if trouve is not None:
            yield _montre(code, trouve)
    yield from _jours(lus)
    trouve = next((enonce for enonce, releve in lus if _est_coupe(releve)), None)
    if trouve is not None:
        yield _montre("coupures", trouve)


def _seuls(lus: Lus) -> Iterator[tuple[Enonce, tuple[int, int]]]:
    """Starts and ends written alone, as a stretch of one minute at that end."""
    for enonce, _ in lus:
        for mention in DEBUT_SEUL.finditer(enonce.simple):
            if heure := lire_heure(mention["heure"]):
                debut, _ = _en_minutes((heure, heure))
                yield enonce, (debut, debut)
        for mention in FIN_SEULE.finditer(enonce.simple):
            if (heure := lire_heure(mention["heure"])) and "poste" in enonce.simple:
                fin, _ = _en_minutes((heure, heure))
                yield enonce, (JOUR, fin)


def _jours(lus: Lus) -> Iterator[ExigenceLue]:
    jours = {jour for _, releve in lus for jour in releve.jours}
    horaires = [(enonce, releve) for enonce, releve in lus if releve.jours]
    if jours == set(range(5)) and any(releve.plages for _, releve in horaires):
        yield _montre("lun_ven", horaires[0][0])


def _montre(code: str, enonce: Enonce) -> ExigenceLue:
    extrait = (
        enonce.extrait(0, len(enonce.simple))
        if len(enonce.simple) <= 160
        else enonce.extrait(0, 120)
    )
    return ExigenceLue(Critere.HORAIRES, code, None, Exigence.EXIGE, extrait, 0.85)


def _en_minutes(heure: tuple[str, str]) -> tuple[int, int]:
    debut, fin = (int(h[:2]) * 60 + int(h[3:]) for h in heure)
    return debut, fin + 1440 * (fin <= debut)


def _est_tot(debut: int, _: int) -> bool:
    return MATIN <= debut < JOUR


def _est_soir(debut: int, fin: int) -> bool:
    return debut < SOIR < fin


def _est_nuit(debut: int, fin: int) -> bool:
    return debut < NUIT_FIN or fin > NUIT_DEBUT


def _est_coupe(releve: Releve) -> bool:
    """Two stretches of the same days more than two hours apart, in that order."""
    plages = [(tuple(j), _en_minutes((d, f))) for j, d, f in releve.plages]
    plages += [((), _en_minutes(heure)) for heure in releve.sans_jour]
    return any(
        jours == suivants
        and COUPURE < debut - fin < TROU_MAXIMAL
        and fin - premier + dernier - debut <= JOURNEE
        for (jours, (premier, fin)), (suivants, (debut, dernier)) in pairwise(plages)
    )
