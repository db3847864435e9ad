"""Diplomas, certificates, licences, languages, experience and skills of the people."""

from collections import defaultdict
from datetime import timedelta
from random import Random

from matching.moteur.vocabulaire import NIVEAUX_CECRL
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.insertion import historiser, inserer
from parcours.demonstration.secteurs import SECTEURS, VIE_AIDANT, VIE_BENEVOLE, VIE_PARENT
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.dossiers.models import (
    Certification,
    CompetencePersonne,
    Diplome,
    Dossier,
    Experience,
    Langue,
    Permis,
)
from parcours.referentiels.models import MetierCompetence

_GENERAUX = {
    2: "Certificat de formation générale", 3: "Diplôme de niveau CAP", 4: "Baccalauréat",
    5: "Diplôme de niveau bac + 2", 6: "Licence",
}  # fmt: skip
# How many skills an experience gives, by its origin.
_PART_ACQUISE = {"salariee": 0.75, "benevole": 0.45, "vie": 0.5}


def creer_qualifications(graine: int, suivis: list[Suivi], calendrier: Calendrier) -> None:
    """Insert what the people can do; the skills come from what they did."""
    rng = flux(graine, "qualifications")
    savoirs = competences_par_metier()
    for fabrique in (_diplomes, _certifications, _permis, _langues):
        _ecrire([ligne for suivi in suivis for ligne in fabrique(rng, suivi, calendrier)])
    experiences = [e for suivi in suivis for e in _experiences(rng, suivi, calendrier)]
    _ecrire(experiences)
    _ecrire(_competences(rng, experiences, savoirs))


def competences_par_metier() -> dict[str, list[str]]:
    """Skill codes of each métier of the starter set, the essential ones first."""
    liens = MetierCompetence.objects.order_by("metier_id", "-est_coeur", "competence_id")
    savoirs: dict[str, list[str]] = defaultdict(list)
    for metier, competence in liens.values_list("metier_id", "competence_id"):
        savoirs[metier].append(competence)
    return savoirs


def _ecrire(lignes: list) -> None:
    inserer(lignes, quand=lambda x: vers_instant(x.dossier.ouvert_le, 11))
    historiser(lignes, par=lambda x: x.dossier.referent)


def _diplomes(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Diplome]:
    vie = suivi.vie
    if not vie.niveau:
        aucun = Diplome(dossier=suivi.dossier, intitule="Aucun diplôme", niveau=0)
        return [aucun] if chance(rng, 0.7) else []
    du_metier = vie.niveau in (3, 4) and chance(rng, 0.5)
    intitule = rng.choice(SECTEURS[vie.secteur].diplomes) if du_metier else _GENERAUX[vie.niveau]
    annee = vie.naissance_le.year + parmi(rng, {18: 3, 19: 3, 21: 2, 24: 1})
    return [
        Diplome(
            dossier=suivi.dossier, intitule=intitule, niveau=vie.niveau,
            annee=min(annee, calendrier.jour.year),
            est_etranger_non_reconnu=vie.est_diplome_etranger,
        )
    ]  # fmt: skip


def _certifications(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Certification]:
    return [
        Certification(
            dossier=suivi.dossier, code=code, intitule=intitule,
            expire_le=calendrier.jour + timedelta(days=rng.randint(-120, 1500)),
        )
        for code, intitule in SECTEURS[suivi.vie.secteur].certificats
        if chance(rng, 0.22)
    ]  # fmt: skip


def _permis(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Permis]:
    vie = suivi.vie
    limite = calendrier.jour + timedelta(days=rng.randint(20, 300))
    return [
        Permis(
            dossier=suivi.dossier, categorie=categorie, est_etranger=vie.permis_etranger,
            echange_avant_le=limite if vie.permis_etranger else None,
        )
        for categorie in vie.permis
    ]  # fmt: skip


def _langues(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Langue]:
    vie, dossier = suivi.vie, suivi.dossier
    langues = []
    if vie.langue or vie.ecrit < 5 or chance(rng, 0.75):
        langues.append(
            Langue(
                dossier=dossier,
                code="fr",
                oral=NIVEAUX_CECRL[vie.oral],
                ecrit=NIVEAUX_CECRL[vie.ecrit],
            )
        )
    if vie.langue:
        langues.append(
            Langue(dossier=dossier, code=vie.langue, oral="C2", ecrit=rng.choice(["", "B2", "C2"]))
        )
    elif chance(rng, 0.12):
        langues.append(
            Langue(dossier=dossier, code="en", oral=rng.choice(["A2", "B1", "B2"]), ecrit="A2")
        )
    return langues


def _experiences(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Experience]:
    vie, dossier = suivi.vie, suivi.dossier
    annees = max(0, vie.age - 18)
    lignes = []
    if annees and chance(rng, 0.78):
        for metier in rng.sample(SECTEURS[vie.secteur].experiences, 1 + chance(rng, 0.35)):
            mois = min(annees * 10, parmi(rng, {4: 2, 8: 3, 14: 3, 24: 3, 40: 2, 66: 1}))
            lignes.append(_experience(dossier, "salariee", metier, "", mois))
    if annees and chance(rng, 0.3):
        ailleurs = SECTEURS[rng.choice(list(SECTEURS))].experiences[0]
        lignes.append(
            _experience(dossier, "salariee", ailleurs, "", min(annees * 6, rng.randint(2, 30)))
        )
    if vie.enfants and chance(rng, 0.55):
        metier, intitule = rng.choice(VIE_PARENT)
        lignes.append(_experience(dossier, "vie", metier, intitule, 12 * max(1, max(vie.enfants))))
    elif chance(rng, 0.07):
        metier, intitule = rng.choice(VIE_AIDANT)
        lignes.append(_experience(dossier, "vie", metier, intitule, rng.randint(6, 60)))
    if chance(rng, 0.16):
        metier, intitule = rng.choice(VIE_BENEVOLE)
        lignes.append(_experience(dossier, "benevole", metier, intitule, rng.randint(3, 36)))
    for ligne in lignes:
        ligne.fin_annee = calendrier.jour.year - rng.randint(0, 4)
    return lignes


def _experience(
    dossier: Dossier, origine: str, metier: str, intitule: str, mois: int
) -> Experience:
    return Experience(
        dossier=dossier, origine=origine, metier_id=metier, intitule=intitule, mois=mois
    )


def _competences(
    rng: Random, experiences: list[Experience], savoirs: dict[str, list[str]]
) -> list[CompetencePersonne]:
    lignes: dict[tuple[int, str], CompetencePersonne] = {}
    for experience in experiences:
        for code in savoirs.get(experience.metier_id or "", []):
            cle = experience.dossier_id, code
            if cle not in lignes and chance(rng, _PART_ACQUISE[experience.origine]):
                lignes[cle] = CompetencePersonne(
                    dossier=experience.dossier, competence_id=code, experience=experience,
                    preuve=parmi(rng, {"declaree": 7, "attestee": 3, "validee": 1}),
                )  # fmt: skip
    return list(lignes.values())
