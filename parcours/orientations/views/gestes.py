"""Trying one change posted from any page: the form, the service, and what to say when refused."""

from dataclasses import dataclass

from django.http import HttpRequest

from parcours.comptes.models import Utilisateur
from parcours.orientations import etats, forms, services
from parcours.orientations.erreurs import MotifRefuse, OrientationImpossible, TexteRefuse
from parcours.orientations.forms import FormulaireTransition
from parcours.orientations.models import Orientation

INVALIDE, CONFLIT = 422, 409


@dataclass(frozen=True)
class Geste:
    """How a try ended. `statut` is 200 when it was done (or nothing was tried)."""

    statut: int = 200
    form: FormulaireTransition | None = None
    erreur: str = ""

    @property
    def est_fait(self) -> bool:
        return self.statut == 200


def tenter(
    request: HttpRequest,
    orientation: Orientation,
    *auteurs: str,
    par: Utilisateur | None,
    sauf: tuple[str, ...] = (),
) -> Geste:
    """Read the posted change, make it, or say why not; a refused one changes nothing."""
    regle = etats.TRANSITIONS.get(request.POST.get("transition", ""))
    auteur = next((a for a in auteurs if regle and a in regle.auteurs), None)
    if regle is None or auteur is None or regle.nom in sauf:
        return Geste(CONFLIT, erreur="Ce changement n’est pas possible ici.")
    form = FormulaireTransition(request.POST, orientation=orientation, regle=regle, auteur=auteur)
    if not form.is_valid():
        return Geste(INVALIDE, form)
    try:
        services.changer(
            orientation_id=orientation.pk, transition=regle.nom, auteur=auteur, par=par,
            version=form.cleaned_data["version"], details=form.details(),
        )  # fmt: skip
    except (MotifRefuse, TexteRefuse) as refus:
        form.add_error(None, refus.phrase)
        return Geste(INVALIDE, form)
    except OrientationImpossible as refus:
        return Geste(CONFLIT, erreur=refus.phrase)
    return Geste()


def formulaires(
    orientation: Orientation, geste: Geste, *auteurs: str, sauf: tuple[str, ...] = ()
) -> list[FormulaireTransition]:
    """The forms of the page; the one that was refused keeps what was typed."""
    possibles = forms.formulaires_possibles(orientation, *auteurs, sauf=sauf)
    if geste.form is None:
        return possibles
    return [geste.form if f.regle == geste.form.regle else f for f in possibles]
