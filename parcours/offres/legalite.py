"""The lawfulness of an opening's words, and what people decided about each finding.

The reading is `matching.equite.textes` (pure). Here: which of an opening's findings still block it,
which wait for a written word, given the decisions recorded (`DecisionTexte`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from matching.equite.textes import Champ, Gravite, Signalement, TexteOffre, verifier
from matching.equite.textes.motifs import LIBELLES
from matching.moteur.lecture.texte import simplifier

CHAMP_DE: Final = {Champ.TITRE: "intitule", Champ.TEXTE: "description"}
AUTOUR: Final = 60


@dataclass(frozen=True, slots=True)
class Constat:
    """A finding of an opening, with the decision that settles it or is asked for, if any."""

    signalement: Signalement
    avant: str
    apres: str
    decision: Any = None

    @property
    def champ(self) -> str:
        """The field of the form it was read in."""
        return CHAMP_DE[self.signalement.source]

    @property
    def motif(self) -> str:
        """The ground, in words."""
        return LIBELLES[self.signalement.motif]

    @property
    def cle(self) -> tuple[str, str]:
        """What a decision is about: the rule and the words, wherever they are."""
        return cle(self.signalement.code, self.signalement.extrait)

    @property
    def est_regle(self) -> bool:
        """A decision lets it stand."""
        return self.decision is not None and self.decision.est_acquise

    @property
    def bloque(self) -> bool:
        """It forbids publication."""
        return self.signalement.gravite is Gravite.ERREUR and not self.est_regle

    @property
    def est_a_confirmer(self) -> bool:
        """It waits for a written word."""
        return self.signalement.gravite is Gravite.AVERTISSEMENT and not self.est_regle

    @property
    def jeton(self) -> str:
        """Which words « Remplacer » replaces: field, place and rule."""
        un = self.signalement
        return f"{self.champ}:{un.debut}:{un.fin}:{un.code}"


def cle(code: str, extrait: str) -> tuple[str, str]:
    """Two findings with this key are one for the people who decide."""
    return code, " ".join(simplifier(extrait).split())[:200]


def lire(intitule: str, description: str, decisions: Iterable[Any] = ()) -> list[Constat]:
    """Findings of these words, gravest decisions attached; in the order of the text."""
    textes = {Champ.TITRE: intitule, Champ.TEXTE: description}
    par_cle = {(d.regle, d.extrait_simple): d for d in decisions}
    constats = []
    for un in verifier(TexteOffre(titre=intitule, texte=description)):
        texte = textes[un.source]
        avant, apres = texte[max(0, un.debut - AUTOUR) : un.debut], texte[un.fin :][:AUTOUR]
        constats.append(Constat(un, avant, apres, par_cle.get(cle(un.code, un.extrait))))
    return constats


def motifs(intitule: str, description: str) -> list[str]:
    """What forbids publication, one phrase by finding; empty when nothing does.

    >>> motifs("Agent d’accueil (H/F)", "Homme uniquement.")
    ['sexe : « Homme uniquement »']
    >>> motifs("Animateur (H/F)", "Nous accueillons des enfants de moins de 3 ans.")
    []
    """
    return [
        f"{LIBELLES[un.motif]} : « {un.extrait} »"
        for un in verifier(TexteOffre(titre=intitule, texte=description))
        if un.gravite is Gravite.ERREUR
    ]


def remplacer(textes: dict[str, str], jeton: str) -> dict[str, str]:
    """The texts with one proposal put in; unchanged when the words are no longer there."""
    for constat in lire(textes.get("intitule", ""), textes.get("description", "")):
        if constat.jeton == jeton:
            un, texte = constat.signalement, textes[constat.champ]
            avant, apres = texte[: un.debut], texte[un.fin :]
            return textes | {constat.champ: _coudre(avant, un, apres)}
    return textes


def _coudre(avant: str, un: Signalement, apres: str) -> str:
    """The proposal between the words around it; taken out, one space remains."""
    if not un.reecriture:
        return f"{avant.rstrip(' ,')} {apres.lstrip(' ,')}".strip(" ")
    majuscule = un.extrait[:1].isupper()
    neuf = un.reecriture[:1].upper() + un.reecriture[1:] if majuscule else un.reecriture
    return avant + neuf + apres
