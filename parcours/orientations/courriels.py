"""The e-mails: one row each, sent once by a background task, plain text, a link and little else.

No barrier, no health, no name of the person; nothing of the opening to the person (a shared inbox
must learn nothing). Templates: `templates/orientations/courriels/`, first line = subject.
"""

from datetime import timedelta
from typing import Any, Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from parcours.comptes.models import GenreNotification
from parcours.orientations import accords, avis, etats, liens
from parcours.orientations.etats import Auteur
from parcours.orientations.models import Courriel, Orientation, TransitionOrientation
from parcours.socle import taches
from parcours.socle.adresses import adresse_absolue
from parcours.socle.horloge import maintenant

TACHE: Final = "orientations.envoyer_courriel"
NOUVELLE_CANDIDATURE = "nouvelle_candidature"
NOUVELLE_DEMANDE = "nouvelle_demande"
RELANCE = "relance"
RENVOI_LIEN = "renvoi_lien"
PLUS_CANDIDAT = "plus_candidat"
ISSUE_CONSEILLER = "issue_conseiller"
ISSUE_PERSONNE = "issue_personne"
RAPPEL_CONSEILLER = "rappel_conseiller"
PLUS_DE_PLACE = "plus_de_place"
IDENTITE_DITE = "identite_dite"
GABARITS: Final = (
    NOUVELLE_CANDIDATURE, NOUVELLE_DEMANDE, RELANCE, RENVOI_LIEN, PLUS_CANDIDAT,
    ISSUE_CONSEILLER, ISSUE_PERSONNE, RAPPEL_CONSEILLER, PLUS_DE_PLACE, IDENTITE_DITE,
)  # fmt: skip
AVEC_LIEN: Final = frozenset(
    {NOUVELLE_CANDIDATURE, NOUVELLE_DEMANDE, RELANCE, RENVOI_LIEN, IDENTITE_DITE}
)


def ecrire(
    *,
    cle: str,
    gabarit: str,
    destinataire: str,
    orientation: Orientation,
    transition: TransitionOrientation | None = None,
    part: bool = True,
) -> Courriel | None:
    """Write the row and ask for its sending; None when there is no address or it exists already.

    With `part` false it is written and never leaves: its reader chose to be told otherwise.
    """
    if not destinataire:
        return None
    courriel, est_nouveau = Courriel.objects.get_or_create(
        cle=cle,
        defaults={
            "gabarit": gabarit, "destinataire": destinataire, "orientation": orientation,
            "transition": transition, "est_sans_objet": not part,
        },
    )  # fmt: skip
    if not est_nouveau:
        return None
    if part:
        demander_envoi(courriel)
    return courriel


def demander_envoi(courriel: Courriel) -> None:
    """Ask for the sending of one e-mail (at most one waiting task for each)."""
    taches.demander(TACHE, {"courriel": courriel.pk}, cle=f"courriel-{courriel.pk}")


# --- Who is told what -----------------------------------------------------------------------------
def annoncer(orientation: Orientation, rang: TransitionOrientation) -> None:
    """Write the e-mails that follow from one change of state."""
    if rang.transition == "envoyer":
        _dire_au_destinataire_l_envoi(orientation, rang)
    elif rang.auteur in {Auteur.DESTINATAIRE, Auteur.HORLOGE}:
        _dire_aux_conseillers(orientation, rang)
        _dire_a_la_personne(orientation, rang)
    elif rang.auteur == Auteur.PERSONNE:
        _dire_aux_conseillers(orientation, rang)
        _dire_au_destinataire_la_fin(orientation, rang)
    elif rang.transition in {"decliner", "annuler"}:
        if rang.de != etats.EtatOrientation.BROUILLON:
            _dire_a_la_personne(orientation, rang)
        _dire_au_destinataire_la_fin(orientation, rang)


def dire_fermetures() -> int:
    """Tell whoever still waits on an opening filled or closed, once; return how many wait."""
    attentes = list(Orientation.objects.sur_une_ouverture_finie())
    for orientation in attentes:
        with transaction.atomic():
            dire_plus_de_place(orientation)
    return len(attentes)


def dire_plus_de_place(orientation: Orientation) -> None:
    """Tell the counsellors and the person waiting that the opening is filled or closed."""
    for compte in _conseillers(orientation):
        cle = f"pourvue-{orientation.pk}-{compte.pk}"
        ecrire(
            cle=cle, gabarit=PLUS_DE_PLACE, destinataire=compte.email, orientation=orientation,
            part=avis.au_conseiller(orientation, compte, GenreNotification.PLACE_PRISE, cle),
        )  # fmt: skip
    cle = f"pourvue-{orientation.pk}-personne"
    ecrire(
        cle=cle, gabarit=ISSUE_PERSONNE, destinataire=orientation.dossier.personne.email,
        orientation=orientation,
        part=avis.a_la_personne(orientation, GenreNotification.PLACE_PRISE, cle),
    )  # fmt: skip


def rappeler_au_conseiller(orientation: Orientation, cle: str) -> Courriel | None:
    """Remind who asked that the recipient has no address; None when it was done already."""
    return ecrire(
        cle=cle, gabarit=RAPPEL_CONSEILLER, destinataire=orientation.par.email,
        orientation=orientation,
        part=avis.au_conseiller(orientation, orientation.par, GenreNotification.SANS_REPONSE, cle),
    )  # fmt: skip


def dire_identite(orientation: Orientation, accord_id: int) -> None:
    """Tell the employer that who it is can now be read, behind a link; the e-mail names nobody."""
    ecrire(
        cle=f"identite-{accord_id}", gabarit=IDENTITE_DITE,
        destinataire=orientation.email_destinataire, orientation=orientation,
    )  # fmt: skip


def _dire_au_destinataire_l_envoi(orientation: Orientation, rang: TransitionOrientation) -> None:
    ecrire(
        cle=f"envoi-{orientation.pk}",
        gabarit=NOUVELLE_CANDIDATURE if orientation.ouverture_id else NOUVELLE_DEMANDE,
        destinataire=orientation.email_destinataire,
        orientation=orientation,
        transition=rang,
    )
    avis.aux_membres(orientation, f"envoi-{orientation.pk}", "nouvelle candidature")


def _dire_au_destinataire_la_fin(orientation: Orientation, rang: TransitionOrientation) -> None:
    if orientation.envoyee_le is None:
        return
    avis.aux_membres(orientation, f"fin-{rang.pk}", "il n’y a plus rien à répondre")
    ecrire(
        cle=f"fin-{rang.pk}", gabarit=PLUS_CANDIDAT, destinataire=orientation.email_destinataire,
        orientation=orientation, transition=rang,
    )  # fmt: skip


def _dire_aux_conseillers(orientation: Orientation, rang: TransitionOrientation) -> None:
    for compte in _conseillers(orientation):
        if compte.pk != rang.par_id:
            cle = f"issue-{rang.pk}-{compte.pk}"
            ecrire(
                cle=cle, gabarit=ISSUE_CONSEILLER, destinataire=compte.email,
                orientation=orientation, transition=rang,
                part=avis.au_conseiller(orientation, compte, GenreNotification.REPONSE, cle),
            )  # fmt: skip


def _dire_a_la_personne(orientation: Orientation, rang: TransitionOrientation) -> None:
    cle = f"issue-{rang.pk}-personne"
    ecrire(
        cle=cle, gabarit=ISSUE_PERSONNE, destinataire=orientation.dossier.personne.email,
        orientation=orientation, transition=rang,
        part=avis.a_la_personne(orientation, GenreNotification.REPONSE, cle),
    )  # fmt: skip


def _conseillers(orientation: Orientation) -> list[Any]:
    """Who asked, and the référent when it is someone else."""
    comptes = {orientation.par_id: orientation.par}
    comptes[orientation.dossier.referent_id] = orientation.dossier.referent
    return list(comptes.values())


# --- Sending --------------------------------------------------------------------------------------
def envoyer(courriel_id: int) -> None:
    """Send one e-mail if it still has to be; its failure is kept and raised (the task retries)."""
    courriel = Courriel.objects.a_envoyer().filter(pk=courriel_id).first()
    if courriel is None:
        return
    if _est_sans_objet(courriel):
        Courriel.objects.filter(pk=courriel_id).update(est_sans_objet=True)
        return
    try:
        _expedier(courriel)
    except Exception as erreur:
        Courriel.objects.filter(pk=courriel_id).update(erreur=type(erreur).__name__)
        raise
    Courriel.objects.filter(pk=courriel_id).update(envoye_le=maintenant(), erreur="")


def _est_sans_objet(courriel: Courriel) -> bool:
    """A link to answer is useless once nothing is to be answered, or no longer shared."""
    orientation = courriel.orientation
    if orientation is None or courriel.gabarit not in AVEC_LIEN:
        return orientation is None
    return orientation.etat not in etats.A_REPONDRE or not accords.est_lisible(orientation)


def _expedier(courriel: Courriel) -> None:
    objet, corps = composer(courriel)
    # The same Message-ID on a retry lets the mail server drop a second copy.
    entetes = {
        "Message-ID": f"<courriel-{courriel.pk}@parcours>",
        "Auto-Submitted": "auto-generated",
    }
    EmailMessage(objet, corps, to=[courriel.destinataire], headers=entetes).send()


def composer(courriel: Courriel) -> tuple[str, str]:
    """The subject and the text; a new link is made for those that carry one."""
    orientation = courriel.orientation
    assert orientation is not None
    contexte: dict[str, Any] = {
        "reference": orientation.reference,
        "etat": orientation.get_etat_display(),
        "structure": orientation.dossier.structure.nom_public,
        "adresse_accueil": adresse_absolue("accueil"),
        "adresse_fiche": adresse_absolue("orientations:fiche", orientation.pk),
    }
    if courriel.gabarit in AVEC_LIEN:
        jeton = liens.creer(orientation)
        contexte["adresse_reponse"] = adresse_absolue("orientations:repondre", jeton)
        contexte["jours_de_validite"] = liens.DUREE.days
    texte = render_to_string(f"orientations/courriels/{courriel.gabarit}.txt", contexte)
    objet, _, corps = texte.strip().partition("\n")
    return objet.strip(), corps.strip() + "\n"


def reprendre() -> int:
    """Ask again for what was not sent in an hour; return how many."""
    limite = maintenant() - timedelta(hours=1)
    oublies = list(Courriel.objects.a_envoyer().filter(cree_le__lt=limite).order_by("pk")[:500])
    for courriel in oublies:
        demander_envoi(courriel)
    return len(oublies)
