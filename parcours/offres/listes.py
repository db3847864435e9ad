"""The list of openings: filters, order, and pages read through the covering index."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F

from parcours.offres.models import Employeur, EtatOuverture, Ouverture
from parcours.offres.querysets import OuvertureQuerySet

PAR_PAGE = 25
# Asked for by name: nothing comes last for another reason.
TRIS_CHOISIS = ("proches", "intitule")


def filtrer(donnees: dict[str, Any], *, jour: date) -> OuvertureQuerySet:
    """Openings the cleaned filter asks for, sorted."""
    etat = donnees.get("etat")
    base = Ouverture.objects
    ouvertures = base.filter(etat=etat) if etat else base.publiees(jour)
    for champ in ("nature", "contrat", "metier"):
        if donnees.get(champ):
            ouvertures = ouvertures.filter(**{champ: donnees[champ]})
    if donnees.get("horaires"):
        connus = donnees["horaires"] == "connus"
        ouvertures = ouvertures.avec_horaires() if connus else ouvertures.sans_horaires()
    if donnees.get("q"):
        ouvertures = ouvertures.cherchant(donnees["q"])
    commune = donnees.get("commune")
    if commune is not None and commune.latitude is not None:
        ouvertures = ouvertures.autour(commune.latitude, commune.longitude, float(donnees["km"]))
        if donnees.get("tri") == "proches":
            return ouvertures.order_by(F("distance_carree"), "-pk")
    if donnees.get("tri") == "intitule":
        return ouvertures.order_by("recherche", "pk")  # begins with the title, without accents
    return ouvertures.order_by("-publiee_le", "-id")


def des_silencieux(instant: datetime) -> set[int]:
    """Ids of the published openings of employers who never answer: a handful."""
    silencieux = Employeur.objects.silencieux(instant).order_by().values("pk")
    publiees = Ouverture.objects.filter(etat=EtatOuverture.PUBLIEE, employeur__in=silencieux)
    return set(publiees.values_list("pk", flat=True))


class PuisLesAutres:
    """Two lists of ids one after the other, for a paginator: each still read through its index."""

    ordered = True

    def __init__(self, premieres: OuvertureQuerySet, dernieres: OuvertureQuerySet) -> None:
        self.premieres, self.dernieres = premieres, dernieres
        self.nombre = premieres.count()

    def __len__(self) -> int:
        return self.nombre + self.dernieres.count()

    def __getitem__(self, tranche: slice) -> list[int]:
        debut, fin, n = tranche.start, tranche.stop, self.nombre
        tete = list(self.premieres[debut:fin]) if debut < n else []
        suite = self.dernieres[max(0, debut - n) : max(0, fin - n)] if fin > n else []
        return [*tete, *suite]


def page(
    ouvertures: OuvertureQuerySet,
    numero: str | None,
    *,
    dernieres: Collection[int] = (),
    est_cherchee: bool = False,
) -> Page:
    """One page of openings in three queries: count, ids (both in the index alone), rows.

    Those of `dernieres` come after all the others, in the same order. Words are looked for in every
    row: when `est_cherchee`, once for the count and the ids together.
    """
    ids: Any = ouvertures.values_list("pk", flat=True)
    if est_cherchee:
        ids = sorted(ids, key=lambda pk: pk in dernieres)
    elif dernieres:
        ids = PuisLesAutres(ids.exclude(pk__in=dernieres), ids.filter(pk__in=dernieres))
    trouvee = Paginator(ids, PAR_PAGE).get_page(numero)
    rangs = Ouverture.objects.select_related("employeur", "metier", "commune")
    lues = rangs.defer("description", "recherche").in_bulk(list(trouvee.object_list))
    trouvee.object_list = [lues[pk] for pk in trouvee.object_list if pk in lues]
    return trouvee
