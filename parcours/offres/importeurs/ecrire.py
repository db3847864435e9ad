"""The write of one batch: create what is new, update what changed, leave what people decided."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import F

from parcours.offres import etats
from parcours.offres.faits import champs_corriges
from parcours.offres.importeurs.preparer import (
    CHAMPS_HORAIRES,
    METIER_CORRIGE,
    Prete,
    texte_cherche,
)
from parcours.offres.mesures import avec_clause
from parcours.offres.models import (
    ExigenceEcartee,
    ExigenceOuverture,
    MotifFermeture,
    Ouverture,
)
from parcours.socle.horloge import maintenant

_LUS: Final = (
    "pk", "source_id", "empreinte", "etat", "motif_fermeture", "est_grille_corrigee",
    "grille", "heures_hebdo", "metier_id", "latitude", "est_teletravail", "details",
    "fermee_le", "faits_corriges", "metier__libelle", "clause_id",
)  # fmt: skip
Connue = dict[str, Any]


@dataclass
class Bilan:
    """What a batch did: counts for the report, ids whose ranking may change."""

    comptes: Counter[str] = field(default_factory=Counter)
    changees: list[int] = field(default_factory=list)


def connues(source: str, source_ids: list[str]) -> dict[str, Connue]:
    """What the base holds of these rows."""
    trouvees = Ouverture.objects.filter(source=source, source_id__in=source_ids)
    return {o["source_id"]: o for o in trouvees.values(*_LUS)}


def a_changer(connue: Connue, marque: str) -> bool:
    """True when its content changed, or when absence had closed it and it is back."""
    est_absente = connue["motif_fermeture"] == MotifFermeture.ABSENTE
    return connue["empreinte"] != marque or est_absente


def ecrire(source: str, source_ids: list[str], pretes: dict[str, Prete], *, jour: date) -> Bilan:
    """Write a batch inside the caller's transaction and count each of its rows once."""
    bilan = Bilan()
    deja = connues(source, source_ids)
    nouvelles = [p for i, p in pretes.items() if i not in deja]
    modifiees = {deja[i]["pk"]: (deja[i], p) for i, p in pretes.items() if i in deja}
    _creer(source, nouvelles, bilan, jour)
    _modifier(modifiees, bilan, jour)
    for source_id in source_ids:
        if source_id not in pretes:
            bilan.comptes["inchangees"] += 1
            _compter_manques(bilan, deja[source_id])
    return bilan


def _creer(source: str, pretes: list[Prete], bilan: Bilan, jour: date) -> None:
    ouvertures = [
        Ouverture(
            source=source, source_id=p.source_id, empreinte=p.empreinte,
            **p.champs, **_etat("", "", None, p, jour),
        )
        for p in pretes
    ]  # fmt: skip
    Ouverture.objects.bulk_create(ouvertures)
    _creer_exigences([(o.pk, p) for o, p in zip(ouvertures, pretes, strict=True)])
    for ouverture, prete in zip(ouvertures, pretes, strict=True):
        _compter(bilan, "nouvelles", ouverture.etat, prete)
        bilan.changees.append(ouverture.pk)


def _modifier(modifiees: dict[int, tuple[Connue, Prete]], bilan: Bilan, jour: date) -> None:
    for pk, (connue, prete) in modifiees.items():
        gardes = CHAMPS_HORAIRES if connue["est_grille_corrigee"] else ()
        champs = {c: v for c, v in prete.champs.items() if c not in gardes}
        champs |= _metier_garde(connue, champs)
        champs |= champs_corriges(champs["details"], connue["faits_corriges"])
        if connue["clause_id"]:  # attached by a person: the source knows nothing of it
            champs["mesures"] = avec_clause(champs["mesures"], True)
        etat = _etat(connue["etat"], connue["motif_fermeture"], connue["fermee_le"], prete, jour)
        etat |= _quarantaine_deja_levee(connue, champs["details"], prete, etat["etat"])
        Ouverture.objects.filter(pk=pk).update(
            empreinte=prete.empreinte, modifie_le=maintenant(), version=F("version") + 1,
            **(champs | etat),
        )  # fmt: skip
        _compter(bilan, "modifiees", etat["etat"], prete)
        bilan.changees.append(pk)
    lues = ExigenceOuverture.objects.filter(
        ouverture__in=list(modifiees), est_corrigee=False, provenance__in=("import", "texte")
    )
    lues.delete()
    _creer_exigences([(pk, prete) for pk, (_, prete) in modifiees.items()])


def _etat(
    avant: str, motif: str, fermee_le: date | None, prete: Prete, jour: date
) -> dict[str, Any]:
    etat = etats.etat_importe(
        avant,
        est_fermee_a_la_main=motif == MotifFermeture.MAIN,
        est_close=prete.est_close,
        est_illicite=bool(prete.motifs),
    )
    if etat == avant and etat in (etats.FERMEE, etats.POURVUE):
        return {"etat": etat, "motif_fermeture": motif, "fermee_le": fermee_le}
    est_fermee = etat == etats.FERMEE
    return {
        "etat": etat,
        "motif_fermeture": prete.motif_fermeture if est_fermee else "",
        "fermee_le": jour if est_fermee else None,
    }


def _metier_garde(connue: Connue, champs: dict[str, Any]) -> dict[str, Any]:
    """The métier a person chose, instead of what the row says or its title seems to say."""
    if not connue["details"].get(METIER_CORRIGE):
        return {}
    details = {c: v for c, v in champs["details"].items() if c != "metier_lu"}
    return {
        "metier_id": connue["metier_id"],
        "details": details | {METIER_CORRIGE: True},
        "recherche": texte_cherche(champs["recherche"], connue["metier__libelle"] or ""),
    }


def _quarantaine_deja_levee(
    connue: Connue, details: dict[str, Any], prete: Prete, etat: str
) -> dict[str, Any]:
    """A responsable has allowed these very words: the next import does not undo it."""
    levee = connue["details"].get("quarantaine_levee")
    memes = connue["details"].get("motifs_quarantaine") == list(prete.motifs)
    if not levee or not memes or etat != etats.EN_QUARANTAINE:
        return {}
    return {"etat": etats.PUBLIEE, "details": details | {"quarantaine_levee": levee}}


def _creer_exigences(paires: list[tuple[int, Prete]]) -> None:
    """Requirements of each opening, except those a person corrected or crossed out."""
    pks = [pk for pk, _ in paires]
    gardees = set(
        ExigenceOuverture.objects.filter(ouverture__in=pks).values_list(
            "ouverture_id", "critere", "code", "provenance"
        )
    ) | set(
        ExigenceEcartee.objects.filter(ouverture__in=pks).values_list(
            "ouverture_id", "critere", "code", "provenance"
        )
    )
    ExigenceOuverture.objects.bulk_create(
        [
            ExigenceOuverture(
                ouverture_id=pk, critere=e.critere, code=e.code, niveau=e.niveau,
                libelle=e.libelle, exigence=e.exigence, provenance=e.provenance,
                extrait=e.extrait, confiance=e.confiance,
            )
            for pk, prete in paires
            for e in prete.exigences
            if (pk, *e.cle) not in gardees
        ],
        batch_size=500,
    )  # fmt: skip


def _compter(bilan: Bilan, issue: str, etat: str, prete: Prete) -> None:
    bilan.comptes["en_quarantaine" if etat == etats.EN_QUARANTAINE else issue] += 1
    champs = prete.champs
    _compter_manques(bilan, champs)


def _compter_manques(bilan: Bilan, champs: dict[str, Any]) -> None:
    bilan.comptes.update(
        sans_horaires=int(not champs["grille"]),
        sans_duree=int(champs["heures_hebdo"] is None),
        sans_metier=int(champs["metier_id"] is None),
        metiers_lus=int("metier_lu" in champs["details"]),
        sans_coordonnees=int(champs["latitude"] is None and not champs["est_teletravail"]),
        sous_le_smic=int("alerte_smic" in champs["details"]),
    )
