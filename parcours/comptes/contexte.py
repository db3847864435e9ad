"""The navigation of each role, as a context processor."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from parcours.comptes.models import Notification, Role
from parcours.comptes.notifications import GENRES


@dataclass(frozen=True)
class Lien:
    """One entry of the top bar."""

    libelle: str
    adresse: str
    est_courant: bool = False


_EQUIPE = (
    ("Ma journée", "pilotage:journee"),
    ("File active", "pilotage:file_active"),
    ("Contacts", "dossiers:contacts"),
    ("Ouvertures", "offres:liste"),
    ("Solutions", "solutions:liste"),
)
MENUS: dict[str, tuple[tuple[str, str], ...]] = {
    Role.CONSEILLER: _EQUIPE,
    Role.RESPONSABLE: (*_EQUIPE, ("Accès API", "comptes:acces_api")),
    Role.EMPLOYEUR: (
        ("Réponses à donner", "orientations:reponses"),
        ("Mes offres", "offres:espace"),
        ("Équipe", "offres:equipe"),
    ),
    Role.PERSONNE: (
        ("Mes pistes", "matching:mes_pistes"),
        ("Mon plan", "freins:mon_plan"),
        ("Mes informations", "dossiers:mes_informations"),
    ),
    Role.FACILITATRICE: (("Clauses", "orientations:clauses"),),
    Role.PILOTAGE: (
        ("Tableau de bord", "pilotage:tableau"),
        ("Équité", "pilotage:equite"),
        ("Territoire", "pilotage:territoire"),
        ("Indicateurs", "pilotage:indicateurs"),
        ("Registre", "pilotage:registre"),
    ),
    Role.ADMINISTRATION: (
        ("Exploitation", "pilotage:exploitation"),
        ("Accès API", "comptes:acces_api"),
    ),
}
RACCOURCIS: dict[str, tuple[tuple[str, str], ...]] = {
    Role.CONSEILLER: (("+ Contact terrain", "dossiers:contact_nouveau"),),
    Role.RESPONSABLE: (("+ Contact terrain", "dossiers:contact_nouveau"),),
    Role.FACILITATRICE: (("+ Clause", "orientations:clause_nouvelle"),),
    Role.EMPLOYEUR: (("+ Publier une offre", "offres:publier"),),
}


def navigation(request: HttpRequest) -> dict[str, list[Lien]]:
    """Give the templates `navigation` and `raccourcis` for the role of the request."""
    role = getattr(getattr(request, "user", None), "role", "")
    return {
        "navigation": _liens(MENUS.get(role, ()), request.path),
        "raccourcis": _liens(RACCOURCIS.get(role, ()), request.path),
    }


def nouvelles(request: HttpRequest) -> dict[str, object]:
    """Give the banner `nouvelles`: how many notifications are unread, None for roles told nothing.

    Asked of the base only where a template shows it.
    """
    utilisateur = getattr(request, "user", None)
    if getattr(utilisateur, "role", "") not in GENRES:
        return {"nouvelles": None}
    return {"nouvelles": lambda: Notification.objects.de(utilisateur).non_lues().count()}


def _liens(entrees: tuple[tuple[str, str], ...], chemin: str) -> list[Lien]:
    liens = []
    for libelle, nom in entrees:
        try:
            adresse = reverse(nom)
        except NoReverseMatch:
            continue
        liens.append(Lien(libelle, adresse, chemin.startswith(adresse)))
    return liens
