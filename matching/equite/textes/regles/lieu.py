"""Where a person lives, banks, how they come, what they live on."""

from typing import Final

from matching.equite.textes.regles.base import (
    ECARTE,
    EXCLU,
    FERME,
    SEUL,
    SUIVI,
    VOULU,
    Regle,
    r,
)
from matching.equite.textes.regles.contexte import CONDUITE, SEDENTAIRE

_HABITER: Final = (
    r"(?:\bhabit(?:er|ant|ants|ez|e|ent)\b|\bresid(?:er|ant|ez|e)\b|\bdomicili(?:ee?s?|er)\b(?! bancaire)"
    r"|(?<!a )(?<!au )\bdomicile\b(?! (?:des|de nos|du client|collectif|fixe))|\blieu (?:d'habitation|de residence)"
    r"|\bresidence (?:dans|en|a|sur|proche|principale|obligatoire)|\blogement (?:sur|a|dans) )"
)
_MESURE: Final = r"l\.? ?1133-5|quartiers? prioritaires?|\bqpv\b|clause|aide au logement|teletravail|astreinte|logement de fonction"
_AUTRUI: Final = (
    r"clients?\b|beneficiaires?|usagers?|patients?|nos interventions|personnes agees|en fonction de votre|selon votre"
    r"|en presentiel|que vous habitiez|ou que vous|si vous|autour de|proche de (?:chez|votre)|pres de (?:chez|votre)"
    r"|a domicile|trajet domicile|indemn\w+|rembours\w+|aide a|possible"
)
_QUARTIERS: Final = (
    r"(?:(?:du |de la |de |des )?(?:9[1-5]|seine[- ]saint[- ]denis|seine[- ]st[- ]denis|quartiers? (?:nord|sud|sensibles?|populaires?)"
    r"|banlieues?|cites?|zones? sensibles?))"
)
RESIDENCE: Final[tuple[Regle, ...]] = (
    r(
        "RESIDENCE-01",
        "habit|resid|domicil|logement a|logement s",
        rf"{_HABITER}[^.;\n]{{0,60}}?(?:{FERME}|{SEUL})|^\W*(?:etre )?(?:habiter|resider|domiciliee?)\b(?! (?:a |l')proximite)"
        r"[^.;,\n]{0,40}|\btitulaire du permis, habitant|(?:destine|reserve|adresse)\w* aux? (?:\w+ )?(?:candidat\w*|personnes?)"
        rf" {_HABITER}[^.;,\n]{{0,30}}|\bvous devez (?:habiter|resider)\b(?! a \d)[^.;,\n]{0, 30}",
        "poste basé dans la commune indiquée",
        sauf=rf"{_MESURE}|{_AUTRUI}|\d+ ?(?:km|minutes|min|mn|kilometres)\b|fenetre|copie|justificatif de domicile|certificat",
        nie=False,
    ),
    r(
        "RESIDENCE-02",
        "93|92|91|94|95|hors |seine|quartier|banlieue|cite|habitant|personne de|personne d",
        rf"\b(?:candidats?|habitants?|gens|personnes?|residents?|riverains?) (?:du|de la|de notre|des) (?:quartier|commune|ville|village|secteur|coin|cite)s? {SEUL}"
        rf"|\bcandidat\w* hors (?:du |de (?:la |l')?)?\w+|^\W*hors (?:du )?(?:\d\d\b|seine[- ]\w+|banlieue|cite)[^.;\n]{{0,15}}|\bpas (?:de"
        rf" (?:candidat\w* |gens |personnes? )?)(?:des |de la |de |du )?{_QUARTIERS}|\b(?:candidats?|habitants?|gens|personnes?|residents?|jeunes)"
        rf" (?:[\w'-]+ ){{0,4}}?(?:{EXCLU})|\bne (?:pren\w+|recrut\w+|vou\w+) personne d\w+[^.;\n]{{0,30}}",
        "",
        sauf=r"union europeenne|\bue\b|chomeurs? (?!et hab)|handicap|etrang\w+|age|senior|experienc|diplom|qualifie|motiv|enceinte|couleur|permis|rqth|couple"
        r"|enfant|retraite|debutant|parl\w+|langue|serieu\w+|demissionn\w*|carriere|malade|fragile|encart\w*|surpoids|trans|juge|convi"
        r"|valide|fumeu|voile|dynami|interesse|correspond|deplacement\w* hors|horaires?",
        si_offre=r"93|9[1245]\b|seine|quartiers?|banlieue|\bcites?\b|habit\w+|\bhors\b|domicili|resid",
        nie=False,
    ),
    r(
        "RESIDENCE-03",
        "km|kilom|minute| min|mn|proximite|proche",
        rf"{_HABITER}[^.;\n]{{0,40}}?\b\d+ ?(?:km|kilometres?|minutes?|min|mn)\b(?: max\w*| de \w+)?|\b(?:moins de|a|max\w*(?: de)?) ?\d+ ?"
        r"(?:km|kilometres|minutes|min|mn)\b[^.;\n]{0,25}?(?:\bhabit\w+|\bresid\w+|de votre domicile|du domicile)|"
        rf"\bproximite (?:immediate|geographique)(?: {VOULU})?(?!.{{0,3}} (?:du|de la|des|de l|d'|avec))|\b(?:habit|resid)\w+ (?:a|tout)? ?"
        r"(?:proximite|proche|pres)\b",
        "prise de poste sur le site indiqué",
        sauf=rf"{_AUTRUI}|aide|indemni|secteur|chantiers?|missions?|interventions?|gare|centre[- ]ville|metro|commerces",
        nie=False,
    ),
    r(
        "RESIDENCE-04",
        "qpv|prioritaire",
        rf"(?:reserv\w+|{SEUL})[^.;\n]{{0,35}}?(?:\bqpv\b|quartiers? prioritaires?)",
        "priorité aux résidents des quartiers prioritaires (clause d’insertion)",
        sauf=r"clause|1133-5|2112",
        nie=False,
    ),
    r(
        "RESIDENCE-05",
        "parisien|lyonnais|marseillais|grenoblois|bordelais|toulousain|lillois|nantais|nicois|ardechois|dromois|breton|alsacien|normand|stephanois|valentinois",
        rf"\b(?:parisien|lyonnais|marseillais|grenoblois|bordelais|toulousain|lillois|nantais|nicois|ardechois|dromois|breton|alsacien|normand"
        rf"|stephanois|valentinois)(?:ne|e)?s? (?:{SEUL}|de preference)",
        "",
        sauf=r"cuisine|produits?|langue",
        nie=False,
    ),
    r(
        "RESIDENCE-05",
        "coin|pays|local|locaux|habitants du|du cru|village",
        rf"\bgens du (?:coin|pays|cru|village|secteur)(?: {VOULU})?|\bpersonnes? (?:du coin|du pays|du village)(?: {VOULU})?|\bcandidatures?"
        rf" locales?(?: {VOULU})?|\b(?:candidats? |profils? )?loca(?:ux|l),? {VOULU}|\breserv\w+ aux habitants\b(?: du \w+)?|\brecrutement"
        rf" {SEUL} local|\b(?:priorite|preference)(?: donnee| est donnee)? aux (?:locaux|habitants|gens|personnes?) (?:du|de)[^.;\n]{{0,15}}",
        "",
        sauf=_MESURE + r"|produits?|clientele|commerces?|locaux (?:propres|sont|a)",
        nie=False,
    ),
)

_BANQUES: Final = (
    r"(?:banques?|credit agricole|credit mutuel|\bbnp\w*|\blcl\b|societe generale|banque postale|caisse d'epargne|francaise?|\bfr\b|metropole"
    r"|\bdom\b|domicilie\w*|nickel|n26|revolut|en ligne|la reunion|agence|en france|\w+ uniquement|isere|ouvert (?:en|a|dans))"
)
BANQUE: Final[tuple[Regle, ...]] = (
    r(
        "BANQUE-01",
        "compte|rib|iban|etre client|etes client|domiciliation banc|nickel|n26|revolut|banques en ligne|neobanque",
        rf"\b(?:comptes?(?: bancaires?| courants?)?|rib|iban|domiciliations? bancaires?)\b[^.;\n]{{0,40}}?\b{_BANQUES}[^.;\n]{{0,40}}?(?:{FERME}"
        rf"|{EXCLU}|{SEUL})|\b(?:etre|etes) cliente? (?:de |d'|du |chez |a )(?:la |notre |l')?{_BANQUES}[^.;,\n]{{0,15}}|\btitulaire d'un compte\b[^.;\n]{{0,15}}(?:\bau|\bchez|\ba la|{_BANQUES})[^.;,\n]{{0,20}}|\bpas de comptes?[^.;\n]{{0,25}}?"
        rf"{_BANQUES}|\b(?:nickel|n26|revolut|neobanques?|banques? en ligne)\b{SUIVI}{EXCLU}|\bcompte[^.;\n]{{0,15}}?doit[^.;\n]{{0,15}}?domicilie"
        rf"[^.;\n]{{0,30}}|\b(?:iban|rib) fr\w*\b(?: {FERME})?|\bcompte ouvert (?:en|a|dans|chez|au)\b[^.;\n]{{0,20}}?{FERME}"
        rf"|{SEUL} sur (?:un |votre )?compte[^.;\n]{{0,15}}?{_BANQUES}|\bcompte bancaire (?:a|en|au) [\w ]{{2,20}}?{FERME}",
        "RIB ou IBAN à l’embauche",
        sauf=r"ouverture d\w+|clientele|conseill\w+|gestion|comptab\w+|tenue|rapproche\w*|experience|suivi|epargne client",
        nie=False,
    ),
)

_PRECAIRES: Final = (
    r"(?:chomeu(?:r|se)s?|demandeu\w+ d'emploi|(?:(?:beneficiaires?|allocataires?) du )?rsa|\bsdf\b|(?:personnes? )?sans (?:domicile|abri)\w*(?: fixe)?"
    r"|surendett(?:e|ee|es|ees|ement)|interdite?s? bancaires?|inacti(?:f|ve)s?|allocataires?|assistee?s?|precaires?|minima sociaux|intermittents? du chomage)"
)
_INSERTION: Final = r"insertion|\biae\b|pass iae|5132|1133-6|geiq|\bsiae\b|accueil\w*|accompagn\w*|eligib\w+|prioritaires?"
ECONOMIE: Final[tuple[Regle, ...]] = (
    r(
        "ECONOMIE-01",
        "chom|demandeur|demandeuse|rsa|sdf|sans domicile|sans abri|surendett|bancaire|inacti|allocat|assist|precaire|minima|financiere",
        rf"\b{_PRECAIRES}\b{SUIVI}(?:{EXCLU})|{ECARTE}(?:(?:candidat\w*|personnes?) )?(?:au |aux |du )?{_PRECAIRES}\b|\bsituation financiere (?:saine|stable|{FERME})(?: {FERME})?",
        "",
        sauf=_INSERTION,
        nie=False,
    ),
    r(
        "ECONOMIE-02",
        "en poste|en emploi|en activite|salarie|cv|periode|inactivite|parcours continu|interruption|trou",
        rf"\b(?:vous etes|etre|etes|candidats?|obligatoirement|imperativement) (?:actuellement |deja |toujours )?en (?:poste|emploi|activite)\b"
        rf"(?: actuellement)?(?: {VOULU})?|^\W*actuellement en (?:poste|emploi|activite)\b|\ben (?:poste|emploi|activite) (?:{SEUL}|{FERME})"
        rf"|\btrous? dans (?:le|votre|son) (?:cv|parcours)|\bcv sans (?:interruption|trou|rupture)s?|\bsans (?:trou|interruption)s? "
        rf"(?:dans|de) (?:le |votre |son )?(?:cv|parcours|carriere)|\b(?:sans|aucune?|pas de) periodes? (?:d'inactivite|de chomage|sans emploi)|\b(?:vous etes|etre|etes) (?:actuellement |deja )?salariee?s?\b[^.;\n]{0, 12}?(?:condition|imperati|obligatoire|exige)\w*|\bparcours (?:continu|sans \w+)(?: {VOULU})?",
        "",
        sauf=r"remplac\w*|salaries\b|titulaire|equipe|notre|\bou (?:en |a la |\w+ )?(?:recherche|disponible|reconversion|non|sans)|en reconversion"
        r"|formation|effectif",
        avant=r"si|meme si|que",
        nie=False,
    ),
    r(
        "ECONOMIE-03",
        "perso|propre",
        r"\b(?:smartphones?|ordinateurs?|telephones?|pc|outillages?|outils?|caisse a outils|connexion internet|tablettes?|materiel|equipements?)\b"
        rf"[^.;,\n]{{0,25}}?\b(?:personnel\w*|perso)\b(?: {VOULU})?|\b(?:votre|vos|son|ses|leur) propres? (?:outil\w*|materiel|ordinateur|equipement\w*"
        r"|smartphone|telephone|tenue)",
        "matériel fourni",
        sauf=r"fourni|utilisation|interdi\w+|a titre personnel|protection individuelle",
    ),
)

_VEHICULE: Final = r"(?:vehicules?|voitures?|moyens? de (?:locomotion|transport)|scooter)(?: (?:personnel\w*|perso|propre|individuel\w*|necessaire))?"
MOBILITE: Final[tuple[Regle, ...]] = (
    r(
        "MOBILITE-01",
        "permis",
        rf"\b(?:etre )?(?:titulaire du |avec |possession du )?permis (?:b\b|de conduire|vl|b valide)?[^.;\n]{{0,30}}?(?:{FERME})|\bavec permis(?: b)?\b"
        rf"|^\W*(?:titulaire du )?permis b\W*$",
        "permis B apprécié",
        sauf=r"permis (?:c1?|ce|d1?|eb|be)\b(?!')|permis (?:de construire|d'exploit|cotier|chasser)|apprecie|souhaite|un plus|livr\w+",
        si_offre=SEDENTAIRE,
        sauf_offre=CONDUITE,
    ),
    r(
        "MOBILITE-02",
        "vehicul|voiture|locomotion|moyen de transport|scooter",
        rf"\b{_VEHICULE}[^.;,\n]{{0,25}}?\(?(?:{FERME}|{SEUL})|\bvehiculee?s?\b[ ,(]{{0,2}}{FERME}|\b(?:obligatoirement|imperativement|necessairement)"
        rf" vehiculee?s?|\b(?:possed\w+|dispos\w+|avoir|detenir|etre|posseder|muni)\b[^.;\n]{{0,12}}?(?:imperativement|obligatoirement|absolument)"
        rf"[^.;\n]{{0,20}}?(?:vehicule|voiture|moyen de locomotion)\w*|\b(?:imperatif|obligatoire|indispensable|exige)\w* ?:? ?(?:d'|que vous soyez )?"
        rf"(?:etre |avoir |posseder )?(?:un |une |votre )?(?:vehiculee?|vehicule|voiture)\b|\bdev\w+ (?:imperativement )?(?:etre vehicule\w*|(?:avoir"
        r"|posseder|disposer) (?:d')?(?:une? |votre )?(?:vehicule|voiture|moyen de locomotion))|\b(?:vehicule|voiture) (?:personnel\w*|perso)\W*$"
        r"|\b(?:vehicule|voiture) et permis\b[^.;\n]{0,10}(?:obligatoire|exige|indispensable)\w*",
        "site desservi : préciser l’arrêt et les horaires",
        sauf=r"fourni|de (?:service|fonction|societe)|apprecie|souhaite|serait un|est un (?:plus|atout)|inutile|mis a disposition|entretien d"
        r"|vehicules? (?:industriel|leger|lourd|utilitaire|de l'entreprise)|reparation|mecani\w+|nettoyage d|preparation d|controle|diagnos\w+",
    ),
    r(
        "MOBILITE-03",
        "isole|desservi|transports en commun|pas de bus",
        r"\b(?:site|zone|lieu|secteur)s? (?:\w+ )?isolee?s?|\b(?:mal|non|peu|pas) desservie?s?|\bsans transports? en commun|\bpas de (?:transports?"
        r"|bus)\b",
        "accès à préciser : adresse, arrêt de bus, horaires",
        nie=False,
    ),
)
REGLES: Final = (*RESIDENCE, *BANQUE, *ECONOMIE, *MOBILITE)
