"""The part of a source that a complete file covers: only there may absence close an opening."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from parcours.offres.models import Ouverture
from parcours.referentiels.models import Commune
from parcours.socle.fichiers import FichierRefuse

EXEMPLES: Final = "source, departement:38, region:84, epci:200040715 ou commune:38185"


@dataclass(frozen=True, slots=True)
class Perimetre:
    """`genre` is source, departement, region, epci or commune; `code` is "" for source."""

    genre: str
    code: str = ""


def lire_perimetre(texte: str) -> Perimetre | None:
    """Read « departement:07 »; None when empty. FichierRefuse when it names no known place."""
    propre = texte.strip()
    if not propre:
        return None
    if propre == "source":
        return Perimetre("source")
    genre, _, code = propre.partition(":")
    champs = {
        "departement": "code_departement", "region": "code_region", "epci": "siren_epci",
        "commune": "pk",
    }  # fmt: skip
    connu = genre in champs and Commune.objects.filter(**{champs[genre]: code}).exists()
    if not code or not connu:
        raise FichierRefuse(f"Périmètre « {propre} » inconnu : écrire {EXEMPLES}.")
    return Perimetre(genre, code)


def ouvertures_du(perimetre: Perimetre, source: str) -> QuerySet[Ouverture]:
    """Openings of the source inside the perimeter that a complete file may close."""
    ouvertes = Ouverture.objects.de_la_source(source).filter(etat__in=("publiee", "en_quarantaine"))
    if perimetre.genre == "source":
        return ouvertes
    if perimetre.genre == "departement":
        return ouvertes.filter(code_departement=perimetre.code)
    if perimetre.genre == "region":
        departements = Commune.objects.filter(code_region=perimetre.code)
        return ouvertes.filter(
            code_departement__in=departements.values("code_departement").distinct()
        )
    if perimetre.genre == "epci":
        return ouvertes.filter(commune__siren_epci=perimetre.code)
    return ouvertes.filter(commune_id=perimetre.code)
