"""Family, pregnancy, looks, name: what a person is at home and to the eye."""

from typing import Final

from matching.equite.textes.regles.base import (
    ECARTE,
    EXCLU,
    FERME,
    LOIN,
    PRES,
    SEUL,
    SUIVI,
    VOULU,
    Regle,
    r,
)
from matching.equite.textes.regles.contexte import PERSONNES_AIDEES

_HORAIRES: Final = "horaires indiqués ci-dessous"
_NEGATION: Final = r"(?:\b(?:non|pas|ni|sans|aucun\w*|jamais)\b|\bn'|\bne )"
_CHARGES: Final = (
    r"(?:enfants?|charges? (?:de famille|familiale)|attaches?|famille\b|conjoint\w*|(?:obligations?|contraintes?|responsabilites?|engagements?|vie) (?:familia\w+|de famille)"
    r"|bebes?)"
)
_PARENTS: Final = (
    r"(?:parents?(?: isoles?| solos?)?|meres?|peres?|mamans?(?: solos?)?|papas?(?: solos?)?|(?:femmes?|personnes?|candidat\w+) avec (?:des )?"
    r"enfants?)"
)
_MARIE: Final = r"(?:mariee?s?|en couple|concubin\w*|pacsee?s?|divorcee?s?|veufs?|veuves?)"

FAMILLE: Final[tuple[Regle, ...]] = (
    r(
        "FAMILLE-01",
        "celibataire",
        rf"\bcelibataires?\b(?: {VOULU})?",
        "",
        sauf=r"client|agence|rencontre|camping|touris|logement|chambre|studio|residence|accueil|prime",
        nie=False,
    ),
    r(
        "FAMILLE-01",
        "marie|couple|concubin|pacse|divorce|veuf|veuve",
        rf"(?:\b(?:etre|etes|vous etes|etes-vous|candidat\w*|situation familiale ?:|situation de famille ?:|statut)\b"
        rf"{PRES}|^\W*){_MARIE}\b(?: {VOULU})?|\b{_MARIE},? \(?{VOULU}",
        "",
        sauf=r"precis\w+ si|indiqu\w+ si|dites(?:-nous)? si|(?:un|deux|les|des|jeunes) maries|robes?|couples? de|vetement",
        avant=r"\bun|les|des|de|aux",
        nie=False,
    ),
    r(
        "FAMILLE-02",
        "enfant|charge de|charges de|charge fam|charges fam|attache|famil|conjoint|bebe|parents|parent |maman|papa|mere|pere",
        rf"\b(?:sans|pas d[e'](?: l')?|aucune?s?|ni)(?: aucun\w*)? ?{_CHARGES}\w*"
        r"(?: en bas age| a charge)?|(?:libre|libere|degage)\w* de toute?s? (?:attache|obligation|contrainte"
        rf"|charge|engagement|responsabilite)s?(?: famil\w+| de famille)?|enfants? (?:grands?|eleves|autonomes?|scolarises) ?{VOULU}"
        rf"|\b{_PARENTS}\b{LOIN}(?:{EXCLU}|passe)|\b(?:meres?|peres?|mamans?|papas?)(?: de famille| au foyer)? {VOULU}|{ECARTE}{_PARENTS}\b",
        "",
        sauf=r"a garder|garde d'|garder|creche d|sans charge (?:lourde|de travail|horaire)|chien|quel",
        avant=PERSONNES_AIDEES,
        nie=False,
    ),
    r(
        "FAMILLE-03",
        "garde",
        rf"\b(?:mode|solution|moyen)s? de garde\b{PRES}(?:{FERME}|justifi\w+|fiable|assure)|(?:justifi\w+|dev\w+|exig\w+"
        rf"|disposer|organis\w+|assur\w+|imperati\w+|avoir|avez|garanti\w*|prevoi\w+|prevoyez|trouver){PRES}(?:mode|solution|moyen)s? de garde"
        rf"|garde (?:de vos |d'|des )enfants{PRES}(?:{FERME}|justif\w+)",
        _HORAIRES,
        sauf=r"propos\w+|creche|aide|alternatif|accompagn|peut etre|cherch\w+ (?:un|une) mode",
        nie=False,
    ),
    r(
        "FAMILLE-04",
        "contrainte|disponibilite|disponible|vie de famille|vie familiale|vie privee|corvea",
        r"\b(?:aucune?s?|sans|pas (?:de|d')|ni|libre de toute)(?: \w+)? contraintes? (?:personnelles?|familiales?"
        r"|de famille|privees?|horaires? ni)|disponibilite (?:totale|absolue|permanente|24)|totale disponibilite"
        r"|totalement disponible|disponible a tout(?:e)? (?:heure|moment)|vie (?:de famille|familiale|privee) (?:a mettre|passe"
        r"|entre|au second|ne (?:doit|devra|peut)|doit passer)|\b(?:pas|ni|aucunement) (?:\w+ )?contrainte?s? par (?:une |la |votre )?(?:vie de famille|famille|enfants)|corveable",
        _HORAIRES,
        sauf=r"contraintes? personnelles? (?:prises?|respect)",
        apres=r"(?:du|des|de la|de l') ?(?:materiel|equipement|stock|produit|machine|installation|service|outil|reseau|systeme)",
        nie=False,
    ),
    r(
        "FAMILLE-05",
        "couple",
        r"(?:recrut\w*|cherch\w*|embauch\w*|recherche\w*)[^.;\n]{0,15}? couples?(?: mariee?s?)?\b(?: d[e'] ?\w+)?|\bcouples? (?:mariee?s? )?(?:de"
        rf" (?:gardiens?|gerants?|concierges?|employes?|retraites?|restaurateurs)|{VOULU})|(?:pour|a) (?:un )?"
        rf"couple {SEUL}",
        "candidatures individuelles ou communes",
        sauf=r"candidatures? (?:separees|individuelle)|ou (?:une )?personne seule",
        avant=r"animation|accueil|client\w*",
        nie=False,
    ),
    r(
        "FAMILLE-06",
        "horaire|flexib|souplesse|amplitude",
        rf"horaires? (?:tres )?(?:variables?|flexibles?|atypiques?|decales?|irreguliers?)\W*(?:$|{FERME})"
        rf"|(?:grande|forte|totale) flexibilite|flexibilite (?:horaire )?(?:{FERME}|totale)|souplesse (?:horaire )?"
        rf"{FERME}|amplitude horaire",
        "",
    ),
    r(
        "GROSSESSE-01",
        "enceinte|grossesse|maternite|conge mat|desir d|projet |bebe en|attendre",
        rf"{_NEGATION}[^.;\n]{{0,45}}?\b(?:enceintes?|grossesses?|maternite|conge mat\b|desir d'enfant|projet (?:d'enfant|(?:de )?bebe)|bebe en route"
        rf"|attendre (?:d'|un )?enfant)|tests? de (?:non[- ])?grossesse|certificat de non[- ]grossesse|\benceintes?\b"
        rf"{SUIVI}(?:{EXCLU}|ne pas postuler)",
        "",
        sauf=r"remplac\w*|sages?[- ]|amenag\w*|conseil|produits?|accompagn\w*|suivi|service\w* de maternite|ecole"
        r"|hopital|discrimin|protection",
        nie=False,
    ),
    r(
        "GROSSESSE-02",
        "enceinte|grossesse|allaitant|maternite",
        rf"(?:interdit|ferme|incompatible|inadapte|deconseille|contre-indique|inaccessible|exclu)\w*{PRES}\b(?:enceintes?"
        rf"|grossesse|allaitante?s?|maternite)|ne (?:convient|conviendra|convenant|s'adresse) pas{PRES}\b(?:enceintes?"
        r"|allaitante?s?|grossesse)",
        "un aménagement de poste est prévu si besoin",
        sauf=r"produits?|vente|consommation|vaccin|medicament",
        nie=False,
    ),
)

_PHYSIQUE: Final = r"(?:agreable|avantageux|attrayant|irreprochable|soigne|de reve|attirant|plaisant|seduisant|impeccable)"
_PARURE: Final = (
    r"(?:tatou(?:age|e|es|ee|ees)s?|piercings?|barbes?|barbus?|dread\w*|locks|tresses|crane rase|cheveux|coupe afro"
    r"|afro|coiffures? (?:afro|excentrique|fantaisie)|maquillage|ongles)"
)
APPARENCE: Final[tuple[Regle, ...]] = (
    r(
        "APPARENCE-01",
        "taille|mesur|1m|1 m|1,5|1,6|1,7|1,8|1,9|1.6|1.7|1.8|poids|peser|pesez|silhouette|corpulence|carrure|morpho|stature|gabarit|mince|svelte|rond|corpulent|longiligne"
        "|elance|surpoids|obes|gros",
        rf"\btaille (?:\d\d(?: ?[-/a] ?\d\d)?|xs|s|m|l|xl) {VOULU}|\bmesur\w+[^.;\n]{{0,25}}?\b1[5-9]\d ?cm|\b1[5-9]\d ?cm (?:minimum|mini|au moins)"
        r"|\btaille (?:minimum|minimale|mini\b|maxi\w*|mannequin|exigee|superieure|fine|requise|d'au moins|de plus|:? ?1 ?"
        r"[m,.])[^.;\n]{0,12}|\b1 ?[m,.] ?[5-9]\d(?: ?m\b)? ?(?:minimum|mini\b|maxi\w*|exige\w*|au moins|et plus)"
        r"|\bmesur(?:ez|er|ant)\b[^.;\n]{0,25}?\b1 ?[m,.] ?[5-9]\d?(?: ?m\b)?|\b(?:poids|pes(?:er|ez))\b[^.;\n]{0,15}?"
        r"(?:max\w*|inferieur|moins|plus)[^.;\n]{0,12}?\b(?:[4-9]\d|1[0-2]\d) ?k\w+|silhouette (?:elancee|fine|mince|soignee"
        rf"|svelte|elegante|{FERME}|mannequin|sportive|agreable)|\bcorpulence\b(?: {VOULU}| \w+)?|\bcarrure (?:imposante"
        rf"|solide|athletique|{FERME}|large)(?: {VOULU})?|\b(?:stature|gabarit) (?:imposant|athletique|{FERME})\w*"
        r"|\b(?:vous etes|etre|personne|profil|silhouette|plutot)[^.;\n]{0,15}?\b(?:minces?|sveltes?|elancee?s?|grande? et"
        rf" mince)\b|^\W*(?:minces?|sveltes?)\b|\b(?:elancee?s?|sveltes?|longilignes?)\b|\b(?:personnes?|femmes?|hommes?) (?:rondes?|ronds?|fortes?|grosses?|corpulente?s?|grosse) {EXCLU}|(?:en |de )?surpoids{SUIVI}(?:{EXCLU})|\bobeses?{SUIVI}(?:{EXCLU})"
        rf"|\bgros(?:ses?)? {EXCLU}|{ECARTE}(?:personnes? )?(?:gros|grosses?|obeses?|en surpoids)\b",
        "",
        sauf=r"colis|port de charge|charges? (?:de|jusqu)|vehicule|ptac|haies?|arbres?|vetement|carton|mannequins? de"
        r"|pierre|animaux|bebes?|patients?|enfants?|rayonnage",
        nie=False,
    ),
    r(
        "APPARENCE-02",
        "physique|charme|beau|belle|bel |joli|sexy|beaute|mignon|plastique|canon",
        rf"(?<!condition )(?<!forme )(?<!resistance )\bphysique (?:{_PHYSIQUE})(?: {VOULU})?|\b(?:beau|belle|bel|bonne|jolie?) (?:apparence|physique|aspect"
        r"|visage|gueule|plastique|personne|femme|fille|homme|gosse|garcon|serveu\w+|hotess?e?|vendeu\w+|allure|mec)\b"
        rf"(?: physique)?(?: {VOULU})?|(?:vous etes|etre|plutot) (?:\w+(?: et| ou|,) )?(?:beaux?|belles?|jolie?s?|mignonn?e?s?|sexy|canon)\b"
        rf"|\bsexy\b|\bhotesses? de charme\b|^\W*(?:jolie?s?|beaux?|belles?)\b(?= (?:et|ou)\b|,? (?:personne|presence)| {FERME})|\bbien (?:fait"
        rf"|foutu|physiquement)\w*|bel? aspect physique|beaute {VOULU}|\bjolie et \w+|(?:hotess?e|serveuse|vendeuse"
        r"|femme|personne|fille) (?:jolie|belle|mignonne|sexy|canon)\b",
        "",
        sauf=r"soins?|institut|esthetic\w+|cosmet|produits? de",
        nie=False,
    ),
    r(
        "APPARENCE-03",
        "presenta|present|presenter|apparence|look",
        r"\b(?:tres )?(?:bonne|excellente|parfaite|belle|impeccable|irreprochable) present[a-z]{2,6}n\b|\bpresent[a-z]{2,6}n"
        rf" (?:personnelle |physique |generale |et \w+ )?(?:soignee|impeccable|irreprochable|correcte|parfaite|exemplaire"
        rf"|elegante|{FERME})(?: {FERME})?|\b(?:savoir )?(?:se )?bien presenter\b|\bpresentable\b|\bapparence (?:physique )?"
        rf"(?:soignee|impeccable|irreprochable|agreable|elegante)|\blook (?:soigne|branche|{FERME}|tendance|fashion|rock"
        r"|elegant|impeccable|jeune)\w*(?: indispensable)?",
        "sens de l’accueil",
        sauf=r"presentation (?:des|du|de la|de l'|de nos|de vos|de votre|orale|visuelle|marchande|d'un|aux|de chaque)"
        r"|bien presenter (?:les|la|le|nos|des|un|votre|l')|magasin|rayons? |dossier|remplissage",
        avant=r"participe\w* a la|assure\w* (?:la|une)|veill\w+ a la|garanti\w* (?:la|une)|maintenir|soigner",
        nie=True,
    ),
    r(
        "APPARENCE-04",
        "photo",
        r"(?:\bcv\b|candidature|lettre|dossier|joindre|jointe?|envoy\w+|adress\w+|fourni\w+|transmettre|avec|accompagn\w+"
        r"|\+)[^.;\n]{0,40}?\bphotos?\b(?: (?:recente|d'identite|en pied|jointe?|de vous)\w*)?|\bphotos? (?:[\w-]+ )?"
        rf"(?:recente |d'identite |en pied |de vous )*(?:{FERME}|souhaitee|a joindre|jointe|en pied|recente|d'identite)",
        "",
        sauf=r"sans photo|pas de photo|aucune photo|ne (?:pas )?(?:joi\w+|mett\w+|envoy\w+)[^.;]{0,15}photo|photograph\w+"
        r"|produits?|prises? de vue|retouche|studio|reportage|imprimerie|labo photo|appareil",
        nie=False,
    ),
    r(
        "APPARENCE-05",
        "tatou|piercing|barbe|barbu|dread|tresse|locks|rase|cheveux|afro|coiffure|maquill|ongles",
        rf"(?:\b(?:sans|pas de|aucune?|ni|interdiction d\w+)\b ?(?:de |les? |des )?{_PARURE}|{_PARURE}\b[^.;\n]{{0,45}}?"
        rf"(?:{EXCLU}|{FERME}|cach\w+|a masquer|s'abst\w+))",
        "cheveux attachés, charlotte fournie",
        sauf=r"salon|tatoueu\w+|barbier\w*|taille de|hygien\w+|securite|charlotte|attaches?|coiffeu\w+|soins? d"
        r"|coloration|prothesiste|laboratoire|cuisine et",
        nie=False,
    ),
    r(
        "APPARENCE-06",
        "allure|athleti|look|physique",
        rf"\b(?:allure|physique|silhouette|look|apparence) (?:sporti\w+|athleti\w+|dynamique|juvenile)(?: {VOULU})?"
        rf"|\ballure (?:{FERME}|soignee|elegante)|\bathletiques?\b",
        "",
        sauf=r"salle de sport|club|coach|piste|epreuve",
        nie=False,
    ),
)

_NOM: Final = r"\b(?:pre)?noms?\b|\bpatronymes?\b"
_DE_CHEZ_NOUS: Final = (
    r"(?:consonance|francais\w*|francise\w*|d'emprunt|(?:facile|difficile) a (?:prononcer|retenir)|etrange\w+|oriental\w*"
    r"|arabe\w*|exotique|a changer|imprononcable|maghrebin\w*|africain\w*|europeen\w*|typ\w+|bien de|occidenta\w+|impose\w*)"
)
NOM: Final[tuple[Regle, ...]] = (
    r(
        "NOM-01",
        "nom|prenom|consonance|patronyme|pseudo",
        rf"(?:{_NOM})[^.;\n]{{0,35}}?\b{_DE_CHEZ_NOUS}(?: {VOULU})?|\bconsonance[^.;\n]{{0,40}}?(?:nom\b|patronyme|francaise"
        rf"|etrangere|europeenne|{EXCLU})|\bchang\w+ (?:de|votre|vos|son) (?:pre)?noms?\b|\bpseudo(?:nyme)?\b[^.;\n]{{0,25}}?"
        rf"(?:francais|impose|obligatoire|occidental|europeen)|\b(?:prend\w*|prenez|utilis\w+|adopt\w+|chois\w+|pren\w+)"
        r"[^.;\n]{0,25}?(?:pre)?nom d'emprunt",
        "",
        sauf=r"\bproduits?\b|marque|domaine|nom de code|quel que soit",
        nie=False,
    ),
)
REGLES: Final = (*FAMILLE, *APPARENCE, *NOM)
