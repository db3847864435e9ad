"""Writing one conversation at once: barriers named, and the measures given with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from freins.models import OUVERTS, Frein, ImpactFrein
from freins.regles.mesures import Langue, Mesure
from freins.regles.thematiques import PAR_CODE, Theme
from freins.services import barrieres, droits, mesurer, sante
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier, MoyenConsentement
from parcours.dossiers.services import noter_langue


@dataclass(frozen=True, slots=True)
class DroitTravail:
    """Whether the person may work in France, and until when."""

    est_oui: bool
    au: date | None = None


@dataclass(frozen=True, slots=True)
class Limites:
    """Functional limits the person chose, and how they agreed to have them noted."""

    codes: frozenset[str]
    moyen: str = MoyenConsentement.ORAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What was said. A theme absent from `impacts` was not spoken of and stays untouched.

    `limites` is None when the person did not agree: then nothing about health is written.
    """

    impacts: Mapping[str, str]
    mesures: Mapping[str, Mesure] = field(default_factory=dict)
    langue: Langue | None = None
    droit: DroitTravail | None = None
    limites: Limites | None = None


@transaction.atomic
def enregistrer(
    *, dossier: Dossier, conversation: Conversation, par: Utilisateur, jour: date
) -> list[Frein]:
    """Write everything or nothing; return the barriers of the themes named."""
    freins = [
        _noter_theme(dossier, PAR_CODE[code], impact, conversation, par, jour)
        for code, impact in conversation.impacts.items()
    ]
    for famille, mesure in conversation.mesures.items():
        mesurer.mesurer(dossier=dossier, famille=famille, mesure=mesure, par=par, jour=jour)
    _noter_ailleurs(dossier, conversation, par, jour)
    return [f for f in freins if f is not None]


def _noter_theme(
    dossier: Dossier, theme: Theme, impact: str, dit: Conversation, par: Utilisateur, jour: date
) -> Frein | None:
    """« Non » closes nothing: it says that an open barrier of the theme no longer prevents."""
    if theme.code == "sante" and dit.limites is None:
        return None
    ouverts = ouverts_du_theme(dossier, theme)
    if impact == ImpactFrein.AUCUN:
        for frein in ouverts:
            _changer(frein, impact, par)
        return ouverts[0] if ouverts else None
    if ouverts:
        return _changer(ouverts[0], impact, par)
    return barrieres.identifier(
        dossier=dossier, thematique=theme.thematique, impact=impact, par=par, jour=jour
    )


def ouverts_du_theme(dossier: Dossier, theme: Theme) -> list[Frein]:
    """Return the open barriers of a theme, the heaviest first: it is what the person means."""
    ouverts = Frein.objects.filter(dossier=dossier, statut__in=OUVERTS, thematique__in=_de(theme))
    poids = list(ImpactFrein.values)
    return sorted(ouverts.select_related("dossier"), key=lambda f: (-poids.index(f.impact), f.pk))


def _de(theme: Theme) -> tuple[str, ...]:
    return (*theme.membres, theme.thematique)


def _changer(frein: Frein, impact: str, par: Utilisateur) -> Frein:
    return barrieres.changer(
        frein=frein, impact=impact, est_prioritaire=frein.est_prioritaire, par=par
    )


def _noter_ailleurs(dossier: Dossier, dit: Conversation, par: Utilisateur, jour: date) -> None:
    """The facts whose one place is another app, or the encrypted field."""
    if dit.langue is not None:
        mesurer.repondre_aux_doutes(dossier=dossier, famille="langue", par=par, jour=jour)
        noter_langue(
            dossier=dossier, par=par, oral=dit.langue.oral or "", ecrit=dit.langue.ecrit or ""
        )
    if dit.droit is not None:
        droits.noter_droit_travail(
            dossier=dossier, par=par, est_oui=dit.droit.est_oui, au=dit.droit.au
        )
    if dit.limites is not None:
        sante.noter_limites(
            dossier=dossier, limites=dit.limites.codes, par=par, consent=True,
            moyen=dit.limites.moyen,
        )  # fmt: skip
