"""How an offer is written: language, pay, words that keep people away, plain reading."""

import re
from typing import Final

from matching.equite.textes.regles.base import FERME, SEUL, Regle, r
from matching.equite.textes.regles.contexte import MANUEL

_MOTS_ANGLAIS: Final = (
    r"(?:we|you|your|our|the|are|is|will|for|and|with|to|of|be|as|must|have|has|needed|who|what|looking|join|team|apply|now|this|that|they|from|an|it|in|on|at|or"
    r"|hiring|required|responsible|experience|full|time|start|immediately|company|skills|work|working|job|offer|seeking|driving|valid|new|shop|manage|deliver)"
)
# At least three English words, two of which stand side by side, in a statement without French articles.
_PHRASE_ANGLAISE: Final = (
    rf"^(?=(?:.*?\b{_MOTS_ANGLAIS}\b){{4}})(?!.*\b(?:le|la|les|des|du|une|et|est|pour|dans|vous|nous|notre|votre|avec|sur)\b.*\b(?:le|la|les|des|du|une|et|est|pour|dans|vous"
    rf"|nous|notre|votre|avec|sur|de)\b).*\b{_MOTS_ANGLAIS} (?:\w+ )?{_MOTS_ANGLAIS}\b.*$"
)
_JARGON: Final = (
    r"(?:kpis?|reporting|qse|qhse|hse|agile|transverse|process|asap|roadmap|benchmark\w*|onboarding|workflow|scalab\w+|lean|scrum|mindset|stakeholders?|delivery|go-to-market"
    r"|insights?|brainstorm\w*|leads?|closing|pipeline|b2b|b2c|sourcing)"
)

REGLES: Final[tuple[Regle, ...]] = (
    r(
        "LANGUE_OFFRE-01",
        " we | you|we are| our |our |the | and | for a | for an| with |must |needed|apply now|join |looking for|what we",
        _PHRASE_ANGLAISE,
        "",
        sauf=r"anglais",
        nie=False,
        clause=False,
    ),
    r(
        "REMUNERATION-01",
        "salaire|remuneration|package",
        r"\b(?:salaires?|remunerations?|packages?)\b[^.;\n]{0,25}?\b(?:selon|a negocier|a definir|negociable|attracti\w+|motivant\w*|en fonction|suivant|a convenir|competiti\w+)"
        r"(?: (?:profil|experience|convention))?",
        "",
        sauf=r"\d[\d ]{2,}|\d ?(?:€|eur|k)|\bsmic\b",
        nie=False,
    ),
    r(
        "GENRE_CODE-01",
        "battant|conquer|compet|guerrier|ninja|rockstar|rock star|chasseur|killer|winner",
        r"\b(?:temperament|esprit|vraie?s?|profil|etes|etre|es)(?: \w+)?(?: de)? battante?s?\b|^\W*battante?s?\b|\bconquerante?s?\b|\bcompetit(?:eur|rice)s?\b|\besprit (?:de competition|conquerant)|\bguerri(?:er|ere)s?\b|\bninjas?\b|\brock ?stars?\b|\bkillers?\b|\bwinners?\b"
        r"|\bchasseu(?:r|se)s? (?:dans l'ame|de prime|ne)",
        "vous aimez convaincre",
        sauf=r"sportive|arbitre|sauce|\bporte battante",
        nie=False,
    ),
    r(
        "GENRE_CODE-02",
        "leader|impos|ambitieu|agressi|dominant",
        r"\bleader (?:nee?|naturel\w*|charismatique)|\bleadership naturel|\b(?:vous |savoir |savez )?(?:vous|s') ?impos(?:er|ez)\b|(?:\b(?:etes|etre|es|profil|personne|candidat\w*)[^.;\n]{0,30}?|^\W*)\bambitieu(?:x|se)s?\b|\bagressi(?:f|ve|vite)\w*"
        r"(?: commerciale\w*)?|\bdominant\w* (?:caractere|personnalite)|\btemperament dominant",
        "vous coordonnez l’équipe",
        sauf=r"entreprise|leader (?:de son|du|mondial|europeen|sur)|projet\w* ambitieu|objectif\w* ambitieu|plan ambitieu|usagers?|public|gestion de l'agressivite|clients? agressi",
        nie=False,
    ),
    r(
        "GENRE_CODE-03",
        "douce|maternel|discrete|fee|aux petits soins",
        r"\bdouces? et \w+|\bpersonne (?:\w+ et )?(?:douce|maternelle|discrete)|\bbonne fee|\bfee du logis|\binstinct maternel|\bdouceur maternelle",
        "attention portée aux personnes",
        sauf=r"eau douce|langue|ecole|assistante? maternelle?|mobilite",
        nie=False,
    ),
    r(
        "GENRE_CODE-04",
        "imperati",
        r"\bimperati\w+ ?x ?\d|(?:\b(?:imperati\w+|obligatoire\w*|indispensable\w*|exige\w*)\b.*?){5}",
        "",
        nie=False,
        clause=False,
    ),
    r(
        "LISIBILITE-01",
        "kpi|reporting|qse|qhse|agile|transverse|process|asap|roadmap|workflow|lean|scrum|mindset|b2b|pipeline|onboarding",
        rf"\b{_JARGON}\b.*?\b{_JARGON}\b",
        "",
        nie=False,
        clause=False,
    ),
    r(
        "LISIBILITE-02",
        "bac",
        rf"\bbac ?(?:\+ ?\d)?(?: \w+){{0,2}}? ?{FERME}|\b(?:niveau )?bac ?(?:\+ ?\d)? {SEUL}",
        "diplôme ou expérience équivalente",
        si_offre=MANUEL,
        sauf=r"reglement\w*|comptab\w+|infirmi\w+",
    ),
)
PHRASE_LONGUE: Final = 25
MOTS: Final = re.compile(r"[^\W\d_]{2,}")
