"""Who changed what, in words, from the histories kept of each fact."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from parcours.dossiers.langues import nom_langue
from parcours.dossiers.modeles.dossiers import NATURES_PROTEGEES, Dossier, Situation
from parcours.dossiers.modeles.personnes import Personne
from parcours.dossiers.modeles.qualifications import (
    Certification,
    CompetencePersonne,
    Diplome,
    Experience,
    Langue,
    OrigineExperience,
    Permis,
)
from parcours.dossiers.modeles.recherches import MetierVoulu, Recherche

# Bookkeeping, or said by another field.
IGNORES = {
    "id", "cree_le", "modifie_le", "dossier", "personne", "structure", "compte", "latitude",
    "longitude", "point_est_precis", "qpv_calcule_le", "recherche", "experience", "jeton",
}  # fmt: skip
MEME_GESTE = timedelta(seconds=5)


@dataclass(frozen=True)
class Fait:
    """One change."""

    quand: datetime
    phrase: str
    qui: str = ""


def faits(dossier: Dossier, *, voit_origine: bool, voit_protege: bool) -> list[Fait]:
    """Return the changes of the facts of a dossier; what the viewer may not know is left out."""
    lus: list[Fait] = [*_lire(Personne, {"id": dossier.personne_id}, "Identité", dit_debut=False)]
    lus += _lire(Dossier, {"id": dossier.pk}, "Dossier")
    lus += _lire(Recherche, {"dossier_id": dossier.pk}, "Recherche", dit_debut=False)
    recherche = Recherche.objects.filter(dossier=dossier).values_list("pk", flat=True).first()
    lus += _en_nombre(MetierVoulu, {"recherche_id": recherche}, "métier voulu", "métiers voulus")
    ici = {"dossier_id": dossier.pk}
    for modele, nommer in _QUALIFICATIONS.items():
        lus += _lire(modele, ici, nommer)
    lus += _experiences(ici, voit_origine)
    lus += _situations(ici, voit_protege)
    lus += _en_nombre(CompetencePersonne, ici, "compétence", "compétences")
    return lus


_QUALIFICATIONS: dict[Any, Any] = {
    Diplome: lambda r: f"Diplôme « {r.intitule} »",
    Certification: lambda r: f"Certification « {r.intitule} »",
    Permis: lambda r: f"Permis {r.categorie}",
    Langue: lambda r: nom_langue(r.code),
}


def _experiences(ici: dict[str, Any], voit_origine: bool) -> Iterator[Fait]:
    rangs = _rangs(Experience, ici)
    if not voit_origine:
        de_la_vie = {r.id for r in rangs if r.origine == OrigineExperience.VIE}
        rangs = [r for r in rangs if r.id not in de_la_vie]
    return _dire(
        Experience, rangs, lambda r: f"Expérience « {r.intitule} »" if r.intitule else "Expérience"
    )


def _situations(ici: dict[str, Any], voit_protege: bool) -> Iterator[Fait]:
    rangs = _rangs(Situation, ici)
    if not voit_protege:
        rangs = [r for r in rangs if r.nature not in NATURES_PROTEGEES]
    return _dire(Situation, rangs, lambda r: r.get_nature_display())


def _rangs(modele: Any, ou: dict[str, Any]) -> list[Any]:
    rangs = modele.history.filter(**ou).select_related("history_user")
    return list(rangs.order_by("history_date", "history_id"))


def _lire(modele: Any, ou: dict[str, Any], titre: Any, *, dit_debut: bool = True) -> Iterator[Fait]:
    nommer = titre if callable(titre) else lambda _: titre
    return _dire(modele, _rangs(modele, ou), nommer, dit_debut=dit_debut)


def _dire(
    modele: Any, rangs: Iterable[Any], nommer: Any, *, dit_debut: bool = True
) -> Iterator[Fait]:
    precedents: dict[Any, Any] = {}
    for rang in rangs:
        avant = precedents.get(rang.id)
        precedents[rang.id] = rang
        qui = rang.history_user.nom_court if rang.history_user else ""
        phrase = ""
        if rang.history_type == "-":
            phrase = f"{nommer(rang)} : retrait"
        elif rang.history_type == "+" or avant is None:
            phrase = f"{nommer(rang)} : ajout" if dit_debut else ""
            if modele is Dossier:
                phrase = "Dossier ouvert"
        elif changements := _changements(modele, avant, rang):
            phrase = f"{nommer(rang)} : {changements}"
        if phrase:
            yield Fait(rang.history_date, phrase, qui)


def _en_nombre(modele: Any, ou: dict[str, Any], un: str, plusieurs: str) -> Iterator[Fait]:
    """Say « 6 compétences ajoutées » for what one gesture made."""
    gestes: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    cle: tuple[Any, ...] = ()
    for rang in _rangs(modele, ou):
        suite = gestes.get(cle)
        meme = suite and suite[-1].history_date + MEME_GESTE > rang.history_date
        if not (meme and cle[1:] == (rang.history_type, rang.history_user_id)):
            cle = (rang.history_id, rang.history_type, rang.history_user_id)
        gestes[cle].append(rang)
    accord = "s" if un == "métier voulu" else "es"
    mots = {"+": "ajouté", "~": "modifié", "-": "retiré"}
    for (_, nature, _), rangs in gestes.items():
        n, dernier = len(rangs), rangs[-1]
        fin = (accord if n > 1 else accord[:-1]) if accord == "es" else (accord if n > 1 else "")
        qui = dernier.history_user.nom_court if dernier.history_user else ""
        nom = plusieurs if n > 1 else un
        yield Fait(dernier.history_date, f"{n} {nom} {mots[nature]}{fin}", qui)


def _changements(modele: type[models.Model], avant: Any, apres: Any) -> str:
    dits = []
    suivis = {f.name for f in apres._meta.fields}
    for champ in modele._meta.fields:
        if champ.name in IGNORES or champ.name not in suivis:
            continue
        if getattr(avant, champ.attname) != getattr(apres, champ.attname):
            dits.append(_dire_champ(champ, avant, apres))
    return " ; ".join(dits)


def _dire_champ(champ: models.Field, avant: Any, apres: Any) -> str:
    nom = str(champ.verbose_name)
    if champ.is_relation or isinstance(champ, models.JSONField) or champ.name == "grille":
        return f"{nom} : changement"
    return f"{nom} : {_valeur(champ, avant)} → {_valeur(champ, apres)}"


def _valeur(champ: models.Field, rang: Any) -> str:
    valeur = getattr(rang, champ.attname)
    if valeur in (None, ""):
        return "rien"
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    return str(dict(champ.flatchoices).get(valeur, valeur))
