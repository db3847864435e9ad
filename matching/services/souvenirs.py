"""Profiles kept by a worker between two passes: reading them costs more than ranking with them.

In the memory of one process only, never written anywhere: a profile may hold functional limits. What
is kept is trusted only with the print of the ranking it made (`calculs.empreinte`), which the base
holds: an edit read by any other process changes that print, and the profile is read again.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from matching import masse, tables
from matching.models import Calcul
from matching.moteur import Profil
from matching.moteur.ecarts import Ligne
from matching.services.calculs import empreinte

# About 100 MB; beyond, profiles are read at each pass.
GARDES_MAX: Final = 25_000
_tenus: dict[int, tuple[str, Profil]] = {}
_lots: dict[int, tuple[dict[int, str], Any]] = {}
_tetes: dict[int, dict[int, list[Ligne]]] = {}


def gens_de(empreintes: Mapping[int, str], jour: date) -> tuple[list[int], Any]:
    """Keys, and people for `masse.juger`, in one order; kept while all have the same prints.

    A dossier that has another print by now is left out.
    """
    lot = min(empreintes)
    tenu = _lots.get(lot)
    if tenu is None or tenu[0] != empreintes:
        profils = profils_de(empreintes, jour)
        tenu = ({cle: empreintes[cle] for cle in profils}, masse.gens(list(profils.values())))
        if len(_tenus) < GARDES_MAX:
            _lots[lot] = tenu
    return list(tenu[0]), tenu[1]


def tetes_de(calculs: Collection[Calcul]) -> dict[int, list[Ligne]]:
    """The heads of these rankings, by key: that of a row never changes, so it is read once."""
    lot = min(c.dossier_id for c in calculs)
    connues = _tetes.get(lot, {})
    manquent = [c.pk for c in calculs if c.pk not in connues]
    lues = {
        pk: tete
        for debut in range(0, len(manquent), tables.LOT)
        for pk, tete in Calcul.objects.filter(
            pk__in=manquent[debut : debut + tables.LOT]
        ).values_list("pk", "tete")
    }
    trouvees = {c.pk: connues.get(c.pk) or lues.get(c.pk, []) for c in calculs}
    if len(_tenus) < GARDES_MAX:
        _tetes[lot] = trouvees
    return trouvees


def profils_de(empreintes: Mapping[int, str], jour: date) -> dict[int, Profil]:
    """The profiles that have these prints; a dossier that has another one by now is left out."""
    manquent = [cle for cle, attendue in empreintes.items() if _tenue(cle) != attendue]
    lus = {cle: (empreinte(p), p) for cle, p in tables.profils(manquent, jour).items()}
    trouves = {cle: _tenus[cle] for cle in empreintes.keys() - set(manquent)} | lus
    _tenus.update(dict(list(lus.items())[: max(0, GARDES_MAX - len(_tenus))]))
    return {cle: p for cle, (lue, p) in trouves.items() if lue == empreintes[cle]}


def oublier_sauf(dossier_ids: Collection[int]) -> None:
    """Keep nothing of a dossier that is no longer ranked."""
    fermes = _tenus.keys() - set(dossier_ids)
    for cle in fermes:
        del _tenus[cle]
    for lot in [lot for lot, (connus, _) in _lots.items() if fermes & connus.keys()]:
        del _lots[lot]
        _tetes.pop(lot, None)


def _tenue(dossier_id: int) -> str | None:
    tenu = _tenus.get(dossier_id)
    return tenu[0] if tenu else None
