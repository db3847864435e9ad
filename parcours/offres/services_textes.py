"""What people decide about the text of an opening, and what that allows.

An error forbids publication until a second person has agreed to an exception of the closed list, or
agreed that the finding is wrong. A warning asks for a written word. Imported openings with an error
wait in quarantine, where nobody who looks for a job sees them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from matching.equite.textes import JUSTIFICATION_MINIMALE, Gravite, exceptions_pour
from parcours.comptes.models import Utilisateur
from parcours.offres import etats, legalite
from parcours.offres.importeurs.preparer import texte_cherche
from parcours.offres.legalite import Constat
from parcours.offres.models import DecisionTexte, EtatDecision, NatureDecision, Ouverture
from parcours.socle import evenements, journal
from parcours.socle.horloge import maintenant
from parcours.socle.models import ActionJournal
from parcours.socle.versions import avancer

LONGUEUR_CONFIRMATION = 10


class TexteIllicite(Exception):
    """The text forbids what was asked; the message says why, in French."""


class DecisionImpossible(Exception):
    """The decision may not be taken, or not by this person; the message says why, in French."""


@dataclass(frozen=True, slots=True)
class GardeTexte:
    """What goes with a text: the written word for its warnings, or setting it aside."""

    confirmation: str = ""
    en_quarantaine: bool = False


SANS_MOT = GardeTexte()


def constats_charges(ouverture: Ouverture) -> list[Constat]:
    """The same from decisions already loaded (lists)."""
    gardees = [d for d in ouverture.decisions_texte.all() if d.etat != EtatDecision.REFUSEE]
    return legalite.lire(ouverture.intitule, ouverture.description, gardees)


def constats(ouverture: Ouverture) -> list[Constat]:
    """Findings of an opening with the decisions taken on it."""
    decisions: Iterable[DecisionTexte] = ()
    if ouverture.pk:
        # A refused one counts for nothing; the last word on a finding is the one that holds.
        decisions = ouverture.decisions_texte.exclude(etat=EtatDecision.REFUSEE).select_related(
            "par"
        )
    return legalite.lire(ouverture.intitule, ouverture.description, decisions)


def etat_apres(ouverture: Ouverture, garde: GardeTexte) -> str:
    """State the opening gets with this text; TexteIllicite when it may not be kept so."""
    lus = constats(ouverture)
    if any(c.bloque for c in lus):
        if not garde.en_quarantaine:
            raise TexteIllicite("Le texte contient ce que la loi interdit : le corriger d’abord.")
        return etats.EN_QUARANTAINE
    if any(c.est_a_confirmer for c in lus) and not est_un_mot(garde.confirmation):
        raise TexteIllicite("Écrire pourquoi ces mots sont gardés.")
    return ouverture.etat if ouverture.etat not in ("", etats.EN_QUARANTAINE) else etats.PUBLIEE


def poser_etat(ouverture: Ouverture, garde: GardeTexte) -> None:
    """Give an opening not saved yet the state its text allows; what its author says of it is kept."""
    ouverture.etat = etat_apres(ouverture, garde)
    if ouverture.etat == etats.EN_QUARANTAINE:
        ouverture.details = ouverture.details | {"texte_explication": garde.confirmation.strip()}


def exiger_licite(ouverture: Ouverture) -> None:
    """Nothing blocks the publication of this opening; TransitionRefusee otherwise."""
    if any(c.bloque for c in constats(ouverture)):
        raise etats.TransitionRefusee(
            "Le texte contient ce que la loi interdit : le corriger, ou demander une exception "
            "depuis « Vérifier le texte »."
        )


def est_un_mot(confirmation: str) -> bool:
    """True for words, not for a sign typed to pass."""
    return len(confirmation.strip()) >= LONGUEUR_CONFIRMATION


@transaction.atomic
def confirmer(*, par: Utilisateur, ouverture: Ouverture, mot: str) -> int:
    """Keep the written word for each warning that waits for one; return how many."""
    attendus = [c for c in constats(ouverture) if c.est_a_confirmer] if est_un_mot(mot) else []
    for constat in attendus:
        _ecrire(par, ouverture, constat, NatureDecision.CONFIRMATION, mot, EtatDecision.VALIDEE)
    return len(attendus)


@transaction.atomic
def demander(
    *, par: Utilisateur, ouverture: Ouverture, jeton: str, exception: str, justification: str
) -> DecisionTexte:
    """Ask that an error stands: by an exception, or ("") because the finding is wrong.

    A disagreement about a mere warning or advice is recorded at once and needs nobody else.
    """
    constat = _constat(ouverture, jeton)
    if len(justification.strip()) < JUSTIFICATION_MINIMALE:
        raise DecisionImpossible(
            f"Écrire au moins {JUSTIFICATION_MINIMALE} caractères : ce que fait le poste, et "
            "pourquoi ces mots sont permis."
        )
    permises = {e.code for e in exceptions_pour(constat.signalement.motif)}
    if exception and exception not in permises:
        raise DecisionImpossible(
            "Cette exception ne vaut pas pour ce motif : en choisir une autre."
        )
    nature = NatureDecision.EXCEPTION if exception else NatureDecision.DESACCORD
    est_grave = constat.signalement.gravite is Gravite.ERREUR
    etat = EtatDecision.DEMANDEE if est_grave else EtatDecision.VALIDEE
    return _ecrire(par, ouverture, constat, nature, justification, etat, exception)


def _constat(ouverture: Ouverture, jeton: str) -> Constat:
    """The finding meant; its text may have changed meanwhile."""
    trouve = next((c for c in constats(ouverture) if c.jeton == jeton), None)
    if trouve is None:
        raise DecisionImpossible("Le texte a changé : relire les constats avant de décider.")
    if trouve.decision is not None:
        raise DecisionImpossible("Une décision existe déjà pour ces mots.")
    return trouve


def _ecrire(
    par: Utilisateur,
    ouverture: Ouverture,
    constat: Constat,
    nature: NatureDecision,
    justification: str,
    etat: EtatDecision,
    exception: str = "",
) -> DecisionTexte:
    regle, extrait_simple = constat.cle
    decision = DecisionTexte.objects.create(
        ouverture=ouverture, regle=regle, extrait=constat.signalement.extrait[:400],
        extrait_simple=extrait_simple, nature=nature, etat=etat, exception=exception,
        justification=justification.strip()[:600], par=par,
    )  # fmt: skip
    _noter(par, ouverture, f"texte_{nature.value}")
    return decision


@transaction.atomic
def juger(*, par: Utilisateur, decision: DecisionTexte, est_validee: bool, jour: date) -> Ouverture:
    """A second person agrees or not; the last agreement needed publishes the opening."""
    decision = DecisionTexte.objects.select_for_update().get(pk=decision.pk)
    if decision.etat != EtatDecision.DEMANDEE:
        raise DecisionImpossible("Cette demande est déjà jugée.")
    if decision.par_id == par.pk:
        raise DecisionImpossible("Une seconde personne doit juger : demander à une ou un collègue.")
    decision.etat = EtatDecision.VALIDEE if est_validee else EtatDecision.REFUSEE
    decision.seconde_personne, decision.jugee_le = par, maintenant()
    decision.save(update_fields=["etat", "seconde_personne", "jugee_le", "modifie_le"])
    ouverture = Ouverture.objects.select_for_update().get(pk=decision.ouverture_id)
    _noter(par, ouverture, "texte_juge")
    return _sortir_de_quarantaine(ouverture, jour)


@transaction.atomic
def corriger(
    *, par: Utilisateur, ouverture: Ouverture, intitule: str, description: str, jour: date
) -> Ouverture:
    """Write lawful words in the place of the source’s; a lawful opening leaves quarantine."""
    ouverture = Ouverture.objects.select_for_update().get(pk=ouverture.pk)
    ouverture.intitule, ouverture.description = intitule, description
    ouverture.recherche = texte_cherche(
        intitule,
        ouverture.chez,
        ouverture.lieu,
        ouverture.metier.libelle if ouverture.metier else "",
    )
    ouverture.save(update_fields=["intitule", "description", "recherche", "modifie_le"])
    _noter(par, ouverture, "texte_corrige")
    return _sortir_de_quarantaine(ouverture, jour)


def _sortir_de_quarantaine(ouverture: Ouverture, jour: date) -> Ouverture:
    if ouverture.etat != etats.EN_QUARANTAINE or any(c.bloque for c in constats(ouverture)):
        return ouverture
    ouverture.etat = etats.arrivee("lever_quarantaine", ouverture.etat)
    ouverture.publiee_le = ouverture.publiee_le or jour
    ouverture.details = details_leves(ouverture)
    ouverture.save(update_fields=["etat", "publiee_le", "details", "modifie_le"])
    return ouverture


def details_leves(ouverture: Ouverture) -> dict[str, Any]:
    """Details of an opening out of quarantine: an import that says the same words leaves it so."""
    return ouverture.details | {"quarantaine_levee": True}


def _noter(par: Utilisateur, ouverture: Ouverture, quoi: str) -> None:
    avancer(ouverture)
    journal.noter(
        acteur=par, action=ActionJournal.MODIFICATION, objet="ouverture", objet_id=ouverture.pk,
        champ=quoi,
    )  # fmt: skip
    evenements.publier(sujet="ouverture", sujet_id=ouverture.pk, quoi=quoi)
