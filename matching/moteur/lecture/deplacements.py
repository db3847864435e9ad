"""Travel as part of the job: every day, or from time to time."""

import re
from typing import Final

from matching.moteur.lecture.regles import Mention, mentions, regle
from matching.moteur.lecture.texte import ExigenceLue, Section, Texte
from matching.moteur.vocabulaire import Critere, Exigence

_PAS_LUI: Final = (
    r"\bfrais de deplacement|\bindemni\w+|\baides? aux? deplacement|\bsans deplacement|\baucun\w* deplacement"
    r"|\bclients? lors de leurs|\bdeplacement (?:de machines|des (?:articles|enfants|animaux))|\bpas de (?:grand )?deplacement"
    r"|\bforfait deplacement|\bdeplacements internes|\btickets?\b"
    r"|\bdeplacements? (?:\w+ ){0,3}(?:rembours\w+|pris en charge|limites)|\bdomicile et\b|\bmaison/"
)
QUOTIDIEN: Final = (
    regle(
        "quotidien",
        "deplace",
        r"\bdeplacements?\s+(?:\w+\s+){0,3}?(?:quotidien|permanent|journalier|frequent|constant|a la journee|chez)"
        r"|\b(?:quotidien\w*|frequent\w*|nombreux|multiples) (?:et \w+ )?deplacements?\b|\b(?:\d+ ?%|moitie|majorite|partie) (?:\w+ ){0,3}en deplacement"
        r"|\bdeplacements? (?:\w+ ){0,2}(?:a prevoir )?(?:sur|dans|entre) (?:tout|toute|le|la|les|l'|plusieurs|differents)\s?(?:\w+ )?(?:territoire|secteur|zone|departement|agglo\w*|sites?|chantiers?|communes?|etablissements?)"
        r"|\b(?:vous|te|se) depla\w+ (?:\w+ ){0,3}(?:sur (?:les|des|differents|plusieurs) (?:chantiers?|sites?)|chez)"
        r"|\bdeplacer (?:\w+ ){0,2}(?:chez|d'un (?:site|chantier|client) a)|\btemps de (?:deplacement|trajet)s? (?:\w+ ){0,3}(?:remuner|paye|indemni)"
        r"|\bdeplacements? (?:en vehicule|en toutes? saisons|sur chantier|sur les chantiers|sur le departement|entre)"
        r"|\bgrands? deplacements?|\bdeplacements? (?:a la |de )?semaine"
        r"|\bnecessite (?:d'effectuer )?des deplacements\b(?! (?:ponctuel|occasion))|\bdeplacements? locaux|\bdeplacement local"
        r"|\b(?:temps de deplacement|deplacement) et vos frais kilometriques",
        _PAS_LUI.replace(r"\bindemni\w+|", ""),
    ),
    regle(
        "quotidien",
        "livr|tournee|itineran|le client|chantiers|sites|convoy|ambul|depann|navette|vehicule|facteur|metre|domicile|menage|particulier|autocar|autobus| car |domicile|clients|logement|chantiers|prospect|vrp|transport|chauffeur|conducteur|mobile|collecte|adresse|secteur|kilometr",
        r"\bitineran|\b(?:livraisons?|livrer|livrez|distribution|distribuer)\s+(?:\w+\s+){0,4}?(?:palettes|colis|clients?|domicile"
        r"|secteurs?|commandes chez|marchandises|repas|courrier|sur)\b|\b(?:votre |sa |la |en |des |de )tournees?\b"
        r"|\b(?:conduite|conduire|conducteurs?\S*) (?:\S+ ){0,3}?(?:d')?(?:autocars?|cars?|bus|autobus|poids lourd|super lourd)"
        r"|\btransporter(?:ez)? (?:\w+ ){0,4}?(?:clients|voyageurs|eleves|jeunes|enfants|passagers|usagers)"
        r"|\bau(?:x)? domiciles? (?:de|des)\b|^\W*(?:chauffeur|livreur|coursier|ambulancier)|\b(?<!travail )(?<!travailler )(?<!maintien )a domicile\b|\bvisites? (?:de |des )?(?:clients|prospects|chantiers)\b|\bcommercia\w+ (?:itinerant|terrain)"
        r"|\bdeplacements? (?:\S+ ){0,4}(?:departement|secteur|agglomeration)\b|\bchez (?:l'habitant|un particulier|vos clients|les prospects)|\ba leur domicile|\b(?:travail\w*|interven\w+|aides?|assistant\S*|services?|soins\s?\w*)\s+a domicile"
        r"|\bvente a domicile|\bchez (?:les |nos |des |vos |le |plusieurs |differents )(?:clients?|particuliers|beneficiaires|patients)"
        r"|\b(?:du |des )?logements? de nos clients|\bmemes clients\b|\bprospection\b.{0,40}\b(?:terrain|secteur|zone)"
        r"|\b(?:zone|secteur) de prospection|\bprospecter\b|\bvrp\b|\bclientele doit etre visitee|\bnos sites clients"
        r"|\b(?:sur|dans) (?:le |un )?(?:secteur|rayon) (?:de |d')[^.]{3,60}(?:alentours|environs|\d+ ?km|kilom)"
        r"|\bremettre les objets|\bdans un rayon de \d|\bmobiles? sur\b|\bfrais kilometriques\b.{0,30}\bremunere"
        r"|\bpropres rendez-vous|\btournees? (?:de|des|chez)"
        r"|\b(?:interven\w+|travaill\w+|mission\w*|chantiers?|deplac\w+)\b[^.]{0,40}\b(?:differents|plusieurs|divers|nos differents|multiples) (?:sites|chantiers|lieux|clients|etablissements|magasins|communes)"
        r"|\b(?:sur|de) (?:les |nos )?sites? clients?\b|\b(?:depann|reparation|maintenance|installation|pose|metre)\w* (?:\S+ ){0,5}?(?:sur site|chez (?:le|les|nos|un) (?:clients?|particuliers?))"
        r"|\bvehicule (?:de (?:service|societe|fonction|l'entreprise)|utilitaire|d'entreprise|professionnel)\b[^.]{0,40}\b(?:mis a|fourni|tourn|intervention|deplac)"
        r"|\bconvoy(?:er|age|eur)\b|\b(?:conducteur|conductrice|chauffeur)s?\b[^.]{0,25}\b(?:transports? en commun|receveur|livreur|spl?\b|pl\b|super lourds?|poids lourds?|vehicules|ramassage|scolaires?|taxi|vtc)\b"
        r"|\bconducteur\S{0,3}-receveur|\btransports? (?:scolaires?|de personnes|sanitaires?|routiers?)\b[^.]{0,30}\b(?:conduite|conduire|assurer)|\bassurer (?:le |du |des )transports? (?:scolaire|de personnes)"
        r"|\bmenages? (?:\w+ ){0,2}chez (?:les |des )?particuliers|\bvisites? commerciales?\b|\brendez[- ]vous (?:exterieurs?|clients?|prospects?|a domicile|chez)",
        r"\bretour\w* du patient|\bretour (?:\w+ )?(?:au|a) domicile|\blivraison (?:des? )?(?:prestations?|projets?|logiciel|code|dec)|\blivrer (?:le|un|du|des) (?:client a l'heure|code|projets?)"
        r"|\b(?:plannings?|missions) (?:\w+ ){0,3}techniciens?|\bavant livraison|\bfournisseurs?\b|\bspecialise\w* (?:\w+ ){0,3}domicile|\bsecteur de l'aide a domicile|\bbranche de l'aide|\baidants? a|"
        r"\bnouvelle aide|\boffre|\bservice a domicile et\b|\bressources\b|\bcommercia\w+ chez|\bponctuel"
        r"|\bvisites a domicile|\bde\s?conditionn|\bnotre client\b|\bpour son client|\bvotre domicile|\bmaintien a"
        r"|\blivraison des travaux|\bcontroler la livraison|\breception",
        (Section.AVANTAGES, Section.ENTREPRISE),
    ),
)
PONCTUEL: Final = (
    regle(
        "ponctuel",
        "deplace|ponctuel|voyag|visites a domicile|a travers le monde",
        r"\bdeplacements?\b|\b(?:vous|se|te|etre amene\S* a vous) deplacer\b|\bdepannages? ponctuels?|\bvoyages? d'affaires"
        r"|\bvisites a domicile|\bchez nos clients a travers",
        _PAS_LUI,
        (Section.AVANTAGES, Section.ENTREPRISE),
    ),
)
RARE: Final = re.compile(
    r"\bponctuel|\boccasionnel|\bregulier|\bparfois|\bpossible|\beventuel|\b\d fois par|\btravers le monde|\ba l'etranger"
    r"|\bsi les?\b|\bsi besoin"
)
PATIENT: Final = re.compile(
    r"\bpersonnes? a se deplacer|\bdeplacements? (?:des?|d'un) (?:porcs|bovins|animaux|troupeau|enfants|patients|residents|personnes|articles|palettes|charges)|\bsoins\b.{0,30}\bdeplacement|\bposture\b|\bdebout\b|\bsoigne\w* a domicile|\bformation et deplacement|\badaptation des livraisons|\bjusqu'a la livraison|\bpropos\w* (?:\w+ )?deplacement|\bconditions? de deplacement"
    r"|\baide\w* (?:\w+ ){0,3}deplace|\bleurs deplacements|\bdeplacement a l'exterieur"
)


# Travel further than the daily round, or said to be rare.
LOIN: Final = re.compile(
    r"\bponctuel|\boccasionnel|\bregulier|\bparfois|\bpossible|\beventuel|\b\d fois par|\bquelques"
    r"|\bregions?\b|\bnationa|\binternationa|\bfrance\b|\betranger|\beurope|\bprofessionnels?\b"
    r"|\ba travers|\bvoyages?\b|\bparis\b|\bsiege\b|\bvisites a domicile|\breunions?\b|\bpartage"
)


def lire_deplacements(texte: Texte) -> list[ExigenceLue]:
    """One rhythm for the job: daily when moving between places is the work, or travel said bare."""
    for regles in (QUOTIDIEN, PONCTUEL):
        for mention in mentions(texte, regles):
            if not _est_d_autrui(mention):
                est_rare = regles is PONCTUEL and LOIN.search(mention.enonce.simple)
                return [_exigence(mention, "ponctuel" if est_rare else "quotidien")]
    return []


def _est_d_autrui(mention: Mention) -> bool:
    simple = mention.enonce.simple
    if PATIENT.search(simple):
        return True
    return mention.code == "quotidien" and bool(
        RARE.search(simple[max(0, mention.debut - 25) : mention.fin + 35])
    )


def _exigence(mention: Mention, code: str) -> ExigenceLue:
    """Daily travel is a demand, occasional travel is not (as the structured field of offers)."""
    exigence = Exigence.EXIGE if code == "quotidien" else Exigence.SOUHAITE
    return ExigenceLue(Critere.DEPLACEMENT, code, None, exigence, mention.extrait(), 0.75)
