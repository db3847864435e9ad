"""Barriers with their history, and what they measure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from freins.models import Capacite, Frein
from freins.regles.thematiques import PAR_CODE, a_stocker, theme_de
from matching.moteur.vocabulaire import NIVEAUX_CECRL
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.heures import GARDE_LEVEE, GARDES, hexa
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.demonstration.vies import Vie, freins_de
from parcours.dossiers.models import Langue, Permis

# Finer words a counsellor sometimes chooses.
_FINES = {
    "mobilite": ("mobilite--acceder-a-un-vehicule", "mobilite--mobilite-douce-partagee-collective",
                 "mobilite--entretenir-reparer-son-vehicule"),
    "administratif": ("difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",),
    "logement": ("logement-hebergement--changer-de-logement",
                 "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"),
    "argent": ("difficultes-financieres--ameliorer-sa-gestion-budgetaire",
               "difficultes-financieres--situation-dendettement-surendettement"),
    "candidature": ("preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation",
                    "trouver-un-emploi--convaincre-un-recruteur-en-entretien"),
    "numerique": ("numerique--acceder-a-des-services-en-ligne", "numerique--acquerir-un-equipement"),
    "qualification": ("choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",),
}  # fmt: skip
_STATUTS = {"identifie": 42, "en_cours": 31, "leve": 23, "accepte": 4}


@dataclass
class Etape:
    """One state of a barrier and the day it was reached."""

    statut: str
    le: date


def creer_freins(graine: int, suivis: list[Suivi], calendrier: Calendrier) -> None:
    """Insert barriers and capacities, each with its history from the opening of the dossier."""
    rng = flux(graine, "freins")
    histoires: list[tuple[Frein, list[Etape]]] = []
    for suivi in suivis:
        siennes = _histoires(rng, suivi, calendrier)
        suivi.freins = [frein for frein, _ in siennes]
        histoires += siennes
    _inserer_freins(histoires)
    _inserer_capacites(rng, suivis)
    _ameliorer_le_reste(suivis)


def _histoires(
    rng: Random, suivi: Suivi, calendrier: Calendrier
) -> list[tuple[Frein, list[Etape]]]:
    histoires = []
    for rang, (theme, impact) in enumerate(freins_de(rng, suivi.vie)):
        etapes = _etapes(rng, suivi, calendrier)
        frein = Frein(
            dossier=suivi.dossier, thematique=_thematique(rng, theme), impact=impact,
            est_prioritaire=(rang == 0 and impact == "bloquant") or chance(rng, 0.1),
            identifie_le=etapes[0].le, identifie_par=suivi.dossier.referent,
        )  # fmt: skip
        histoires.append((frein, etapes))
    return histoires


def _thematique(rng: Random, theme: str) -> str:
    fines = _FINES.get(theme, ())
    choix = rng.choice(fines) if fines and chance(rng, 0.4) else PAR_CODE[theme].thematique
    return a_stocker(choix)


def _etapes(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Etape]:
    """Found at the first meetings, then taken up, then perhaps lifted: never later than today."""
    dernier = suivi.jusqu_a(calendrier.il_y_a(1))
    voulu = parmi(rng, _STATUTS)
    etapes = [
        Etape("identifie", min(suivi.ouvert_le + timedelta(days=rng.randint(0, 15)), dernier))
    ]
    if voulu in ("en_cours", "leve"):
        etapes.append(Etape("en_cours", etapes[-1].le + timedelta(days=rng.randint(3, 30))))
    if voulu in ("leve", "accepte"):
        etapes.append(Etape(voulu, etapes[-1].le + timedelta(days=rng.randint(15, 150))))
    return [etape for etape in etapes if etape.le <= dernier]


def _inserer_freins(histoires: list[tuple[Frein, list[Etape]]]) -> None:
    for frein, etapes in histoires:
        _mettre(frein, etapes[-1])
    freins = inserer(
        [frein for frein, _ in histoires], quand=lambda f: vers_instant(f.identifie_le)
    )
    for rang in range(3):
        encore = [
            (f, e[rang]) for f, (_, e) in zip(freins, histoires, strict=True) if rang < len(e)
        ]
        for frein, etape in encore:
            _mettre(frein, etape)
            frein.modifie_le = vers_instant(etape.le, 14)
        historiser(
            [f for f, _ in encore], par=lambda f: f.identifie_par, genre="~" if rang else "+"
        )


def _mettre(frein: Frein, etape: Etape) -> None:
    est_ferme = etape.statut in ("leve", "accepte")
    frein.statut = etape.statut
    frein.leve_le = etape.le if est_ferme else None
    frein.leve_par = frein.identifie_par if est_ferme else None


def leves(suivi: Suivi) -> dict[str, date]:
    """Theme codes whose barrier is lifted, and since when."""
    return {
        theme_de(frein.thematique).code: frein.leve_le
        for frein in suivi.freins
        if frein.statut == "leve" and frein.leve_le
    }


def _inserer_capacites(rng: Random, suivis: list[Suivi]) -> None:
    avant: list[Capacite] = []
    apres: list[tuple[Capacite, date]] = []
    for suivi in suivis:
        acquis = leves(suivi)
        for famille, mesure in mesures_de(suivi.vie).items():
            capacite = _capacite(rng, suivi, famille, mesure)
            avant.append(capacite)
            if famille in acquis:
                apres.append((capacite, acquis[famille]))
    inserer(avant, quand=lambda c: vers_instant(c.mesuree_le))
    historiser(avant, par=lambda c: c.dossier.referent)
    changees = [_ameliorer(capacite, jour) for capacite, jour in apres]
    Capacite.objects.bulk_update(changees, ["mesure", "mesuree_le", "modifie_le"], batch_size=200)
    historiser(changees, par=lambda c: c.dossier.referent, genre="~")


def mesures_de(vie: Vie) -> dict[str, dict]:
    """The measured capacities of a situation before anything was lifted; absent: nobody asked."""
    mesures: dict[str, dict] = {}
    if vie.garde in ("sans_objet", "inconnue"):
        mesures["garde"] = {"etat": vie.garde}
    elif vie.garde:
        mesures["garde"] = {"etat": "grille", "grille": hexa(GARDES[vie.garde][0])}
    if vie.minutes:
        mesures["mobilite"] = dict(vie.minutes)
    if vie.numerique is not None:
        mesures["numerique"] = {"niveau": vie.numerique}
    return mesures


def _capacite(rng: Random, suivi: Suivi, famille: str, mesure: dict) -> Capacite:
    mesuree_le = suivi.ouvert_le + timedelta(days=rng.randint(0, 5))
    return Capacite(
        dossier=suivi.dossier, famille=famille, mesure=mesure, a_verifier=chance(rng, 0.05),
        mesuree_le=mesuree_le,
    )  # fmt: skip


def _ameliorer(capacite: Capacite, jour: date) -> Capacite:
    """What lifting the barrier changed, that day."""
    if capacite.famille == "garde":
        capacite.mesure = {"etat": "grille", "grille": hexa(GARDE_LEVEE)}
    elif capacite.famille == "numerique":
        capacite.mesure = {"niveau": max(2, capacite.mesure["niveau"])}
    else:
        capacite.mesure = {**capacite.mesure, "velo": 30, "tc": max(45, capacite.mesure["tc"] or 0)}
    capacite.mesuree_le, capacite.modifie_le = jour, vers_instant(jour, 15)
    return capacite


def _ameliorer_le_reste(suivis: list[Suivi]) -> None:
    """French learnt and licences obtained, where their barrier is lifted."""
    par_dossier = {suivi.dossier.pk: suivi for suivi in suivis}
    francais = [
        langue
        for langue in Langue.objects.filter(code="fr", dossier__in=par_dossier).order_by("pk")
        if "langue" in leves(par_dossier[langue.dossier_id])
    ]
    for langue in francais:
        langue.oral, langue.ecrit = _plus_haut(langue.oral), _plus_haut(langue.ecrit)
        langue.modifie_le = vers_instant(leves(par_dossier[langue.dossier_id])["langue"], 15)
    Langue.objects.bulk_update(francais, ["oral", "ecrit", "modifie_le"], batch_size=200)
    historiser(francais, par=lambda x: par_dossier[x.dossier_id].dossier.referent, genre="~")
    _donner_les_permis([s for s in suivis if "permis" in leves(s)])


def _plus_haut(niveau: str) -> str:
    return NIVEAUX_CECRL[min(5, max(3, NIVEAUX_CECRL.index(niveau) + 1))]


def _donner_les_permis(suivis: list[Suivi]) -> None:
    Permis.objects.filter(dossier__in=[s.dossier for s in suivis], categorie="B").update(
        est_etranger=False, echange_avant_le=None
    )
    obtenus = [
        (Permis(dossier=s.dossier, categorie="B"), leves(s)["permis"])
        for s in suivis
        if "B" not in s.vie.permis
    ]
    le = {permis.dossier_id: jour for permis, jour in obtenus}
    permis = inserer([p for p, _ in obtenus], quand=lambda p: vers_instant(le[p.dossier_id], 15))
    historiser(permis, par=lambda p: p.dossier.referent)
