"""Sex of the person looked for, in the body of an offer (titles: `textes.titres`)."""

from typing import Final

from matching.equite.textes.mixite import MIXTE
from matching.equite.textes.regles.base import (
    ARTICLES,
    ECARTE,
    EXCLU,
    FERME,
    PRES,
    RECRUTE,
    SEUL,
    SUIVI,
    VOEU,
    VOULU,
    Regle,
    r,
)

NOMS: Final = (
    r"(?<!sage-)(?<!sages-)(?<!sage )\b(?:hommes?|femmes?|monsieur|messieurs|dames?|mesdames|demoiselles?"
    r"|mademoiselle|filles?|garcons?|gars|mecs?|nanas?)\b(?!-|/| ?(?:de (?:terrain|loi|cle|la situation"
    r"|menage|chambre|peine|salle|cafe)|cle\b|grenouille|d'affaires?|toutes mains|a tout faire))"
)
# What is made, sold or lived in for one sex says nothing of who works there.
OBJETS: Final = (
    r"vetements?|pret[- ]a[- ]porter|\bpap\b|chaussur\w+|\bmode\b|coiffures?|rayons?|parfum\w*|articles?"
    r"|collections?|boutique|magasin|foyer|hebergement|centre|services?|accessoires?|produits?|soins?"
    r"|clientele|clients?|vestiaires?|victimes?|droits? des|equipe (?:de|feminine|masculine)|club|football"
    r"|rugby|basket|lignes?|sport|association|maison|accompagn\w+|public|ressources|sciences|internat|prison"
    r"|detention|sanitaires?|espace|index|egalite|salaires?|ecart"
)
# A place or a service for one sex, not a job.
PUBLICS: Final = (
    r"vetements?|pret[- ]a[- ]porter|chaussur\w+|coiffures?|rayons?|collections?|foyer|hebergement|vestiaires? (?:reserv|femmes|hommes|separe)\w*"
    r"|victimes?|club|football|internat|sanitaires?|accessoires?|clientele|hammam|salle|maison d"
)
GROUPE: Final = r"(?:hommes|femmes|messieurs|mesdames|filles|garcons|dames|mecs)\b"

# One person of a sex, in an offer, is who is looked for; unless it is who will be helped.
_UNE_PERSONNE: Final = (
    r"\b(?:une|un) (?:(?:jeune|vraie?|bonne?|autre|seule?) )?(?:femme|homme|fille|garcon|dame|monsieur|gars|mec|nana)\b"
    r"(?! (?:ou|de|d'|agee?|handicapee?|malade|enceinte|politique|orchestre|au pair)|-|/| ?\(h)"
)
_AIDES: Final = (
    r"aupres|accompagn\w+ d|aid(?:e|er|ez) |assist(?:er|ez)|garde|compagnie|domicile|chez|toilette|repas|soins?|usag\w+"
    r"|patient\w*|resident\w*|client\w*|statue|portrait|film|role|comed\w+|histoire|vie d"
)
REGLES: Final[tuple[Regle, ...]] = (
    r(
        "SEXE-01",
        "homme|femme|fille|garcon|dame|monsieur|gars|mec|nana",
        _UNE_PERSONNE,
        "une personne (H/F)",
        sauf=rf"{MIXTE}|{_AIDES}|{OBJETS}",
        nie=False,
    ),
    r(
        "SEXE-02",
        "homme|femme|fille|garcon|dame|monsieur",
        rf"{NOMS} (?:{SEUL}|(?:de |en |par )preference|privilegi\w+|souhait\w+)"
        rf"|\b(?:priorite|preference) (?:aux?|a des|pour les|donnee aux?) (?:candidate?s? )?{NOMS}",
        "toute personne (H/F)",
        sauf=rf"{MIXTE}|vetements?|rayons?|collections?|vestiaires?|victimes?",
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|monsieur|dame|fille|garcon|gars|mec|nana",
        rf"\b(?:vous etes|tu es|etre|soyez)(?: donc| idealement| \w+ment)? une? (?:\w+ ){{0,2}}?{NOMS}"
        rf"|\b(?:convien\w+|adapte\w*|ideale?|parfait\w*|propose|s'adresse)\b(?: \w+){{0,2}}? (?:a|pour|aux?) "
        rf"(?:une? |des |les )?(?:\w+ )?{NOMS}",
        "une personne (H/F)",
        sauf=rf"{MIXTE}|{OBJETS}|enceinte",
        nie=False,
    ),
    r(
        "SEXE-06",
        "jeune|demoiselle",
        rf"(?:{RECRUTE}{ARTICLES}|^\W*|profil\W+|pour (?:une? )?)(?:jeunes? (?:et \w+ )?(?:femmes?|hommes?|filles?|garcons?"
        rf"|gars|dames?|mecs?)|demoiselles?)\b",
        "une personne (H/F)",
        sauf=MIXTE + r"|ligne de|vetement|foyer|public|aupres",
        apres="au pair",
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|monsieur|messieurs|dame|fille|garcon|gars|mec|nana",
        rf"{RECRUTE}{ARTICLES}(?:jeune |beau |belle |\w+ )?{NOMS}",
        "recherchons une personne (H/F)",
        sauf=MIXTE,
        avant=OBJETS + r"|d'aider|aider|agent|vendeu\w+|conseill\w+|styliste|educat\w+",
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|masculin|feminin|sexe",
        r"(?:profil|candidat)s?(?: (?:recherche|ideal|souhaite|type))?(?: est)? ?:? ?(?:d'?une?|une?|de)? ?"
        r"(?:homme|femme|masculin|feminin)\w*\b|\bsexe(?: (?:souhaite|recherche|demande|exige))? ?:? ?(?:masculin|feminin|homme|femme|[mfh]\b(?! ?[/,]))\w*",
        "candidature ouverte à toutes et à tous",
        sauf=MIXTE,
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|garcon",
        rf"\b(?:postes?|travail|emploi|metier|mission|boulot|job)\b{PRES} (?:pour|aux?|a|a des|d') ?"
        rf"(?:des |une? |de )?{NOMS}(?! enceinte)",
        "poste ouvert à toutes et à tous",
        sauf=rf"{MIXTE}|{OBJETS}",
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|monsieur|dame|gars|mec|garcon|fille",
        r"^\W*(?:urgent\W+)?(?:une? )?(?:homme|femme|monsieur|dame|gars|mec|garcon|fille)\b(?! de| ou|/|-| cle)"
        rf"(?:{PRES}(?:\bpour\b|serieu|souhait|recherche|motive|{FERME}|de chez nous)|,| \w+,)",
        "une personne (H/F)",
        sauf=rf"{MIXTE}|{OBJETS}",
        nie=False,
    ),
    r(
        "SEXE-02",
        "homme|femme|fille|garcon|dame|messieurs|mesdames|masculin|feminin",
        rf"\b{SEUL} (?:des? |une? |aux? |les )?{NOMS}|\bgent (?:feminine|masculine)\b"
        rf"|\b(?:emplois?|postes?|metiers?) (?:masculin|feminin)s?\b"
        rf"|\b(?:prefer|souhait|aimeri|voudri|voulons|veut)\w*[^.;\n]{{0,40}}?\b(?:avec|par) (?:une?|des) {NOMS}"
        rf"|\b(?:reserv\w+|{SEUL}|que|destine\w*)\b(?: \w+){{0,2}}? ?(?:aux |a des |des |pour |d')?"
        rf"(?:les |candidat\w+ )?(?:{GROUPE}(?! enceinte)|(?:masculin|feminin)\w*)(?: {SEUL})?",
        "ouvert à toutes et à tous",
        sauf=rf"{MIXTE}|{PUBLICS}|dispositif|formation|cours|seance",
        nie=False,
    ),
    r(
        "SEXE-02",
        "homme|femme|fille|garcon|dame|monsieur",
        rf"{NOMS},? ?\(?(?:(?:est|serait) )?(?:{SEUL}|{FERME}|{VOEU})",
        "toute personne (H/F)",
        sauf=rf"{MIXTE}|{OBJETS}",
        nie=False,
    ),
    r(
        "SEXE-02",
        "homme|femme|fille|garcon",
        rf"\b(?:idealement|plutot|surtout|preference|par|occupee? par)[ ,:]+(?:une? |des )?{NOMS}(?=\W*$|,| \w+e\b| pour\b|[^.;\n]{{0,40}}charge)",
        "toute personne (H/F)",
        sauf=rf"{MIXTE}|{OBJETS}|enceinte",
        nie=False,
    ),
    r(
        "SEXE-02",
        "femme|homme",
        r"\b(?:seules? |uniquement )?(?:les |des )?candidatures? (?:de |d')(?:femmes?|hommes?)\b|\bmetiers? d'(?:hommes?)\b|\btravail d'hommes?\b",
        "candidatures de toutes et de tous bienvenues",
        sauf=MIXTE,
        nie=False,
    ),
    r(
        "SEXE-02",
        "messieurs|mesdames|mesdemoiselles",
        r"\b(?:pour vous|reserv\w+|postez|postulez|candidatez|on vous attend|bienvenue)[ ,:]+(?:les )?(?:messieurs|mesdames|mesdemoiselles)\b"
        r"|\b(?:messieurs|mesdemoiselles)\b,? (?:a vos|postulez|ce poste|cette offre|rejoignez)",
        "bienvenue à toutes et à tous",
        sauf=r"mesdames[ ,]+(?:et )?messieurs|messieurs[ ,]+(?:et )?mesdames",
        nie=False,
    ),
    r(
        "SEXE-02",
        "masculin|feminin",
        rf"\b(?:candidatures?|candidate?s?|profils?|personnel|main[- ]d'oeuvre|personnes?|employees?)"
        rf" (?:{SEUL} |plutot )?(?:masculin|feminin)\w*|\b(?:masculin|feminin)\w* (?:{SEUL}|{FERME})"
        rf"|{SEUL} (?:masculin|feminin)\w*",
        "candidatures de toutes et de tous bienvenues",
        sauf=rf"{MIXTE}|clientele|rayon|mode|et (?:masculin|feminin)|comme (?:masculin|feminin)",
        nie=False,
    ),
    r(
        "SEXE-02",
        "homme|femme|fille|garcon|messieurs|mesdames",
        rf"\b{GROUPE}{SUIVI}(?:{EXCLU}|ne pas postuler)|{ECARTE}{GROUPE}",
        "ouvert à toutes et à tous",
        sauf=rf"{MIXTE}|{OBJETS}|enceinte|vestiaire",
        nie=False,
    ),
    r(
        "SEXE-05",
        "(h)|(f)|(h |(f |(homme|(femme|(hommes|(femmes|(masc|(femin|h uniq|f uniq|h seul|f seul|h excl|f excl|h only|f only",
        r"\((?:h|f|hommes?|femmes?|masculin|feminin)(?: (?:uniquement|seulement|exclusivement|obligatoire\w*"
        r"|imperati\w+|only))?\)|(?<![/\w-])[hf] (?:uniquement|seulement|exclusivement|only)\b",
        "(H/F)",
        avant=r"\d ?$|permis|heures?",
        nie=False,
    ),
    r(
        "SEXE-07",
        "feminin|masculin|viril|de femme",
        r"mains? de femme|(?:une |d'une )?(?:touche|presence|sensibilite|douceur|intuition|delicatesse|main) "
        r"feminine|(?:une )?(?:presence|poigne|force|autorite|carrure) (?:masculine|virile)|\bvirile?s?\b"
        r"|virilite",
        "de la méthode",
        sauf="rayon|collection|parfum|clientele",
        nie=False,
    ),
    r(
        "SEXE-08",
        "il |elle ",
        r"^\W*(?:il|elle) (?:sera (?:charge|responsable|amene|en charge|garant|force de|place|rattache"
        r"|encadre|accompagne|forme|integre|l'interlocut|le |la |un |une |capable|present|affecte|sous)\w*"
        r"|devra (?!etre (?:possible|rempl|rend|fourn|sign))|aura (?:pour|en charge|la charge|a charge|a |comme"
        r"|un sens|le sens)|assurera|participera|veillera|realisera|effectuera|travaillera|interviendra"
        r"|(?:possede|maitrise|dispose d'|justifie d')\W?[^.;\n]{0,25}?(?:experience|formation|diplome|permis|connaissances?))",
        lambda extrait: _vous(extrait),
        nie=False,
    ),
    r(
        "SEXE-09",
        "femme de|homme de|hommes de|femmes de|toutes mains|tout faire|dame de|garcon de|fille de",
        rf"(?:{RECRUTE}{ARTICLES}|^\W*|(?:poste|emploi|titre)\W+(?:d'|de )?)(?:(?:femmes?|dames?) de (?:menage"
        r"|chambre|charge|compagnie|service)|hommes? (?:de (?:peine|menage|ferme)|toutes? mains?|a tout faire"
        r"|d'entretien)|bonne a tout faire|garcons? de (?:cafe|salle|ferme|course)s?|filles? de salle)",
        "recherchons un agent ou une agente d’entretien (H/F)",
        sauf=rf"{MIXTE}|h ?/ ?f|f ?/ ?h|valet",
        nie=False,
    ),
    r(
        "SEXE-09",
        "secretaire",
        r"secretaire \(?femme\)?",
        "secrétaire (H/F)",
        nie=False,
    ),
    r(
        "SEXE-10",
        "homme d|bon pere|chef de famille|bonhomme",
        r"\bhomme (?:de (?:terrain|la situation|metier|defis?|l'ombre|confiance|parole)|d'action)"
        r"|l'homme (?:ou la femme )?de la situation|bon pere de famille|chef de famille|bonhomme",
        "vous aimez le terrain",
        sauf=r"femme de",
        nie=False,
    ),
    r(
        "SEXE-01",
        "pour homme|pour femme|homme oblig|femme oblig|homme imper|femme imper",
        rf"\b(?:donc|poste|travail|plutot|surtout)\b {PRES}pour (?:un )?(?:hommes?|femmes?)\b"
        rf"|\((?:homme|femme)s? {VOULU}\)",
        "ouvert à toutes et à tous",
        sauf=rf"{MIXTE}|{OBJETS}|enceinte",
        nie=False,
    ),
    r(
        "SEXE-01",
        "homme|femme|gars|fille",
        r"\b(?:barman|serveu\w+|vendeu\w+|\w+(?:eur|ier|ien|iste|o)) (?:homme|femme)\b(?! ?/)",
        "une personne (H/F)",
        sauf=rf"{MIXTE}|{OBJETS}",
        nie=False,
    ),
)


def _vous(extrait: str) -> str:
    """The statement spoken to the reader: "Il assurera" → "Vous assurerez"."""
    verbe = extrait.split(" ", 1)[1] if " " in extrait else ""
    mots = {
        "sera": "serez", "devra": "devrez", "aura": "aurez", "assurera": "assurerez",
        "participera": "participerez", "veillera": "veillerez", "realisera": "réaliserez",
        "réalisera": "réaliserez", "effectuera": "effectuerez", "travaillera": "travaillerez",
        "interviendra": "interviendrez", "possede": "possédez", "possède": "possédez",
        "maitrise": "maîtrisez", "maîtrise": "maîtrisez", "dispose": "disposez",
    }  # fmt: skip
    premier, _, reste = verbe.partition(" ")
    return f"Vous {mots.get(premier, premier)} {reste}".strip()
