"""The groups an audit counts by, as database expressions: a label comes out, never a person.

They live here, apart from the engine, which has no way to read them. Whoever uses them aggregates:
`Dossier.objects.values(g=expression("sexe", jour)).annotate(n=Count("pk"))`.
"""

from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from parcours.dossiers.modeles.qualifications import Langue

NON_RENSEIGNE: Final = "non_renseigne"
LIBELLES: Final[dict[str, dict[str, str]]] = {
    "sexe": {"homme": "Hommes", "femme": "Femmes", "autre": "Autre"},
    "qpv": {"hors_qpv": "Hors quartier prioritaire", "qpv": "Quartier prioritaire (QPV)"},
    "sexe_qpv": {
        "homme/hors_qpv": "Hommes, hors QPV",
        "femme/hors_qpv": "Femmes, hors QPV",
        "homme/qpv": "Hommes, QPV",
        "femme/qpv": "Femmes, QPV",
        "autre/hors_qpv": "Autre, hors QPV",
        "autre/qpv": "Autre, QPV",
    },
    "age": {"26_49": "26 à 49 ans", "moins_26": "Moins de 26 ans", "50_plus": "50 ans et plus"},
    "francais": {"c": "Français C1, C2", "b": "Français B1, B2", "a": "Français A0 à A2"},
}
NOMS: Final = {
    "sexe": "Sexe",
    "qpv": "Quartier prioritaire",
    "sexe_qpv": "Sexe et quartier",
    "age": "Âge",
    "francais": "Niveau de français",
}
# Fixed beforehand, so that no figure chooses whom it is compared with.
REFERENCES: Final = {dimension: next(iter(groupes)) for dimension, groupes in LIBELLES.items()}


def libelle(dimension: str, groupe: str) -> str:
    """« Femmes », or « Non renseigné »."""
    return LIBELLES[dimension].get(groupe, "Non renseigné")


def expression(dimension: str, jour: date, vers_dossier: str = "") -> Any:
    """The group of each row; `vers_dossier` leads there from the model (« dossier__ »)."""
    return {
        "sexe": _sexe, "qpv": _qpv, "sexe_qpv": _sexe_qpv, "age": _age, "francais": _francais,
    }[dimension](jour, vers_dossier)  # fmt: skip


def _sexe(jour: date, vers: str) -> F:
    return F(f"{vers}personne__sexe")


def _qpv(jour: date, vers: str) -> Case:
    etat = f"{vers}personne__qpv_etat"
    return _choix(When(Q(**{etat: "oui"}), then=Value("qpv")),
                  When(Q(**{etat: "non"}), then=Value("hors_qpv")))  # fmt: skip


def _sexe_qpv(jour: date, vers: str) -> Case:
    """Both known, else unknown: crossing does not invent one half."""
    sexe, etat = f"{vers}personne__sexe", f"{vers}personne__qpv_etat"
    connu = ~Q(**{sexe: NON_RENSEIGNE})
    return _choix(
        When(connu & Q(**{etat: "oui"}), then=Concat(F(sexe), Value("/qpv"))),
        When(connu & Q(**{etat: "non"}), then=Concat(F(sexe), Value("/hors_qpv"))),
    )


def _age(jour: date, vers: str) -> Case:
    ne, annee = f"{vers}personne__naissance_le", f"{vers}personne__naissance_annee"
    seuils = {"moins_26": 26, "26_49": 50}
    quand = [
        When(Q(**{f"{ne}__gt": _il_y_a(jour, ans)}) | Q(**{f"{ne}__isnull": True, f"{annee}__gt": jour.year - ans}),
             then=Value(groupe))
        for groupe, ans in seuils.items()
    ]  # fmt: skip
    connue = Q(**{f"{ne}__isnull": False}) | Q(**{f"{annee}__isnull": False})
    return _choix(*quand, When(connue, then=Value("50_plus")))


def _il_y_a(jour: date, ans: int) -> date:
    try:
        return jour.replace(year=jour.year - ans)
    except ValueError:  # 29 February
        return jour.replace(year=jour.year - ans, day=28)


def _francais(jour: date, vers: str) -> Case:
    return _choix(
        *(When(_parle(vers, lettre), then=Value(lettre.lower())) for lettre in ("A", "B", "C"))
    )


def _parle(vers: str, lettre: str) -> Exists:
    cle = f"{vers}pk" if vers else "pk"
    return Exists(Langue.objects.filter(dossier=OuterRef(cle), code="fr", oral__startswith=lettre))


def _choix(*quand: When) -> Case:
    return Case(*quand, default=Value(NON_RENSEIGNE), output_field=CharField())


def comparaisons(dimension: str) -> list[tuple[str, str]]:
    """(group, reference) pairs of a dimension, unknown people left out."""
    reference = REFERENCES[dimension]
    return [(g, reference) for g in LIBELLES[dimension] if g != reference]
