"""What was shown to someone, and what they did of it: one row per dossier and opening."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from matching import catalogues, tables
from matching.models import ActeDecision, Calcul, GesteSuggestion, Suggestion
from matching.moteur import VERSION_MOTEUR, Rang, evaluer
from matching.motifs import MOTIFS_EQUIPE, MOTIFS_PERSONNE
from matching.services import decisions
from matching.services.decisions import Acte
from parcours.comptes.models import Utilisateur
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.orientations.models import EtatOrientation, Orientation
from parcours.socle import journal
from parcours.socle.horloge import aujourd_hui
from parcours.socle.models import ActionJournal

_CE_QUI_CHANGE: Final = [
    "calcul", "rang", "score", "peut", "veut", "version_moteur", "modifie_le",
]  # fmt: skip
_MONTREES: Final = (GesteSuggestion.MONTREE, GesteSuggestion.VUE)


class OuvertureIndisponible(ValueError):
    """The opening is no longer published: nothing can be decided on it."""


def noter_montrees(
    *, calcul: Calcul, rangs: Sequence[tuple[int, Rang]], est_vue: bool = False
) -> None:
    """Keep what a page has just shown: (place in the list, rank) of each opening.

    One row per opening, written only when the ranking is another one; a row somebody acted on
    keeps the score of that moment. `est_vue`: shown to the person.
    """
    dossier_id, cles = calcul.dossier_id, [rang.cle for _, rang in rangs]
    connues = {
        cle: (geste, de)
        for cle, geste, de in Suggestion.objects.filter(
            dossier_id=dossier_id, ouverture_id__in=cles
        ).values_list("ouverture_id", "geste", "calcul_id")
    }
    nouvelles = [
        _montree(calcul, place, rang)
        for place, rang in rangs
        if (vue := connues.get(rang.cle)) is None or (vue[0] in _MONTREES and vue[1] != calcul.pk)
    ]
    if nouvelles:
        Suggestion.objects.bulk_create(
            nouvelles,
            update_conflicts=True,
            unique_fields=["dossier", "ouverture"],
            update_fields=_CE_QUI_CHANGE,
        )
        decisions.noter(nouvelles, Acte(ActeDecision.MONTREE))
    if est_vue and any(connues.get(cle, ("montree",))[0] == "montree" for cle in cles):
        _noter_vues(dossier_id, cles)


def _noter_vues(dossier_id: int, cles: list[int]) -> None:
    montrees = Suggestion.objects.filter(
        dossier_id=dossier_id, ouverture_id__in=cles, geste=GesteSuggestion.MONTREE
    ).select_related("calcul")
    decisions.noter(list(montrees), Acte(ActeDecision.VUE))
    montrees.update(geste=GesteSuggestion.VUE)


def _montree(calcul: Calcul, place: int, rang: Rang) -> Suggestion:
    return Suggestion(
        dossier_id=calcul.dossier_id,
        ouverture_id=rang.cle,
        calcul=calcul,
        rang=min(place, 32_767),
        score=rang.score,
        peut=rang.peut,
        veut=rang.veut,
        version_moteur=calcul.version_moteur,
    )


def ecarter(*, dossier: Dossier, ouverture: Ouverture, motif: str, par: Utilisateur) -> Suggestion:
    """Put an opening aside for this dossier; ValueError on a reason outside the list."""
    _verifier(motif, MOTIFS_EQUIPE)
    return _poser(dossier, ouverture, GesteSuggestion.ECARTEE, motif, par)


def reprendre(*, dossier: Dossier, ouverture: Ouverture, par: Utilisateur) -> bool:
    """Take back an opening put aside; return False when it was not."""
    with transaction.atomic():
        de_cote = Suggestion.objects.mises_de_cote().filter(dossier=dossier, ouverture=ouverture)
        tracees = list(de_cote.select_related("calcul"))
        reprises = de_cote.update(geste=GesteSuggestion.MONTREE, motif="", par=None)
        if reprises:
            decisions.noter(tracees, Acte(ActeDecision.REPRISE, par=par))
            _noter_au_journal(dossier, ouverture, par, "reprise")
    return bool(reprises)


def dire_oui(*, dossier: Dossier, ouverture: Ouverture, par: Utilisateur) -> Suggestion:
    """The person is interested: their référent finds it in « Ma journée »."""
    _exiger_publiee(ouverture)
    return _poser(dossier, ouverture, GesteSuggestion.OUI, "", par)


def dire_non(*, dossier: Dossier, ouverture: Ouverture, motif: str, par: Utilisateur) -> Suggestion:
    """The person does not want it; ValueError on a reason outside the list."""
    _verifier(motif, MOTIFS_PERSONNE)
    return _poser(dossier, ouverture, GesteSuggestion.NON, motif, par)


def noter_orientees(dossier_ids: Iterable[int]) -> int:
    """Mark what was referred, with the score of that moment; return how many rows were written."""
    suivies = Suggestion.objects.filter(
        dossier=OuterRef("dossier"), ouverture=OuterRef("ouverture"),
        geste=GesteSuggestion.ORIENTEE,
    )  # fmt: skip
    envoyees = (
        Orientation.objects.filter(~Exists(suivies), dossier_id__in=list(dossier_ids))
        .filter(ouverture__isnull=False)
        .exclude(etat__in=[EtatOrientation.BROUILLON, EtatOrientation.ANNULEE])
        .select_related("dossier", "ouverture", "par")
        .order_by("pk")
    )
    paires = {(o.dossier_id, o.ouverture_id): o for o in envoyees}
    for orientation in paires.values():
        assert orientation.ouverture is not None
        _ecrire(
            orientation.dossier,
            orientation.ouverture,
            GesteSuggestion.ORIENTEE,
            "",
            orientation.par,
        )
    return len(paires)


def _verifier(motif: str, motifs: dict[str, str]) -> None:
    if motif not in motifs:
        raise ValueError("Choisir une raison dans la liste.")


def _exiger_publiee(ouverture: Ouverture) -> None:
    if not Ouverture.objects.publiees(aujourd_hui()).filter(pk=ouverture.pk).exists():
        raise OuvertureIndisponible("Cette ouverture n’est plus proposée.")


def _poser(
    dossier: Dossier, ouverture: Ouverture, geste: str, motif: str, par: Utilisateur
) -> Suggestion:
    with transaction.atomic():
        suggestion = _ecrire(dossier, ouverture, geste, motif, par)
        _noter_au_journal(dossier, ouverture, par, motif or geste)
    return suggestion


def _ecrire(
    dossier: Dossier, ouverture: Ouverture, geste: str, motif: str, par: Utilisateur
) -> Suggestion:
    """Set the gesture. A row never shown gets its score now, a row shown keeps its own."""
    choix: dict[str, Any] = {"geste": geste, "motif": motif, "par": par}
    suggestion, _ = Suggestion.objects.update_or_create(
        dossier=dossier,
        ouverture=ouverture,
        defaults=choix,
        create_defaults=choix | _valeurs(dossier, ouverture),
    )
    decisions.noter([suggestion], Acte(geste, motif, par))
    return suggestion


def _valeurs(dossier: Dossier, ouverture: Ouverture) -> dict[str, Any]:
    jour = aujourd_hui()
    poste = tables.postes([ouverture.pk])[ouverture.pk]
    referentiel = catalogues.courant(jour).catalogue.referentiel
    evaluation = evaluer(tables.profil_de(dossier, jour), poste, referentiel, jour)
    return {
        "calcul": Calcul.objects.derniers([dossier.pk]).first(),
        "score": evaluation.score,
        "peut": evaluation.peut,
        "veut": evaluation.veut,
        "version_moteur": VERSION_MOTEUR,
    }


def _noter_au_journal(dossier: Dossier, ouverture: Ouverture, par: Utilisateur, mot: str) -> None:
    journal.noter(
        acteur=par,
        action=ActionJournal.MODIFICATION,
        objet="suggestion",
        objet_id=ouverture.pk,
        dossier_id=dossier.pk,
        motif=mot,
    )
