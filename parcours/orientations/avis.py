"""What an orientation says in the lists of notifications of the site: the sentence and the page.

A sentence names the opening and the state, never the person, a service, a barrier or a reason. Each
function says whether an e-mail is to leave at once too.
"""

from typing import Final

from django.urls import reverse

from parcours.comptes import notifications
from parcours.comptes.models import GenreNotification, Utilisateur
from parcours.orientations.models import Orientation

_G = GenreNotification
_PHRASES: Final = {
    _G.PLACE_PRISE: "ouverture pourvue ou fermée, la candidature attend encore",
    _G.SANS_REPONSE: "sans réponse ni adresse e-mail : à rappeler",
}


def au_conseiller(
    orientation: Orientation, compte: Utilisateur, genre: GenreNotification, cle: str
) -> bool:
    """Tell one of the counsellors: the reference, what it leads to, where it stands."""
    quoi = _PHRASES.get(genre) or orientation.get_etat_display().lower()
    return notifications.dire(
        utilisateur=compte, genre=genre, cle=cle,
        texte=phrase(orientation, quoi),
        adresse=reverse("orientations:fiche", args=[orientation.pk]),
    )  # fmt: skip


def phrase(orientation: Orientation, quoi: str) -> str:
    """« K7F3 · Agent de propreté (Atelier Vercors) : entretien proposé ».

    A service is not named: it would tell the barrier.
    """
    if orientation.ouverture is None:
        return f"{orientation.reference} · demande à un service : {quoi}"
    chez = f" ({orientation.chez})" if orientation.chez else ""
    return f"{orientation.reference} · {orientation.intitule}{chez} : {quoi}"


def a_la_personne(orientation: Orientation, genre: GenreNotification, cle: str) -> bool:
    """Tell the person, in plain words; without an account, only the e-mail can."""
    compte = orientation.dossier.personne.compte
    if compte is None:
        return True
    clair = "Cette offre n’est plus ouverte." if genre == _G.PLACE_PRISE else orientation.en_clair
    de_quoi = f"« {orientation.intitule} »" if orientation.ouverture else "Demande à un service"
    return notifications.dire(
        utilisateur=compte, genre=genre, cle=cle, texte=f"{de_quoi} : {clair}",
        adresse=reverse("accueil"),
    )  # fmt: skip


def aux_membres(orientation: Orientation, cle: str, quoi: str) -> None:
    """Tell the members of the employer's space; the e-mail goes to the address of the offer."""
    ouverture = orientation.ouverture
    if ouverture is None or ouverture.employeur is None:
        return
    for membre in ouverture.employeur.membres.all():
        notifications.dire(
            utilisateur=membre, genre=_G.CANDIDATURE, cle=cle,
            texte=f"{orientation.reference} · {orientation.intitule} : {quoi}",
            adresse=reverse("orientations:carte", args=[orientation.pk]),
        )  # fmt: skip
