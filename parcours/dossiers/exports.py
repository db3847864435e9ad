"""The list of contacts as a CSV file, for the responsable."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from parcours.dossiers.modeles.contacts import ContactTerrain
from parcours.socle.texte import sans_formule

ENTETES = (
    "Prénom",
    "Initiale",
    "Quand",
    "Lieu",
    "Quartier",
    "Comment",
    "Suite",
    "Rappeler le",
    "Par",
)


def contacts_en_csv(contacts: Iterable[ContactTerrain]) -> HttpResponse:
    """Return the contacts with neither telephone nor note: what an activity report needs."""
    reponse = HttpResponse(content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = 'attachment; filename="contacts.csv"'
    reponse.write("\ufeff")  # Excel reads UTF-8 only with it
    ecrivain = csv.writer(reponse, delimiter=";")
    ecrivain.writerow(ENTETES)
    for contact in contacts:
        ecrivain.writerow([sans_formule(cellule) for cellule in _ligne(contact)])
    return reponse


def _ligne(contact: ContactTerrain) -> list[str]:
    return [
        contact.personne.prenom,
        contact.personne.nom[:1],
        f"{timezone.localtime(contact.quand):%d/%m/%Y %H:%M}",
        contact.lieu,
        contact.qpv.nom if contact.qpv else "",
        contact.get_canal_display(),
        contact.get_issue_display(),
        f"{contact.rappeler_le:%d/%m/%Y}" if contact.rappeler_le else "",
        contact.par.nom_court,
    ]
