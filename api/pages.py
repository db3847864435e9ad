"""Lists by cursor: no page is skipped or shown twice when rows come in between."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request

from api.erreurs import ParametreRefuse

PAR_PAGE: Final = 50
PAR_PAGE_MAX: Final = 200
# A CSV is one file: a bound, said when it is reached.
LIGNES_MAX: Final = 10_000


class PageSerializer(serializers.Serializer):
    """Parameters every list takes."""

    curseur = serializers.CharField(
        required=False, max_length=40, help_text="Repris de « suivant » ; absent : le début."
    )
    taille = serializers.IntegerField(
        required=False, min_value=1, max_value=PAR_PAGE_MAX, default=PAR_PAGE,
        help_text=f"Lignes par page, {PAR_PAGE_MAX} au plus.",
    )  # fmt: skip
    champs = serializers.CharField(
        required=False, max_length=500,
        help_text="Champs à rendre, séparés par des virgules ; absent : tous.",
    )  # fmt: skip
    format = serializers.ChoiceField(
        choices=["json", "csv"], required=False, help_text="csv : comme « Accept: text/csv »."
    )


def tranche(
    lignes: QuerySet[Any], request: Request, *, curseur: str, taille: int
) -> tuple[list[Any], str | None]:
    """Return one page, the latest first by identifier, and the address of the next one."""
    rangs = lignes.order_by("-pk")
    if curseur:
        rangs = rangs.filter(pk__lt=lire_curseur(curseur))
    page = list(rangs[: taille + 1])
    if len(page) <= taille:
        return page, None
    dernier = page[taille - 1].pk
    return page[:taille], adresse_suivante(request, ecrire_curseur(dernier))


def adresse_suivante(request: Request, curseur: str) -> str:
    """The same address at another cursor."""
    parametres = request.query_params.copy()
    parametres["curseur"] = curseur
    return request.build_absolute_uri(f"{request.path}?{parametres.urlencode()}")


def ecrire_curseur(cle: int) -> str:
    """An opaque word: what it holds may change."""
    return urlsafe_b64encode(f"p{cle}".encode()).decode().rstrip("=")


def lire_curseur(curseur: str) -> int:
    """The key a cursor holds; ParametreRefuse for one that is not ours."""
    try:
        brut = urlsafe_b64decode(curseur + "=" * (-len(curseur) % 4)).decode()
        cle = int(brut[1:])
    except ValueError:
        brut, cle = "", -1
    if not brut.startswith("p") or not 0 <= cle < 2**63:
        raise ParametreRefuse(
            {"curseur": ["Ce curseur n’est pas de cette liste : repartir sans lui."]}
        )
    return cle
