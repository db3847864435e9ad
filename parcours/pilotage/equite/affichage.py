"""From counts and findings to what a coordinator may see: everything here is protected.

Rates, intervals and ratios are computed from the rounded counts; only the verdict knows the exact
ones. A hidden cell says « moins de 11 » and gives neither rate nor ratio.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from matching.equite import Constat, Groupe, Verdict, kaplan_meier, log_rank
from matching.equite.maintien import Duree
from matching.equite.petits_nombres import EXTERNE, Part
from matching.equite.puissance import rapport_detectable
from matching.equite.taux import katz, rapport, wilson
from matching.equite.verdicts import LIBELLES
from parcours.dossiers import groupes
from parcours.pilotage.equite.agregats import (
    TRANSITIONS,
    Comptage,
    Etape,
    Offre,
    compter,
    offres_publiees,
)
from parcours.pilotage.equite.audit import EMPLOYEUR, Tableau
from parcours.pilotage.equite.protection import Montrer, Voisinage, sur_periodes

CLASSES: Final = {
    Verdict.ROUGE: "bloquant",
    Verdict.ORANGE: "genant",
    Verdict.STRUCTURE: "verifier",
    Verdict.VERT: "leve",
    Verdict.GRIS: "",
}


@dataclass(frozen=True, slots=True)
class Ligne:
    """One group at one step. `y` and `bas`/`haut` (percents) place it in the chart."""

    groupe: str
    part: Part | None
    bas: int
    haut: int
    verdict: str
    classe: str
    phrase: str
    y: int = 0

    @property
    def est_montree(self) -> bool:
        """False when the numbers are too small."""
        return self.part is not None

    @property
    def etendue(self) -> int:
        """Width of the interval, in percents."""
        return max(1, self.haut - self.bas)


@dataclass(frozen=True, slots=True)
class Bloc:
    """One step (or one employer, with its published openings) and its groups, reference first."""

    titre: str
    definition: str
    lignes: tuple[Ligne, ...]
    offres: tuple[Offre, ...] = ()

    @property
    def hauteur(self) -> int:
        """Height of its chart."""
        return 26 * len(self.lignes) + 6

    @property
    def est_vide(self) -> bool:
        """True when nothing may be shown."""
        return not any(li.est_montree for li in self.lignes)


def entonnoir(tableau: Tableau, voisinage: Voisinage) -> list[Bloc]:
    """The steps of one dimension."""
    return [_etape(tableau, voisinage, etape) for etape in TRANSITIONS]


def _etape(tableau: Tableau, voisinage: Voisinage, etape: Etape) -> Bloc:
    dimension = voisinage.dimension
    comptage = tableau.comptages[dimension][etape.code]
    montrer = voisinage.a_l_etape(etape.code)
    lignes = [
        _ligne(tableau, (dimension, etape.code, g), montrer, dimension, y)
        for y, g in enumerate(_presents(comptage, dimension))
    ]
    return Bloc(etape.libelle, etape.definition, tuple(lignes))


def employeurs(tableau: Tableau, par: str) -> list[Bloc]:
    """Employers with at least 11 referrals in two groups, those with a finding first."""
    blocs, offres = [], offres_publiees(tableau.employeurs)
    for nom, comptage in tableau.employeurs.items():
        grands = [g for g in groupes.LIBELLES[par] if comptage.groupe(g).total >= EXTERNE.seuil]
        if len(grands) < 2:
            continue
        montrer = sur_periodes(
            {m: c[nom] for m, c in tableau.employeurs_par_periode.items() if nom in c},
            tableau.filtre.mois,
        )
        lignes = [
            _ligne(tableau, (EMPLOYEUR, nom, g), montrer, par, y)
            for y, g in enumerate(_presents(comptage, par))
        ]
        blocs.append(Bloc(nom, "", tuple(lignes), tuple(offres.get(nom, ()))))
    ordre = [c for c in CLASSES.values() if c]
    return sorted(blocs, key=lambda b: (min(_rang(li.classe, ordre) for li in b.lignes), b.titre))


def _rang(classe: str, ordre: list[str]) -> int:
    return ordre.index(classe) if classe in ordre else len(ordre)


def _presents(comptage: Comptage, dimension: str) -> list[str]:
    connus = [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
    return [g for g in connus if comptage.groupe(g).total]


def _ligne(
    tableau: Tableau, cle: tuple[str, str, str], montrer: Montrer, dimension: str, y: int
) -> Ligne:
    part = montrer(cle[2])
    bas, haut = wilson(part.retenus, part.total) if part else (0.0, 0.0)
    constat = tableau.constats.get(cle)
    return Ligne(
        groupe=groupes.libelle(dimension, cle[2]),
        part=part,
        bas=round(100 * bas),
        haut=round(100 * haut),
        verdict=constat.libelle if constat else _sans_verdict(cle[2]),
        classe=CLASSES[constat.verdict] if constat else "",
        phrase=_phrase(constat, part, montrer(groupes.REFERENCES[dimension])) if constat else "",
        y=26 * y + 4,
    )


def _sans_verdict(groupe: str) -> str:
    return "Non renseigné : jamais deviné" if groupe == groupes.NON_RENSEIGNE else "Référence"


def _phrase(constat: Constat, part: Part | None, ref: Part | None) -> str:
    """What the verdict rests on, in rounded figures."""
    morceaux = [constat.raison]
    if part and ref:
        morceaux += _rapports(_groupe(part), _groupe(ref))
        if constat.ajustement and constat.ajustement.rapport is not None:
            morceaux.append(f"à situation comparable {_cinq_centiemes(_ajuste(constat))}")
        if constat.verdict in (Verdict.GRIS, Verdict.ORANGE):
            morceaux += _detectable(_groupe(part), _groupe(ref))
    return " ; ".join(morceaux) + "."


def _groupe(part: Part) -> Groupe:
    return Groupe("", part.retenus, part.total)


def _rapports(groupe: Groupe, reference: Groupe) -> list[str]:
    ratio, bornes = rapport(groupe, reference), katz(groupe, reference)
    if ratio is None:
        return []
    if bornes is None:
        return [f"rapport {_deux(ratio)}"]
    return [f"rapport {_deux(ratio)} [{_deux(bornes[0])} ; {_deux(bornes[1])}]"]


def _ajuste(constat: Constat) -> float:
    """Adjusted ratio, group over reference as the line reads it."""
    assert constat.ajustement is not None
    ratio = constat.ajustement.rapport or 0.0
    est_le_groupe = constat.cle.endswith(f"/{constat.lese.nom}")
    return ratio if est_le_groupe or not ratio else 1 / ratio


def _detectable(groupe: Groupe, reference: Groupe) -> list[str]:
    haut = max((groupe, reference), key=lambda g: g.taux or 0.0)
    bas = reference if haut is groupe else groupe
    ratio = rapport_detectable(haut.taux or 0.0, haut.total, bas.total)
    if ratio is None:
        return ["avec ces effectifs, aucun écart n’aurait été vu"]
    points = round(100 * (haut.taux or 0.0) * (1 - ratio))
    return [f"un rapport de {_deux(ratio)} ({points} points) aurait été vu"]


def _deux(x: float) -> str:
    return f"{x:.2f}".replace(".", ",")


def _cinq_centiemes(x: float) -> str:
    """To the nearest 0,05: strata are small, their exact figures stay inside."""
    return _deux(round(x * 20) / 20)


@dataclass(frozen=True, slots=True)
class LigneBornes:
    """A comparison with what the unknown people could make of it."""

    etape: str
    groupe: str
    inconnus: int | None
    pire: str
    meilleur: str
    est_tranche: bool


def bornes(tableau: Tableau, voisinage: Voisinage) -> list[LigneBornes]:
    """Only where somebody is unknown and both groups may be shown; ratios to the nearest 0,05."""
    lignes = []
    for etape in TRANSITIONS:
        comptage = tableau.comptages[voisinage.dimension][etape.code]
        inconnus = comptage.groupe(groupes.NON_RENSEIGNE)
        if inconnus.total:
            lignes += _bornes_de(tableau, voisinage, etape, EXTERNE.montrer(inconnus.total))
    return lignes


def _bornes_de(
    tableau: Tableau, voisinage: Voisinage, etape: Etape, inconnus: int | None
) -> list[LigneBornes]:
    montrer, dimension = voisinage.a_l_etape(etape.code), voisinage.dimension
    lignes = []
    for groupe, reference in groupes.comparaisons(dimension):
        if montrer(groupe) is None or montrer(reference) is None:
            continue
        b = tableau.bornes(dimension, etape.code, groupe)
        pire, meilleur = ("–" if r is None else _cinq_centiemes(r) for r in b.rapport)
        nom = groupes.libelle(dimension, groupe)
        lignes.append(LigneBornes(etape.libelle, nom, inconnus, pire, meilleur, b.est_tranche))
    return lignes


@dataclass(frozen=True, slots=True)
class LigneMaintien:
    """Share still there at 3 and 6 months, by group; how many are censored is said."""

    groupe: str
    suivis: int | None
    encore: int | None
    trois_mois: int | None
    six_mois: int | None
    p: str


def maintien(
    durees: Mapping[int, Mapping[str, list[Duree]]], dimension: str, mois: int
) -> list[LigneMaintien]:
    """Kaplan-Meier by group, and the log-rank test against the reference."""
    siennes = durees[mois]
    montrer = sur_periodes({m: _restants(d) for m, d in durees.items()}, mois)
    reference = siennes.get(groupes.REFERENCES[dimension], [])
    connus = [*groupes.LIBELLES[dimension], groupes.NON_RENSEIGNE]
    return [
        _maintien(dimension, g, siennes[g], reference, montrer(g)) for g in connus if siennes.get(g)
    ]


def _restants(durees: Mapping[str, list[Duree]]) -> Comptage:
    """Of those who started, those still there."""
    return compter(
        (g, "", sum(not d.est_fini for d in liste), len(liste)) for g, liste in durees.items()
    )


def _maintien(
    dimension: str, groupe: str, siennes: list[Duree], reference: list[Duree], part: Part | None
) -> LigneMaintien:
    nom = groupes.libelle(dimension, groupe)
    if part is None:
        return LigneMaintien(nom, None, None, None, None, "")
    trois, six = (_pour_cent(p.part) for p in kaplan_meier(siennes).paliers)
    est_comparee = groupe not in (groupes.REFERENCES[dimension], groupes.NON_RENSEIGNE)
    essai = (
        log_rank(siennes, reference) if est_comparee and len(reference) >= EXTERNE.seuil else None
    )
    return LigneMaintien(
        nom, part.total, part.retenus, trois, six, "" if essai is None else _deux(essai[1])
    )


def _pour_cent(part: float | None) -> int | None:
    return None if part is None else 5 * round(20 * part)


def compter_verdicts(constats: Iterable[Constat]) -> list[tuple[str, str, int]]:
    """(class, label, how many) of each verdict, the gravest first."""
    tous = [c.verdict for c in constats]
    return [(CLASSES[v], LIBELLES[v], tous.count(v)) for v in CLASSES]
