"""The people and their dossiers."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from parcours.comptes.models import Role, Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import DOMAINE, Equipes
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.lieux import Adresse, Territoire
from parcours.demonstration.noms import identites
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.demonstration.vies import Vie, tirer_vie
from parcours.dossiers.models import Dossier, Personne

PART_EN_QPV = 0.7
PART_AVEC_COMPTE = 0.14
_VOIES = ("rue", "allée", "avenue", "place", "chemin")
_ODONYMES = (
    "des Cerisiers", "du Belvédère", "des Tisserands", "de la Source", "des Hirondelles",
    "du Grand Pré", "des Capucines", "de la Passerelle", "des Noyers", "du Levant",
)  # fmt: skip
_ORIGINES = {"aller_vers": 58, "prescripteur": 20, "spontane": 12, "partenaire": 10}
_STATUTS = {"ouvert": 84, "clos": 12, "suspendu": 4}


def creer_suivis(
    graine: int, nombre: int, equipes: Equipes, territoire: Territoire, calendrier: Calendrier,
    *, avec_comptes: bool = True,
) -> list[Suivi]:  # fmt: skip
    """Insert that many people, each with one dossier; some are closed, some can log in."""
    rng = flux(graine, "dossiers")
    vies = [tirer_vie(rng, calendrier.jour) for _ in range(nombre)]
    personnes = creer_personnes(graine, vies, territoire, calendrier)
    if avec_comptes:
        donner_des_comptes(rng, personnes, calendrier)
    dossiers = [_dossier(rng, p, equipes, calendrier) for p in personnes]
    for dossier, vie in zip(dossiers, vies, strict=True):
        dossier.projet = vie.projet
    inserer(dossiers, quand=lambda d: vers_instant(d.ouvert_le))
    historiser(dossiers, par=lambda d: d.referent)
    return [Suivi(*trio) for trio in zip(vies, personnes, dossiers, strict=True)]


def creer_personnes(
    graine: int, vies: Sequence[Vie], territoire: Territoire, calendrier: Calendrier
) -> list[Personne]:
    """Insert the people of these lives, their names drawn apart."""
    rng = flux(graine, "personnes")
    noms = identites(flux(graine, "noms"), [vie.sexe for vie in vies])
    personnes = [
        _personne(rng, vie, nom, _adresse(rng, territoire), calendrier)
        for vie, nom in zip(vies, noms, strict=True)
    ]
    vue = vers_instant(calendrier.il_y_a(450))
    inserer(personnes, quand=lambda _: vue)
    historiser(personnes, par=lambda _: None)
    return personnes


def donner_des_comptes(rng: Random, personnes: list[Personne], calendrier: Calendrier) -> None:
    """Some people have a way in of their own (one-time link or card): no password is known."""
    retenues = [p for p in personnes if chance(rng, PART_AVEC_COMPTE)]
    sans = make_password(None)
    comptes = [
        Utilisateur(
            email=f"personne{rang}@{DOMAINE}", prenom=p.prenom, nom=p.nom, role=Role.PERSONNE,
            password=sans,
        )
        for rang, p in enumerate(retenues, start=1)
    ]  # fmt: skip
    inserer(comptes, quand=lambda _: vers_instant(calendrier.il_y_a(60)))
    for personne, compte in zip(retenues, comptes, strict=True):
        personne.compte, personne.email = compte, compte.email
    Personne.objects.bulk_update(retenues, ["compte", "email"], batch_size=200)


def _adresse(rng: Random, territoire: Territoire) -> Adresse:
    if chance(rng, PART_EN_QPV):
        return territoire.adresse_en_quartier(rng)
    return territoire.adresse_hors_quartier(rng)


def _personne(
    rng: Random, vie: Vie, nom: tuple[str, str], adresse: Adresse, calendrier: Calendrier
) -> Personne:
    personne = Personne(
        prenom=nom[0], nom=nom[1], sexe=vie.sexe, langue_preferee=_langue(rng, vie),
        nationalite=_nationalite(rng, vie), telephone=telephone(rng),
        telephone_lu_par="partage" if chance(rng, 0.16) else "personne",
    )  # fmt: skip
    if chance(rng, 0.8):
        personne.naissance_le = vie.naissance_le
    else:
        personne.naissance_annee = vie.naissance_le.year
    loger(rng, personne, adresse, calendrier.jour)
    return personne


def loger(rng: Random, personne: Personne, adresse: Adresse, jour: date) -> None:
    """Write the address on the person, and the quarter it was found in."""
    personne.adresse = f"{rng.randint(1, 90)} {rng.choice(_VOIES)} {rng.choice(_ODONYMES)}"
    personne.commune = adresse.commune
    personne.latitude, personne.longitude = adresse.latitude, adresse.longitude
    personne.point_est_precis = adresse.qpv_etat != "a_verifier"
    personne.qpv, personne.qpv_etat, personne.qpv_calcule_le = adresse.qpv, adresse.qpv_etat, jour


def telephone(rng: Random) -> str:
    """A mobile number of the block kept for works of fiction (ARCEP, 06 39 98)."""
    return f"06 39 98 {rng.randrange(100):02d} {rng.randrange(100):02d}"


def _langue(rng: Random, vie: Vie) -> str:
    noms = {
        "ar": "arabe", "tr": "turc", "pt": "portugais", "es": "espagnol", "en": "anglais",
        "uk": "ukrainien", "it": "italien", "so": "somali", "ps": "pachto", "ro": "roumain",
    }  # fmt: skip
    return noms[vie.langue] if vie.langue and vie.oral <= 3 and chance(rng, 0.7) else ""


def _nationalite(rng: Random, vie: Vie) -> str:
    """Asked only when a right depends on it (DATA-03)."""
    if not vie.est_arrivee_recente or chance(rng, 0.4):
        return ""
    return parmi(rng, {"hors_ue": 8, "ue": 2})


def _dossier(rng: Random, personne: Personne, equipes: Equipes, calendrier: Calendrier) -> Dossier:
    structure = equipes.structures[0 if chance(rng, 0.64) else 1]
    statut = parmi(rng, _STATUTS)
    age = rng.randint(200, 400) if statut == "clos" else rng.randint(6, 390)
    ouvert_le = calendrier.il_y_a(age)
    clos_le = ouvert_le + timedelta(days=rng.randint(60, 190)) if statut == "clos" else None
    return Dossier(
        personne=personne, structure=structure, referent=_referent(rng, equipes, structure.pk),
        statut=statut, origine=parmi(rng, _ORIGINES), ouvert_le=ouvert_le, clos_le=clos_le,
    )  # fmt: skip


def _referent(rng: Random, equipes: Equipes, structure: int) -> Utilisateur:
    """The first of the team (Awa, Chloé) carries a little more: her screens must be full."""
    equipe = equipes.referents[structure]
    return rng.choices(equipe, [4 if rang == 0 else 3 for rang in range(len(equipe))])[0]
