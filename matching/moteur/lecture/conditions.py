"""Stated conditions of work: loads, standing, outdoors, height, cold or heat, noise."""

from typing import Final

from matching.moteur.lecture.regles import mentions, regle
from matching.moteur.lecture.texte import ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

_OFFERT: Final = r"\baides? (?:au|a la)|\blimite|\breduit|\bdispositif|\bsans\b"
REGLES: Final = (
    regle(
        "charges",
        "charge|manutention",
        r"\b(?:port|ports|porter|portez|soulever|manipulation|manipuler|manipulez|transport)\s+(?:de\s+|des\s+)?"
        r"(?:\w+\s+)?charges?\b|\bcharges?\s+lourdes?\b|\bport\s+de\s+(?:\w+\s+)?(?:colis|sacs)\b"
        r"|\bmanutentions?\s+lourdes?\b|\bcharges? (?:\w+ ){0,2}(?:de|jusqu'a|inferieures?)[^.]{0,15}\bkg",
        rf"\bprise?s? en charge|\bpermis\b.*\bcharge|{_OFFERT}",
        (Section.AVANTAGES,),
    ),
    regle(
        "debout",
        "debout",
        r"\b(?:station|position|posture|tenue|travail|travailler|poste|stations|journee)\s+(?:\w+\s+)?debout\b"
        r"|\brester debout\b",
    ),
    regle(
        "exterieur",
        "exterieur|nature|grand air|plein air|intemperie|dehors|meteo|climatique",
        r"\b(?:travail|travaux|travailler|travaillez|poste|activites?|oeuvrer|missions?)\s+(?:\w+\s+){0,4}?"
        r"(?:en|a l')\s?exterieure?s?\b|\btravail manuel a l'exterieur|\bintemperies\b"
        r"|\b(?:travail|travailler|activite \w+|[^e]) en plein air\b|\btravail dehors\b|\ben exterieur\b|\bau grand air\b"
        r"|\bconditions (?:climatiques|meteo\w*)|\ben toutes? saisons?\b"
        r"|\bchantiers? (?:interieurs? et )?exterieurs?\b|\b(?:travaux|interventions?|missions?|activites?) (?:\w+ ){0,3}(?:en )?interieurs? (?:et|comme|ou) (?:en )?exterieurs?\b|\b(?:aime|appreci|gout|attrait|appetence|crai[gn])\w* [^.]{0,40}\b(?:exterieur|grand air|plein air|nature)\b"
        r"|\bactivites? (?:exercee |se deroulant )?(?:principalement )?en exterieur",
        r"\bisolation|\bhotellerie|\bprestataires? exterieur|\bloisirs? de plein air|\bcanicule"
        r"|\btravaux exterieurs",
    ),
    regle(
        "hauteur",
        "hauteur|vertige|echafaud|nacelle|toiture|echelle|cordes|cordiste",
        r"\b(?:travail|travaux|travailler|travaillez|intervention|interventions|poste|sites?|acces)\s+(?:\w+\s+){0,2}?"
        r"en (?:grande )?hauteur|\bvertige\b|\b(?:plateforme|interventions?|monter|acces|poste|evolu\w+|chantiers?) (?:\w+ ){0,2}en hauteur|\btravaux? (?:\w+ ){0,3}(?:sur|en) (?:echafaudages?|nacelles?|toitures?|echelles?|cordes)"
        r"|\bmont(?:er|age) (?:\w+ ){0,2}echafaudages?|\bcordiste",
    ),
    regle(
        "froid_chaud",
        "froid|chaud|temperature|frigorifique|chaleur|canicule|surgele|frais",
        r"\b(?:chambres?|chambes?|zones?|entrepots?|milieu|environnement|ateliers?)\s+(?:\w+\s+){0,2}?"
        r"(?:froide?s?|frigorifiques?|refrigere\w*|chaude?s?)\b|\btravail(?:ler)?\s+(?:\w+\s+){0,2}?"
        r"(?:au|dans le|en) (?:froid|frais)\b|\bfroid (?:positif|negatif)\b|\bresist\w+ a la chaleur"
        r"|\b(?:fortes?|grandes?) chaleurs?\b|\btemperatures? (?:\w+ )?(?:basses?|negatives?|positives?"
        r"|superieure|inferieure|dirigee|de \d|entre|comprise)|\bzone a \d{1,2} ?°",
        r"\binstall|\bmaintenance|\bchauffage|\bchaine du froid|\bfluides?\b|\bmontage",
    ),
    regle(
        "bruit",
        "bruit|bruyant|sonore|bouchons d'oreille|auditi",
        r"\b(?:environnement|ateliers?|milieu|zones?)\s+(?:\w+\s+){0,3}?bruyante?s?\b|\bbruyante?s?\b"
        r"|\b(?:exposition|expose\w*|presence|lie\w*) (?:au|aux|de|du) bruits?\b|\bnuisances? sonores?\b"
        r"|\bprotections? auditives?\b|:\s*bruit\b|\bbruit,",
        r"\breduction|\blutte|\bmesure|\bfaire du bruit|\betud",
    ),
)


def lire_conditions(texte: Texte) -> list[ExigenceLue]:
    """Conditions said of the work itself; what is offered against them is not one."""
    return [
        ExigenceLue(Critere.CONDITION, m.code, None, Exigence.EXIGE, m.extrait(), 0.85)
        for m in mentions(texte, REGLES)
    ]
