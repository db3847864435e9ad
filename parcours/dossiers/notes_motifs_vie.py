"""What `notes` looks for on justice, violence, private life, judgements and secrets."""

from typing import Final

from parcours.dossiers.notes_motif import BLOCK, EMPLOYEUR, MEME_CLAUSE, METIER, WARN, motif

# What may be dirty at work without anybody being judged.
_CHOSES = (
    r"\b(?:linges?|vaisselles?|milieux?|eaux?|zones?|draps?|locaux|sols?|vitres?|couches?|"
    r"circuits?|travail|travaux|chantiers?|ateliers?|cotes?|bacs?|tapis|vetements de travail)"
    r" (?:\w+ )?$"
)
_PERSONNE = r"\b(?:est|etait|parait|semble|vient|venue?|arrivee?|toujours|souvent|homme|femme|dame|"
_CONJOINT = "mari femme conjoint/,e compagnon compagne epoux epouse ex pere frere/,s belle"

JUSTICE: Final = (
    motif(
        "infraction",
        BLOCK,
        "vol/,s",
        suite=r" (?:a l'etalage|avec violence|aggraves?|a main armee)",
    ),
    motif(
        "infraction",
        BLOCK,
        "detention",
        avant=r"\b(?:en|sa|de|la) ",
        sauf_suite=r" d[eu']",
        sauf_avant=METIER + "|" + EMPLOYEUR,
    ),
    motif("infraction", BLOCK, "detention", suite=r" provisoire"),
    motif(
        "infraction",
        BLOCK,
        "sort sorti/,e sortant/,e sortie",
        suite=r" (?:juste )?de (?:prison|detention|taule|maison d'arret)",
    ),
    motif(
        "infraction",
        BLOCK,
        "prison incarcer/e,ee,ation ecroue/,e",
        sauf_avant=METIER
        + "|"
        + EMPLOYEUR
        + r"|\b(?:surveillant\w*|administration|greffi\w+)"
        + MEME_CLAUSE,
    ),
    motif(
        "infraction",
        BLOCK,
        "condamn/e,ee,ation,ations",
        sauf_avant=r"\b(?:portes?|acces|issues?|entrees?|fenetres?|voies?) (?:\w+ )?$",
    ),
    motif(
        "infraction",
        BLOCK,
        "casier/,s",
        avant=r"\b(?:a|avec|ayant|avait|possede|son|gros|lourd) (?:un |deja un |du |gros )*",
        sauf_suite=r" (?:de vestiaire|n°|au vestiaire|ferme|vierge)",
    ),
    motif(
        "infraction",
        BLOCK,
        "casier",
        suite=r" (?:judiciaire )?(?:charge|non vierge|lourd|pas vierge|rempli)",
    ),
    motif(
        "infraction",
        BLOCK,
        "violeur/,s dealer/,s deale delinquant/,e,s recidiviste/,s trafiquant/,e gav stup stups stupefiant/,s",
        sauf_avant=METIER,
    ),
    motif(
        "infraction",
        BLOCK,
        "trafic/,s",
        suite=r" (?:de (?:stup\w*|drogue|cannabis|shit|cocaine|voitures volees)|d'armes)",
    ),
    motif(
        "infraction",
        BLOCK,
        "trafic/,s",
        avant=r"\b(?:fait du|dans le|dans un|pour|tombe pour) ",
        sauf_suite=r" (?:routier|aerien|ferroviaire|maritime|fluvial|voyageurs|urbain|web|internet)",
    ),
    motif("infraction", BLOCK, "garde/,s", suite=r"[\s-]a[\s-]vue"),
    motif("infraction", BLOCK, "mis mise", suite=r" en examen"),
    motif("infraction", BLOCK, "bracelet", suite=r" electronique"),
    motif("infraction", BLOCK, "controle", suite=r" judiciaire"),
    motif("infraction", BLOCK, "sursis", avant=r"\b(?:avec|mois de|ans de|mois|ans|en|du) "),
    motif("infraction", BLOCK, "spip pjj", avant=r"\b(?:suivie? par (?:le|la)|sous|suivi) "),
    motif("infraction", BLOCK, "vole", avant=r"\b(?:il|elle|qui|deja) (?:a |avait )(?:deja )?"),
    motif(
        "violence",
        WARN,
        "violences",
        suite=r" (?:conjugales?|familiales?|intrafamiliales?|sexuelles?|domestiques?)",
        sauf_avant=METIER,
    ),
    motif(
        "violence",
        WARN,
        "victime",
        suite=r" (?:de|d'un|d'une)\s?(?:violences?|viol|agression|son (?:mari|conjoint|ex))",
        sauf_avant=METIER,
    ),
    motif(
        "violence",
        WARN,
        "battue/,s",
        sauf_avant=METIER,
        sauf_suite=r" (?:en finale|aux elections|au concours)",
    ),
    motif(
        "violence",
        WARN,
        "emprise",
        sauf_suite=r" (?:du|au sol|de la|des|de l'|de chantier|fonciere|chantier)\b",
    ),
    motif("violence", WARN, "inceste viol/,ee attouchement/,s excis/ee,ion", sauf_avant=METIER),
    motif("violence", WARN, "agression/,s", suite=r" sexuelles?", sauf_avant=METIER),
    motif("violence", WARN, "mariage", suite=r" force", sauf_avant=METIER),
    motif(
        "violence",
        WARN,
        "frapp/e,ait,ee",
        avant=r"\b(?:mari|conjoint|compagnon|ex|pere|il) (?:la |le |les |l'a |l')",
    ),
    motif(
        "sejour",
        WARN,
        "sans",
        suite=r"[\s-]papiers?\b",
        sauf_avant=METIER,
        sauf_suite=r"[\s-]papiers? (?:peints?|toilette|a remplir)",
    ),
    motif(
        "sejour",
        WARN,
        "clandestin/,e,s,es oqtf dublin/e,ee,es deboute/,e",
        sauf_avant=r"\b(?:travail|passagers?|affich\w+) $|" + METIER,
    ),
    motif("sejour", WARN, "situation", suite=r" irreguliere"),
)

JUGEMENT: Final = (
    motif("jugement", BLOCK, "bete", suite=r" comme (?:ses pieds|tout|chou)"),
    motif(
        "jugement",
        BLOCK,
        "faineant/,e,s,es feignasse/,s feignant/,e,s fegnasse menteur/,s menteuse/,s mytho mythomane con/nard,nasse,ne,nards connes cassos debile/,s idiot/,e,s cretin/,e,s abruti/,e,s imbecile/,s profiteur/,s profiteuse/,s branleur glandeu/r,se hysterique/,s parasite",
        niable=True,
        sauf_avant=r"\b(?:chili|lutte contre (?:les|le)|traitement (?:des|du)|programme|insecte|champignon) $",
    ),
    motif(
        "jugement",
        BLOCK,
        "con cons",
        avant=r"\b(?:un|une|gros|petit|trop|est|quel|sale|vrai) ",
        sauf_suite=r" carne",
        niable=True,
    ),
    motif(
        "jugement",
        BLOCK,
        "fou folle",
        avant=_PERSONNE + r"completement|un peu|vraiment|elle|il|trop|totalement) ",
        sauf_suite=r" (?:de|d'|rire|du)\b",
        niable=True,
    ),
    motif(
        "jugement",
        BLOCK,
        "folle/,s",
        sauf_avant=r"\b(?:herbes?|vaches?|mauvaises?|roue|la|est|elle) $",
        sauf_suite=r" (?:avoine|de|d')",
    ),
    motif("jugement", BLOCK, "cas", suite=r"[\s-]soc(?:s|iaux|ial)?\b"),
    motif("jugement", BLOCK, "boulet/,s", sauf_suite=r" (?:de|a la)\b", niable=True),
    motif(
        "jugement", BLOCK, "profite/,nt", suite=r" (?:du systeme|des aides|des allocs?|de la caf)"
    ),
    motif(
        "jugement",
        BLOCK,
        "bete/,s stupide/,s",
        avant=r"\b(?:est|trop|tres|assez|plutot|vraiment|un peu|completement) ",
        niable=True,
    ),
    motif("jugement", BLOCK, "tire", suite=r"[\s-]au[\s-]flanc"),
    motif("jugement", BLOCK, "bon bonne", suite=r" a rien"),
    motif("jugement", WARN, "pas peu non jamais aucunement", suite=r" (?:\w+ ){0,3}motivee?s?\b"),
    motif("jugement", WARN, "aucune", suite=r" (?:motivation|volonte|envie de travailler)"),
    motif(
        "jugement",
        WARN,
        "manque/,s",
        suite=r" (?:total )?de (?:motivation|volonte|serieux|courage)",
    ),
    motif("jugement", WARN, "mauvaise", suite=r" (?:volonte|foi)\b"),
    motif(
        "jugement",
        WARN,
        "agressi/f,ve,fs,ves",
        sauf_avant=r"\b(?:chiens?|produits?|substances?|detergents?|acides?|nettoyants?|vente|commercial\w*|prix|offre) (?:\w+ )?$",
        niable=True,
    ),
    motif(
        "jugement",
        WARN,
        "manipulat/eur,rice",
        sauf_suite=r" (?:radio\w*|en|de|d'|erm|automatise)",
        niable=True,
    ),
    motif(
        "jugement",
        WARN,
        "assiste/,e,es",
        avant=r"\b(?:un|une|des|mentalite d'|vrai|vraie|eternel|eternelle|comme un|tres) ?",
        sauf_suite=r" (?:par|a|au|de|d')",
    ),
    motif(
        "jugement",
        WARN,
        "assistanat",
        avant=r"\b(?:dans l'|culture de l'|logique d'|vit de l'|mentalite d')",
    ),
    # Accents count here: « salé » is no judgement.
    motif("jugement", WARN, "sale", sauf_avant=_CHOSES, brut=r"(?i:sale)\b", niable=True),
    motif(
        "jugement", WARN, "sales", avant=r"\b(?:mains|ongles|vetements|habits|cheveux|dents|pieds) "
    ),
    motif("jugement", WARN, "neglige/,e,s", sauf_suite=r" (?:de|d'|par|aucun)\b", niable=True),
    motif(
        "jugement",
        WARN,
        "odeur/,s",
        suite=r" (?:corporelles?|de (?:transpiration|sueur|tabac|cigarette|cannabis|pieds)|d'alcool|forte|desagreable|genante)",
    ),
    motif(
        "jugement",
        WARN,
        "mauvaise/,s",
        suite=r" odeurs?",
        sauf_avant=r"\b(?:supporte|tolere|exposition aux) (?:les )?$",
    ),
    motif(
        "jugement",
        WARN,
        "sent",
        suite=r" (?:mauvais|fort|l'alcool|la (?:transpiration|sueur)|le (?:tabac|cannabis))",
    ),
    motif(
        "jugement", WARN, "hygiene", suite=r" (?:douteuse|deplorable|limite|a revoir|insuffisante)"
    ),
    motif("jugement", WARN, "manque probleme/,s", suite=r" d'hygiene"),
    motif(
        "jugement",
        WARN,
        "paresseu/x,se capricieu/x,se arrogant/,e ingerable hautain/,e",
        niable=True,
    ),
    motif("apparence", WARN, "obese/,s moche/,s tatoue/,e,s laid/,e surpoids"),
    motif(
        "apparence",
        WARN,
        "gros grosse/,s",
        avant=r"\b(?:homme|femme|fille|dame|monsieur|jeune|personne|il est|elle est|il etait|elle etait) (?:tres |trop |assez |plutot )?",
        sauf_suite=r" (?:consommat\w+|travaill\w+|boss\w+|lect\w+|demandeu\w+|besoin)",
        niable=True,
    ),
    motif(
        "apparence",
        WARN,
        "tres trop",
        suite=r" (?:gros|grosse|maigre|laide?)(?=\s*(?:$|[.,;!)]| et | pour | donc ))",
    ),
    motif(
        "apparence",
        WARN,
        "tatouage/,s piercing/,s",
        sauf_avant=METIER + "|" + EMPLOYEUR + r"|\b(?:salon|studio|boutique) de (?:\w+ et )?$",
    ),
    motif("apparence", WARN, "mal", suite=r" (?:habillee?|coiffee?|fagotee?|rasee?)\b"),
    motif("apparence", WARN, "physique", suite=r" (?:ingrat|desagreable|avantageux|difficile a)"),
    motif("apparence", WARN, "belle jolie", suite=r" (?:femme|fille|dame|brune|blonde)\b"),
    motif("apparence", WARN, "presente", suite=r" (?:tres )?mal\b"),
)

VIE_PRIVEE: Final = (
    motif(
        "famille",
        WARN,
        "divorc/e,ee,es,ees veu/f,ve celibataire/,s cocu adultere",
        sauf_avant=METIER,
    ),
    motif("famille", WARN, "separee", suite=r" (?:de|du|depuis)\b"),
    motif("famille", WARN, "peres", suite=r" (?:differents|inconnus?)"),
    motif("famille", WARN, "pere", suite=r" inconnu\b"),
    motif(
        "famille",
        WARN,
        _CONJOINT,
        suite=r"(?:[\s-]mari)? (?:lui |l'|la |ne )?(?:interdit|refuse|veut pas|s'oppose|empeche|n'est pas d'accord)",
    ),
    motif("finances", WARN, "surendett/e,ee,es", sauf_avant=METIER, niable=True),
    motif(
        "finances",
        WARN,
        "surendettement",
        sauf_avant=METIER + r"|\b(?:conseill\w+|specialiste|droit|juriste)" + MEME_CLAUSE,
        niable=True,
    ),
    motif("finances", WARN, "interdit/,e", suite=r" bancaires?"),
    motif(
        "finances",
        WARN,
        "dette/,s",
        sauf_avant=METIER + r"|\b(?:recouvrement|gestion|rachat) (?:de |des )?$",
        niable=True,
    ),
    motif(
        "finances",
        WARN,
        "huissier/,s",
        sauf_avant=r"\b(?:etude|clerc|cabinet|office) d'$|" + EMPLOYEUR + "|" + METIER,
    ),
    motif(
        "finances",
        WARN,
        "saisie",
        suite=r" (?:sur salaire|de son salaire|bancaire)",
        sauf_avant=EMPLOYEUR,
    ),
    motif("finances", WARN, "fiche/,e", suite=r" (?:a la )?banque de france"),
    motif("finances", WARN, "ficp fauche/,e", sauf_avant=r"\b(?:herbes?|pres?|ble|foin|est|ete) $"),
    motif(
        "tiers",
        WARN,
        "mari femme conjoint/,e compagnon compagne epoux epouse ex frere soeur sœur pere mere fils "
        "fille voisin/,e cousin/,e oncle tante neveu niece copain copine",
        avant=r"\b(?:son|sa|ses|le|la|l'|leur|un|une|mon|ma|,|et) ?",
        brut=r"\w+\s?[,:(]?\s?(?:(?:M\.|Mr|Mme|Monsieur|Madame|Melle)\s?[A-ZÉÈ]|"
        r"[A-ZÉÈÀÇ][a-zéèêëïîôûç]+(?:-[A-ZÉ][a-zéèêëï]+)?\b(?!\.\s))",
    ),
    motif(
        "tiers",
        WARN,
        "patron/,ne employeu/r,se chef/,fe gerant/,e voisin/,e mari conjoint proprietaire directeur "
        "directrice collegue/,s",
        suite=r" (?:\w+ ){0,4}(?:escroc|voleu\w+|voyou|pervers\w*|harceleu\w+|malhonnete|raciste|violente?|"
        r"alcoolique|menteu\w+|toxique)\b",
    ),
)

_VALEUR_DITE = r"[\s\w'«»()/-]{0,40}?(?::|=|\bc'est\b|\best\b)\s*[«\"]?\s*"
SECRETS: Final = (
    motif("mot_de_passe", BLOCK, "mdp password", suite=r"[\s\w'/-]{0,40}?[:=]\s*\S{3,}"),
    motif(
        "mot_de_passe",
        BLOCK,
        "mdp password",
        suite=r"\s(?:[\w'/-]+\s){0,4}?(?=\S*\d)(?=\S*[a-z])\S{5,}",
    ),
    motif(
        "mot_de_passe",
        BLOCK,
        "mot mots",
        suite=r" de passe"
        r"(?!s? (?:est )?(?:oublie|perdu|a changer|a creer|a refaire|change|bloque|reinitialise|inconnu))"
        + _VALEUR_DITE
        + r"\S{3,}",
    ),
    motif("mot_de_passe", BLOCK, "mot mots", suite=r" de passe[^.;\n]{0,40}[:=]\s*(?=\S*\d)\S{4,}"),
    motif(
        "mot_de_passe",
        BLOCK,
        "code/,s",
        suite=r" (?:d'acces |secret |de )?(?:ameli|caf|ft|france travail|france ?connect|pin|carte|secret|"
        r"bancaire|telephone|impots)" + _VALEUR_DITE + r"(?=\S*\d)\S{4,}",
    ),
    motif(
        "mot_de_passe",
        BLOCK,
        "identifiant/,s login",
        suite=r" (?:de |d')?(?:connexion |acces )?(?:ft|france travail|caf|ameli|france ?connect|pole emploi|"
        r"impots|cpf|messagerie|mail)?" + _VALEUR_DITE + r"(?=\S*\d)\S{4,}",
    ),
    motif(
        "banque", BLOCK, "iban rib", suite=r"\s?(?::|=|n°|est)?\s*[a-z]{2}\s?\d{2}(?:\s?\d{3,4})+"
    ),
)
