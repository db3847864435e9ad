"""What each indicator counts: (neighbourhood, quarter, sex) → how many. Aggregates only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import ExtractQuarter

from freins.models import Frein
from freins.regles.thematiques import SANTE
from parcours.dossiers.models import ContactTerrain, Dossier
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.referentiels.models import QPV

HORS_QPV, INCONNU, EN_QPV = "hors_qpv", "inconnu", "qpv"
# Two groups only: a third with a handful of people would hide one of the others by subtraction.
SEXES: Final = ("femme", "autre")
TRIMESTRES: Final = ("1", "2", "3", "4")
Comptes = dict[tuple[str, str, str], int]
SORTIES_EMPLOI: Final = ("emploi", "siae", "geiq", "entreprise_adaptee")


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One figure: its code, name, definition, and how to count a year."""

    code: str
    theme: str
    libelle: str
    definition: str
    compter: Callable[[int], Comptes]


def quartiers() -> dict[str, str]:
    """Code → name of every neighbourhood, known or not."""
    noms = dict(QPV.objects.order_by("nom").values_list("code", "nom"))
    return noms | {HORS_QPV: "Hors quartier prioritaire", INCONNU: "Adresse inconnue ou à vérifier"}


def _agreger(
    lignes: QuerySet[Any], annee: int, jour: str, vers: str, *, distinct: str = "pk"
) -> Comptes:
    """Count rows by neighbourhood of the person, quarter of `jour`, and sex."""
    etat, sexe = f"{vers}personne__qpv_etat", f"{vers}personne__sexe"
    quartier = Case(
        When(Q(**{etat: "oui", f"{vers}personne__qpv__isnull": False}), then=F(f"{vers}personne__qpv_id")),
        When(Q(**{etat: "non"}), then=Value(HORS_QPV)),
        default=Value(INCONNU), output_field=CharField(),
    )  # fmt: skip
    s = Case(
        When(Q(**{sexe: SEXES[0]}), then=Value(SEXES[0])),
        default=Value(SEXES[1]), output_field=CharField(),
    )  # fmt: skip
    comptes = (
        lignes.filter(**{f"{jour}__year": annee})
        .values(q=quartier, t=ExtractQuarter(jour), s=s)
        .annotate(n=Count(distinct, distinct=True))
        .order_by()
    )
    return {(li["q"], str(li["t"]), li["s"]): li["n"] for li in comptes}


def _contacts(annee: int) -> Comptes:
    return _agreger(ContactTerrain.objects.all(), annee, "quand", "", distinct="personne")


def _dossiers(annee: int) -> Comptes:
    return _agreger(Dossier.objects.all(), annee, "ouvert_le", "")


def _freins(champ: str) -> Callable[[int], Comptes]:
    def compter(annee: int) -> Comptes:
        lignes = Frein.objects.exclude(thematique=SANTE)
        if champ == "leve_le":
            lignes = lignes.filter(statut="leve")
        return _agreger(lignes, annee, champ, "dossier__")

    return compter


def _envoyees(*natures: str) -> QuerySet[Any]:
    lignes = Orientation.objects.filter(envoyee_le__isnull=False)
    return lignes.filter(ouverture__nature__in=natures) if natures else lignes


def _orientations(annee: int) -> Comptes:
    return _agreger(_envoyees(), annee, "envoyee_le", "dossier__")


def _transitions(nom: str, *natures: str) -> Callable[[int], Comptes]:
    def compter(annee: int) -> Comptes:
        lignes = TransitionOrientation.objects.filter(transition=nom)
        if natures:
            lignes = lignes.filter(orientation__ouverture__nature__in=natures)
        return _agreger(lignes, annee, "quand", "orientation__dossier__", distinct="orientation")

    return compter


def _demarrages(*natures: str) -> Callable[[int], Comptes]:
    def compter(annee: int) -> Comptes:
        return _agreger(_envoyees(*natures), annee, "demarree_le", "dossier__")

    return compter


def _creations(annee: int) -> Comptes:
    return _agreger(Dossier.objects.filter(projet="creation"), annee, "ouvert_le", "")


def _creations_orientees(annee: int) -> Comptes:
    return _agreger(_envoyees("creation"), annee, "envoyee_le", "dossier__")


_A, _B, _F = "Aller vers et accompagner", "Lever les freins", "Former"
_O, _C = "Orienter", "Créer son activité"
INDICATEURS: Final = (
    Indicateur("contacts", _A, "Personnes rencontrées", "Personnes distinctes rencontrées sur le terrain, comptées une fois par trimestre.", _contacts),
    Indicateur("dossiers", _A, "Dossiers ouverts", "Accompagnements ouverts, à leur date d’ouverture.", _dossiers),
    Indicateur("freins_identifies", _B, "Freins identifiés", "Freins hors santé, à la date où ils sont notés.", _freins("identifie_le")),
    Indicateur("freins_leves", _B, "Freins levés", "Freins hors santé, à la date où ils sont levés.", _freins("leve_le")),
    Indicateur("formations", _F, "Entrées en formation", "Formations démarrées, à la date de démarrage.", _demarrages("formation")),
    Indicateur("alternances", _F, "Entrées en alternance", "Contrats en alternance démarrés.", _demarrages("alternance")),
    Indicateur("orientations", _O, "Orientations envoyées", "Vers un employeur, une formation ou un service.", _orientations),
    Indicateur("entretiens", _O, "Entretiens proposés", "Orientations pour lesquelles un entretien est proposé.", _transitions("convoquer")),
    Indicateur("acceptations", _O, "Acceptations", "Orientations acceptées par le destinataire.", _transitions("accepter")),
    Indicateur("refus", _O, "Refus", "Orientations refusées par le destinataire.", _transitions("refuser")),
    Indicateur("emplois", _O, "Emplois démarrés", "Emplois, insertion par l’activité, GEIQ, entreprises adaptées : à la date de démarrage.", _demarrages(*SORTIES_EMPLOI)),
    Indicateur("creations", _C, "Créateurs : projet ouvert", "Dossiers ouverts avec un projet de création d’activité.", _creations),
    Indicateur("creations_orientees", _C, "Créateurs : orientés", "Orientations vers une couveuse, une coopérative, une pépinière.", _creations_orientees),
    Indicateur("creations_acceptees", _C, "Créateurs : accueillis", "Ces orientations, acceptées.", _transitions("accepter", "creation")),
    Indicateur("creations_demarrees", _C, "Créateurs : activité en test ou lancée", "Ces accompagnements, démarrés.", _demarrages("creation")),
)  # fmt: skip
PAR_CODE: Final = {i.code: i for i in INDICATEURS}


def annees(jour: date) -> list[int]:
    """The years one may ask for: this one and the two before."""
    return [jour.year, jour.year - 1, jour.year - 2]
