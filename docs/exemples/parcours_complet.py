"""The whole main path through the API, as the tool of a partner would do it.

    JETON_EQUIPE=… JETON_EMPLOYEUR=… JETON_PILOTAGE=… \
        python docs/exemples/parcours_complet.py https://essai.exemple carnet.json

To be run on a trial site: it makes an invented person. Python 3.11 or later, nothing to install.
Each creation is written in the notebook (`carnet.json`) before it is sent. Stopped at any instant
and run again with the same notebook, the script goes on where it was and nothing is made twice.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ESSAIS = 8
REDIRE = (429, 500, 502, 503, 504)  # to be sent again, the same, a little later
JETONS = ("JETON_EQUIPE", "JETON_EMPLOYEUR", "JETON_PILOTAGE")
SIRET_EMPLOYEUR = os.environ.get("SIRET_EMPLOYEUR", "73282932000074")
COMMUNE = os.environ.get("COMMUNE", "38185")


class Refus(Exception):
    """An RFC 9457 problem: what was refused, where, and how to mend it. Nothing was changed."""

    def __init__(self, probleme: dict[str, Any]) -> None:
        super().__init__(probleme["detail"])
        self.probleme = probleme

    def en_mots(self) -> list[str]:
        p = self.probleme
        champs = [f"« {e['champ']} » : {e['message']} {e['remede']}" for e in p.get("erreurs", [])]
        return [f"{p['status']} {p['title']} : {p['detail']}", *(champs or [p["remede"]])]


class Carnet:
    """What is about to be created, kept on disk: step → key and body, as they were first sent."""

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin
        self.pages: dict[str, Any] = json.loads(chemin.read_text()) if chemin.exists() else {}

    def noter(self, etape: str, corps: Any) -> dict[str, Any]:
        """The key and the body of this step: those of the first time, else these."""
        if etape not in self.pages:
            self.pages[etape] = {"cle": str(uuid.uuid4()), "corps": corps}
            self._garder()
        return self.pages[etape]

    def rayer(self, etape: str) -> None:
        """Refused, nothing was made: mended, it will be another request."""
        del self.pages[etape]
        self._garder()

    def _garder(self) -> None:
        brouillon = self.chemin.with_suffix(".neuf")
        brouillon.write_text(json.dumps(self.pages, ensure_ascii=False, indent=1))
        brouillon.replace(self.chemin)


class Client:
    """One token on one site."""

    def __init__(self, site: str, jeton: str, carnet: Carnet) -> None:
        self.site, self.jeton, self.carnet = site.rstrip("/"), jeton, carnet
        self.rejouees = 0

    def lire(self, chemin: str, **parametres: Any) -> Any:
        suite = f"?{urllib.parse.urlencode(parametres)}" if parametres else ""
        return self._envoyer("GET", f"{chemin}{suite}")[0]

    def toutes(self, chemin: str, **parametres: Any) -> Iterator[Any]:
        """Every row of a list: follow `suivant` until there is none."""
        page = self.lire(chemin, **parametres)
        yield from page["resultats"]
        while page["suivant"]:
            page, _ = self._envoyer("GET", page["suivant"].removeprefix(f"{self.site}/api/v1"))
            yield from page["resultats"]

    def creer(self, etape: str, chemin: str, corps: Any) -> Any:
        """A POST, with a key that is the same whenever this step is sent again."""
        page = self.carnet.noter(etape, corps)
        try:
            rendu, entetes = self._envoyer("POST", chemin, page["corps"], cle=page["cle"])
        except Refus as refus:
            if refus.probleme["status"] not in REDIRE:  # else it may have been done
                self.carnet.rayer(etape)
            raise
        self.rejouees += entetes.get("Idempotency-Replayed") == "true"
        return rendu

    def changer(self, chemin: str, voulu: dict[str, Any], version: str = "") -> Any:
        """Read, compare, write what differs from the version read; nothing when all is said."""
        lu, entetes = self._envoyer("GET", chemin)
        if all(lu.get(champ) == valeur for champ, valeur in voulu.items()):
            return lu
        return self._envoyer("PATCH", chemin, voulu, version=version or entetes["ETag"])[0]

    def _envoyer(
        self, methode: str, chemin: str, corps: Any = None, *, cle: str = "", version: str = ""
    ) -> tuple[Any, Any]:
        entetes = {"Authorization": f"Bearer {self.jeton}", "Content-Type": "application/json"}
        entetes |= {"Idempotency-Key": cle} if cle else {}
        entetes |= {"If-Match": version} if version else {}
        donnees = None if corps is None else json.dumps(corps).encode()
        demande = urllib.request.Request(  # noqa: S310 (the site is the caller's own choice)
            f"{self.site}/api/v1{chemin}", donnees, entetes, method=methode
        )
        for essai in range(1, ESSAIS + 1):
            try:
                with urllib.request.urlopen(demande, timeout=60) as reponse:  # noqa: S310
                    return json.load(reponse), reponse.headers
            except urllib.error.HTTPError as erreur:
                if erreur.code not in REDIRE or essai == ESSAIS:
                    raise Refus(json.load(erreur)) from None
                attente = int(erreur.headers.get("Retry-After", essai))
            except OSError:
                if essai == ESSAIS:
                    raise
                attente = essai
            time.sleep(attente)
        raise AssertionError


def dire(phrase: str) -> None:
    sys.stdout.write(f"{phrase}\n")
    sys.stdout.flush()


# --- 1. The person: contact, dossier, search ------------------------------------------------------
def rencontrer(equipe: Client) -> int:
    """Outreach contact, then a dossier for the same person."""
    rencontre = {"prenom": "Leïla", "nom": "Haddad", "lieu": "Marché", "canal": "permanence",
                 "suite": "rendez_vous", "blocages": ["garde"]}  # fmt: skip
    contact = equipe.creer("contact", "/contacts", rencontre)
    dire(f"Contact noté : {contact['prenom']}, {contact['lieu']}.")
    corps = {"prenom": "Leïla", "nom": "Haddad", "information": True,
             "meme_personne": str(contact["personne"])}  # fmt: skip
    dossier: int = equipe.creer("dossier", "/dossiers", corps)["id"]
    ici = {"commune": COMMUNE, "latitude": 45.168, "longitude": 5.71}
    equipe.changer(f"/dossiers/{dossier}/personne", ici)
    dire(f"Dossier {dossier} ouvert.")
    return dossier


def montrer_les_refus(equipe: Client, dossier: int) -> None:
    """A refusal is said in words, with its field; an old version overwrites nothing."""
    sans_lieu = {"prenom": "Leïla", "canal": "permanence", "suite": "informee"}
    chemin = f"/dossiers/{dossier}"
    perimee = '"1"'
    essais = (
        lambda: equipe.creer("refus", "/contacts", sans_lieu),
        lambda: equipe.changer(chemin, {"projet": "formation"}, version=perimee),
    )
    equipe.changer(chemin, {"projet": "emploi"})
    for essai in essais:
        try:
            essai()
        except Refus as refus:
            dire(f"Refusé, comme attendu : {' '.join(refus.en_mots())}")


def decrire(equipe: Client, dossier: int) -> str:
    """Qualifications, measures, what is wanted. Return the métier found."""
    metier = str(equipe.lire("/metiers", q="propreté", limite=1)["resultats"][0]["code"])
    chemin = f"/dossiers/{dossier}"
    for genre, contenu in {
        "permis": {"categorie": "B"},
        "langue": {"code": "fr", "oral": "B1", "ecrit": "A2"},
        "experience": {"origine": "salariee", "metier": metier, "intitule": "Ménage", "mois": 18},
    }.items():
        corps = {"genre": genre, "contenu": contenu}
        equipe.creer(f"qualification-{genre}", f"{chemin}/qualifications", corps)
    for famille, mesure in {
        "mobilite": {"marche": 60, "tc": 60},
        "numerique": {"niveau": 2},
        "garde": {"etat": "grille", "grille": semaine("08:00", "18:00")},
    }.items():
        equipe.creer(f"mesure-{famille}", f"{chemin}/capacites/{famille}", {"mesure": mesure})
    voulu = {"metiers": [{"code": metier, "poids": 3}], "contrats": ["cdi"]}
    equipe.changer(f"{chemin}/recherche", voulu)
    dire(f"Qualifications, mesures et recherche notées ; métier voulu : {metier}.")
    return metier


def semaine(debut: str, fin: str) -> str:
    """Monday to Friday between two hours, as the API keeps a week: half-hours, 84 hex digits."""
    de, a = (int(h[:2]) * 2 + int(h[3:]) // 30 for h in (debut, fin))
    bits = sum(1 << (jour * 48 + demi) for jour in range(5) for demi in range(de, a))
    return f"{bits:084x}"


# --- 2. The openings of the partner, kept in step -------------------------------------------------
def publier(equipe: Client, metier: str) -> int:
    """Three openings known by our own identifiers, one changed since. Return the early one."""
    commun = {"code_rome": metier, "employeur": "Atelier", "siret": SIRET_EMPLOYEUR,
              "commune": COMMUNE, "contrat": "cdi", "heures_hebdo": "30", "places": "3"}  # fmt: skip
    heures = {
        "TOT": "lun-ven 7:00-13:00",
        "JOUR": "lun-ven 9:00-15:00",
        "SOIR": "lun-ven 16:00-22:00",
    }
    offres = [
        {**commun, "identifiant": f"PARTENAIRE-{i}", "intitule": "Agent ou agente de propreté",
         "horaires": h} for i, h in heures.items()
    ]  # fmt: skip
    equipe.creer("lot", "/ouvertures/lot", {"source": "partenaire", "ouvertures": offres})
    suivant = {"source": "partenaire", "ouvertures": [*offres[:-1], {**offres[-1], "places": "4"}]}
    bilan = equipe.creer("lot-suivant", "/ouvertures/lot", suivant)["rapport"]
    dire(f"Ouvertures : {bilan['inchangees']} inchangées, {bilan['modifiees']} mise à jour.")
    connues = {o["source_id"]: o["id"]
               for o in equipe.toutes("/ouvertures", source="partenaire", taille=2)}  # fmt: skip
    dire(f"Relues page par page : {', '.join(sorted(connues))}.")
    return int(connues["PARTENAIRE-TOT"])


# --- 3. What blocks, what would open, and the plan ------------------------------------------------
def lever(equipe: Client, dossier: int, ouverture: int) -> None:
    """A barrier, what lifting it opens, a step of the plan, and the barrier lifted."""
    chemin = f"/dossiers/{dossier}"
    frein = equipe.creer("frein", f"{chemin}/freins", {
        "thematique": "famille--garde-denfants", "impact": "bloquant", "est_prioritaire": True,
    })  # fmt: skip
    solution = equipe.creer("solution", "/solutions", {
        "nom": "Garde à domicile avant 8 h", "thematiques": ["famille--garde-denfants"],
        "publics": ["tous-publics"], "structure_nom": "Relais des Buttes", "delai_jours": 21, "cout": 40,
        "gain": {"garde": {"plages": [{"jours": "lun-ven", "debut": "06:00", "fin": "19:00"}],
                           "ages_mois": [0, 155]}},
    })  # fmt: skip
    if equipe.lire(f"/freins/{frein['id']}")["statut"] != "leve":
        avant = equipe.lire(f"{chemin}/suggestions/{ouverture}")
        bloque = "; ".join(ligne["preuve"] or ligne["critere"] for ligne in avant["bloque"])
        dire(f"Ouverture {ouverture} : {avant['statut']} ({bloque}).")
    ouvrants = equipe.lire(f"{chemin}/ouvrants")
    for etape in ouvrants["etapes"]:
        dire(f"Lever « {etape['libelle']} » ouvrirait {etape['gain']} ouverture(s) de plus.")
    _suivre_le_plan(equipe, chemin, frein, solution["id"])


def _suivre_le_plan(equipe: Client, chemin: str, frein: dict[str, Any], solution: int) -> None:
    objectif = equipe.creer("objectif", f"{chemin}/plan/objectifs",
                            {"intitule": "Travailler tôt", "frein": frein["id"]})  # fmt: skip
    etape = equipe.creer("etape", f"/objectifs/{objectif['id']}/actions", {
        "intitule": "Demander la garde", "porteur": "referent", "solution": solution,
        "echeance_le": (date.today() + timedelta(days=7)).isoformat(),  # noqa: DTZ011
    })  # fmt: skip
    accord = {"convenu_le": date.today().isoformat(), "convenu_comment": "oral"}  # noqa: DTZ011
    equipe.creer("accord-plan", f"{chemin}/plan", accord)
    fin = {"geste": "finir", "version": etape["version"], "resultat": "Garde trouvée dès 6 h"}
    equipe.creer("etape-finie", f"/actions/{etape['id']}/gestes", fin)
    mesure = {"etat": "grille", "grille": semaine("06:00", "19:00")}
    equipe.creer("garde-apres", f"{chemin}/capacites/garde", {"mesure": mesure})
    geste = {"geste": "lever", "version": frein["version"]}
    leve = equipe.creer("frein-leve", f"/freins/{frein['id']}/gestes", geste)
    dire(f"Plan convenu, étape faite, frein « {leve['libelle']} » : {leve['statut']}.")


# --- 4. Suggestion, referral, answer, outcome -----------------------------------------------------
def expliquer(equipe: Client, dossier: int, ouverture: int) -> None:
    """Why the opening is where it is; once referred, it is no longer suggested."""
    chemin = f"/dossiers/{dossier}/suggestions"
    orientees = equipe.toutes(f"/dossiers/{dossier}/orientations", champs="ouverture")
    if ouverture not in [o["ouverture"] for o in orientees]:
        _attendre_le_classement(equipe, chemin, ouverture)
    suggestion = equipe.lire(f"{chemin}/{ouverture}")
    for ligne in suggestion["bloque"]:
        dire(f"  Bloque encore : {ligne['preuve'] or ligne['critere']}.")
    raisons = {c["libelle"]: c["points"] for c in suggestion["contributions"]}
    assert sum(raisons.values()) == suggestion["score"], "les raisons font le score"
    dire(f"Suggestion : {suggestion['statut']}, {suggestion['score'] / 1000:.1f} sur 100, dont "
         f"{', '.join(f'{nom} {points / 1000:.1f}' for nom, points in raisons.items())}.")  # fmt: skip


def _attendre_le_classement(equipe: Client, chemin: str, ouverture: int) -> None:
    """The site ranks in the background: a few seconds after a change."""
    limite = time.monotonic() + 60
    while ouverture not in [s["ouverture"] for s in equipe.lire(chemin)["resultats"]]:
        if time.monotonic() > limite:
            dire("L’ouverture n’est pas encore dans la première page des suggestions.")
            return
        time.sleep(1)


def orienter(equipe: Client, employeur: Client, dossier: int, ouverture: int) -> None:
    """With the person's agreement; the employer answers blind; the start is noted."""
    corps = {"ouverture": ouverture, "mot": "Disponible dès 6 h.", "accord": {"moyen": "oral"}}
    orientation = equipe.creer("orientation", f"/dossiers/{dossier}/orientations", corps)
    dire(f"Orientation {orientation['reference']}, {orientation['etat']}.")
    cle = orientation["id"]
    recue = employeur.lire(f"/candidatures/{cle}")
    dire(f"L’employeur lit : {recue['intitule']}, {recue['phrase']}")
    reponse = {"transition": "accepter", "version": recue["version"]}
    acceptee = employeur.creer("reponse", f"/candidatures/{cle}/reponses", reponse)
    dire(f"Réponse de l’employeur : {acceptee['libelle_etat']}.")
    depart = {"transition": "demarrer", "version": acceptee["version"],
              "jour": date.today().isoformat()}  # fmt: skip  # noqa: DTZ011
    commencee = equipe.creer("demarrage", f"/orientations/{cle}/transitions", depart)
    faits = [f["phrase"] for f in equipe.lire(f"/orientations/{cle}/transitions")["resultats"]]
    dire(f"Orientation {commencee['etat']} : {', '.join(faits)}.")


def compter(pilotage: Client) -> None:
    """Aggregates only; a small number is not said."""
    for ligne in pilotage.lire("/indicateurs")["resultats"]:
        nombre = "moins de 10" if ligne["nombre"] is None else ligne["nombre"]
        dire(f"  {ligne['groupe']} — {ligne['libelle']} : {nombre}")


def main(site: str, carnet: str) -> None:
    cahier = Carnet(Path(carnet))
    equipe, employeur, pilotage = (Client(site, os.environ[nom], cahier) for nom in JETONS)
    dossier = rencontrer(equipe)
    montrer_les_refus(equipe, dossier)
    metier = decrire(equipe, dossier)
    ouverture = publier(equipe, metier)
    lever(equipe, dossier, ouverture)
    expliquer(equipe, dossier, ouverture)
    orienter(equipe, employeur, dossier, ouverture)
    compter(pilotage)
    dire(f"Fini. Demandes déjà faites, rejouées : {equipe.rejouees + employeur.rejouees}.")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not all(os.environ.get(nom) for nom in JETONS):
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2])
    except Refus as refus_final:
        sys.exit("\n".join(refus_final.en_mots()))
