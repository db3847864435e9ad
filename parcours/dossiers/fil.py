"""The timeline of a dossier; upper apps add their lines through a plain registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from parcours.dossiers import historique
from parcours.dossiers.modeles.contacts import ContactTerrain, PresenceEchange
from parcours.dossiers.modeles.dossiers import Dossier, FinaliteConsentement, NaturePassation


@dataclass(frozen=True)
class Entree:
    """One line: when, who, what in words; `note` is the free text, `lien` where to see more."""

    quand: datetime
    phrase: str
    qui: str = ""
    note: str = ""
    lien: str = ""
    genre: str = "fait"


Source = Callable[[Dossier], Iterable[Entree]]
_sources: list[Source] = []


def enregistrer(fonction: Source) -> None:
    """Add the lines of an upper app (freins, orientations): call it from `AppConfig.ready`.

    `fonction(dossier)` returns `Entree` objects; health is never among them. Registering the same
    function twice has no effect.
    """
    if fonction not in _sources:
        _sources.append(fonction)


def instant(jour: date) -> datetime:
    """Return a date as an instant of that day, so that lines can be sorted together."""
    return timezone.make_aware(datetime.combine(jour, time(12)))


def entrees_du_fil(
    dossier: Dossier, *, voit_origine: bool, voit_protege: bool = False
) -> list[Entree]:
    """Return every line of the dossier, latest first.

    `voit_origine`: may read where an experience from life comes from. `voit_protege`: may read
    situations that speak of a handicap.
    """
    lignes = [*_contacts(dossier), *_echanges(dossier), *_passations(dossier)]
    lignes += _accords(dossier, voit_sante=voit_origine)
    lignes += [*_acces(dossier), *_documents(dossier)]
    faits = historique.faits(dossier, voit_origine=voit_origine, voit_protege=voit_protege)
    lignes += [Entree(f.quand, f.phrase, f.qui) for f in faits]
    for source in _sources:
        lignes += source(dossier)
    return sorted(lignes, key=lambda e: e.quand, reverse=True)


def _contacts(dossier: Dossier) -> Iterable[Entree]:
    siens = ContactTerrain.objects.filter(
        personne=dossier.personne_id, structure=dossier.structure_id
    )
    for contact in siens.select_related("par"):
        yield Entree(
            contact.quand,
            f"Contact terrain, {contact.get_canal_display().lower()}, {contact.lieu} : {contact.get_issue_display().lower()}",
            contact.par.nom_court,
            contact.note,
            genre="contact",
        )


def _echanges(dossier: Dossier) -> Iterable[Entree]:
    for echange in dossier.echanges.select_related("par"):
        suite = ""
        if echange.presence != PresenceEchange.PRESENT:
            suite = f" : {echange.get_presence_display().lower()}"
        yield Entree(
            echange.quand,
            f"{echange.get_nature_display()}{suite}",
            echange.par.nom_court,
            echange.note,
            genre="echange",
        )


def _accords(dossier: Dossier, *, voit_sante: bool) -> Iterable[Entree]:
    """Colleagues do not learn that someone has limits noted: that agreement is left out."""
    accords = dossier.consentements.select_related("recueilli_par")
    if not voit_sante:
        accords = accords.exclude(finalite=FinaliteConsentement.SANTE)
    for accord in accords:
        quoi, qui = accord.get_finalite_display(), accord.recueilli_par
        nom = qui.nom_court if qui else ""
        moyen = accord.get_moyen_display().lower()
        yield Entree(accord.donne_le, f"Accord donné ({moyen}) : {quoi}", nom, genre="accord")
        if accord.retire_le:
            yield Entree(accord.retire_le, f"Accord retiré : {quoi}", genre="accord")


def _passations(dossier: Dossier) -> Iterable[Entree]:
    for passation in dossier.passations.select_related("de", "vers"):
        de, vers = passation.de.nom_court, passation.vers.nom_court
        if passation.nature == NaturePassation.PASSATION:
            phrase = f"Dossier passé de {de} à {vers}"
        else:
            au = f" au {passation.au:%d/%m/%Y}" if passation.au else ""
            phrase = f"{vers} remplace {de} du {passation.du:%d/%m/%Y}{au}"
        motif = f" ({passation.motif})" if passation.motif else ""
        yield Entree(passation.cree_le, phrase + motif, genre="passation")


def _acces(dossier: Dossier) -> Iterable[Entree]:
    for acces in dossier.acces_motives.select_related("utilisateur"):
        yield Entree(
            acces.cree_le, f"Accès pour 24 heures : {acces.motif}", acces.utilisateur.nom_court,
            genre="acces",
        )  # fmt: skip


def _documents(dossier: Dossier) -> Iterable[Entree]:
    for document in dossier.documents.select_related("depose_par"):
        qui = document.depose_par
        yield Entree(
            document.cree_le,
            f"Document déposé : {document.get_type_display()}",
            qui.nom_court if qui else "",
            genre="document",
        )
