"""What `notes` looks for on origin, religion, opinions, unions and orientation."""

from typing import Final

from parcours.dossiers.notes_motif import (
    BLOCK,
    COMMERCE,
    EMPLOYEUR,
    LANGUE_AVANT,
    LANGUE_SUITE,
    MEME_CLAUSE,
    METIER,
    motif,
)

CONVICTIONS: Final = (
    motif("religion", BLOCK, "aid", avant=r"\bl'"),
    motif("origine", BLOCK, "personne/,s homme/,s femme/,s", suite=r" de couleur\b"),
    motif(
        "religion",
        BLOCK,
        "musulman/,e,s,es catholique/,s cathos catho juif/,s juive/,s chretien/,ne bouddhiste/,s "
        "protestant/,e evangeliste/,s athee/,s islam islamiste/,s salafiste/,s hindou/,e ramadan "
        "hijab niqab burqa",
        sauf_avant=r"\b(?:etablissement|etablissement prive|secours|institut|universite|cimetiere|ecole|lycee|college|scouts?|"
        r"enseignement|hopital|maison de retraite|sous contrat) $|" + EMPLOYEUR,
    ),
    motif("religion", BLOCK, "temoin/,s", suite=r" de jehovah"),
    motif(
        "religion",
        BLOCK,
        "voilee/,s",
        sauf_avant=r"\b(?:roues?|jantes?|planches?|disques?|photos?|voix) (?:\w+ )?$",
    ),
    motif(
        "religion",
        BLOCK,
        "port/e,ent,ait,er,ant",
        suite=r" (?:le|un|son|du) (?:voile|foulard|kippa|croix|hijab)",
    ),
    motif(
        "religion",
        BLOCK,
        "pratiquant/,e,s,es",
        sauf_suite=r"\s(?:le|la|les|l'|un|une|du|de|des|d'|regulierement|couramment|actuellement)",
    ),
    motif("religion", BLOCK, "priere/,s", sauf_suite=r" de\b"),
    motif(
        "religion",
        BLOCK,
        "va frequente",
        suite=r" (?:souvent |tous les \w+ |regulierement )?(?:a )?(?:la |l')(?:mosquee|eglise|messe|synagogue)",
    ),
    motif(
        "religion",
        BLOCK,
        "mange mangent",
        suite=r" (?:que du |que |du |pas de )?(?:halal|casher|kasher|porc)",
    ),
    motif(
        "religion",
        BLOCK,
        "halal casher",
        sauf_avant=COMMERCE + "|" + EMPLOYEUR,
        avant=r"\b(?:strictement|stricte|tres|est) ",
    ),
    motif("religion", BLOCK, "converti/,e", suite=r" (?:a l'islam|au \w+isme)"),
    motif(
        "origine",
        BLOCK,
        "arabe/,s",
        sauf_avant=LANGUE_AVANT + "|" + COMMERCE + r"|\b(?:monde|pays|emirats|institut du monde) $",
        sauf_suite=LANGUE_SUITE,
    ),
    motif(
        "origine",
        BLOCK,
        "africain/,e,s,es asiatique/,s antillais/,e oriental/,e,es",
        sauf_avant=COMMERCE + r"|\b(?:continent|ouest|nord|sud|europe|pyrenees) $",
    ),
    motif(
        "origine",
        BLOCK,
        "maghrebin/,e,s,es beur/,s,ette bougnoule/,s negre/,s nigger",
        sauf_avant=COMMERCE,
    ),
    motif(
        "origine",
        BLOCK,
        "black/,s",
        avant=r"\b(?:un|une|les|des|jeune|est) ",
        sauf_suite=r"\s(?:friday|box|list)",
    ),
    motif(
        "origine",
        BLOCK,
        "rom roms tsigane/,s tzigane/,s gitan/,e,s,es manouche/,s romanichel/,s",
        sauf_avant=r"\b(?:cd|dvd|jazz|swing|musique|guitare)[\s-]$|\b(?:d'outre|drom)[\s-]$",
    ),
    motif(
        "origine",
        BLOCK,
        "gens",
        suite=r" du voyage",
        sauf_avant=r"\b(?:aires?|accueil|stationnement|schema)" + MEME_CLAUSE + "|" + METIER,
    ),
    motif(
        "origine",
        BLOCK,
        "type/e,ee,ees,es",
        suite=r"\s(?:maghreb\w+|arabe\w*|african\w+|african|africaine?|asiatique|mediterrane\w+|europe\w+|noir|nord|caucas\w+)",
    ),
    motif(
        "origine",
        BLOCK,
        "noir/,e,s,es blanc/,s blanche/,s",
        avant=r"\b(?:homme|femme|hommes|femmes|personne|jeune|monsieur|dame|fille|garcon|gars|mec|famille|peau|il est|elle est) ",
        sauf_suite=r"\s(?:de travail|d'oeufs?|de (?:colere|monde|rage|peur|fatigue))",
    ),
    motif("origine", BLOCK, "peau", suite=r" (?:foncee|mate|claire|coloree)", sauf_avant=METIER),
    motif(
        "origine",
        BLOCK,
        "origine/,s",
        suite=r"\s(?:maghreb\w+|alger\w+|maroc\w+|tunis\w+|african\w*|africaine?s?|turque?s?|turcs?|"
        r"roumaine?s?|kurdes?|senegal\w+|mali\w+|congol\w+|comor\w+|ivoir\w+|portug\w+|italien\w*|"
        r"espagn\w+|asiatique\w*|armen\w+|alban\w+|afghan\w*|syrien\w*|guine\w+|camerounais\w*|"
        r"haitien\w*|antillais\w*|etranger\w*|immigree?s?|polonais\w*|russe|ukrain\w+|chinois\w*|"
        r"vietnam\w+|tchetchen\w+|gitane?|juive|musulmane|arabe)\b",
        avant=r"\bd'",
        sauf_avant=COMMERCE
        + r"|\b(?:pays|region|cuisines?|produits?|huiles?|vins?|fruits?|pieces?) (?:\w+ )?d'$",
    ),
    motif(
        "origine",
        BLOCK,
        "race/,s",
        sauf_suite=r"\s(?:canine|bovine|chevaline|ovine|a viande|locale|charolaise)",
        sauf_avant=r"\b(?:chiens?|chats?|animaux|chevaux|vaches?) de $",
    ),
    motif("origine", BLOCK, "francais/,e", suite=r" de souche"),
    motif(
        "opinion",
        BLOCK,
        "gauchiste/,s gaucho gauchos facho/,s fasciste/,s anarchiste/,s complotiste/,s communiste/,s macroniste/,s lepeniste/,s melenchoniste/,s royaliste/,s islamogauchiste",
    ),
    motif(
        "opinion",
        BLOCK,
        "militant/,e,s,es",
        sauf_avant=EMPLOYEUR + r"|\b(?:associations?|reseau|federation|collectif)" + MEME_CLAUSE,
    ),
    motif("opinion", BLOCK, "extreme", suite=r"[\s-](?:droite|gauche)\b"),
    motif(
        "opinion",
        BLOCK,
        "vot/e,ent,ait,er,era",
        suite=r" (?:a |pour |au |le )*(?:gauche|droite|rn|lfi|fn|ps|lr|blanc|macron|le pen|melenchon|zemmour|bardella|extreme)\b",
    ),
    motif(
        "opinion",
        BLOCK,
        "politiquement",
        suite=r" (?:tres |plutot )?(?:a )?(?:gauche|droite|engagee?|marquee?)",
    ),
    motif(
        "opinion",
        BLOCK,
        "rn",
        brut=r"RN\b",
        sauf_suite=r"\s?\d",
        sauf_avant=r"\b(?:la|une|sur|par la) $",
    ),
    motif("opinion", BLOCK, "lfi", brut=r"LFI\b"),
    motif(
        "opinion",
        BLOCK,
        "gilet/s",
        suite=r" jaunes",
        avant=r"\b(?:chez les|mouvement des|manif\w* des|ancien|ancienne|avec les) ",
    ),
    motif("syndicat", BLOCK, "syndiqu/e,ee,es,ees syndicaliste/,s greviste/,s"),
    motif(
        "syndicat",
        BLOCK,
        "delegue/,e,es",
        suite=r" (?:du personnel|syndica\w+|cgt|cfdt|fo|sud|cftc|unsa)",
    ),
    motif(
        "syndicat",
        BLOCK,
        "cgt cfdt cftc unsa",
        sauf_avant=EMPLOYEUR + r"|\b(?:delegue\w*|par|avec|chez|formation|bourse)" + MEME_CLAUSE,
    ),
    motif(
        "syndicat",
        BLOCK,
        "adherent/,e encarte/,e membre elu/,e",
        suite=r" (?:a |de |du |d')?(?:la |l')?(?:cgt|cfdt|fo|sud|cftc|unsa|syndicat|cse)\b",
    ),
    motif("syndicat", BLOCK, "fait faisait faire", suite=r" (?:la |souvent |toujours )?greve"),
    motif("syndicat", BLOCK, "mandat", suite=r" syndical"),
    motif(
        "orientation",
        BLOCK,
        "homosexuel/,le,s,les lesbienne/,s bisexuel/,le transgenre/,s transsexuel/,le pede pd gouine "
        "homo heterosexuel/,le hetero lgbt/,q,qi",
        sauf_avant=METIER,
    ),
    motif(
        "orientation",
        BLOCK,
        "gay gays",
        sauf_suite=r"[\s-]lussac",
        sauf_avant=r"\b(?:m\.|mr|mme|monsieur|madame|docteur|dr|maitre|jean|marie) $|" + METIER,
    ),
    motif(
        "orientation",
        BLOCK,
        "trans bi",
        avant=r"\b(?:est|une?|personne|femme|homme|fille|garcon|jeune|serait) ",
        sauf_suite=r"-\w",
    ),
    motif("orientation", BLOCK, "changement", suite=r" de (?:sexe|genre)"),
)
