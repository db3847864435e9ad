"""What only an alternance or an immersion says, and the place on its map: pages and API."""

import json
import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from parcours.offres import natures
from parcours.offres.models import Ouverture
from parcours.referentiels.models import Commune
from tests.permissions.offres import offre

pytestmark = [pytest.mark.base, pytest.mark.django_db]


def alternance(monde, **champs):
    return offre(monde) | {
        "jeton": uuid4(), "nature": "alternance", "contrat": "apprentissage", "duree_mois": 24,
        "diplome_prepare": "CAP Cuisine", "niveau_prepare": 3, "rythme": "1s_1s", **champs,
    }  # fmt: skip


def immersion(monde, **champs):
    return offre(monde) | {
        "jeton": uuid4(), "nature": "immersion", "contrat": "", "debut_le": "2026-03-03",
        "fin_le": "2026-04-02", "tuteur": "Cheffe de cuisine", "objet_immersion": "decouvrir",
        **champs,
    }  # fmt: skip


def publier(client, donnees):
    return client.post(reverse("offres:publier"), donnees)


def derniere():
    return Ouverture.objects.order_by("-pk")[0]


def test_an_alternance_says_its_diploma_and_its_rhythm(monde, client_de):
    vercors = client_de("vercors")
    reponse = publier(vercors, alternance(monde))
    ouverture = derniere()
    assert ouverture.mesures == ["apprentissage"]
    assert ouverture.details["rythme"] == "1s_1s"
    for client, adresse in ((vercors, reponse.url), (client_de("awa"), reverse("offres:fiche", args=[ouverture.pk]))):  # fmt: skip
        page = client.get(adresse).content.decode()
        assert "CAP Cuisine" in page
        assert "Niveau 3 (CAP, BEP)" in page
        assert "1 semaine / 1 semaine" in page
    page = vercors.get(reverse("offres:modifier_mon_offre", args=[ouverture.pk])).content.decode()
    assert 'value="CAP Cuisine"' in page
    assert 'value="1s_1s" selected' in page


def test_an_immersion_says_its_last_day_its_host_and_its_aim(monde, client_de):
    vercors = client_de("vercors")
    reponse = publier(vercors, immersion(monde))
    ouverture = derniere()
    assert (ouverture.contrat, ouverture.mesures) == ("convention_immersion", ["pmsmp"])
    page = vercors.get(reponse.url).content.decode()
    for mots in (
        "2 avril 2026",
        "Cheffe de cuisine",
        "Découvrir un métier ou un secteur d’activité",
    ):
        assert mots in page


@pytest.mark.parametrize(
    ("faire", "champs", "phrase"),
    [
        (alternance, {"diplome_prepare": ""}, "diplôme ou la qualification visée"),
        (alternance, {"contrat": "cdi"}, "apprentissage, en contrat de professionnalisation ou en intérim"),
        (alternance, {"duree_mois": 5}, "De 6 à 48 mois"),
        (alternance, {"contrat": "professionnalisation", "duree_mois": 37}, "De 6 à 36 mois"),
        (alternance, {"rythme": "jamais"}, "rythme"),
        (immersion, {"fin_le": "2026-04-03"}, "le 02/04/2026 au plus tard"),
        (immersion, {"fin_le": "2026-03-02"}, "avant le premier"),
        (immersion, {"fin_le": ""}, "un mois au plus"),
        (immersion, {"debut_le": ""}, "premier jour"),
        (immersion, {"tuteur": ""}, "qui accueille"),
        (immersion, {"objet_immersion": ""}, "Choisir le but"),
        (immersion, {"objet_immersion": "tester"}, "objet_immersion"),
        (immersion, {"contrat": "cdd"}, "n’est pas un contrat"),
        (offre, {"latitude": "45.18"}, "ou aucune des deux"),
        (offre, {"latitude": "48.85", "longitude": "2.35"}, "loin de la commune"),
    ],
)  # fmt: skip
def test_what_the_law_asks_is_asked_and_what_was_typed_stays(
    monde, client_de, faire, champs, phrase
):
    nombre = Ouverture.objects.count()
    reponse = publier(client_de("vercors"), faire(monde) | {"intitule": "Aide du midi"} | champs)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert "Aide du midi" in reponse.content.decode()
    assert Ouverture.objects.count() == nombre


def test_interim_and_an_alternance_without_end_are_possible(monde, client_de):
    for champs in ({"contrat": "interim", "duree_mois": 3}, {"duree_mois": ""}):
        assert publier(client_de("vercors"), alternance(monde, **champs)).status_code == 302


def test_another_nature_keeps_nothing_of_them_and_what_others_wrote_stays(monde, client_de):
    vercors = client_de("vercors")
    publier(vercors, alternance(monde, nature="emploi", contrat="cdi", duree_mois=""))
    assert not set(derniere().details) & set(natures.CHAMPS)
    publier(vercors, immersion(monde))
    ouverture = derniere()
    Ouverture.objects.filter(pk=ouverture.pk).update(details=ouverture.details | {"siret": "1"})
    adresse = reverse("offres:modifier_mon_offre", args=[ouverture.pk])
    vercors.post(adresse, immersion(monde, objet_immersion="recruter"))
    ouverture.refresh_from_db()
    assert (ouverture.details["objet_immersion"], ouverture.details["siret"]) == ("recruter", "1")


def test_the_aims_are_the_three_of_the_law():
    assert set(natures.OBJETS) == {"decouvrir", "confirmer", "recruter"}


@pytest.mark.parametrize(
    ("debut", "fin"),
    [
        (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 12, 15), date(2027, 1, 14)),
        (date(2024, 1, 30), date(2024, 2, 29)), (date(2026, 1, 29), date(2026, 2, 28)),
    ],
)  # fmt: skip
def test_a_month_from_date_to_date(debut, fin):
    assert natures.dernier_jour(debut) == fin


# --- the place ----------------------------------------------------------------------------------


def test_a_point_is_kept_and_without_one_the_centre_of_the_commune(monde, client_de):
    vercors = client_de("vercors")
    publier(vercors, offre(monde) | {"latitude": "45.17012", "longitude": "5.71034"})
    precise = derniere()
    assert (precise.latitude, precise.longitude) == (45.17012, 5.71034)
    assert not precise.details["point_de_la_commune"]
    adresse = reverse("offres:modifier_mon_offre", args=[precise.pk])
    assert 'value="45.17012"' in vercors.get(adresse).content.decode()
    vercors.post(adresse, offre(monde))
    precise.refresh_from_db()
    assert (precise.latitude, precise.longitude) == (
        monde.grenoble.latitude,
        monde.grenoble.longitude,
    )
    assert precise.details["point_de_la_commune"]
    page = vercors.get(adresse).content.decode()
    assert f'value="{monde.grenoble.latitude}"' not in page  # another commune may still be chosen


def test_the_map_shows_outlines_and_communes_without_any_tile(monde, client_de):
    Commune.objects.create(
        code="38151", nom="Échirolles", nom_recherche="echirolles", code_departement="38",
        code_region="84", latitude=45.1500, longitude=5.7155, population=36000,
    )  # fmt: skip
    adresse = reverse("offres:carte")
    fragment = client_de("vercors").get(adresse, {"commune": "38185"}).content.decode()
    assert fragment.count("<path") == 1
    assert "Échirolles" not in fragment  # 3.8 km south: out of the frame
    assert "Grenoble" in fragment
    assert "Mistral" not in fragment  # outlines bear no name
    assert not re.search("http|<image|xlink", fragment)
    assert "hidden" in fragment
    point = {"commune": "38185", "latitude": "45.165", "longitude": "5.7155"}
    ailleurs = client_de("awa").get(adresse, point).content.decode()
    assert 'data-marque r="11" cx="400" cy="280"' in ailleurs
    assert "Échirolles" in ailleurs
    for rien in ({}, {"commune": "Nulle-Part"}, {"commune": "38185", "latitude": "x"}):
        reponse = client_de("vercors").get(adresse, rien)
        assert reponse.status_code == 200
        assert ("<svg" in reponse.content.decode()) == (rien.get("commune") == "38185")


def test_the_form_and_the_pages_show_where(monde, client_de):
    vercors = client_de("vercors")
    assert "La carte s’affiche" in vercors.get(reverse("offres:publier")).content.decode()
    page = publier(
        vercors, offre(monde) | {"intitule": "", "latitude": "45.17", "longitude": "5.71"}
    )
    assert "data-carte" in page.content.decode()
    assert len(page.content) < 100_000
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(details={"fin_le": "bientôt"})
    siennes = vercors.get(reverse("offres:mon_offre", args=[monde.ouverture.pk])).content.decode()
    assert "<svg viewBox" in siennes
    assert "data-carte" not in siennes
    fiche = client_de("awa").get(reverse("offres:fiche", args=[monde.ouverture.pk]))
    assert fiche.status_code == 200  # a last day that a source wrote otherwise is left out


# --- the API ------------------------------------------------------------------------------------


def test_the_api_writes_and_reads_the_same(monde, client_de):
    client = client_de("awa")
    corps = alternance(monde, latitude=45.17, longitude=5.71)
    corps = {cle: valeur for cle, valeur in corps.items() if cle != "jeton"}
    options = {"content_type": "application/json", "HTTP_IDEMPOTENCY_KEY": str(uuid4())}
    reponse = client.post(reverse("api:ouvertures"), json.dumps(corps), **options)
    assert reponse.status_code == 201, reponse.content
    lue = reponse.json()
    assert lue["precisions"] == {
        "diplome_prepare": "CAP Cuisine",
        "niveau_prepare": 3,
        "rythme": "1s_1s",
    }
    assert (lue["latitude"], lue["longitude"]) == (45.17, 5.71)
    faux = json.dumps(corps | {"rythme": "jamais"})
    refus = client.post(reverse("api:ouvertures"), faux, **options | {"HTTP_IDEMPOTENCY_KEY": str(uuid4())})  # fmt: skip
    assert refus.status_code in (400, 422)
