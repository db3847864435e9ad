"""The openings: each text of data/textes_demo several times, at other places, dates and houses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from random import Random
from typing import Any, Final

from matching.moteur import grilles
from parcours.demonstration.calendrier import Calendrier, vers_instant
from parcours.demonstration.comptes import DOMAINE
from parcours.demonstration.donnees import lire
from parcours.demonstration.employeurs import PROFILS, convient, organismes
from parcours.demonstration.heures import plages
from parcours.demonstration.insertion import inserer
from parcours.demonstration.lieux import Territoire
from parcours.demonstration.tirage import chance, flux, parmi
from parcours.offres import legalite
from parcours.offres.models import Clause, Employeur, ExigenceOuverture, Ouverture
from parcours.offres.smic import smic_mensuel
from parcours.referentiels.models import Commune, Metier
from parcours.socle.texte import sans_accents

SOURCE: Final = "demonstration"
COPIES_RECENTES: Final = 3
COPIES_ANCIENNES: Final = 2
COPIES_SCOLAIRES: Final = 2
# Sentences the law forbids: such openings wait in quarantine with the reason.
_INTERDITES: Final = (
    "Poste réservé à un homme.",
    "Nous cherchons une personne de moins de 30 ans.",
    "Nationalité française exigée.",
)
_SALAIRES_DITS: Final = {
    "apprentissage": "Selon l’âge et l’année du contrat, de 27 % à 100 % du SMIC",
    "professionnalisation": "Selon l’âge et le diplôme, de 55 % à 100 % du SMIC",
    "stage_formation": "Rémunération de stage possible, selon la situation",
    "convention_immersion": "Pas de salaire : le statut et les droits sont gardés",
    "independant": "Revenus de l’activité",
    "autre": "Revenus de l’activité",
}
_HEURES_D_ECOLE: Final = "lundi, mardi, jeudi et vendredi de 9h à 15h30"
_DOMAINES_DE_JOUR: Final = ("K13", "K22", "K12", "G16", "J13", "D1", "M16", "H3", "N110", "B18")
_CLAUSES: Final = (
    (
        "Réhabilitation du groupe scolaire des Tilleuls",
        "Lot 4, peinture et sols",
        "Commune (exemple)",
        3200,
    ),
    ("Entretien des espaces verts du secteur Est", "Lot 2", "Métropole (exemple)", 5400),
    ("Nettoyage des bâtiments publics", "Lot unique", "Commune (exemple)", 4100),
)


@dataclass
class Gabarit:
    """A text as it will be published: how long ago, and whether its hours are said."""

    texte: dict[str, Any]
    est_ancienne: bool
    dit_ses_heures: bool


class Editeur:
    """Makes openings from texts; everything random comes from its own stream."""

    def __init__(
        self,
        rng: Random,
        employeurs: dict[str, Employeur],
        territoire: Territoire,
        calendrier: Calendrier,
    ) -> None:
        self.rng = rng
        self.employeurs = employeurs
        self.territoire = territoire
        self.calendrier = calendrier
        self.metiers = Metier.objects.in_bulk({t["code"] for t in textes() if t["code"]})
        self.clauses = _clauses(calendrier)
        self.numero = Ouverture.objects.filter(source=SOURCE).count()

    def editer(self, gabarit: Gabarit) -> Ouverture:
        """Return one opening, not saved."""
        texte = gabarit.texte
        ouverture = Ouverture(
            nature=texte["nature"], etat="publiee", intitule=texte["intitule"],
            contrat=texte["contrat"], mesures=list(texte["mesures"]),
            duree_mois=texte["duree_mois"], metier=self.metiers.get(texte["code"]),
            places=self._places(texte), description=texte["description"],
        )  # fmt: skip
        self._signer(ouverture, texte)
        self._dater(ouverture, gabarit.est_ancienne)
        self._horaires(ouverture, texte, gabarit.dit_ses_heures)
        self._payer(ouverture, texte)
        self._preciser(ouverture, texte)
        return finir(ouverture)

    def _signer(self, ouverture: Ouverture, texte: dict[str, Any]) -> None:
        """Who publishes it, and where the work is."""
        possibles = [
            p for p in PROFILS if convient(p, texte["nature"], texte["contrat"], texte["code"])
        ]
        commune: Commune | None = None
        profil = self.rng.choice(possibles) if possibles else None
        if profil and chance(self.rng, profil.part):
            ouverture.employeur = self.employeurs[profil.nom]
            ouverture.email_reponse = ouverture.employeur.email
            commune = ouverture.employeur.commune if chance(self.rng, 0.5) else None
        else:
            ouverture.nom_employeur = self._organisme(texte)
            ouverture.email_reponse = f"recrutement{self.rng.randint(1, 60)}@{DOMAINE}"
        if ouverture.employeur is None or chance(self.rng, 0.25):
            self.numero += 1
            ouverture.source, ouverture.source_id = SOURCE, f"D{self.numero:05d}"
        placer(ouverture, *self.territoire.lieu(self.rng, commune))

    def _organisme(self, texte: dict[str, Any]) -> str:
        """One job offer in nine comes without the name of the employer, as in real files."""
        sans_nom = texte["nature"] == "emploi" and chance(self.rng, 0.11)
        return "" if sans_nom else self.rng.choice(organismes(texte))

    def _places(self, texte: dict[str, Any]) -> int:
        if texte["contrat"] == "cesu":
            return 1
        if texte["nature"] == "formation":
            return self.rng.choice((8, 10, 12, 15))
        if texte["nature"] in ("siae", "creation"):
            return self.rng.choice((2, 3, 4, 6))
        return parmi(self.rng, {1: 6, 2: 3, 3: 1})

    def _dater(self, ouverture: Ouverture, est_ancienne: bool) -> None:
        age = (
            self.rng.randint(75, 370)
            if est_ancienne
            else min(70, int(self.rng.expovariate(1 / 22)))
        )
        ouverture.publiee_le = self.calendrier.il_y_a(age)
        ouverture.debut_le = self._debut(ouverture, ouverture.publiee_le)
        if est_ancienne:
            self._clore(ouverture)
        elif chance(self.rng, 0.82):
            ouverture.expire_le = self.calendrier.jour + timedelta(days=self.rng.randint(2, 75))

    def _debut(self, ouverture: Ouverture, publiee_le: date) -> date | None:
        if ouverture.nature in ("formation", "alternance"):
            return publiee_le + timedelta(days=self.rng.randint(30, 120))
        if ouverture.nature == "creation" or chance(self.rng, 0.45):
            return None
        return publiee_le + timedelta(days=self.rng.randint(10, 60))

    def _clore(self, ouverture: Ouverture) -> None:
        ouverture.etat = parmi(self.rng, {"fermee": 6, "pourvue": 4})
        assert ouverture.publiee_le
        fin = ouverture.publiee_le + timedelta(days=self.rng.randint(35, 70))
        ouverture.fermee_le = min(fin, self.calendrier.il_y_a(1))
        if ouverture.etat == "fermee":
            ouverture.motif_fermeture = parmi(self.rng, {"expiree": 6, "main": 3, "source": 1})
            if ouverture.motif_fermeture == "expiree":
                ouverture.expire_le = ouverture.fermee_le - timedelta(days=1)

    def _horaires(self, ouverture: Ouverture, texte: dict[str, Any], sont_dits: bool) -> None:
        if texte["heures_hebdo"] and ouverture.nature != "creation":
            ouverture.heures_hebdo = Decimal(str(texte["heures_hebdo"]))
        if not texte["plages"]:
            return
        if not sont_dits:
            ouverture.description = sans_les_heures(texte["description"], texte["horaires_texte"])
            return
        stretches = plages(tuple(tuple(p) for p in texte["plages"]))
        ouverture.grille = grilles.vers_hexa(grilles.depuis_plages(stretches))
        ouverture.jeu_debut, ouverture.jeu_fin = grilles.jeux(stretches)
        ouverture.horaires_texte = texte["horaires_texte"]
        ouverture.grille_provenance = provenance(ouverture)

    def _payer(self, ouverture: Ouverture, texte: dict[str, Any]) -> None:
        """Gross monthly pay, at least the SMIC of the day the work starts."""
        ouverture.salaire_texte = _SALAIRES_DITS.get(ouverture.contrat, "")
        if not texte["facteur_smic"] or not ouverture.heures_hebdo:
            return
        ouverture.salaire_texte = ""
        jour = max(filter(None, (ouverture.publiee_le, ouverture.debut_le)))
        minimum = smic_mensuel(jour, ouverture.heures_hebdo) * Decimal(str(texte["facteur_smic"]))
        ouverture.salaire_min = arrondir(minimum)
        if chance(self.rng, 0.35):
            ouverture.salaire_max = arrondir(minimum * Decimal("1.06"))

    def _preciser(self, ouverture: Ouverture, texte: dict[str, Any]) -> None:
        """What only some natures have."""
        details = {
            cle: valeur for cle, valeur in texte["details"].items() if cle != "clause_insertion"
        }
        if certification := details.get("certification"):
            details["diplome_prepare"] = certification
        if ouverture.nature == "formation" and ouverture.debut_le:
            details |= self._session(ouverture, details.get("reunion_information", False))
        if "clause_insertion" in ouverture.mesures:
            ouverture.clause = self.rng.choice(self.clauses)
        ouverture.details = details

    def _session(self, ouverture: Ouverture, a_reunion: bool) -> dict[str, Any]:
        assert ouverture.debut_le
        fin = ouverture.debut_le + timedelta(days=30 * (ouverture.duree_mois or 1))
        session: dict[str, Any] = {
            "fin_le": fin.isoformat(),
            "lieu_session": str(ouverture.commune),
        }
        if a_reunion:
            reunion = ouverture.debut_le - timedelta(days=self.rng.randint(14, 28))
            session["reunion_information_le"] = reunion.isoformat()
        return session


def _clauses(calendrier: Calendrier) -> list[Clause]:
    """The clauses of the demonstration, made once: filling up to a volume finds them again."""
    lots = [lot for _, lot, _, _ in _CLAUSES]
    deja = {c.marche: c for c in Clause.objects.filter(lot__in=lots)}
    nouvelles = inserer(
        [Clause(marche=m, lot=lot, acheteur=a, heures_prevues=h, heures_hors_suivi=h // 3)
         for m, lot, a, h in _CLAUSES if m not in deja],
        quand=lambda _: vers_instant(calendrier.il_y_a(300)),
    )  # fmt: skip
    return [deja[m] for m, *_ in _CLAUSES if m in deja] + nouvelles


def textes() -> list[dict[str, Any]]:
    """The texts, as written."""
    return lire("ouvertures")["textes"]


def gabarits(rng: Random) -> Iterator[Gabarit]:
    """Each text, recent several times and old once; the last recent copy often hides its hours."""
    for texte in textes():
        for rang in range(COPIES_RECENTES + COPIES_ANCIENNES):
            dit = rang == 0 or not chance(rng, 0.11)
            yield Gabarit(texte, est_ancienne=rang >= COPIES_RECENTES, dit_ses_heures=dit)
        for _ in range(COPIES_SCOLAIRES if peut_suivre_l_ecole(texte) else 0):
            yield Gabarit(aux_heures_d_ecole(texte), est_ancienne=False, dit_ses_heures=True)


def peut_suivre_l_ecole(texte: dict[str, Any]) -> bool:
    """A job an employer could arrange around school hours: no licence, no hour in its title."""
    est_emploi = texte["nature"] in ("emploi", "siae") and texte["plages"] and texte["facteur_smic"]
    titre = texte["intitule"].lower()
    a_heure = any(mot in titre for mot in ("matin", "soir", "nuit", "mercredi", "intérim"))
    a_permis = any(e["critere"] in ("permis", "non_desservi") for e in texte["exigences"])
    domaine = (texte["code"] or "").startswith(_DOMAINES_DE_JOUR)
    return bool(est_emploi and domaine and not a_heure and not a_permis)


def aux_heures_d_ecole(texte: dict[str, Any]) -> dict[str, Any]:
    """The same job, four days a week while children are at school."""
    suite = sans_les_heures(texte["description"], texte["horaires_texte"])
    return texte | {
        "description": f"{suite} Horaires : {_HEURES_D_ECOLE}, soit 26 heures par semaine.",
        "horaires_texte": _HEURES_D_ECOLE,
        "plages": [["lun,mar,jeu,ven", "09:00", "15:30"]],
        "heures_hebdo": 26.0,
    }


def creer_ouvertures(
    graine: int, employeurs: dict[str, Employeur], territoire: Territoire, calendrier: Calendrier
) -> list[Ouverture]:
    """Insert all openings with their requirements, a few of them not published."""
    rng = flux(graine, "ouvertures")
    editeur = Editeur(rng, employeurs, territoire, calendrier)
    paires = [(gabarit, editeur.editer(gabarit)) for gabarit in gabarits(rng)]
    _retenir(rng, [o for g, o in paires if not g.est_ancienne], calendrier)
    return inserer_ouvertures(calendrier, [(g.texte, o) for g, o in paires])


def inserer_ouvertures(
    calendrier: Calendrier, paires: Sequence[tuple[dict[str, Any], Ouverture]]
) -> list[Ouverture]:
    """Insert openings, then the requirements of their texts."""
    hier = calendrier.il_y_a(1)
    ouvertures = inserer(
        [o for _, o in paires],
        quand=lambda o: min(vers_instant(o.publiee_le or hier), calendrier.fin),
    )
    inserer([
        exigence
        for (texte, _), ouverture in zip(paires, ouvertures, strict=True)
        for exigence in exigences(ouverture, texte)
    ])  # fmt: skip
    return ouvertures


def exigences(ouverture: Ouverture, texte: dict[str, Any]) -> list[ExigenceOuverture]:
    """The requirements a text states, each once."""
    certificats, dites = lire("ouvertures")["certificats"], {}
    for exigence in texte["exigences"]:
        code = exigence["code"] or ""
        dites[exigence["critere"], code] = ExigenceOuverture(
            ouverture=ouverture, critere=exigence["critere"], code=code,
            niveau=exigence["niveau"], exigence=exigence["exigence"],
            libelle=" ou ".join(certificats[c] for c in code.split("|") if c in certificats),
            provenance=provenance(ouverture),
        )  # fmt: skip
    return list(dites.values())


def _retenir(rng: Random, recentes: list[Ouverture], calendrier: Calendrier) -> None:
    """Some recent openings are drafts, in quarantine, filled or closed."""
    saisies = [o for o in recentes if o.employeur and o.source == "saisie"]
    for ouverture in rng.sample(saisies, 9):
        ouverture.etat, ouverture.publiee_le = "brouillon", None
    emplois = [o for o in recentes if o.nature == "emploi" and o.etat == "publiee"]
    for ouverture, phrase in zip(rng.sample(emplois, 6), _INTERDITES * 2, strict=True):
        ouverture.etat = "en_quarantaine"
        ouverture.description += f" {phrase}"
        ouverture.details["motifs_quarantaine"] = legalite.motifs(
            ouverture.intitule, ouverture.description
        )
    publiees = [
        o
        for o in emplois
        if o.etat == "publiee" and o.publiee_le and o.publiee_le <= calendrier.il_y_a(8)
    ]
    for ouverture in rng.sample(publiees, 14):
        ouverture.etat = rng.choice(("pourvue", "fermee"))
        ouverture.fermee_le = calendrier.il_y_a(rng.randint(0, 5))
        ouverture.motif_fermeture = "main" if ouverture.etat == "fermee" else ""


def placer(ouverture: Ouverture, commune: Commune, latitude: float, longitude: float) -> None:
    """Write where the work is."""
    ouverture.commune, ouverture.lieu = commune, commune.nom
    ouverture.code_departement = commune.code_departement
    ouverture.latitude, ouverture.longitude = latitude, longitude


def finir(ouverture: Ouverture) -> Ouverture:
    """Write the text the list searches, each word once."""
    metier = ouverture.metier.libelle if ouverture.metier else ""
    mots = sans_accents(f"{ouverture.intitule} {ouverture.chez} {ouverture.lieu} {metier}").split()
    ouverture.recherche = " ".join(dict.fromkeys(mots))[:300]
    return ouverture


def provenance(ouverture: Ouverture) -> str:
    """Said by the employer when typed here, a field of the file when imported."""
    return "employeur" if ouverture.source == "saisie" else "import"


def arrondir(montant: Decimal) -> Decimal:
    """The next multiple of five euros."""
    return (montant / 5).to_integral_value(ROUND_CEILING) * 5


def sans_les_heures(description: str, heures: str) -> str:
    """The text without the sentence that says the hours."""
    phrases = re.split(r"(?<=[.!?])\s+", description)
    return " ".join(phrase for phrase in phrases if heures not in phrase)
