"""The plan as a PDF/UA: composed from a template, tagged, in French. WeasyPrint is loaded late.

Two versions: for the team, and for the person in plain words and larger type. What serves a barrier
not to be named is on neither, unless the person's own version was asked for whole.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from freins.bilan import bilan_de
from freins.lecture import plan_de
from freins.models import GenreImprime, Imprime, PorteurAction
from freins.planification import PlanLu, vue_du_plan
from parcours.dossiers.models import Dossier
from parcours.socle.taches import EchecSansReprise

FEUILLE: Final = "parcours/imprime.css"
VARIANTE: Final = "pdf/ua-1"
# A step already finished says little after that long, on a page meant for the coming weeks.
JOURS_FINIES: Final = 180


class PangoAbsent(EchecSansReprise):
    """The machine has no Pango library: no PDF can be made on it."""


def contexte_de(imprime: Imprime, jour: date) -> tuple[str, dict[str, Any]]:
    """Return the template of a document and what it shows."""
    return _COMPOSITIONS[imprime.genre](imprime, jour)


def en_pdf(html: str) -> bytes:
    """Return a tagged PDF/UA of a page; PangoAbsent where the library is missing."""
    try:
        from weasyprint import CSS, HTML  # heavy, and only workers need it
    except OSError as absente:
        raise PangoAbsent from absente
    feuille = CSS(filename=finders.find(FEUILLE), url_fetcher=_rien_d_ailleurs)
    page = HTML(string=html, url_fetcher=_rien_d_ailleurs)
    return page.write_pdf(stylesheets=[feuille], pdf_variant=VARIANTE, pdf_tags=True)


def composer(imprime: Imprime, jour: date) -> bytes:
    """Return the PDF of a document as the dossier is now."""
    gabarit, contexte = contexte_de(imprime, jour)
    return en_pdf(render_to_string(gabarit, contexte))


def _rien_d_ailleurs(url: str, *args: Any, **kwargs: Any) -> Any:
    """A printed page loads nothing: neither a file of the machine nor the network."""
    raise ValueError("Un document imprimé ne charge rien.")


def _commun(imprime: Imprime, jour: date) -> dict[str, Any]:
    dossier = imprime.dossier
    return {
        "dossier": dossier, "jour": jour, "structure": dossier.structure,
        "plan": _plan(dossier, jour, voit_tout=imprime.est_complet),
    }  # fmt: skip


def _plan(dossier: Dossier, jour: date, *, voit_tout: bool) -> PlanLu:
    """The plan without the objectives not to be named, unless all was asked for."""
    vue = vue_du_plan(plan_de(dossier), dossier, jour, voit_tout=voit_tout)
    nommables = [o for o in vue.objectifs if not any(e.est_masque for e in o.etapes)]
    return PlanLu(vue.plan, [o for o in nommables if o.titre != "Objectif confidentiel"])


def _pour_l_equipe(imprime: Imprime, jour: date) -> tuple[str, dict[str, Any]]:
    return "freins/pdf/plan.html", _commun(imprime, jour)


def _pour_la_personne(imprime: Imprime, jour: date) -> tuple[str, dict[str, Any]]:
    contexte = _commun(imprime, jour)
    plan: PlanLu = contexte["plan"]
    depuis = jour - timedelta(days=JOURS_FINIES)
    return "freins/pdf/mon_plan.html", contexte | {
        "miennes": [e for e in plan.a_faire if e.action.porteur == PorteurAction.PERSONNE],
        "autres": [e for e in plan.a_faire if e.action.porteur != PorteurAction.PERSONNE],
        "faites": [
            e for e in plan.finies
            if e.action.statut == "faite" and e.action.finie_le and e.action.finie_le >= depuis
        ],
    }  # fmt: skip


def _bilan(imprime: Imprime, jour: date) -> tuple[str, dict[str, Any]]:
    """The report of a closing as it was that day, or of today."""
    cloture, dossier = imprime.cloture, imprime.dossier
    return "freins/pdf/bilan.html", {
        "dossier": dossier, "structure": dossier.structure, "jour": jour, "cloture": cloture,
        "bilan": cloture.bilan if cloture else bilan_de(dossier, jour),
    }  # fmt: skip


Composition = Callable[[Imprime, date], tuple[str, dict[str, Any]]]


def enregistrer(genre: str, composition: Composition) -> None:
    """Let an upper app compose a kind of document; call it from `AppConfig.ready`."""
    _COMPOSITIONS[genre] = composition


_COMPOSITIONS: Final[dict[str, Composition]] = {
    GenreImprime.PLAN_EQUIPE: _pour_l_equipe,
    GenreImprime.PLAN_PERSONNE: _pour_la_personne,
    GenreImprime.BILAN: _bilan,
}
