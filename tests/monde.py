"""The personas of design/02-domain.md, built small: one world for every test."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from parcours.comptes.models import Appartenance, Role, Structure, Utilisateur
from parcours.dossiers.models import Dossier, Personne, Recherche
from parcours.offres.models import Employeur, Ouverture
from parcours.referentiels.models import QPV, CodePostal, Commune, Metier

MOT_DE_PASSE = "un-mot-de-passe-long"
MISTRAL = {
    "type": "Polygon",
    "coordinates": [[[5.705, 45.165], [5.715, 45.165], [5.715, 45.172], [5.705, 45.172], [5.705, 45.165]]],
}  # fmt: skip


@dataclass
class Monde:
    """Accounts by first name, the two structures, and the records of the main path."""

    comptes: dict[str, Utilisateur] = field(default_factory=dict)
    structure: Structure = field(default_factory=Structure)
    autre_structure: Structure = field(default_factory=Structure)
    grenoble: Commune = field(default_factory=Commune)
    mistral: QPV = field(default_factory=QPV)
    metier: Metier = field(default_factory=Metier)
    dossier_nadia: Dossier = field(default_factory=Dossier)
    dossier_karim: Dossier = field(default_factory=Dossier)
    dossier_ailleurs: Dossier = field(default_factory=Dossier)
    employeur: Employeur = field(default_factory=Employeur)
    ouverture: Ouverture = field(default_factory=Ouverture)

    def __getattr__(self, nom: str) -> Utilisateur:
        try:
            return self.__dict__["comptes"][nom]
        except KeyError:
            raise AttributeError(nom) from None


def creer_compte(
    prenom: str, nom: str, role: Role, structure: Structure | None = None
) -> Utilisateur:
    """Create an account, and its membership when a structure is given."""
    compte = Utilisateur.objects.create_user(
        f"{prenom.lower()}@exemple.test", MOT_DE_PASSE, prenom=prenom, nom=nom, role=role
    )
    if structure:
        Appartenance.objects.create(
            utilisateur=compte, structure=structure, du=date.today() - timedelta(days=400)
        )
    return compte


def creer_dossier(
    prenom: str, nom: str, referent: Utilisateur, structure: Structure, **personne: object
) -> Dossier:
    """Create a person and an open dossier with an empty search."""
    fiche = Personne.objects.create(prenom=prenom, nom=nom, **personne)
    dossier = Dossier.objects.create(
        personne=fiche, structure=structure, referent=referent,
        ouvert_le=date.today() - timedelta(days=60),
        dernier_contact_le=timezone.now() - timedelta(days=3),
    )  # fmt: skip
    Recherche.objects.create(dossier=dossier)
    return dossier


def creer_monde() -> Monde:
    """Build the whole world (about 30 inserts)."""
    m = Monde()
    m.structure = Structure.objects.create(nom="Relais Emploi Sud", email="relais@exemple.test")
    m.autre_structure = Structure.objects.create(nom="Mission Nord-Isère")
    _comptes(m)
    _territoire(m)
    _dossiers(m)
    _employeur(m)
    return m


def _comptes(m: Monde) -> None:
    equipe = [
        ("Awa", "Diallo", Role.CONSEILLER, m.structure),
        ("Bruno", "Ferrand", Role.CONSEILLER, m.structure),
        ("Chloe", "Martin", Role.CONSEILLER, m.autre_structure),
        ("Denis", "Roux", Role.RESPONSABLE, m.structure),
        ("Nadia", "Benali", Role.PERSONNE, None),
        ("Karim", "Tahiri", Role.PERSONNE, None),
        ("Vercors", "Atelier", Role.EMPLOYEUR, None),
        ("Fatima", "Safi", Role.PILOTAGE, None),
        ("Gael", "Morin", Role.ADMINISTRATION, None),
        ("Odile", "Garnier", Role.FACILITATRICE, None),
    ]
    for prenom, nom, role, structure in equipe:
        m.comptes[prenom.lower()] = creer_compte(prenom, nom, role, structure)


def _territoire(m: Monde) -> None:
    m.grenoble = Commune.objects.create(
        code="38185", nom="Grenoble", nom_recherche="grenoble", code_departement="38",
        code_region="84", siren_epci="200040715", latitude=45.1842, longitude=5.7155,
        population=158000,
    )  # fmt: skip
    CodePostal.objects.create(code="38100", commune=m.grenoble)
    m.mistral = QPV.objects.create(
        code="QN03811M", nom="Mistral", commune=m.grenoble, geometrie=MISTRAL
    )
    m.metier = Metier.objects.create(code="K2204", libelle="Agent / Agente de propreté de locaux")


def _dossiers(m: Monde) -> None:
    ici = {"commune": m.grenoble, "latitude": 45.168, "longitude": 5.71}
    m.dossier_nadia = creer_dossier(
        "Nadia", "Benali", m.awa, m.structure, sexe="femme", qpv=m.mistral, qpv_etat="oui",
        compte=m.nadia, email="nadia@exemple.test", **ici,
    )  # fmt: skip
    m.dossier_karim = creer_dossier(
        "Karim", "Tahiri", m.bruno, m.structure, sexe="homme", compte=m.karim, **ici
    )
    m.dossier_ailleurs = creer_dossier("Samia", "Kaci", m.chloe, m.autre_structure, **ici)


def _employeur(m: Monde) -> None:
    m.employeur = Employeur.objects.create(
        nom="Atelier Vercors", siret="73282932000074", email="vercors@exemple.test",
        commune=m.grenoble,
    )  # fmt: skip
    m.employeur.membres.add(m.vercors)
    m.ouverture = Ouverture.objects.create(
        nature="emploi", etat="publiee", intitule="Agent ou agente de propreté",
        description="Entretien de bureaux, du lundi au vendredi.", metier=m.metier,
        employeur=m.employeur, commune=m.grenoble, latitude=45.18, longitude=5.72, contrat="cdi",
        heures_hebdo=28, places=2, publiee_le=date.today() - timedelta(days=5),
        email_reponse="vercors@exemple.test",
    )  # fmt: skip
