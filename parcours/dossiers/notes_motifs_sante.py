"""What `notes` looks for on health and handicap."""

from typing import Final

from parcours.dossiers.notes_motif import BLOCK, EMPLOYEUR, MEME_CLAUSE, METIER, WARN, motif

SANTE: Final = (
    motif(
        "sante",
        BLOCK,
        "depress/if,ive,ifs,ives,ion,ions bipolair/e,es schizophren/e,ie,ique cancer/,s,eux,euse "
        "vih sida seropositi/f,ve diabet/e,ique epilep/sie,tique addict/,e,ion,ions alcooli/que,"
        "ques,sme alcoolo toxicoman/e,es,ie toxico drogue/,e,s,es sclerose parkinson alzheimer "
        "autis/te,tes,me anorexi/e,que boulimi/e,que hepatite tuberculose fibromyalgie endometriose "
        "psycho/se,tique nevrose/,e borderline tdah leucemie tumeur avc infarctus asthm/e,atique "
        "antidepresseur/,s anxiolytique/,s methadone subutex ivg suicid/aire,e burnout parano/,iaque",
        sauf_avant=METIER,
        sauf_suite=r"\s(?:atmospherique|meteo)|ologie",
    ),
    motif("sante", BLOCK, "burn", suite=r"[\s-]out\b", sauf_avant=METIER),
    motif("sante", BLOCK, "tentative", suite=r" de suicide"),
    motif(
        "sante",
        BLOCK,
        "boit picole",
        suite=r"\s?(?:trop|beaucoup|en cachette|des le matin|$|[.,;])",
    ),
    motif(
        "sante", BLOCK, "probleme/,s", suite=r" d'(?:alcool|addiction)|(?: de|s? avec la) drogue"
    ),
    motif(
        "sante",
        WARN,
        "traitement/,s",
        suite=r"\s(?:lourds?|medica\w+|hormonal|psy\w*|de fond|contre (?:la|une|son)|pour (?:la|le|son|sa|ses|dormir|une maladie))",
    ),
    motif(
        "sante",
        WARN,
        "traitement",
        avant=r"(?:\bsous|\b(?:prend|suit|arrete|a|commence) (?:un|son)|\bson) ",
        sauf_suite=r"\s(?:de|des|du|d')\b",
    ),
    motif(
        "sante",
        WARN,
        "medicament/,s cachets",
        sauf_avant=METIER
        + r"|\b(?:preparat\w+|vente|livr\w+|pharmac\w+|distribut\w+|prise|conditionn\w+|stocks?|"
        r"fabrication|depot)\b" + MEME_CLAUSE,
    ),
    motif(
        "sante", WARN, "hospitalis/e,ee,es,ees,ation", sauf_avant=METIER, sauf_suite=r" a domicile"
    ),
    motif("sante", WARN, "arret", suite=r"[\s-](?:maladie|de travail|longue maladie)"),
    motif("sante", WARN, "malade", sauf_avant=r"garde[- ]$|" + METIER),
    motif("sante", WARN, "maladie/,s", sauf_avant=r"\b(?:assurance|arret|conges?)[\s-]$|" + METIER),
    motif(
        "sante",
        WARN,
        "psy psychiatr/e,ique psychologue psychotherap/ie,eute",
        sauf_avant=METIER + "|" + EMPLOYEUR,
        sauf_suite=r" du travail",
    ),
    motif("sante", WARN, "cmp", sauf_avant=EMPLOYEUR),
    motif(
        "sante",
        WARN,
        "cure",
        avant=r"(?:\b(?:en|de|sa|une|post)[\s-])",
        sauf_suite=r" (?:thermale|dents)|-dents",
        sauf_avant=r"\b(?:rue|place|maison) de $",
    ),
    motif(
        "sante",
        WARN,
        "enceinte/,s",
        sauf_suite=r"\s(?:du|de la|de l'|des|sportiv\w+|acoustiques?|audio|bluetooth|fermee?|"
        r"hospitalier\w+|portuaire|scolaire|militaire|sonores?)",
        sauf_avant=r"(?:\bl'|\bd'|\bcette |\bles )$|" + METIER,
    ),
    motif("sante", WARN, "fiv pma grossesse chimio chimiotherapie dialyse", sauf_avant=METIER),
    motif("sante", WARN, "fausse", suite=r"[\s-]couche"),
    motif(
        "sante",
        WARN,
        "opere/,e",
        suite=r" (?:du|de la|des|en|le|la)\b",
        avant=r"\b(?:ete|est|sera|etre) ",
    ),
    motif(
        "sante",
        WARN,
        "probleme/,s",
        suite=r" (?:de sante|psy\w*|psychologiques?|medica\w+)",
        niable=True,
    ),
    motif(
        "handicap",
        WARN,
        "handicap/e,ee",
        sauf_avant=r"\b(?:travailleu\w+|adultes?|enfants) $|" + METIER,
    ),
    motif(
        "handicap",
        WARN,
        "handicap/es,ees",
        avant=r"\b(?:enfants|fils|parents|sont) ",
        sauf_avant=r"\b(?:d'|aupres d'|des |aux )enfants $|" + METIER,
    ),
    motif(
        "handicap",
        WARN,
        "handicap",
        suite=r"\s(?:mental|moteur|psychique|lourd|invisible|visuel|auditif|cognitif)",
        sauf_avant=METIER,
    ),
    motif("handicap", WARN, "handicap", avant=r"\b(?:son|a un|ton) "),
    motif("handicap", WARN, "aah rqth invalidite", suite=r"[^.;\n]{0,20}?\d{1,3}\s?%"),
    motif(
        "handicap",
        WARN,
        "taux",
        suite=r" (?:de |d')?(?:l'|la )?(?:incapacite|invalidite|handicap|aah)",
    ),
    motif("handicap", WARN, "dossier", suite=r" (?:a la )?mdph", sauf_avant=EMPLOYEUR),
    motif(
        "handicap",
        WARN,
        "infirme invalide trisomique mongolien malvoyante/,s malentendant/,e",
        sauf_avant=METIER,
    ),
    motif(
        "handicap", WARN, "sourd/,e aveugle", avant=r"\b(?:est|tres|presque|completement|un peu) "
    ),
)
