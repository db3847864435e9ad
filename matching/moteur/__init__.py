"""The engine: pure, typed, blind. This façade is all the rest of Parcours needs of it.

Importers also use `matching.moteur.lecture.lire` (requirements in a text) and
`matching.moteur.intitules.LieurIntitules` (titles to métiers), kept out of here because the second
loads scikit-learn; `matching.moteur.conservation` keeps a catalogue on disk.

>>> from datetime import date
>>> catalogue = Catalogue.depuis([Poste(cle=1, teletravail=True)], Referentiel())
>>> classer(Profil(), catalogue, jour=date(2026, 3, 2)).comptes.a_verifier
1
"""

from matching.moteur import grilles
from matching.moteur.catalogue import Catalogue
from matching.moteur.classement import Classement, Comptes, Rang, classer
from matching.moteur.etats import Constat, Etat, Statut
from matching.moteur.evaluation import Evaluation, Voie, evaluer
from matching.moteur.explication import Explication, expliquer, phrase_blocages
from matching.moteur.ouvrants import Apport, Demarche, Etape, Ouvrants, appliquer, ouvrants
from matching.moteur.poste import ExigencePoste, Poste
from matching.moteur.profil import INCONNUE, SANS_OBJET, Profil
from matching.moteur.referentiel import Referentiel
from matching.moteur.score import VERSION_MOTEUR, Contribution, sur_100
from matching.moteur.vocabulaire import (
    Critere,
    Exigence,
    Famille,
    Mode,
    Provenance,
)

__all__ = [
    "INCONNUE",
    "SANS_OBJET",
    "VERSION_MOTEUR",
    "Apport",
    "Catalogue",
    "Classement",
    "Comptes",
    "Constat",
    "Contribution",
    "Critere",
    "Demarche",
    "Etape",
    "Etat",
    "Evaluation",
    "Exigence",
    "ExigencePoste",
    "Explication",
    "Famille",
    "Mode",
    "Ouvrants",
    "Poste",
    "Profil",
    "Provenance",
    "Rang",
    "Referentiel",
    "Statut",
    "Voie",
    "appliquer",
    "classer",
    "evaluer",
    "expliquer",
    "grilles",
    "ouvrants",
    "phrase_blocages",
    "sur_100",
]
