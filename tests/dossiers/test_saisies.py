"""Identity, place, situations, search: what is typed is what is kept, and ranks again."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.moteur import grilles
from parcours.dossiers.echeances import echeances_pour
from parcours.dossiers.models import Dossier, MetierVoulu, Recherche, Situation
from parcours.referentiels.models import Metier, Mobilite, VersionReferentiel
from parcours.socle.models import Evenement

pytestmark = pytest.mark.base


def quoi(dossier) -> list[str]:
    return list(Evenement.objects.filter(sujet_id=dossier.pk).values_list("quoi", flat=True))


def identite(**champs: object) -> dict[str, object]:
    return {
        "prenom": "Nadia", "nom": "Benali", "telephone_lu_par": "partage", "sexe": "femme",
        "commune": "Grenoble (38185)",
    } | champs  # fmt: skip


@pytest.fixture
def url_personne(monde) -> str:
    VersionReferentiel.objects.create(nom="qpv", version="essai", empreinte="")
    return reverse("dossiers:personne", args=[monde.dossier_nadia.pk])


def test_identity_is_kept_with_its_history(monde, client_de, url_personne) -> None:
    client_de("awa").post(url_personne, identite(telephone="06 12 34 56 78", nationalite="ue"))
    personne = monde.dossier_nadia.personne
    personne.refresh_from_db()
    assert personne.telephone == "06 12 34 56 78"
    assert (personne.nationalite, personne.telephone_lu_par) == ("ue", "partage")
    assert personne.history.first().history_user == monde.awa


def test_nationality_has_three_values_and_no_more(monde, client_de, url_personne) -> None:
    assert client_de("awa").post(url_personne, identite(nationalite="it")).status_code == 422


@pytest.mark.parametrize(
    ("point", "etat"),
    [
        ("45.1685, 5.7100", "oui"),
        ("45.1645, 5.7100", "a_verifier"),  # 55 m south of the outline
        ("45.1400, 5.7600", "non"),
    ],
)
def test_an_exact_point_gives_the_quarter(point, etat, monde, client_de, url_personne) -> None:
    """Mistral's outline in the test world: 45.165–45.172 north, 5.705–5.715 east."""
    client_de("awa").post(url_personne, identite(point=point))
    personne = monde.dossier_nadia.personne
    personne.refresh_from_db()
    assert personne.qpv_etat == etat
    assert personne.point_est_precis
    assert quoi(monde.dossier_nadia) == ["adresse"]


def test_a_quarter_told_is_to_be_checked(monde, client_de, url_personne) -> None:
    client_de("awa").post(url_personne, identite(quartier=monde.mistral.pk))
    personne = monde.dossier_nadia.personne
    personne.refresh_from_db()
    assert (personne.qpv, personne.qpv_etat) == (monde.mistral, "a_verifier")
    assert 45.165 < personne.latitude < 45.172
    assert not personne.point_est_precis


def test_a_commune_alone_says_nothing_of_the_quarter(monde, client_de, url_personne) -> None:
    client_de("awa").post(url_personne, identite())
    personne = monde.dossier_nadia.personne
    personne.refresh_from_db()
    assert (personne.qpv, personne.qpv_etat) == (None, "inconnu")
    assert personne.latitude == monde.grenoble.latitude


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"point": "ici"}, "écrire latitude, longitude"),
        ({"telephone": "appelle-moi"}, "numéro de téléphone"),
        ({"naissance_le": "2020-01-01"}, "Naissance en 2020"),
        ({"naissance_le": "1990-01-01", "naissance_annee": "1991"}, "ne vont pas ensemble"),
        ({"commune": "Atlantide"}, "introuvable"),
    ],
)
def test_bad_identity_is_said_and_nothing_changes(
    champs, phrase, monde, client_de, url_personne
) -> None:
    reponse = client_de("awa").post(url_personne, identite(nom="Changé", **champs))
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert "Changé" in reponse.content.decode()
    monde.dossier_nadia.personne.refresh_from_db()
    assert monde.dossier_nadia.personne.nom == "Benali"


def test_a_situation_is_one_per_nature_and_dated(monde, client_de) -> None:
    dossier, client = monde.dossier_nadia, client_de("awa")
    url = reverse("dossiers:situation", args=[dossier.pk, "rsa"])
    client.post(url, {"est_oui": "oui", "du": "2026-01-01", "au": "2026-12-31"})
    client.post(url, {"est_oui": "oui", "du": "2026-01-01", "au": "2027-06-30"})
    situation = Situation.objects.get(dossier=dossier)
    assert situation.au == date(2027, 6, 30)
    assert situation.history.count() == 2
    assert quoi(dossier) == ["situation", "situation"]
    envers = client.post(url, {"est_oui": "oui", "du": "2026-02-01", "au": "2026-01-01"})
    assert "est avant le début" in envers.content.decode()
    assert client.get(reverse("dossiers:situation", args=[dossier.pk, "zzz"])).status_code == 404


def test_what_ends_soon_is_shown_but_never_a_handicap(monde, client_de) -> None:
    dossier, jour = monde.dossier_nadia, timezone.localdate()
    for nature, jours in (("rsa", 20), ("pass_iae", -3), ("droit_travail", 90), ("rqth", 10)):
        Situation.objects.create(dossier=dossier, nature=nature, au=jour + timedelta(days=jours))
    echeances = echeances_pour([dossier], jour)[dossier.pk]
    assert [(e.quoi, e.est_passee) for e in echeances] == [("PASS IAE", True), ("RSA", False)]
    page = client_de("bruno").get(reverse("dossiers:synthese", args=[dossier.pk]))
    assert "RSA : échéance le" in page.content.decode()
    assert "RQTH" not in page.content.decode()
    assert "RQTH" in client_de("awa").get(page.request["PATH_INFO"]).content.decode()


def test_the_search_is_kept_whole(monde, client_de) -> None:
    dossier = monde.dossier_nadia
    matin = grilles.vers_hexa(grilles.depuis_plages([(range(5), "06:00", "12:00")]))
    url = reverse("dossiers:recherche", args=[dossier.pk])
    donnees = {
        "metier_1": "Agent / Agente de propreté de locaux (K2204)", "poids_1": "2",
        "natures": ["emploi", "siae"], "contrats": ["cdi"], "heures_min": "20",
        "heures_max": "28", "minutes_tc": "40", "salaire_min": "1500",
        "debut_au_plus_tot": "2026-12-01",
        "grille_plage": [f"{j}-matin" for j in range(5)],
    }  # fmt: skip
    assert client_de("awa").post(url, donnees).status_code == 302
    recherche = Recherche.objects.get(dossier=dossier)
    assert recherche.grille == matin
    assert recherche.minutes_max == {"tc": 40}
    assert (recherche.natures, recherche.contrats) == (["emploi", "siae"], ["cdi"])
    voulu = recherche.metiers.get()
    assert (voulu.metier, voulu.poids) == (monde.metier, 2)
    assert "recherche" in quoi(dossier)
    page = client_de("awa").get(url).content.decode()
    assert page.count(" checked") >= 60 + 3


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"heures_min": "30", "heures_max": "20"}, "est moins que"),
        ({"heures_max": "99"}, "48"),
        ({"metier_1": "K2204", "metier_2": "K2204"}, "est déjà dans la liste"),
        ({"grille": "zz"}, "illisible"),
    ],
)
def test_a_bad_search_is_said_and_nothing_changes(champs, phrase, monde, client_de) -> None:
    dossier = monde.dossier_nadia
    url = reverse("dossiers:recherche", args=[dossier.pk])
    reponse = client_de("awa").post(url, {"salaire_min": "1777"} | champs)
    assert reponse.status_code == 422
    texte = reponse.content.decode()
    assert phrase in texte
    assert "1777" in texte
    assert Recherche.objects.get(dossier=dossier).salaire_min is None


def test_each_change_raises_the_version(monde, client_de) -> None:
    dossier = monde.dossier_nadia
    avant = Dossier.objects.get(pk=dossier.pk).version
    url = reverse("dossiers:projet", args=[dossier.pk])
    client_de("awa").post(url, {"projet": "alternance", "origine": "spontane"})
    apres = Dossier.objects.get(pk=dossier.pk)
    assert (apres.version, apres.projet) == (avant + 1, "alternance")


def test_a_dossier_is_suspended_here_and_closed_on_its_own_page(monde, client_de) -> None:
    """Closing asks for an outcome and for the referrals: tests/freins/test_clotures.py."""
    dossier, client = monde.dossier_nadia, client_de("awa")
    url = reverse("dossiers:statut", args=[dossier.pk])
    assert client.post(url, {"statut": "suspendu"}).status_code == 302
    assert client.post(url, {"statut": "clos"}).status_code == 422
    dossier.refresh_from_db()
    assert dossier.statut == "suspendu"
    Dossier.objects.filter(pk=dossier.pk).update(statut="clos")
    reponse = client.post(url, {"statut": "ouvert"})
    assert reponse.status_code == 422
    assert "le rouvrir depuis son bilan" in reponse.content.decode()


@pytest.fixture
def voisins(monde) -> list[Metier]:
    faits = [Metier.objects.create(code=f"K220{n}", libelle=f"Voisin {n}") for n in (1, 2, 3, 5)]
    for rang, metier in enumerate(faits):
        Mobilite.objects.create(depart=monde.metier, arrivee=metier, rang=rang)
    return faits


def test_near_metiers_are_offered_and_ticked_ones_are_wanted(monde, client_de, voisins) -> None:
    url = reverse("dossiers:recherche", args=[monde.dossier_nadia.pk])
    client = client_de("awa")
    assert "Choisir un métier au-dessus" in client.get(url).content.decode()
    client.post(url, {"metier_1": "K2204", "poids_1": "3"})
    page = client.get(url).content.decode()
    assert "Proches de « Agent / Agente de propreté de locaux »" in page
    assert "Voisin 3" in page
    assert client.post(url, {"metier_1": "K2204", "proches": ["K2201", "K2203"]}).status_code == 302
    voulus = Recherche.objects.get(dossier=monde.dossier_nadia).metiers
    assert dict(voulus.values_list("metier_id", "poids")) == {"K2204": 3, "K2201": 2, "K2203": 2}


def test_five_metiers_at_most_near_ones_included(monde, client_de, voisins) -> None:
    url = reverse("dossiers:recherche", args=[monde.dossier_nadia.pk])
    autres = {f"metier_{n}": f"K220{c}" for n, c in enumerate((4, 1, 2, 3), start=1)}
    Metier.objects.create(code="K2206", libelle="Voisin 6")
    refuse = client_de("awa").post(url, autres | {"proches": ["K2205", "K2206"]})
    assert refuse.status_code == 422
    assert "5 métiers voulus au plus" in refuse.content.decode()
    assert not MetierVoulu.objects.exists()
    assert client_de("awa").post(url, autres | {"proches": ["K2205"]}).status_code == 302
    assert client_de("awa").post(url, {"proches": ["Z0000"]}).status_code == 422
