"""What the rest of the offer says of the work: driving, writing, meeting a public, legal frame."""

from typing import Final

# Jobs with hands and feet, where neither a polished text nor a foreign language is the work.
MANUEL: Final = (
    r"\b(?:nettoyage|proprete|agent\w* d'entretien|entretien (?:de|des) (?:locaux|bureaux)|menage"
    r"|femme de chambre|valet|manuten\w+|manoeuvre|laveu(?:r|se) de|plong(?:e|eur|euse)\b|cariste|ouvri(?:er|ere)s?"
    r"|agricole|maraich\w+|macon\w*|peintre|carrel\w+|couvreur|plaquiste|plombier|electricien"
    r"|jardin\w+|paysagiste|eboueur|ripeur|prepara(?:teur|trice) de commandes?|magasini\w+"
    r"|conditionnement|tri des dechets|agent\w* de (?:tri|production|fabrication|conditionnement"
    r"|nettoyage|proprete|service|quai)|livreu\w+|chauffeu\w+|demenageu\w+|terrassi\w+|soudeu\w+"
    r"|commis|cuisini\w+|boucher|bouchere|boulang\w+|patissi\w+|mise en rayon|caissi\w+|equarriss\w+"
    r"|abattoir|vendang\w+|bucheron\w*|blanchisserie|lingeri?e|repass\w+|facadi\w+|coffreu\w+)"
)
# Work done in one place, where nobody drives for the job.
SEDENTAIRE: Final = (
    r"\b(?:agent\w* d'accueil|hote\w*(?: d'accueil| de caisse)?|secretaire|standardiste|receptionn?ist\w*"
    r"|archivist\w*|comptable|assistante? (?:administrati\w+|de direction|comptable|rh)|gestionnaire"
    r"|employee? (?:de bureau|administrati\w+|de rayon|libre[- ]service|polyvalente?)|teleconseill\w+"
    r"|teleoperat\w+|teleprospect\w+|caissi\w+|plong(?:eur|euse)|commis|serveu\w+|cuisini\w+|patissi\w+"
    r"|boulang\w+|vendeu\w+|conditionnement|agent\w* de (?:tri|production|fabrication)|bibliothec\w+"
    r"|documentaliste|operat\w+ de saisie|agent\w* administrati\w+|barman|barmaid|coiffeu\w+"
    r"|estheticien\w*|caviste|agent\w* de conditionnement|developpeu\w+|graphiste|couturi\w+|retoucheu\w+"
    r"|agent\w* polyvalent\w* de restauration|femme de chambre|valet de chambre|veilleu\w+)"
)
CONDUITE: Final = (
    r"\b(?:livr\w+|chauffeu\w+|(?<!permis de )condui\w+|conduct\w+|taxi|ambulanc\w+|vtc|coursi\w+|itinerant\w*|tournees?"
    r"|deplace\w+|demenag\w+|depann\w+|chantiers?|a domicile|clientele (?:rurale|locale)|secteur geog\w+"
    r"|convoy\w+|poids lourds?|transport\w* (?:de|des|d')|chez (?:les |nos |vos |des )?(?:client|particulier)"
    r"\w*|plusieurs sites|multi-?sites|rendez-vous exterieur\w*|visites? (?:client|a domicile)|prospect\w+"
    r"|vehicule (?:de|fourni)|camion\w*|fourgon\w*|utilitaire|utiliser? le vehicule|navette\w*"
    r"|accompagn\w+ (?:des|les) \w+ en voiture|courses? (?:pour|exterieur)|depots?|banque)"
)
ECRIT: Final = (
    r"\b(?:redact\w+|redig\w+ (?:des|les|de)|comptes?[- ]rendus?|rapports?|courriers?|secretaire|secretariat"
    r"|assistante? (?:de direction|administrati\w+)|relect\w+|correct\w+|journalis\w+|traduct\w+|transcri\w+"
    r"|communication|mails?|administrati\w+|documents? (?:ecrits|administratifs)|main courante)"
)
LANGUE_UTILE: Final = (
    r"\b(?:client\w*|touris\w+|interpret\w+|traduc\w+|accueil\w*|export|internationa\w+|fournisseurs?"
    r"|familles?|usagers?|notices?|documentation|negoci\w+|pays|import|echang\w+|public|enseign\w+|cours de"
    r"|professeur\w*|formateur\w*|mediat\w+|transfrontal\w+|frontali\w+|hotel\w*|camping|aeroport|guide)"
)
ALTERNANCE: Final = (
    r"\b(?:apprenti\w*|alternan\w+|contrat pro\b|contrat de pro\w*|professionnalisation)"
)
TEXTE_SUR_L_AGE: Final = (
    r"l\.? ?(?:6222|6325|3163|4153|1133|5331)|ans revolus|service civique|travail de nuit|vente d'alcool"
    r"|debit de boisson|mineurs?\b|machines? dangereuse|contrat d'engagement jeune|\bcej\b|permis [cd]e?\b"
    r"|fimo|fco\b|code du travail|cui\b|pec jeunes|emplois? francs?"
)
PERSONNES_AIDEES: Final = (
    r"accompagn\w+|accueil\w*|aupres|aide\w* (?:aux?|a domicile|a la)|animation|anim(?:er|ez|ateur)\w*|"
    r"prise en charge|soins? (?:aux?|des|de)|encadre\w*|insertion|educat\w+|foyers?|public|client\w*|"
    r"residents?|patients?|usagers?|beneficiaires?|formation d|transport de|conseil\w* (?:en|aux?)|"
    r"produits?|vente|vend\w+|articles?|rayon|service aux|garde d|s'occuper|victimes?|logement|hebergement"
)
