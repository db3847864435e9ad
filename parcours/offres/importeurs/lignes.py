"""What every parser yields: a row understood (`LigneLue`) or refused with its reason (`Rejet`).

Pure: no database, no clock. A parser raises `FichierRefuse` when the file as a whole cannot be
used; nothing is then changed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from matching.moteur.vocabulaire import Exigence, Provenance
from parcours.socle.nir import trouver_nir

LONGUEUR_INTITULE: Final = 250
LONGUEUR_DESCRIPTION: Final = 50_000
HEURES_MAX: Final = 60
_URL = URLValidator(schemes=["http", "https"])


class LigneRefusee(Exception):
    """One row cannot be used; the message is the reason, in French."""


@dataclass(frozen=True, slots=True)
class ExigenceLigne:
    """A requirement found in a row; same fields as `ExigenceOuverture`."""

    critere: str
    code: str = ""
    niveau: int | None = None
    libelle: str = ""
    exigence: str = Exigence.EXIGE
    provenance: str = Provenance.IMPORT
    extrait: str = ""
    confiance: float = 1.0

    @property
    def cle(self) -> tuple[str, str, str]:
        """What makes it one requirement of an opening."""
        return (str(self.critere), self.code, str(self.provenance))


@dataclass(frozen=True, slots=True)
class Lieu:
    """Where, as the file says it; resolved later against the communes."""

    libelle: str = ""
    code_commune: str = ""
    code_postal: str = ""
    commune: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneLue:
    """One opening of a file.

    `champs` holds values of `Ouverture` fields; `codes_rome` (best first) and `appellation` name
    the métier; `est_close` says that the source itself declares the opening over; `siret` names the
    employer ("": nobody any more; None: the source never says it).
    """

    ligne: int
    source_id: str
    champs: Mapping[str, Any]
    exigences: tuple[ExigenceLigne, ...] = ()
    lieu: Lieu = field(default_factory=Lieu)
    codes_rome: tuple[str, ...] = ()
    appellation: str = ""
    est_close: bool = False
    siret: str | None = None


@dataclass(frozen=True, slots=True)
class Rejet:
    """One row of the file that is not taken, where it is and why."""

    ligne: int
    identifiant: str
    raison: str
    est_doublon: bool = False

    def en_json(self) -> dict[str, Any]:
        """The form kept by `ImportOuvertures.rejets`."""
        return {
            "ligne": self.ligne,
            "identifiant": self.identifiant,
            "raison": self.raison,
            "doublon": self.est_doublon,
        }


Resultat = LigneLue | Rejet


def lire_chaque(
    brutes: Iterator[tuple[int, Any]],
    convertir: Callable[[int, Any], LigneLue],
    identifier: Callable[[Any], str],
) -> Iterator[Resultat]:
    """Convert each raw row; one that is refused becomes a `Rejet`, the others go on."""
    for ligne, brute in brutes:
        try:
            lue = convertir(ligne, brute)
            verifier(lue)
            yield lue
        except LigneRefusee as refus:
            yield Rejet(ligne, identifier(brute)[:120], str(refus))


def verifier(lue: LigneLue) -> None:
    """Refuse what no opening may have: no identifier, no title, a social security number."""
    if not lue.source_id:
        raise LigneRefusee("Identifiant absent : sans lui la ligne ne peut pas être suivie.")
    if len(lue.source_id) > 120:
        raise LigneRefusee("Identifiant trop long (120 caractères au plus).")
    if not lue.champs.get("intitule"):
        raise LigneRefusee("Intitulé absent.")
    debut, fin = lue.champs.get("debut_le"), lue.champs.get("expire_le")
    if isinstance(debut, date) and not 1990 <= debut.year <= 2100:
        raise LigneRefusee(f"Date de début hors du possible ({debut:%d/%m/%Y}).")
    if isinstance(fin, date) and not 1990 <= fin.year <= 2100:
        raise LigneRefusee(f"Date de fin hors du possible ({fin:%d/%m/%Y}).")
    if trouver_nir(lue.champs.get("description", "")):
        raise LigneRefusee("Un numéro de sécurité sociale figure dans le texte.")


def sans_doublons(resultats: Iterator[Resultat]) -> Iterator[Resultat]:
    """Turn the second row of an identifier into a `Rejet` that names the first row."""
    premieres: dict[str, int] = {}
    for resultat in resultats:
        if isinstance(resultat, LigneLue):
            if (premiere := premieres.get(resultat.source_id)) is not None:
                raison = f"Doublon : identifiant déjà lu à la ligne {premiere}."
                yield Rejet(resultat.ligne, resultat.source_id, raison, est_doublon=True)
                continue
            premieres[resultat.source_id] = resultat.ligne
        yield resultat


def texte(valeur: Any, longueur: int = 250) -> str:
    """A clean string: what no base keeps (NUL, half characters) and outer spaces removed, cut at
    `longueur`; "" for None or a list."""
    if valeur is None or isinstance(valeur, dict | list | bool):
        return ""
    lisible = str(valeur).encode("utf-8", "ignore").decode()
    propre = lisible.replace("\x00", "").replace("\xa0", " ").strip()
    return propre if len(propre) <= longueur else propre[: longueur - 1] + "…"


def texte_long(valeur: Any) -> str:
    """A description: line ends unified, cut at 50,000 characters."""
    return texte(valeur, LONGUEUR_DESCRIPTION).replace("\r\n", "\n").replace("\r", "\n")


def titre_et_texte(intitule: Any, description: Any) -> tuple[str, str]:
    """Title and description; a title too long is cut, and kept whole atop the description."""
    titre = re.sub(r"\s+", " ", texte(intitule, 2_000)).strip(' "«»')
    corps = texte_long(description)
    if len(titre) > LONGUEUR_INTITULE:
        corps = f"{titre}\n\n{corps}"
        titre = titre[: LONGUEUR_INTITULE - 1] + "…"
    return titre, corps


def date_lue(valeur: Any) -> date | None:
    """The day of an ISO date, date and time, French date or AAAAMMJJ; None when empty.

    LigneRefusee when something is written that is not a date.
    """
    brut = texte(valeur, 40)
    if not brut or set(brut) <= set("09-T:.Z"):
        return None
    morceaux = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", brut)
    francais = re.match(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)", brut)
    try:
        if morceaux:
            return date(*(int(m) for m in morceaux.groups()))
        if francais:
            jour, mois, annee = (int(m) for m in francais.groups())
            return date(annee, mois, jour)
    except ValueError:
        pass
    raise LigneRefusee(f"Date illisible : « {brut} » (écrire 2026-03-31 ou 31/03/2026).")


def entier(valeur: Any, *, minimum: int, maximum: int) -> int | None:
    """A whole number inside its bounds, else None."""
    try:
        nombre = int(float(texte(valeur, 20).replace(",", ".")))
    except (ValueError, OverflowError):
        return None
    return nombre if minimum <= nombre <= maximum else None


def coordonnee(valeur: Any, limite: float) -> float | None:
    """A latitude or longitude within ± `limite` degrees, else None."""
    try:
        degres = float(texte(valeur, 30).replace(",", "."))
    except ValueError:
        return None
    return degres if 0 < abs(degres) <= limite else None


def adresse_web(valeur: Any) -> str:
    """An http(s) address of at most 500 characters, else ""."""
    lien = texte(valeur, 501)
    try:
        _URL(lien)
    except ValidationError:
        return ""
    return lien if len(lien) <= 500 else ""


def courriel(valeur: Any) -> str:
    """An e-mail address, else "" (sources also write sentences there)."""
    adresse = texte(valeur, 254)
    try:
        validate_email(adresse)
    except ValidationError:
        return ""
    return adresse
