"""A year of outreach contacts and exchanges."""

from datetime import date, timedelta
from random import Random
from typing import Final

from freins.regles.thematiques import theme_de
from parcours.comptes.models import Structure, Utilisateur
from parcours.demonstration.calendrier import PROFONDEUR_JOURS, Calendrier
from parcours.demonstration.comptes import Equipes
from parcours.demonstration.donnees import lire
from parcours.demonstration.insertion import inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.personnes import creer_personnes
from parcours.demonstration.suivis import Suivi
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.demonstration.vies import tirer_vie
from parcours.dossiers.models import ContactTerrain, Dossier, Echange, Personne

SANS_DOSSIER: Final = 70
_CANAUX: Final = {
    "pied_immeuble": 45, "association": 18, "permanence": 16, "evenement": 13, "telephone": 8,
}  # fmt: skip
_LIEUX: Final = {
    "pied_immeuble": "pied d’immeuble", "association": "local associatif",
    "permanence": "permanence du centre social", "evenement": "fête de quartier",
    "telephone": "au téléphone",
}  # fmt: skip
_SUITES: Final = {
    "a_rappeler": 26,
    "rendez_vous": 14,
    "informee": 34,
    "sans_suite": 14,
    "perdue_de_vue": 12,
}
_ANCIENNETES: Final = {10: 3, 90: 3, PROFONDEUR_JOURS: 6}
_BLOCAGES: Final = {
    "langue": "langue", "garde": "garde", "mobilite": "transport", "administratif": "papiers",
    "numerique": "numerique", "logement": "logement", "qualification": "qualification",
}  # fmt: skip


class Contacts:
    """Writes outreach contacts; `rng` is its own stream."""

    def __init__(
        self, rng: Random, equipes: Equipes, territoire: Territoire, calendrier: Calendrier
    ):
        self.rng = rng
        self.equipes = equipes
        self.territoire = territoire
        self.calendrier = calendrier

    def noter(
        self, personne: Personne, structure: Structure, par: Utilisateur, le: date, issue: str,
        blocages: list[str],
    ) -> ContactTerrain:  # fmt: skip
        """Return one contact, not saved; only a person to call back has a day for it."""
        canal = parmi(self.rng, _CANAUX)
        quartier = personne.qpv.nom.split(" ")[0] if personne.qpv else str(personne.commune)
        return ContactTerrain(
            personne=personne, structure=structure, par=par, canal=canal,
            quand=self.calendrier.au_bureau(self.rng, le), lieu=f"{quartier}, {_LIEUX[canal]}",
            qpv=personne.qpv, commune=personne.commune, blocages=blocages, issue=issue,
            note=self.rng.choice(lire("notes")["contact"]) if chance(self.rng, 0.7) else "",
            rappeler_le=le + timedelta(days=self.rng.randint(2, 6)) if issue == "a_rappeler" else None,
        )  # fmt: skip

    def du_dossier(self, suivi: Suivi) -> list[ContactTerrain]:
        """Those of someone who has a dossier: before it for most, sometimes later too."""
        dossier, rng = suivi.dossier, self.rng
        cadre = (suivi.personne, dossier.structure, dossier.referent)
        contacts = []
        if dossier.origine == "aller_vers":
            avant = suivi.ouvert_le - timedelta(days=rng.randint(0, 12))
            contacts.append(self.noter(*cadre, avant, "dossier_ouvert", self._blocages(suivi)))
        if chance(rng, 0.55):
            duree = (suivi.jusqu_a(self.calendrier.jour) - suivi.ouvert_le).days
            apres = suivi.ouvert_le + timedelta(days=rng.randint(1, max(1, duree)))
            apres = min(apres, self.calendrier.il_y_a(1))
            contacts.append(self.noter(*cadre, apres, "informee", []))
        return contacts

    def sans_dossier(self, personne: Personne) -> list[ContactTerrain]:
        """One to three contacts of someone met who has no dossier yet, or never will."""
        rng = self.rng
        structure = rng.choice(self.equipes.structures)
        par = rng.choice(self.equipes.referents[structure.pk])
        dates = sorted(
            (self.calendrier.il_y_a(rng.randint(1, parmi(rng, _ANCIENNETES)))
             for _ in range(parmi(rng, {1: 5, 2: 3, 3: 1}))),
        )  # fmt: skip
        dits = rng.sample(sorted(_BLOCAGES.values()), rng.randint(0, 3))
        return [
            self.noter(personne, structure, par, le, self._issue(le, le == dates[-1]), dits)
            for le in dates
        ]

    def _issue(self, le: date, est_derniere: bool) -> str:
        """Old contacts are settled; only the last and recent ones wait for a call."""
        if not est_derniere:
            return "informee"
        issue = parmi(self.rng, _SUITES)
        est_ancienne = le < self.calendrier.il_y_a(12)
        return "perdue_de_vue" if issue in ("a_rappeler", "rendez_vous") and est_ancienne else issue

    def _blocages(self, suivi: Suivi) -> list[str]:
        themes = [theme_de(frein.thematique).code for frein in suivi.freins]
        return list(dict.fromkeys(_BLOCAGES[t] for t in themes if t in _BLOCAGES))


def creer_contacts(
    graine: int, suivis: list[Suivi], equipes: Equipes, territoire: Territoire,
    calendrier: Calendrier,
) -> None:  # fmt: skip
    """Insert the contacts of the dossiers and those of people met without a dossier."""
    rng = flux(graine, "contacts")
    contacts = Contacts(rng, equipes, territoire, calendrier)
    vies = [tirer_vie(rng, calendrier.jour) for _ in range(SANS_DOSSIER)]
    rencontrees = creer_personnes(graine + 1, vies, territoire, calendrier)
    for personne in rencontrees:
        _garder_l_essentiel(rng, personne)
    Personne.objects.bulk_update(rencontrees, ["nom", "adresse", "naissance_le", "telephone"])
    lignes = [c for suivi in suivis for c in contacts.du_dossier(suivi)]
    lignes += [c for personne in rencontrees for c in contacts.sans_dossier(personne)]
    inserer(lignes, quand=lambda c: c.quand)


def _garder_l_essentiel(rng: Random, personne: Personne) -> None:
    """Identity is progressive: a first name and a place, sometimes a number."""
    personne.adresse, personne.naissance_le = "", None
    if chance(rng, 0.6):
        personne.nom = ""
    if chance(rng, 0.35):
        personne.telephone = ""


def creer_echanges(graine: int, suivis: list[Suivi], calendrier: Calendrier) -> None:
    """Insert meetings, calls, messages and visits from the opening of each dossier to today."""
    rng = flux(graine, "echanges")
    echanges = [e for suivi in suivis for e in _echanges(rng, suivi, calendrier)]
    inserer(echanges, quand=lambda e: min(e.quand, calendrier.fin))


def _echanges(rng: Random, suivi: Suivi, calendrier: Calendrier) -> list[Echange]:
    fin = suivi.jusqu_a(calendrier.jour)
    if not suivi.est_clos and chance(rng, 0.15):
        fin -= timedelta(days=rng.randint(31, 80))
    rythme = rng.randint(18, 42)
    le = max(suivi.ouvert_le, calendrier.il_y_a(PROFONDEUR_JOURS))
    echanges = [_echange(rng, suivi.dossier, le, calendrier, est_premier=True)]
    while (le := le + _rythme(rng, rythme)) < fin:
        echanges.append(_echange(rng, suivi.dossier, le, calendrier))
    if not suivi.est_clos and chance(rng, 0.3):
        echanges.append(_a_venir(rng, suivi.dossier, calendrier))
    return echanges


def _rythme(rng: Random, jours: int) -> timedelta:
    return timedelta(days=max(3, round(rng.gauss(jours, 7))))


def _echange(
    rng: Random, dossier: Dossier, le: date, calendrier: Calendrier, *, est_premier: bool = False
) -> Echange:
    """One exchange of that day; the first one took place."""
    nature = parmi(rng, {"rendez_vous": 52, "appel": 28, "message": 15, "visite": 5})
    presence = "present"
    if nature == "rendez_vous" and not est_premier:
        presence = parmi(rng, {"present": 80, "absent": 13, "reporte": 7})
    cle = "absence" if presence == "absent" else nature
    return Echange(
        dossier=dossier, par=dossier.referent, nature=nature, presence=presence,
        quand=calendrier.au_bureau(rng, le),
        note=rng.choice(lire("notes")[cle]) if chance(rng, 0.75) and presence != "reporte" else "",
    )  # fmt: skip


def _a_venir(rng: Random, dossier: Dossier, calendrier: Calendrier) -> Echange:
    jour = calendrier.jour + timedelta(days=rng.randint(1, 21))
    jour += timedelta(days=max(0, 7 - jour.weekday()) if jour.weekday() > 4 else 0)
    return Echange(
        dossier=dossier, par=dossier.referent, nature="rendez_vous", presence="prevu",
        quand=calendrier.instant(jour, rng.randrange(9, 17), rng.choice((0, 30))),
    )  # fmt: skip


def dater_derniers_contacts(calendrier: Calendrier) -> None:
    """Write the last contact of every dossier: the rule of dossiers.services, in two queries."""
    derniers: dict[int, object] = {}
    contacts = ContactTerrain.objects.order_by("quand").values_list(
        "personne", "structure", "quand"
    )
    par_personne = {(p, s): quand for p, s, quand in contacts.filter(quand__lte=calendrier.fin)}
    tenus = Echange.objects.filter(presence="present", quand__lte=calendrier.fin).order_by("quand")
    derniers |= dict(tenus.values_list("dossier", "quand"))
    dossiers = list(Dossier.objects.all())
    for dossier in dossiers:
        dates = [
            derniers.get(dossier.pk), par_personne.get((dossier.personne_id, dossier.structure_id))
        ]  # fmt: skip
        dossier.dernier_contact_le = max((d for d in dates if d), default=None)  # type: ignore[type-var, assignment]
    Dossier.objects.bulk_update(dossiers, ["dernier_contact_le"], batch_size=200)
