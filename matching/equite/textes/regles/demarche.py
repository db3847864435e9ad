"""What an offer asks for at the wrong time, makes people pay, or promises falsely."""

from typing import Final

from matching.equite.textes.regles.base import FERME, LOIN, SEUL, VOULU, Regle, r

_TEXTE_SUR_LE_CASIER: Final = (
    r"133-6|casf|cnaps|612-20|\bcsi\b|cpp 776|securite interieure|carte professionnelle|bulletin n.{0,3}2|\bb2\b"
    r"|accueil de mineurs|article l|code de la? \w+|protection de l'enfance|loi du"
)
_EMBAUCHE: Final = r"embauche|a l'entree|dpae|signature|contrat|a l'arrivee|virement|prise de poste|recrutement effectif|apres"
_ENVOYER: Final = r"(?:envoy\w+|adress\w+|joindre|jointe?|\bcv\b|candidature|postul\w+|fournir|copie|transmett\w+|merci|comport\w+|munir|munie?)"
_PIECES: Final = (
    r"(?:(?:num\w+|n.{0,2}|no|carte|copie|attestation|immatriculation)(?: (?:de|d'|a la))? ?(?:securite sociale|secu\b|vitale)|\bn.{0,2} ?de"
    r" (?:securite sociale|secu)\b|\brib\b|\biban\b|carte vitale|carte (?:nationale )?d'identite|piece d'identite|\bcni\b|titre d'identite)"
)
_DEMANDER: Final = r"\b(?:merci|precis\w+|indiqu\w+|mentionn\w+|communiqu\w+|fourni\w*|joindre|jointe?|envoy\w+|transmett\w+|renseign\w+|quel(?:le)?s?|donn\w+)\b"
_RESEAUX: Final = (
    r"\b(?:facebook|instagram|insta|tik ?tok|twitter|snapchat|snap|reseaux? socia\w+)\b"
)

VIE_PRIVEE: Final[tuple[Regle, ...]] = (
    r(
        "VIE_PRIVEE-01",
        "casier",
        rf"\bcasiers? (?:judiciaires?|vierges?)[^.;,\n]{{0,25}}?(?:vierges?(?: {FERME})?|{FERME}|demande\w*|a (?:joindre|fournir)|$)|\bcasiers? (?:judiciaires?"
        rf"|vierges?)(?: vierges?)?(?: {VOULU})?|\bextrait\w* (?:de |du )?casier\b[^.;\n]{{0,25}}|\bpas de casier\b|\bbulletin n.{{0,3}} ?3\b",
        "",
        sauf=r"vestiaire|casiers? a (?:bouteille|linge)|par la loi|mineurs",
        sauf_offre=_TEXTE_SUR_LE_CASIER,
        nie=False,
    ),
    r(
        "VIE_PRIVEE-02",
        "securite sociale|secu |vitale|rib|iban|carte d|identite|cni",
        rf"\b{_ENVOYER}{LOIN}{_PIECES}|{_PIECES}{LOIN}(?:\b{_ENVOYER}|avec (?:le|votre) cv)",
        "",
        sauf=_EMBAUCHE
        + r"|verifi\w*|controle\w*|saisie|facture\w*|patients?|visiteurs?|clients?|adherents?|usagers?|nationalite|aucun|ne jamais",
    ),
    r(
        "VIE_PRIVEE-03",
        "dernier|actuel|anterieur|precedent|ancien|bulletin|fiche|historique",
        rf"\b(?:derniers?|precedents?|anciens?) (?:salaires?|bulletins?(?: de (?:salaire|paie))?|remunerations?)(?: {VOULU})?|\b(?:salaires?|remunerations?) "
        rf"(?:actuel\w*|precedent\w*|anterieur\w*)|\b(?:(?:votre|vos) )?(?:\w+ )?derni\w+ (?:fiches?|bulletins?) de (?:paie|salaire)s?(?: {VOULU}| a fournir)?"
        rf"|{_DEMANDER}[^.;\n]{{0,40}}?(?:fiches?|bulletins?) de (?:paie|salaire)s?|\bhistorique (?:salarial|de (?:salaire|remuneration))\w*",
        "prétentions salariales facultatives",
        sauf=r"etabli\w+|\bedit\w+|gestion|saisie|elabor\w+|traite\w+|calcul\w*|selon|maintien|superieur|garanti|convention",
    ),
    r(
        "VIE_PRIVEE-04",
        "facebook|insta|tik|twitter|snap|reseaux soci|reseau social",
        rf"{_DEMANDER}{LOIN}{_RESEAUX}[^.;\n]{{0,20}}|\b(?:consult\w+|regard\w+|verifi\w+|examin\w+){LOIN}{_RESEAUX}|\b(?:profils?|comptes?|pages?|liens?)[^.;\n]"
        rf"{{0,20}}?{_RESEAUX}[^.;\n]{{0,15}}?(?:perso\w*|a indiquer|{VOULU}|a fournir)",
        "",
        sauf=r"gerer|gestion|anim\w+|retrouv\w+|suiv\w+|community|aliment\w+|publi\w+|rejoign\w+|notre (?:page|compte)|nos reseaux",
    ),
    r(
        "VIE_PRIVEE-05",
        "enfant|situation|marie|religion|matrimonia|conjoint|famil|votre age|date de naissance",
        rf"{_DEMANDER}[^.;\n]{{0,40}}?(?:nombre d'enfants|\bdes enfants\b(?= (?:et leur|a charge)|\W*$)|situation (?:de famille|familiale|matrimoniale|maritale)"
        r"|\bvotre (?:religion|age|date de naissance)\b|\bsi vous (?:etes|avez) (?:mariee?|en couple|des enfants)[^.;\n]{{0,30}}|conjoint\w*|l'age de vos enfants|vos enfants)|\b(?:avez-vous|combien avez-vous|combien) (?:des |d')?enfants|\bsituation (?:familiale"
        r"|matrimoniale|de famille) (?:a preciser|a indiquer|demandee|exigee)|\bnombre d'enfants\b|\b(?:votre|quelle est votre) religion\b",
        "",
        sauf=r"animation|accueil\w*|garde d|mode de garde|encadr\w+|experience",
        avant=r"places?|accueill\w+|maximum",
    ),
)

GRATUITE: Final[tuple[Regle, ...]] = (
    r(
        "GRATUITE-01",
        "frais|acompte|arrhes|avance de|depot de|droit d|cheque|payant|participation fin|vers|payer|achat|achet|caution|kit",
        r"\bfrais (?:de |d')(?:\w+ (?:de |d')?)?(?:dossier|inscription|traitement|candidature|gestion|reservation|adhesion)s?\b[^.;\n]{0,20}|\bcheque d[e'] ?\d+ ?(?:€|eur\w*)[^.;\n]{0,25}|\bcheque de (?:caution"
        r"|garantie|reservation)[^.;\n]{0,25}|\b(?:dossier|inscription|candidature|acces|entretien) payante?s?\b[^.;\n]{0,15}|\bparticipation financiere\b"
        r"[^.;\n]{0,35}|\bvers(?:ez|er)\b[^.;\n]{0,12}?\d+ ?(?:€|eur\w*)|\bpayer\b[^.;\n]{0,15}?(?:votre|vos|le|les|un|une) (?:badge|dossier|kit|inscription"
        r"|materiel|formation|tenue|place)|\b(?:achat|acheter|a acheter|achetez)\b[^.;\n]{0,25}?(?:stock|kit|materiel|demarrage)[^.;\n]{0,15}|\bkit\b[^.;\n]{0,25}?(?:a"
        r" acheter|payant|a votre charge)|\b(?:acompte|arrhes|avance|depot|droit d'entree) de \d+ ?(?:€|eur\w*)[^.;\n]{0,35}|\bcaution de \d+[^.;\n]{0,12}",
        "",
        sauf=r"rembours\w+|pris\w* en charge|client\w*|gratuit\w*|offert|deplacement|eleves?|adherents?|fournisseurs?|approvisionn\w*",
    ),
    r(
        "GRATUITE-02",
        "08|surtax|€|euro|eur/",
        r"\b0 ?8[ .]?9\d(?:[ .]?\d{2,3}){2,3}|\b0 ?8[ .]?9\d\b|\b(?:sms|numero|appel|ligne) surtaxee?s?\b[^.;\n]{0,15}|\b3[26]\d\d\b[^.;\n]{0,20}?(?:€|eur\w*) ?(?:/|par|la)"
        r" ?min\w*|\b\d[,.]?\d* ?(?:€|eur\w*) ?(?:ttc )?(?:/|par|la) ?min\w*|\bsurtaxee?s?\b",
        "",
        sauf=r"non[- ]surtax\w*|minute de (?:tele|travail)",
    ),
    r(
        "GRATUITE-03",
        "formation|former",
        rf"\bformations?\b[^.;\n]{{0,30}}?\b(?:payantes?|a (?:vos|votre|leur|ses|sa) (?:propres? )?(?:frais|charge)|a financer|a regler|a la charge du candidat|non"
        rf" (?:financee|prise en charge|remboursee))(?:[^.;\n]{{0,15}}?\d+ ?(?:€|eur\w*)| {FERME})?|\b(?:financ(?:er|ez)|pay(?:er|ez)|regl(?:er|ez)|autofinanc\w+)[^.;\n]{{0,25}}?formation",
        "formation prise en charge par l’employeur",
        sauf=r"\bnous (?:pouvons |allons )?financ\w+|(?<!non )prise? en charge (?:par|a)|payee par|remuner\w+|formateu\w+|vendre|catalogue|conseill\w+",
    ),
)

_GROS: Final = r"\b(?:[3-9]|[1-9]\d) ?(?:[\d .]{3,4}|k) ?(?:€|euros?|eur)"
LOYAUTE: Final[tuple[Regle, ...]] = (
    r(
        "LOYAUTE-01",
        "illimite|sans limite|sans aucune limite|sans rien|sans sortir|argent facile|sans effort|riche|doubl|sans exp|sans qualif|sans diplome|aucune exp|aucun diplome|sans travail|propre patron|independance fin|liberte fin|tripl",
        rf"\b(?:revenus?|gains?|salaires?|commissions?|remunerations?)(?: \w+)? (?:illimite\w*|sans (?:aucune )?limites?)(?: garanti\w*)?|\b(?:sans rien faire|sans sortir de chez vous)\b|\bargent (?:facile|rapide)|\bdevenez riche\b[^.;\n]{{0,15}}"
        rf"|\briche rapidement|\b(?:doublez|triplez) (?:votre|vos) (?:salaire|revenu)s?|{_GROS}{LOIN}(?:sans (?:experience|qualification|diplome|effort|travailler)|aucune?"
        rf" (?:experience|qualification|diplome|competence))|(?:sans (?:experience|qualification|diplome)|aucune (?:experience|qualification)){LOIN}{_GROS}|\b(?:revenus?|salaires?"
        r"|gains?) garanti\w*[^.;\n]{0,12}?sans travail\w*|\bdevenez votre propre patron[^.;\n]{0,40}|\bgagne[rz][^.;\n]{0,30}sans effort|\bliberte financiere"
        r"|\bindependance financiere",
        "rémunération brute mensuelle indiquée",
        sauf=r"conge\w* illimit|forfait|annuel|par an\b|/ ?an\b",
        nie=False,
    ),
    r(
        "LOYAUTE-02",
        "entrepren|micro-entr|auto-entr|autoentr|microentr|micro entr|auto entr|independant|siret",
        rf"\b(?:statut )?(?:d')?(?:auto|micro)[- ]?entrepr\w+[^.;\n]{{0,15}}?(?:{FERME}|{SEUL})|\b(?:obligatoirement|imperativement|uniquement) (?:sous |en |avec )?(?:le |un )?(?:statut |regime )?(?:d'|de )?(?:(?:auto|micro)[- ]?entrepr\w+|independant)|\b(?:inscription|immatriculation)[^.;\n]{{0,20}}?{FERME} (?:comme|en tant que|en) (?:auto|micro)[- ]?entrepr\w+|\bstatut d'independante? (?:{FERME}|{SEUL})|\b(?:dev\w+|faut|faudra)\b[^.;\n]"
        rf"{{0,12}}?(?:creer|ouvrir|avoir|etre)[^.;\n]{{0,15}}?(?:(?:auto|micro)[- ]?entrepr\w+|siret|independant)|\bsiret {FERME}|\bfactur\w+ en (?:auto|micro)[- ]?entrepr"
        rf"\w+{LOIN}(?:35|39) ?h|\b(?:sous |en )?(?:statut )?(?:auto|micro)[- ]?entrepr\w+[^.;\n]{{0,25}}?horaires? impose\w*",
        "contrat de travail à préciser",
        sauf=r"prestation de|mission d'independant|consultante? independante?|franchis\w+|creation d'entreprise|accompagn\w+|portage",
    ),
    r(
        "LOYAUTE-03",
        "quelque part|france entiere|toute la france|ulterieurement|partout en",
        r"\bquelque part (?:en|a|dans)\b|\bfrance entiere|\btoute la france|\b(?:lieu|adresse|poste|contrat)[^.;\n]{0,25}?ulterieurement|\bpartout en france",
        "",
        sauf=r"livr\w+|deplacement\w*|clients?|agences?|presente?s?|implante\w*|commerc\w+",
        nie=False,
    ),
)
REGLES: Final = (*VIE_PRIVEE, *GRATUITE, *LOYAUTE)
