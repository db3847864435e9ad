"""The place and the sex of each row, as database expressions for whoever aggregates.

Like `groupes`, apart from the engine, which has no way to read them.
"""

from typing import Final

from django.db.models import Case, CharField, F, Q, Value, When

HORS_QPV, INCONNU = "hors_qpv", "inconnu"
# Two groups only: a third with a handful of people would hide one of the others by subtraction.
SEXES: Final = ("femme", "autre")
NOMS_SEXES: Final = {"femme": "Femmes", "autre": "Hommes, autre, non renseigné"}
# A neighbourhood (its code, out of any, or unknown) and a sex.
Lieu = tuple[str, str]


def quartier(vers_dossier: str = "") -> Case:
    """The neighbourhood of each row; `vers_dossier` leads there from the model (« dossier__ »)."""
    etat = f"{vers_dossier}personne__qpv_etat"
    code = f"{vers_dossier}personne__qpv"
    return Case(
        When(Q(**{etat: "oui", f"{code}__isnull": False}), then=F(f"{code}_id")),
        When(Q(**{etat: "non"}), then=Value(HORS_QPV)),
        default=Value(INCONNU), output_field=CharField(),
    )  # fmt: skip


def sexe(vers_dossier: str = "") -> Case:
    """Women, and everyone else."""
    femme = Q(**{f"{vers_dossier}personne__sexe": SEXES[0]})
    return Case(
        When(femme, then=Value(SEXES[0])), default=Value(SEXES[1]), output_field=CharField()
    )
