"""France Travail, API *Offres d'emploi v2*: `{"resultats": [offre, …]}`.

Field names and lists: francetravail.io, Offres d'emploi v2 (contract types, natureContrat,
experienceExige D/S/E, exigence E/S). Most optional fields are absent from real offers.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from matching.moteur.vocabulaire import PERMIS, Critere, Exigence
from parcours.offres.conditions import conditions_du_libelle
from parcours.offres.importeurs.lignes import (
    ExigenceLigne,
    Lieu,
    LigneLue,
    LigneRefusee,
    Resultat,
    adresse_web,
    coordonnee,
    courriel,
    date_lue,
    entier,
    lire_chaque,
    texte,
    titre_et_texte,
)
from parcours.offres.importeurs.quantites import heures_lues, mois_lus, salaire_lu
from parcours.socle.fichiers import FichierRefuse, lire_json, liste, objet
from parcours.socle.texte import sans_accents

SOURCE: Final = "france_travail"
LIBELLE: Final = "France Travail (Offres d’emploi v2, JSON)"

CONTRATS: Final = {
    "CDI": "cdi", "CDD": "cdd", "MIS": "interim", "SAI": "saisonnier", "DDI": "cddi",
    "DIN": "cdi", "TTI": "interim", "LIB": "independant", "FRA": "independant",
    "REP": "independant", "CCE": "independant", "DDT": "cdd",
}  # fmt: skip
NIVEAUX: Final = (
    ("bac+5", 7), ("bac+3", 6), ("bac+2", 5), ("bac ou", 4), ("cap, bep", 3),
    ("aucune formation", 0), ("primaire", 0), ("3eme achevee", 2), ("2nd ou 1ere", 2), ("bepc", 2),
)  # fmt: skip
LANGUES: Final = {
    "francais": "fr", "anglais": "en", "allemand": "de", "espagnol": "es", "italien": "it",
    "portugais": "pt", "arabe": "ar", "vietnamien": "vi", "neerlandais": "nl", "russe": "ru",
    "chinois": "zh", "turc": "tr", "polonais": "pl", "roumain": "ro", "japonais": "ja",
    "langue des signes": "lsf",
}  # fmt: skip
_E_OU_S: Final = {"E": Exigence.EXIGE, "S": Exigence.SOUHAITE}
_EXTENSION = re.compile(r"\(= ?E([A-D]1?)\)")
_PREFIXE_DEPARTEMENT = re.compile(r"^\s*(\d{2,3}|2[AB])\s*-\s*")


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each offer of the file; the line is its rank in `resultats`, from 1."""
    racine = lire_json(contenu)
    offres = racine.get("resultats") if isinstance(racine, dict) else None
    if not isinstance(offres, list):
        raise FichierRefuse(
            "Ligne 1 : un objet JSON avec une liste « resultats » est attendu "
            "(réponse de l’API Offres d’emploi v2)."
        )
    return lire_chaque(iter(enumerate(offres, 1)), _ligne, lambda o: texte(objet(o).get("id")))


def _ligne(ligne: int, offre: Any) -> LigneLue:
    if not isinstance(offre, dict):
        raise LigneRefusee("Ce n’est pas une offre (objet JSON attendu).")
    duree = texte(offre.get("dureeTravailLibelle"), 200)
    horaires = [texte(h, 200) for h in liste(objet(offre.get("contexteTravail")).get("horaires"))]
    heures = heures_lues(duree) or next((h for h in map(heures_lues, horaires) if h), None)
    return LigneLue(
        ligne=ligne,
        source_id=texte(offre.get("id"), 200),
        champs=_champs(offre, heures, duree, horaires),
        exigences=tuple(_exigences(offre, [duree, *horaires])),
        lieu=_lieu(objet(offre.get("lieuTravail"))),
        codes_rome=tuple(c for c in [texte(offre.get("romeCode"), 5)] if c),
        appellation=texte(offre.get("appellationlibelle") or offre.get("appellationLibelle")),
    )


def _champs(
    offre: dict[str, Any], heures: Decimal | None, duree: str, horaires: list[str]
) -> dict[str, Any]:
    intitule, description = titre_et_texte(offre.get("intitule"), offre.get("description"))
    entreprise = objet(offre.get("entreprise"))
    remuneration = texte(objet(offre.get("salaire")).get("libelle"), 200)
    salaire = salaire_lu(remuneration, heures, est_partiel=_est_partiel(offre, duree))
    nature, contrat, mesures = _contrat(offre, entreprise)
    details = _details(offre) | {
        "salaire_sur_35_h": salaire.sur_35_h, "salaire_douteux": salaire.est_douteux,
        "salaire_horaire": str(salaire.horaire or ""),
    }  # fmt: skip
    return {
        "nature": nature,
        "contrat": contrat,
        "mesures": mesures,
        "intitule": intitule,
        "description": description,
        "nom_employeur": texte(entreprise.get("nom"), 150),
        "heures_hebdo": heures,
        "horaires_texte": texte(" ; ".join(dict.fromkeys([*horaires, duree][:4])), 300).strip(" ;"),
        "salaire_min": salaire.minimum,
        "salaire_max": salaire.maximum,
        "salaire_texte": remuneration,
        "duree_mois": mois_lus(texte(offre.get("typeContratLibelle"))),
        "places": entier(offre.get("nombrePostes"), minimum=1, maximum=9999) or 1,
        "publiee_le": date_lue(offre.get("dateCreation")),
        "email_reponse": courriel(objet(offre.get("contact")).get("courriel")),
        "lien": adresse_web(objet(offre.get("origineOffre")).get("urlOrigine")),
        "details": {cle: valeur for cle, valeur in details.items() if valeur},
    }


def _est_partiel(offre: dict[str, Any], duree: str) -> bool:
    converti = sans_accents(texte(offre.get("dureeTravailLibelleConverti")))
    return "partiel" in converti or "partiel" in sans_accents(duree)


def _contrat(offre: dict[str, Any], entreprise: dict[str, Any]) -> tuple[str, str, list[str]]:
    """Nature, contract and legal measures, from natureContrat first (it is the more precise)."""
    quelle = sans_accents(texte(offre.get("natureContrat")))
    contrat = CONTRATS.get(texte(offre.get("typeContrat")).upper(), "autre")
    if "apprentissage" in quelle:
        return "alternance", "apprentissage", ["apprentissage"]
    if "professionnalisation" in quelle:
        return "alternance", "professionnalisation", ["professionnalisation"]
    if "insertion" in quelle or contrat == "cddi":
        return "siae", "cddi" if contrat in {"cdd", "cddi"} else contrat, ["iae"]
    if offre.get("alternance") is True:
        return "alternance", contrat, []
    if entreprise.get("entrepriseAdaptee") is True:
        return "entreprise_adaptee", contrat, ["entreprise_adaptee"]
    est_creation = texte(offre.get("typeContrat")).upper() in {"FRA", "REP"}
    return ("creation" if est_creation else "emploi"), contrat, []


def _details(offre: dict[str, Any]) -> dict[str, Any]:
    qualites = liste(offre.get("qualitesProfessionnelles"))
    return {
        "experience": texte(offre.get("experienceLibelle"), 200),
        "debutant_accepte": offre.get("experienceExige") == "D",
        "qualification": texte(offre.get("qualificationLibelle")),
        "secteur": texte(offre.get("secteurActiviteLibelle")),
        "deplacements": texte(offre.get("deplacementLibelle")),
        "accessible_th": offre.get("accessibleTH") is True,
        "savoir_etre": [texte(objet(q).get("libelle")) for q in qualites],
        "contrat_source": texte(offre.get("typeContrat")),
    }


def _lieu(lieu: dict[str, Any]) -> Lieu:
    libelle = texte(lieu.get("libelle"), 150)
    return Lieu(
        libelle=libelle,
        code_commune=texte(lieu.get("commune"), 5),
        code_postal=texte(lieu.get("codePostal"), 5),
        commune=_PREFIXE_DEPARTEMENT.sub("", libelle),
        latitude=coordonnee(lieu.get("latitude"), 90),
        longitude=coordonnee(lieu.get("longitude"), 180),
    )


def _exigences(offre: dict[str, Any], horaires: list[str]) -> Iterator[ExigenceLigne]:
    """Requirements of the structured fields, each (criterion, code) once."""
    vues: set[tuple[str, str]] = set()
    for exigence in (
        *_permis(offre), *_langues(offre), *_niveau(offre), *_experience(offre),
        *_conditions(offre, horaires), *_deplacements(offre), *_competences(offre),
    ):  # fmt: skip
        if (exigence.critere, exigence.code) not in vues:
            vues.add((exigence.critere, exigence.code))
            yield exigence


def _fermete(brute: Any) -> str:
    return _E_OU_S.get(texte(objet(brute).get("exigence")), Exigence.INCONNU)


def _permis(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    for brut in liste(offre.get("permis")):
        libelle = texte(objet(brut).get("libelle"), 200)
        extension = _EXTENSION.search(libelle)
        code = f"{extension.group(1)}E" if extension else libelle.split(" ", 1)[0].upper()
        if code in PERMIS:
            yield ExigenceLigne(Critere.PERMIS, code, libelle=libelle, exigence=_fermete(brut))
        elif libelle:
            yield ExigenceLigne(
                Critere.CERTIFICAT, _code(libelle), libelle=libelle, exigence=_fermete(brut)
            )


def _langues(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    for brut in liste(offre.get("langues")):
        libelle = texte(objet(brut).get("libelle"), 200)
        code = LANGUES.get(sans_accents(libelle), _code(libelle))
        if code:
            yield ExigenceLigne(Critere.LANGUE_ORAL, code, libelle=libelle, exigence=_fermete(brut))


def _niveau(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    """One level: the lowest among the firm ones, else among the wished ones (they are an *or*)."""
    formations = [objet(f) for f in liste(offre.get("formations"))]
    for fermete in (Exigence.EXIGE, Exigence.SOUHAITE, Exigence.INCONNU):
        notees = [(_niveau_de(f), f) for f in formations if _fermete(f) == fermete]
        connus = [n for n, _ in notees if n is not None]
        if not notees or connus == [0] * len(notees):
            continue
        libelles = " ou ".join(dict.fromkeys(filter(None, (_formation(f) for _, f in notees))))
        niveau = min(connus) if len(connus) == len(notees) else None
        yield ExigenceLigne(
            Critere.NIVEAU, niveau=niveau, libelle=texte(libelles, 200), exigence=fermete
        )


def _niveau_de(formation: dict[str, Any]) -> int | None:
    libelle = sans_accents(texte(formation.get("niveauLibelle")))
    return next((niveau for debut, niveau in NIVEAUX if libelle.startswith(debut)), None)


def _formation(formation: dict[str, Any]) -> str:
    champs = ("niveauLibelle", "domaineLibelle", "commentaire")
    return ", ".join(filter(None, (texte(formation.get(c)) for c in champs)))


def _experience(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    exige = texte(offre.get("experienceExige"))
    libelle = texte(offre.get("experienceLibelle"), 200)
    if exige in _E_OU_S and "debutant" not in sans_accents(libelle):
        yield ExigenceLigne(
            Critere.EXPERIENCE, niveau=mois_lus(libelle), libelle=libelle, exigence=_E_OU_S[exige]
        )


def _conditions(offre: dict[str, Any], horaires: list[str]) -> Iterator[ExigenceLigne]:
    contexte = objet(offre.get("contexteTravail"))
    libelles = [texte(c, 200) for c in liste(contexte.get("conditionsExercice"))]
    for libelle in dict.fromkeys([*libelles, *horaires]):
        for condition in sorted(conditions_du_libelle(libelle)):
            yield ExigenceLigne(Critere.CONDITION, condition, libelle=libelle)


def _deplacements(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    libelle = texte(offre.get("deplacementLibelle"), 200)
    rythme = sans_accents(libelle).split(" ", 1)[0].rstrip("s")
    codes = {"quotidien": "quotidien", "frequent": "frequent", "ponctuel": "ponctuel"}
    if rythme in codes:
        fermete = Exigence.SOUHAITE if rythme == "ponctuel" else Exigence.EXIGE
        yield ExigenceLigne(Critere.DEPLACEMENT, codes[rythme], libelle=libelle, exigence=fermete)


def _competences(offre: dict[str, Any]) -> Iterator[ExigenceLigne]:
    """Skills by OGR code; those the base does not know are set aside when applied."""
    for brut in liste(offre.get("competences")):
        libelle = texte(objet(brut).get("libelle"), 200)
        code = texte(objet(brut).get("code"), 10)
        if libelle or code:
            yield ExigenceLigne(
                Critere.COMPETENCE, code or _code(libelle), libelle=libelle, exigence=_fermete(brut)
            )


def _code(libelle: str) -> str:
    """A short ascii code made from a label that has none."""
    return re.sub(r"[^a-z0-9]+", "_", sans_accents(libelle)).strip("_")[:40]
