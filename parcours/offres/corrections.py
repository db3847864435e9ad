"""Correcting what was read in an opening: firmness, value, hours, facts; each one transaction.

What a person corrects is kept in words (`CorrectionOuverture`), told to the ranking, and left
alone by the imports that follow.
"""

from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.forms.models import model_to_dict

from matching.moteur.vocabulaire import CERTIFICATS, Critere, Exigence, Provenance
from parcours.comptes.models import Utilisateur
from parcours.offres.faits import HEURES, OUI_NON, champs_corriges
from parcours.offres.models import (
    CorrectionOuverture,
    ExigenceEcartee,
    ExigenceOuverture,
    Ouverture,
)
from parcours.offres.presentation import duree_lisible, horaires_lisibles, nommer
from parcours.offres.services import dire
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal

CLES: Final = ("critere", "code", "provenance")
_LUS: Final = ("code", "niveau", "libelle", "exigence", "confiance")
ECARTEE: Final = "non demandé"


class ExigenceDejaLa(Exception):
    """The opening already has this requirement; the message says what to do."""


@transaction.atomic
def changer_fermete(
    *, par: Utilisateur, exigence: ExigenceOuverture, fermete: str
) -> ExigenceOuverture:
    """Say how firm a requirement really is; the next import keeps it."""
    avant = _en_mots(exigence)
    _garder_la_lecture(exigence)
    exigence.exigence = Exigence(fermete)
    return _enregistrer(par, exigence, avant)


@transaction.atomic
def changer_valeur(
    *, par: Utilisateur, exigence: ExigenceOuverture, code: str, niveau: int | None
) -> ExigenceOuverture:
    """Say what is really asked (which licence, which level…); ExigenceDejaLa with a sentence.

    The requirement first read is crossed out when its code changes, so that no import brings it
    back beside the corrected one.
    """
    avant = _en_mots(exigence)
    if code != exigence.code:
        _refuser_un_double(exigence, code)
        _ecarter(exigence)
    _garder_la_lecture(exigence)
    exigence.code, exigence.niveau = code, niveau
    if exigence.critere == Critere.CERTIFICAT:
        exigence.libelle = CERTIFICATS.get(code, "")
    return _enregistrer(par, exigence, avant)


@transaction.atomic
def revenir_a_la_lecture(*, par: Utilisateur, exigence: ExigenceOuverture) -> ExigenceOuverture:
    """Undo the corrections of a requirement: it is again as it was read."""
    if not exigence.lecture:
        return exigence
    avant = _en_mots(exigence)
    if exigence.lecture["code"] != exigence.code:
        _refuser_un_double(exigence, exigence.lecture["code"])
    for champ in _LUS:
        setattr(exigence, champ, exigence.lecture[champ])
    exigence.lecture = {}
    _ecartees(exigence).delete()
    return _enregistrer(par, exigence, avant, est_corrigee=False)


@transaction.atomic
def ecarter_exigence(*, par: Utilisateur, exigence: ExigenceOuverture) -> ExigenceEcartee:
    """Cross out a requirement the opening does not ask; the next import does not bring it back."""
    avant = _en_mots(exigence)
    ecartee = _ecarter(exigence)
    exigence.delete()
    _noter(par, ecartee.ouverture, nommer(ecartee.exigence), avant, ECARTEE, "exigence")
    return ecartee


@transaction.atomic
def retablir_exigence(*, par: Utilisateur, ecartee: ExigenceEcartee) -> ExigenceOuverture:
    """Undo `ecarter_exigence`."""
    reste = {c: v for c, v in ecartee.contenu.items() if c not in CLES}
    exigence, _ = ExigenceOuverture.objects.get_or_create(
        ouverture=ecartee.ouverture, **{c: getattr(ecartee, c) for c in CLES}, defaults=reste
    )
    ecartee.delete()
    _noter(
        par, exigence.ouverture, nommer(exigence), ECARTEE, _en_mots(exigence), "exigence"
    )  # fmt: skip
    return exigence


@transaction.atomic
def ajouter_exigence(
    *, par: Utilisateur, ouverture: Ouverture, champs: dict[str, Any]
) -> ExigenceOuverture:
    """Write a requirement that nothing read; imports keep it. ExigenceDejaLa with a sentence."""
    nouvelle = ExigenceOuverture(
        ouverture=ouverture, provenance=Provenance.EMPLOYEUR, est_corrigee=True, **champs
    )
    memes = {"critere": nouvelle.critere, "code": nouvelle.code}
    if ouverture.exigences.filter(**memes).exists():
        raise ExigenceDejaLa(
            f"« {nommer(nouvelle)} » est déjà dans la liste : corriger cette ligne-là."
        )
    if ouverture.exigences_ecartees.filter(**memes).exists():
        raise ExigenceDejaLa(
            f"« {nommer(nouvelle)} » a été écartée à la main : la rétablir, plus bas, suffit."
        )
    nouvelle.save()
    _noter(par, ouverture, nommer(nouvelle), "", _en_mots(nouvelle), "exigence")
    return nouvelle


@transaction.atomic
def corriger_horaires(*, par: Utilisateur, ouverture: Ouverture, grille: str) -> Ouverture:
    """Write the hours the employer said; the next import keeps them. "" takes them away."""
    avant = horaires_lisibles(ouverture)
    ouverture.grille = grille
    ouverture.grille_provenance = Provenance.EMPLOYEUR if grille else ""
    ouverture.jeu_debut = ouverture.jeu_fin = 0
    ouverture.est_grille_corrigee = True
    ouverture.save(
        update_fields=[
            "grille", "grille_provenance", "jeu_debut", "jeu_fin", "est_grille_corrigee",
            "modifie_le",
        ]
    )  # fmt: skip
    _noter(par, ouverture, "Horaires", avant, horaires_lisibles(ouverture), "horaires")
    return ouverture


@transaction.atomic
def corriger_duree(*, par: Utilisateur, ouverture: Ouverture, heures: Decimal | None) -> Ouverture:
    """Write the weekly hours the employer said, None when they are not known; imports keep them."""
    avant = duree_lisible(ouverture.heures_hebdo)
    valeur = None if heures is None else str(heures)
    _corriger_fait(ouverture, HEURES, valeur)
    _noter(par, ouverture, "Durée", avant, duree_lisible(ouverture.heures_hebdo), "duree")
    return ouverture


@transaction.atomic
def corriger_fait(
    *, par: Utilisateur, ouverture: Ouverture, fait: str, est_vrai: bool
) -> Ouverture:
    """Say whether a fact read in the text holds (`faits.OUI_NON`); imports keep the answer."""
    libelle, oui, non = OUI_NON[fait]
    avant = oui if ouverture.details.get(fait) else non
    _corriger_fait(ouverture, fait, est_vrai)
    _noter(par, ouverture, libelle, avant, oui if est_vrai else non, "fait")
    return ouverture


def _corriger_fait(ouverture: Ouverture, fait: str, valeur: Any) -> None:
    ouverture.faits_corriges = ouverture.faits_corriges | {fait: valeur}
    for champ, corrigee in champs_corriges(ouverture.details, ouverture.faits_corriges).items():
        setattr(ouverture, champ, corrigee)
    ouverture.save(update_fields=["faits_corriges", "details", HEURES, "modifie_le"])


def _garder_la_lecture(exigence: ExigenceOuverture) -> None:
    if not exigence.lecture:
        exigence.lecture = {champ: getattr(exigence, champ) for champ in _LUS}


def _enregistrer(
    par: Utilisateur, exigence: ExigenceOuverture, avant: str, *, est_corrigee: bool = True
) -> ExigenceOuverture:
    exigence.est_corrigee = est_corrigee
    if est_corrigee:
        exigence.confiance = 1.0
    exigence.save(
        update_fields=[
            "code",
            "niveau",
            "libelle",
            "exigence",
            "confiance",
            "est_corrigee",
            "lecture",
        ]
    )
    _noter(
        par, exigence.ouverture, avant.partition(" · ")[0], avant, _en_mots(exigence), "exigence"
    )
    return exigence


def _ecarter(exigence: ExigenceOuverture) -> ExigenceEcartee:
    """Keep what imports must not bring back: the requirement as it was first read."""
    contenu = model_to_dict(exigence, exclude=["id", "ouverture"]) | exigence.lecture
    contenu |= {"est_corrigee": False, "lecture": {}} if exigence.lecture else {}
    ecartee, _ = ExigenceEcartee.objects.update_or_create(
        ouverture=exigence.ouverture, critere=exigence.critere, code=contenu["code"],
        provenance=exigence.provenance, defaults={"contenu": contenu},
    )  # fmt: skip
    return ecartee


def _ecartees(exigence: ExigenceOuverture) -> Any:
    return ExigenceEcartee.objects.filter(
        ouverture=exigence.ouverture_id, **{c: getattr(exigence, c) for c in CLES}
    )


def _refuser_un_double(exigence: ExigenceOuverture, code: str) -> None:
    memes = ExigenceOuverture.objects.filter(
        ouverture=exigence.ouverture_id, critere=exigence.critere, code=code,
        provenance=exigence.provenance,
    )  # fmt: skip
    if double := memes.exclude(pk=exigence.pk).first():
        raise ExigenceDejaLa(
            f"« {nommer(double)} » est déjà dans la liste : corriger cette ligne-là, et dire "
            "« non demandé » sur celle-ci."
        )


def _en_mots(exigence: ExigenceOuverture) -> str:
    """« Permis B · exigé »."""
    return f"{nommer(exigence)} · {exigence.get_exigence_display().lower()}"


def _noter(
    par: Utilisateur, ouverture: Ouverture, quoi: str, avant: str, apres: str, champ: str
) -> None:
    CorrectionOuverture.objects.create(
        ouverture=ouverture, quoi=quoi[:120], avant=avant[:160], apres=apres[:160], par=par,
        le=maintenant(),
    )  # fmt: skip
    dire(par, ouverture, ActionJournal.MODIFICATION, champ)
