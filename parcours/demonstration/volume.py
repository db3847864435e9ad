"""The demonstration multiplied, to measure screens at the size of a large territory."""

import math
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle, islice

from django.db import transaction

from parcours.comptes.models import Appartenance, Role, Structure, Utilisateur
from parcours.demonstration.calendrier import Calendrier
from parcours.demonstration.chargement import demander_le_classement
from parcours.demonstration.comptes import DOMAINE, Equipes
from parcours.demonstration.contacts import creer_echanges, dater_derniers_contacts
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.mesures import creer_freins
from parcours.demonstration.ouvertures import Editeur, gabarits, inserer_ouvertures
from parcours.demonstration.personnes import creer_suivis
from parcours.demonstration.qualifications import creer_qualifications
from parcours.demonstration.recherches import creer_recherches
from parcours.demonstration.situations import creer_situations
from parcours.demonstration.tirage import flux
from parcours.dossiers.models import Dossier
from parcours.offres.models import Employeur, Ouverture

LOT = 1000
DOSSIERS_PAR_REFERENT = 80


def completer(
    dossiers: int, ouvertures: int, *, graine: int, jour: date,
    dire: Callable[[str], None] = lambda _: None,
) -> None:  # fmt: skip
    """Add dossiers and published openings until there are that many; never removes any.

    The base holds the demonstration already. Each thousand is written by itself: an interrupted
    run goes on where it stopped.
    """
    calendrier, territoire = Calendrier.du_jour(jour), Territoire()
    _completer_ouvertures(ouvertures, graine, territoire, calendrier, dire)
    equipes = _equipes()
    _etoffer(equipes, dossiers, jour)
    while (manque := dossiers - Dossier.objects.count()) > 0:
        _ajouter_dossiers(min(LOT, manque), graine, equipes, territoire, calendrier)
        dire(f"Dossiers : {Dossier.objects.count()} sur {dossiers}.")
    dater_derniers_contacts(calendrier)
    demander_le_classement()


@transaction.atomic
def _ajouter_dossiers(
    nombre: int, graine: int, equipes: Equipes, territoire: Territoire, calendrier: Calendrier
) -> None:
    """Each lot has its own seed, from the number of dossiers already there."""
    graine += 1000 + Dossier.objects.count()
    suivis = creer_suivis(graine, nombre, equipes, territoire, calendrier, avec_comptes=False)
    creer_situations(graine, suivis, calendrier)
    creer_qualifications(graine, suivis, calendrier)
    creer_recherches(graine, suivis, calendrier)
    creer_freins(graine, suivis, calendrier)
    creer_echanges(graine, suivis, calendrier)


def _completer_ouvertures(
    nombre: int, graine: int, territoire: Territoire, calendrier: Calendrier,
    dire: Callable[[str], None],
) -> None:  # fmt: skip
    rng = flux(graine, f"volume:{Ouverture.objects.count()}")
    employeurs = {e.nom: e for e in Employeur.objects.select_related("commune")}
    editeur = Editeur(rng, employeurs, territoire, calendrier)
    recentes = [g for g in gabarits(rng) if not g.est_ancienne]
    manque = nombre - Ouverture.objects.filter(etat="publiee").count()
    suite = cycle(recentes)
    for debut in range(0, max(0, manque), 5 * LOT):
        lot = islice(suite, min(5 * LOT, manque - debut))
        inserer_ouvertures(calendrier, [(g.texte, editeur.editer(g)) for g in lot])
        dire(f"Ouvertures ajoutées : {min(debut + 5 * LOT, manque)} sur {manque}.")


def _etoffer(equipes: Equipes, dossiers: int, jour: date) -> None:
    """Counsellors enough that nobody follows more than some `DOSSIERS_PAR_REFERENT` people."""
    voulus = math.ceil(dossiers / DOSSIERS_PAR_REFERENT / len(equipes.referents))
    for structure, equipe in equipes.referents.items():
        for rang in range(len(equipe), voulus):
            collegue, est_neuf = Utilisateur.objects.get_or_create(
                email=f"equipe{structure}-{rang}@{DOMAINE}",
                defaults={
                    "prenom": "Équipe",
                    "nom": f"{structure}-{rang}",
                    "role": Role.CONSEILLER,
                },
            )
            if est_neuf:
                Appartenance.objects.create(
                    utilisateur=collegue, structure_id=structure, du=jour - timedelta(days=400)
                )
                equipe.append(collegue)


def _equipes() -> Equipes:
    """The teams of the demonstration, read back."""
    equipes = Equipes(
        {u.email.split("@")[0]: u for u in Utilisateur.objects.all()},
        list(Structure.objects.order_by("pk")),
    )
    membres = Appartenance.objects.filter(au=None, utilisateur__role=Role.CONSEILLER)
    for membre in membres.select_related("utilisateur").order_by("pk"):
        equipes.referents.setdefault(membre.structure_id, []).append(membre.utilisateur)
    return equipes
