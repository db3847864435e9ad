"""What a token may be used for, and which roles may grant it: two short lists."""

from typing import Final

from parcours.comptes.models import Role

LIBELLES: Final = {
    "referentiels": "Chercher un métier, une commune, un quartier",
    "dossiers.lire": "Lire contacts, dossiers et qualifications",
    "dossiers.ecrire": "Écrire contacts, dossiers et qualifications",
    "freins.lire": "Lire freins, capacités, plan et étapes",
    "freins.ecrire": "Écrire freins, capacités, plan et étapes",
    "sante.lire": "Voir ce que les limites choisies bloquent (référent·e seulement)",
    "suggestions.lire": "Lire les suggestions et leurs raisons",
    "orientations.lire": "Lire les orientations",
    "orientations.ecrire": "Orienter et répondre",
    "ouvertures.lire": "Lire les ouvertures",
    "ouvertures.ecrire": "Écrire et importer des ouvertures",
    "solutions.lire": "Lire les solutions",
    "solutions.ecrire": "Écrire des solutions",
    "textes.verifier": "Vérifier un texte d’offre ou une note",
    "indicateurs.lire": "Lire les chiffres agrégés",
    "abonnements.gerer": "Recevoir les issues des orientations (avis sortants)",
}

_SOCLE: Final = ("referentiels", "textes.verifier")
_EQUIPE: Final = tuple(code for code in LIBELLES if code != "indicateurs.lire")
# A person can only grant what their own pages let them do.
PAR_ROLE: Final[dict[str, tuple[str, ...]]] = {
    Role.CONSEILLER: tuple(code for code in _EQUIPE if code != "abonnements.gerer"),
    Role.RESPONSABLE: _EQUIPE,
    Role.EMPLOYEUR: (*_SOCLE, "orientations.lire", "orientations.ecrire"),
    Role.PERSONNE: _SOCLE,
    Role.FACILITATRICE: _SOCLE,
    Role.PILOTAGE: (*_SOCLE, "indicateurs.lire"),
    Role.ADMINISTRATION: _SOCLE,
}
# The tool of a structure is never a référent: it sees no limit, whoever asks.
PERSONNELLES: Final = frozenset({"sante.lire"})


def permises(role: str, *, pour_structure: bool = False) -> tuple[str, ...]:
    """Return the scopes someone of this role may grant, in the published order."""
    siennes = PAR_ROLE.get(role, ())
    return tuple(p for p in siennes if not (pour_structure and p in PERSONNELLES))


def choix(role: str) -> list[tuple[str, str]]:
    """Return (code, label) of what this role may grant."""
    return [(code, LIBELLES[code]) for code in permises(role)]
