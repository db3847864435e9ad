"""Health, disability, genes: what belongs to the occupational doctor, never to an offer."""

from typing import Final

from matching.equite.textes.regles.base import (
    ECARTE,
    EXCLU,
    FERME,
    LOIN,
    SEUL,
    SUIVI,
    VOULU,
    Regle,
    r,
)
from matching.equite.textes.regles.contexte import PERSONNES_AIDEES

_CHARGES: Final = "port de charges à préciser en kg, avec aides mécaniques"
_SOIGNANTS: Final = (
    r"3111-4|aides?[- ]soign\w+|infirmi\w+|ehpad|hopita\w+|hospital\w+|soignant\w*|creche|petite enfance|medico"
    r"|clinique|laborato\w+|professionnels? de sante|ambulanc\w+|pompier|dentaire|puericult\w+|egout\w+|veterin\w+"
    r"|vaccination des|residents|patients|station d'epuration"
)
_MALADES: Final = (
    r"(?:depressi(?:f|ve)s?|malades?|(?:personnes? )?fragiles?|allergiques?|asthmatiques?|epileptiques?|diabetiques?"
    r"|cardiaques?|claustrophobes?|sujets? au vertige|fumeu(?:r|se)s?|alcooliques?|toxicomanes?|drogues|drogues?)"
)
_CANDIDATURE: Final = (
    r"(?:joindre|jointe?|fourni\w*|envoy\w+|\bcv\b|candidature|avant (?:l'|votre |tout)|rempli\w*|produire|presenter"
    rf"|remettre|transmett\w+|dossier|demande\w*|{FERME})"
)
SANTE: Final[tuple[Regle, ...]] = (
    r(
        "SANTE-01",
        "sante|constitution|malade",
        rf"\b(?:(?:etre |vous etes )?en )?(?:tres |parfaitement )?(?:bonne|excellente|parfaite|pleine) (?:condition de )?sante\b"
        rf"(?: physique| mentale| et| morale)*(?: {VOULU})?|\bsante (?:de fer|parfaite|robuste|irreprochable|excellente"
        rf"|{FERME})|\b(?:bon|parfait|excellent) etat de sante|\bsolide constitution|\bconstitution (?:solide|robuste)"
        rf"|\bjamais malades?\b",
        _CHARGES,
        sauf=r"mutuelle|complementaire|prevention|promotion|animaux|patients?|plantes?|vegeta\w+|troupeau|residents?"
        r"|bovins|elevage|assurance|peuvent etre",
        nie=False,
    ),
    r(
        "SANTE-02",
        "medica|sante|souci|probleme|arret|antecedent|dos|maladie|addiction|pathologie|depressi|malade|fragile|allerg|asthm|epilep|diabet"
        "|cardiaque|vertige|claustro",
        r"\bantecedents? medic\w+ a (?:signaler|declarer|preciser|indiquer)|\bne pas (?:etre|tomber|avoir)\b[^.;\n]{0,20}?\b(?:arrets? (?:maladie|de travail)|maladies?\b)"
        r"|\b(?:aucun\w*|sans|pas (?:avoir |presenter )?d[e'u]|n'avez (?:pas |jamais )?|ni|zero|jamais|absence d\w*)\b ?[^.;\n]{0,25}?\b(?:restrictions?"
        r" medicale|contre-indications?|arrets? (?:maladie|de travail|longue maladie)|antecedents? (?:medic\w+|psych\w+|de sante"
        r"|judiciaires? et medic)|(?:problemes?|soucis?) (?:de |au )?(?:dos|sante|coeur|cardiaque|articulaire|medica)|mal (?:de|au) dos|maladies?\b(?! hered)"
        rf"|pathologies?|traitement medic\w+|allergies?|vertige)s?\w*|\b{_MALADES}(?: (?:ou|et) {_MALADES})?{SUIVI}(?:{EXCLU})",
        "",
        sauf=r"animaux|hereditaire|genetique|antecedents? famil|hered\w+|accident|remplace\w*|conge maladie|prevention"
        r"|produits? allerg|fumeur|vente|assurance maladie",
        avant=PERSONNES_AIDEES,
        nie=False,
        clause=False,
    ),
    r(
        "SANTE-03",
        "certificat|questionnaire|bilan|medica|depistage|urinaire|salivaire",
        rf"\b(?:certificats? (?:d'aptitude )?(?:medic\w+|physique)|questionnaire (?:de sante|medical)|bilan (?:sanguin|de sante|medical)|examen medical"
        rf"|dossier medical|tests? (?:urinaire|salivaire|de depistage)){LOIN}{_CANDIDATURE}|{_CANDIDATURE}{LOIN}\b(?:certificats?"
        r" medic\w+|questionnaire (?:de sante|medical)|bilan (?:sanguin|de sante|medical)|examen medical|tests? (?:urinaire"
        r"|salivaire|de depistage))",
        "",
        sauf=r"permis|prefector\w+|medecine? du travail|licence|patients?|redig\w+|saisie|archiv\w+|gestion|secretaire"
        r"|classement|tenue d\w+|residents?",
    ),
    r(
        "SANTE-04",
        "vaccin",
        rf"\bvaccin\w*(?: [\w-]+){{0,4}}? ?(?:a jour )?(?:{FERME})|\bvaccin\w* a jour|\b(?:etre|etes) (?:a jour de )?(?:vos )?vaccin\w+"
        rf"|\bpass (?:sanitaire|vaccinal)(?: {VOULU})?",
        "",
        sauf_offre=_SOIGNANTS,
        sauf=r"animaux|chien",
    ),
    r(
        "SANTE-05",
        "physique|robust|costaud|enduran|resist",
        rf"\bphysique (?:solide|robuste|resistant\w*|endurant)(?: {VOULU})?|\b(?:personne|profil|candidat\w*|etre|etes|homme|femme)"
        rf"(?: \w+)? robustes?\b|\brobuste et (?!entretenu)|\b(?:bonne?|tres bonne|excellente?|parfaite?|solide) (?:condition|forme"
        rf"|resistance|endurance|capacite)s? physiques?(?: {VOULU})?|\b(?:condition|forme|resistance|endurance) physique (?:{VOULU}"
        rf"|irreprochable|bonne|parfaite|solide)|\bcostaude?s?\b(?: et \w+)?|\bendurante?s?\b|\bforce physique(?: {VOULU})?"
        rf"|\b(?:solide|resistant|fort|robuste|apte|endurant)e?s? physiquement|\bphysiquement (?:solide|resistant|fort|robuste|apte)e?s?|(?<!aspect )\bphysique {FERME}",
        _CHARGES,
        sauf=r"salle de sport|adherents?|pratiquants?|sportifs|musculation|eleves?|apn|materiel|outils?|residents?",
        nie=True,
    ),
    r(
        "SANTE-06",
        "fum|alcool|addiction|drogue|sobre|abstin",
        rf"\bnon[- ]?fumeu(?:r|se)s?\b(?: {VOULU})?|\bfumeu(?:r|se)s?{SUIVI}(?:{EXCLU})|\bne (?:pas )?fum\w+ pas|\bne pas fumer"
        rf"|\bne (?:pas )?(?:consomm|boi|boire)\w*(?: pas)?[^.;\n]{{0,12}}?(?:alcool|drogue)\w*|\b(?:sans|aucune?|pas d') ?(?:addictions?"
        rf"|consommation d'alcool|alcool\b)(?: {VOULU})?|\babstinent\w*|\b(?:etre|personne|etes) sobre",
        "locaux non-fumeurs",
        sauf=r"locaux|espaces?|zones?|chambres?|vente|boissons?|\bbar\b|cocktails?|degustation|dans (?:le|les) (?:vehicule|batiment)"
        r"|sur (?:le|les) (?:lieu|site|chantier)s?|desinfect",
        avant=PERSONNES_AIDEES,
        nie=False,
    ),
    r(
        "SANTE-07",
        "stress|pression",
        rf"\b(?:forte |bonne |tres bonne |grande |excellente )?(?:resist\w+|capacite a resister) (?:\w+ )?(?:au|a la|a) (?:stress|pression)"
        rf"(?:[^.;\n,]{{0,12}}{FERME})?|\b(?:gestion|gerer|supporter?|maitris\w+)[^.;\n]{{0,15}}?\b(?:stress|pression)\b[^.;\n]{{0,20}}?"
        rf"{FERME}|\b(?:ne pas etre|non) stresse\w*",
        "pics d’activité à décrire",
        sauf=r"pression (?:atmos|hydrau|d'eau|des pneus|bars?)|resistance a la pression",
        nie=False,
    ),
)

_HANDICAPES: Final = (
    r"(?:(?:personnes?|travailleu\w+|candidat\w+) (?:handicapee?s?|en situation de handicap|a mobilite reduite|invalides?)"
    r"|handicapee?s?|pmr|(?:candidatures? )?rqth|(?:reconnaissances? )?th|boeth|sourde?s?(?: et malentendant\w*)?|malentendante?s?"
    r"|aveugles?|malvoyante?s?|(?:un |tout |aucun )?handicaps?(?: \w+)?|personnes? en fauteuil\w*|mobilite reduite)"
)
_ADAPTEE: Final = (
    r"(?:entreprises?|structures?) adaptee|\besat\b|5213-13|1133-4|cdd tremplin|\bea\b|milieu protege|beneficiaires? de"
    r" l'obligation"
)
HANDICAP: Final[tuple[Regle, ...]] = (
    r(
        "HANDICAP-02",
        "rqth",
        rf"\b(?:candidat\w+ )?rqth\b{SUIVI}(?:{EXCLU})|\b(?:sans|pas de|ni|hors|aucune?|sauf) (?:la )?rqth\b",
        "postes ouverts aux personnes en situation de handicap",
        apres="problem|souci",
        nie=False,
    ),
    r(
        "HANDICAP-01",
        "handicap|pmr|sourd|malentendant|aveugle|malvoyant|mobilite reduite|boeth| th|fauteuil",
        rf"\b{_HANDICAPES}\b{SUIVI}(?:{EXCLU})|{ECARTE}{_HANDICAPES}\b|\b(?:sans|ni|hors|n'(?:avez|ayant) (?:pas d'|aucun)|ne pas (?:etre|avoir|presenter)(?: porteu\w+| atteint\w*)?(?: de| d'| un| d'un)*)"
        r" ?(?:aucun )?(?:reconnaissance (?:th|de travailleur)|handicap)|\binadapte\w*[^.;\n]{0,20}?(?:handicap|mobilite reduite)",
        "postes ouverts aux personnes en situation de handicap",
        sauf=r"refus\w* (?:de |d')?discrimin|accompagn\w+ (?:des|les)|transport (?:de|des)|sans (?:distinction|consideration)"
        r"|n'est pas un (?:frein|obstacle)|ne (?:doit|constitue) pas|n'hesit\w+",
        avant=PERSONNES_AIDEES,
        nie=False,
    ),
    r(
        "HANDICAP-03",
        "handicap|rqth|boeth",
        rf"\b{_HANDICAPES}\b,? \(?(?:{SEUL}|{FERME})|(?:{SEUL}|reserv\w+|destine\w*)\b[^.;\n]{{0,32}}? ?\b{_HANDICAPES}\b",
        "à compétences égales, priorité aux bénéficiaires de l’obligation d’emploi",
        sauf=r"place\w* de parking|stationnement|acces|exclu(?!siv)|chargee? de",
        sauf_offre=_ADAPTEE,
        avant=PERSONNES_AIDEES,
        nie=False,
    ),
    r(
        "HANDICAP-04",
        "valide|autonom|moyens physiques|possession",
        rf"\b(?:personnes?|candidate?s?|pleinement|physiquement|etes|etre|individu) valides?\b(?! (?:le|la|les|un|une|par))"
        rf"(?: {SEUL})?|\bvalides? {SEUL}|\bautonom\w+ physiquement|\bpossession de (?:tous |toutes )?(?:ses|vos) moyens"
        r"(?: physiques)?",
        "",
        sauf=r"permis|carte|caces|habilitation|titre|billets?|aupres|personnes? (?:agees|non) ",
        nie=False,
    ),
    r(
        "HANDICAP-05",
        "telephone|video",
        rf"{SEUL} par telephone|par telephone {SEUL}|cv video|video {SEUL}|video obligatoire|pas de mail",
        "par téléphone, courriel ou sur place",
        nie=False,
    ),
)
GENETIQUE: Final[tuple[Regle, ...]] = (
    r(
        "GENETIQUE-01",
        "genet|heredit| adn|antecedents famil|antecedent famil",
        rf"\b(?:sans|pas d[e']|aucune?s?|ni|absence d\w+)\b ?[^.;\n]{{0,30}}?\b(?:genetiques?|hereditaires?|heredite|antecedents?"
        rf" famil\w+)[^.;\n]{{0,20}}|\b(?:tests?|profil|depistage|analyse)s? (?:genetiques?|adn)(?: {VOULU}|[^.;\n]{{0,20}})",
        "",
        sauf=r"vegeta\w+|semence|plantes?|animal\w*|laboratoire|recherche (?:scien|en)|biolog\w+|patients?|\bogm\b",
        nie=False,
    ),
)
REGLES: Final = (*SANTE, *HANDICAP, *GENETIQUE)
