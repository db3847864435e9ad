"""What a finished step opened: the ranking with the measure before it against the one after.

Everything else of the dossier is as it is today, so that the difference is that measure's alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from django.core.paginator import Page, Paginator

from freins.models import Action
from freins.regles.faits import Droit
from freins.regles.mesures import Garde, Mobilite, Numerique
from matching import services, tables
from matching.ecrans.cartes import Carte
from matching.ecrans.regards import Regard
from matching.ecrans.suggestions import PAR_PAGE, HorsListe, Longue, combien, montrer
from matching.moteur import Profil, Statut
from matching.moteur.profil import INCONNUE
from matching.moteur.vocabulaire import Famille
from parcours.dossiers.models import Dossier, Recherche
from parcours.socle.horloge import aujourd_hui

Mesure = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Effet:
    """Openings that became accessible, those that are to check instead of blocked, those lost."""

    page: Page
    cartes: list[Carte]
    ouvertes: int
    a_verifier: int
    perdues: int
    accessibles: int


def effet_de(action: Action, dossier: Dossier, regard: Regard, numero: int | str) -> Effet:
    """Rank twice and lay a page out; `action.effet` holds the two measures."""
    jour = aujourd_hui()
    actuel = tables.profil_de(dossier, jour)
    famille, avant, apres = (action.effet[c] for c in ("famille", "avant", "apres"))
    voulues = _voulues(dossier)
    rangs = [
        services.classer_dossier(
            dossier, jour=jour, profil=profil_avec(actuel, famille, mesure, voulues, jour), k=1
        )
        for mesure in (avant, apres)
    ]
    (acc_avant, ver_avant), (acc, ver) = (_cles(r) for r in rangs)
    ouvertes = np.setdiff1d(acc, acc_avant)
    liste = services.classer_dossier(
        dossier, jour=jour, profil=rangs[1].profil, k=combien(numero), lecture=rangs[1].lecture,
        masque=np.isin(rangs[1].lecture.catalogue.cles, ouvertes),
    )  # fmt: skip
    tete = Longue(list(liste.classement.accessibles), len(ouvertes))
    page = Paginator(tete, PAR_PAGE).get_page(numero)
    cles = [rang.cle for rang in page.object_list]
    return Effet(
        page=page,
        cartes=montrer(liste, cles, regard, HorsListe(dossier).suggestions),
        ouvertes=len(ouvertes),
        a_verifier=len(np.setdiff1d(ver, np.union1d(ver_avant, acc_avant))),
        perdues=len(np.setdiff1d(acc_avant, acc)),
        accessibles=len(acc),
    )


def profil_avec(
    profil: Profil, famille: str, mesure: Mesure, voulues: Mapping[str, int], jour: date
) -> Profil:
    """Return the profile with another measure of one family; None is « never asked »."""
    return replace(profil, **_CHAMPS[famille](mesure, voulues, jour))


def _cles(resultat: services.Resultat) -> tuple[Any, Any]:
    classement = resultat.classement
    return classement.cles(Statut.ACCESSIBLE), classement.cles(Statut.A_VERIFIER)


def _voulues(dossier: Dossier) -> Mapping[str, int]:
    """The journey wanted, by way: what is possible is held against it."""
    recherche = Recherche.objects.filter(dossier=dossier).first()
    return recherche.minutes_max if recherche else {}


def _garde(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    return {"garde": Garde.depuis_json(mesure).pour_profil() if mesure else INCONNUE}


def _mobilite(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    mobilite = Mobilite.depuis_json(mesure) if mesure else None
    return {"minutes": tables.minutes_retenues(mobilite, voulues)}


def _numerique(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    return {"numerique": Numerique.depuis_json(mesure).niveau if mesure else None}


def _langue(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    return {
        volet: tables.RANG_CECRL.get((mesure or {}).get(volet) or "") for volet in ("oral", "ecrit")
    }


def _permis(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    return {"permis": frozenset(mesure["categories"]) if mesure else None}


def _qualification(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    codes = mesure["certificats"] if mesure else None
    certificats = None if codes is None else frozenset(map(tables.code_certificat, codes))
    return {"niveau": mesure["niveau"] if mesure else None, "certificats": certificats}


def _droit(mesure: Mesure, voulues: Mapping, jour: date) -> dict[str, Any]:
    if not mesure:
        return {"droit_travail": None}
    au = date.fromisoformat(mesure["au"]) if mesure["au"] else None
    return {"droit_travail": Droit(mesure["est_oui"], None, au).valable(jour)}


_CHAMPS: Final[dict[str, Callable[[Mesure, Mapping, date], dict[str, Any]]]] = {
    Famille.GARDE: _garde,
    Famille.MOBILITE: _mobilite,
    Famille.NUMERIQUE: _numerique,
    Famille.LANGUE: _langue,
    Famille.PERMIS: _permis,
    Famille.QUALIFICATION: _qualification,
    Famille.ADMINISTRATIF: _droit,
}
