"""A CEFR level from can-do sentences: the person says what they can do, not what they are worth.

The sentences are ours, in plain French, in the spirit of the Council of Europe's scale; A1 to C1.
They help a conversation and replace no test.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from matching.moteur.vocabulaire import NIVEAUX_CECRL

ORAL: Final = "oral"
ECRIT: Final = "ecrit"
VOLETS: Final = {ORAL: "À l’oral", ECRIT: "À l’écrit"}
NIVEAUX_DEMANDES: Final = ("A1", "A2", "B1", "B2", "C1")
SANS_FRANCAIS: Final = NIVEAUX_CECRL[0]
# Two sentences of three: one good or bad day does not decide.
MAJORITE: Final = 2


@dataclass(frozen=True, slots=True)
class Enonce:
    """One « je peux… »; `code` is what forms send."""

    code: str
    volet: str
    niveau: str
    texte: str


_TEXTES: Final = {
    ORAL: {
        "A1": (
            "Je peux dire bonjour, donner mon nom et mon adresse.",
            "Je comprends des consignes très courtes si on me parle lentement.",
            "Je peux dire l’heure, un prix, un jour de la semaine.",
        ),
        "A2": (
            "Je peux faire mes courses, prendre un rendez-vous, demander mon chemin.",
            "Je peux expliquer simplement ce que je faisais comme travail.",
            "Je comprends ce qu’on me demande de faire au travail si on me montre.",
        ),
        "B1": (
            "Je peux raconter ma semaine et expliquer un problème au travail.",
            "Je peux téléphoner pour prévenir d’un retard ou d’une absence.",
            "Je comprends l’essentiel quand des collègues parlent de leur travail.",
        ),
        "B2": (
            "Je peux discuter avec un client mécontent et proposer une solution.",
            "Je suis une réunion de travail et j’y donne mon avis.",
            "Je comprends presque tout à la radio ou à la télévision.",
        ),
        "C1": (
            "Je peux présenter un dossier devant un groupe et répondre aux questions.",
            "Je parle sans chercher mes mots, même d’un sujet compliqué.",
            "Je comprends les sous-entendus, l’humour, les accents.",
        ),
    },
    ECRIT: {
        "A1": (
            "Je peux lire mon nom, une date, un numéro sur une affiche.",
            "Je peux remplir mon nom, mon adresse et mon téléphone sur un papier.",
            "Je reconnais les mots simples d’un panneau : entrée, sortie, danger.",
        ),
        "A2": (
            "Je peux lire un planning de travail et un message court.",
            "Je peux écrire un message simple pour dire que je serai en retard.",
            "Je comprends une consigne écrite avec des images.",
        ),
        "B1": (
            "Je peux lire une offre d’emploi et comprendre ce qui est demandé.",
            "Je peux écrire un message clair pour raconter ce qui s’est passé au travail.",
            "Je peux lire un courrier de la CAF ou de France Travail et dire ce qu’il demande.",
        ),
        "B2": (
            "Je peux écrire une lettre de motivation avec peu d’aide.",
            "Je peux lire une notice ou une procédure longue et l’appliquer.",
            "Je peux écrire un compte rendu que mes collègues comprennent.",
        ),
        "C1": (
            "Je peux écrire un rapport ou un dossier bien construit.",
            "Je lis sans effort un texte long et difficile.",
            "Je peux corriger les textes des autres.",
        ),
    },
}

ENONCES: Final = tuple(
    Enonce(f"{volet}-{niveau.lower()}-{rang}", volet, niveau, texte)
    for volet, par_niveau in _TEXTES.items()
    for niveau, textes in par_niveau.items()
    for rang, texte in enumerate(textes, 1)
)
_PAR_CODE: Final = {enonce.code: enonce for enonce in ENONCES}


def enonces(volet: str) -> tuple[Enonce, ...]:
    """The sentences of « oral » or « ecrit », from the easiest."""
    return tuple(enonce for enonce in ENONCES if enonce.volet == volet)


def niveau_depuis(reponses: Mapping[str, bool], volet: str) -> str | None:
    """The CEFR level that the answers show for « oral » or « ecrit »; None when they show none.

    `reponses` maps codes of sentences to yes or no; those not asked are absent. A level is reached
    with two yes of three, which says yes to the levels under it; a level refused (two no of three)
    closes those above. Two no at A1 give "A0". ValueError on an unknown code.
    """
    inconnus = sorted(reponses.keys() - _PAR_CODE.keys())
    if inconnus:
        raise ValueError(f"Phrase inconnue : {', '.join(inconnus)}.")
    atteint = None
    for niveau in NIVEAUX_DEMANDES:
        dites = [
            reponses[enonce.code]
            for enonce in enonces(volet)
            if enonce.niveau == niveau and enonce.code in reponses
        ]
        if dites.count(False) >= MAJORITE:
            return atteint or (SANS_FRANCAIS if niveau == NIVEAUX_DEMANDES[0] else None)
        if dites.count(True) >= MAJORITE:
            atteint = niveau
    return atteint


def depuis_cases_cochees(codes: Iterable[str], volet: str) -> str | None:
    """The level from ticked boxes: a box left empty says nothing."""
    return niveau_depuis(dict.fromkeys(codes, True), volet)
