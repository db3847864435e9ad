"""The main path over HTTP, and what each resource must and must not give."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from freins import services as services_freins
from freins.models import Frein, LimitesSante
from parcours.comptes.models import Abonnement, Livraison
from parcours.dossiers.models import Experience
from parcours.offres.models import ImportOuvertures, Ouverture
from parcours.orientations.models import Orientation
from tests.api.outils import ClientAPI, client_jeton, jeton_de
from tests.monde import Monde
from tests.orientations.outils import envoyee

pytestmark = [pytest.mark.base, pytest.mark.django_db]
DEMAIN = (date.today() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def _cache_neuf() -> None:
    cache.clear()


@pytest.fixture
def awa(monde: Monde) -> ClientAPI:
    return jeton_de(monde, "awa")


def adresse(nom: str, *cles: Any) -> str:
    return reverse(f"api:{nom}", args=cles)


def test_the_whole_main_path_over_http(monde: Monde, awa: ClientAPI) -> None:
    """A contact, a dossier, a skill, a barrier and its measure, a plan, a suggestion, a referral,
    the employer's answer, and its outcome."""
    corps = {"prenom": "Leïla", "nom": "Haddad", "information": True}
    dossier = awa.post(adresse("dossiers"), corps).json()["id"]
    permis = {"genre": "permis", "contenu": {"categorie": "B"}}
    assert awa.post(adresse("qualifications", dossier), permis).status_code == 201
    frein = awa.post(
        adresse("freins", dossier),
        {"thematique": "famille--garde-denfants", "impact": "bloquant", "est_prioritaire": True},
    ).json()
    assert (frein["statut"], frein["gestes"][0]) == ("identifie", "commencer")
    mesure = {"mesure": {"etat": "sans_objet"}}
    assert awa.post(adresse("capacite", dossier, "garde"), mesure).status_code == 201
    objectif = awa.post(adresse("objectifs", dossier), {"intitule": "Travailler tôt"}).json()
    etape = {"intitule": "Appeler la crèche", "porteur": "referent", "echeance_le": DEMAIN}
    action = awa.post(adresse("actions", objectif["id"]), etape).json()
    finie = awa.post(
        adresse("action_gestes", action["id"]),
        {"geste": "finir", "version": action["version"], "resultat": "Place trouvée"},
    ).json()
    assert (finie["statut"], finie["version"]) == ("faite", action["version"] + 1)
    suggestions = awa.get(adresse("suggestions", dossier)).json()["resultats"]
    (proposee,) = [s for s in suggestions if s["ouverture"] == monde.ouverture.pk]
    assert sum(c["points"] for c in proposee["contributions"]) == proposee["score"]
    orientation = awa.post(
        adresse("orientations_du_dossier", dossier),
        {"ouverture": monde.ouverture.pk, "accord": {"moyen": "oral"}},
    ).json()
    vercors = jeton_de(monde, "vercors")
    recue = vercors.get(adresse("candidature", orientation["id"])).json()
    reponse = vercors.post(
        adresse("reponses", orientation["id"]),
        {"transition": "accepter", "version": recue["version"]},
    )
    assert reponse.json()["etat"] == "acceptee"
    faits = awa.get(adresse("transitions", orientation["id"])).json()["resultats"]
    assert [f["phrase"] for f in faits] == ["Orientation envoyée", "Acceptée"]


# --- Health, and what few may see ----------------------------------------------------------------
def _sante(monde: Monde) -> None:
    services_freins.identifier(
        dossier=monde.dossier_nadia, thematique="sante", par=monde.awa, jour=date.today()
    )
    services_freins.noter_limites(
        dossier=monde.dossier_nadia, limites=["nuit"], par=monde.awa, consent=True
    )


@pytest.mark.parametrize("qui", ["awa", "bruno", "denis", "outil"])
def test_health_is_nowhere_in_the_api(qui: str, monde: Monde) -> None:
    _sante(monde)
    assert LimitesSante.objects.get().codes == ["nuit"]
    if qui == "outil":
        client = client_jeton(monde.denis, structure=monde.structure)
    else:
        client = jeton_de(monde, qui)
    pk = monde.dossier_nadia.pk
    for nom in ("dossier", "freins", "capacites", "plan", "situations", "qualifications"):
        texte = client.get(adresse(nom, pk)).content.decode().lower()
        assert "sante" not in texte, nom
        assert "nuit" not in texte, nom
    sante = Frein.objects.get(thematique="sante")
    assert client.get(adresse("frein", sante.pk)).status_code == 404
    geste = {"geste": "lever", "version": 1}
    assert client.post(adresse("frein_gestes", sante.pk), geste).status_code in {403, 404}
    corps = {"thematique": "sante--acces-aux-soins", "impact": "genant"}
    assert client.post(adresse("freins", pk), corps).status_code in {403, 422}


def test_what_limits_block_is_read_by_the_referent_s_own_token_alone(monde: Monde) -> None:
    """Veiled for a colleague, for the tool of the structure, and without the scope."""
    _sante(monde)
    Ouverture.objects.update(description="Travail de nuit.")
    from parcours.offres.models import ExigenceOuverture

    ExigenceOuverture.objects.create(
        ouverture=monde.ouverture, critere="condition", code="nuit", exigence="E",
        provenance="employeur",
    )  # fmt: skip
    ou = adresse("suggestion", monde.dossier_nadia.pk, monde.ouverture.pk)
    vus = {
        nom: {ligne["famille"] for ligne in client.get(ou).json()["bloque"]}
        for nom, client in {
            "awa": jeton_de(monde, "awa"),
            "awa sans la portée": client_jeton(monde.awa, "suggestions.lire"),
            "bruno": jeton_de(monde, "bruno"),
            "outil": client_jeton(monde.denis, structure=monde.structure),
        }.items()
    }
    assert vus["awa"] == {"sante"}
    assert vus["awa sans la portée"] == vus["bruno"] == vus["outil"] == {"convenue"}


def test_what_life_taught_keeps_its_origin_to_the_referent(monde: Monde, awa: ClientAPI) -> None:
    Experience.objects.create(dossier=monde.dossier_nadia, origine="vie", mois=24, intitule="Aider")
    ou = adresse("qualifications", monde.dossier_nadia.pk)
    assert len(awa.get(ou).json()["resultats"]) == 1
    assert jeton_de(monde, "bruno").get(ou).json()["resultats"] == []
    denis = jeton_de(monde, "denis")
    assert denis.get(ou).json()["resultats"] == []
    pk = Experience.objects.get().pk
    une = adresse("qualification", monde.dossier_nadia.pk, "experience", pk)
    assert denis.patch(une, {"contenu": {"mois": 3}}, version=1).status_code == 404


def test_the_employer_reads_no_mark_of_anyone(monde: Monde) -> None:
    _sante(monde)
    orientation = envoyee(monde)
    vercors = jeton_de(monde, "vercors")
    for ou in (adresse("candidatures"), adresse("candidature", orientation.pk)):
        texte = vercors.get(ou).content.decode()
        for mot in ("Nadia", "Benali", "femme", "Mistral", "score", "dossier", "nuit", "sante",
                    "frein", "exemple.test"):  # fmt: skip
            assert mot not in texte.replace("relais@exemple.test", ""), mot


# --- Writing -------------------------------------------------------------------------------------
def test_a_qualification_is_changed_and_removed_at_its_version(
    monde: Monde, awa: ClientAPI
) -> None:
    ou = adresse("qualifications", monde.dossier_nadia.pk)
    corps = {"genre": "diplome", "contenu": {"intitule": "CAP cuisine", "niveau": 3}}
    objet = awa.post(ou, corps).json()
    une = adresse("qualification", monde.dossier_nadia.pk, "diplome", objet["id"])
    changee = awa.patch(une, {"contenu": {"annee": 2019}}, version=objet["version"])
    assert changee.json()["contenu"]["intitule"] == "CAP cuisine"
    assert changee.json()["contenu"]["annee"] == 2019
    assert awa.delete(une).status_code == 428
    assert awa.delete(une, version=objet["version"]).status_code == 412
    assert awa.delete(une, version=changee["ETag"]).status_code == 204
    assert awa.get(ou).json()["resultats"] == []


@pytest.mark.parametrize(
    "corps",
    [{"genre": "diplome", "contenu": {"niveau": 99, "intitule": "X"}},
     {"genre": "diplome", "contenu": {"categorie": "B"}},
     {"genre": "langue", "contenu": {"code": "klingon"}},
     {"genre": "permis", "contenu": {"categorie": "B", "echange_avant_le": DEMAIN}},
     {"genre": "autre", "contenu": {}}, {"genre": "diplome", "contenu": []}],
)  # fmt: skip
def test_a_wrong_qualification_is_refused_by_field(
    corps: Any, monde: Monde, awa: ClientAPI
) -> None:
    refus = awa.post(adresse("qualifications", monde.dossier_nadia.pk), corps)
    assert refus.status_code == 422
    assert refus.json()["erreurs"]
    assert awa.get(adresse("qualifications", monde.dossier_nadia.pk)).json()["resultats"] == []


def test_a_gesture_on_an_older_version_or_out_of_the_table_is_refused(
    monde: Monde, awa: ClientAPI
) -> None:
    corps = {"thematique": "famille--garde-denfants", "impact": "genant"}
    frein = awa.post(adresse("freins", monde.dossier_nadia.pk), corps).json()
    ou = adresse("frein_gestes", frein["id"])
    leve = awa.post(ou, {"geste": "lever", "version": frein["version"]}).json()
    assert leve["statut"] == "leve"
    assert awa.post(ou, {"geste": "rouvrir", "version": frein["version"]}).status_code == 412
    assert awa.post(ou, {"geste": "commencer", "version": leve["version"]}).status_code == 409
    assert Frein.objects.get().statut == "leve"


@pytest.mark.parametrize(
    ("famille", "mesure"),
    [("garde", {"etat": "lune"}), ("garde", {"etat": "grille", "grille": "zz"}),
     ("mobilite", {"velo": 9000}), ("mobilite", {"fusee": 3}), ("numerique", {"niveau": "deux"}),
     ("numerique", {})],
)  # fmt: skip
def test_a_wrong_measure_is_refused_in_words(
    famille: str, mesure: Any, monde: Monde, awa: ClientAPI
) -> None:
    refus = awa.post(adresse("capacite", monde.dossier_nadia.pk, famille), {"mesure": mesure})
    assert refus.status_code == 422, refus.content
    assert refus.json()["detail"].endswith((".", ")."))


def test_nothing_leaves_without_the_agreement(monde: Monde, awa: ClientAPI) -> None:
    ou = adresse("orientations_du_dossier", monde.dossier_nadia.pk)
    brouillon = awa.post(ou, {"ouverture": monde.ouverture.pk}).json()
    assert brouillon["etat"] == "brouillon"
    envoi = {"transition": "envoyer", "version": brouillon["version"]}
    refus = awa.post(adresse("transitions", brouillon["id"]), envoi)
    assert refus.status_code == 422
    assert "accord" in refus.json()["detail"]
    envoi["accord"] = {"moyen": "ecrit"}
    assert awa.post(adresse("transitions", brouillon["id"]), envoi).json()["etat"] == "envoyee"


def test_the_counsellor_does_not_answer_for_the_employer(monde: Monde, awa: ClientAPI) -> None:
    orientation = envoyee(monde)
    corps = {"transition": "accepter", "version": orientation.version}
    assert awa.post(adresse("transitions", orientation.pk), corps).status_code == 409
    assert Orientation.objects.get().etat == "envoyee"


# --- Openings ------------------------------------------------------------------------------------
LIGNES = [
    {"identifiant": "A-1", "intitule": "Agent de service", "commune": "38185",
     "code_rome": "K2204", "heures_hebdo": "24,5", "permis": "B?"},
    {"identifiant": "A-2", "intitule": "Aide de cuisine", "contrat": "cdd"},
    {"identifiant": "A-3", "intitule": "Poste", "contrat": "esclavage"},
]  # fmt: skip


def test_a_lot_creates_then_updates_by_source_identifier(monde: Monde, awa: ClientAPI) -> None:
    corps = {"source": "partenaire", "ouvertures": LIGNES}
    bilan = awa.post(adresse("ouvertures_lot"), corps).json()
    assert bilan["etat"] == "termine"
    assert {c: bilan["rapport"][c] for c in ("lignes", "nouvelles", "rejetees")} == {
        "lignes": 3, "nouvelles": 2, "rejetees": 1,
    }  # fmt: skip
    assert "esclavage" in bilan["rejets"][0]["raison"]
    encore = awa.post(adresse("ouvertures_lot"), corps).json()
    assert encore["rapport"]["inchangees"] == 2
    change = [LIGNES[0] | {"intitule": "Agent / Agente de service"}]
    apres = awa.post(adresse("ouvertures_lot"), {"source": "partenaire", "ouvertures": change})
    assert apres.json()["rapport"]["modifiees"] == 1
    trouvee = awa.get(adresse("ouvertures"), {"source": "partenaire", "source_id": "A-1"})
    (ligne,) = trouvee.json()["resultats"]
    assert (ligne["intitule"], ligne["metier"]) == ("Agent / Agente de service", "K2204")
    assert ligne["version"] == 2


def test_a_lot_is_refused_whole_or_reported_row_by_row(monde: Monde, awa: ClientAPI) -> None:
    trop = [{"identifiant": str(n), "intitule": "X"} for n in range(201)]
    for lignes in ([], trop, [{"intitule": "sans identifiant"}], ["texte"]):
        refus = awa.post(adresse("ouvertures_lot"), {"source": "p", "ouvertures": lignes})
        assert refus.status_code == 422
    assert not ImportOuvertures.objects.exists()


def test_a_lot_replayed_is_one_import(awa: ClientAPI) -> None:
    corps = {"source": "partenaire", "ouvertures": LIGNES}
    reponses = [awa.post(adresse("ouvertures_lot"), corps, cle="lot-1") for _ in range(2)]
    assert reponses[0].json() == reponses[1].json()
    assert ImportOuvertures.objects.count() == 1


def test_an_offer_is_typed_and_changed_by_the_rules_of_the_page(
    monde: Monde, awa: ClientAPI
) -> None:
    corps = {
        "nature": "emploi", "intitule": "Cariste", "employeur": monde.employeur.pk,
        "commune": "38185", "places": 1, "permis": "B", "permis_fermete": "S",
    }  # fmt: skip
    illicite = awa.post(adresse("ouvertures"), corps | {"description": "Homme uniquement."})
    assert illicite.status_code == 422
    assert illicite.json()["erreurs"][0]["champ"] == "description"
    faite = awa.post(adresse("ouvertures"), corps)
    assert faite.status_code == 201, faite.content
    assert faite.json()["exigences"][0]["code"] == "B"
    une = adresse("ouverture", faite.json()["id"])
    reponse = awa.patch(une, {"heures_hebdo": 28}, version=faite["ETag"])
    assert reponse.status_code == 200, reponse.content
    changee = reponse.json()
    assert (changee["heures_hebdo"], changee["intitule"]) == (28, "Cariste")
    assert changee["exigences"][0]["exigence"] == "S"
    geste = {"geste": "fermer", "version": changee["version"]}
    assert awa.post(f"{une}/gestes", geste).json()["etat"] == "fermee"


def test_an_imported_offer_is_changed_at_its_source(monde: Monde, awa: ClientAPI) -> None:
    Ouverture.objects.update(source="csv")
    une = adresse("ouverture", monde.ouverture.pk)
    assert awa.patch(une, {"intitule": "Autre"}, version=1).status_code == 403


@pytest.mark.parametrize(
    ("format_", "contenu"),
    [
        ("france-travail", {"resultats": [{"id": "1A", "intitule": "Agent de propreté",
                                           "description": "Entretien.", "typeContrat": "CDI"}]}),
        ("json", [{"identifiant": "J1", "intitule": "Agent de propreté"}]),
    ],
)  # fmt: skip
def test_shapes_of_the_sources_are_accepted_as_they_are(
    format_: str, contenu: Any, awa: ClientAPI, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        demande = awa.post(adresse("imports"), {"format": format_, "contenu": contenu})
    assert demande.status_code == 202, demande.content
    suivi = awa.get(demande["Location"]).json()
    assert suivi["etat"] == "termine", suivi
    assert suivi["rapport"]["nouvelles"] == 1


def test_a_broken_import_is_refused_with_its_reason(
    awa: ClientAPI, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        demande = awa.post(adresse("imports"), {"format": "france-travail", "contenu": "rien"})
    suivi = awa.get(demande["Location"]).json()
    assert suivi["etat"] == "refuse"
    assert suivi["raison_refus"].endswith(".")
    assert not Ouverture.objects.exclude(source="saisie").exists()


# --- Texts, figures, notices ---------------------------------------------------------------------
def test_a_text_is_checked_and_not_kept(awa: ClientAPI) -> None:
    ou = adresse("verifications")
    (constat,) = awa.post(ou, {"genre": "offre", "texte": "Homme uniquement."}).json()["constats"]
    assert (constat["est_bloquant"], constat["extrait"]) == (True, "Homme uniquement")
    assert awa.post(ou, {"genre": "offre", "texte": "Temps partiel."}).json() == {"constats": []}
    note = awa.post(ou, {"genre": "note", "texte": "Elle est dépressive."}).json()["constats"]
    assert note[0]["est_bloquant"]


def test_figures_hide_small_numbers(monde: Monde) -> None:
    lignes = jeton_de(monde, "fatima").get(adresse("indicateurs")).json()["resultats"]
    assert all(ligne["nombre"] is None or ligne["nombre"] % 5 == 0 for ligne in lignes)


def test_notices_are_followed_by_the_api(monde: Monde, settings: Any) -> None:
    settings.SORTIES_LOCALES = True
    outil = client_jeton(monde.denis, structure=monde.structure)
    refus = outil.post(
        adresse("abonnements"),
        {"adresse": "https://10.0.0.1/x", "evenements": ["orientation.acceptee"]},
    )
    assert refus.status_code == 422
    assert refus.json()["erreurs"][0]["champ"] == "adresse"
    fait = outil.post(
        adresse("abonnements"),
        {"adresse": "http://127.0.0.1:9/x", "evenements": ["orientation.acceptee"]},
    )
    assert len(fait.json()["secret"]) > 30
    un = fait["Location"]
    assert "secret" not in outil.get(un).json()
    assert outil.patch(un, {"est_actif": False}, version=fait["ETag"]).json()["est_actif"] is False


# --- One structure's token on everything of another ----------------------------------------------
def _adresses_d_ailleurs(monde: Monde) -> list[tuple[str, str]]:
    """Every address with an identifier, filled with what belongs to the other structure."""
    from tests.permissions import api as table

    trouvees = []
    for ligne in table.LIGNES:
        cles = _cles(ligne, monde)
        if cles and ligne.url.startswith("api:"):
            trouvees.append((ligne.url, reverse(ligne.url, kwargs=cles)))
    return trouvees


def _cles(ligne: Any, monde: Monde) -> dict[str, Any]:
    """What the row prepares; a referral is made once, the opening being the same."""
    if ligne.preparer.__name__ == "orientation" and (deja := Orientation.objects.first()):
        return {"pk": deja.pk}
    return ligne.preparer(monde)


def test_a_token_of_one_structure_opens_nothing_of_another(monde: Monde) -> None:
    """All verbs, all identifiers, webhooks included: 403, 404 or 405, and no row changes."""
    partages = {
        "api:ouverture",
        "api:ouverture_gestes",
        "api:solution",
        "api:import",
        "api:solutions_import",
    }
    monde.chloe.role = "responsable"
    monde.chloe.save()
    outil = client_jeton(monde.chloe, structure=monde.autre_structure)
    adresses = _adresses_d_ailleurs(monde)
    assert len(adresses) > 25
    from tests.test_permissions import _compte_lignes

    avant = _compte_lignes()
    versions = list(Orientation.objects.values_list("version", "etat"))
    for nom, ou in adresses:
        if nom in partages:
            continue
        for methode in ("get", "post", "patch", "put", "delete"):
            if methode == "get":
                reponse = outil.get(ou)
            elif methode == "delete":
                reponse = outil.delete(ou, version=1)
            elif methode == "post":
                reponse = outil.post(ou, _corps_valable(nom, monde))
            else:
                reponse = getattr(outil, methode)(ou, _corps_valable(nom, monde), version=1)
            assert reponse.status_code in {403, 404, 405, 422}, (methode, ou)
            assert reponse.status_code != 422 or methode != "get"
            for mot in ("Nadia", "Benali", "outil.example"):
                assert mot not in reponse.content.decode(), (methode, ou)
    assert _compte_lignes() == avant
    assert list(Orientation.objects.values_list("version", "etat")) == versions
    assert set(Livraison.objects.values_list("etat", flat=True)) == {"abandonnee"}
    assert Abonnement.objects.filter(est_actif=True).count() == Abonnement.objects.count()


def _corps_valable(nom: str, monde: Monde) -> dict[str, Any]:
    """A body the owner could send, so that a refusal is about who asks."""
    return {
        "api:dossier": {"projet": "emploi"},
        "api:personne": {"prenom": "X"},
        "api:recherche": {"heures_max": 20},
        "api:situation": {"est_oui": True},
        "api:qualifications": {"genre": "permis", "contenu": {"categorie": "B"}},
        "api:qualification": {"contenu": {"annee": 2000}},
        "api:freins": {"thematique": "famille--garde-denfants", "impact": "genant"},
        "api:frein": {"impact": "genant"},
        "api:frein_gestes": {"geste": "lever", "version": 1},
        "api:capacite": {"mesure": {"niveau": 1}},
        "api:plan": {"convenu_le": date.today().isoformat(), "convenu_comment": "oral"},
        "api:objectifs": {"intitule": "X"},
        "api:actions": {"intitule": "X", "porteur": "referent", "echeance_le": DEMAIN},
        "api:action": {"echeance_le": DEMAIN},
        "api:action_gestes": {"geste": "finir", "version": 1},
        "api:orientations_du_dossier": {
            "ouverture": monde.ouverture.pk, "accord": {"moyen": "oral"},
        },
        "api:transitions": {"transition": "annuler", "version": 2},
        "api:abonnement": {"est_actif": False},
    }.get(nom, {})  # fmt: skip


def test_the_schema_says_nothing_that_is_not_json(awa: ClientAPI) -> None:
    assert json.loads(awa.get("/api/v1/schema").content)["info"]["title"] == "Parcours"
