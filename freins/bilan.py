"""The one-page report of a dossier: where it began, where it is, what was done. Never health.

JSON-able, so that a closing keeps it as it was that day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from freins.lecture import histoires_des_mesures
from freins.models import A_FAIRE, OUVERTS, Action, Frein, StatutAction, StatutFrein
from freins.regles.thematiques import THEMES
from freins.themes import est_discrete, nom
from matching.moteur.vocabulaire import NATURES
from parcours.dossiers.models import Dossier, Echange, Langue, Permis, PresenceEchange
from parcours.orientations.etats import EtatOrientation
from parcours.orientations.models import Orientation

Bilan = dict[str, Any]
# What pays a wage: the months in it are months in work.
NATURES_EMPLOI: Final = frozenset({"emploi", "alternance", "siae", "geiq", "entreprise_adaptee"})
JOURS_PAR_MOIS: Final = 30.4375


def bilan_de(dossier: Dossier, jour: date) -> Bilan:
    """Return the report of a dossier on a day, in a bounded number of queries."""
    orientations = list(
        Orientation.objects.filter(dossier=dossier).exclude(etat=EtatOrientation.BROUILLON)
        .select_related("ouverture__employeur", "solution__structure").order_by("pk")
    )  # fmt: skip
    return {
        "ouvert_le": dossier.ouvert_le.isoformat(),
        "au": jour.isoformat(),
        "structure": dossier.structure.nom,
        "referent": dossier.referent.nom_court,
        "rencontres": Echange.objects.filter(
            dossier=dossier, presence=PresenceEchange.PRESENT
        ).count(),
        "mesures": [*_mesures(dossier), *_francais(dossier), *_permis(dossier)],
        **_freins(dossier),
        "etapes": _etapes(dossier),
        "orientations": [_orientation(o) for o in orientations],
        "mois_en_emploi": mois_en_emploi(orientations, jour),
    }


def mois_en_emploi(orientations: Iterable[Orientation], jour: date) -> float:
    """Months in work, one decimal: two jobs at once count once."""
    periodes = sorted(
        (o.demarree_le, min(o.finie_le or jour, jour))
        for o in orientations
        if o.demarree_le and o.ouverture and o.ouverture.nature in NATURES_EMPLOI
    )
    jours, vu_jusqu_a = 0, date.min
    for debut, fin in periodes:
        debut = max(debut, vu_jusqu_a)
        if fin >= debut:
            jours += (fin - debut).days + 1
            vu_jusqu_a = fin + timedelta(days=1)
    return round(jours / JOURS_PAR_MOIS, 1)


def _mesures(dossier: Dossier) -> list[list[str]]:
    """[name, at the start, now] of what the barriers measure."""
    libelles = {theme.famille: theme.libelle for theme in THEMES}
    return [
        [libelles[famille], faits[0].quoi, faits[-1].quoi]  # type: ignore[index]
        for famille, faits in sorted(histoires_des_mesures(dossier).items())
    ]


def _francais(dossier: Dossier) -> list[list[str]]:
    lignes = Langue.history.filter(dossier_id=dossier.pk, code="fr")
    niveaux = [
        f"oral {oral or '–'}, écrit {ecrit or '–'}"
        for oral, ecrit in lignes.order_by("history_date", "history_id").values_list(
            "oral", "ecrit"
        )
    ]
    return [["Français", niveaux[0], niveaux[-1]]] if niveaux else []


def _permis(dossier: Dossier) -> list[list[str]]:
    permis = Permis.objects.filter(dossier=dossier, est_etranger=False).order_by("categorie")
    noms = list(permis.values_list("categorie", "cree_le"))
    if not noms:
        return []
    debut = [c for c, le in noms if le.date() <= dossier.ouvert_le + timedelta(days=30)]
    return [["Permis de conduire", ", ".join(debut) or "aucun", ", ".join(c for c, _ in noms)]]


def _freins(dossier: Dossier) -> dict[str, list[list[str]]]:
    """Barriers lifted, standing, left as they are by choice: [name, since, until]."""
    listes: dict[str, list[list[str]]] = {"leves": [], "restants": [], "acceptes": []}
    for frein in Frein.objects.filter(dossier=dossier).order_by("identifie_le", "pk"):
        if est_discrete(frein.thematique):
            continue
        cle = "restants" if frein.statut in OUVERTS else "acceptes"
        cle = "leves" if frein.statut == StatutFrein.LEVE else cle
        fin = frein.leve_le.isoformat() if frein.leve_le else ""
        listes[cle].append([nom(frein.thematique), frein.identifie_le.isoformat(), fin])
    return listes


def _etapes(dossier: Dossier) -> dict[str, Any]:
    """Steps of the plan by how they ended, and the titles of those done."""
    etapes = [
        a for a in Action.objects.filter(objectif__plan__dossier=dossier)
        .select_related("objectif__frein").order_by("finie_le", "pk")
        if not (a.objectif.frein and est_discrete(a.objectif.frein.thematique))
    ]  # fmt: skip
    comptes = Counter("a_faire" if a.statut in A_FAIRE else a.statut for a in etapes)
    fins = ("faite", "echouee", "abandonnee", "a_faire")
    faites = [a.intitule for a in etapes if a.statut == StatutAction.FAITE]
    return {"comptes": {fin: comptes[fin] for fin in fins}, "faites": faites}


def _orientation(orientation: Orientation) -> dict[str, str]:
    """One line: where, how it ended, when. Never the reason: it may be health."""
    envoyee, debut, fin = orientation.envoyee_le, orientation.demarree_le, orientation.finie_le
    return {
        "vers": orientation.intitule,
        "chez": orientation.chez,
        "nature": _nature(orientation),
        "etat": orientation.get_etat_display(),
        "envoyee_le": envoyee.date().isoformat() if envoyee else "",
        "demarree_le": debut.isoformat() if debut else "",
        "finie_le": fin.isoformat() if fin else "",
    }


def _nature(orientation: Orientation) -> str:
    if orientation.ouverture is None:
        return "Service"
    return NATURES[orientation.ouverture.nature]
