"""data·inclusion v1, JSON or Parquet: organisations and services checked by the official schema.

The package `data-inclusion-schema` is the only judge: what it refuses is reported with the field
and the reason, in French. A file holds structures, services, or both (« structures », « services »).
"""

import io
import math
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from data_inclusion.schema import v1
from pydantic import ValidationError

from parcours.socle.fichiers import FichierRefuse, decompresser, lire_json
from parcours.solutions.importeurs.lignes import (
    ORGANISME,
    SERVICE,
    LigneLue,
    LigneRefusee,
    Rejet,
    Resultat,
    verifier,
)

PARQUET: Final = b"PAR1"
# The whole of France is about 100,000 services.
LIGNES_MAX: Final = 1_000_000
# What pydantic says, in French; `{}` takes the value it names. The schema's own sentences are
# French already.
RAISONS: Final = {
    "missing": "champ obligatoire absent",
    "enum": "valeur hors de la liste",
    "literal_error": "valeur hors de la liste",
    "string_too_short": "texte trop court ({min_length} caractères au moins)",
    "string_too_long": "texte trop long ({max_length} caractères au plus)",
    "string_pattern_mismatch": "code mal formé",
    "string_type": "un texte est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu",
    "float_type": "un nombre est attendu",
    "list_type": "une liste est attendue",
    "set_type": "une liste est attendue",
    "too_short": "liste vide",
    "date_from_datetime_parsing": "date illisible (écrire 2026-03-31)",
    "date_from_datetime_inexact": "date illisible (écrire 2026-03-31)",
    "date_parsing": "date illisible (écrire 2026-03-31)",
    "date_type": "date illisible (écrire 2026-03-31)",
    "url_parsing": "adresse web mal formée",
    "url_scheme": "adresse web mal formée",
    "url_type": "adresse web mal formée",
    "greater_than_equal": "nombre trop petit ({ge} au moins)",
}
_CONTENEURS: Final = ("structures", "services")


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each row of a file; FichierRefuse when it cannot be read at all."""
    for rang, brute in enumerate(_lignes(contenu), start=1):
        yield _lire_ligne(rang, brute)


def _lignes(contenu: bytes) -> list[Any]:
    entier = decompresser(contenu)
    lignes = _parquet(entier) if entier.startswith(PARQUET) else _json(entier)
    if not lignes:
        raise FichierRefuse("Le fichier ne contient aucune ligne.")
    return lignes


def _json(contenu: bytes) -> list[Any]:
    valeur = lire_json(contenu)
    if isinstance(valeur, list):
        return valeur
    if isinstance(valeur, dict) and any(isinstance(valeur.get(c), list) for c in _CONTENEURS):
        return [ligne for c in _CONTENEURS for ligne in valeur.get(c) or []]
    if isinstance(valeur, dict) and "id" in valeur:
        return [valeur]
    raise FichierRefuse(
        "Ligne 1 : une liste de services ou de structures data·inclusion est attendue, ou un objet "
        "avec « structures » et « services »."
    )


def _parquet(contenu: bytes) -> list[Any]:
    try:
        fichier = pq.ParquetFile(io.BytesIO(contenu))
        if "id" not in fichier.schema_arrow.names:
            raise FichierRefuse("Le fichier Parquet n’a pas de colonne « id ».")
        # Said before it is unfolded: a few kilobytes may hold a billion equal rows.
        if fichier.metadata.num_rows > LIGNES_MAX:
            raise FichierRefuse(f"Le fichier Parquet a plus de {LIGNES_MAX} lignes : le découper.")
        return fichier.read().to_pylist()
    except (pa.ArrowException, OSError, ValueError) as erreur:
        raise FichierRefuse(
            "Le fichier Parquet est abîmé ou tronqué : le télécharger de nouveau."
        ) from erreur


def _lire_ligne(rang: int, brute: Any) -> Resultat:
    if not isinstance(brute, dict):
        return Rejet(SERVICE, rang, "", "", "La ligne n’est pas un objet data·inclusion.")
    propre = {cle: v for cle, v in brute.items() if not _est_vide(v)}
    est_service = "structure_id" in brute or "thematiques" in propre
    genre = SERVICE if est_service else ORGANISME
    identifiant = str(propre.get("id", ""))[:120]
    try:
        lue = _service(rang, propre) if est_service else _organisme(rang, propre)
        verifier(lue)
    except ValidationError as fautes:
        champ, raison = _en_francais(fautes)
        return Rejet(genre, rang, identifiant, champ, raison)
    except LigneRefusee as refus:
        return Rejet(genre, rang, identifiant, "", str(refus))
    return lue


def _est_vide(valeur: Any) -> bool:
    """Tables write « nothing » in their own ways; the schema knows absence only."""
    return valeur is None or valeur == "" or (isinstance(valeur, float) and math.isnan(valeur))


def _en_francais(fautes: ValidationError) -> tuple[str, str]:
    """The first field at fault, and all the reasons, each with its field."""
    dites = []
    for faute in fautes.errors(include_url=False):
        champ = ".".join(str(x) for x in faute["loc"] if isinstance(x, str)) or "ligne"
        dites.append((champ, f"{champ} : {_raison(faute)}"))  # type: ignore[arg-type]
    uniques = dict.fromkeys(raison for _, raison in dites)
    return dites[0][0], " ; ".join(uniques)


def _raison(faute: dict[str, Any]) -> str:
    modele = RAISONS.get(faute["type"])
    if modele is None:
        texte = str(faute["msg"]).removeprefix("Value error, ").rstrip(".")
        return "adresse e-mail mal formée" if "email" in texte else texte
    raison = modele.format(**faute.get("ctx") or {})
    entree = faute.get("input")
    montree = isinstance(entree, str) and faute["type"] != "missing"
    return f"{raison} (« {entree[:60]} »)" if montree and entree else raison


def _organisme(rang: int, brute: dict[str, Any]) -> LigneLue:
    s = v1.Structure.model_validate(brute)
    return LigneLue(
        genre=ORGANISME,
        rang=rang,
        source=s.source[:60],
        source_id=s.id,
        commune=s.code_insee or "",
        champs={
            "nom": s.nom, "siret": s.siret or "", "description": s.description or "",
            "adresse": (s.adresse or "")[:200], "email": s.courriel or "",
            "telephone": (s.telephone or "")[:20], "site": _adresse(s.site_web),
            "latitude": s.latitude, "longitude": s.longitude,
        },
    )  # fmt: skip


def _service(rang: int, brute: dict[str, Any]) -> LigneLue:
    s = v1.Service.model_validate(brute)
    return LigneLue(
        genre=SERVICE,
        rang=rang,
        source=s.source[:60],
        source_id=s.id,
        organisme=s.structure_id,
        commune=s.code_insee or "",
        champs={
            "nom": s.nom, "description": s.description,
            "type_service": s.type.value if s.type else "",
            "thematiques": _codes(s.thematiques), "publics": _codes(s.publics),
            "publics_precisions": s.publics_precisions or "",
            "conditions_acces": s.conditions_acces or "",
            "frais": s.frais.value if s.frais else "", "frais_precisions": s.frais_precisions or "",
            "modes_accueil": _codes(s.modes_accueil), "zone": list(s.zone_eligibilite or []),
            "lien": _adresse(s.lien_mobilisation) or _adresse(s.lien_source),
            "email": s.courriel or "", "telephone": (s.telephone or "")[:20],
            "adresse": (s.adresse or "")[:200], "latitude": s.latitude, "longitude": s.longitude,
            "maj_source_le": s.date_maj,
        },
    )  # fmt: skip


def _codes(membres: Any) -> list[str]:
    return sorted(m.value for m in membres or ())


def _adresse(lien: Any) -> str:
    texte = str(lien or "")
    return texte if len(texte) <= 500 else ""
