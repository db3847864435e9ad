"""Writes of the orientations. Every change of state goes through `changer`."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from parcours.comptes import abonnements
from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import FinaliteConsentement, MoyenConsentement
from parcours.dossiers.models import Consentement, Dossier, StatutDossier
from parcours.offres.models import EtatOuverture, Ouverture
from parcours.orientations import accords, cartes, courriels, etats, textes
from parcours.orientations.erreurs import (
    AccordManquant,
    EtatDepasse,
    MotifRefuse,
    OrientationImpossible,
    PlusDePlace,
    TexteRefuse,
    TransitionRefusee,
)
from parcours.orientations.etats import Auteur, EtatOrientation, Transition
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.socle import evenements, journal
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.models import ActionJournal
from parcours.solutions.models import Solution


@dataclass(frozen=True)
class Details:
    """What comes with a change: a coded reason, a checked text, a date, a time and place."""

    motif: str = ""
    texte: str = ""
    jour: date | None = None
    instant: datetime | None = None
    lieu: str = ""


@dataclass(frozen=True)
class Accord:
    """The person's agreement for one referral, as recorded by who asked for it."""

    moyen: str
    champs: list[str] = field(default_factory=list)
    jours: int = 90


def verifier_acte(acte: str, auteur: str) -> None:
    """Raise TransitionRefusee when the machine tries anything outside its closed list."""
    if auteur == Auteur.HORLOGE and acte not in etats.ACTES_DE_LA_MACHINE:
        raise TransitionRefusee(f"La machine ne fait pas « {acte} » seule.")


# --- Making one -----------------------------------------------------------------------------------
def preparer(
    *,
    dossier: Dossier,
    par: Utilisateur,
    jeton: UUID,
    ouverture: Ouverture | None = None,
    solution: Solution | None = None,
    mot: str = "",
) -> Orientation:
    """Write a draft; the same `jeton` again returns the first one.

    OrientationImpossible when the opening is closed, when a live one exists already, or when the
    sentence says what it must not.
    """
    deja = Orientation.objects.filter(jeton=jeton, dossier=dossier).first()
    if deja is not None:
        return deja
    _verifier_cible(dossier, ouverture, solution)
    _verifier_mot(dossier, ouverture, mot)
    try:
        with transaction.atomic():
            orientation = Orientation.objects.create(
                dossier=dossier, ouverture=ouverture, solution=solution, par=par, mot=mot.strip(),
                jeton=jeton, etat_le=maintenant(),
            )  # fmt: skip
            _tracer(orientation, par=par, action=ActionJournal.CREATION, motif="brouillon")
    except IntegrityError:  # the same click twice at once, or two counsellors
        deja = Orientation.objects.filter(jeton=jeton, dossier=dossier).first()
        if deja is not None:
            return deja
        raise EtatDepasse("Cette personne vient d’être orientée vers cette ouverture.") from None
    return orientation


def orienter(*, accord: Accord | None, **champs: Any) -> Orientation:
    """Draft and send in one transaction: nothing stays when sending is refused."""
    with transaction.atomic():
        orientation = preparer(**champs)
        if orientation.etat != EtatOrientation.BROUILLON:
            return orientation
        return envoyer(orientation_id=orientation.pk, par=champs["par"], accord=accord)


def envoyer(
    *, orientation_id: int, par: Utilisateur, accord: Accord | None, version: int | None = None
) -> Orientation:
    """Send a draft: the agreement is recorded, the card composed and kept, the recipient told.

    AccordManquant without the person's agreement; to an employer nothing overrides it.
    """
    with transaction.atomic():
        orientation = _verrouiller(orientation_id)
        if not _est_rejouee(orientation, "envoyer", Auteur.CONSEILLER, version):
            _verifier_cible(
                orientation.dossier, orientation.ouverture, orientation.solution, orientation.pk
            )
            if accord is not None:
                _noter_accord(orientation, par, accord)
            if not accords.est_donne(orientation):
                raise AccordManquant(
                    "L’accord de la personne pour cette orientation n’est pas noté : rien n’est envoyé."
                )
            _composer(orientation, accord)
        return changer(
            orientation_id=orientation_id, transition="envoyer", auteur=Auteur.CONSEILLER,
            par=par, version=version,
        )  # fmt: skip


def _verifier_cible(
    dossier: Dossier,
    ouverture: Ouverture | None,
    solution: Solution | None,
    sauf: int | None = None,
) -> None:
    if (ouverture is None) == (solution is None):
        raise OrientationImpossible("Choisir une ouverture ou une solution, une seule.")
    if dossier.statut == StatutDossier.CLOS:
        raise OrientationImpossible("Ce dossier est clos : le rouvrir avant d’orienter.")
    if ouverture is not None and ouverture.etat != EtatOuverture.PUBLIEE:
        raise OrientationImpossible("Cette ouverture n’est plus publiée : en choisir une autre.")
    if solution is not None and not solution.est_active:
        raise OrientationImpossible("Cette solution n’est plus proposée : en choisir une autre.")
    vivantes = Orientation.objects.vivantes().filter(dossier=dossier).exclude(pk=sauf)
    if vivantes.filter(ouverture=ouverture, solution=solution).exists():
        raise EtatDepasse("Cette personne est déjà orientée ici : voir l’onglet Orientations.")


def _verifier_mot(dossier: Dossier, ouverture: Ouverture | None, mot: str) -> None:
    if ouverture is not None:
        defauts = textes.defauts_du_mot_aveugle(mot, dossier.personne)
    else:
        defauts, _ = textes.defauts_de_note(mot, champ="mot", est_strict=False)
    if defauts:
        raise TexteRefuse(" ".join(defauts))


def _noter_accord(orientation: Orientation, par: Utilisateur, accord: Accord) -> None:
    vers_employeur = orientation.ouverture_id is not None
    Consentement.objects.create(
        dossier_id=orientation.dossier_id,
        finalite=FinaliteConsentement.PARTAGE_EMPLOYEUR
        if vers_employeur
        else FinaliteConsentement.PARTAGE_SERVICE,
        moyen=MoyenConsentement(accord.moyen),
        donne_le=maintenant(),
        recueilli_par=par,
        objet_id=orientation.pk,
        champs=[] if vers_employeur else _champs_permis(accord.champs),
    )


def _champs_permis(champs: list[str]) -> list[str]:
    return [champ for champ in cartes.CHAMPS_PARTAGEABLES if champ in champs]


def _composer(orientation: Orientation, accord: Accord | None) -> None:
    """Write once what the recipient will read, and where it goes."""
    jour = aujourd_hui()
    dossier = orientation.dossier
    if orientation.ouverture is not None:
        carte = cartes.pour_ouverture(
            dossier=dossier, ouverture=orientation.ouverture, mot=orientation.mot, jour=jour
        )
        adresse = adresse_du_destinataire(ouverture=orientation.ouverture)
    else:
        consentement = accords.en_vigueur(orientation)
        orientation.champs_partages = list(consentement.champs) if consentement else []
        orientation.partage_jusqu_au = jour + timedelta(days=accord.jours if accord else 90)
        carte = cartes.pour_service(
            dossier=dossier, solution=orientation.solution, champs=orientation.champs_partages,
            mot=orientation.mot, jour=jour,
        )  # fmt: skip
        adresse = adresse_du_destinataire(solution=orientation.solution)
    orientation.carte = carte
    orientation.email_destinataire = adresse
    orientation.est_transmise_autrement = not adresse
    orientation.save(
        update_fields=[
            "carte", "champs_partages", "partage_jusqu_au", "email_destinataire",
            "est_transmise_autrement", "modifie_le",
        ]
    )  # fmt: skip


def adresse_du_destinataire(
    *, ouverture: Ouverture | None = None, solution: Solution | None = None
) -> str:
    """Where it would be sent; empty when the recipient has no e-mail address."""
    if ouverture is not None:
        return ouverture.email_reponse or (ouverture.employeur.email if ouverture.employeur else "")
    return (solution.email or solution.structure.email) if solution else ""


# --- Changing its state ---------------------------------------------------------------------------
def changer(
    *,
    orientation_id: int,
    transition: str,
    auteur: str,
    par: Utilisateur | None = None,
    version: int | None = None,
    details: Details | None = None,
) -> Orientation:
    """Make one change of the table, with its log row, its messages and its event.

    `version` is the one the author was looking at: the same change posted again returns quietly,
    another change made meanwhile raises EtatDepasse. Raises TransitionRefusee, MotifRefuse,
    TexteRefuse or PlusDePlace, and then nothing has changed.
    """
    details = details or Details()
    with transaction.atomic():
        orientation = _verrouiller(orientation_id)
        if _est_rejouee(orientation, transition, auteur, version):
            return orientation
        regle = _regle_permise(orientation, transition, auteur)
        _verifier_details(orientation, regle, auteur, details)
        if transition == "accepter" and orientation.ouverture_id:
            _prendre_une_place(orientation.ouverture_id)
        de = orientation.etat
        _avancer(orientation, regle, auteur, details)
        rang = _ecrire_au_journal(orientation, regle, de, auteur, par, details)
        if transition == "accepter" and orientation.ouverture_id:
            _fermer_si_pourvue(orientation.ouverture_id)
        courriels.annoncer(orientation, rang)
        _annoncer_aux_abonnes(orientation)
        _tracer(orientation, par=par, action=ActionJournal.MODIFICATION, motif=transition)
        evenements.publier(sujet="dossier", sujet_id=orientation.dossier_id, quoi="orientation")
    return orientation


def _annoncer_aux_abonnes(orientation: Orientation) -> None:
    """Tell the tools of the structure: identifiers, state and date; never who nor why."""
    abonnements.annoncer(
        structure_id=orientation.dossier.structure_id,
        evenement=f"orientation.{orientation.etat}",
        contenu={
            "orientation": orientation.pk,
            "dossier": orientation.dossier_id,
            "etat": str(orientation.etat),
            "version": orientation.version,
            "depuis": orientation.etat_le.isoformat() if orientation.etat_le else None,
        },
    )


def _verrouiller(orientation_id: int) -> Orientation:
    # NO KEY: an e-mail about this one, written while someone else holds its row, must not wait
    # for it (two acceptances of one opening would each wait for the other).
    return Orientation.objects.select_for_update(no_key=True).get(pk=orientation_id)


def _est_rejouee(
    orientation: Orientation, transition: str, auteur: str, version: int | None
) -> bool:
    """True when this very change was made already; EtatDepasse when another one was."""
    if version is None or version == orientation.version:
        return False
    dernier = orientation.transitions.last()
    if (
        dernier is not None
        and version == orientation.version - 1
        and (dernier.transition, dernier.auteur) == (transition, auteur)
    ):
        return True
    etat = orientation.get_etat_display().lower()
    raise EtatDepasse(f"Cette orientation a changé entre-temps : elle est maintenant « {etat} ».")


def _regle_permise(orientation: Orientation, transition: str, auteur: str) -> Transition:
    verifier_acte(transition, auteur)
    if not etats.peut(transition, orientation, auteur):
        etat = orientation.get_etat_display().lower()
        raise TransitionRefusee(f"Ce changement n’est pas possible : l’orientation est « {etat} ».")
    return etats.TRANSITIONS[transition]


def _verifier_details(
    orientation: Orientation, regle: Transition, auteur: str, details: Details
) -> None:
    permis = etats.motifs(regle.nom, auteur)
    if permis and details.motif not in permis:
        raise MotifRefuse("Choisir une raison dans la liste proposée.")
    if not permis and details.motif:
        raise MotifRefuse("Aucune raison n’est attendue ici.")
    if details.motif == "autre" and not details.texte.strip():
        raise MotifRefuse("Préciser la raison en quelques mots.")
    _verifier_date(orientation, regle, details)
    if details.texte:
        _verifier_texte(regle, auteur, details.texte)


def _verifier_texte(regle: Transition, auteur: str, texte: str) -> None:
    if not regle.est_commentee:
        raise TexteRefuse("Aucun texte n’est attendu ici.")
    if len(texte) > textes.LONGUEUR_MAX:
        raise TexteRefuse(f"Le texte est limité à {textes.LONGUEUR_MAX} caractères.")
    if auteur == Auteur.DESTINATAIRE:
        defauts = textes.defauts_de_raison(texte)
    else:
        defauts, _ = textes.defauts_de_note(texte, champ="motif", est_strict=False)
    if defauts:
        raise TexteRefuse(" ".join(defauts))


def _verifier_date(orientation: Orientation, regle: Transition, details: Details) -> None:
    if regle.date == "instant":
        if details.instant is None or not details.lieu.strip():
            raise MotifRefuse("Donner le jour, l’heure et le lieu de l’entretien.")
        if details.instant <= maintenant():
            raise MotifRefuse("L’entretien doit être à venir.")
    if regle.date == "jour":
        if details.jour is None:
            raise MotifRefuse("Donner la date.")
        if details.jour > aujourd_hui():
            raise MotifRefuse("Cette date est à venir : noter ce qui a eu lieu.")
        premier = _premier_jour_possible(orientation, regle)
        if premier and details.jour < premier:
            raise MotifRefuse(f"Cette date est trop tôt : pas avant le {premier:%d/%m/%Y}.")


def _premier_jour_possible(orientation: Orientation, regle: Transition) -> date | None:
    palier = etats.prochain_maintien(orientation)
    if regle.nom == "constater_maintien" and palier and orientation.demarree_le:
        return ajouter_mois(orientation.demarree_le, palier)
    return orientation.demarree_le


def ajouter_mois(jour: date, mois: int) -> date:
    """The same day some months later; the last of the month when it does not exist.

    >>> ajouter_mois(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    suivant = date(annee + (rang == 11), (rang + 1) % 12 + 1, 1)
    return date(annee, rang + 1, min(jour.day, (suivant - timedelta(days=1)).day))


def _avancer(orientation: Orientation, regle: Transition, auteur: str, details: Details) -> None:
    """Move to the new state if nobody did meanwhile: one UPDATE decides between two answers."""
    champs: dict[str, Any] = {
        "etat": str(regle.vers), "version": orientation.version + 1, "modifie_le": maintenant(),
    } | _champs_de(orientation, regle, details)  # fmt: skip
    if regle.vers != orientation.etat:
        champs["etat_le"] = maintenant()
    if auteur == Auteur.DESTINATAIRE and orientation.repondue_le is None:
        champs["repondue_le"] = maintenant()
    encore = Orientation.objects.filter(
        pk=orientation.pk, etat=orientation.etat, version=orientation.version
    )
    if not encore.update(**champs):
        raise EtatDepasse("Cette orientation vient de changer : recharger la page.")
    for nom, valeur in champs.items():
        setattr(orientation, nom, valeur)


def _champs_de(orientation: Orientation, regle: Transition, details: Details) -> dict[str, Any]:
    if regle.nom == "envoyer":
        return {"envoyee_le": maintenant()}
    if regle.nom == "convoquer":
        return {"rendez_vous_le": details.instant, "rendez_vous_lieu": details.lieu.strip()}
    if regle.nom == "demarrer":
        return {"demarree_le": details.jour}
    if regle.nom == "constater_maintien":
        return {"maintien_mois": etats.prochain_maintien(orientation)}
    if regle.nom in {"terminer", "rompre"}:
        return {"finie_le": details.jour}
    return {}


def _ecrire_au_journal(
    orientation: Orientation,
    regle: Transition,
    de: str,
    auteur: str,
    par: Utilisateur | None,
    details: Details,
) -> TransitionOrientation:
    return TransitionOrientation.objects.create(
        orientation=orientation, transition=regle.nom, de=de, vers=regle.vers, auteur=auteur,
        par=par, motif=details.motif, texte=details.texte.strip(), date_effet=details.jour,
    )  # fmt: skip


# --- Places ---------------------------------------------------------------------------------------
def _prendre_une_place(ouverture_id: int) -> None:
    """Closes the race of two acceptances: the opening is locked while its places are counted
    (on SQLite the whole transaction holds the write lock already)."""
    ouverture = Ouverture.objects.select_for_update(no_key=True).get(pk=ouverture_id)
    if Orientation.objects.places_prises(ouverture_id).count() >= ouverture.places:
        raise PlusDePlace("Plus de place : toutes ont déjà été données pour cette ouverture.")


def _fermer_si_pourvue(ouverture_id: int) -> None:
    """Close an opening whose last place was given, and tell the counsellors of those waiting."""
    verifier_acte("fermer_ouverture", Auteur.HORLOGE)
    ouverture = Ouverture.objects.get(pk=ouverture_id)
    if Orientation.objects.places_prises(ouverture_id).count() < ouverture.places:
        return
    fermees = Ouverture.objects.filter(pk=ouverture_id, etat=EtatOuverture.PUBLIEE).update(
        etat=EtatOuverture.POURVUE, fermee_le=aujourd_hui(), modifie_le=maintenant(),
        version=F("version") + 1,
    )  # fmt: skip
    if fermees:
        evenements.publier(sujet="ouverture", sujet_id=ouverture_id, quoi="pourvue")
        for attente in Orientation.objects.a_repondre().filter(ouverture_id=ouverture_id):
            courriels.dire_plus_de_place(attente)


def _tracer(
    orientation: Orientation, *, par: Utilisateur | None, action: ActionJournal, motif: str
) -> None:
    journal.noter(
        acteur=par, action=action, objet="orientation", objet_id=orientation.pk,
        dossier_id=orientation.dossier_id, motif=motif,
    )  # fmt: skip
