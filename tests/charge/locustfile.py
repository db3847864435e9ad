"""A day of work, played over HTTP: counsellors, jobseekers, employers, a partner's tool.

`.ci/charge` gives in CHARGE_DONNEES what `preparer` wrote. A refusal that says « somebody was
faster » (409, 412) is an answer; any other 4xx or 5xx is an error.
"""

import itertools
import json
import os
import random
from pathlib import Path
from typing import Any
from uuid import uuid4

from locust import FastHttpUser, constant_throughput, task

DONNEES: dict[str, Any] = json.loads(Path(os.environ["CHARGE_DONNEES"]).read_text())
CSRF = "c" * 32
TOURS = {nom: itertools.cycle(DONNEES[nom]) for nom in ("conseillers", "personnes", "employeurs")}
NUMEROS = itertools.count()
GARDE = {"theme_garde": "bloquant", "garde-presente": "1", "garde-etat": "grille",
         "garde-grille_plage": ["0-matin", "1-matin", "2-journee"]}  # fmt: skip


class Visiteur(FastHttpUser):
    """Someone with a session, who asks for one page a second."""

    abstract = True
    host = os.environ.get("CHARGE_SITE", "http://127.0.0.1:8055")
    wait_time = constant_throughput(1)
    genre = ""

    def on_start(self) -> None:
        self.moi = next(TOURS[self.genre])
        # http.cookiejar keeps no Secure cookie over http: both are sent by hand.
        self.entetes = {
            "Cookie": f"sessionid={self.moi['session']}; csrftoken={CSRF}", "X-CSRFToken": CSRF,
            "Referer": self.host,
        }  # fmt: skip

    def page(self, adresse: str, nom: str = "") -> None:
        with self.client.get(
            adresse, name=nom or adresse, headers=self.entetes, catch_response=True,
            allow_redirects=False,
        ) as reponse:  # fmt: skip
            if reponse.status_code != 200:
                reponse.failure(f"{reponse.status_code}")

    def api(self, methode: str, adresse: str, nom: str, corps: Any = None) -> Any:
        """One call with the token; None when it was refused."""
        entetes = {"Authorization": f"Bearer {self.moi['jeton']}"}
        if methode == "POST":
            entetes["Idempotency-Key"] = str(uuid4())
        with self.client.request(
            methode, adresse, name=nom, json=corps, headers=entetes, catch_response=True
        ) as reponse:
            if reponse.status_code in (409, 412):
                reponse.success()
            elif reponse.status_code >= 400 or reponse.status_code == 0:
                reponse.failure(f"{reponse.status_code} {reponse.text[:200]}")
            else:
                return reponse.json()
        return None


class Conseillere(Visiteur):
    """Her day: who waits, a dossier, its suggestions, what is typed, a contact noted."""

    weight = 12
    genre = "conseillers"

    def dossier(self) -> int:
        return random.choice(self.moi["dossiers"])

    @task(4)
    def journee(self) -> None:
        self.page("/journee")

    @task(3)
    def file_active(self) -> None:
        self.page("/file-active")

    @task(5)
    def synthese(self) -> None:
        self.page(f"/dossiers/{self.dossier()}/", "/dossiers/N/")

    @task(5)
    def suggestions(self) -> None:
        self.page(f"/dossiers/{self.dossier()}/suggestions/", "/dossiers/N/suggestions/")

    @task(3)
    def diagnostic(self) -> None:
        self.page(
            f"/dossiers/{self.dossier()}/freins/diagnostic/", "/dossiers/N/freins/diagnostic/"
        )

    @task(2)
    def compte(self) -> None:
        with self.client.post(
            f"/dossiers/{self.dossier()}/compte/", GARDE, name="/dossiers/N/compte/ (POST)",
            headers=self.entetes, catch_response=True,
        ) as reponse:  # fmt: skip
            if reponse.status_code != 200:
                reponse.failure(f"{reponse.status_code}")

    @task(3)
    def ouvertures(self) -> None:
        self.page("/ouvertures/?q=propret%C3%A9", "/ouvertures/?q=")

    @task(2)
    def contact(self) -> None:
        corps = {"prenom": f"Charge{next(NUMEROS)}", "lieu": "Marché", "canal": "permanence",
                 "suite": "rappeler_3"}  # fmt: skip
        self.api("POST", "/api/v1/contacts", "/api/v1/contacts (POST)", corps)


class Personne(Visiteur):
    """What a jobseeker opens on a phone."""

    weight = 5
    genre = "personnes"

    @task(4)
    def pistes(self) -> None:
        self.page("/mes-pistes/")

    @task(1)
    def plan(self) -> None:
        self.page("/mon-plan/")


class Employeur(Visiteur):
    """Reads the cards, takes one up."""

    weight = 2
    genre = "employeurs"

    @task(3)
    def reponses(self) -> None:
        self.page("/reponses/")

    @task(1)
    def repondre(self) -> None:
        page = self.api("GET", "/api/v1/candidatures", "/api/v1/candidatures")
        neuves = [c for c in (page or {}).get("resultats", []) if c["etat"] == "envoyee"]
        if neuves:
            une = random.choice(neuves)
            self.api(
                "POST", f"/api/v1/candidatures/{une['id']}/reponses",
                "/api/v1/candidatures/N/reponses (POST)",
                {"transition": "prendre_en_charge", "version": une["version"]},
            )  # fmt: skip


class Outil(Visiteur):
    """A partner's base kept in step: ten openings at a time, most of them unchanged."""

    weight = 1
    genre = "conseillers"

    def on_start(self) -> None:
        super().on_start()
        self.rang = next(NUMEROS)

    @task(1)
    def lot(self) -> None:
        lignes = [
            {"identifiant": f"CH-{self.rang}-{n}", "intitule": "Agent ou agente d’entretien",
             "commune": "38185", "code_rome": "K2204", "heures_hebdo": str(random.choice([20, 28]))}
            for n in range(10)
        ]  # fmt: skip
        corps = {"source": "charge", "ouvertures": lignes}
        self.api("POST", "/api/v1/ouvertures/lot", "/api/v1/ouvertures/lot (POST, 10)", corps)

    @task(4)
    def lire(self) -> None:
        self.api("GET", "/api/v1/ouvertures?taille=20", "/api/v1/ouvertures")

    @task(3)
    def suggestions(self) -> None:
        pk = random.choice(self.moi["dossiers"])
        self.api("GET", f"/api/v1/dossiers/{pk}/suggestions", "/api/v1/dossiers/N/suggestions")
