"""Who looked at a dossier, for those who may know: the person, the référent, the responsable."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate

from parcours.comptes.models import Role, Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.socle.models import ActionJournal, EntreeJournal

LIMITE = 100
SANS_ACTEUR = UUID(int=0)
LUES = (ActionJournal.LECTURE, ActionJournal.EXPORT)


@dataclass(frozen=True)
class Consultation:
    """One person, one day, how many pages."""

    jour: date
    qui: str
    role: str
    fois: int
    motif: str


def consultations_de(dossier: Dossier, *, sauf: Utilisateur | None = None) -> list[Consultation]:
    """Return the latest readings and exports, by day and person, the latest first (100 at most)."""
    entrees = EntreeJournal.objects.filter(dossier_id=dossier.pk, action__in=LUES)
    if sauf is not None:
        entrees = entrees.exclude(acteur=sauf.pseudonyme)
    jours = (
        entrees.annotate(jour=TruncDate("quand"))
        .values("jour", "acteur", "role", "motif")
        .annotate(fois=Count("pk"))
        .order_by("-jour", "role", "acteur", "motif")[:LIMITE]
    )
    rangs = list(jours)
    comptes = Utilisateur.objects.filter(pseudonyme__in={r["acteur"] for r in rangs if r["acteur"]})
    noms = {c.pseudonyme: c.nom_court for c in comptes}
    return [
        Consultation(
            r["jour"],
            noms.get(r["acteur"] or SANS_ACTEUR, "Compte supprimé"),
            str(Role(r["role"]).label) if r["role"] else "",
            r["fois"],
            r["motif"],
        )
        for r in rangs
    ]
