"""Age: bounds in figures, words for youth, experience that may not exceed."""

from typing import Final

from matching.equite.textes.lecture import Champ
from matching.equite.textes.regles.base import (
    ARTICLES,
    ECARTE,
    EXCLU,
    FERME,
    LOIN,
    PRES,
    RECRUTE,
    SEUL,
    SUIVI,
    VOEU,
    Regle,
    r,
)
from matching.equite.textes.regles.contexte import ALTERNANCE, PERSONNES_AIDEES, TEXTE_SUR_L_AGE

_UNITE: Final = r"(?:[- ](?:et[- ]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?"
N: Final = rf"(?:1[5-9]|[2-6]\d|seize|dix[- ](?:sept|huit|neuf)|(?:vingt|trente|quarante|cinquante|soixante){_UNITE})"
NOMBRE: Final = r"(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|dix)"
ANS: Final = r" ?ans\b"
# Years that count something else than a life, just before or just after.
AUTRE_AVANT: Final = (
    r"experience|anciennete|pratique|depuis|exist\w+|fondee?|creee?|il y a|enfants?|eleves?|adolescents?|ados"
    r"|residents?|patients?|usagers?|societe|entreprise|groupe|marque|magasins?|vehicules?|garantie|permis"
    r"|bail|beneficiaires?|mineurs?|diplome\w*|\bbts\b|\bcap\b|clientele|personnes? agees?|scolaris\w+|savoir"
    r"|fort\w* d|riche d|plus de \d+ (?:pays|salaries)|age moyen|contrat de|duree|cdd|batiments?|immeubles?"
    r"|accueil\w*|accompagn\w+|aupres d|animation|garde d|public|jeunes? (?:ages? )?d|jeunes|notre|nos|nous avons"
)
AUTRE_APRES: Final = (
    r"\bd'?e?\W?(?:experience|anciennete|pratique|existence|metier|permis|expertise|savoir|activite|recul"
    r"|succes|presence|passion|carriere|croissance|bail|vie)|experience|anciennete|minimum d'exp|dans (?:le|la"
    r"|un|une|ce|l')|sur (?:un|le)|en (?:tant que|qualite)"
)
LEGAL: Final = rf"{TEXTE_SUR_L_AGE}"
BORNE_HAUTE: Final = (
    rf"(?:^\W*|\b)(?:(?:vous |tu |avez |as |etes |es |etre |avoir |ayez |agee?s? |ages? )*)(?:de |les |des |aux |d')*(?:moins d[eu]|pas"
    rf" plus d[eu]|pas encore|ne (?:depass\w+|devez|doit)(?: pas)?(?: depasser| avoir plus de)?|(?:ne pas|n'(?:avez|ayant|avoir) pas)(?: encore)?(?: avoir)? (?:depasse|atteint)|sans depasser|en dessous d[eu]|sous les|jusqu'a|max(?:imum)?\.? (?:de )?) ?{N}{ANS}"
    rf"|\b(?:agee?s? (?:de )?)?{N}{ANS} ?\(?(?:max\w*|au plus|au maximum|grand max\w*|et moins)\)?"
    rf"|\b(?:fourchette|tranche)s? d'ages? ?:? ?{N} ?(?:a|et|-|/) ?{N}"
    rf"|\bage ?:? ?(?:entre )?{N} ?(?:et|a|-|/) ?{N}\b"
    rf"|\b(?:limite d'|l')?age(?: \w+)? ?(?:max\w*|limite|ideal)?(?: d'age)?[^.;\n\d]{{0,20}}?:? ?"
    rf"(?:max\w* |de |est |entre )*{N}(?: ?(?:a|-|et|/) ?{N})?(?:{ANS})"
)
TRANCHE: Final = (
    rf"(?:\b(?:vous avez |agee?s? )?(?:entre|de) )?\b{N}(?:{ANS})? ?(?:a|et|-|/) ?{N}{ANS}"
    r"|\b(?:la |votre )?(?:petite |belle )?(?:vingtaine|trentaine|quarantaine)\b(?! d)|trentenaires?"
    r"|\bquadragenaires?\b|\bquadras\b|\b(?:ne|nee|nes) (?:apres|avant|entre) (?:19|20)\d\d"
    r"|annees? de naissance|quinqua(?:genaire)?s?\b"
)
AINES: Final = (
    r"(?:seniors?|quinquas?|quinquagenaires?|retraites?|vieux|sexagenaires?"
    rf"|(?:personnes? )?(?:agees? )?(?:de )?plus de {N} ans|(?:personnes? )?proches? de la retraite)"
)
TETES_AUTRES: Final = (
    r"(?:entreprises?|societes?|equipes?|structures?|start-?ups?|publics?|enfants?|pousses?|plants?|arbres?|marques?"
    r"|vignes?|animaux|age\b|sportif\w*|adultes?|travailleurs?|maison|agence|association|domaine|groupe|cabinet"
    r"|collectif|restaurant|magasin|enseigne|de \d|ages? de|en (?:difficulte|insertion|situation|decrochage|age"
    r"|service|formation)|parents?|eleves?|usagers?|residents?|clients?|consommat\w+|d'esprit)"
)
JEUNES: Final = rf"jeunes?\b(?! {TETES_AUTRES})"
RECRUES: Final = (
    r"(?:candidate?s?|profils?|collabora\w+|diplomee?s?|vendeu\w+|commercia\w+|recrues?|talents?|retraitee?s?"
    r"|personnes?|actifs?|active|h/f|serveu\w+|agents?|assistante?s?|technicien\w*|macon\w*|mecano|ouvri\w+|cadres?"
    r"|\w+(?:teur|trice|euse)s?|professionnel\w*)"
)
_ANNEES: Final = rf"{NOMBRE} (?:ans?|annees?)"
MAXIMUM_EXPERIENCE: Final = (
    rf"\b(?:(?:au )?max\w*|pas plus de|jusqu'a)(?: d[e'])? ?{_ANNEES} (?:d'|de )?exp\w+|\bmoins de {_ANNEES} (?:d'|de )?exp\w+"
    rf"|\b{_ANNEES} d'experience (?:au )?(?:max\w*|au plus)|\bentre {NOMBRE}(?: ans?)? et {_ANNEES} (?:d'|de )?exp\w+"
    rf"|\bexperience (?:comprise )?entre {NOMBRE}(?: ans?)? et {NOMBRE} ans?"
    rf"|\bexperience[^.;\n]{{0,25}}?(?:entre {NOMBRE} et|de {NOMBRE} a)? ?{_ANNEES}[ ,]*(?:(?:au )?max\w*|au plus|pas plus)"
    rf"|\bexperience (?:inferieure a|de moins de|n'excedant pas|limitee a|ne depassant pas) {_ANNEES}"
)
_TOUS: Final = "tous les âges sont bienvenus"

REGLES: Final[tuple[Regle, ...]] = (
    r(
        "AGE-01",
        " ans|0ans|5ans|age |age:|fourchette d|tranche d",
        BORNE_HAUTE,
        _TOUS,
        sauf=LEGAL,
        avant=AUTRE_AVANT + r"|bts|titulaire|experience|moyenne d'|moyen",
        apres=AUTRE_APRES,
        sauf_offre=rf"{ALTERNANCE}(?s:.)*\b(?:2[5-9]|30) ?ans|\b(?:2[5-9]|30) ?ans(?s:.)*{ALTERNANCE}",
        hors=(Champ.ENTREPRISE,),
        nie=False,
    ),
    r(
        "AGE-13",
        " ans|0ans|5ans",
        rf"\b(?:moins d[eu]|jusqu'a|max\w*) ?(?:2[5-9]|30) ?ans|\b(?:2[5-9]|30){ANS} ?(?:max\w*|au plus)"
        rf"|\b1[5-8](?:{ANS})? ?(?:a|et|-) ?(?:2[5-9]|30){ANS}",
        "ouvert au public éligible au contrat (C. trav. L6222-1)",
        sauf=LEGAL + r"|experience",
        si_offre=ALTERNANCE,
        nie=False,
    ),
    r(
        "AGE-02",
        " ans|0ans|5ans|vingtaine|trentaine|quarantaine|nee|ne apres|ne avant|ne entre|nes |naissance|quinqua|quadra|trentenaire",
        TRANCHE,
        _TOUS,
        sauf=LEGAL
        + r"|\bmois\b(?! d'exp)|equipe (?:compte|reunit|composee|va de)|effectif|moyenne d'age",
        avant=AUTRE_AVANT + r"|groupes?|jeunesse|pour les|chez les|cible",
        apres=AUTRE_APRES + r"|chez|dans",
        sauf_offre=rf"{ALTERNANCE}(?s:.)*\b(?:29|30) ?ans|\b(?:29|30) ?ans(?s:.)*{ALTERNANCE}|mission locale",
        hors=(Champ.ENTREPRISE,),
        nie=False,
    ),
    r(
        "AGE-03",
        " ans|0ans|5ans|age |age:|fourchette d|tranche d",
        rf"(?:^\W*|\b(?:vous|tu) (?:avez|etes|as)\b{PRES}|\b(?:etre |avoir |agee?s?|age|candidat\w*|personnes?"
        rf"|profils?)\b[^.;\n,]{{0,25}}?)(?:plus d[eu]|au moins|minimum|a partir de|min\.?) ?(?:19|[2-6]\d){ANS}"
        rf"|\bage[^.;\n]{{0,25}}?\b(?:19|[2-6]\d){ANS} (?:minimum|au moins|et plus|revolus)"
        rf"|\bagee?s?[^.;\n]{{0,12}}?\b(?:19|[2-6]\d){ANS} (?:minimum|au moins|et plus)"
        rf"|^\W*(?:19|[2-6]\d){ANS} (?:minimum|mini|et plus|au moins)\W*$",
        "une première expérience est appréciée",
        sauf=LEGAL,
        avant=AUTRE_AVANT,
        apres=AUTRE_APRES + rf"|{EXCLU}",
        hors=(Champ.ENTREPRISE,),
        nie=False,
    ),
    r(
        "AGE-04",
        "jeune|sang neuf",
        rf"{RECRUTE}{ARTICLES}(?:\w+ )?{JEUNES}(?: {RECRUES})?|^\W*{JEUNES} (?:et \w+ )?{RECRUES}"
        rf"|(?:^\W*|pour une? )jeunes? (?:femmes?|hommes?|filles?|garcons?)"
        rf"|\b(?:vous etes|tu es|etre|idealement|plutot|profils?|candidate?s?|personnes?)(?: \w+)? {JEUNES}(?! diplome)"
        rf"|\b(?:ideale?|parfaite?|convien\w+)(?: \w+)? (?:pour|a|aux?) (?:une? |des |les )?{JEUNES}(?! (?:et|ou) moins)"
        rf"|\b(?:{SEUL} (?:des |les |aux )?{JEUNES}|{JEUNES} {SEUL})|\bsang neuf\b|^\W*jeune\W*$|\b(?:quelqu'un|personne|profil|personnalite)(?: de)?(?: plutot| tres| assez)? jeune\b|\bjeunes? (?:et \w+ )?(?:candidate?s?|profils?|recrues?|vendeu\w+|collabora\w+|talents?)\b",
        "une personne motivée (H/F)",
        sauf=r"ou (?:\w+ )?(?:experimente|confirme|senior)|bienvenu|accepte|ligne de|(?:^|\W)jeunes? (?:ou|et) moins jeunes?"
        r"|educat\w+ de jeunes|profils? jeunesse",
        avant=PERSONNES_AIDEES + r"|aux|les",
        hors=(Champ.ENTREPRISE,),
        nie=False,
    ),
    r(
        "AGE-05",
        "jeunes diplome|jeune diplome|debutant|sortie d|sortant|sorti d|sortis d|emoulu|fraich",
        rf"\bjeunes? diplomee?s?\b{PRES}(?:{SEUL}|{FERME}|{VOEU})|{SEUL} (?:des |de |aux |un )?(?:jeunes? diplomee?s?"
        rf"|debutante?s?)|\bdebutante?s?\b,? ?\(?(?:{SEUL}|imperati\w+|exige\w*)|(?<!la )\bsort(?:ie|ant\w*|is|ir) d'ecole\b(?! (?:a |des |jusqu))"
        r"|frais emoulu|fraichement diplomee?",
        "débutants acceptés, expérience bienvenue",
        sauf=r"accepte|bienvenu|\bou (?:\w+ )?(?:experience|experimente|confirme)",
        nie=False,
    ),
    r(
        "AGE-06",
        "junior|senior",
        rf"\b(?:profils?|candidate?s?|personnes?)(?: \w+)? (?:junior|senior)s?\b|\b(?:junior|senior)s? ?\(?{SEUL}",
        "premières expériences acceptées",
        sauf=rf"\bou (?:junior|senior|experimente|confirme)|accepte|{EXCLU}",
        avant=PERSONNES_AIDEES + r"|mentor\w+|ouvert\w* aux?|former|formation|recrutement|suivi",
        nie=False,
    ),
    r(
        "AGE-07",
        "native|generation|millen|natif",
        r"digital(?:e)?s? natives?|natifs? (?:du )?numerique|(?:la )?generation (?:z|y|alpha|connectee)\b|millenn?ials?",
        "à l’aise avec les outils numériques",
        avant="clientele|cible|public|client",
        nie=False,
    ),
    r(
        "AGE-08",
        "maxi|max |max.|au plus|entre |jusqu|moins de|pas plus|inferieure|excedant|limitee|depassant",
        MAXIMUM_EXPERIENCE,
        "une première expérience est appréciée",
        sauf=r"accepte|bienvenu|debutante? ou",
        nie=False,
    ),
    r(
        "AGE-09",
        "surqualif|surdiplom|sur-|sur qualif|trop ",
        r"sur-?(?:qualifi|diplom)\w+|trop (?:qualifie|diplome|experimente)\w*",
        "tous les niveaux de formation conviennent",
        sauf="bienvenu|accepte|etudi",
        nie=False,
    ),
    r(
        "AGE-10",
        "jeune",
        r"equipes? (?:(?:est|a taille humaine|et|,|\w+) ?){0,2}?,? ?jeunes?\b|jeune equipe|ambiance jeune|collegues jeunes",
        "équipe soudée",
        sauf=r"equipes? (?:de|des|du|auprès) jeune|equipes? jeunes? (?:sportif|u\d)",
        nie=False,
    ),
    r(
        "AGE-11",
        "senior|quinqua|retrait|vieux|vieille|trop |plus de|sexagenaire|carriere|jeunes",
        rf"\btrop (?:agee?s?|vieux|vieilles?|jeunes?)\b{SUIVI}(?:{EXCLU})|\b{AINES}\b{SUIVI}(?:{EXCLU}|ne pas postuler|merci de)|{ECARTE}{AINES}"
        rf"|proches? de la retraite{LOIN}(?:{EXCLU}|ne pas postuler)|debut de carriere {SEUL}"
        rf"|(?:reserv\w+|{SEUL}|destine\w*){PRES}debut de carriere|{ECARTE}jeunes\b|\bjeunes {EXCLU}",
        "toutes les expériences sont bienvenues",
        avant=PERSONNES_AIDEES,
        apres="experience|anciennete",
        nie=False,
    ),
    r(
        "AGE-12",
        "retraite",
        rf"\bretraitee?s?\b{PRES}{SEUL}|(?:reserv\w+|{SEUL}|ideal\w*|destine\w*|pour)(?: \w+){{0,2}}? "
        r"(?:jeunes? )?retraitee?s?\b",
        "quelques heures par semaine",
        sauf=r"\b(?:ou|comme|et) (?:\w+ )?(?:etudiant|retraite)|etudiante?s? (?:ou|et|comme)|caisse|complementaire"
        r"|maison de|residence|prevoyance|mutuelle|point de retraite",
        avant=r"aupres|accompagn\w+|aide|caisse|service",
        nie=False,
    ),
)
