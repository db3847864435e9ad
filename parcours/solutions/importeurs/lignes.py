"""What every parser of services yields: an organisation, a service, or a row refused. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from parcours.socle.nir import trouver_nir

LONGUEUR_ID: Final = 120
ORGANISME: Final = "organisme"
SERVICE: Final = "service"


class LigneRefusee(Exception):
    """One row cannot be used; the message is the reason, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneLue:
    """One row understood. `champs` holds values of the model, `commune` an INSEE code or "".

    `organisme` is the identifier of the organisation of a service. `propose` holds what the
    format itself says of the team's own fields (a gain): written when the service is new, then
    left to the team.
    """

    genre: str
    rang: int
    source: str
    source_id: str
    champs: Mapping[str, Any]
    commune: str = ""
    organisme: str = ""
    propose: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cle(self) -> tuple[str, str, str]:
        return self.genre, self.source, self.source_id

    def empreinte(self) -> str:
        """What tells that the source has not changed."""
        contenu = [dict(self.champs), self.commune, self.organisme]
        texte = json.dumps(contenu, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(texte.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejet:
    """One row not taken: where, which, which field when one is at fault, and why."""

    genre: str
    rang: int
    source_id: str
    champ: str
    raison: str
    fichier: str = ""
    est_doublon: bool = False

    def en_json(self) -> dict[str, Any]:
        """The form kept by `ImportSolutions.rejets`."""
        return {
            "genre": self.genre, "ligne": self.rang, "identifiant": self.source_id,
            "champ": self.champ, "raison": self.raison, "fichier": self.fichier,
            "doublon": self.est_doublon,
        }  # fmt: skip


Resultat = LigneLue | Rejet


def verifier(lue: LigneLue) -> None:
    """Refuse what no record may hold: an endless identifier, a social security number."""
    if len(lue.source_id) > LONGUEUR_ID:
        raise LigneRefusee(f"Identifiant trop long ({LONGUEUR_ID} caractères au plus).")
    for champ in ("nom", "description", "conditions_acces", "publics_precisions"):
        if trouver_nir(str(lue.champs.get(champ, ""))):
            raise LigneRefusee("Un numéro de sécurité sociale figure dans le texte.")


def sans_doublons(resultats: Iterator[Resultat]) -> Iterator[Resultat]:
    """Turn the second row of an identifier into a `Rejet` that names the first."""
    premieres: dict[tuple[str, str, str], int] = {}
    for resultat in resultats:
        if isinstance(resultat, LigneLue):
            if (premiere := premieres.get(resultat.cle)) is not None:
                raison = f"Doublon : déjà lu au rang {premiere}."
                yield Rejet(
                    resultat.genre, resultat.rang, resultat.source_id, "id", raison,
                    est_doublon=True,
                )  # fmt: skip
                continue
            premieres[resultat.cle] = resultat.rang
        yield resultat
