"""Who must act when a consent is withdrawn: upper apps register a plain function.

No import from below to above: `freins` clears functional limits, and says so here.
"""

from collections.abc import Callable
from typing import Any

from parcours.dossiers.modeles.dossiers import Dossier, FinaliteConsentement

Suite = Callable[..., None]
_suites: dict[str, list[Suite]] = {}


def quand_retire(finalite: FinaliteConsentement | str, fonction: Suite) -> None:
    """Register `fonction(dossier=, par=)`, called in the transaction of the withdrawal.

    Call it from `AppConfig.ready`; registering the same function twice has no effect.
    """
    rangs = _suites.setdefault(str(finalite), [])
    if fonction not in rangs:
        rangs.append(fonction)


def appliquer_retrait(*, finalite: FinaliteConsentement | str, dossier: Dossier, par: Any) -> None:
    """Call what was registered for this purpose; an exception undoes the whole withdrawal."""
    for fonction in _suites.get(str(finalite), []):
        fonction(dossier=dossier, par=par)
