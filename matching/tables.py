"""THE ONLY bridge from the database to the engine: `Profil`, `Poste`, `Referentiel`, `Catalogue`.

A few bulk queries each, naming their columns: sex, first name, birth date, nationality,
neighbourhood, family status and free text are never among them (a test reads the SQL). Legal
answers and measures come from `freins`, already turned into yes / no / unknown and numbers.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from django.db.models import Count, Max, Model, Q

from freins.capacites import CapacitesDossier, capacites_de
from freins.eligibilites import eligibilites_de
from freins.regles.faits import Droit
from freins.regles.mesures import Mobilite as MesureMobilite
from matching.moteur import (
    INCONNUE,
    Catalogue,
    ExigencePoste,
    Poste,
    Profil,
    Referentiel,
    grilles,
)
from matching.moteur.vocabulaire import (
    CONDITIONS,
    CONTRATS,
    LIBELLES_CRITERES,
    MESURES,
    NATURES,
    NIVEAUX_CECRL,
    Critere,
    Exigence,
    Provenance,
)
from parcours.dossiers.models import (
    Certification,
    CompetencePersonne,
    Diplome,
    Dossier,
    Experience,
    Langue,
    MetierVoulu,
    Permis,
    Recherche,
    Situation,
)
from parcours.offres.contextes import conditions_du_metier
from parcours.offres.models import ExigenceOuverture, Ouverture
from parcours.orientations.models import Orientation
from parcours.referentiels.models import MetierCompetence, Mobilite, VersionReferentiel

log = logging.getLogger(__name__)
# Under the limit of bound variables of SQLite, and a page of results of PostgreSQL.
LOT: Final = 500
RANG_CECRL: Final = {code: rang for rang, code in enumerate(NIVEAUX_CECRL)}

Champs = dict[str, Any]


# --- People ---------------------------------------------------------------------------------------


def profil_de(dossier: Dossier | int, jour: date, *, avec_sante: bool = True) -> Profil:
    """Return what the engine may know of one dossier on a day; KeyError when it does not exist."""
    cle = dossier if isinstance(dossier, int) else dossier.pk
    return profils([cle], jour, avec_sante=avec_sante)[cle]


def profils(
    dossier_ids: Collection[int], jour: date, *, avec_sante: bool = True
) -> dict[int, Profil]:
    """Return the profile of each dossier that exists, in a constant number of queries per 500.

    `avec_sante=False` leaves the functional limits out: what would be open without them.
    """
    ids = list(dict.fromkeys(dossier_ids))
    resultat: dict[int, Profil] = {}
    for debut in range(0, len(ids), LOT):
        resultat |= _profils(ids[debut : debut + LOT], jour, avec_sante)
    return resultat


def _profils(ids: list[int], jour: date, avec_sante: bool) -> dict[int, Profil]:
    points = _points(ids)
    sources = [lire(ids, jour) for lire in _LECTURES]
    capacites = capacites_de(points)
    eligibilites = eligibilites_de(points, jour)
    resultat = {}
    for cle, point in points.items():
        champs: Champs = {"point": point}
        for source in sources:
            champs |= source.get(cle, {})
        champs |= _mesures(capacites[cle], champs.pop("minutes_max", {}), avec_sante)
        champs["eligibilites"] = {
            mesure: reponse.en_trois for mesure, reponse in eligibilites.get(cle, {}).items()
        }
        resultat[cle] = Profil(**champs)
    return resultat


def _points(ids: list[int]) -> dict[int, tuple[float, float] | None]:
    """Home of each dossier: the address placed, else the centre of the commune."""
    lignes = Dossier.objects.filter(pk__in=ids).values_list(
        "pk", "personne__latitude", "personne__longitude",
        "personne__commune__latitude", "personne__commune__longitude",
    )  # fmt: skip
    return {cle: _point(*placee) or _point(*commune) for cle, *reste in lignes
            for placee, commune in [(reste[:2], reste[2:])]}  # fmt: skip


def _point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _par_dossier(modele: type[Model], ids: list[int], *champs: str) -> dict[int, list[Any]]:
    """Rows of a table of the dossier, by dossier; a dossier without any is absent."""
    rangees: dict[int, list[Any]] = defaultdict(list)
    lignes = modele._default_manager.filter(dossier_id__in=ids).order_by("pk")
    for cle, *valeurs in lignes.values_list("dossier_id", *champs):
        rangees[cle].append(tuple(valeurs))
    return rangees


def _langues(ids: list[int], jour: date) -> dict[int, Champs]:
    return {
        cle: _niveaux_langues(lignes)
        for cle, lignes in _par_dossier(Langue, ids, "code", "oral", "ecrit").items()
    }


def _niveaux_langues(lignes: list[tuple[str, str, str]]) -> Champs:
    champs: Champs = {"langues": {}}
    for code, oral, ecrit in lignes:
        if code == "fr":
            champs |= {"oral": RANG_CECRL.get(oral), "ecrit": RANG_CECRL.get(ecrit)}
        elif oral or ecrit:
            champs["langues"][code] = RANG_CECRL[oral or ecrit]
    return champs


def _permis(ids: list[int], jour: date) -> dict[int, Champs]:
    """Licences that let drive on `jour`: a foreign one does until its exchange is due."""
    rangees = _par_dossier(Permis, ids, "categorie", "est_etranger", "echange_avant_le")
    return {
        cle: {
            "permis": frozenset(
                categorie
                for categorie, est_etranger, avant in lignes
                if not est_etranger or avant is None or avant >= jour
            )
        }
        for cle, lignes in rangees.items()
    }


def _niveau(ids: list[int], jour: date) -> dict[int, Champs]:
    """Highest level recognised in France; a dossier with none recognised stays unknown."""
    lignes = Diplome.objects.filter(dossier_id__in=ids, est_etranger_non_reconnu=False)
    niveaux: dict[int, Champs] = {}
    for cle, niveau in lignes.values_list("dossier_id", "niveau"):
        connu = niveaux.setdefault(cle, {"niveau": niveau})
        connu["niveau"] = max(niveau, connu["niveau"])
    return niveaux


def _certificats(ids: list[int], jour: date) -> dict[int, Champs]:
    return {
        cle: {
            "certificats": frozenset(
                code_certificat(code) for code, fin in lignes if fin is None or fin >= jour
            )
        }
        for cle, lignes in _par_dossier(Certification, ids, "code", "expire_le").items()
    }


def code_certificat(code: str) -> str:
    """The code of a certificate as the engine compares it."""
    return code.strip().lower().replace("-", "_")


def _competences(ids: list[int], jour: date) -> dict[int, Champs]:
    rangees = _par_dossier(CompetencePersonne, ids, "competence_id", "preuve")
    return {cle: {"competences": dict(lignes)} for cle, lignes in rangees.items()}


def _experience(ids: list[int], jour: date) -> dict[int, Champs]:
    """Months by métier. Where no experience is tied to a métier, nothing is known of it."""
    resultat: dict[int, Champs] = {}
    for cle, lignes in _par_dossier(Experience, ids, "metier_id", "mois").items():
        mois: dict[str, int] = defaultdict(int)
        for metier, duree in lignes:
            if metier:
                mois[metier] += duree
        if mois:
            resultat[cle] = {"experience": dict(mois)}
    return resultat


def _droit_travail(ids: list[int], jour: date) -> dict[int, Champs]:
    lignes = Situation.objects.filter(dossier_id__in=ids, nature="droit_travail")
    return {
        cle: {"droit_travail": Droit(est, du, au).valable(jour)}
        for cle, est, du, au in lignes.values_list("dossier_id", "est_oui", "du", "au")
    }


def _recherche(ids: list[int], jour: date) -> dict[int, Champs]:
    lignes = Recherche.objects.filter(dossier_id__in=ids).values_list(
        "dossier_id", "natures", "contrats", "heures_min", "heures_max", "debut_au_plus_tot",
        "salaire_min", "minutes_max", "grille",
    )  # fmt: skip
    return {cle: _souhaits(*reste) for cle, *reste in lignes}


def _souhaits(
    natures: list[str], contrats: list[str], heures_min: int | None, heures_max: int | None,
    debut: date | None, salaire_min: int | None, minutes_max: dict[str, int], grille: str,
) -> Champs:  # fmt: skip
    return {
        "natures_voulues": frozenset(NATURES).intersection(natures or ()),
        "contrats_voulus": frozenset(CONTRATS).intersection(contrats or ()),
        "heures_min": heures_min,
        "heures_max": heures_max,
        "debut_au_plus_tot": debut,
        "salaire_min": salaire_min,
        "grille_souhaitee": _grille(grille) or None,
        "minutes_max": minutes_max or {},
    }


def _metiers_voulus(ids: list[int], jour: date) -> dict[int, Champs]:
    voulus: dict[int, Champs] = {}
    lignes = MetierVoulu.objects.filter(recherche__dossier_id__in=ids)
    for cle, metier, poids in lignes.values_list("recherche__dossier_id", "metier_id", "poids"):
        voulus.setdefault(cle, {"metiers_voulus": {}})["metiers_voulus"][metier] = poids
    return voulus


_LECTURES: Final[tuple[Callable[[list[int], date], dict[int, Champs]], ...]] = (
    _langues, _permis, _niveau, _certificats, _competences, _experience, _droit_travail,
    _recherche, _metiers_voulus,
)  # fmt: skip


def _mesures(capacites: CapacitesDossier, voulues: Mapping[str, int], avec_sante: bool) -> Champs:
    """Fields measured by `freins`; the journey is what is possible and wanted."""
    return {
        "garde": capacites.garde.pour_profil() if capacites.garde else INCONNUE,
        "minutes": minutes_retenues(capacites.mobilite, voulues),
        "numerique": capacites.numerique.niveau if capacites.numerique else None,
        "limites": capacites.limites.intersection(CONDITIONS) if avec_sante else frozenset(),
    }


def minutes_retenues(
    mobilite: MesureMobilite | None, voulues: Mapping[str, int]
) -> dict[str, int | None] | None:
    """Minutes by way of moving: what is possible, no more than what is wanted; None: not known."""
    if mobilite is None:
        return None
    return {
        str(mode): possibles
        if possibles is None
        else min(possibles, voulues.get(mode) or possibles)
        for mode, possibles in mobilite.pour_profil().items()
    }


def _grille(hexa: str) -> int:
    """The stored grid; an unreadable one counts as not stated (one bad row must not stop all)."""
    try:
        return grilles.depuis_hexa(hexa) if hexa else 0
    except ValueError:
        log.warning("grille illisible, comptée comme non précisée")
        return 0


# --- Openings -------------------------------------------------------------------------------------

_COLONNES_POSTE: Final = (
    "pk", "nature", "metier_id", "contrat", "latitude", "longitude", "commune__latitude",
    "commune__longitude", "est_teletravail", "heures_hebdo", "grille", "jeu_debut", "jeu_fin",
    "debut_le", "salaire_min", "salaire_max", "mesures", "expire_le",
)  # fmt: skip
_COLONNES_EXIGENCE: Final = (
    "ouverture_id", "critere", "code", "niveau", "exigence", "provenance", "extrait",
)  # fmt: skip


def construire_catalogue(jour: date) -> Catalogue:
    """Read every opening published on `jour` and lay it out for ranking; a few queries."""
    publiees = Ouverture.objects.publiees(jour)
    lignes = ExigenceOuverture.objects.filter(ouverture__in=publiees.values("pk"))
    exigences = _exigences(_flux(_rangees(lignes)), sans_extrait=True)
    deduites = _deduites(None)
    rangees = publiees.order_by("pk").values_list(*_COLONNES_POSTE)
    grille = lru_cache(maxsize=None)(_grille)
    postes = (
        _poste(rangee, exigences.get(rangee[0], ()), deduites, grille)
        for rangee in rangees.iterator(chunk_size=5000)
    )
    return Catalogue.depuis(postes, referentiel())


def postes(ouverture_ids: Collection[int]) -> dict[int, Poste]:
    """Return these openings as the database has them now, extracts included, whatever their state."""
    return _postes(Ouverture.objects.filter(pk__in=ouverture_ids))


def poste_saisi(ouverture: Ouverture, exigences: Iterable[ExigenceOuverture]) -> Poste:
    """Return the opening of a form as the engine would see it, before anything is saved."""
    rangee = (0, *(_suivre(ouverture, chemin) for chemin in _COLONNES_POSTE[1:]))
    dites = [
        ExigencePoste(e.critere, e.code, e.niveau, e.exigence, str(Provenance.EMPLOYEUR))
        for e in exigences
    ]
    return _poste(rangee, dites, {}, _grille)


def _suivre(objet: Any, chemin: str) -> Any:
    for nom in chemin.split("__"):
        objet = getattr(objet, nom, None)
    return objet


def postes_publies(ouverture_ids: Collection[int], jour: date) -> dict[int, Poste]:
    """Return those of these openings that are published on `jour`, as the catalogue keeps them."""
    publiees = Ouverture.objects.publiees(jour).filter(pk__in=ouverture_ids)
    return _postes(publiees, sans_extrait=True)


def _postes(ouvertures: Any, *, sans_extrait: bool = False) -> dict[int, Poste]:
    rangees = list(ouvertures.values_list(*_COLONNES_POSTE))
    lignes = ExigenceOuverture.objects.filter(ouverture_id__in=[rangee[0] for rangee in rangees])
    exigences = _exigences(_rangees(lignes), sans_extrait=sans_extrait)
    deduites = _deduites({rangee[2] for rangee in rangees if rangee[2]})
    return {
        rangee[0]: _poste(rangee, exigences.get(rangee[0], ()), deduites, _grille)
        for rangee in rangees
    }


def _rangees(lignes: Any) -> Any:
    return lignes.order_by("ouverture_id", "pk").values_list(*_COLONNES_EXIGENCE)


def _exigences(
    rangees: Iterable[Any], *, sans_extrait: bool = False
) -> dict[int, list[ExigencePoste]]:
    """Requirements by opening; equal ones are one object, which keeps 50,000 openings light."""
    fabrique = lru_cache(maxsize=None)(ExigencePoste)
    resultat: dict[int, list[ExigencePoste]] = defaultdict(list)
    for ouverture, critere, *reste in rangees:
        if critere not in LIBELLES_CRITERES:
            log.warning("exigence de l’ouverture %s ignorée : critère inconnu", ouverture)
            continue
        champs = [*reste[:-1], "" if sans_extrait else reste[-1]]
        resultat[ouverture].append(fabrique(critere, *champs))
    return resultat


def _flux(lignes: Any) -> Iterator[Any]:
    return lignes.iterator(chunk_size=5000)


def _deduites(metiers: Collection[str] | None) -> dict[str, tuple[ExigencePoste, ...]]:
    """What the contexts of each métier make possible: to be checked, never blocking."""
    fabrique = partial(
        ExigencePoste,
        str(Critere.CONDITION),
        exigence=str(Exigence.INCONNU),
        provenance=str(Provenance.DEDUIT),
    )
    return {
        metier: tuple(fabrique(code=code) for code in sorted(conditions))
        for metier, conditions in conditions_du_metier(metiers).items()
    }


def _poste(
    rangee: tuple[Any, ...],
    exigences: Iterable[ExigencePoste],
    deduites: Mapping[str, tuple[ExigencePoste, ...]],
    grille: Callable[[str], int],
) -> Poste:
    (
        cle, nature, metier, contrat, latitude, longitude, lat_commune, lon_commune,
        est_teletravail, heures, hexa, jeu_debut, jeu_fin, debut, de, a, mesures, expire_le,
    ) = rangee  # fmt: skip
    dites = tuple(exigences)
    connues = {e.code for e in dites if e.critere == Critere.CONDITION}
    salaire = de if de is not None else a
    return Poste(
        cle=cle,
        nature=nature,
        metier=metier,
        contrat=contrat or None,
        point=_point(latitude, longitude) or _point(lat_commune, lon_commune),
        teletravail=est_teletravail or _est_a_distance(dites),
        heures=None if heures is None else float(heures),
        grille=grille(hexa) or None,
        jeu_debut=jeu_debut,
        jeu_fin=jeu_fin,
        debut=debut,
        salaire=None if salaire is None else int(salaire),
        mesures=tuple(m for m in mesures or () if m in MESURES),
        exigences=dites + tuple(e for e in deduites.get(metier, ()) if e.code not in connues),
        expire_le=expire_le,
    )


def _est_a_distance(exigences: tuple[ExigencePoste, ...]) -> bool:
    """True when the opening firmly says that the whole job is done from home."""
    return any(
        e.critere == Critere.TELETRAVAIL and e.code == "total" and e.exigence == Exigence.EXIGE
        for e in exigences
    )


# --- Referential, referrals in course -------------------------------------------------------------


def referentiel() -> Referentiel:
    """Return the skills and neighbours of the métiers, read once per version of ROME and process."""
    return _referentiel(_version_referentiel())


def _version_referentiel() -> tuple[int, ...]:
    """What tells one state of the referential from another: last import, number and last link."""
    dernier = VersionReferentiel.objects.order_by("-pk").values_list("pk", flat=True).first()
    liens = MetierCompetence.objects.aggregate(n=Count("pk"), dernier=Max("pk"))
    return (dernier or 0, liens["n"], liens["dernier"] or 0)


@lru_cache(maxsize=2)
def _referentiel(version: tuple[int, ...]) -> Referentiel:
    actifs = Q(competence__est_retiree=False, metier__est_retire=False)
    liens = MetierCompetence.objects.filter(actifs)
    voisins: dict[str, list[str]] = defaultdict(list)
    rangs = Mobilite.objects.order_by("depart_id", "rang", "arrivee_id")
    for depart, arrivee in rangs.values_list("depart_id", "arrivee_id"):
        voisins[depart].append(arrivee)
    return Referentiel.depuis(
        liens.values_list("metier_id", "competence_id", "est_coeur").iterator(), voisins
    )


def charges_en_cours() -> dict[int, int]:
    """Return opening → referrals in course; used for ties only, never kept with the catalogue."""
    lignes = (
        Orientation.objects.en_cours_de_suite()
        .filter(ouverture__isnull=False)
        .order_by()
        .values_list("ouverture_id")
        .annotate(n=Count("pk"))
    )
    return dict(lignes)
