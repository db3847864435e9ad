"""The count that follows the conversation: what today's answers open, and what still blocks."""

from dataclasses import dataclass

from freins.forms.conversation import FormConversation
from matching import catalogues, services, tables
from matching.ecrans import blocages
from matching.ecrans.blocages import Groupe
from matching.ecrans.regards import Regard
from matching.essais import essayer
from matching.moteur import Comptes
from parcours.dossiers.models import Dossier
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True, slots=True)
class Vivant:
    """Three counts with what is typed, the same with what is recorded, and what blocks by family."""

    comptes: Comptes
    enregistres: Comptes
    groupes: list[Groupe]
    a_change: bool
    a_corriger: bool

    @property
    def ecart(self) -> int:
        """Openings accessible more (or less) than with what is recorded."""
        return self.comptes.accessibles - self.enregistres.accessibles


def compter(dossier: Dossier, regard: Regard, form: FormConversation) -> Vivant:
    """Count with the answers that can be read; one that cannot leaves what is recorded."""
    jour = aujourd_hui()
    lecture = catalogues.courant(jour)
    connu = tables.profil_de(dossier, jour)
    fautes = [f for f in form.formulaires if f.is_bound and not f.is_valid()]
    essaye = connu if form.data is None else essayer(connu, dossier, form.conversation(), jour)
    avant = services.classer_dossier(dossier, jour=jour, k=0, lecture=lecture, profil=connu)
    apres = avant
    if essaye != connu:
        apres = services.classer_dossier(dossier, jour=jour, k=0, lecture=lecture, profil=essaye)
    return Vivant(
        comptes=apres.classement.comptes,
        enregistres=avant.classement.comptes,
        groupes=blocages.groupes(apres.classement.blocages, regard),
        a_change=essaye != connu,
        a_corriger=bool(fautes),
    )
