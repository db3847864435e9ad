"""What makes the screens of Awa, of Atelier Vercors, of Nadia and Karim full today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from freins.models import Action
from matching.models import Suggestion
from matching.moteur import grilles
from parcours.comptes.models import Utilisateur
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import Equipes
from parcours.demonstration.employeurs import ARLEQUINE, CLINIQUE, VERCORS
from parcours.demonstration.heures import Heures, plages
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.orientations import Envoi, Registre, inserer_envois, nouvelle
from parcours.demonstration.ouvertures import arrondir, finir, inserer_ouvertures, placer
from parcours.demonstration.personas import GARDE_MATIN, Personas
from parcours.demonstration.personnes import loger
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import flux
from parcours.demonstration.trajets import Pas
from parcours.dossiers.models import ContactTerrain, Dossier, Personne
from parcours.offres.models import Employeur, Ouverture
from parcours.offres.smic import smic_mensuel
from parcours.orientations.etats import Auteur
from parcours.orientations.models import Orientation
from parcours.solutions.models import Solution

TEISSEIRE: Final = "QN03808M"
_QUATRE_JOURS: Final[Heures] = (("lun,mar,jeu,ven", "09:00", "16:00"),)


@dataclass(frozen=True)
class Fiche:
    """An opening drawn on a screen; `jours` until it expires, None for no end."""

    cle: str
    employeur: str
    metier: str
    intitule: str
    description: str
    contrat: str
    heures: float
    horaires: Heures
    facteur: str
    places: int
    jours: int | None
    nature: str = "emploi"
    exigences: tuple[tuple[str, str, int | None, str], ...] = (("condition", "debout", None, "E"),)


FICHES: Final = (
    Fiche("ash", CLINIQUE, "J1301", "Agent / Agente de service hospitalier (F/H)",
          "Vous entretenez les chambres et les espaces communs et servez les repas, en équipe de trois. "
          "Lundi, mardi, jeudi et vendredi de 9h à 16h. Formation d’une semaine à l’arrivée. Tram à cinq minutes.",
          "cdi", 28, _QUATRE_JOURS, "1.04", 2, 25),
    Fiche("restauration", CLINIQUE, "G1607", "Agent / Agente de restauration (F/H)",
          "Vous préparez les plateaux, servez au self et entretenez la cuisine. Lundi, mardi, jeudi et "
          "vendredi de 9h à 16h. Débutant accepté, formation à l’hygiène sur place.",
          "cdi", 28, _QUATRE_JOURS, "1.02", 2, 1),
    Fiche("arlequine", ARLEQUINE, "K1307",
          "CAP Accompagnant éducatif petite enfance en contrat de professionnalisation (F/H)",
          "Un multi-accueil de trente places prépare six personnes au CAP, avec une tutrice pour chacune. "
          "Lundi, mardi, jeudi et vendredi de 8h45 à 16h15, formation comprise. Aucun diplôme exigé à l’entrée.",
          "professionnalisation", 30, (("lun,mar,jeu,ven", "08:45", "16:15"),), "1.0", 6, 40, "alternance",
          (("condition", "bruit", None, "E"), ("langue_oral", "fr", 3, "S"))),
    Fiche("production", VERCORS, "H2909", "Opérateur / Opératrice de production (F/H)",
          "Vous assemblez des ensembles mécaniques à partir d’un plan simple. Du lundi au vendredi de 8h à 15h30. "
          "Débutant accepté, formation sur place de trois semaines. Lire des consignes simples en français.",
          "cdi", 35, (("lun-ven", "08:00", "15:30"),), "1.08", 3, 30, "emploi",
          (("condition", "debout", None, "E"), ("langue_oral", "fr", 2, "S"))),
    Fiche("conditionnement", VERCORS, "H3302", "Agent / Agente de conditionnement, équipe de journée (F/H)",
          "Vous préparez, contrôlez et emballez les pièces avant l’envoi. Lundi, mardi, jeudi et vendredi "
          "de 9h à 16h. Débutant accepté, poste assis et debout en alternance.",
          "cdi", 28, _QUATRE_JOURS, "1.03", 2, None),
    Fiche("entretien", VERCORS, "K2204", "Agent / Agente d’entretien d’atelier (F/H)",
          "Vous entretenez les vestiaires, les bureaux et les allées. Du lundi au vendredi de 16h à 19h.",
          "cdd", 15, (("lun-ven", "16:00", "19:00"),), "1.02", 1, 18),
)  # fmt: skip


@dataclass
class Vitrine:
    """Composes the present of the personas: openings, contacts, referrals of these last days."""

    rng: Random
    equipes: Equipes
    territoire: Territoire
    calendrier: Calendrier
    registre: Registre

    def publier(self, employeurs: dict[str, Employeur]) -> dict[str, Ouverture]:
        """Insert the openings drawn on the screens; by key."""
        paires = [(_texte(fiche), self._ouverture(fiche, employeurs)) for fiche in FICHES]
        inserer_ouvertures(self.calendrier, paires)
        return {fiche.cle: o for fiche, (_, o) in zip(FICHES, paires, strict=True)}

    def _ouverture(self, fiche: Fiche, employeurs: dict[str, Employeur]) -> Ouverture:
        employeur, jour = employeurs[fiche.employeur], self.calendrier.jour
        stretches = plages(fiche.horaires)
        debut = jour + timedelta(days=50 if fiche.nature == "alternance" else 14)
        minimum = smic_mensuel(debut, fiche.heures) * Decimal(fiche.facteur)
        ouverture = Ouverture(
            nature=fiche.nature, etat="publiee", intitule=fiche.intitule, metier_id=fiche.metier,
            description=fiche.description, contrat=fiche.contrat, places=fiche.places,
            heures_hebdo=Decimal(str(fiche.heures)), employeur=employeur,
            email_reponse=employeur.email, grille=grilles.vers_hexa(grilles.depuis_plages(stretches)),
            grille_provenance="employeur", publiee_le=self.calendrier.il_y_a(12), debut_le=debut,
            salaire_min=arrondir(minimum), duree_mois=12 if fiche.nature == "alternance" else None,
            mesures=["professionnalisation"] if fiche.nature == "alternance" else [],
            expire_le=None if fiche.jours is None else jour + timedelta(days=fiche.jours),
        )  # fmt: skip
        ouverture.jeu_debut, ouverture.jeu_fin = grilles.jeux(stretches)
        commune = employeur.commune
        assert commune
        placer(ouverture, commune, commune.latitude or 0, commune.longitude or 0)
        return finir(ouverture)

    def rencontrer(self, awa: Utilisateur) -> None:
        """Three people met who wait for a call: today, yesterday, the day after tomorrow."""
        jour = self.calendrier.jour
        for prenom, depuis, rappel in (("Samia", 3, 0), ("Éric", 6, -1), ("Hawa", 1, 2)):
            personne = Personne(prenom=prenom, telephone=f"06 39 98 77 0{depuis}")
            adresse = self.territoire.adresse_en_quartier(self.rng, TEISSEIRE)
            loger(self.rng, personne, adresse, jour)
            personne.adresse = ""
            quand = self.calendrier.passe(self.calendrier.il_y_a(depuis), 17, 20)
            inserer([personne], quand=lambda _, instant=quand: instant)  # type: ignore[misc]
            historiser([personne], par=lambda _: awa)
            contact = ContactTerrain(
                personne=personne, structure=awa.appartenances.get().structure, par=awa,
                quand=quand, lieu="Teisseire, pied d’immeuble", qpv=personne.qpv,
                commune=personne.commune, canal="pied_immeuble", blocages=["langue", "garde"],
                issue="a_rappeler", rappeler_le=jour + timedelta(days=rappel),
                note="Souhaite un rappel pour fixer un premier rendez-vous.",
            )  # fmt: skip
            inserer([contact], quand=lambda c: c.quand)

    def orienter(
        self,
        suivi: Suivi | Dossier,
        cible: Ouverture | Solution,
        depuis: int,
        *suites: Any,
        mot: str = "",
    ) -> Envoi:
        """A referral sent that many days ago, then the steps of `suites`."""
        cadre = suivi if isinstance(suivi, Suivi) else Suivi(None, suivi.personne, suivi)  # type: ignore[arg-type]
        debut = self.calendrier.passe(self.calendrier.il_y_a(depuis), 11, 15)
        envoyer = Pas("envoyer", debut, Auteur.CONSEILLER)
        self.registre.reserver(cadre, cible)
        orientation = nouvelle(self.rng, cadre, cible, mot)
        return Envoi(orientation, [envoyer, *suites], debut - timedelta(minutes=6))

    def il_y_a(self, jours: int, heure: int = 14) -> datetime:
        return self.calendrier.passe(self.calendrier.il_y_a(jours), heure, 12)


def _texte(fiche: Fiche) -> dict[str, Any]:
    cles = ("critere", "code", "niveau", "exigence")
    return {"exigences": [dict(zip(cles, e, strict=True)) for e in fiche.exigences]}


def creer_vitrine(
    graine: int, personas: Personas, suivis: Sequence[Suivi], equipes: Equipes,
    employeurs: dict[str, Employeur], territoire: Territoire, solutions: Sequence[Solution],
    registre: Registre, calendrier: Calendrier,
) -> None:  # fmt: skip
    """Insert today's openings, contacts and referrals of the personas."""
    vitrine = Vitrine(flux(graine, "vitrine"), equipes, territoire, calendrier, registre)
    ouvertures = vitrine.publier(employeurs)
    vitrine.rencontrer(equipes["awa"])
    envois = _de_nadia(vitrine, personas.nadia, ouvertures, solutions)
    envois += _de_karim(vitrine, personas.karim, ouvertures, solutions)
    envois += _de_la_file(vitrine, suivis, ouvertures, solutions)
    inserer_envois(envois, calendrier)
    _lier_l_action(envois[0].orientation)
    _dire_oui(personas.nadia, ouvertures["arlequine"], calendrier)


def _de_nadia(
    v: Vitrine, nadia: Dossier, ouvertures: dict[str, Ouverture], solutions: Sequence[Solution]
) -> list[Envoi]:
    """The childcare service said yes; the workshop has the application under study."""
    garde = _solution(solutions, GARDE_MATIN)
    return [
        v.orienter(
            nadia, garde, 19,
            Pas("prendre_en_charge", v.il_y_a(15), Auteur.DESTINATAIRE),
            Pas("accepter", v.il_y_a(8), Auteur.DESTINATAIRE),
        ),
        v.orienter(
            nadia, ouvertures["conditionnement"], 4,
            Pas("prendre_en_charge", v.il_y_a(2), Auteur.DESTINATAIRE),
            mot="Gestes précis et grande régularité, disponible dès maintenant.",
        ),
    ]  # fmt: skip


def _de_karim(
    v: Vitrine, karim: Dossier, ouvertures: dict[str, Ouverture], solutions: Sequence[Solution]
) -> list[Envoi]:
    """An interview proposed this morning, next Thursday at two."""
    rendez_vous = v.calendrier.instant(v.calendrier.prochain(3), 14)
    ce_matin = v.calendrier.passe(v.calendrier.jour, 9, 12)
    francais = _solution(solutions, "Français professionnel du soir")
    return [
        v.orienter(
            karim, ouvertures["production"], 6,
            Pas("prendre_en_charge", v.il_y_a(5), Auteur.DESTINATAIRE),
            Pas("convoquer", ce_matin, Auteur.DESTINATAIRE, rendez_vous=rendez_vous),
            mot="Sept ans de pratique manuelle, lit un plan, apprend vite.",
        ),
        v.orienter(
            karim, francais, 55,
            Pas("accepter", v.il_y_a(48), Auteur.DESTINATAIRE),
            Pas("demarrer", v.il_y_a(34), Auteur.CONSEILLER, date_effet=v.calendrier.il_y_a(34)),
        ),
    ]  # fmt: skip


def _de_la_file(
    v: Vitrine,
    suivis: Sequence[Suivi],
    ouvertures: dict[str, Ouverture],
    solutions: Sequence[Solution],
) -> list[Envoi]:
    """Others Awa follows: answers awaited for 10, 12 and 22 days, an interview, a yes, a draft."""
    awa = v.equipes["awa"].pk
    libres = [s for s in suivis if s.dossier.referent_id == awa and s.dossier.statut == "ouvert"]
    libres = [s for s in libres if s.ouvert_le <= v.calendrier.il_y_a(40)]
    a, b, c, d, e, f, g = v.rng.sample(libres, 7)
    garage = _solution(solutions, "Réparation à prix solidaire")
    ailleurs = next(s for s in suivis if s.dossier.referent_id != awa and not s.est_clos)
    brouillon = v.orienter(f, ouvertures["entretien"], 1)
    brouillon.pas.clear()
    apres_demain = v.calendrier.instant(v.calendrier.jour + timedelta(days=2), 10)
    return [
        v.orienter(a, garage, 10),
        v.orienter(b, ouvertures["ash"], 12, mot="Connaît déjà ce travail, trajet vérifié."),
        v.orienter(c, ouvertures["production"], 22, mot="Motivation et régularité."),
        v.orienter(
            d, ouvertures["restauration"], 9,
            Pas("convoquer", v.il_y_a(1), Auteur.DESTINATAIRE, rendez_vous=apres_demain),
        ),
        v.orienter(e, ouvertures["ash"], 15, Pas("accepter", v.il_y_a(1), Auteur.DESTINATAIRE)),
        brouillon,
        v.orienter(g, ouvertures["production"], 2, mot="A déjà travaillé en atelier."),
        v.orienter(ailleurs, ouvertures["conditionnement"], 3),
    ]  # fmt: skip


def _solution(solutions: Sequence[Solution], nom: str) -> Solution:
    return next(s for s in solutions if s.nom == nom)


def _lier_l_action(orientation: Orientation) -> None:
    """The action that uses a service owns its referral."""
    Action.objects.filter(
        objectif__plan__dossier=orientation.dossier_id, solution=orientation.solution_id
    ).update(orientation=orientation)


def _dire_oui(nadia: Dossier, ouverture: Ouverture, calendrier: Calendrier) -> None:
    oui = Suggestion(dossier=nadia, ouverture=ouverture, geste="oui", par=nadia.personne.compte)
    inserer([oui], quand=lambda _: vers_instant(calendrier.il_y_a(2), 18))
