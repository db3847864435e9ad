"""Reports of the commands, in lines of text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from matching.equite.audits import Audit
from matching.equite.bornes import Bornes
from matching.equite.cas import Resultat
from matching.equite.tables_csv import Comptes
from matching.equite.taux import Groupe, wilson, z_poole
from matching.equite.verdicts import Constat


def cas(resultats: Sequence[Resultat], *, est_detaille: bool = False) -> Iterator[str]:
    """One line per case with its largest deviation, then each figure that does not hold."""
    for r in resultats:
        etat = "juste" if r.est_juste else "FAUX"
        suite = r.erreur or f"{len(r.verifications)} chiffres, écart maximal {r.ecart:.3g}"
        yield f"{etat:5}  {r.cas:44} {r.genre:20} {suite}"
        for v in r.verifications:
            if est_detaille or not v.est_juste:
                ecart = "" if v.ecart is None else f", écart {v.ecart:.3g}"
                marque = "" if v.est_juste else "  HORS TOLÉRANCE"
                yield f"       {v.chemin} : attendu {v.attendu}, obtenu {v.obtenu}{ecart}{marque}"
    faux = sum(not r.est_juste for r in resultats)
    yield f"{len(resultats)} cas, {len(resultats) - faux} justes, {faux} hors tolérance."


def audit(resultat: Audit, comptes: Comptes) -> Iterator[str]:
    """Groups with their intervals, then each comparison with everything it rests on."""
    for demandee, lue in comptes.colonnes.items():
        yield f"Colonne « {demandee} » lue sous le nom « {lue} »."
    if comptes.sans_issue:
        yield f"{comptes.sans_issue} lignes sans issue, laissées de côté."
    inconnus = [resultat.inconnus] if resultat.inconnus.total else []
    for g in (*resultat.groupes, *inconnus):
        yield _groupe(g)
    if not resultat.constats:
        yield "Un seul groupe renseigné : rien à comparer."
    for constat, bornes in zip(resultat.constats, resultat.bornes, strict=True):
        yield ""
        yield from _constat(constat)
        if inconnus:
            yield _bornes(bornes)


def _groupe(g: Groupe) -> str:
    bas, haut = wilson(g.retenus, g.total)
    return (
        f"{g.nom:28} {_pct(g.taux):>8}   {g.retenus} sur {g.total}   [{_pct(bas)} ; {_pct(haut)}]"
    )


def _constat(c: Constat) -> Iterator[str]:
    yield f"{c.lese.nom} contre {c.autre.nom} : {c.libelle.upper()} ({c.raison})"
    z, p = z_poole(c.autre, c.lese)
    yield f"  rapport {_nombre(c.rapport)} {_bornes_de(c.intervalle)} (Katz)"
    if c.difference:
        bas, haut = c.difference
        ecart = (c.autre.taux or 0) - (c.lese.taux or 0)
        yield f"  écart {100 * ecart:.2f} points [{100 * bas:.2f} ; {100 * haut:.2f}] (Newcombe)"
    yield f"  z = {z:.3f} (p {p:.3g}) ; p exacte {c.p:.3g} ; après Holm {c.p_holm:.3g}"
    if c.proba is not None:
        yield f"  probabilité que le rapport soit inférieur à 0.8 : {c.proba:.3f}"
    if a := c.ajustement:
        (cotes, bornes), bd = a.cotes(), a.heterogeneite()
        yield (
            f"  à situation comparable ({a.strates} strates) : cotes {_nombre(cotes)} "
            f"{_bornes_de(bornes)}, rapport {_nombre(a.rapport)}, CMH p {a.p:.3g}, "
            f"Breslow-Day p {_nombre(bd and bd[1])}"
        )
    if c.detectable is not None and c.ecart_detectable is not None:
        yield (
            f"  écart visible avec ces effectifs : rapport ≤ {c.detectable:.2f}, "
            f"soit {100 * c.ecart_detectable:.1f} points"
        )


def _bornes(b: Bornes) -> str:
    pire, meilleur = b.rapport
    return (
        f"  selon le groupe des non renseignés : rapport de {_nombre(pire)} à {_nombre(meilleur)}"
    )


def calibrage(mesures: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One line per known world."""
    for m in mesures:
        yield f"{m['mesure']:52} {100 * m['part']:6.1f} %  ({m['mondes']} mondes)"


def _pct(taux: float | None) -> str:
    return "-" if taux is None else f"{100 * taux:.2f} %"


def _nombre(x: float | None) -> str:
    return "-" if x is None else f"{x:.3g}"


def _bornes_de(bornes: tuple[float, float] | None) -> str:
    return "[sans intervalle]" if bornes is None else f"[{bornes[0]:.3g} ; {bornes[1]:.3g}]"
