"""LHEO training XML: one opening per session (the action itself when it has none).

Vocabulary: LHEO 2.2, « Langage harmonisé d'échange d'informations sur l'offre de formation »
(tables « niveaux », « modalités d'entrées/sorties », « modalités d'enseignement »). Elements are
found by local name: every 1.x and 2.x namespace is read. "-" and 00000000 mean nothing.
"""

import html
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from lxml import etree

from matching.moteur.vocabulaire import Critere, Exigence
from parcours.offres.importeurs.fichiers import lire_xml
from parcours.offres.importeurs.lignes import (
    ExigenceLigne,
    FichierRefuse,
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
    texte_long,
    titre_et_texte,
)

SOURCE: Final = "lheo"
LIBELLE: Final = "Formations LHEO (XML)"

# Table « niveaux » of LHEO 2.x (old French nomenclature) → cadre national 1–8.
NIVEAUX: Final = {"2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7}
ENTREES_PERMANENTES: Final = "1"
A_DISTANCE: Final = "1"
_BALISE = re.compile(r"<[^>]{0,200}>")
_BLOCS = re.compile(r"</(?:p|li|ul|ol|div|h\d)>|<br\s*/?>", re.IGNORECASE)
_PUCE = re.compile(r"<li[^>]{0,100}>", re.IGNORECASE)


class Seance(NamedTuple):
    """A session inside its action inside its training; `session` None for an action without."""

    formation: etree._Element
    action: etree._Element
    session: etree._Element | None


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each session; the line is that of its tag in the file."""
    racine = lire_xml(contenu)
    formations = list(_tous(racine, "formation"))
    if etree.QName(racine).localname != "lheo" or not formations:
        raise FichierRefuse(
            "Ligne 1 : un fichier LHEO (<lheo><offres><formation>…) est attendu, "
            "avec au moins une formation."
        )
    return lire_chaque(_seances(formations), _ligne, _identifiant)


def _seances(formations: list[etree._Element]) -> Iterator[tuple[int, Seance]]:
    for formation in formations:
        actions = list(_tous(formation, "action"))
        for action in actions or [formation]:
            sessions = list(_tous(action, "session"))
            for session in sessions or [None]:
                porteur = session if session is not None else action
                yield porteur.sourceline or 0, Seance(formation, action, session)


def _ligne(ligne: int, seance: Seance) -> LigneLue:
    formation, action, session = seance
    lieu = _premier(action, "lieu-de-formation")
    if lieu is None and session is not None:
        lieu = _premier(session, "adresse-inscription")
    return LigneLue(
        ligne=ligne,
        source_id=_identifiant(seance),
        champs=_champs(formation, action, session),
        exigences=tuple(_exigences(formation, action)),
        lieu=_lieu(lieu),
        codes_rome=tuple(c for c in (_dit(e) for e in _tous(formation, "code-ROME")) if c),
        appellation=_valeur(formation, "intitule-formation"),
    )


def _identifiant(seance: Seance) -> str:
    """Numbers of training, action and session; the dates stand in for a missing session number."""
    formation, action, session = seance
    morceaux = [formation.get("numero", ""), action.get("numero", "")]
    if session is not None:
        debut = _valeur(session, "debut")
        morceaux.append(session.get("numero") or f"d{debut}" if debut else "")
    uniques = dict.fromkeys(m for m in (texte(m, 100) for m in morceaux) if m)
    return "/".join(uniques)


def _champs(
    formation: etree._Element, action: etree._Element, session: etree._Element | None
) -> dict[str, Any]:
    debut, fin = _periode(session)
    intitule, description = titre_et_texte(
        _valeur(formation, "intitule-formation"), _description(formation, action)
    )
    organisme = _premier(formation, "organisme-formation-responsable")
    permanente = _valeur(action, "modalites-entrees-sorties") == ENTREES_PERMANENTES
    return {
        "nature": "formation",
        "contrat": "stage_formation",
        "intitule": intitule,
        "description": description,
        "nom_employeur": _organisme(organisme),
        "est_teletravail": _valeur(action, "modalites-enseignement") == A_DISTANCE,
        "debut_le": debut,
        # One can join until it starts, or until it ends when entries are permanent.
        "expire_le": fin if permanente else debut or fin,
        "duree_mois": _mois(debut, fin),
        "places": 1,
        "email_reponse": courriel(_valeur(organisme, "courriel")),
        "lien": adresse_web(_avec_http(_valeur(formation, "url-formation", "urlweb"))),
        "details": _details(formation, action, fin, permanente),
    }


def _periode(session: etree._Element | None) -> tuple[date | None, date | None]:
    if session is None:
        return None, None
    return date_lue(_valeur(session, "debut")), date_lue(_valeur(session, "fin"))


def _mois(debut: date | None, fin: date | None) -> int | None:
    if debut is None or fin is None or fin <= debut:
        return None
    return entier(max(1, round((fin - debut).days / 30.4)), minimum=1, maximum=120)


def _description(formation: etree._Element, action: etree._Element) -> str:
    blocs = (
        ("Objectif", _valeur(formation, "objectif-formation")),
        ("Résultats attendus", _valeur(formation, "resultats-attendus")),
        ("Contenu", _valeur(formation, "contenu-formation")),
        ("Rythme", _valeur(action, "rythme-formation")),
        ("Conditions", _valeur(action, "conditions-specifiques")),
        ("Durée", _valeur(action, "duree-indicative")),
        ("Hébergement", _valeur(action, "hebergement")),
    )
    return "\n\n".join(f"{nom} : {sans_balises(t)}" for nom, t in blocs if t)


def _organisme(organisme: etree._Element | None) -> str:
    noms = (_valeur(organisme, "nom-organisme"), _valeur(organisme, "raison-sociale"))
    return texte(next((n for n in noms if n), ""), 150)


def _details(
    formation: etree._Element, action: etree._Element, fin: date | None, permanente: bool
) -> dict[str, Any]:
    details = {
        "fin_le": fin.isoformat() if fin else "",
        "entrees_permanentes": permanente,
        "certifiante": _valeur(formation, "certifiante") == "1",
        "rncp": _valeur(formation, "code-RNCP"),
        "certifinfo": _valeur(formation, "code-CERTIFINFO"),
        "formacodes": [_dit(e) for e in _tous(formation, "code-FORMACODE")][:5],
        "niveau_prepare": NIVEAUX.get(_valeur(formation, "code-niveau-sortie"), 0),
        "prise_en_charge_possible": _valeur(action, "prise-en-charge-frais-possible") == "1",
        "formation_initiale": any(
            e.get("info") == "formation-initiale" and _dit(e) == "1" for e in _tous(action, "extra")
        ),
        "siret": re.sub(r"\D", "", _valeur(formation, "SIRET-organisme-formation", "SIRET")),
    }
    return {cle: valeur for cle, valeur in details.items() if valeur}


def _exigences(formation: etree._Element, action: etree._Element) -> Iterator[ExigenceLigne]:
    niveau = NIVEAUX.get(_valeur(formation, "code-niveau-entree"))
    if niveau is not None:
        est_exige = _valeur(action, "niveau-entree-obligatoire") == "1"
        fermete = Exigence.EXIGE if est_exige else Exigence.SOUHAITE
        yield ExigenceLigne(
            Critere.NIVEAU, niveau=niveau, libelle="Niveau d’entrée en formation", exigence=fermete
        )


def _lieu(lieu: etree._Element | None) -> Lieu:
    if lieu is None:
        return Lieu()
    ville = _valeur(lieu, "ville")
    return Lieu(
        libelle=texte(f"{_valeur(lieu, 'codepostal')} {ville}".strip(), 150),
        code_commune=texte(_valeur(lieu, "code-INSEE-commune"), 5),
        code_postal=texte(_valeur(lieu, "codepostal"), 5),
        commune=ville,
        latitude=coordonnee(_valeur(lieu, "latitude"), 90),
        longitude=coordonnee(_valeur(lieu, "longitude"), 180),
    )


def sans_balises(brut: str) -> str:
    """Plain text of the HTML that sources escape inside LHEO fields."""
    lignes = _PUCE.sub("- ", _BLOCS.sub("\n", brut))
    nu = html.unescape(_BALISE.sub("", lignes))
    return texte_long(re.sub(r"\n\s*\n+", "\n", nu))


def _tous(element: etree._Element, nom: str) -> Iterator[etree._Element]:
    return element.iter(f"{{*}}{nom}")


def _premier(element: etree._Element | None, nom: str) -> etree._Element | None:
    return None if element is None else next(_tous(element, nom), None)


def _valeur(element: etree._Element | None, *chemin: str) -> str:
    """Text of the first descendant reached by each name in turn; "" when absent or « - »."""
    for nom in chemin:
        element = _premier(element, nom)
    return "" if element is None else _dit(element)


def _dit(element: etree._Element) -> str:
    dit = texte_long(element.text)
    return "" if dit == "-" else dit


def _avec_http(adresse: str) -> str:
    return adresse if not adresse or "://" in adresse else f"https://{adresse}"
