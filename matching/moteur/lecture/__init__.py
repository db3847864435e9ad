"""Reading the requirements written in the text of an opening.

One module per kind of requirement; each reads statement by statement: what asks, what is asked,
what denies it. Only clear statements come out as "E"; what is doubtful comes out as "inconnu", so
that it is to be checked and never blocks. The wording was learnt on real offers (develop part of
`matching.moteur.evaluation lecture`), the rules are ours.
"""

from typing import Final

from matching.moteur.lecture.certificats import lire_certificats
from matching.moteur.lecture.conditions import lire_conditions
from matching.moteur.lecture.deplacements import lire_deplacements
from matching.moteur.lecture.diplomes import lire_diplomes
from matching.moteur.lecture.durees import lire_duree
from matching.moteur.lecture.experience import lire_experience
from matching.moteur.lecture.horaires import lire_grille, releves
from matching.moteur.lecture.langues import lire_langues
from matching.moteur.lecture.permis import lire_permis
from matching.moteur.lecture.rythmes import lire_rythmes
from matching.moteur.lecture.teletravail import lire_teletravail
from matching.moteur.lecture.texte import ExigenceLue, Texte
from matching.moteur.lecture.transports import lire_desserte
from matching.moteur.lecture.vehicule import lire_vehicule
from matching.moteur.vocabulaire import Exigence

__all__ = ["ExigenceLue", "lire"]

LECTEURS: Final = (
    lire_permis, lire_vehicule, lire_desserte, lire_deplacements, lire_conditions, lire_langues,
    lire_diplomes, lire_certificats, lire_experience, lire_teletravail, lire_duree,
)  # fmt: skip


def lire(texte: str, intitule: str = "") -> list[ExigenceLue]:
    """Requirements found in the text, each (criterion, code) once, hours first.

    Two readings of the same thing that contradict each other become one to be checked.

    >>> [(e.critere.value, e.code, e.exigence.value) for e in lire("Permis B indispensable.")]
    [('permis', 'B', 'E')]
    >>> from matching.moteur import grilles
    >>> grilles.lisible(lire("Du lundi au vendredi 6h-13h")[0].grille)
    'lun–ven 6 h – 13 h'
    """
    lu = Texte(texte, intitule)
    lus = releves(lu)
    trouvees = lire_grille(lus) + lire_rythmes(lu, lus)
    for lecteur in LECTEURS:
        trouvees += lecteur(lu)
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
