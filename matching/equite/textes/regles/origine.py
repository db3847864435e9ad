"""Origin, nationality, language: where a person comes from and what they speak."""

from typing import Final

from matching.equite.textes.regles.base import (
    ARTICLES,
    ECARTE,
    EXCLU,
    FERME,
    PRES,
    RECRUTE,
    SEUL,
    SUIVI,
    VOULU,
    Regle,
    r,
)
from matching.equite.textes.regles.contexte import ECRIT, LANGUE_UTILE, MANUEL

_GENTILES: Final = (
    r"(?:francais|europeen|africain|asiatique|maghrebin|antillais|italien|portugais|espagnol|turc|turque|arabe|etranger"
    r"|etrangere|chinois|japonais|indien|libanais|marocain|algerien|tunisien|vietnamien|thailandais|anglais|allemand"
    r"|roumain|polonais|russe|slave|nordique|mediterraneen|oriental|senegalais|malien|congolais|comorien|creole|kabyle"
    r"|berbere|juif|juive|coreen|mexicain|bresilien|grec|grecque|breton|bretonne|corse|latino|hispanique|gitan|rom"
    r"|tzigane|reunionnais|haitien|syrien|afghan|ukrainien|suisse|belge"
    r"|philippin|ivoirien|camerounais|cap-verdien|malgache|mauricien|sri-lankais|pakistanais|bulgare|serbe|albanais"
    r"|moldave|georgien|tchetchene|perou?vien|colombien|equatorien|egyptien|ethiopien|erythreen|guineen|togolais|beninois)\w{0,4}"
)
_GROUPES: Final = (
    r"(?:etrang(?:er|ere)s?|gens du voyage|roms?|gitane?s?|manouches?|tziganes?|arabes?|noire?s?|africaine?s?"
    r"|asiatiques?|maghrebine?s?|immigree?s?|migrante?s?|sans[- ]papiers?|blacks?|blancs?|blanches?|roumaine?s?|turcs?"
    r"|turques?|antillaise?s?|refugiee?s?|demandeu\w+ d'asile|chinoise?s?|(?:personnes?|gens) de couleur|algerien\w*|marocain\w*"
    r"|tunisien\w*|portugais\w*|europeens?|occidentaux)"
)
# People, not languages nor goods, when they follow the one who is looked for.
_VENUS_DE: Final = (
    r"(?:africain|antillais|maghrebin|asiatique|philippin|portugais|polonais|roumain|marocain|algerien|tunisien|senegalais"
    r"|malien|congolais|comorien|ivoirien|camerounais|malgache|mauricien|reunionnais|haitien|slave|turc|turque)\w{0,4}"
)
_SOUVERAIN: Final = (
    r"souverainete|fonction publique|greffi\w+|magistrat\w*|militaire|\barmees?\b|\bpolice|gendarm\w+|douan\w+"
    r"|defense nationale|(?:secret|habilitation)\W+(?:secret )?defense|l\.? ?321-[12]|ou (?:d'un )?(?:titre|autorisation)"
    r"|toutes? (?:les )?nationalites|(?:plusieurs|differentes|diverses|\d+) nationalites|clientele|multinational"
)
_RARES: Final = (
    r"(?:arabe|turc|portugais|chinois|mandarin|russe|polonais|roumain|vietnamien|wolof|kabyle|berbere|tamoul|hindi"
    r"|ourdou|bengali|breton|corse|basque|alsacien|catalan|creole|occitan|japonais|coreen|ukrainien|bulgare|serbe"
    r"|albanais|kurde|persan|farsi|pachto|lingala|bambara|soninke|peul|cantonais|hebreu|provencal)"
)
_COURANTES: Final = r"(?:anglais|allemand|espagnol|italien|neerlandais|langue etrangere)"
_PARLEE: Final = rf"(?: (?:courant|parle|fluide|oral|bilingue)e?)*,? ?\(?(?:{FERME}|courant\b|imperatif|indispensable)"

# Trades of the home, where an origin is asked for as if it were a skill.
_GENS: Final = r"(?:nounou|nourrice|personne|candidat\w*|femme|homme|dame|garde|employee?|auxiliaire|intendante?)"

ORIGINE: Final[tuple[Regle, ...]] = (
    r(
        "ORIGINE-07",
        "originaire|parents|europeens|occidentaux|africains|asiatiques|maghrebins|antillais|portugais|polonais|hors |asile|aide|nounou|nourrice|personne|candidat|femme|homme|dame|garde|employe|auxiliaire|intendant|sejour",
        rf"{ECARTE}(?:personnes?|candidat\w*|gens|profils?) {_GROUPES}\b|\bparents? (?:francais|europeens?)\b(?: {VOULU})?"
        rf"|{RECRUTE} (?:des |d'|de )?(?:europeens|occidentaux|africains|asiatiques|maghrebins|antillais|portugais|polonais)\b"
        rf"|\bhors (?:de )?(?:l')?(?:union europeenne|ue|europe)\b[^.;\n]{{0,20}}?{EXCLU}"
        rf"|{RECRUTE}{ARTICLES}(?:aide|{_GENS})(?: [a-z']+){{0,3}}? {_VENUS_DE}\b"
        rf"|{ECARTE}(?:\w+ ){{0,4}}?originaires? (?:de|du|des|d')\b|\boriginaires? (?:de |du |des |d')\w+[^.;\n]{{0,25}}?{EXCLU}"
        rf"|\b{_GENS} {_GENTILES} {VOULU}|\b(?:cartes?|titres?) de sejour[^.;\n]{{0,20}}?{EXCLU}",
        "",
        sauf=r"clientele|clients?|accueil\w*|accompagn\w*|discrimin|cuisine|restaura|specialite|produits?|langue|cours|renouvel|en cours de validite|valide\b",
        nie=False,
    ),
    r(
        "ORIGINE-01",
        "nationalit|citoyen|ressortissant|passeport|identite|nationaux|francais|etre europ|ne en|nee en|nes en|ne sur|nee sur",
        rf"\b(?:de |la )?nationalites? ?(?:requise|exigee|demandee|souhaitee|obligatoire)? ?(?:est |soit |:)? ?\(?{_GENTILES}(?: ou (?:ue|europeenne|{_GENTILES}))?(?: {VOULU})?"
        rf"|\bnationalite (?:ue|de l'ue)\b|\b(?:citoyen\w*|ressortissante?s?) (?:{_GENTILES}(?: ou {_GENTILES})?|de l'(?:union|ue|eee)"
        rf"(?: europeenne)?)(?: {SEUL})?|\bpasseport (?:francais|europeen){PRES}|\b(?:cartes?|pieces?|papiers?) (?:nationale )?d'identite francaise?s?(?: {VOULU})?"
        rf"|\breserv\w+ aux francais(?:es)?\b|\b(?:reserv\w+ aux|{SEUL}) nationaux|{SEUL}"
        r" (?:aux |des |les |d')?francais(?:es)?\b(?! (?:parle|ecrit|courant|langue))|\b(?:candidat\w*|personnes?|profils?)"
        r"(?: h/f)? (?:francais|francaises?|de nationalite|nee?s? en france)\b|\bnee?s? (?:en (?:france|metropole)|sur le (?:sol|territoire))\b"
        rf"|\b(?:etre|etes|es|sois|soyez) (?:de nationalite |citoyen\w* )?(?:francais|francaise|europeen\w*)\b(?! de coeur)"
        rf"|{RECRUTE}{ARTICLES}(?:jeunes? )?francais(?:es?)?\b(?! (?:parle|ecrit|courant|correct|langue|et anglais|a l'|b\d|a\d|c\d))",
        "autorisation de travail en cours de validité",
        sauf=_SOUVERAIN
        + r"|professeure? de|cours de|enseign\w+ (?:du|le)|niveau de francais|entreprise francaise",
        avant=r"documents?|en|langue|produits?|clients?|(?:pre)?noms?",
        nie=False,
    ),
    r(
        "ORIGINE-02",
        "type |noir|blanc|arabe|asiat|africain|metiss|maghreb|black|caucas|souche|bbr|bleu blanc|peau|teint|race|profil europ|physique europ",
        rf"\b(?:type|profil|physique|apparence|phenotype) {_GENTILES}(?: {VOULU})?|\bcaucasien\w*|\bde souche\b|\bbbr\b"
        rf"|bleu[- ]blanc[- ]rouge|\b(?:peau|teint) (?:claire?|blanche?|foncee?|mate?|noire?|basanee?)(?: {VOULU})?"
        r"|\bde race \w+|\brace blanche|\b(?:personne|candidat\w*|nounou|femme|homme|profil|hotesse|vendeu\w+) (?:noire?|blanche?|arabe|asiatique|africaine?|metisse"
        r"|maghrebine?|black)\b",
        "",
        sauf=r"cuisine|restaura\w+ de type|produits?|decor|mobilier|plats?|norme|vehicule|cosmet|soins?|maquill\w+|fond de"
        r"|quartier|jardin|drapeau|cellules",
        nie=False,
    ),
    r(
        "ORIGINE-03",
        "maternelle|native|anglophone|francophone|de naissance",
        rf"\blangue maternelle\b(?: ?:? ?{_GENTILES})?(?: {VOULU})?|\b(?:{_GENTILES}|francais) maternel(?:le)?\b|\bnative"
        r" (?:english|speaker|french|level)\w*(?: speaker)?|\b\w+phone de naissance|\bbilingue de naissance"
        rf"|\b{_GENTILES} natif\b",
        "niveau B2 (CECRL)",
        sauf=r"ecole maternelle|promotion|promouvoir|valoris\w+|interdi\w+|defense de|ne (?:pas )?parl\w+|enseign\w+|apprentissage de la langue|react|\bcloud",
        nie=False,
    ),
    r(
        "ORIGINE-04",
        "arabe|turc|portugais|chinois|mandarin|russe|polonais|roumain|vietnamien|wolof|kabyle|berbere|tamoul|hindi"
        "|ourdou|bengali|breton|corse|basque|alsacien|catalan|creole|occitan|japonais|coreen|ukrainien|bulgare|serbe"
        "|albanais|kurde|persan|farsi|lingala|bambara|peul|cantonais|hebreu",
        rf"(?:\bparl(?:ant|er|ez)(?: (?:le|l'|couramment))*|\bmaitris\w+ (?:de |du |le |l')*|\blangue) ?'?{_RARES}\b"
        rf"|\b{_RARES}{_PARLEE}",
        "",
        si_offre=MANUEL,
        sauf_offre=LANGUE_UTILE,
    ),
    r(
        "ORIGINE-04",
        "anglais|allemand|espagnol|italien|neerlandais|langue etrangere",
        rf"\bparl(?:ant|er) (?:l')?{_COURANTES}\b|\b{_COURANTES}{_PARLEE}",
        "",
        si_offre=r"\b(?:peintre|macon\w*|manuten\w+|nettoyage|proprete|manoeuvre|carrel\w+|couvreur|plaquiste|ripeur"
        r"|eboueur|plong(?:eur|euse)|terrassi\w+|coffreu\w+|facadi\w+|femme de menage|agent\w* d'entretien|ouvri\w+)",
        sauf_offre=LANGUE_UTILE,
    ),
    r(
        "ORIGINE-05",
        "francais|accent|natif|native",
        r"\bfrancais (?:(?:parle|ecrit|oral|et) )*(?:parfait\w*|impeccable|irreprochable|natif|sans accent)"
        rf"(?:(?: et|,)? sans accent)?|\b(?:parler|parlez) (?:un )?francais[^.;\n]{{0,15}}?(?:parfait\w*|impeccable|sans accent)"
        rf"|\bsans (?:aucun )?accent\b(?! (?:mis|particulier))|\baccents? (?:etranger|prononce|marque|regional){SUIVI}(?:{EXCLU})?"
        rf"|\bnati(?:f|ve)s? (?:{VOULU}|{_GENTILES}|en \w+ais)|\blocuteurs? natifs?",
        "niveau B1 à l’oral (CECRL)",
        sauf=r"redact\w+|correct\w+|relect\w+|traduct\w+|journalis\w+|enseign\w+|professeur|cloud|react|accents? toniques?",
        nie=False,
    ),
    r(
        "ORIGINE-06",
        "origine",
        rf"\bd'origines? {_GENTILES}(?: {VOULU})?|\b(?:francais|francaise|europeen\w*) d'origine\b|\borigine {_GENTILES} {VOULU}",
        "",
        sauf=r"restaurant d'origine|d'origine france|appellation|\baop\b|\baoc\b",
        avant=r"produits?|viandes?|cuisines?|plats?|aliments?|denrees?|recettes?|mets|vins?|materiaux|pieces?|bois|marques?"
        r"|langues?|vehicules?|equipements?|specialites?|cultures?|musiques?|societe|entreprise|groupe|usagers?|publics?"
        r"|familles?|clients?|clientele|populations?|personnes accueillies|editeur|fabrica\w+|epices?|fruits?|the|cafe",
        nie=False,
    ),
    r(
        "ORIGINE-07",
        "etrang|asile|voyage|rom|gitan|manouche|tzigane|arabe|noir|african|africain|asiat|maghreb|immigr|migrant|papiers|black"
        "|blanc|roumain|turc|antillais|refugie|chinois|couleur|algerien|marocain|tunisien|portugais|europeen",
        rf"(?:\b{_GROUPES}(?: (?:et|ou|,|non \w+) ?(?:les )?{_GROUPES})*[ ,(]{{1,2}}(?:(?:\w+ ){{0,3}}?{EXCLU}|(?:est )?{SEUL}|(?:de )?preference"
        rf"|(?:sont )?(?:exige|souhaite|privilegie)e?s))|{ECARTE}{_GROUPES}\b(?! ?(?:residence|au|aux))",
        "",
        sauf=r"clientele|clients?|touristes?|langues? etrang\w+|vin (?:rouge|blanc)|au noir|\b(?:the|cafe|chocolat|ecran"
        r"|carte|livre|linge|produits?|piste|drapeau|cuisine|voyageurs?)\b|accueil\w*|accompagn\w*|discrimin",
        nie=False,
    ),
    r(
        "ORIGINE-08",
        "diplome",
        rf"\bdiplomes? (?:obtenue?s? (?:\w+ment )?en france|francais\w*|delivree?s? en france)(?: {VOULU})?",
        "diplôme ou équivalence (ENIC-NARIC)",
        sauf=r"equivalen\w+|ou (?:\w+ )?etranger|reconnu|d'etat|notaire|avocat|ordre",
    ),
    r(
        "ORIGINE-09",
        "sejour|resident",
        rf"\b(?:carte|titre) de (?:resident|sejour)\b[^.;\n]{{0,30}}?(?:\b10 ans|dix ans|vie privee|longue duree|{SEUL}|{FERME})"
        rf"(?: {VOULU})?",
        "titre autorisant à travailler",
        sauf=r"autorisant a travailler|en cours de validite|ou autorisation|valide\b|demande\w* d\w*|renouvellement|droit",
        nie=False,
    ),
    r(
        "ORIGINE-10",
        "chez nous|culture|tradition",
        rf"\bbien de chez nous|\b(?:personnes?|candidat\w*|profils?)(?: \w+)? de culture {_GENTILES}|\b(?:bonne |parfaite )?(?:connaissance|maitrise|impregn\w+|attach\w+)[^.;\n]{{0,15}}? culture "
        rf"francaise(?: de souche)?|\bculture francaise (?:{VOULU}|de souche)",
        "",
        sauf=r"mediat\w+|musee|enseign\w+|produits?|recettes?|cuisine",
        nie=False,
    ),
)

LANGUE: Final[tuple[Regle, ...]] = (
    r(
        "LANGUE-01",
        "francais|langue|bilingue|interdi|defense de",
        r"\bne parl\w+ (?:que|qu')? ?(?:le |du )?francais|\b(?:on )?ne parl\w+ que (?:le )?francais|\bseul le francais\b"
        r"|(?:interdi\w+|defense|pas le droit)[^.;\n]{0,12}? (?:de |d'y )?parler (?!fort|au tele|haut|avec|pendant|aux client)\w+"
        r"|(?:interdi\w+|proscri\w+|defense)[^.;\n]{0,25}?\b(?:parler|langues?)[^.;\n]{0,45}?(?:autre|etrangere|maternelle"
        rf"|origine|natale|que le francais)\w*|\b(?:autres? langues?|langues? (?:etrangeres?|d'origine|maternelles?|natales?))\b"
        rf"[^.;\n]{{0,35}}?(?:{EXCLU})|\bfrancais (?:uniquement|exclusivement|seulement|obligatoire)[^.;\n]{{0,20}}?(?:au travail"
        r"|en pause|parle|atelier|entre (?:collegues|vous))|\b(?:ne |sans )(?:pas )?parl\w+[^.;\n]{0,25}?(?:langues? (?:d'origine"
        rf"|etrangere|maternelle|natale)|autre langue)|\bbilingues?[^.;\n]{{0,20}}?{EXCLU}|\bpas de langues? etrang\w+"
        r"|\b(?:parlant|parler) (?:uniquement|seulement|exclusivement) (?:le )?francais",
        "",
        sauf=r"documents?|redige\w*|notices?|indispensable ni|n'est (?:pas )?(?:exige|demande|necessaire)",
        nie=False,
        clause=False,
    ),
    r(
        "LANGUE-02",
        "orthograph|faute|expression ecrite|ecrit|redact|rediger",
        r"\borthographe[^.;\n]{0,25}?(?:irreprochable|impeccable|parfait\w*|exigee?|excellent\w*|sans faute)|\b(?:excellente"
        r"|parfaite|tres bonne|bonne) orthographe|\baucune faute|\b(?:zero|sans) fautes?\b[^.;\n]{0,15}|\b(?:excellente|parfaite"
        rf"|tres bonne) (?:expression|maitrise)[^.;\n]{{0,12}}?(?:ecrite?|redact\w+)(?: {FERME})?|\bmaitrise parfaite de l'ecrit"
        r"|\b(?:excellent\w*|parfait\w*|bonnes?) (?:qualites |capacites )?redactionnel\w*|rediger (?:parfaitement )?sans faute",
        "comprendre une consigne simple",
        si_offre=MANUEL,
        sauf_offre=ECRIT.replace(r"|redig\w+ (?:des|les|de)", r"|redig\w+ (?:des|les)"),
        nie=False,
    ),
)
REGLES: Final = (*ORIGINE, *LANGUE)
