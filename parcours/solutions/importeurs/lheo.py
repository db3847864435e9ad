"""LHEO trainings as solutions: French courses for `langue`, the others for `qualification`.

One solution per training and action, whatever its sessions. The level reached is read in the
title and the objective (« de A2 vers B1 »), else from the level of the diploma; certificates are
those the vocabulary knows. What is read is a proposal: written once, then left to the team.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from freins.regles import gains
from matching.moteur.lecture.certificats import NOMS, codes_caces
from matching.moteur.vocabulaire import CERTIFICATS
from parcours.socle import lheo
from parcours.socle.texte import sans_accents
from parcours.solutions.importeurs.lignes import (
    ORGANISME,
    SERVICE,
    LigneLue,
    LigneRefusee,
    Rejet,
    Resultat,
    verifier,
)

SOURCE: Final = "lheo"
FORMACODES_FLE: Final = frozenset({"15235"})  # Français langue étrangère
FRANCAIS: Final = "lecture-ecriture-calcul--maitriser-le-francais"
FORMATION: Final = "se-former--trouver-sa-formation"
_EST_FRANCAIS: Final = re.compile(
    r"\bfle\b|\bfls\b|\bfli\b|francais langue|alphabetisation|illettrisme|\blire et ecrire\b"
    r"|francais professionnel|apprendre le francais"
)
_NIVEAU: Final = re.compile(r"\b([abc][12])(?:\.\d)?\b")
_ECRIT: Final = re.compile(r"\becrit|\blire\b|\becrire\b")


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield the organisations, then the trainings; FichierRefuse when it is no LHEO."""
    vus: set[str] = set()
    for formation in lheo.formations(contenu):
        for action in list(lheo.tous(formation, "action")) or [formation]:
            rang = action.sourceline or 0
            organisme = _organisme(rang, formation)
            if organisme.source_id and organisme.source_id not in vus:
                vus.add(organisme.source_id)
                yield organisme
            yield _ligne(rang, formation, action, organisme.source_id)


def _organisme(rang: int, formation: etree._Element) -> LigneLue:
    tete = lheo.premier(formation, "organisme-formation-responsable")
    nom = lheo.valeur(tete, "nom-organisme") or lheo.valeur(tete, "raison-sociale")
    siret = re.sub(r"\D", "", lheo.valeur(tete, "SIRET-organisme-formation", "SIRET"))[:14]
    return LigneLue(
        genre=ORGANISME, rang=rang, source=SOURCE,
        source_id=siret or sans_accents(nom)[:120],
        champs={"nom": nom[:150], "siret": siret, "email": _courriel(tete)},
    )  # fmt: skip


def _ligne(
    rang: int, formation: etree._Element, action: etree._Element, organisme: str
) -> Resultat:
    morceaux = dict.fromkeys(m for m in (formation.get("numero"), action.get("numero")) if m)
    identifiant = "/".join(morceaux)
    try:
        lue = _service(rang, formation, action, identifiant, organisme)
        verifier(lue)
    except LigneRefusee as refus:
        return Rejet(SERVICE, rang, identifiant, "", str(refus))
    return lue


def _service(
    rang: int, formation: etree._Element, action: etree._Element, numero: str, organisme: str
) -> LigneLue:
    intitule = lheo.sans_balises(lheo.valeur(formation, "intitule-formation"))
    if not numero:
        raise LigneRefusee("Numéro de formation absent : sans lui, elle ne peut pas être suivie.")
    if not intitule:
        raise LigneRefusee("Intitulé absent.")
    if not organisme:
        raise LigneRefusee("Organisme responsable absent.")
    lieu = lheo.premier(action, "lieu-de-formation")
    a_distance = lheo.valeur(action, "modalites-enseignement") == lheo.A_DISTANCE
    gain = gain_de(formation)
    return LigneLue(
        genre=SERVICE, rang=rang, source=SOURCE, source_id=numero, organisme=organisme,
        commune=lheo.valeur(lieu, "code-INSEE-commune")[:5],
        champs={
            "nom": intitule[:150], "description": _description(formation, action),
            "type_service": "formation",
            "thematiques": [FRANCAIS if _est_francais(formation) else FORMATION],
            "modes_accueil": ["a-distance" if a_distance else "en-presentiel"],
            "lien": lheo.avec_http(lheo.valeur(formation, "url-formation", "urlweb"))[:500],
            "conditions_acces": lheo.sans_balises(lheo.valeur(action, "conditions-specifiques")),
            "adresse": lheo.valeur(lieu, "ligne")[:200],
        },
        propose={"gain": gain} if gain else {},
    )  # fmt: skip


def gain_de(formation: etree._Element) -> dict[str, Any]:
    """What the training raises, in the stored form of gains; {} when nothing is certain."""
    if _est_francais(formation):
        return _gain_de_langue(formation)
    contenu: dict[str, Any] = {}
    niveau = lheo.NIVEAUX.get(lheo.valeur(formation, "code-niveau-sortie"))
    if niveau and lheo.valeur(formation, "certifiante") == "1":
        contenu["niveau"] = niveau
    if certificats := _certificats(sans_accents(lheo.valeur(formation, "intitule-formation"))):
        contenu["certificats"] = certificats
    return {"qualification": contenu} if contenu else {}


def _est_francais(formation: etree._Element) -> bool:
    codes = {lheo.dit(e) for e in lheo.tous(formation, "code-FORMACODE")}
    titre = sans_accents(lheo.valeur(formation, "intitule-formation"))
    return bool(codes & FORMACODES_FLE or _EST_FRANCAIS.search(titre))


def _gain_de_langue(formation: etree._Element) -> dict[str, Any]:
    """The highest level named is the aim; a lower one named too is asked for at the start."""
    titre = sans_accents(lheo.valeur(formation, "intitule-formation"))
    objectif = sans_accents(lheo.sans_balises(lheo.valeur(formation, "objectif-formation")))
    niveaux = sorted({n.upper() for n in _NIVEAU.findall(titre) or _NIVEAU.findall(objectif)})
    if not niveaux:
        return {}
    contenu: dict[str, Any] = {"oral": niveaux[-1]}
    if _ECRIT.search(titre):
        contenu["ecrit"] = niveaux[-1]
    if len(niveaux) > 1:
        contenu["prealables"] = [f"langue:{niveaux[0]}"]
    gains.depuis_json({"langue": contenu})
    return {"langue": contenu}


def _certificats(titre: str) -> list[str]:
    trouves: list[str] = []
    for nom, motif in NOMS:
        if lu := re.search(motif, titre):
            trouves += codes_caces(lu["suite"] or "") if nom == "caces" else [nom]
    return [code for code in dict.fromkeys(trouves) if code in CERTIFICATS]


def _description(formation: etree._Element, action: etree._Element) -> str:
    blocs = (
        ("Objectif", lheo.valeur(formation, "objectif-formation")),
        ("Résultats attendus", lheo.valeur(formation, "resultats-attendus")),
        ("Rythme", lheo.valeur(action, "rythme-formation")),
        ("Durée", lheo.valeur(action, "duree-indicative")),
    )
    return "\n\n".join(f"{nom} : {lheo.sans_balises(t)}" for nom, t in blocs if t)


def _courriel(organisme: etree._Element | None) -> str:
    adresse = lheo.valeur(organisme, "courriel")
    return adresse if "@" in adresse and len(adresse) <= 254 and " " not in adresse else ""
