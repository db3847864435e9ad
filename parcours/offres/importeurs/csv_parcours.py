"""Our own CSV, for partners without an API: documented columns, a template to download.

Separator « ; » or « , », UTF-8 (with or without mark) or Windows-1252. Several values of a cell
are separated by « | »; a value followed by « ? » is wished rather than required.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from matching.moteur import grilles
from matching.moteur.vocabulaire import (
    CONDITIONS,
    CONTRATS,
    NATURES,
    NIVEAUX_CECRL,
    PERMIS,
    Critere,
    Exigence,
)
from parcours.offres.importeurs.lignes import (
    ExigenceLigne,
    Lieu,
    LigneLue,
    LigneRefusee,
    Resultat,
    adresse_web,
    courriel,
    date_lue,
    entier,
    lire_chaque,
    texte,
    titre_et_texte,
)
from parcours.socle.fichiers import FichierRefuse, decompresser
from parcours.socle.siret import SiretInvalide, normaliser_siret
from parcours.socle.texte import sans_accents

SOURCE: Final = "csv"
LIBELLE: Final = "Tableau Parcours (CSV)"

# Column → what to write in it (shown on the import page and in the template's second line).
COLONNES: Final = {
    "identifiant": "obligatoire, stable d’un fichier à l’autre",
    "intitule": "obligatoire",
    "description": "texte de l’offre",
    "nature": ", ".join(NATURES),
    "contrat": ", ".join(CONTRATS),
    "code_rome": "par exemple K2204",
    "employeur": "nom",
    "siret": "14 chiffres ; l’employeur inscrit sous ce numéro voit l’offre et y répond",
    "commune": "code INSEE ou nom",
    "code_postal": "cinq chiffres",
    "heures_hebdo": "par exemple 24,5",
    "horaires": "par exemple lun-ven 8:00-12:00 | sam 9:00-12:30",
    "salaire_min": "brut par mois, en euros",
    "salaire_max": "brut par mois, en euros",
    "debut": "31/03/2026 ou 2026-03-31",
    "expire": "dernier jour pour répondre ; vide si sans limite",
    "duree_mois": "nombre",
    "places": "nombre",
    "permis": "par exemple B | CE?",
    "niveau": "de 0 (aucun diplôme) à 8 ; « 3? » si souhaité",
    "experience_mois": "nombre ; « 12? » si souhaité",
    "francais_oral": "A1, A2, B1, B2… ; « B1? » si souhaité",
    "conditions": " | ".join(CONDITIONS),
    "teletravail": "oui ou non",
    "courriel": "où répondre",
    "lien": "adresse de l’offre",
}
OBLIGATOIRES: Final = ("identifiant", "intitule")
_PLAGE = re.compile(r"(\d{1,2}[:h]\d{2})\s*-\s*(\d{1,2}[:h]\d{2})")
_JOURS = re.compile(
    r"(lun|mar|mer|jeu|ven|sam|dim)[a-z]*(?:\s*[-à]\s*(lun|mar|mer|jeu|ven|sam|dim)[a-z]*)?"
)
CHAMP_MAX: Final = 200_000
Cellules = dict[str, str]


def lire(contenu: bytes) -> Iterator[Resultat]:
    """Yield each row; the line is that of the file (the header is line 1)."""
    return lire_chaque(_rangs(_decoder(decompresser(contenu))), ligne, _identifiant)


def modele() -> str:
    """The template to download: the columns and one filled example."""
    exemple = {
        "identifiant": "ASSO-001", "intitule": "Agent ou agente d’entretien",
        "description": "Nettoyage de bureaux.", "nature": "emploi", "contrat": "cdi",
        "code_rome": "K2204", "employeur": "Association Exemple", "commune": "38185",
        "heures_hebdo": "20", "horaires": "lun-ven 8:00-12:00", "salaire_min": "1080",
        "debut": "2026-09-01", "places": "1", "permis": "B?", "teletravail": "non",
    }  # fmt: skip
    sortie = io.StringIO()
    auteur = csv.DictWriter(sortie, list(COLONNES), delimiter=";", lineterminator="\r\n")
    auteur.writeheader()
    auteur.writerow(exemple)
    return sortie.getvalue()


def _decoder(contenu: bytes) -> str:
    try:
        decode = contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            decode = contenu.decode("cp1252")
        except UnicodeDecodeError as erreur:
            ligne = contenu.count(b"\n", 0, erreur.start) + 1
            raise FichierRefuse(
                f"Ligne {ligne} : un caractère n’est ni en UTF-8 ni en Windows-1252."
            ) from erreur
    if "\x00" in decode:
        ligne = decode.count("\n", 0, decode.index("\x00")) + 1
        raise FichierRefuse(f"Ligne {ligne} : ce n’est pas un fichier texte (octet nul).")
    return decode


def _rangs(decode: str) -> Iterator[tuple[int, Any]]:
    """Line number and cells by column; a row of the wrong width is given as a list."""
    separateur = ";" if decode.split("\n", 1)[0].count(";") >= 1 else ","
    csv.field_size_limit(CHAMP_MAX)
    lecteur = csv.reader(io.StringIO(decode, newline=""), delimiter=separateur, strict=True)
    colonnes: list[str] | None = None
    debut = 1
    try:
        for cellules in lecteur:
            ligne, debut = debut, lecteur.line_num + 1
            if colonnes is None:
                colonnes = _entete(cellules)
            elif any(c.strip() for c in cellules):
                juste = len(cellules) == len(colonnes)
                yield ligne, dict(zip(colonnes, cellules, strict=True)) if juste else cellules
    except csv.Error as erreur:
        raise FichierRefuse(
            f"Ligne {lecteur.line_num} : guillemets mal fermés ou cellule trop longue."
        ) from erreur
    if colonnes is None:
        raise FichierRefuse("Ligne 1 : le fichier n’a pas d’en-tête.")


def _entete(cellules: list[str]) -> list[str]:
    noms = [sans_accents(c).replace(" ", "_").strip() for c in cellules]
    if manquantes := [c for c in OBLIGATOIRES if c not in noms]:
        raise FichierRefuse(
            f"Ligne 1 : colonne absente de l’en-tête : {', '.join(manquantes)}. "
            "Partir du modèle à télécharger."
        )
    if inconnues := [c for c, n in zip(cellules, noms, strict=True) if n not in COLONNES]:
        raise FichierRefuse(
            f"Ligne 1 : colonne inconnue : « {texte(inconnues[0], 60)} ». "
            "Partir du modèle à télécharger."
        )
    if len(set(noms)) < len(noms):
        raise FichierRefuse("Ligne 1 : une colonne figure deux fois dans l’en-tête.")
    return noms


def _identifiant(cellules: Any) -> str:
    return texte(cellules.get("identifiant"), 200) if isinstance(cellules, dict) else ""


def ligne(ligne: int, brute: Any) -> LigneLue:
    """One row of the table, from its cells by column; LigneRefusee with the reason."""
    if not isinstance(brute, dict):
        raise LigneRefusee(f"La ligne a {len(brute)} cellules au lieu du nombre de l’en-tête.")
    cellules: Cellules = {nom: texte(v, 60_000) for nom, v in brute.items()}
    commune = cellules.get("commune", "")
    est_code = bool(re.fullmatch(r"\d[\dAB]\d{3}", commune))
    return LigneLue(
        ligne=ligne,
        source_id=cellules["identifiant"],
        champs=_champs(cellules),
        exigences=tuple(_exigences(cellules)),
        lieu=Lieu(
            libelle=texte(f"{cellules.get('code_postal', '')} {commune}".strip(), 150),
            code_commune=commune if est_code else "",
            code_postal=texte(cellules.get("code_postal"), 5),
            commune="" if est_code else commune,
        ),
        codes_rome=tuple(c for c in [texte(cellules.get("code_rome"), 5).upper()] if c),
        siret=_siret(cellules),
    )


def _siret(c: Cellules) -> str | None:
    """None when the table has no such column: what is known of the employer is then kept."""
    if not c.get("siret"):
        return c.get("siret")
    try:
        return normaliser_siret(c["siret"])
    except SiretInvalide as refus:
        raise LigneRefusee(f"siret : {refus}") from refus


def _champs(c: Cellules) -> dict[str, Any]:
    intitule, description = titre_et_texte(c["intitule"], c.get("description"))
    grille, jeu_debut, jeu_fin = _grille(c.get("horaires", ""))
    salaires = sorted(s for s in (_montant(c, "salaire_min"), _montant(c, "salaire_max")) if s)
    return {
        "nature": _choix(c, "nature", NATURES) or "emploi",
        "contrat": _choix(c, "contrat", CONTRATS),
        "intitule": intitule,
        "description": description,
        "nom_employeur": texte(c.get("employeur"), 150),
        "heures_hebdo": _nombre(c, "heures_hebdo", Decimal(60)),
        "grille": grille,
        "grille_provenance": "import" if grille else "",
        "jeu_debut": jeu_debut,
        "jeu_fin": jeu_fin,
        "horaires_texte": texte(c.get("horaires"), 300),
        "salaire_min": salaires[0] if salaires else None,
        "salaire_max": salaires[1] if len(salaires) > 1 else None,
        "debut_le": date_lue(c.get("debut")),
        "expire_le": date_lue(c.get("expire")),
        "duree_mois": entier(c.get("duree_mois"), minimum=1, maximum=120),
        "places": entier(c.get("places"), minimum=1, maximum=9999) or 1,
        "est_teletravail": sans_accents(c.get("teletravail", "")) in {"oui", "o", "1", "vrai"},
        "email_reponse": courriel(c.get("courriel")),
        "lien": adresse_web(c.get("lien")),
    }


def _choix(c: Cellules, colonne: str, permis: dict[str, str]) -> str:
    valeur = sans_accents(c.get(colonne, "")).replace(" ", "_")
    if valeur and valeur not in permis:
        raise LigneRefusee(
            f"{colonne} : « {c[colonne]} » est inconnu (choix : {', '.join(permis)})."
        )
    return valeur


def _nombre(c: Cellules, colonne: str, maximum: Decimal) -> Decimal | None:
    brut = re.sub(r"[\s€]", "", c.get(colonne, "")).replace(",", ".")
    if not brut:
        return None
    try:
        nombre = Decimal(brut)
    except InvalidOperation:
        nombre = Decimal(-1)
    if not nombre.is_finite() or not 0 < nombre <= maximum:
        raise LigneRefusee(
            f"{colonne} : « {c[colonne]} » n’est pas un nombre entre 0 et {maximum}."
        )
    return nombre


def _montant(c: Cellules, colonne: str) -> Decimal | None:
    return _nombre(c, colonne, Decimal(99_999))


def _grille(horaires: str) -> tuple[str, int, int]:
    """Stored grid and its two margins of « lun-ven 8:00-12:00 | sam 9:00-12:30 »."""
    plages = [plage for part in re.split(r"[|\n]", horaires) if part.strip()
              for plage in _plages(part)]  # fmt: skip
    if not plages:
        return "", 0, 0
    try:
        return (grilles.vers_hexa(grilles.depuis_plages(plages)), *grilles.jeux(plages))
    except ValueError as erreur:
        raise LigneRefusee(f"horaires : {erreur}") from erreur


def _plages(part: str) -> list[grilles.Plage]:
    jours = _jours(sans_accents(part))
    heures = _PLAGE.findall(part)
    if not jours or not heures:
        raise LigneRefusee(
            f"horaires : « {texte(part, 60)} » est illisible "
            "(écrire par exemple lun-ven 8:00-12:00 13:00-17:00)."
        )
    return [(jours, d.replace("h", ":"), f.replace("h", ":")) for d, f in heures]


def _jours(part: str) -> list[int]:
    jours: set[int] = set()
    for premier, dernier in _JOURS.findall(part):
        debut = grilles.JOURS.index(premier)
        fin = grilles.JOURS.index(dernier) if dernier else debut
        jours |= {j % 7 for j in range(debut, fin + 1 if fin >= debut else fin + 8)}
    return sorted(jours)


def _exigences(c: Cellules) -> Iterator[ExigenceLigne]:
    for code, fermete in _valeurs(c, "permis"):
        yield ExigenceLigne(
            Critere.PERMIS, _parmi("permis", code.upper(), PERMIS), exigence=fermete
        )
    for code, fermete in _valeurs(c, "conditions"):
        cle = _parmi("conditions", sans_accents(code).replace(" ", "_"), CONDITIONS)
        yield ExigenceLigne(Critere.CONDITION, cle, exigence=fermete)
    yield from _chiffree(c, "niveau", Critere.NIVEAU, lambda v: _borne("niveau", v, 8))
    yield from _chiffree(
        c, "experience_mois", Critere.EXPERIENCE, lambda v: _borne("experience_mois", v, 600)
    )
    yield from _chiffree(c, "francais_oral", Critere.LANGUE_ORAL, _cecrl, "fr")


def _chiffree(
    c: Cellules, colonne: str, critere: Critere, lire_niveau: Callable[[str], int], code: str = ""
) -> Iterator[ExigenceLigne]:
    for valeur, fermete in _valeurs(c, colonne)[:1]:
        if niveau := lire_niveau(valeur):
            yield ExigenceLigne(critere, code, niveau, exigence=fermete)


def _valeurs(c: Cellules, colonne: str) -> list[tuple[str, str]]:
    """Values of a cell, each once, with how firm it is."""
    valeurs: dict[str, str] = {}
    for brut in c.get(colonne, "").split("|"):
        valeur = brut.strip()
        fermete = Exigence.SOUHAITE if valeur.endswith("?") else Exigence.EXIGE
        if nue := valeur.rstrip("? ").strip():
            valeurs.setdefault(nue, fermete)
    return list(valeurs.items())


def _parmi(colonne: str, valeur: str, permis: Any) -> str:
    if valeur not in permis:
        raise LigneRefusee(f"{colonne} : « {valeur} » est inconnu (choix : {', '.join(permis)}).")
    return valeur


def _borne(colonne: str, valeur: str, maximum: int) -> int:
    nombre = entier(valeur, minimum=0, maximum=maximum)
    if nombre is None:
        raise LigneRefusee(f"{colonne} : « {valeur} » n’est pas un nombre de 0 à {maximum}.")
    return nombre


def _cecrl(valeur: str) -> int:
    return NIVEAUX_CECRL.index(_parmi("francais_oral", valeur.upper(), NIVEAUX_CECRL))
