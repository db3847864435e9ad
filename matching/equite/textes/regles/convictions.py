"""Religion, politics, unions, morals, past alerts: what a person believes, does and has said."""

from typing import Final

from matching.equite.textes.regles.base import (
    ECARTE,
    EXCLU,
    FERME,
    LOIN,
    PRES,
    RECRUTE,
    SUIVI,
    VOULU,
    Regle,
    r,
)

_RELIGIEUX: Final = (
    r"(?:catholiques?|musulmane?s?|juifs?|juives?|chretien(?:ne)?s?|protestante?s?|evangeliques?|bouddhistes?|athees?"
    r"|croyante?s?|islamistes?|orthodoxes?|agnostiques?|hindous?|mecreants?)"
)
_MAISONS: Final = (
    r"etablissements?|ecoles?|lycees?|colleges?|enseignement|associations?|secours|congregations?|institut\w*|dioceses?"
    r"|cimetieres?|radio|journal|monument|hopital|communaute|paroisse|aumoner\w*|universite|maison d|mouvement|scout\w*"
)
_SIGNES: Final = (
    r"(?:voiles?|voilees?|foulards?(?: islamiques?)?|hijab|niqab|burqa|kippas?|turbans?|signes? (?:religieux|ostentatoires?"
    r"|d'appartenance)|croix (?:visible|apparente)|tenues? religieuses?|djellaba)"
)
_NEUTRE: Final = (
    r"service public|agents? publics?|2021-1109|mairie|collectivite|fonction publique|prefecture|education nationale"
    r"|delegation de service|principes? de|1321-2-1|reglement interieur"
)
RELIGION: Final[tuple[Regle, ...]] = (
    r(
        "RELIGION-01",
        "confession|catholi|musulman|juif|juive|chretien|protestant|evangeli|bouddh|athee|croyan|pratiquant|baptise"
        "|religieu|orthodoxe|islam",
        rf"\bde confession \w+|\bde religion \w+|\b{_RELIGIEUX}(?:,? (?:pratiquante?s?|non pratiquante?s?))?[ ,(]{{1,2}}(?:{VOULU}|h/f)"
        rf"|\b{_RELIGIEUX} pratiquante?s?|\b{_RELIGIEUX}(?: (?:et|ou) {_RELIGIEUX})*{SUIVI}(?:{EXCLU})|\bbaptisee?s?\b|{ECARTE}{_RELIGIEUX}"
        rf"|(?:{RECRUTE}[^.;\n]{{0,25}}?|\b(?:candidate?s?|personnes?|profils?|nounous?|employee?s?|gardes?|vendeu\w+|\w+(?:eur|euse|ier|iere"
        rf"|trice)) (?:h/f )?)(?<!ecole )\b{_RELIGIEUX}\b|\b(?:aucune?|sans|pas d'|ni) ?(?:appartenance|conviction|pratique|opinion)s?"
        rf" religieu\w+|\b(?:etes-vous|etre|vous etes) (?:{_RELIGIEUX}|pratiquante?)\b|^\W*(?:non[- ])?pratiquante?s?\W*$|\bappartenance religieuse (?:{VOULU}|\w+)",
        "",
        sauf=r"patrimoine|boucherie|produits?|culture|clientele|enseignement (?:catholique|prive)",
        avant=_MAISONS,
        nie=False,
    ),
    r(
        "RELIGION-02",
        "voile|foulard|hijab|niqab|burqa|kippa|turban|signe|croix|tenue relig|djellaba",
        rf"\b(?:sans|pas de|aucun|ni|ne port\w+ (?:pas|aucun)|port (?:de|du|d'un)|interdiction d\w+(?: porter)?|refus\w*)\b ?(?:le |la |les |un"
        rf" |de |d'|du |tout )*{_SIGNES}\b(?: {EXCLU})?|\b{_SIGNES}(?: (?:et|ou|,) {_SIGNES})*[^.;\n]{{0,25}}?(?:{EXCLU})",
        "tenue de travail fournie",
        sauf=_NEUTRE
        + r"|nauti\w+|bateau|planche|voilerie|mariage|montage|grand voile|de signes? particulier",
        nie=False,
    ),
    r(
        "RELIGION-03",
        "ramadan|jeune|porc|priere|shabbat|sabbat|religieuse|halal|alcool",
        r"\bramadan\b|\bpratiqu\w+ (?:pas )?(?:le |de )?jeune\b|\b(?:le|du) jeune religieux|\b(?:mang\w+|consomm\w+|gout\w+)[^.;\n]{0,20}?"
        r"\bporc\b[^.;\n]{0,30}|\b(?:pas|ne|sans|interdi\w+|ni)\b[^.;\n]{0,25}?\bprieres?\b[^.;\n]{0,20}|\bexceptions? religieuses?"
        r"|\b(?:shabbat|sabbat)\b|\b(?:fetes?|pratiques?|obligations?|contraintes?) religieuses?[^.;\n]{0,20}",
        "",
        sauf=r"rayon|decoupe|manipul\w+|charcuterie|produits?|traiteur|accueil|patients?|residents?|respect des|lieux de culte|patrimoine",
        nie=False,
        clause=False,
    ),
    r(
        "RELIGION-04",
        "valeurs|laic",
        r"\b(?:nos |aux |les |des )?valeurs (?:(?:\w+ et )?)(?:chretien|catholi|evangeli|islami|juiv|republicain|laiqu|bibli|protestant"
        r"|religieu|de la republique)\w*(?: et (?:laiques?|republicaines?|humanistes?))?[^.;,\n]{0,20}|\battach\w+ (?:a la |aux principes de la )"
        rf"laicite(?: {FERME})?",
        "",
        sauf=_NEUTRE + r"|respect (?:de la|du|des)",
        nie=False,
    ),
)

_ELUS: Final = (
    r"(?:militante?s?(?: (?:de gauche|de droite|politiques?))?|elue?s?|candidats? aux elections|conseill\w+ municip\w+|sympathisante?s?"
    r"|adherents? d'un parti|personnes? encartees?|encartees?)"
)
POLITIQUE: Final[tuple[Regle, ...]] = (
    r(
        "POLITIQUE-01",
        "politiqu|apolitiqu|opinion|conviction|sensibilite|idees|mouvement|parti |partis |militant|encart|mandat|elu|municipa|sympathis",
        rf"\b(?:opinions?|idees?|convictions?|sensibilites?|bord|appartenances?|engagements?|activites?|affiliations?|etiquettes?|orientation)"
        rf" politiques?\b[^.;,\n]{{0,25}}|\b(?:opinions?|idees?|convictions?|sensibilites?) (?:de|d'extreme) (?:droite|gauche)\b(?: {VOULU})?|\b(?:sans|aucun\w*|pas d\w*|ni|ne pas (?:avoir|exercer)|n'exer\w+)\b ?[^.;\n]{{0,20}}?\bmandats? "
        rf"(?:electi\w+|loca\w+|politique|municipal)|\bapolitiques?\b(?: {VOULU})?|\bencartee?s?\b{PRES}|\bsympathisante?s? (?:de|d')[^.;,\n]{{0,25}}"
        rf"|\b{_ELUS}\b{SUIVI}(?:{EXCLU})|\bpas (?:de |d')?{_ELUS}\b|\b(?:membre|adherent\w*) d'(?:un|aucun) parti\b|\b(?:appartenance|adhesion) a (?:un|tout|aucun) (?:parti|mouvement politique)[^.;\n]{{0,25}}|\bproches? des idees\b[^.;\n]{{0,25}}|\bidees de notre"
        rf" (?:mouvement|parti)|\b(?:ni|sans|aucun) parti\b[^.;\n]{{0,12}}",
        "",
        sauf=r"assistante? parlementaire|orientations politiques|mettre en oeuvre|conformement|chargee? de mission|collaborat\w+|groupe politique|journalis\w+|science|politiques? (?:publique|de la ville"
        r"|salariale|rse|sociale|commerciale|qualite|d'insertion|emploi)|non-partisane|associations? apolitique",
        nie=False,
        clause=True,
    ),
)

_SYNDIQUES: Final = (
    r"(?:syndiquee?s?|syndicalistes?|grevistes?|(?:ancien\w* )?delegue\w*(?: (?:du personnel|syndica\w+|cgt|cfdt|sud|fo))?|representants? (?:syndica\w+|du personnel)"
    r"|cgtistes?|adherents? (?:a un|d'un) syndicat)"
)
SYNDICAT: Final[tuple[Regle, ...]] = (
    r(
        "SYNDICAT-01",
        "syndi|grev|delegue|representant|cgt|cfdt",
        rf"\bnon[- ]syndique\w*(?: {VOULU})?|\bpas (?:etre )?syndique\w*|\b(?:sans|aucune?|pas d[e']|ni|jamais)\b ?(?:\w+ )?(?:engagement|activite|mandat"
        rf"|appartenance|affiliation|passe|culture)s? syndica\w+|\b{_SYNDIQUES}\b{SUIVI}(?:{EXCLU})|\b(?:pas (?:de |d')|ni|aucun) ?{_SYNDIQUES}\b"
        r"|\bmembres? d'aucun syndicat|\b(?:ne (?:pas )?(?:adher|appartenir|faire partie)\w*)[^.;\n]{0,20}?syndicat\w*|\bsyndicats? (?:non|interdit)"
        r"[^.;\n]{0,15}|\b(?:ni|pas de|sans) syndicats?\b|\b(?:pas|jamais|ne|ni)\b[^.;\n]{0,30}? greves?\b",
        "",
        sauf=r"organisation syndicale|union syndicale|chargee? d'etudes|discrimin",
        nie=False,
    ),
    r(
        "SYNDICAT-02",
        "esprit maison|revendic|contestat|docile",
        rf"\besprit maison(?: {VOULU})?|\b(?:pas|sans|aucun\w*|ni)\b[^.;\n]{{0,25}}?revendica\w+|\b(?:profils? |personnes? |caracteres? )?contestataires?"
        rf"(?: {EXCLU})?|\brevendicati\w+ {EXCLU}|\bdociles?\b",
        "esprit d’équipe",
        sauf=r"client\w*|salariales? (?:des|suivi)|animaux|chiens?|chev",
        nie=False,
    ),
)

_ORIENTATIONS: Final = (
    r"(?:hetero(?:sexuel(?:le)?s?|s)?|homo(?:sexuel(?:le)?s?|s)?|gays?|lesbiennes?|bisexuel(?:le)?s?|(?:personnes? )?trans(?:genres?|sexuel\w*)?"
    r"|travestis?|lgbt\w*)"
)
MOEURS: Final[tuple[Regle, ...]] = (
    r(
        "MOEURS-01",
        "hetero|homo|gay|lesbien|bisex|transg|transs|trans |travesti|orientation sex|identite de genre|lgbt",
        rf"\b{_ORIENTATIONS}\b(?:[ ,(]{{1,2}}(?:{VOULU})|{SUIVI}{EXCLU})|(?:{ECARTE}|\bnon ){_ORIENTATIONS}\b|\borientation sexuelle ?:[^.;\n]"
        rf"{{0,20}}|\borientation sexuelle (?:{VOULU}|conventionnelle)|\b(?:etre|vous etes|candidate?) {_ORIENTATIONS}\b",
        "",
        sauf=r"association|bienvenue?s? a tou|communaute|discrimin|transport|transmission",
        nie=False,
    ),
    r(
        "MOEURS-02",
        "moralite|moeurs|vie |fetard|debauche",
        rf"\b(?:de |une )?(?:tres )?(?:bonnes?|haute|parfaite|excellente)(?: vie et| et)? (?:moralite|moeurs)(?: {VOULU})?|\bmoralite (?:\w+)(?: {FERME})?|\b(?:vie"
        rf" (?:privee |personnelle )?(?:stable et )?(?:rangee|saine|de debauche|dissolue)|vie privee (?:stable|irreprochable|rangee)|mode de vie"
        rf" (?:range|sain|stable|regulier)\w*)(?: {VOULU})?|\bbonne vie et moeurs|\bfetarde?s?\b{PRES}|\bvie (?:bien )?rangee",
        "",
        sauf=r"133-6|casf|residents?|aupres|promotion|patients?|education|projet de vie|accompagn\w*",
        nie=False,
    ),
)
_LITIGES: Final = r"(?:prud'?hom\w+|prudhom\w+|contentieux|litiges?|conflits?|plaintes?|proces|lanceu\w+ d'alerte|alertes?|signalements?|denonc\w+)"
ALERTE: Final[tuple[Regle, ...]] = (
    r(
        "ALERTE-01",
        "prud|plaignant|contentieux|conflit|litige|plainte|alerte|temoign|signal|denonc|inspection du travail|proces|attaqu",
        rf"\b(?:jamais|aucune?s?|pas d[e']|sans|ni|ne (?:pas|jamais)|n'avez|vierge de|absence d\w+|zero)\b{LOIN}\b(?:{_LITIGES}|temoign\w+|signal\w+|attaqu\w+)"
        rf"\b{LOIN}(?:employeu\w*|prud\w*|passee?s?|anterieur\w*|preceden\w+|inspection|collegues?|patrons?|ancien\w*|faits|poste|entreprise|hierarchie)\w*"
        rf"|\b(?:jamais|ni|pas)\b[^.;\n]{{0,25}}\b(?:plaignant|demandeur)e?s? (?:contre|aux prud)[^.;\n]{{0,25}}|\b(?:sans|aucun|pas de|ni)(?: \w+)? passe (?:prud\w+|judiciaire avec)|\b(?:sans|aucun\w*|pas de|jamais|ni)(?: \w+)?{PRES}(?:aux |de |en )?prud'?hom\w*"
        rf"[^.;\n]{{0,15}}|\blanceu\w+ d'alerte{SUIVI}(?:{EXCLU})|\b(?:pas de|ni) lanceu\w+ d'alerte|\bdenonc\w+{LOIN}(?:employeur|patron|collegues|hierarchie){LOIN}"
        rf"(?:{EXCLU})|\b(?:personnes?|candidat\w+|ceux|profils?){LOIN}(?:{_LITIGES}|temoign\w+){LOIN}(?:s'abst\w+|ne postul\w+|exclu\w*)",
        "",
        sauf=r"client\w*|juriste|suivi d\w+|traite\w+ (?:les|des)|gerer|assur\w+|fournisseurs?|commercia\w+",
        nie=False,
    ),
)
REGLES: Final = (*RELIGION, *POLITIQUE, *SYNDICAT, *MOEURS, *ALERTE)
