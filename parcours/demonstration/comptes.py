"""The two structures, their teams, and the accounts one can try."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from parcours.comptes.models import Appartenance, Role, Structure, Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import inserer

MOT_DE_PASSE_DEMO = "demonstration-parcours"
DOMAINE = "demo.test"
_SUD, _NORD = "Relais Emploi Sud", "Passerelle Emploi Nord"


@dataclass(frozen=True)
class CompteDemo:
    """One account to try: who, in which structure, and what it can do, in one sentence."""

    prenom: str
    nom: str
    role: Role
    email: str
    essai: str
    structure: str = ""


COMPTES_DEMO = (
    CompteDemo("Awa", "Diallo", Role.CONSEILLER, f"awa@{DOMAINE}",
               "Voir sa journée, ouvrir le dossier de Nadia, orienter, noter un contact terrain.", _SUD),
    CompteDemo("Bruno", "Ferrand", Role.CONSEILLER, f"bruno@{DOMAINE}",
               "Lire les dossiers de ses collègues, modifier les siens seulement.", _SUD),
    CompteDemo("Chloé", "Martin", Role.CONSEILLER, f"chloe@{DOMAINE}",
               "Travailler dans une autre structure : les dossiers d’Awa lui sont fermés.", _NORD),
    CompteDemo("Denis", "Roux", Role.RESPONSABLE, f"denis@{DOMAINE}",
               "Répartir les dossiers de sa structure et organiser un remplacement.", _SUD),
    CompteDemo("Nadia", "Benali", Role.PERSONNE, f"nadia@{DOMAINE}",
               "Lire ses pistes et son plan, dire oui ou non, voir qui a lu son dossier."),
    CompteDemo("Karim", "Tahiri", Role.PERSONNE, f"karim@{DOMAINE}",
               "Voir l’entretien proposé par Atelier Vercors et y répondre."),
    CompteDemo("Atelier Vercors", "", Role.EMPLOYEUR, f"vercors@{DOMAINE}",
               "Répondre aux candidatures sans nom ni âge, suivre ses délais."),
    CompteDemo("Fatima", "Safi", Role.PILOTAGE, f"fatima@{DOMAINE}",
               "Lire les chiffres du territoire, sans aucun nom."),
    CompteDemo("Gaël", "Morin", Role.ADMINISTRATION, f"gael@{DOMAINE}",
               "Gérer les comptes et surveiller les tâches de fond."),
    CompteDemo("Odile", "Garnier", Role.FACILITATRICE, f"odile@{DOMAINE}",
               "Suivre les clauses d’insertion : ouvertures rattachées, heures faites."),
)  # fmt: skip

# Colleagues without a password: they fill the teams, nobody logs in as them.
_COLLEGUES = (
    ("Mélissa", "Grandval", Role.CONSEILLER, _SUD),
    ("Thomas", "Quilliot", Role.CONSEILLER, _SUD),
    ("Inès", "Bellocq", Role.CONSEILLER, _SUD),
    ("Hugo", "Lanteri", Role.CONSEILLER, _NORD),
    ("Samira", "Oulhadj", Role.CONSEILLER, _NORD),
    ("Paul", "Vernaison", Role.CONSEILLER, _NORD),
    ("Lucie", "Astorg", Role.RESPONSABLE, _NORD),
)
_STRUCTURES = {
    _SUD: ("accueil.sud", "04 65 71 20 10", "14 allée du Grand Tilleul", "38185"),
    _NORD: ("accueil.nord", "04 65 71 20 40", "3 rue des Trois Fontaines", "38169"),
}


@dataclass
class Equipes:
    """Accounts by the first part of their e-mail, structures, and the référents of each."""

    comptes: dict[str, Utilisateur] = field(default_factory=dict)
    structures: list[Structure] = field(default_factory=list)
    referents: dict[int, list[Utilisateur]] = field(default_factory=dict)

    def __getitem__(self, cle: str) -> Utilisateur:
        return self.comptes[cle]


def creer_equipes(calendrier: Calendrier) -> Equipes:
    """Insert structures, accounts and memberships; the counsellors come first in each team."""
    ouverture = vers_instant(calendrier.il_y_a(900))
    structures = {s.nom: s for s in inserer(_structures(), quand=lambda _: ouverture)}
    comptes = inserer(_utilisateurs(), quand=lambda _: ouverture)
    equipes = Equipes({c.email.split("@")[0]: c for c in comptes}, list(structures.values()))
    lieux = [c.structure for c in COMPTES_DEMO] + [lieu for *_, lieu in _COLLEGUES]
    membres = [(c, structures[lieu]) for c, lieu in zip(comptes, lieux, strict=True) if lieu]
    inserer([
        Appartenance(utilisateur=c, structure=s, du=calendrier.jour - timedelta(days=880))
        for c, s in membres
    ])  # fmt: skip
    for compte, structure in membres:
        if compte.role == Role.CONSEILLER:
            equipes.referents.setdefault(structure.pk, []).append(compte)
    return equipes


def _structures() -> list[Structure]:
    return [
        Structure(
            nom=nom, email=f"{boite}@{DOMAINE}", telephone=telephone, adresse=adresse,
            code_commune=commune,
        )
        for nom, (boite, telephone, adresse, commune) in _STRUCTURES.items()
    ]  # fmt: skip


def _utilisateurs() -> list[Utilisateur]:
    """The accounts to try share one hash: hashing each time would cost seconds."""
    mot_de_passe, sans = make_password(MOT_DE_PASSE_DEMO), make_password(None)
    essais = [
        Utilisateur(
            email=c.email, prenom=c.prenom, nom=c.nom, role=c.role, password=mot_de_passe,
            is_staff=c.role == Role.ADMINISTRATION,
            is_superuser=c.role == Role.ADMINISTRATION,
        )
        for c in COMPTES_DEMO
    ]  # fmt: skip
    collegues = [
        Utilisateur(
            email=f"{nom.lower()}@{DOMAINE}", prenom=prenom, nom=nom, role=role, password=sans
        )
        for prenom, nom, role, _ in _COLLEGUES
    ]
    return essais + collegues
