"""Four kinds of visitors on a filled site: counsellors' day, jobseekers, employers, a partner's tool.

Run by `.ci/charge` (`make charge`), which fills the base, starts the site and says the tokens and the
sessions by the environment. Each answer other than the expected one is a failure.
"""

import json
import os
import random
import re
from uuid import uuid4

from locust import HttpUser, constant_pacing, task

COOKIES = json.loads(os.environ["CHARGE_SESSIONS"])
JETON = os.environ["CHARGE_JETON"]
DOSSIERS = json.loads(os.environ["CHARGE_DOSSIERS"])
MOTS = ("propreté", "cuisine", "vente", "aide", "cariste", "accueil")
JETON_FORMULAIRE = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SAISIE = re.compile(r'name="jeton" value="([^"]+)"')


class _Visiteur(HttpUser):
    """Someone logged in already; `qui` names the session."""

    abstract = True
    wait_time = constant_pacing(0.5)
    qui = ""

    def on_start(self) -> None:
        self.client.cookies.set("sessionid", COOKIES[self.qui])

    def page(self, adresse: str, nom: str) -> str:
        return self.client.get(adresse, name=nom).text


class Conseillere(_Visiteur):
    """Her day: the list of gestures, the file, dossiers, suggestions, openings, a contact."""

    weight, qui = 10, "awa"

    @task(4)
    def journee(self) -> None:
        self.page("/journee", "Ma journée")

    @task(4)
    def file_active(self) -> None:
        self.page(f"/file-active?q={random.choice('abcdelmns')}", "File active")

    @task(6)
    def dossier(self) -> None:
        self.page(f"/dossiers/{random.choice(DOSSIERS)}/", "Synthèse")

    @task(3)
    def freins(self) -> None:
        self.page(f"/dossiers/{random.choice(DOSSIERS)}/freins/", "Freins")

    @task(3)
    def suggestions(self) -> None:
        self.page(f"/dossiers/{random.choice(DOSSIERS)}/suggestions/", "Suggestions")

    @task(3)
    def ouvertures(self) -> None:
        self.page(f"/ouvertures/?q={random.choice(MOTS)}", "Ouvertures cherchées")

    @task(2)
    def contact(self) -> None:
        page = self.page("/contacts/nouveau/", "Contact : formulaire")
        csrf, saisie = JETON_FORMULAIRE.search(page), SAISIE.search(page)
        if csrf is None or saisie is None:
            return
        corps = {
            "csrfmiddlewaretoken": csrf[1], "jeton": saisie[1], "prenom": "Leïla",
            "lieu": "Marché", "canal": "permanence", "suite": "informee",
        }  # fmt: skip
        with self.client.post(
            "/contacts/nouveau/",
            corps,
            name="Contact : noter",
            allow_redirects=False,
            catch_response=True,
        ) as reponse:
            if reponse.status_code != 302:
                reponse.failure(f"attendu 302, reçu {reponse.status_code}")


class Personne(_Visiteur):
    """Her suggestions, her plan, her information."""

    weight, qui = 4, "nadia"

    @task(3)
    def pistes(self) -> None:
        self.page("/mes-pistes/", "Mes pistes")

    @task
    def plan(self) -> None:
        self.page("/mon-plan/", "Mon plan")

    @task
    def informations(self) -> None:
        self.page("/mes-informations/", "Mes informations")


class Employeur(_Visiteur):
    """The answers to give, and one application."""

    weight, qui = 3, "vercors"

    @task
    def reponses(self) -> None:
        self.page("/reponses/", "Réponses à donner")


class Outil(HttpUser):
    """A partner's tool: sends openings, follows dossiers."""

    weight = 3
    wait_time = constant_pacing(1)

    def on_start(self) -> None:
        self.client.headers["Authorization"] = f"Bearer {JETON}"

    @task(2)
    def lot(self) -> None:
        lignes = [
            {"identifiant": f"C-{random.randrange(2000)}", "intitule": "Agent de service",
             "commune": "38185", "heures_hebdo": str(random.randrange(20, 35))}
            for _ in range(10)
        ]  # fmt: skip
        corps = {
            "source": "charge",
            "ouvertures": list({x["identifiant"]: x for x in lignes}.values()),
        }
        self.client.post(
            "/api/v1/ouvertures/lot", json=corps, headers={"Idempotency-Key": str(uuid4())},
            name="API : lot de 10",
        )  # fmt: skip

    @task(3)
    def dossiers(self) -> None:
        self.client.get("/api/v1/dossiers?taille=50", name="API : dossiers")

    @task(3)
    def ouverture(self) -> None:
        self.client.get(f"/api/v1/ouvertures?q={random.choice(MOTS)}", name="API : ouvertures")
