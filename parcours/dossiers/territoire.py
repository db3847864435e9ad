"""The neighbourhoods a structure works in, for the place lists."""

from parcours.comptes.models import Structure
from parcours.referentiels.models import QPV, Commune

LIMITE = 60  # beyond, a select is no longer a help


def quartiers_de(structure: Structure | None) -> list[QPV]:
    """Return the QPV of the structure's EPCI, else of its département, else all; 60 at most."""
    tous = QPV.objects.select_related("commune").defer("geometrie").order_by("nom", "pk")
    siege = Commune.objects.filter(pk=structure.code_commune).first() if structure else None
    if siege is not None:
        memes = {"commune__siren_epci": siege.siren_epci} if siege.siren_epci else {}
        proches = list(tous.filter(**memes)[:LIMITE]) if memes else []
        dep = tous.filter(commune__code_departement=siege.code_departement)
        return proches or list(dep[:LIMITE])
    return list(tous[:LIMITE])
