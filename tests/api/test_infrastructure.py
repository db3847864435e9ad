"""What every address of the API promises: who calls, versions, replays, pages, refusals."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from api.models import CleIdempotence
from parcours.comptes import jetons, portees
from parcours.comptes.models import JetonApi
from parcours.dossiers.models import ContactTerrain, Dossier, Personne
from parcours.socle.horloge import maintenant
from parcours.socle.models import EntreeJournal
from tests.api.outils import ClientAPI, client_jeton, jeton_de
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]

CONTACT = {"prenom": "Leïla", "lieu": "Marché", "canal": "pied_immeuble", "suite": "rappeler_3"}


@pytest.fixture(autouse=True)
def _cache_neuf() -> None:
    cache.clear()


@pytest.fixture
def awa(monde: Monde) -> ClientAPI:
    return jeton_de(monde, "awa")


def adresse(nom: str, *cles: Any) -> str:
    return reverse(f"api:{nom}", args=cles)


# --- Tokens --------------------------------------------------------------------------------------
def test_a_token_is_stored_hashed_and_shown_once(monde: Monde) -> None:
    remis = jetons.creer_jeton(par=monde.awa, nom="Agenda", portees=["referentiels"], jours=30)
    assert remis is not None
    range_ = JetonApi.objects.values().get()
    assert remis.clair not in json.dumps(range_, default=str)
    assert jetons.trouver(remis.clair) == remis.jeton


@pytest.mark.parametrize(
    "changement",
    [{"revoque_le": maintenant()}, {"expire_le": maintenant() - timedelta(minutes=1)}],
    ids=["revoked", "expired"],
)
def test_a_token_that_ended_opens_nothing(monde: Monde, changement: dict[str, Any]) -> None:
    client = jeton_de(monde, "awa")
    JetonApi.objects.update(**changement)
    reponse = client.get(adresse("dossiers"))
    assert reponse.status_code == 401
    assert reponse["WWW-Authenticate"].startswith("Bearer")


def test_a_closed_account_closes_its_tokens(monde: Monde) -> None:
    client = jeton_de(monde, "awa")
    monde.awa.is_active = False
    monde.awa.save()
    assert client.get(adresse("dossiers")).status_code == 401


def test_a_token_does_only_what_its_scopes_say(monde: Monde) -> None:
    lecteur = client_jeton(monde.awa, "dossiers.lire")
    assert lecteur.get(adresse("dossiers")).status_code == 200
    refus = lecteur.post(adresse("contacts"), CONTACT)
    assert refus.status_code == 403
    assert "dossiers.ecrire" in refus.json()["detail"]
    assert lecteur.get(adresse("metiers"), {"q": "agent"}).status_code == 403
    assert not ContactTerrain.objects.exists()


@pytest.mark.parametrize("role", list(portees.PAR_ROLE))
def test_nobody_grants_more_than_their_pages_allow(monde: Monde, role: str) -> None:
    compte = next(c for c in monde.comptes.values() if c.role == role)
    for portee in set(portees.LIBELLES) - set(portees.permises(role)):
        with pytest.raises(jetons.PorteeRefusee):
            jetons.creer_jeton(par=compte, nom="Trop", portees=[portee], jours=30)
    assert not JetonApi.objects.exists()


def test_the_tool_of_a_structure_sees_the_structure_and_never_logs_in(monde: Monde) -> None:
    outil = client_jeton(monde.denis, structure=monde.structure)
    assert outil.get(adresse("dossier", monde.dossier_nadia.pk)).status_code == 200
    assert outil.get(adresse("dossier", monde.dossier_ailleurs.pk)).status_code == 404
    compte = JetonApi.objects.get().utilisateur
    assert compte.est_technique
    assert not compte.has_usable_password()
    with pytest.raises(jetons.PorteeRefusee):
        jetons.creer_jeton(
            par=monde.awa, nom="Non", portees=["dossiers.lire"], jours=30,
            structure=monde.structure,
        )  # fmt: skip
    with pytest.raises(jetons.PorteeRefusee):
        jetons.creer_jeton(
            par=monde.denis, nom="Non", portees=["dossiers.lire"], jours=30,
            structure=monde.autre_structure,
        )  # fmt: skip


def test_a_tool_is_no_colleague_to_hand_over_to(monde: Monde, client_de: Any) -> None:
    client_jeton(monde.denis, structure=monde.structure)
    page = client_de("awa").get(reverse("dossiers:passation", args=[monde.dossier_nadia.pk]))
    assert "Outil" not in page.content.decode()


def test_reading_by_token_is_logged_like_a_page(monde: Monde, awa: ClientAPI) -> None:
    awa.get(adresse("dossier", monde.dossier_nadia.pk))
    entree = EntreeJournal.objects.filter(action="lecture").get()
    assert (entree.dossier_id, entree.acteur) == (monde.dossier_nadia.pk, monde.awa.pseudonyme)


# --- Versions ------------------------------------------------------------------------------------
def test_a_write_needs_the_version_it_was_read_at(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse("dossier", monde.dossier_nadia.pk)
    assert awa.patch(ou, {"projet": "emploi"}).status_code == 428
    lue = awa.get(ou)["ETag"]
    faite = awa.patch(ou, {"projet": "emploi"}, version=lue)
    assert faite.status_code == 200
    assert faite["ETag"] != lue
    depassee = awa.patch(ou, {"projet": "formation"}, version=lue)
    assert depassee.status_code == 412
    assert depassee.json()["version_actuelle"] == int(faite["ETag"].strip('"'))
    assert Dossier.objects.get(pk=monde.dossier_nadia.pk).projet == "emploi"


@pytest.mark.parametrize("brut", ["*", "abc", '"1","2"', "9" * 30])
def test_an_unreadable_version_is_refused(monde: Monde, awa: ClientAPI, brut: str) -> None:
    reponse = awa.patch(adresse("dossier", monde.dossier_nadia.pk), {"projet": "emploi"}, brut)
    assert reponse.status_code == 400


def test_a_page_already_known_is_not_sent_again(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse("dossier", monde.dossier_nadia.pk)
    lue = awa.get(ou)["ETag"]
    assert awa.get(ou, If_None_Match=lue).status_code == 304


def test_a_change_touches_what_was_sent_and_nothing_else(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse("personne", monde.dossier_nadia.pk)
    avant = awa.get(ou)
    apres = awa.patch(ou, {"telephone": "06 11 22 33 44"}, version=avant["ETag"])
    assert apres.status_code == 200, apres.content
    differents = {c for c, v in apres.json().items() if v != avant.json()[c]}
    assert differents <= {"telephone", "version", "qpv_calcule_le", "qpv_etat", "latitude",
                          "longitude"}  # fmt: skip
    assert apres.json()["email"] == "nadia@exemple.test"


def test_the_search_is_changed_by_lists(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse("recherche", monde.dossier_nadia.pk)
    version = awa.get(ou)["ETag"]
    corps = {"heures_max": 28, "metiers": [{"code": "K2204", "poids": 2}],
             "minutes_max": {"velo": 30}, "natures": ["emploi"]}  # fmt: skip
    faite = awa.patch(ou, corps, version=version)
    assert faite.status_code == 200, faite.content
    assert faite.json()["metiers"] == [{"code": "K2204", "poids": 2}]
    encore = awa.patch(ou, {"heures_min": 20}, version=faite["ETag"]).json()
    assert (encore["heures_min"], encore["heures_max"]) == (20, 28)
    assert encore["metiers"] == [{"code": "K2204", "poids": 2}]


# --- Replays -------------------------------------------------------------------------------------
def test_the_same_post_sent_again_answers_the_same_and_creates_nothing(awa: ClientAPI) -> None:
    premiere = awa.post(adresse("contacts"), CONTACT, cle="a-1")
    seconde = awa.post(adresse("contacts"), CONTACT, cle="a-1")
    assert (premiere.status_code, seconde.status_code) == (201, 201)
    assert premiere.json() == seconde.json()
    assert premiere["Location"] == seconde["Location"]
    assert seconde["Idempotency-Replayed"] == "true"
    assert ContactTerrain.objects.count() == Personne.objects.filter(prenom="Leïla").count() == 1


def test_a_key_is_not_used_for_another_content(awa: ClientAPI) -> None:
    awa.post(adresse("contacts"), CONTACT, cle="a-1")
    refus = awa.post(adresse("contacts"), CONTACT | {"lieu": "Ailleurs"}, cle="a-1")
    assert refus.status_code == 422
    assert ContactTerrain.objects.count() == 1


def test_a_key_belongs_to_who_sent_it(monde: Monde, awa: ClientAPI) -> None:
    awa.post(adresse("contacts"), CONTACT, cle="a-1")
    autre = client_jeton(monde.awa).post(adresse("contacts"), CONTACT, cle="a-1")
    assert "Idempotency-Replayed" not in autre
    chloe = jeton_de(monde, "chloe").post(adresse("contacts"), CONTACT, cle="a-1")
    assert chloe.status_code == 201
    assert ContactTerrain.objects.count() == 3


def test_a_refused_post_leaves_its_key_free(awa: ClientAPI) -> None:
    assert awa.post(adresse("contacts"), {"prenom": "Leïla"}, cle="a-1").status_code == 422
    assert awa.post(adresse("contacts"), CONTACT, cle="a-1").status_code == 201


@pytest.mark.parametrize("cle", ["", "x" * 201, "é"])
def test_a_post_without_a_usable_key_is_refused(monde: Monde, cle: str) -> None:
    awa = jeton_de(monde, "awa")
    reponse = awa.client.post(
        adresse("contacts"), json.dumps(CONTACT), content_type="application/json",
        headers=awa.entetes | {"Idempotency-Key": cle},
    )  # fmt: skip
    assert reponse.status_code == 400
    assert not ContactTerrain.objects.exists()


def test_the_kept_answer_is_not_readable_in_the_base_and_is_forgotten(awa: ClientAPI) -> None:
    from django.db import connection

    from api import rejeu

    awa.post(adresse("contacts"), CONTACT, cle="a-1")
    with connection.cursor() as curseur:
        curseur.execute("SELECT corps FROM api_cleidempotence")
        ((brut,),) = curseur.fetchall()
    assert "prenom" not in brut
    assert rejeu.oublier() == 0
    CleIdempotence.objects.update(cree_le=maintenant() - timedelta(hours=49))
    assert rejeu.oublier() == 1


# --- Lists ---------------------------------------------------------------------------------------
def _contacts(monde: Monde, n: int) -> None:
    for rang in range(n):
        ContactTerrain.objects.create(
            personne=Personne.objects.create(prenom=f"P{rang}"), structure=monde.structure,
            par=monde.awa, quand=maintenant(), lieu="Marché", canal="permanence",
            issue="informee",
        )  # fmt: skip


def test_a_list_is_walked_whole_by_its_cursor(monde: Monde, awa: ClientAPI) -> None:
    _contacts(monde, 7)
    vus, suivant = [], f"{adresse('contacts')}?taille=3&issue=informee"
    while suivant:
        page = awa.get(suivant).json()
        vus += [c["prenom"] for c in page["resultats"]]
        if len(vus) == 3:  # one comes in meanwhile: neither skipped nor shown twice
            _contacts(monde, 1)
        suivant = page["suivant"]
    assert vus == [f"P{n}" for n in range(6, -1, -1)]


@pytest.mark.parametrize("curseur", ["x", "cDk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "é", "cC0x"])
def test_a_foreign_cursor_is_refused(awa: ClientAPI, curseur: str) -> None:
    reponse = awa.get(adresse("contacts"), {"curseur": curseur})
    assert reponse.status_code == 400
    assert reponse.json()["erreurs"][0]["champ"] == "curseur"


def test_fields_are_chosen_and_unknown_ones_named(monde: Monde, awa: ClientAPI) -> None:
    ligne = awa.get(adresse("dossiers"), {"champs": "id,statut"}).json()["resultats"][0]
    assert set(ligne) == {"id", "statut"}
    refus = awa.get(adresse("dossier", monde.dossier_nadia.pk), {"champs": "id,sante"})
    assert refus.status_code == 400
    assert "sante" in refus.json()["erreurs"][0]["message"]


def test_an_unknown_filter_is_said_rather_than_ignored(awa: ClientAPI) -> None:
    refus = awa.get(adresse("dossiers"), {"status": "clos"})
    assert refus.status_code == 400
    assert refus.json()["erreurs"][0]["champ"] == "status"


def test_a_list_is_asked_in_few_queries(
    monde: Monde, awa: ClientAPI, django_assert_max_num_queries: Any
) -> None:
    _contacts(monde, 30)
    with django_assert_max_num_queries(6):
        awa.get(adresse("contacts"))


def test_csv_runs_no_formula_and_is_for_the_responsable(monde: Monde, awa: ClientAPI) -> None:
    _contacts(monde, 1)
    Personne.objects.filter(prenom="P0").update(prenom="=HYPERLINK(1)")
    denis = jeton_de(monde, "denis")
    for demande in ({"format": "csv"}, {}):
        entetes = {} if demande else {"Accept": "text/csv"}
        reponse = denis.get(adresse("contacts"), demande, **entetes)
        assert reponse["Content-Type"].startswith("text/csv")
        assert ";'=HYPERLINK(1);" in reponse.content.decode()
    refus = awa.get(adresse("contacts"), {"format": "csv"})
    assert (refus.status_code, refus["Content-Type"]) == (403, "application/problem+json")
    assert EntreeJournal.objects.filter(action="export").count() == 2


# --- Refusals ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("demande", "code"),
    [
        (lambda c, m: c.get("/api/v1/rien"), 404),
        (lambda c, m: c.get("/api/"), 404),
        (lambda c, m: c.get("/api"), 404),
        (lambda c, m: c.get("/api/v1/rien%0Ade%00tel"), 404),
        (lambda c, m: c.post(adresse("contacts"), " " * 3_000_000), 413),
        (lambda c, m: c.get(adresse("dossier", 999_999)), 404),
        (lambda c, m: c.get(adresse("dossier", m.dossier_ailleurs.pk)), 404),
        (lambda c, m: c.get("/api/v1/dossiers/" + "9" * 40), 404),
        (lambda c, m: c.get(adresse("dossiers"), {"format": "xml"}), 400),
        (lambda c, m: c.get(adresse("dossiers"), Accept="application/xml"), 406),
        (lambda c, m: c.post(adresse("contacts"), "{"), 400),
        (lambda c, m: c.post(adresse("contacts"), "[" * 100_000), 400),
        (lambda c, m: c.post(adresse("contacts"), [1]), 422),
        (lambda c, m: c.post(adresse("contacts"), CONTACT | {"prenom": "a\u0000b"}), 422),
        (lambda c, m: c.post(adresse("contacts"), CONTACT | {"canal": "fusee"}), 422),
        (lambda c, m: c.post(adresse("contacts"), CONTACT | {"inconnu": 1}), 422),
        (lambda c, m: c.post(adresse("contacts"), CONTACT | {"note": "1 85 05 78 006 084 91"}), 400),
        (lambda c, m: c.post(adresse("metiers"), {}), 405),
        (lambda c, m: ClientAPI().get(adresse("dossiers")), 401),
        (lambda c, m: ClientAPI("parcours_faux").get(adresse("dossiers")), 401),
    ],
)  # fmt: skip
def test_every_refusal_is_a_problem_in_french(
    demande: Any, code: int, monde: Monde, awa: ClientAPI
) -> None:
    avant = ContactTerrain.objects.count()
    reponse = demande(awa, monde)
    assert reponse.status_code == code, reponse.content
    assert reponse["Content-Type"] == "application/problem+json"
    corps = reponse.json()
    assert corps["status"] == code
    assert corps["title"]
    assert corps["detail"].endswith((".", "?", ")", "»"))
    assert corps["remede"].endswith((".", "»"))
    assert ContactTerrain.objects.count() == avant


def test_a_wrong_body_names_each_field_and_its_remedy(awa: ClientAPI) -> None:
    corps = awa.post(adresse("contacts"), {"canal": "fusee"}).json()
    assert {e["champ"] for e in corps["erreurs"]} == {"prenom", "canal", "suite"}
    assert all(e["message"] and e["remede"] for e in corps["erreurs"])


def test_a_note_is_checked_as_on_the_page(awa: ClientAPI) -> None:
    corps = CONTACT | {"note": "Elle est dépressive et suit un traitement."}
    refus = awa.post(adresse("contacts"), corps)
    assert refus.status_code == 422
    assert refus.json()["erreurs"][0]["champ"] == "note"


def test_requests_are_limited_per_token(monde: Monde, settings: Any) -> None:
    settings.API_DEBIT_LECTURE = 3
    awa, autre = jeton_de(monde, "awa"), client_jeton(monde.awa)
    codes = [awa.get(adresse("dossiers")).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refus = awa.get(adresse("dossiers"))
    assert int(refus["Retry-After"]) >= 1
    assert autre.get(adresse("dossiers")).status_code == 200
    assert awa.post(adresse("contacts"), CONTACT).status_code == 201


def test_a_session_writes_only_with_its_csrf_token(monde: Monde) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(monde.awa, backend="django.contrib.auth.backends.ModelBackend")
    reponse = client.post(
        adresse("contacts"), json.dumps(CONTACT), content_type="application/json",
        headers={"Idempotency-Key": "x"},
    )  # fmt: skip
    assert reponse.status_code == 403
    assert not ContactTerrain.objects.exists()


def test_opening_a_dossier_asks_when_someone_near_is_known(monde: Monde, awa: ClientAPI) -> None:
    corps = {"prenom": "Nadia", "nom": "Benali", "information": True}
    conflit = awa.post(adresse("dossiers"), corps)
    assert conflit.status_code == 409
    assert str(monde.dossier_nadia.personne_id) in conflit.json()["detail"]
    neuve = awa.post(adresse("dossiers"), corps | {"meme_personne": "nouvelle"})
    assert neuve.status_code == 201
    assert awa.get(neuve["Location"]).json()["personne"]["prenom"] == "Nadia"


def test_the_settings_of_the_api_are_those_of_the_house() -> None:
    assert settings.REST_FRAMEWORK["EXCEPTION_HANDLER"] == "api.erreurs.en_probleme"
