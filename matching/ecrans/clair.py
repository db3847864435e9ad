"""The same answers for the person: short sentences, everyday words (level A2), no score."""

from collections.abc import Iterator
from dataclasses import dataclass

from matching.ecrans.cartes import Carte
from matching.moteur import Constat, Contribution, Etat, Mode, grilles
from matching.moteur.vocabulaire import CONTRATS
from parcours.socle.typographie import insecable

_COMMENT = {
    Mode.MARCHE: "À pied",
    Mode.VELO: "À vélo",
    Mode.TC: "En bus ou en tram",
    Mode.CYCLO: "En scooter",
    Mode.VOITURE: "En voiture",
}
_JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def pourquoi(carte: Carte, nombre: int = 3) -> list[str]:
    """The strongest reasons, best first, said to the person."""
    points = sorted(carte.explication.contributions, key=lambda c: -c.points)
    phrases = [p for c in points if c.est_raison and c.points and (p := _raison(c, carte))]
    phrases[:0] = [_GARDE for constat in carte.evaluation.constats if _garde_tient(constat)][:1]
    return phrases[:nombre]


_GARDE = "Les heures vont avec la garde de vos enfants."


def _garde_tient(constat: Constat) -> bool:
    return constat.critere == "garde" and constat.etat is Etat.REMPLI and "marge" in constat.preuve


def _raison(contribution: Contribution, carte: Carte) -> str:
    n = len(contribution.codes)
    contrat = CONTRATS.get(carte.ouverture.contrat, "")
    return {
        "competences": f"Vous savez déjà faire {n} chose{'s' if n > 1 else ''} de ce métier.",
        "experience": "Vous avez déjà fait ce travail, ou un travail proche.",
        "proximite": "C’est près de chez vous.",
        "niveau": "Vous avez le niveau demandé, ou il n’y en a pas besoin.",
        "souhaits": "Vous avez ce que l’employeur aimerait trouver.",
        "metier": _raison_metier(contribution),
        "salaire": "Le salaire va avec ce que vous cherchez.",
        "contrat": f"C’est un contrat que vous voulez : {contrat}." if contrat else "",
        "duree": "Le nombre d’heures va avec ce que vous cherchez.",
    }.get(contribution.critere, "")


def _raison_metier(contribution: Contribution) -> str:
    if "proche" in contribution.texte:
        return "C’est proche d’un métier que vous cherchez."
    return "C’est un métier que vous cherchez."


def comment_y_aller(carte: Carte) -> list[str]:
    """One sentence per way the person has, the quickest first; or what is missing."""
    if carte.poste.teletravail:
        return ["Vous travaillez depuis chez vous."]
    possibles = sorted(
        (v.minutes, v.mode)
        for v in carte.evaluation.voies
        if v.est_praticable and v.est_disponible and v.minutes is not None and v.mode
    )
    if not possibles:
        return ["On ne sait pas encore comment y aller. Parlez-en ensemble."]
    return [f"{_COMMENT[mode]} : environ {minutes} minutes." for minutes, mode in possibles[:3]]


def heures(carte: Carte) -> list[str]:
    """The week, one line per group of days with the same hours."""
    if not carte.poste.grille:
        return ["On ne connaît pas encore les heures."]
    return list(_semaine(carte.poste.grille))


def _semaine(grille: int) -> Iterator[str]:
    par_heures: dict[str, list[int]] = {}
    for bloc in grilles.blocs(grille):
        texte = _bloc(bloc)
        par_heures.setdefault(texte, []).append(bloc.jour)
    for texte, jours in par_heures.items():
        yield f"{_jours(sorted(jours))} : {texte}."


def _bloc(bloc: grilles.Bloc) -> str:
    debut, fin = grilles.heure_lisible(bloc.minute_debut), grilles.heure_lisible(bloc.minute_fin)
    dernier = (bloc.debut + bloc.longueur - 1) // grilles.PAR_JOUR % 7
    suite = "" if dernier == bloc.jour and bloc.longueur <= grilles.PAR_JOUR else " le lendemain"
    return insecable(f"de {debut} à {fin}{suite}")


def _jours(jours: list[int]) -> str:
    if len(jours) > 2 and jours == list(range(jours[0], jours[-1] + 1)):
        return f"Du {_JOURS[jours[0]]} au {_JOURS[jours[-1]]}"
    noms = [_JOURS[j] for j in jours]
    liste = noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"
    return liste.capitalize()


_A_DEMANDER = {
    "horaires": "les heures de travail",
    "duree": "le nombre d’heures par semaine",
    "debut": "quand ça commence",
    "mobilite": "comment y aller",
    "garde": "la garde de vos enfants",
    "permis": "le permis de conduire",
    "vehicule": "si une voiture est nécessaire",
    "langue_oral": "le français ou la langue demandée",
    "langue_ecrit": "le français ou la langue demandée",
    "niveau": "le diplôme demandé",
    "certificat": "le certificat demandé",
    "experience": "l’expérience demandée",
    "numerique": "l’usage de l’ordinateur",
    "droit_travail": "vos papiers pour travailler",
    "eligibilite": "si vous avez droit à ce contrat",
    "deplacement": "les déplacements dans le travail",
    "condition": "les conditions de travail",
    "competence": "ce qu’il faut savoir faire",
}


def a_demander(carte: Carte) -> list[str]:
    """What is not known yet and should be asked before saying yes."""
    mots = [_A_DEMANDER.get(c.critere, "") for c in carte.explication.a_verifier]
    return [mot for mot in dict.fromkeys(mots) if mot]


@dataclass(frozen=True, slots=True)
class EnClair:
    """An opening said to the person."""

    resume: list[str]
    pourquoi: list[str]
    comment: list[str]
    heures: list[str]
    a_demander: list[str]


def dire(carte: Carte) -> EnClair:
    """Everything a piste says."""
    return EnClair(
        resume(carte), pourquoi(carte), comment_y_aller(carte), heures(carte), a_demander(carte)
    )


def resume(carte: Carte) -> list[str]:
    """Where, what contract, what pay: one short sentence each, nothing where nothing is known."""
    contrat = CONTRATS.get(carte.ouverture.contrat, "")
    phrases = [
        f"Chez {carte.ouverture.chez}." if carte.ouverture.chez else "",
        f"Lieu : {carte.ou}." if carte.ou else "",
        f"{contrat}." if contrat else "",
        f"{carte.duree} par semaine." if carte.duree else "",
        f"{carte.paie}." if carte.paie else "",
    ]
    return [phrase for phrase in phrases if phrase]
