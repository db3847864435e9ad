"""LHEO training XML: one opening per session (the action itself when it has none).

Elements are read by `socle.lheo`; "-" and 00000000 mean nothing.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from lxml import etree

from matching.moteur.vocabulaire import Critere, Exigence
from parcours.offres.importeurs.lignes import (
    ExigenceLigne,
    Lieu,
    LigneLue,
    Resultat,
    adresse_web,
    coordonnee,
    courriel,
    date_lue,
    entier,
    lire_chaque,
    texte,
    titre_et_texte,
)
from parcours.socle import lheo

SOURCE: Final = "lheo"
LIBELLE: Final = "Formations LHEO (XML)"

ENTREES_PERMANENTES: Final = "1"


class Seance(NamedTuple):
    """A session inside its action inside its training; `session` None for an action without."""

    formation: etree._Element
    action: etree._Element
    session: etree._Element | None


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each session; the line is that of its tag in the file."""
    return lire_chaque(_seances(lheo.formations(contenu)), _ligne, _identifiant)


def _seances(formations: list[etree._Element]) -> Iterator[tuple[int, Seance]]:
    for formation in formations:
        actions = list(lheo.tous(formation, "action"))
        for action in actions or [formation]:
            sessions = list(lheo.tous(action, "session"))
            for session in sessions or [None]:
                porteur = session if session is not None else action
                yield porteur.sourceline or 0, Seance(formation, action, session)


def _ligne(ligne: int, seance: Seance) -> LigneLue:
    formation, action, session = seance
    lieu = lheo.premier(action, "lieu-de-formation")
    if lieu is None and session is not None:
        lieu = lheo.premier(session, "adresse-inscription")
    return LigneLue(
        ligne=ligne,
        source_id=_identifiant(seance),
        champs=_champs(formation, action, session),
        exigences=tuple(_exigences(formation, action)),
        lieu=_lieu(lieu),
        codes_rome=tuple(c for c in (lheo.dit(e) for e in lheo.tous(formation, "code-ROME")) if c),
        appellation=lheo.valeur(formation, "intitule-formation"),
    )


def _identifiant(seance: Seance) -> str:
    """Numbers of training, action and session; the dates stand in for a missing session number."""
    formation, action, session = seance
    morceaux = [formation.get("numero", ""), action.get("numero", "")]
    if session is not None:
        debut = lheo.valeur(session, "debut")
        morceaux.append(session.get("numero") or f"d{debut}" if debut else "")
    uniques = dict.fromkeys(m for m in (texte(m, 100) for m in morceaux) if m)
    return "/".join(uniques)


def _champs(
    formation: etree._Element, action: etree._Element, session: etree._Element | None
) -> dict[str, Any]:
    debut, fin = _periode(session)
    intitule, description = titre_et_texte(
        lheo.valeur(formation, "intitule-formation"), _description(formation, action)
    )
    organisme = lheo.premier(formation, "organisme-formation-responsable")
    permanente = lheo.valeur(action, "modalites-entrees-sorties") == ENTREES_PERMANENTES
    return {
        "nature": "formation",
        "contrat": "stage_formation",
        "intitule": intitule,
        "description": description,
        "nom_employeur": _organisme(organisme),
        "est_teletravail": lheo.valeur(action, "modalites-enseignement") == lheo.A_DISTANCE,
        "debut_le": debut,
        # One can join until it starts, or until it ends when entries are permanent.
        "expire_le": fin if permanente else debut or fin,
        "duree_mois": _mois(debut, fin),
        "places": 1,
        "email_reponse": courriel(lheo.valeur(organisme, "courriel")),
        "lien": adresse_web(lheo.avec_http(lheo.valeur(formation, "url-formation", "urlweb"))),
        "details": _details(formation, action, fin, permanente),
    }


def _periode(session: etree._Element | None) -> tuple[date | None, date | None]:
    if session is None:
        return None, None
    return date_lue(lheo.valeur(session, "debut")), date_lue(lheo.valeur(session, "fin"))


def _mois(debut: date | None, fin: date | None) -> int | None:
    if debut is None or fin is None or fin <= debut:
        return None
    return entier(max(1, round((fin - debut).days / 30.4)), minimum=1, maximum=120)


def _description(formation: etree._Element, action: etree._Element) -> str:
    blocs = (
        ("Objectif", lheo.valeur(formation, "objectif-formation")),
        ("Résultats attendus", lheo.valeur(formation, "resultats-attendus")),
        ("Contenu", lheo.valeur(formation, "contenu-formation")),
        ("Rythme", lheo.valeur(action, "rythme-formation")),
        ("Conditions", lheo.valeur(action, "conditions-specifiques")),
        ("Durée", lheo.valeur(action, "duree-indicative")),
        ("Hébergement", lheo.valeur(action, "hebergement")),
    )
    return "\n\n".join(f"{nom} : {lheo.sans_balises(t)}" for nom, t in blocs if t)


def _organisme(organisme: etree._Element | None) -> str:
    noms = (lheo.valeur(organisme, "nom-organisme"), lheo.valeur(organisme, "raison-sociale"))
    return texte(next((n for n in noms if n), ""), 150)


def _details(
    formation: etree._Element, action: etree._Element, fin: date | None, permanente: bool
) -> dict[str, Any]:
    details = {
        "fin_le": fin.isoformat() if fin else "",
        "entrees_permanentes": permanente,
        "certifiante": lheo.valeur(formation, "certifiante") == "1",
        "rncp": lheo.valeur(formation, "code-RNCP"),
        "certifinfo": lheo.valeur(formation, "code-CERTIFINFO"),
        "formacodes": [lheo.dit(e) for e in lheo.tous(formation, "code-FORMACODE")][:5],
        "niveau_prepare": lheo.NIVEAUX.get(lheo.valeur(formation, "code-niveau-sortie"), 0),
        "prise_en_charge_possible": lheo.valeur(action, "prise-en-charge-frais-possible") == "1",
        "formation_initiale": any(
            e.get("info") == "formation-initiale" and lheo.dit(e) == "1"
            for e in lheo.tous(action, "extra")
        ),
        "siret": re.sub(r"\D", "", lheo.valeur(formation, "SIRET-organisme-formation", "SIRET")),
    }
    return {cle: valeur for cle, valeur in details.items() if valeur}


def _exigences(formation: etree._Element, action: etree._Element) -> Iterator[ExigenceLigne]:
    niveau = lheo.NIVEAUX.get(lheo.valeur(formation, "code-niveau-entree"))
    if niveau is not None:
        est_exige = lheo.valeur(action, "niveau-entree-obligatoire") == "1"
        fermete = Exigence.EXIGE if est_exige else Exigence.SOUHAITE
        yield ExigenceLigne(
            Critere.NIVEAU, niveau=niveau, libelle="Niveau d’entrée en formation", exigence=fermete
        )


def _lieu(lieu: etree._Element | None) -> Lieu:
    if lieu is None:
        return Lieu()
    ville = lheo.valeur(lieu, "ville")
    return Lieu(
        libelle=texte(f"{lheo.valeur(lieu, 'codepostal')} {ville}".strip(), 150),
        code_commune=texte(lheo.valeur(lieu, "code-INSEE-commune"), 5),
        code_postal=texte(lheo.valeur(lieu, "codepostal"), 5),
        commune=ville,
        latitude=coordonnee(lheo.valeur(lieu, "latitude"), 90),
        longitude=coordonnee(lheo.valeur(lieu, "longitude"), 180),
    )
