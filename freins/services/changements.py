"""What a step may change, family by family: the measure before, writing the new one, after.

A measure travels here as JSON, the same that `Action.effet` keeps: garde, mobilite and numerique as
in `freins.regles.mesures`; langue ``{"oral", "ecrit"}``; permis ``{"categories": […], "a_echanger": […]}``;
qualification ``{"niveau", "certificats": […], "diplomes": n}``; administratif ``{"est_oui", "au"}``. Health has
none: its limits are only written by their own page, encrypted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Max, Q

from freins.models import Capacite, FamilleMesuree
from freins.regles.mesures import depuis_json
from freins.services.droits import noter_droit_travail
from freins.services.mesurer import mesurer
from matching.moteur.vocabulaire import CERTIFICATS, NIVEAUX_DIPLOME, Famille
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import (
    Certification,
    Diplome,
    Dossier,
    NatureSituation,
    Permis,
    Situation,
)
from parcours.dossiers.models import Langue as LangueDossier
from parcours.dossiers.services.qualifications import enregistrer_qualification, noter_langue

Etat = dict[str, Any] | None


class RienNeChange(ValueError):
    """The measure given is the one already known; the message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Changement:
    """The new measure of a family, as typed: what its form gives."""

    famille: str
    valeurs: Mapping[str, Any] = field(default_factory=dict)


def appliquer(*, dossier: Dossier, changement: Changement, par: Utilisateur, jour: date) -> dict:
    """Write the new measure at its one place; return the effect (family, before, after).

    RienNeChange when nothing differs. Call it in the transaction of what brought the change.
    """
    lire, ecrire = _FAMILLES[changement.famille]
    avant = lire(dossier, jour)
    ecrire(dossier, changement.valeurs, par, jour)
    apres = lire(dossier, jour)
    if avant == apres:
        raise RienNeChange(
            "C’est la même mesure qu’avant : noter ce qui est différent, ou répondre que rien n’a "
            "changé."
        )
    return {"famille": changement.famille, "avant": avant, "apres": apres}


def etat_de(dossier: Dossier, famille: str | None, jour: date) -> Etat:
    """The present measure of a family, None when nothing is known (or nothing is measured)."""
    return _FAMILLES[famille][0](dossier, jour) if famille in _FAMILLES else None


def se_mesure(famille: str | None) -> bool:
    """True when a step may write a measure of this family."""
    return famille in _FAMILLES


# --- Reading --------------------------------------------------------------------------------------
Lecture = Callable[[Dossier, date], Etat]


def _lire_capacite(famille: str) -> Lecture:
    def lire(dossier: Dossier, jour: date) -> Etat:
        capacite = Capacite.objects.filter(dossier=dossier, famille=famille).first()
        return dict(capacite.mesure) if capacite else None

    return lire


def _lire_langue(dossier: Dossier, jour: date) -> Etat:
    francais = LangueDossier.objects.filter(dossier=dossier, code="fr").first()
    return {"oral": francais.oral, "ecrit": francais.ecrit} if francais else None


def _lire_permis(dossier: Dossier, jour: date) -> Etat:
    """`categories` let drive on that day, as the engine reads them; some are still to exchange."""
    siens = list(Permis.objects.filter(dossier=dossier).order_by("categorie"))
    if not siens:
        return None
    valables = [
        p for p in siens
        if not p.est_etranger or p.echange_avant_le is None or p.echange_avant_le >= jour
    ]  # fmt: skip
    return {
        "categories": [p.categorie for p in valables],
        "a_echanger": [p.categorie for p in siens if p.est_etranger],
    }


def _lire_qualification(dossier: Dossier, jour: date) -> Etat:
    diplomes = Diplome.objects.filter(dossier=dossier, est_etranger_non_reconnu=False)
    certificats = Certification.objects.filter(dossier=dossier)
    valables = certificats.filter(Q(expire_le=None) | Q(expire_le__gte=jour))
    if not diplomes and not certificats:
        return None
    return {
        "niveau": diplomes.aggregate(n=Max("niveau"))["n"],
        "diplomes": len(diplomes),
        "certificats": sorted(valables.values_list("code", flat=True)) if certificats else None,
    }


def _lire_droit(dossier: Dossier, jour: date) -> Etat:
    fiche = Situation.objects.filter(dossier=dossier, nature=NatureSituation.DROIT_TRAVAIL).first()
    au = fiche.au.isoformat() if fiche and fiche.au else None
    return {"est_oui": fiche.est_oui, "au": au} if fiche else None


# --- Writing --------------------------------------------------------------------------------------
Ecriture = Callable[[Dossier, Mapping[str, Any], Utilisateur, date], object]


def _ecrire_capacite(famille: str) -> Ecriture:
    def ecrire(dossier: Dossier, valeurs: Mapping, par: Utilisateur, jour: date) -> object:
        mesure = depuis_json(famille, valeurs)
        return mesurer(dossier=dossier, famille=famille, mesure=mesure, par=par, jour=jour)

    return ecrire


def _ecrire_langue(dossier: Dossier, valeurs: Mapping, par: Utilisateur, jour: date) -> object:
    oral, ecrit = valeurs.get("oral") or "", valeurs.get("ecrit") or ""
    return noter_langue(dossier=dossier, par=par, oral=oral, ecrit=ecrit)


def _ecrire_permis(dossier: Dossier, valeurs: Mapping, par: Utilisateur, jour: date) -> object:
    """The licence obtained; a foreign one of the category has been exchanged."""
    categorie = valeurs["categorie"]
    permis = Permis.objects.filter(dossier=dossier, categorie=categorie).first()
    if permis and not permis.est_etranger:
        return permis
    permis = permis or Permis(categorie=categorie)
    permis.est_etranger, permis.echange_avant_le = False, None
    return enregistrer_qualification(dossier=dossier, par=par, objet=permis)


def _ecrire_qualification(
    dossier: Dossier, valeurs: Mapping, par: Utilisateur, jour: date
) -> object:
    if valeurs.get("niveau") not in (None, ""):
        niveau = int(valeurs["niveau"])
        intitule = valeurs.get("intitule") or NIVEAUX_DIPLOME[niveau]
        diplome = Diplome(intitule=intitule, niveau=niveau, annee=jour.year)
        enregistrer_qualification(dossier=dossier, par=par, objet=diplome)
    if code := valeurs.get("certificat"):
        deja = Certification.objects.filter(dossier=dossier, code=code).first()
        certificat = deja or Certification(code=code, intitule=CERTIFICATS[code])
        certificat.expire_le = valeurs.get("expire_le")
        enregistrer_qualification(dossier=dossier, par=par, objet=certificat)
    return None


def _ecrire_droit(dossier: Dossier, valeurs: Mapping, par: Utilisateur, jour: date) -> object:
    au = date.fromisoformat(valeurs["au"]) if valeurs.get("au") else None
    return noter_droit_travail(dossier=dossier, est_oui=valeurs["est_oui"], au=au, par=par)


_FAMILLES: Final[dict[str | None, tuple[Lecture, Ecriture]]] = {
    **{f: (_lire_capacite(f), _ecrire_capacite(f)) for f in FamilleMesuree.values},
    Famille.LANGUE: (_lire_langue, _ecrire_langue),
    Famille.PERMIS: (_lire_permis, _ecrire_permis),
    Famille.QUALIFICATION: (_lire_qualification, _ecrire_qualification),
    Famille.ADMINISTRATIF: (_lire_droit, _ecrire_droit),
}
