"""La bonne alternance, API v3: one job offer, a list, or `{"jobs": [offre, …]}`.

A work-study contract trains for its diploma: the diploma aimed at is a detail, and the conditions
of access (ROME's general sentence about the métier) stay in the text; neither is a requirement.
"""

from collections.abc import Iterator
from typing import Any, Final

from parcours.offres.importeurs.lignes import (
    Lieu,
    LigneLue,
    LigneRefusee,
    Resultat,
    adresse_web,
    coordonnee,
    date_lue,
    entier,
    lire_chaque,
    texte,
    texte_long,
    titre_et_texte,
)
from parcours.socle.fichiers import FichierRefuse, lire_json, liste, objet
from parcours.socle.texte import sans_accents

SOURCE: Final = "la_bonne_alternance"
LIBELLE: Final = "La bonne alternance (API v3, JSON)"
_ADRESSE_FIN: Final = 5


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each offer; the line is its rank in the list, from 1."""
    offres = _offres(lire_json(contenu))
    return lire_chaque(iter(enumerate(offres, 1)), _ligne, _identifiant)


def _offres(racine: Any) -> list[Any]:
    if isinstance(racine, list):
        return racine
    if isinstance(racine, dict) and isinstance(racine.get("jobs"), list):
        return racine["jobs"]
    if isinstance(racine, dict) and "offer" in racine:
        return [racine]
    raise FichierRefuse(
        "Ligne 1 : une offre, une liste d’offres ou un objet avec une liste « jobs » est attendu "
        "(API La bonne alternance v3)."
    )


def _identifiant(offre: Any) -> str:
    """The id of La bonne alternance, else the partner's own, named by partner."""
    identite = objet(objet(offre).get("identifier"))
    if propre := texte(identite.get("id"), 200):
        return propre
    chez = texte(identite.get("partner_job_id"), 150)
    return f"{texte(identite.get('partner_label'), 40)}:{chez}" if chez else ""


def _ligne(ligne: int, brute: Any) -> LigneLue:
    if not isinstance(brute, dict) or not isinstance(brute.get("offer"), dict):
        raise LigneRefusee("Ce n’est pas une offre (objet JSON avec « offer » attendu).")
    offre, lieu = brute["offer"], objet(objet(brute.get("workplace")).get("location"))
    codes = (texte(c, 5) for c in liste(offre.get("rome_codes")))
    return LigneLue(
        ligne=ligne,
        source_id=_identifiant(brute),
        champs=_champs(brute, offre),
        lieu=_lieu(lieu),
        codes_rome=tuple(c for c in codes if c),
        est_close=texte(offre.get("status") or "Active") != "Active",
    )


def _champs(brute: dict[str, Any], offre: dict[str, Any]) -> dict[str, Any]:
    entreprise, contrat = objet(brute.get("workplace")), objet(brute.get("contract"))
    publication = objet(offre.get("publication"))
    intitule, description = titre_et_texte(offre.get("title"), _description(offre, entreprise))
    nom, mesures = _contrat(liste(contrat.get("type")))
    noms = (entreprise.get(c) for c in ("brand", "name", "legal_name"))
    return {
        "nature": "alternance",
        "contrat": nom,
        "mesures": mesures,
        "intitule": intitule,
        "description": description,
        "nom_employeur": next((t for t in (texte(n, 150) for n in noms) if t), ""),
        "est_teletravail": contrat.get("remote") == "remote",
        "debut_le": date_lue(contrat.get("start")),
        "duree_mois": entier(contrat.get("duration"), minimum=1, maximum=120),
        "places": entier(offre.get("opening_count"), minimum=1, maximum=9999) or 1,
        "publiee_le": date_lue(publication.get("creation")),
        "expire_le": date_lue(publication.get("expiration")),
        "lien": adresse_web(objet(brute.get("apply")).get("url")),
        "details": _details(brute, offre, liste(contrat.get("type"))),
    }


def _contrat(types: list[Any]) -> tuple[str, list[str]]:
    """Contract and measure. Offered under both, it asks for the wider of the two: contrat de
    professionnalisation (any jobseeker of 26 and over, and the young), as an *or* would."""
    noms = {sans_accents(texte(t)) for t in types}
    if "professionnalisation" in noms:
        return "professionnalisation", ["professionnalisation"]
    return "apprentissage", ["apprentissage"]


def _description(offre: dict[str, Any], entreprise: dict[str, Any]) -> str:
    return "\n\n".join(
        bloc
        for bloc in (
            texte_long(offre.get("description")),
            _enumeration("Conditions d’accès", offre.get("access_conditions")),
            _enumeration("Qualités attendues", offre.get("desired_skills")),
            _enumeration("Ce que vous apprendrez", offre.get("to_be_acquired_skills")),
            _paragraphe("L’entreprise", entreprise.get("description")),
        )
        if bloc
    )


def _enumeration(titre: str, valeurs: Any) -> str:
    lignes = [f"- {t}" for t in (texte(v, 500) for v in liste(valeurs)) if t]
    return "\n".join([f"{titre} :", *lignes]) if lignes else ""


def _paragraphe(titre: str, valeur: Any) -> str:
    return f"{titre} : {texte_long(valeur)}" if texte(valeur) else ""


def _details(brute: dict[str, Any], offre: dict[str, Any], types: list[Any]) -> dict[str, Any]:
    diplome, entreprise = objet(offre.get("target_diploma")), objet(brute.get("workplace"))
    identite = objet(brute.get("identifier"))
    details = {
        "diplome_prepare": texte(diplome.get("label")),
        "niveau_prepare": entier(diplome.get("european"), minimum=1, maximum=8),
        "contrats_proposes": [texte(t) for t in types],
        "siret": texte(entreprise.get("siret"), 14),
        "taille": texte(entreprise.get("size")),
        "secteur": texte(objet(objet(entreprise.get("domain")).get("naf")).get("label")),
        "diffuseur": texte(identite.get("partner_label")),
        "teletravail": texte(objet(brute.get("contract")).get("remote")),
    }
    return {cle: valeur for cle, valeur in details.items() if valeur}


def _lieu(lieu: dict[str, Any]) -> Lieu:
    """The address ends with postal code and town; GeoJSON points are (longitude, latitude)."""
    adresse = texte(lieu.get("address"), 150)
    point = [*liste(objet(lieu.get("geopoint")).get("coordinates")), None, None]
    mots = adresse.split()
    rang = max(
        (i for i, m in enumerate(mots) if m.isdigit() and len(m) == _ADRESSE_FIN), default=-1
    )
    return Lieu(
        libelle=adresse,
        code_postal=mots[rang] if rang >= 0 else "",
        commune=" ".join(mots[rang + 1 :]) if rang >= 0 else "",
        latitude=coordonnee(point[1], 90),
        longitude=coordonnee(point[0], 180),
    )
