"""Own vehicle or means of transport asked of the person."""

import re
from typing import Final

from matching.moteur.lecture.fermete import EXIGENCES, Fermete, fermete
from matching.moteur.lecture.texte import Enonce, ExigenceLue, Texte
from matching.moteur.vocabulaire import Critere, Exigence

_DEMANDE: Final = r"(?:indispensables?|obligatoires?|exigee?s?|imperati\w+|requis\w*|necessaires?)"
VOITURE: Final = re.compile(
    r"\b(?:vehicule|voiture)\s+perso(?:nnel(?:le)?)?\b|\b(?:son|votre)\s+propre\s+vehicule\b"
    r"|\bpermis\s+(?:b\s+)?(?:et|\+|/|&)\s+(?:d'un |un )?(?:vehicule|voiture)\b(?! de)"
    rf"|\b(?:vehicule|voiture)\s+(?:est\s+)?{_DEMANDE}"
    r"|\b(?:disposer|disposez|posseder|possedez|avoir|avez|etre equipee?) d?'?\s?(?:un|une)\s+"
    r"(?:vehicule|voiture)\b|\bavec (?:son|votre|leur) (?:propre )?(?:vehicule|voiture)\b(?! de)"
    r"|\bpermis\b[^.;:]{0,14}\b(?:vehicule|voiture)s?\b(?=\W*(?:$|[,.;)]|obligat|indisp|exig|requis|souhait|necess|imperati|personnel))"
    r"|\bvehicules?\s+(?:est |sont )?(?:vivement |fortement )?(?:souhait\w*|recommande|apprecie)"
)
MOTORISE: Final = re.compile(
    r"\bmoyens?\s+de\s+(?:transport|deplacement|locomotion)\s+(?:autonome|propre|individuel|motorise|a soi)|\b(?:son|votre|ton) propre moyen de (?:transport|locomotion|deplacement)"
    r"|\bautonom\w+ (?:\w+ )?(?:dans|pour|en termes? de|au niveau d\w+|sur) (?:\w+ )?(?:ses|vos|les|tes|leurs|le)? ?(?:deplacements?|transports?|mobilite)\b|\bpermis b? ?pour se rendre"
    r"|\bse rendre\b[^.]{0,40}\b(?:par (?:ses|vos) propres moyens)|\b(?:disposer|avoir|posseder|disposez|possedez|avez) (?:d')?un scooter|"
    r"\bmoyens?\s+de\s+(?:locomotion|transport)\b(?=[^.]{0,40}(?:personnel|indispensable|obligatoire"
    r"|exige|souhait|requis|necessaire|apprecie|plus))|\bmoyens?\s+de\s+locomotion\b"
    rf"|\b(?:vous\s+etes|etre|etes|personne)\s+(?:\S+,? (?:et )?){{0,3}}?mobiles?\b(?! dans)|^\W*mobiles? (?:sur|et)\b|\bmobilite\s+{_DEMANDE}"
)
ADJECTIF: Final = re.compile(r"\bvéhiculé(?:e|s|es|\(e\)|\(e\)s|·e|\.e|-e)?(?!\w)", re.IGNORECASE)
FOURNI: Final = re.compile(
    r"\b(?:de service|de fonction|de (?:la )?societe|d'entreprise|fourni|mis(?:e)? a|a disposition)"
)
GEOGRAPHIQUE: Final = re.compile(r"geographique|\btelephon|\bapplications?\b|\binternational")


def lire_vehicule(texte: Texte) -> list[ExigenceLue]:
    """An own vehicle asked or wished; one lent by the employer is not asked."""
    lues = []
    for enonce in texte.parlant_de(
        "vehicul", "voiture", "locomotion", "moyen", "mobil", "autonom", "scooter", "se rendre"
    ):
        for code, motif in (("voiture", VOITURE), ("motorise", MOTORISE)):
            for mention in motif.finditer(enonce.simple):
                lues.append(_exigence(enonce, mention, code))
        for mention in ADJECTIF.finditer(enonce.brut):
            lues.append(_exigence(enonce, mention, "motorise"))
    return [lue for lue in lues if lue is not None]


def _exigence(enonce: Enonce, mention: "re.Match[str]", code: str) -> ExigenceLue | None:
    autour = enonce.simple[max(0, mention.start() - 25) : mention.end() + 30]
    if FOURNI.search(autour) or GEOGRAPHIQUE.search(autour):
        return None
    # The adjective of "véhicule indispensable" is inside the match: read it again from its start.
    fin = min(mention.end(), mention.start() + len("vehicule"))
    trouvee = fermete(enonce.simple, mention.start(), fin, (0, len(enonce.simple)))
    if trouvee is Fermete.NIE:
        return None
    exigence, confiance = EXIGENCES[trouvee]
    if trouvee is Fermete.TUE and "mobile" in mention[0] and "perso" not in mention[0]:
        exigence, confiance = Exigence.EXIGE, 0.8
    extrait = enonce.extrait(mention.start(), mention.end())
    return ExigenceLue(Critere.VEHICULE, code, None, exigence, extrait, confiance)
