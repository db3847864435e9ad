"""The list of openings: filters, order, and pages read through the covering index."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F

from parcours.offres.models import Ouverture
from parcours.offres.querysets import OuvertureQuerySet

PAR_PAGE = 25


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


def page(ouvertures: OuvertureQuerySet, numero: str | None) -> Page:
    """One page of openings in three queries: count, ids (both in the index alone), rows."""
    trouvee = Paginator(ouvertures.values_list("pk", flat=True), PAR_PAGE).get_page(numero)
    rangs = Ouverture.objects.select_related("employeur", "metier", "commune")
    lues = rangs.defer("description", "recherche").in_bulk(list(trouvee.object_list))
    trouvee.object_list = [lues[pk] for pk in trouvee.object_list if pk in lues]
    return trouvee
