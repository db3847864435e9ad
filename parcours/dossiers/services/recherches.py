"""What the person wants."""

from typing import Any

from django.db import transaction

from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.dossiers import Dossier
from parcours.dossiers.modeles.recherches import MetierVoulu, Recherche
from parcours.dossiers.services.traces import tracer
from parcours.referentiels.models import Metier


@transaction.atomic
def enregistrer_recherche(
    *, dossier: Dossier, par: Utilisateur | None, champs: dict[str, Any], metiers: dict[str, int]
) -> Recherche:
    """Write the search; `metiers` gives the weight (1 to 3) of each wanted ROME code."""
    recherche, _ = Recherche.objects.get_or_create(dossier=dossier)
    for champ, valeur in champs.items():
        setattr(recherche, champ, valeur)
    recherche.save()
    for voulu in list(recherche.metiers.all()):
        if voulu.metier_id not in metiers:
            voulu.delete()
    deja = {voulu.metier_id: voulu for voulu in recherche.metiers.all()}
    for code, poids in metiers.items():
        voulu = deja.get(code) or MetierVoulu(recherche=recherche, metier_id=code)
        if voulu.pk is None or voulu.poids != poids:
            voulu.poids = poids
            voulu.save()
    tracer(dossier=dossier, par=par, objet=recherche, evenement="recherche")
    return recherche


@transaction.atomic
def vouloir_metier(*, dossier: Dossier, par: Utilisateur, metier: Metier) -> bool:
    """Add a métier to those wanted, as much as any; False when it is wanted already."""
    recherche, _ = Recherche.objects.get_or_create(dossier=dossier)
    _, est_neuf = MetierVoulu.objects.get_or_create(recherche=recherche, metier=metier)
    if est_neuf:
        tracer(dossier=dossier, par=par, objet=recherche, evenement="recherche")
    return est_neuf
