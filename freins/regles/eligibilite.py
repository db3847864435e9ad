"""Who may enter which contract or measure: oui, non or inconnu, with its article and its date.

Nothing here ranks anybody. "non" needs known facts; what is missing makes "inconnu". The articles
are those of the Code du travail unless said; they were written from knowledge of the code and
each rule names what it reads, so that a lawyer can check it line by line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from freins.regles.faits import (
    DEROGATIONS_APPRENTISSAGE,
    DEROGATIONS_AVANT_35_ANS,
    EST_QPV,
    Droit,
    Faits,
)
from freins.regles.trois_valeurs import Trois, et, non, ou
from matching.moteur.vocabulaire import MESURES

OUI: Final = "oui"
NON: Final = "non"
INCONNU: Final = "inconnu"
LIBELLES: Final = {OUI: "Oui", NON: "Non", INCONNU: "À vérifier"}
_TROIS: Final[dict[str, Trois]] = {OUI: True, NON: False, INCONNU: None}

# Longest spells without work: demandeur d’emploi de longue, de très longue durée.
MOIS_DELD: Final = 12
MOIS_DETLD: Final = 24
NIVEAU_SANS_QUALIFICATION: Final = 2
NIVEAU_CAP: Final = 3


@dataclass(frozen=True, slots=True)
class Reponse:
    """An answer as on `au`; `jusqu_au` is the last day it is known to hold, when there is one.

    `criteres` lists, in French, the known facts that count (for the counsellor only).
    """

    valeur: str
    motif: str
    article: str
    au: date
    jusqu_au: date | None = None
    criteres: tuple[str, ...] = ()

    @property
    def libelle(self) -> str:
        return LIBELLES[self.valeur]

    @property
    def en_trois(self) -> Trois:
        """True, False or None: the only thing the engine receives."""
        return _TROIS[self.valeur]


def repondre(faits: Faits, mesure: str, jour: date) -> Reponse:
    """The answer for one key of `MESURES`; ValueError for another key."""
    regle = REGLES.get(mesure)
    if regle is None:
        raise ValueError(f"Mesure inconnue : « {mesure} ».")
    return regle(faits, jour)


def repondre_a_tout(faits: Faits, jour: date) -> dict[str, Reponse]:
    """The answers for all measures, in the order of `MESURES`."""
    return {mesure: repondre(faits, mesure, jour) for mesure in MESURES}


def pour_moteur(reponses: Mapping[str, Reponse]) -> dict[str, bool | None]:
    """What `Profil.eligibilites` receives: the answers without their reasons."""
    return {mesure: reponse.en_trois for mesure, reponse in reponses.items()}


def apprentissage(faits: Faits, jour: date) -> Reponse:
    """L6222-1: 16 to 29 completed years, 15 after troisième; L6222-2, D6222-1: derogations."""
    if faits.a_entre(16, 29, jour):
        motif = "A entre 16 et 29 ans révolus."
        return Reponse(OUI, motif, "L6222-1", jour, faits.veille_des(30))
    if faits.a_age(16, jour) is False:
        return _apprentissage_a_15_ans(faits, jour)
    if faits.a_age(30, jour):
        return _apprentissage_par_derogation(faits, jour)
    motif = "À vérifier : date de naissance (16 à 29 ans révolus au début du contrat)."
    return Reponse(INCONNU, motif, "L6222-1", jour)


def _apprentissage_a_15_ans(faits: Faits, jour: date) -> Reponse:
    peut = et([faits.a_age(15, jour), faits.a_fini_troisieme])
    motifs = {
        True: "A 15 ans et a terminé la classe de troisième.",
        False: "A moins de 16 ans, sans avoir terminé la troisième à 15 ans.",
        None: "À vérifier : à 15 ans, la classe de troisième doit être terminée.",
    }
    return Reponse(_valeur(peut), motifs[peut], "L6222-1", jour)


def _apprentissage_par_derogation(faits: Faits, jour: date) -> Reponse:
    article = "L6222-2, D6222-1"
    if faits.rqth.valable(jour):
        motif = "RQTH valable : pas de limite d’âge."
        return Reponse(OUI, motif, "L6222-2, 3°", jour, faits.rqth.au)
    derogations = _derogations(faits, jour)
    utiles = _vrais(*derogations.items())
    if utiles:
        motif = f"30 ans ou plus, mais : {' ; '.join(utiles)}."
        return Reponse(OUI, motif, article, jour, criteres=utiles)
    if ou([*derogations.values(), faits.rqth.valable(jour)]) is None:
        motif = (
            "30 ans ou plus : possible seulement par dérogation (RQTH, suite ou rupture d’un "
            "contrat avant 35 ans, création d’entreprise, sport de haut niveau). À vérifier."
        )
        return Reponse(INCONNU, motif, article, jour)
    return Reponse(NON, "30 ans ou plus, sans dérogation.", article, jour)


def _derogations(faits: Faits, jour: date) -> dict[str, Trois]:
    """Which hold; D6222-1 sets 34 completed years for « suite » and « rupture »."""
    connues = faits.derogations
    moins_de_35 = non(faits.a_age(35, jour))
    return {
        libelle: et([
            None if connues is None else code in connues,
            moins_de_35 if code in DEROGATIONS_AVANT_35_ANS else True,
        ])
        for code, libelle in DEROGATIONS_APPRENTISSAGE.items()
    }  # fmt: skip


def professionnalisation(faits: Faits, jour: date) -> Reponse:
    """L6325-1: 16 to 25 completed years; 26 and over seeking work; RSA, ASS, AAH."""
    a_16 = faits.a_age(16, jour)
    if faits.a_entre(16, 25, jour):
        motif = "A entre 16 et 25 ans révolus."
        return Reponse(OUI, motif, "L6325-1, 1°", jour, faits.veille_des(26))
    if a_16 is False:
        return Reponse(NON, "A moins de 16 ans.", "L6325-1", jour)
    if et([a_16, _minima(faits, jour)]):
        return Reponse(OUI, "Bénéficie du RSA, de l’ASS ou de l’AAH.", "L6325-1, 3°", jour)
    inscrite = faits.france_travail.valable(jour)
    a_26 = faits.a_age(26, jour)
    if et([a_26, inscrite]):
        motif = "26 ans ou plus et inscription à France Travail."
        return Reponse(OUI, motif, "L6325-1, 2°", jour, faits.france_travail.au)
    if ou([inscrite, _minima(faits, jour)]) is False and a_26:
        motif = "26 ans ou plus, sans inscription à France Travail ni RSA, ASS ou AAH."
        return Reponse(NON, motif, "L6325-1", jour)
    motif = "À vérifier : âge, inscription à France Travail, RSA, ASS ou AAH."
    return Reponse(INCONNU, motif, "L6325-1", jour)


def iae(faits: Faits, jour: date) -> Reponse:
    """L5132-1 s.: a valid PASS IAE; else the diagnosis of an authorised prescriber decides."""
    pass_iae = faits.pass_iae
    if pass_iae.valable(jour) and pass_iae.au:
        return Reponse(OUI, "PASS IAE valable.", "L5132-1, L5132-3", jour, pass_iae.au)
    criteres = _criteres_iae(faits, jour)
    debut = "PASS IAE terminé : " if pass_iae.valable(jour) is False and pass_iae.est else ""
    motif = (
        f"{debut}à vérifier par un prescripteur habilité ou l’entreprise d’insertion, sur diagnostic. "
        f"Critères connus : {', '.join(criteres) or 'aucun pour le moment'}."
    )
    return Reponse(INCONNU, motif[0].upper() + motif[1:], "L5132-1 et s.", jour, None, criteres)


def _criteres_iae(faits: Faits, jour: date) -> tuple[str, ...]:
    """Administrative criteria of the arrêté of 1 September 2021 that are known to hold."""
    return _vrais(
        ("RSA", faits.rsa.valable(jour)),
        ("ASS", faits.ass.valable(jour)),
        ("AAH", faits.aah.valable(jour)),
        ("sans emploi depuis 24 mois ou plus", faits.chomage_depuis(MOIS_DETLD)),
        (
            "sans emploi depuis 12 à 24 mois",
            et([faits.chomage_depuis(MOIS_DELD), non(faits.chomage_depuis(MOIS_DETLD))]),
        ),
        ("diplôme de niveau 3 ou moins", _niveau_au_plus(faits, NIVEAU_CAP)),
        ("moins de 26 ans", non(faits.a_age(26, jour))),
        ("50 ans ou plus", faits.a_age(50, jour)),
        ("RQTH", faits.rqth.valable(jour)),
        ("habite un QPV", EST_QPV[faits.est_qpv]),
    )


def entreprise_adaptee(faits: Faits, jour: date) -> Reponse:
    """L5213-13: for workers whose RQTH is valid; AAH opens the same rights since 2024."""
    rqth = faits.rqth.valable(jour)
    if rqth:
        fin = "" if faits.rqth.au else " (sans date de fin connue)"
        return Reponse(OUI, f"RQTH valable{fin}.", "L5213-13", jour, faits.rqth.au)
    if faits.aah.valable(jour):
        motif = "À vérifier : l’AAH peut valoir reconnaissance de travailleur handicapé."
        return Reponse(INCONNU, motif, "L5213-13, L5212-13", jour)
    if rqth is False:
        motif = "RQTH terminée." if faits.rqth.est else "Pas de RQTH."
        return Reponse(NON, motif, "L5213-13", jour)
    return Reponse(INCONNU, "À vérifier : RQTH et sa date de fin.", "L5213-13", jour)


def pmsmp(faits: Faits, jour: date) -> Reponse:
    """L5135-1: anyone in social or professional support, through an authorised prescriber."""
    motifs = {
        True: "Personne accompagnée : convention à signer par un prescripteur habilité avant le début.",
        False: "Aucun accompagnement en cours.",
        None: "À vérifier : accompagnement par un prescripteur habilité.",
    }
    accompagnee = faits.est_accompagnee
    return Reponse(_valeur(accompagnee), motifs[accompagnee], "L5135-1 et s.", jour)


def poei(faits: Faits, jour: date) -> Reponse:
    """L6326-1: for people registered as seeking work."""
    inscrite = faits.france_travail.valable(jour)
    motifs = {
        True: "Inscription à France Travail en cours.",
        False: "Pas d’inscription à France Travail en cours.",
        None: "À vérifier : inscription à France Travail.",
    }
    fin = faits.france_travail.au if inscrite else None
    return Reponse(_valeur(inscrite), motifs[inscrite], "L6326-1", jour, fin)


def clause_insertion(faits: Faits, jour: date) -> Reponse:
    """CCP L2112-2: the publics of the clause; the facilitatrice confirms."""
    article = "CCP L2112-2"
    criteres = _publics(faits, jour)
    connus = _vrais(*criteres.items())
    if connus:
        motif = f"Public visé : {', '.join(connus)}. À confirmer avec la facilitatrice."
        return Reponse(OUI, motif, article, jour, criteres=connus)
    if ou(criteres.values()) is False:
        return Reponse(NON, "Aucun des publics visés par les clauses.", article, jour)
    motif = "À vérifier : durée sans emploi, RSA, ASS, AAH, RQTH, niveau de diplôme, QPV."
    return Reponse(INCONNU, motif, article, jour)


def geiq(faits: Faits, jour: date) -> Reponse:
    """L1253-1: people who have difficulty in reaching work; the GEIQ decides, so never « non »."""
    connus = _vrais(*_publics(faits, jour).items())
    if connus:
        motif = f"Public visé : {', '.join(connus)}."
        return Reponse(OUI, motif, "L1253-1", jour, criteres=connus)
    motif = "À vérifier avec le GEIQ : difficultés d’accès à l’emploi."
    return Reponse(INCONNU, motif, "L1253-1", jour)


def droit_de_travailler(faits: Faits, jour: date) -> Reponse:
    """L5221-8, L8251-1: not a measure of its own, but asked of every job."""
    valable = faits.droit_travail.valable(jour)
    motifs = {
        True: "Autorisation de travailler en cours.",
        False: "Pas d’autorisation de travailler en cours.",
        None: "À vérifier : autorisation de travailler et sa date de fin.",
    }
    fin = faits.droit_travail.au if valable else None
    return Reponse(_valeur(valable), motifs[valable], "L5221-8, L8251-1", jour, fin)


def _publics(faits: Faits, jour: date) -> dict[str, Trois]:
    jeune_sans_qualification = et([
        non(faits.a_age(26, jour)),
        _niveau_au_plus(faits, NIVEAU_SANS_QUALIFICATION),
    ])  # fmt: skip
    return {
        "sans emploi depuis un an ou plus": faits.chomage_depuis(MOIS_DELD),
        "RSA": faits.rsa.valable(jour),
        "ASS": faits.ass.valable(jour),
        "AAH": faits.aah.valable(jour),
        "RQTH": faits.rqth.valable(jour),
        "PASS IAE": faits.pass_iae.valable(jour),
        "moins de 26 ans sans qualification": jeune_sans_qualification,
        "habite un QPV": EST_QPV[faits.est_qpv],
    }


def _minima(faits: Faits, jour: date) -> Trois:
    droits: tuple[Droit, ...] = (faits.rsa, faits.ass, faits.aah)
    return ou(droit.valable(jour) for droit in droits)


def _niveau_au_plus(faits: Faits, niveau: int) -> Trois:
    return None if faits.niveau_diplome is None else faits.niveau_diplome <= niveau


def _vrais(*criteres: tuple[str, Trois]) -> tuple[str, ...]:
    return tuple(nom for nom, valeur in criteres if valeur)


def _valeur(trois: Trois) -> str:
    return {True: OUI, False: NON, None: INCONNU}[trois]


REGLES: Final[dict[str, Callable[[Faits, date], Reponse]]] = {
    "apprentissage": apprentissage,
    "professionnalisation": professionnalisation,
    "iae": iae,
    "entreprise_adaptee": entreprise_adaptee,
    "pmsmp": pmsmp,
    "poei": poei,
    "clause_insertion": clause_insertion,
    "geiq": geiq,
}
if REGLES.keys() != MESURES.keys():
    raise RuntimeError("Each measure of the vocabulary needs one rule of eligibility.")
