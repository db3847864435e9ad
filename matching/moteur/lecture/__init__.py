"""First reading of the requirements written in the text of an opening.

Only clear statements come out as "E"; what is doubtful comes out as "inconnu", so that it is to be
checked and never blocks. Read here: hours, night and staggered work, licences, own vehicle, places
that public transport does not serve. The wording was learnt on real offers, the rules are ours.
"""

from matching.moteur.lecture.horaires import lire_horaires
from matching.moteur.lecture.permis import lire_permis, lire_vehicule
from matching.moteur.lecture.texte import ExigenceLue, Texte
from matching.moteur.lecture.transports import lire_desserte
from matching.moteur.vocabulaire import Exigence

__all__ = ["ExigenceLue", "lire"]


def lire(texte: str, intitule: str = "") -> list[ExigenceLue]:
    """Requirements found in the text, in reading order by kind, each once.

    Two readings of the same thing that contradict each other become one to be checked.

    >>> [(e.critere.value, e.code, e.exigence.value) for e in lire("Permis B indispensable.")]
    [('permis', 'B', 'E')]
    >>> from matching.moteur import grilles
    >>> grilles.lisible(lire("Du lundi au vendredi 6h-13h")[0].grille)
    'lun–ven 6 h – 13 h'
    """
    lu = Texte(f"{intitule}\n{texte}" if intitule else texte)
    trouvees = lire_horaires(lu) + lire_permis(lu) + lire_vehicule(lu) + lire_desserte(lu)
    uniques: dict[tuple[str, str], ExigenceLue] = {}
    for lue in trouvees:
        cle = (lue.critere, lue.code)
        uniques[cle] = _accorder(uniques[cle], lue) if cle in uniques else lue
    return list(uniques.values())


def _accorder(une: ExigenceLue, autre: ExigenceLue) -> ExigenceLue:
    """Keep the firmer of two readings that agree; a wish against a demand is to be checked."""
    fermes = {une.exigence, autre.exigence}
    if fermes == {Exigence.EXIGE, Exigence.SOUHAITE}:
        return une.avec(exigence=Exigence.INCONNU, confiance=0.5)
    return une if une.confiance >= autre.confiance else autre
