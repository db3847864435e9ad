"""The twelve employers of the territory, the other organisations, and how each answers."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from parcours.comptes.models import Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import DOMAINE
from parcours.demonstration.insertion import inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.tirage import flux
from parcours.offres.models import Employeur
from parcours.socle.siret import est_siren, est_siret

VERCORS: Final = "Atelier Vercors"
CLINIQUE: Final = "Clinique des Eaux Vives"
ARLEQUINE: Final = "Multi-accueil L’Arlequine"


@dataclass(frozen=True)
class Profil:
    """`metiers`: beginnings of the ROME codes it hires in; it answers with probability `repond`,
    after `delai` days on average; `part`: how often such a job is its own."""

    nom: str
    commune: str
    metiers: tuple[str, ...]
    repond: float
    delai: float
    natures: tuple[str, ...] = ("emploi", "alternance", "immersion")
    est_particulier: bool = False
    part: float = 0.78


PROFILS: Final = (
    Profil(VERCORS, "38317", ("H", "I13", "N1105"), 0.86, 5, part=0.5),
    Profil(CLINIQUE, "38151", ("J", "G1605", "G1606", "D1205"), 0.78, 7),
    Profil(ARLEQUINE, "38185", ("K1303", "K1308", "J1304", "K1204"), 0.9, 4),
    Profil("Clair-Vallon Propreté", "38169", ("K22", "K23", "G1501"), 0.55, 9),
    Profil("Les Tables du Drac", "38151", ("G16", "G18", "G17", "G15"), 0.6, 6),
    Profil("Entrepôts du Sillon", "38382", ("N11", "N41"), 0.48, 10),
    Profil("Bâtisseurs des Trois Massifs", "38421", ("F",), 0.66, 8),
    Profil("Domicile Grand Large", "38185", ("K1302", "K1304", "K1306", "K13"), 0.82, 5),
    Profil("Halle aux Saisons", "38170", ("D", "N1103"), 0.42, 12),
    Profil("GEIQ des Trois Rivières", "38158", ("D", "F", "H", "N"), 0.92, 4, ("geiq",)),
    Profil("Famille Perrotin", "38229", ("K1303",), 0.7, 6, ("cesu",), est_particulier=True),
    Profil("Foyer Valdour", "38485", ("K1304",), 0.75, 5, ("cesu",), est_particulier=True),
)  # fmt: skip
PAR_DEFAUT: Final = Profil("", "", (), 0.58, 8)

# Named on their openings, without an account here: by nature, kind of SIAE, or start of ROME code.
ORGANISMES: Final = {
    "formation": ("Institut des Deux Rives", "Centre de formation du Grand Tilleul", "Langues et Métiers",
                  "École des gestes", "Pôle Compétences du Sillon"),
    "creation": ("Couveuse L’Éclosoir", "Coopérative Les Mains d’Avance", "Pépinière du Vieux Four"),
    "geiq": ("GEIQ Métiers d’Avenir du Drac",),
    "ACI": ("Ressourcerie La Bricole", "Les Jardins de l’Embellie", "Chantiers de la Plaine",
            "Régie de quartier des Deux Ponts"),
    "AI": ("Coup de Main Services",),
    "EI": ("Insertion Bel Air", "Vallée Plus Insertion"),
    "ETTI": ("Tremplin Intérim du Drac",),
    "entreprise_adaptee": ("Atelier des Possibles", "Adapt’Services du Sillon"),
    "cesu": ("Particulier employeur",),
    "A": ("Paysages du Grand Pré", "Vergers de la Combe Claire"),
    "B": ("Couture et Compagnie",),
    "D": ("Épicerie des Trois Marchés", "Prêt-à-porter Lison"),
    "F": ("Rénovation Combe Noire", "Toitures Savarelle"),
    "G": ("Hôtel du Long Couloir", "Brasserie du Vieux Pont"),
    "H": ("Tournerie Savarelle", "Conserverie du Lac Gris", "Électronique des Balcons"),
    "I": ("Garage des Fontaines", "Maintenance Grand Angle"),
    "J": ("Résidence Les Jonquilles", "Ambulances du Coteau"),
    "K13": ("Résidence Les Jonquilles", "Aide et Présence à Domicile"),
    "K22": ("Propreté des Balcons",),
    "K25": ("Veille Alpine Sécurité", "Habitat des Quatre Saisons"),
    "K": ("Mairie de Belle-Rive", "Collecte et Tri du Sillon"),
    "M": ("Mairie de Belle-Rive", "Cabinet Dorval"),
    "M1603": ("Courrier de la Vallée",),
    "N": ("Transports Delcombe", "Autocars des Balcons", "Messagerie du Col Vert"),
    "N4402": ("Remontées du Grand Replat",),
}  # fmt: skip


def organismes(texte: dict[str, Any]) -> tuple[str, ...]:
    """Names that could publish this text: the longest start of its ROME code decides for jobs."""
    cle = texte["details"].get("type_siae") or texte["nature"]
    if texte["contrat"] == "cesu":
        cle = "cesu"
    if cle in ORGANISMES:
        return ORGANISMES[cle]
    debuts = [texte["code"][:longueur] for longueur in (5, 3, 1)]
    return next(ORGANISMES[debut] for debut in debuts if debut in ORGANISMES)


def creer_employeurs(
    graine: int, compte: Utilisateur, territoire: Territoire, calendrier: Calendrier
) -> dict[str, Employeur]:
    """Insert the twelve; `compte` is a member of Atelier Vercors."""
    rng = flux(graine, "employeurs")
    employeurs = [
        Employeur(
            nom=p.nom, est_particulier=p.est_particulier, commune=territoire.par_code[p.commune],
            siret="" if p.est_particulier else siret_invente(rng),
            email=compte.email if p.nom == VERCORS else f"employeur{rang}@{DOMAINE}",
            telephone=f"04 65 71 {rng.randrange(100):02d} {rng.randrange(100):02d}",
        )
        for rang, p in enumerate(PROFILS, start=1)
    ]  # fmt: skip
    inserer(employeurs, quand=lambda _: vers_instant(calendrier.il_y_a(600)))
    par_nom = {e.nom: e for e in employeurs}
    par_nom[VERCORS].membres.add(compte)
    return par_nom


def siret_invente(rng: Random) -> str:
    """A number whose key is right in a range INSEE gives to nobody (SIREN under 1,000,000)."""
    while True:
        siren = f"000{rng.randrange(10**6):06d}"
        siret = f"{siren}{rng.randrange(1, 100_000):05d}"
        if est_siren(siren) and est_siret(siret):
            return siret


def convient(profil: Profil, nature: str, contrat: str, metier: str | None) -> bool:
    """True when this employer could publish that."""
    genre = "cesu" if contrat == "cesu" else nature
    return genre in profil.natures and (metier or "").startswith(profil.metiers)


def profil_de(nom: str) -> Profil:
    """How the employer of that name answers; the ordinary way for the others."""
    return next((p for p in PROFILS if p.nom == nom), PAR_DEFAUT)
