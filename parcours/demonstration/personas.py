"""Nadia and Karim, as the drawn screens show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from django.db import models

from freins.models import Action, Capacite, Frein, Objectif, Plan
from parcours.comptes.models import Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import Equipes
from parcours.demonstration.heures import Heures, hexa
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.personnes import loger
from parcours.demonstration.plans import inserer_actions
from parcours.demonstration.qualifications import competences_par_metier
from parcours.demonstration.tirage import flux
from parcours.dossiers.models import (
    CompetencePersonne,
    Consentement,
    ContactTerrain,
    Diplome,
    Dossier,
    Echange,
    Experience,
    Langue,
    MetierVoulu,
    Permis,
    Personne,
    Recherche,
    Situation,
)
from parcours.socle.models import EntreeJournal
from parcours.solutions.models import Solution

MISTRAL: Final = "QN03806M"
VILLENEUVE: Final = "QN03807M"
GARDE_NADIA: Final[Heures] = (("lun,mar,jeu,ven", "08:00", "17:00"), ("mer", "08:00", "12:00"))
VOULU_NADIA: Final[Heures] = (("lun-sam", "06:00", "20:00"),)
GARDE_MATIN: Final = "Garde à domicile dès 6 h 30"


@dataclass
class Personas:
    """The two dossiers one can open from both sides."""

    nadia: Dossier
    karim: Dossier


@dataclass
class Ecriture:
    """Writes the records of one dossier, dated from its opening, by its référent."""

    dossier: Dossier
    calendrier: Calendrier

    def ecrire(self, *objets: models.Model, le: date | None = None) -> None:
        """Insert records of one model with their first row of history."""
        quand = vers_instant(le or self.dossier.ouvert_le, 11)
        lot = list(objets)
        inserer(lot, quand=lambda _: quand)
        if hasattr(type(lot[0]), "history"):
            historiser(lot, par=lambda _: self.dossier.referent)

    def changer(self, objet: models.Model, le: date, **valeurs: Any) -> None:
        """Change one record on a day, with its history."""
        for nom, valeur in valeurs.items():
            setattr(objet, nom, valeur)
        objet.modifie_le = vers_instant(le, 15)  # type: ignore[attr-defined]
        type(objet)._default_manager.bulk_update([objet], [*valeurs, "modifie_le"])
        historiser([objet], par=lambda _: self.dossier.referent, genre="~")


def creer_personas(
    graine: int, equipes: Equipes, territoire: Territoire, solutions: Sequence[Solution],
    calendrier: Calendrier,
) -> Personas:  # fmt: skip
    """Insert the two people with everything but their referrals."""
    rng = flux(graine, "personas")
    awa = equipes["awa"]
    nadia = _ouvrir(rng, equipes["nadia"], awa, territoire, calendrier, MISTRAL, "femme", 34, 300)
    karim = _ouvrir(rng, equipes["karim"], awa, territoire, calendrier, VILLENEUVE, "homme", 41, 95)
    _nadia(Ecriture(nadia, calendrier), solutions)
    _karim(Ecriture(karim, calendrier))
    _lectures(nadia, [awa, equipes["bruno"], awa, equipes["denis"], awa], calendrier)
    return Personas(nadia, karim)


def _ouvrir(
    rng: Random, compte: Utilisateur, referent: Utilisateur, territoire: Territoire,
    calendrier: Calendrier, quartier: str, sexe: str, age: int, depuis: int,
) -> Dossier:  # fmt: skip
    personne = Personne(
        prenom=compte.prenom, nom=compte.nom, sexe=sexe, compte=compte, email=compte.email,
        telephone=f"06 39 98 00 {age}",
        naissance_le=calendrier.jour - timedelta(days=round(age * 365.25) + 130),
    )  # fmt: skip
    loger(rng, personne, territoire.adresse_en_quartier(rng, quartier), calendrier.jour)
    # Mistral is two hundred metres wide: the référent has checked with the official map.
    personne.qpv_etat, personne.point_est_precis = "oui", True
    inserer([personne], quand=lambda _: vers_instant(calendrier.il_y_a(depuis + 6)))
    historiser([personne], par=lambda _: referent)
    dossier = Dossier(
        personne=personne, structure=referent.appartenances.get().structure, referent=referent,
        projet="emploi", ouvert_le=calendrier.il_y_a(depuis),
    )  # fmt: skip
    ecriture = Ecriture(dossier, calendrier)
    ecriture.ecrire(dossier)
    _rencontrer(ecriture)
    return dossier


def _rencontrer(ecriture: Ecriture) -> None:
    """The first contact, the agreement, then a meeting or a call about every month."""
    dossier, calendrier = ecriture.dossier, ecriture.calendrier
    personne, par = dossier.personne, dossier.referent
    ecriture.ecrire(
        ContactTerrain(
            personne=personne, structure=dossier.structure, par=par, canal="pied_immeuble",
            quand=vers_instant(dossier.ouvert_le - timedelta(days=6), 17), qpv=personne.qpv,
            commune=personne.commune, lieu=f"{personne.adresse}, pied d’immeuble",
            issue="dossier_ouvert", note="Cherche un emploi stable, proche du quartier.",
        )
    )  # fmt: skip
    ecriture.ecrire(
        Consentement(
            dossier=dossier, finalite="accompagnement", moyen="ecrit", recueilli_par=par,
            donne_le=vers_instant(dossier.ouvert_le, 10),
        )
    )  # fmt: skip
    for rang, jours in enumerate(range((calendrier.jour - dossier.ouvert_le).days, 3, -31)):
        _echanger(ecriture, jours, "rendez_vous" if rang % 2 == 0 else "appel")
    _echanger(ecriture, 3, "rendez_vous")


def _echanger(ecriture: Ecriture, il_y_a: int, nature: str) -> None:
    notes = {
        "rendez_vous": "Point sur les candidatures et sur le plan. Suite fixée ensemble.",
        "appel": "Appel : tout avance comme prévu.",
    }
    le = ecriture.calendrier.il_y_a(il_y_a)
    ecriture.ecrire(
        Echange(
            dossier=ecriture.dossier, par=ecriture.dossier.referent, nature=nature,
            quand=ecriture.calendrier.passe(le, 10, 30), note=notes[nature],
        ),
        le=le,
    )  # fmt: skip


# --- Nadia ----------------------------------------------------------------------------------------
def _nadia(ecriture: Ecriture, solutions: Sequence[Solution]) -> None:
    dossier, jour = ecriture.dossier, ecriture.calendrier.jour
    en_mars = _douze_mars(dossier.ouvert_le, jour)
    ecriture.ecrire(
        Situation(dossier=dossier, nature="france_travail", du=jour - timedelta(days=700)),
        Situation(dossier=dossier, nature="rsa", du=jour - timedelta(days=640), au=douze_janvier(jour)),
        Situation(dossier=dossier, nature="organisme_referent", organisme="Département",
                  du=jour - timedelta(days=640), au=jour + timedelta(days=120)),
    )  # fmt: skip
    francais = Langue(dossier=dossier, code="fr", oral="A2", ecrit="A2")
    ecriture.ecrire(francais)
    ecriture.changer(francais, en_mars, oral="B1", ecrit="B1")
    ecriture.ecrire(Diplome(dossier=dossier, intitule="Aucun diplôme", niveau=0))
    _experience_de_nadia(ecriture)
    _recherche_de_nadia(ecriture)
    _mesurer(
        ecriture,
        garde={"etat": "grille", "grille": hexa(GARDE_NADIA)},
        mobilite={"marche": 25, "velo": 20, "tc": 35, "cyclo": None, "voiture": None},
        numerique={"niveau": 2},
    )
    _plan_de_nadia(ecriture, _freins_de_nadia(ecriture, en_mars), solutions)


def _douze_mars(depuis: date, jour: date) -> date:
    """The last 12 March within the accompaniment, else a hundred days after its start."""
    mars = next(d for d in (date(jour.year, 3, 12), date(jour.year - 1, 3, 12)) if d < jour)
    return mars if mars > depuis else depuis + timedelta(days=100)


def douze_janvier(jour: date) -> date:
    """The next 12 January when it is within four months, else seven weeks from now."""
    janvier = next(d for d in (date(jour.year, 1, 12), date(jour.year + 1, 1, 12)) if d > jour)
    return janvier if (janvier - jour).days <= 120 else jour + timedelta(days=50)


def _experience_de_nadia(ecriture: Ecriture) -> None:
    dossier = ecriture.dossier
    annee = ecriture.calendrier.jour.year
    payee = Experience(dossier=dossier, origine="salariee", metier_id="K1304", mois=30, fin_annee=annee - 1,
                       intitule="Aide à domicile")  # fmt: skip
    proche = Experience(dossier=dossier, origine="vie", metier_id="K1302", mois=18, fin_annee=annee - 3,
                        intitule="S’occuper d’un parent âgé")  # fmt: skip
    enfants = Experience(dossier=dossier, origine="vie", metier_id="K1303", mois=108, fin_annee=annee,
                         intitule="Élever ses enfants")  # fmt: skip
    ecriture.ecrire(payee, proche, enfants)
    ecriture.ecrire(
        *_acquis(dossier, [(payee, "validee"), (proche, "attestee"), (enfants, "attestee")])
    )


def _acquis(
    dossier: Dossier, experiences: list[tuple[Experience, str]]
) -> list[CompetencePersonne]:
    savoirs = competences_par_metier()
    acquis: dict[str, CompetencePersonne] = {}
    for experience, preuve in experiences:
        for code in savoirs.get(experience.metier_id or "", [])[:12]:
            acquis.setdefault(
                code,
                CompetencePersonne(
                    dossier=dossier, competence_id=code, preuve=preuve, experience=experience
                ),
            )
    return list(acquis.values())


def _recherche_de_nadia(ecriture: Ecriture) -> None:
    recherche = Recherche(
        dossier=ecriture.dossier, natures=["emploi", "alternance", "formation"],
        contrats=["cdi", "professionnalisation"], heures_min=24, heures_max=35,
        minutes_max={"marche": 25, "velo": 20, "tc": 35}, grille=hexa(VOULU_NADIA),
    )  # fmt: skip
    ecriture.ecrire(recherche)
    voulus = (("K1307", 3), ("K1303", 3), ("J1301", 2), ("K1304", 1))
    inserer([MetierVoulu(recherche=recherche, metier_id=m, poids=p) for m, p in voulus])


def _freins_de_nadia(ecriture: Ecriture, en_mars: date) -> dict[str, Frein]:
    freins = {
        "garde": _frein(ecriture, "famille--garde-denfants", "bloquant", est_prioritaire=True),
        "mobilite": _frein(ecriture, "mobilite--acceder-a-un-vehicule", "genant"),
        "langue": _frein(ecriture, "lecture-ecriture-calcul--maitriser-le-francais", "genant"),
        "permis": _frein(ecriture, "mobilite--preparer-un-permis", "genant"),
    }
    ecriture.ecrire(*freins.values())
    ecriture.changer(freins["garde"], ecriture.calendrier.il_y_a(26), statut="en_cours")
    ecriture.changer(
        freins["langue"],
        en_mars,
        statut="leve",
        leve_le=en_mars,
        leve_par=ecriture.dossier.referent,
    )
    return freins


def _frein(
    ecriture: Ecriture, thematique: str, impact: str, *, est_prioritaire: bool = False
) -> Frein:
    dossier = ecriture.dossier
    return Frein(
        dossier=dossier, thematique=thematique, impact=impact, est_prioritaire=est_prioritaire,
        identifie_le=dossier.ouvert_le, identifie_par=dossier.referent,
    )  # fmt: skip


def _mesurer(ecriture: Ecriture, **mesures: dict[str, Any]) -> None:
    dossier = ecriture.dossier
    ecriture.ecrire(*[
        Capacite(dossier=dossier, famille=famille, mesure=mesure, mesuree_le=dossier.ouvert_le)
        for famille, mesure in mesures.items()
    ])  # fmt: skip


def _plan_de_nadia(
    ecriture: Ecriture, freins: dict[str, Frein], solutions: Sequence[Solution]
) -> None:
    calendrier = ecriture.calendrier
    plan = Plan(dossier=ecriture.dossier, convenu_le=calendrier.il_y_a(26), convenu_comment="oral")
    ecriture.ecrire(plan, le=plan.convenu_le)
    garde = Objectif(
        plan=plan, rang=1, intitule="Faire garder les enfants dès 6 h 30", frein=freins["garde"]
    )
    metier = Objectif(plan=plan, rang=2, intitule="Travailler auprès des enfants")
    trajet = Objectif(
        plan=plan, rang=3, intitule="Aller travailler plus loin à vélo", frein=freins["mobilite"]
    )
    ecriture.ecrire(garde, metier, trajet, le=plan.convenu_le)
    jour = calendrier.jour
    domicile = next(s for s in solutions if s.nom == GARDE_MATIN)
    velo = next(s for s in solutions if s.nom == "Prêt de vélo électrique")
    inserer_actions([
        _action(garde, "Écrire les heures de garde nécessaires", "personne", calendrier.il_y_a(20), finie=True),
        _action(garde, "Appeler Garde Matin pour la visite", "referent", calendrier.il_y_a(2)),
        _action(garde, "Visite garde à domicile", "referent", calendrier.prochain(3), solution=domicile),
        _action(metier, "Faire attester les savoir-faire", "partenaire", calendrier.il_y_a(9), finie=True),
        _action(metier, "Réunion d’information CAP petite enfance", "personne", jour + timedelta(days=9)),
        _action(trajet, "Demander le prêt d’un vélo électrique", "referent", jour, solution=velo),
    ])  # fmt: skip


def _action(
    objectif: Objectif, intitule: str, porteur: str, echeance: date, *,
    solution: Solution | None = None, finie: bool = False,
) -> Action:  # fmt: skip
    return Action(
        objectif=objectif, intitule=intitule, porteur=porteur, echeance_le=echeance,
        solution=solution, statut="faite" if finie else "prevue",
        finie_le=echeance if finie else None, resultat="Fait ensemble." if finie else "",
    )  # fmt: skip


# --- Karim ----------------------------------------------------------------------------------------
def _karim(ecriture: Ecriture) -> None:
    dossier, jour = ecriture.dossier, ecriture.calendrier.jour
    ecriture.ecrire(
        Situation(dossier=dossier, nature="france_travail", du=jour - timedelta(days=160)),
        Situation(dossier=dossier, nature="droit_travail", au=jour + timedelta(days=420)),
    )
    ecriture.ecrire(Langue(dossier=dossier, code="fr", oral="A2", ecrit="A1"))
    ecriture.ecrire(
        Diplome(
            dossier=dossier,
            intitule="Brevet de maçonnerie",
            niveau=3,
            est_etranger_non_reconnu=True,
        )
    )
    ecriture.ecrire(
        Permis(
            dossier=dossier,
            categorie="B",
            est_etranger=True,
            echange_avant_le=jour + timedelta(days=70),
        )
    )
    macon = Experience(
        dossier=dossier, origine="salariee", metier_id="F1703", mois=84, intitule="Maçon"
    )
    peintre = Experience(
        dossier=dossier, origine="salariee", metier_id="F1606", mois=24, intitule="Peintre"
    )
    ecriture.ecrire(macon, peintre)
    ecriture.ecrire(*_acquis(dossier, [(macon, "declaree"), (peintre, "attestee")]))
    recherche = Recherche(
        dossier=dossier, natures=["emploi", "formation"], contrats=["cdi"], heures_min=30,
        minutes_max={"marche": 30, "velo": 30, "tc": 45},
    )  # fmt: skip
    ecriture.ecrire(recherche)
    voulus = (("F1703", 3), ("F1606", 2), ("H2909", 2), ("F1604", 1))
    inserer([MetierVoulu(recherche=recherche, metier_id=m, poids=p) for m, p in voulus])
    _mesurer(
        ecriture,
        garde={"etat": "sans_objet"},
        mobilite={"marche": 30, "velo": 30, "tc": 45, "cyclo": None, "voiture": None},
        numerique={"niveau": 1},
    )
    _suite_de_karim(ecriture)


def _suite_de_karim(ecriture: Ecriture) -> None:
    calendrier = ecriture.calendrier
    francais = _frein(
        ecriture, "lecture-ecriture-calcul--maitriser-le-francais", "bloquant", est_prioritaire=True
    )
    permis = _frein(ecriture, "mobilite--preparer-un-permis", "genant")
    ecriture.ecrire(francais, permis)
    ecriture.changer(francais, calendrier.il_y_a(60), statut="en_cours")
    plan = Plan(dossier=ecriture.dossier, convenu_le=calendrier.il_y_a(60), convenu_comment="oral")
    ecriture.ecrire(plan, le=plan.convenu_le)
    langue = Objectif(plan=plan, rang=1, intitule="Passer au niveau B1 de français", frein=francais)
    echange = Objectif(plan=plan, rang=2, intitule="Échanger le permis", frein=permis)
    ecriture.ecrire(langue, echange, le=plan.convenu_le)
    jour = calendrier.jour
    inserer_actions([
        _action(langue, "S’inscrire au français professionnel du soir", "personne", calendrier.il_y_a(40), finie=True),
        _action(langue, "Passer le test de niveau", "personne", jour + timedelta(days=12)),
        _action(echange, "Déposer la demande d’échange du permis", "referent", jour + timedelta(days=5)),
    ])  # fmt: skip


def _lectures(dossier: Dossier, lecteurs: Sequence[Utilisateur], calendrier: Calendrier) -> None:
    """Who looked at the file these last weeks: the person can see it."""
    inserer([
        EntreeJournal(
            quand=calendrier.passe(calendrier.il_y_a(3 + 7 * rang), 10, 12), acteur=u.pseudonyme,
            role=u.role, action="lecture", objet="dossier", objet_id=str(dossier.pk),
            dossier_id=dossier.pk,
        )
        for rang, u in enumerate(lecteurs)
    ])  # fmt: skip
