"""The lawful exceptions: a closed list, as data. A finding is lifted by one of these or not at all.

An exception is never granted by a word found in a text: its condition is checked by a person, who
writes why, and a second person agrees (design 04 §1.3).
"""

from dataclasses import dataclass
from typing import Final

from matching.equite.textes.motifs import Motif

JUSTIFICATION_MINIMALE: Final = 40


@dataclass(frozen=True, slots=True)
class ExceptionLegale:
    """A text of law that allows what is otherwise forbidden, and what must be checked."""

    code: str
    libelle: str
    base: str
    condition: str
    motifs: tuple[Motif, ...]


EXCEPTIONS: Final[tuple[ExceptionLegale, ...]] = (
    ExceptionLegale(
        "exigence_essentielle",
        "Exigence professionnelle essentielle et déterminante",
        "C. trav. L1133-1",
        "La caractéristique est indispensable à la tâche elle-même, l’objectif est légitime et "
        "l’exigence proportionnée.",
        (Motif.ORIGINE, Motif.LANGUE, Motif.APPARENCE, Motif.SANTE, Motif.MOEURS, Motif.NOM,
         Motif.FAMILLE),
    ),
    ExceptionLegale(
        "sexe_artiste_mannequin_modele",
        "Artiste pour un rôle féminin ou masculin, mannequin, modèle",
        "C. trav. L1142-2 et R1142-1",
        "L’emploi est l’un des trois de la liste : artiste interprétant un rôle, mannequin, modèle.",
        (Motif.SEXE, Motif.APPARENCE),
    ),
    ExceptionLegale(
        "age_fixe_par_un_texte",
        "Âge fixé par un texte",
        "C. trav. L1133-2 et L5331-2 ; L6222-1, L6222-2, L6325-1, L3163-2, L4153-6, L4153-8",
        "Le texte est cité : apprentissage (16 à 29 ans révolus, sans limite avec une RQTH), "
        "contrat de professionnalisation, travail de nuit ou travaux interdits aux mineurs, débit "
        "de boissons.",
        (Motif.AGE,),
    ),
    ExceptionLegale(
        "inaptitude_ou_handicap",
        "Mesure en faveur des personnes handicapées, ou inaptitude constatée",
        "C. trav. L1133-3, L1133-4 et L5213-13",
        "Entreprise adaptée, ESAT ou mesure d’égalité de traitement nommée ; l’inaptitude est "
        "constatée par le médecin du travail, jamais par l’offre.",
        (Motif.HANDICAP, Motif.SANTE),
    ),
    ExceptionLegale(
        "lieu_de_residence",
        "Mesure en faveur des habitants d’une zone",
        "C. trav. L1133-5 ; C. pén. 225-3 6°",
        "La mesure est nommée et favorable : clause d’insertion, session réservée à un quartier "
        "prioritaire.",
        (Motif.RESIDENCE,),
    ),
    ExceptionLegale(
        "vulnerabilite_economique",
        "Mesure en faveur des personnes en difficulté économique",
        "C. trav. L1133-6, L5132-1 et s., L1253-1 ; CCP L2112-2",
        "Insertion par l’activité économique (PASS IAE), GEIQ, clause d’insertion d’un marché.",
        (Motif.ECONOMIE,),
    ),
    ExceptionLegale(
        "nationalite_emploi_public_ou_reglemente",
        "Emploi public de souveraineté ou profession réglementée",
        "CGFP L321-1 et L321-2 ; C. pén. 225-3 5°",
        "L’emploi figure parmi ceux que la loi réserve ; sinon, seul un titre autorisant à "
        "travailler se demande (L5221-8, L8251-1).",
        (Motif.ORIGINE,),
    ),
    ExceptionLegale(
        "sante_imposee_par_un_texte",
        "Condition de santé imposée par un texte",
        "CSP L3111-4 ; C. route R221-10 ; C. trav. L4624-1",
        "Le texte est cité (vaccination des soignants, visite du permis C) ; l’aptitude se vérifie "
        "après la candidature, par le médecin du travail.",
        (Motif.SANTE,),
    ),
    ExceptionLegale(
        "casier_impose_par_un_texte",
        "Vérification du casier imposée par un texte",
        "CASF L133-6 ; Code de la sécurité intérieure",
        "Le texte est cité : accueil de mineurs ou de personnes vulnérables, sécurité privée.",
        (Motif.VIE_PRIVEE, Motif.MOEURS),
    ),
    ExceptionLegale(
        "employeur_de_tendance",
        "Employeur de tendance religieuse, politique ou syndicale",
        "C. trav. L1133-1 ; directive 2000/78 art. 4",
        "L’employeur est une organisation de cette tendance et le poste y est directement lié.",
        (Motif.RELIGION, Motif.POLITIQUE, Motif.SYNDICAT),
    ),
    ExceptionLegale(
        "neutralite",
        "Obligation de neutralité",
        "Loi n° 2021-1109 art. 1 ; C. trav. L1321-2-1",
        "Service public, ou clause du règlement intérieur générale et écrite.",
        (Motif.RELIGION, Motif.POLITIQUE),
    ),
)  # fmt: skip

PAR_CODE: Final = {e.code: e for e in EXCEPTIONS}


def exceptions_pour(motif: Motif) -> tuple[ExceptionLegale, ...]:
    """The exceptions that could lift a finding of this family; most families have none.

    >>> [e.code for e in exceptions_pour(Motif.AGE)]
    ['age_fixe_par_un_texte']
    """
    return tuple(e for e in EXCEPTIONS if motif in e.motifs)
