"""Named predicates: who reads a dossier, who edits it, who sees what few may see."""

from django.db.models import Q

from parcours.comptes.models import Role, Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, structures_de
from parcours.dossiers.modeles.dossiers import AccesMotive, Dossier, NaturePassation, Passation
from parcours.dossiers.modeles.personnes import Personne
from parcours.socle.horloge import aujourd_hui, maintenant


def est_de_la_structure(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """True when this team member works today in the structure of the dossier."""
    return utilisateur.role in ACCOMPAGNEMENT and dossier.structure_id in structures_de(utilisateur)


def acces_motive(utilisateur: Utilisateur, dossier: Dossier) -> AccesMotive | None:
    """Return the timed access in force, or None; only team members may hold one."""
    if utilisateur.role not in ACCOMPAGNEMENT:
        return None
    en_cours = AccesMotive.objects.filter(
        utilisateur=utilisateur, dossier=dossier, jusqu_a__gt=maintenant()
    )
    return en_cours.order_by("-jusqu_a").first()


def peut_lire(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """The team of the structure reads; another structure only through a timed access."""
    return est_de_la_structure(utilisateur, dossier) or bool(acces_motive(utilisateur, dossier))


def est_referent(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """True for the référent, and for whoever covers their absence today."""
    if not est_de_la_structure(utilisateur, dossier):
        return False
    return dossier.referent_id == utilisateur.pk or est_remplacant(utilisateur, dossier)


def est_remplacant(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """True when a cover given by the present référent runs today."""
    jour = aujourd_hui()
    return Passation.objects.filter(
        Q(au=None) | Q(au__gte=jour),
        dossier=dossier,
        nature=NaturePassation.REMPLACEMENT,
        vers=utilisateur,
        de=dossier.referent_id,
        du__lte=jour,
    ).exists()


def est_responsable(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """True for the responsable of the structure of the dossier."""
    return utilisateur.role == Role.RESPONSABLE and est_de_la_structure(utilisateur, dossier)


def peut_modifier(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """Référent, cover, responsable; a colleague of the structure through a timed access."""
    if not est_de_la_structure(utilisateur, dossier):
        return False
    return (
        est_responsable(utilisateur, dossier)
        or est_referent(utilisateur, dossier)
        or acces_motive(utilisateur, dossier) is not None
    )


def peut_passer_la_main(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """Handover, cover, opening to another structure: the référent and the responsable."""
    return est_responsable(utilisateur, dossier) or est_referent(utilisateur, dossier)


def peut_voir_origine(utilisateur: Utilisateur, dossier: Dossier) -> bool:
    """The origin of an experience from life is for the référent (and the person) alone."""
    return est_referent(utilisateur, dossier)


def peut_fusionner(utilisateur: Utilisateur, gardee: Personne, absorbee: Personne) -> bool:
    """Both people wholly inside the structures of this team member, who may edit each dossier."""
    ici = set(structures_de(utilisateur))
    if utilisateur.role not in ACCOMPAGNEMENT or gardee.pk == absorbee.pk:
        return False
    dossiers = [*gardee.dossiers.all(), *absorbee.dossiers.all()]
    contacts = [p.contacts.values_list("structure_id", flat=True) for p in (gardee, absorbee)]
    lieux = {d.structure_id for d in dossiers}.union(*contacts)
    return bool(lieux) and lieux <= ici and all(peut_modifier(utilisateur, d) for d in dossiers)
