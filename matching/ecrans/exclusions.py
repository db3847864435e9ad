"""« Ce que chaque exigence exclut », in words: rounded figures, nobody behind them."""

from dataclasses import dataclass
from typing import Any, Final

from matching import tables
from matching.equite.petits_nombres import EXTERNE, Reponse
from matching.moteur import ExigencePoste, grilles
from matching.moteur.grilles import PAR_JOUR
from matching.moteur.ouvrants.allegements import Allegement
from matching.moteur.poste import Poste
from matching.moteur.vocabulaire import CERTIFICATS, NIVEAUX_CECRL, NIVEAUX_DIPLOME, Critere
from matching.services.exclusions import Bilan, Gentille, Ligne, Repartition, ce_qu_exclut
from parcours.dossiers import groupes
from parcours.offres.forms import FormulaireOuverture
from parcours.offres.models import ExigenceOuverture
from parcours.offres.presentation import nommer
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import insecable

FEMININS: Final = frozenset({Critere.VEHICULE, Critere.EXPERIENCE, Critere.NUMERIQUE})


@dataclass(frozen=True, slots=True)
class LigneDite:
    """A requirement as a title, its sentence, what asking less would change, the split."""

    titre: str
    phrase: str
    gentilles: tuple[str, ...]
    repartitions: tuple[str, ...]
    compte: bool


@dataclass(frozen=True, slots=True)
class BilanDit:
    """The page: one sentence on the whole, then each requirement, what matters most first."""

    en_tout: str
    lignes: tuple[LigneDite, ...]


def dire(bilan: Bilan) -> BilanDit:
    """Put the figures into sentences."""
    rangees = sorted(bilan.lignes, key=lambda ligne: -_poids(ligne))
    return BilanDit(_en_tout(bilan), tuple(_ligne(bilan.poste, ligne) for ligne in rangees))


def du_formulaire(form: FormulaireOuverture, *, est_demande: bool) -> dict[str, Any]:
    """The context of the fragment for an offer being typed, nothing counted unless asked."""
    lu = form.brouillon() if est_demande else None
    bilan = lu and ce_qu_exclut(tables.poste_saisi(*lu), jour=aujourd_hui())
    return {"exclusions": bilan and dire(bilan), "exclusions_demandees": est_demande}


def _poids(ligne: Ligne) -> int:
    reponses = [ligne.seule, *(g.gain for g in ligne.gentilles)]
    return max((r.nombre or 0 for r in reponses if r is not None), default=0)


def _en_tout(bilan: Bilan) -> str:
    if bilan.vivier.nombre is None:
        return (
            f"Le vivier compte {EXTERNE.masque} personnes : aucun compte ne peut en être montré "
            "sans risquer d’en reconnaître une."
        )
    return (
        f"Le vivier compte {combien(bilan.vivier)}. Rien n’empêche {_nombre(bilan.atteintes)} d’entre "
        "elles de postuler à l’offre telle qu’elle est ; les autres sont arrêtées par une exigence, "
        "par plusieurs à la fois, ou par autre chose (trajet, garde, souhaits)."
    )


def combien(reponse: Reponse) -> str:
    """« environ 25 personnes », « moins de 11 personnes »."""
    return f"{_nombre(reponse)} personnes"


def _nombre(reponse: Reponse) -> str:
    return reponse.bande if reponse.nombre is None else f"environ {reponse.nombre}"


def _ligne(poste: Poste, ligne: Ligne) -> LigneDite:
    gentilles = tuple(_gentille(poste, ligne.exigence, gentille) for gentille in ligne.gentilles)
    if ligne.exigence is None or ligne.seule is None:
        return LigneDite("Horaires", "", gentilles, (), _poids(ligne) > 0)
    return LigneDite(
        _nom(ligne.exigence), _phrase(ligne.exigence, ligne.seule), gentilles,
        tuple(_repartition(r) for r in ligne.repartitions), _poids(ligne) > 0,
    )  # fmt: skip


def _phrase(exigence: ExigencePoste, seule: Reponse) -> str:
    e = "e" if exigence.critere in FEMININS else ""
    s = "s" if exigence.critere == Critere.DEPLACEMENT else ""
    pronom = "elle" if e else "eux" if s else "lui"
    tient = "tiennent" if s else "tient"
    debut = f"{_sujet(exigence)}, à {pronom} seul{e}{s}, {tient} à l’écart {combien(seule)}"
    if seule.nombre is None:
        return f"{debut}."
    return f"{debut} ; souhaité{e}{s} plutôt que demandé{e}{s}, elles pourraient postuler."


def _sujet(exigence: ExigencePoste) -> str:
    """« Le permis B », « L’anglais B1 à l’oral », « Les déplacements… »."""
    nom = _nom(exigence)
    minuscule = nom[0].lower() + nom[1:]
    match exigence.critere:
        case Critere.CERTIFICAT:
            return f"Le certificat « {nom} »"
        case Critere.EXPERIENCE:
            mois = exigence.niveau
            return "L’expérience" if mois is None else f"L’expérience de {mois} mois"
        case Critere.VEHICULE:
            return "La voiture personnelle" if exigence.code != "motorise" else "La possession d’un véhicule motorisé"  # fmt: skip
        case Critere.NUMERIQUE:
            return "L’aisance numérique" + ("" if exigence.niveau is None else f" de niveau {exigence.niveau}")  # fmt: skip
        case Critere.DEPLACEMENT:
            return f"Les {minuscule}"
    return f"L’{minuscule}" if minuscule[0] in "aeiouyéè" else f"Le {minuscule}"


def _nom(exigence: ExigencePoste) -> str:
    if exigence.critere == Critere.NUMERIQUE:
        return "Aisance numérique" + ("" if exigence.niveau is None else f" (niveau {exigence.niveau} sur 3)")  # fmt: skip
    libelle = CERTIFICATS.get(exigence.code, "") if exigence.critere == Critere.CERTIFICAT else ""
    return nommer(
        ExigenceOuverture(
            libelle=libelle, critere=exigence.critere, code=exigence.code, niveau=exigence.niveau
        )
    )


def _gentille(poste: Poste, exigence: ExigencePoste | None, gentille: Gentille) -> str:
    moins = gentille.allegement
    quoi = _horaires(poste, moins) if exigence is None else _moindre(exigence, moins)
    return insecable(f"{quoi} : {_nombre(gentille.gain)} de plus pourraient postuler.")


def _moindre(exigence: ExigencePoste, moins: Allegement) -> str:
    gentille = next(iter(moins.remplace.values()))
    assert gentille is not None
    return f"{_niveau(gentille)} plutôt que {_niveau(exigence)}"


def _niveau(exigence: ExigencePoste) -> str:
    niveau = exigence.niveau or 0
    match exigence.critere:
        case Critere.LANGUE_ORAL | Critere.LANGUE_ECRIT:
            return NIVEAUX_CECRL[niveau]
        case Critere.NIVEAU:
            return NIVEAUX_DIPLOME[niveau]
        case Critere.EXPERIENCE:
            return f"{niveau} mois"
    return f"Niveau {niveau}"


def _horaires(poste: Poste, moins: Allegement) -> str:
    grille = poste.grille or 0
    retirees = grille & moins.heures_en_moins
    if moins.code == "horaires:semaine":
        return "Sans travail le samedi ni le dimanche"
    reste = grille & ~moins.heures_en_moins
    if moins.code == "horaires:8h30" and not _avant(grille, 8):
        return f"Commencer à {_heure(_debut(reste))} plutôt qu’à {_heure(_debut(retirees))}"
    if moins.code == "horaires:17h30" and not _avant(grille, 8):
        return f"Finir à {_heure(_fin(reste))} au plus tard plutôt qu’à {_heure(_fin(retirees))}"
    return f"Sans travail {'avant 8 h 30' if moins.code == 'horaires:8h30' else 'après 17 h 30'}"


def _avant(grille: int, demi_heures: int) -> bool:
    """True when some day has work in its first half-hours."""
    return any(grille >> jour * PAR_JOUR & (1 << demi_heures) - 1 for jour in range(7))


def _rangs(grille: int) -> list[int]:
    """Half-hours of the day worked on some day."""
    return [rang % PAR_JOUR for rang in range(grilles.TAILLE) if grille >> rang & 1]


def _debut(grille: int) -> int:
    return 30 * min(_rangs(grille))


def _fin(grille: int) -> int:
    return 30 * (max(_rangs(grille)) + 1)


def _heure(minute: int) -> str:
    return grilles.heure_lisible(minute)


def _repartition(repartition: Repartition) -> str:
    """« Sexe : femmes, environ 20 ; hommes, environ 15 »."""
    parts = " ; ".join(f"{nom.lower()}, environ {n}" for nom, n in repartition.groupes)
    return f"{groupes.NOMS[repartition.dimension]} : {parts}".replace("qpv", "QPV")
