"""Reading the official archive « RefRomeCsv_vNNN.zip » of ROME 4.0 (France Travail, LO 2.0)."""

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parcours.referentiels.importeurs.tables import FichierRefuse, Retrait, TableVoulue
from parcours.referentiels.models import (
    Appellation,
    Competence,
    ContexteTravail,
    Metier,
    MetierCompetence,
    MetierContexte,
    Mobilite,
    Regroupement,
    RegroupementMetier,
    TypeCompetence,
)

TAILLE_MAX = 200_000_000  # bytes, unpacked: refuses a zip bomb; the real archive is 20 MB
CELLULE_MAX = 131_072  # characters
MEMBRES_MAX = 1_000  # the real archive holds about forty
# What a broken, protected or forged archive raises when it is opened or read.
ABIMEE = (
    OSError, EOFError, ValueError, OverflowError, RuntimeError, NotImplementedError, csv.Error,
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
)  # fmt: skip
MARQUER_METIER = Retrait("est_retire")
MARQUER = Retrait("est_retiree")
SUPPRIMER = Retrait()


@dataclass(frozen=True)
class ArchiveRome:
    """The tables of one archive, validated; `version` such as « 460 »."""

    version: str
    tables: list[TableVoulue]


class _Lecteur:
    """Gives the rows of a table of the archive as dicts; names file and line in its refusals."""

    def __init__(self, chemin: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(chemin)
        except ABIMEE as erreur:
            raise FichierRefuse(
                f"{chemin.name} n’est pas une archive zip lisible : la télécharger à nouveau."
            ) from erreur
        membres = self.zip.infolist()
        if sum(i.file_size for i in membres) > TAILLE_MAX or len(membres) > MEMBRES_MAX:
            raise FichierRefuse(f"{chemin.name} est trop volumineuse une fois ouverte.")
        self.noms: dict[str, tuple[str, str]] = {}
        for membre in membres:
            self._reconnaitre(membre.filename)

    def _reconnaitre(self, nom: str) -> None:
        """Keep the name of a table; nothing is ever unpacked on the disk."""
        if nom.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", nom):
            raise FichierRefuse(f"L’archive contient un chemin qui en sort : « {nom[:60]} ».")
        if trouve := re.fullmatch(r"(?:.*/)?unix_(.+)_v(\d{1,6})_utf8\.csv", nom):
            if trouve[1] in self.noms:
                raise FichierRefuse(f"L’archive contient deux fois la table « {trouve[1][:60]} ».")
            self.noms[trouve[1]] = (nom, trouve[2])

    @property
    def version(self) -> str:
        return next((v for _, v in self.noms.values()), "")

    def lire(self, table: str, *colonnes: str) -> Iterator[tuple[str, ...]]:
        """Yield the named columns of each row, stripped."""
        if table not in self.noms:
            raise FichierRefuse(
                f"L’archive ne contient pas la table « unix_{table}_v…_utf8.csv » : "
                "prendre l’archive complète du ROME au format CSV."
            )
        nom = self.noms[table][0]
        vide = True
        for rang in self._rangs(nom, colonnes):
            vide = False
            yield rang
        if vide:  # else everything that is known would be withdrawn
            raise FichierRefuse(f"{nom} : la table est vide.")

    def _rangs(self, nom: str, colonnes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        lecteur = csv.DictReader(io.StringIO(self._texte(nom)))
        try:
            if absentes := set(colonnes) - set(lecteur.fieldnames or ()):
                raise FichierRefuse(f"{nom} : colonne absente « {', '.join(sorted(absentes))} ».")
            for rang in lecteur:
                if any(rang[c] is None for c in colonnes):
                    raise FichierRefuse(f"{nom}, ligne {lecteur.line_num} : ligne incomplète.")
                if any(len(rang[c]) > CELLULE_MAX for c in colonnes):
                    raise csv.Error("cell")  # the limit of the csv module may have been raised
                yield tuple(rang[c].strip() for c in colonnes)
        except csv.Error as erreur:
            raise FichierRefuse(
                f"{nom}, ligne {lecteur.line_num} : guillemets mal fermés ou cellule trop longue."
            ) from erreur

    def _texte(self, nom: str) -> str:
        try:
            brut = self.zip.read(nom)
        except ABIMEE as erreur:
            raise FichierRefuse(
                f"{nom} est abîmé ou protégé dans l’archive : la télécharger à nouveau."
            ) from erreur
        try:
            return brut.decode("utf-8-sig")
        except UnicodeDecodeError:
            # One official table (arborescence_secteur_naf) is in cp1252 despite its name.
            return self._en_cp1252(nom, brut)

    def _en_cp1252(self, nom: str, brut: bytes) -> str:
        try:
            return brut.decode("cp1252")
        except UnicodeDecodeError as erreur:
            ligne = brut.count(b"\n", 0, erreur.start) + 1
            raise FichierRefuse(
                f"{nom}, ligne {ligne} : un caractère n’est ni en UTF-8 ni en Windows-1252."
            ) from erreur


def lire_archive(chemin: Path) -> ArchiveRome:
    """Parse and validate the whole archive; raise FichierRefuse, changing nothing."""
    lecteur = _Lecteur(chemin)
    metiers = _metiers(lecteur)
    competences = _competences(lecteur)
    contextes = _contextes(lecteur)
    appellations = _appellations(lecteur)
    liens, liens_contextes = _liens(lecteur, competences, contextes)
    groupes, groupes_metiers = _regroupements(lecteur)
    tables = [
        metiers,
        competences,
        contextes,
        appellations,
        liens,
        liens_contextes,
        _mobilites(lecteur),
        groupes,
        groupes_metiers,
    ]
    _refuser_orphelins(tables)
    return ArchiveRome(lecteur.version, tables)


def _metiers(lecteur: _Lecteur) -> TableVoulue:
    definitions: dict[str, list[str]] = {}
    acces: dict[str, list[str]] = {}
    for code, nature, texte in lecteur.lire(
        "texte", "code_rome", "libelle_type_texte", "libelle_texte"
    ):
        (definitions if nature == "definition" else acces).setdefault(code, []).append(texte)
    domaines = {
        rang[0]: rang[1]
        for rang in lecteur.lire("cr_gd_dp", "code_rome", "code_domaine_professionel")
    }
    riasec = {
        code: majeur + mineur
        for code, majeur, mineur in lecteur.lire(
            "referentiel_code_rome_riasec", "code_rome", "riasec_majeur", "riasec_mineur"
        )
    }
    colonnes = ("code_rome", "libelle_rome", "code_rome_parent", "transition_eco")
    lignes = {}
    for code, libelle, parent, eco, reglemente, cadre in lecteur.lire(
        "referentiel_code_rome", *colonnes, "emploi_reglemente", "emploi_cadre"
    ):
        lignes[(code,)] = (
            libelle,
            "\n".join(definitions.get(code, ())),
            "\n".join(acces.get(code, ())),
            parent,
            domaines.get(code, ""),
            riasec.get(code, ""),
            eco[:60],
            _oui(reglemente),
            _oui(cadre),
        )
    champs = ("libelle", "definition", "acces", "code_parent", "code_domaine", "riasec")
    return TableVoulue(
        Metier,
        ("code",),
        (*champs, "transition_eco", "est_reglemente", "est_cadre"),
        lignes,
        MARQUER_METIER,
    )


def _oui(valeur: str) -> bool:
    return valeur.upper() in {"O", "OUI", "Y", "1"}


def _competences(lecteur: _Lecteur) -> TableVoulue:
    lignes: dict[tuple[str, ...], tuple[object, ...]] = {}
    for code, nature, libelle, categorie, detail, macro in lecteur.lire(
        "referentiel_competence",
        "code_ogr",
        "nature",
        "libelle_competence",
        "cat_comp",
        "sous_cat_comp",
        "code_ogr_macro_comp",
    ):
        est_etre = categorie.startswith("Savoir-être")
        type_ = TypeCompetence.SAVOIR_ETRE if est_etre else TypeCompetence.SAVOIR_FAIRE
        est_macro = nature.startswith("Macro")
        lignes[(code,)] = (libelle, type_.value, detail[:80], macro, est_macro)
    for code, libelle, categorie in lecteur.lire(
        "referentiel_savoir", "code_ogr_savoir", "libelle_savoir", "categorie_savoir"
    ):
        lignes[(code,)] = (libelle, TypeCompetence.SAVOIR.value, categorie[:80], "", False)
    champs = ("libelle", "type", "categorie", "code_macro", "est_macro")
    return TableVoulue(Competence, ("code",), champs, lignes, MARQUER)


def _contextes(lecteur: _Lecteur) -> TableVoulue:
    lignes = {
        (code,): (libelle, categorie)
        for code, libelle, categorie in lecteur.lire(
            "referentiel_contexte_travail",
            "code_ogr",
            "libelle_cont_travail",
            "libelle_type_cont_trav",
        )
    }
    # Contexts have no mark: their links go first, then a context that ROME dropped.
    return TableVoulue(ContexteTravail, ("code",), ("libelle", "categorie"), lignes, SUPPRIMER)


def _appellations(lecteur: _Lecteur) -> TableVoulue:
    lignes = {
        (code,): (long, court, metier)
        for code, long, court, metier in lecteur.lire(
            "referentiel_appellation",
            "code_ogr",
            "libelle_appellation_long",
            "libelle_appellation_court",
            "code_rome",
        )
    }
    champs = ("libelle", "libelle_court", "metier_id")
    return TableVoulue(Appellation, ("code",), champs, lignes, MARQUER)


def _liens(
    lecteur: _Lecteur, competences: TableVoulue, contextes: TableVoulue
) -> tuple[TableVoulue, TableVoulue]:
    vers_competences: dict[tuple[str, ...], tuple[object, ...]] = {}
    vers_contextes: dict[tuple[str, ...], tuple[object, ...]] = {}
    for metier, code, coeur in lecteur.lire(
        "coherence_item", "code_rome", "code_ogr", "coeur_metier"
    ):
        if (code,) in competences.lignes:
            vers_competences[metier, code] = (coeur == "Principale", coeur == "Émergente")
        elif (code,) in contextes.lignes:
            vers_contextes[metier, code] = ()
        else:
            raise FichierRefuse(
                f"coherence_item : le code {code[:20]} ({metier[:10]}) n’existe nulle part."
            )
    cle = ("metier_id", "competence_id")
    marques = ("est_coeur", "est_emergente")
    return (
        TableVoulue(MetierCompetence, cle, marques, vers_competences, SUPPRIMER),
        TableVoulue(MetierContexte, ("metier_id", "contexte_id"), (), vers_contextes, SUPPRIMER),
    )


def _mobilites(lecteur: _Lecteur) -> TableVoulue:
    lignes = {
        (depart, arrivee): (_rang(rang, depart),)
        for depart, arrivee, rang in lecteur.lire(
            "rubrique_mobilite", "code_rome", "code_rome_cible", "numero_ordre"
        )
    }
    return TableVoulue(Mobilite, ("depart_id", "arrivee_id"), ("rang",), lignes, SUPPRIMER)


def _rang(texte: str, metier: str) -> int:
    if not texte.isascii() or not texte.isdigit() or len(texte) > 4:
        raise FichierRefuse(f"rubrique_mobilite : rang « {texte[:20]} » illisible ({metier[:10]}).")
    return int(texte)


def _regroupements(lecteur: _Lecteur) -> tuple[TableVoulue, TableVoulue]:
    groupes: dict[tuple[str, ...], tuple[object, ...]] = {}
    liens: dict[tuple[str, ...], tuple[object, ...]] = {}
    for metier, gd, libelle_gd, dp, libelle_dp in lecteur.lire(
        "cr_gd_dp",
        "code_rome",
        "code_grand_domaine",
        "libelle_grand_domaine",
        "code_domaine_professionel",
        "libelle_domaine_professionel",
    ):
        groupes[f"domaine:{gd}",] = ("domaine", libelle_gd, "", "")
        groupes[f"domaine:{dp}",] = ("domaine", libelle_dp, "", f"domaine:{gd}")
        liens[f"domaine:{dp}", metier] = (True,)
    _arborescence(lecteur, groupes, liens, "theme", "thematique", "theme")
    _arborescence(lecteur, groupes, liens, "naf", "secteur_naf", "secteur_naf")
    _arborescence(lecteur, groupes, liens, "centre_interet", "centre_interet", "centre_interet")
    _secteurs(lecteur, groupes, liens)
    _definitions(lecteur, groupes)
    champs = ("nature", "libelle", "definition", "code_parent")
    return (
        TableVoulue(Regroupement, ("code",), champs, groupes, SUPPRIMER),
        TableVoulue(
            RegroupementMetier,
            ("regroupement_id", "metier_id"),
            ("est_principal",),
            liens,
            SUPPRIMER,
        ),
    )


def _arborescence(
    lecteur: _Lecteur,
    groupes: dict[tuple[str, ...], tuple[object, ...]],
    liens: dict[tuple[str, ...], tuple[object, ...]],
    nature: str,
    table: str,
    suffixe: str,
) -> None:
    colonnes = [f"code_{suffixe}", f"libelle_{suffixe}", "code_rome"]
    if nature == "centre_interet":
        colonnes.append("principal")
    for code, libelle, metier, *principal in lecteur.lire(f"arborescence_{table}", *colonnes):
        groupes[f"{nature}:{code}",] = (nature, libelle, "", "")
        liens[f"{nature}:{code}", metier] = (bool(principal) and _oui(principal[0]),)


def _secteurs(
    lecteur: _Lecteur,
    groupes: dict[tuple[str, ...], tuple[object, ...]],
    liens: dict[tuple[str, ...], tuple[object, ...]],
) -> None:
    for code, libelle, sous, libelle_sous, metier, principal in lecteur.lire(
        "arborescence_secteur_activite",
        "code_sect_activite",
        "libelle_sect_activite",
        "code_ss_sect_activite",
        "libelle_ss_sect_activite",
        "code_rome",
        "principal",
    ):
        groupes[f"secteur:{code}",] = ("secteur", libelle, "", "")
        if sous:
            groupes[f"secteur:{sous}",] = ("secteur", libelle_sous, "", f"secteur:{code}")
        liens[f"secteur:{sous or code}", metier] = (_oui(principal),)


def _definitions(lecteur: _Lecteur, groupes: dict[tuple[str, ...], tuple[object, ...]]) -> None:
    for nature, table, suffixe in (
        ("theme", "themes", "theme"),
        ("centre_interet", "centre_interet", "centre_interet"),
        ("secteur", "secteur_activite", "sect_activite"),
        ("secteur", "sous_secteur_activite", "ss_sect_activite"),
    ):
        for code, texte in lecteur.lire(table, f"code_{suffixe}", f"definition_{suffixe}"):
            if (groupe := groupes.get((f"{nature}:{code}",))) is not None:
                groupes[f"{nature}:{code}",] = (groupe[0], groupe[1], texte, groupe[3])


def _refuser_orphelins(tables: list[TableVoulue]) -> None:
    """Every code pointed at exists in the archive itself."""
    connus = {t.modele: {cle[0] for cle in t.lignes} for t in tables if len(t.cle) == 1}
    for table in tables:
        noms = (*table.cle, *table.champs)
        for position, nom in enumerate(noms):
            if not nom.endswith("_id"):
                continue
            cible = table.modele._meta.get_field(nom.removesuffix("_id")).related_model
            codes = {(*cle, *valeurs)[position] for cle, valeurs in table.lignes.items()}
            if perdus := codes - connus[cible]:  # type: ignore[index]
                exemples = ", ".join(str(p)[:20] for p in sorted(perdus)[:5])
                raise FichierRefuse(
                    f"{table.modele._meta.verbose_name_plural} : {len(perdus)} code(s) "
                    f"inconnu(s) dans l’archive ({exemples})."
                )
