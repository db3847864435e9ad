"""Linking a row to the referentials: métier, commune and point, known skills.

Loaded once per import, so that 50,000 rows cost no query.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from matching.moteur.intitules import Lien
from parcours.offres.importeurs.lignes import Lieu, LigneLue
from parcours.offres.models import Employeur
from parcours.referentiels import intitules
from parcours.referentiels.models import Appellation, CodePostal, Commune, Competence, Metier
from parcours.referentiels.recherche import normaliser_commune
from parcours.socle.texte import sans_accents

# Municipal arrondissements → the commune (INSEE): Paris, Lyon, Marseille.
_ARRONDISSEMENTS: Final = (
    (re.compile(r"751(0[1-9]|1\d|20)"), "75056"),
    (re.compile(r"6938[1-9]"), "69123"),
    (re.compile(r"132(0[1-9]|1[0-6])"), "13055"),
)
_DEPARTEMENT: Final = re.compile(r"^\s*(97\d|\d{2}|2[AB])(?:\s*-|\s*$)")


@dataclass(frozen=True, slots=True)
class FicheCommune:
    """What an opening takes from its commune."""

    code: str
    nom: str
    departement: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an opening is, as resolved; `est_centre` when the point is the commune's centre."""

    commune: str | None = None
    departement: str = ""
    latitude: float | None = None
    longitude: float | None = None
    est_centre: bool = False


@dataclass
class Referentiels:
    """The referentials in memory."""

    metiers: dict[str, str] = field(default_factory=dict)
    enfants: dict[str, list[str]] = field(default_factory=dict)
    appellations: dict[str, str] = field(default_factory=dict)
    communes: dict[str, FicheCommune] = field(default_factory=dict)
    par_nom: dict[str, list[str]] = field(default_factory=dict)
    par_code_postal: dict[str, list[str]] = field(default_factory=dict)
    competences: set[str] = field(default_factory=set)

    @classmethod
    def charger(cls) -> "Referentiels":
        """Read them from the database (about ten tables' worth of codes, under a second)."""
        communes = {
            code: FicheCommune(code, nom, dep, lat, lon)
            for code, nom, dep, lat, lon in Commune.objects.values_list(
                "code", "nom", "code_departement", "latitude", "longitude"
            )
        }
        noms = Commune.objects.values_list("nom_recherche", "code")
        actives = Metier.objects.filter(est_retire=False)
        parents = actives.exclude(code_parent="").values_list("code_parent", "code")
        appellations = Appellation.objects.filter(metier__est_retire=False)
        return cls(
            metiers=dict(actives.values_list("code", "libelle")),
            enfants=_groupes(parents),
            appellations={
                sans_accents(a): m for a, m in appellations.values_list("libelle", "metier_id")
            },
            communes=communes,
            par_nom=_groupes(noms),
            par_code_postal=_groupes(CodePostal.objects.values_list("code", "commune_id")),
            competences=set(
                Competence.objects.filter(est_retiree=False).values_list("code", flat=True)
            ),
        )

    def metier(self, ligne: LigneLue) -> str | None:
        """The métier of a row, or None.

        The appellation is the most precise when it agrees with the code (same métier, or same
        ROME 3 parent); then the code itself; then the only child of a ROME 3 code.
        """
        nomme = self.appellations.get(sans_accents(ligne.appellation))
        for code in ligne.codes_rome:
            if nomme and (nomme == code or nomme in self.enfants.get(code, ())):
                return nomme
            if code in self.metiers:
                return code
            if len(enfants := self.enfants.get(code, [])) == 1:
                return enfants[0]
        return nomme

    def metier_du_titre(self, titre: str) -> Lien | None:
        """The métier that the title says, when it is sure enough to be given without asking."""
        liens = intitules.lier(titre, limite=1)
        premier = liens.candidats[0] if liens.est_sur else None
        return premier if premier and premier.code in self.metiers else None

    def place(self, lieu: Lieu) -> Place:
        """Commune, département and point of a place; the commune's centre stands in for a point."""
        fiche = self.commune(lieu)
        if fiche is None:
            trouve = _DEPARTEMENT.match(lieu.libelle)
            return Place(
                departement=trouve.group(1) if trouve else "",
                latitude=lieu.latitude if lieu.longitude is not None else None,
                longitude=lieu.longitude if lieu.latitude is not None else None,
            )
        if lieu.latitude is not None and lieu.longitude is not None:
            return Place(fiche.code, fiche.departement, lieu.latitude, lieu.longitude)
        return Place(fiche.code, fiche.departement, fiche.latitude, fiche.longitude, True)

    def commune(self, lieu: Lieu) -> FicheCommune | None:
        """By INSEE code, else postal code (with the name when it serves several), else by a name
        that only one commune bears in its département."""
        code = commune_entiere(lieu.code_commune)
        if code in self.communes:
            return self.communes[code]
        nom = normaliser_commune(re.sub(r"\s*\d+(e|er|eme)?$", "", lieu.commune, flags=re.I))
        memes = self.par_nom.get(nom, []) if nom else []
        if desservies := self.par_code_postal.get(lieu.code_postal, []):
            communs = [c for c in desservies if c in memes]
            choix = communs or desservies
            return self.communes[choix[0]] if len(choix) == 1 else None
        if trouve := _DEPARTEMENT.match(lieu.libelle):
            memes = [c for c in memes if self.communes[c].departement == trouve.group(1)]
        return self.communes[memes[0]] if len(memes) == 1 else None


def commune_entiere(code: str) -> str:
    """The commune of an arrondissement of Paris, Lyon or Marseille; any other code unchanged.

    >>> commune_entiere("69385")
    '69123'
    """
    return next((c for motif, c in _ARRONDISSEMENTS if motif.fullmatch(code)), code)


def employeurs_inscrits(lot: list[LigneLue]) -> dict[str, int]:
    """The employers of these rows that are known by their SIRET; asked for each batch, since one
    may register any day."""
    sirets = {ligne.siret for ligne in lot if ligne.siret}
    connus = Employeur.objects.filter(siret__in=sirets) if sirets else Employeur.objects.none()
    return dict(connus.values_list("siret", "pk"))


def _groupes(paires: object) -> dict[str, list[str]]:
    groupes: dict[str, list[str]] = defaultdict(list)
    for cle, valeur in paires:  # type: ignore[attr-defined]
        groupes[cle].append(valeur)
    return dict(groupes)
