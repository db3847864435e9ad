"""What became of openings shown: referred, put aside with a reason, wanted or not by the person."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from matching.models import Suggestion
from matching.motifs import MOTIFS_EQUIPE, MOTIFS_PERSONNE
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import inserer
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import flux, parmi
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation

NOMBRE_ECARTEES = 260
_GESTES = {"ecartee": 10, "vue": 35, "non": 30, "oui": 25}


def creer_suggestions(
    graine: int, suivis: Sequence[Suivi], ouvertures: Sequence[Ouverture], calendrier: Calendrier
) -> None:
    """Insert one row per opening acted on, without a score: no ranking was run at the time."""
    rng = flux(graine, "suggestions")
    lignes = _orientees()
    publiees = [o for o in ouvertures if o.etat == "publiee"]
    ouverts = [s for s in suivis if not s.est_clos]
    for _ in range(NOMBRE_ECARTEES):
        suivi, ouverture = rng.choice(ouverts), rng.choice(publiees)
        # Only someone who can log in answers on their own.
        geste = parmi(rng, _GESTES) if suivi.personne.compte_id else "ecartee"
        le = calendrier.il_y_a(rng.randint(1, 40))
        ligne = Suggestion(
            dossier=suivi.dossier, ouverture=ouverture, geste=geste, motif=_motif(rng, geste),
            par=suivi.dossier.referent if geste == "ecartee" else suivi.personne.compte,
        )  # fmt: skip
        ligne.cree_le = vers_instant(max(le, suivi.ouvert_le, ouverture.publiee_le or le), 15)
        lignes.setdefault((suivi.dossier.pk, ouverture.pk), ligne)
    inserer(list(lignes.values()), quand=lambda ligne: min(ligne.cree_le, calendrier.fin))


def _orientees() -> dict[tuple[int, int | None], Suggestion]:
    envoyees = (
        Orientation.objects.exclude(ouverture=None)
        .order_by("pk")
        .select_related("par", "ouverture")
    )
    lignes = {}
    for o in envoyees:
        ligne = Suggestion(
            dossier_id=o.dossier_id, ouverture=o.ouverture, geste="orientee", par=o.par
        )
        ligne.cree_le = o.cree_le - timedelta(minutes=4)
        lignes[o.dossier_id, o.ouverture_id] = ligne
    return lignes


def _motif(rng: Random, geste: str) -> str:
    listes = {"ecartee": MOTIFS_EQUIPE, "non": MOTIFS_PERSONNE}
    return rng.choice(list(listes[geste])) if geste in listes else ""
