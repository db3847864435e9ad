"""Named predicates of barriers: health is for the référent and the person, nobody else."""

from freins.models import Frein
from freins.themes import est_sante
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.dossiers.perms import est_de_la_structure, peut_modifier


def peut_lire_sante(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """The référent in person: neither a cover, nor a colleague, nor the responsable."""
    return dossier.referent_id == utilisateur.pk and est_de_la_structure(utilisateur, dossier)


def peut_toucher(utilisateur: Utilisateur, frein: Frein) -> bool:
    """Who edits the dossier; a barrier on health, the référent alone."""
    if est_sante(frein.thematique):
        return peut_lire_sante(utilisateur, frein.dossier)
    return peut_modifier(utilisateur, frein.dossier)
