"""Finding a métier or a commune from what people type."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from parcours.referentiels import recherche
from parcours.referentiels.champs import ChampCommune
from parcours.referentiels.models import Commune
from tests.monde import Monde

pytestmark = pytest.mark.base


@pytest.fixture
def amorce(db: None) -> None:
    call_command("charger_referentiels", verbosity=0)


@pytest.mark.parametrize(
    ("dit", "code"),
    [("nounou", "K1303"), ("cariste", "N1101"), ("caristte", "N1101"), ("N1101", "N1101")],
)
def test_everyday_words_and_typos_find_the_metier(amorce: None, dit: str, code: str) -> None:
    assert code in [m.pk for m in recherche.metiers(dit)[:3]]


def test_nonsense_finds_nothing(amorce: None) -> None:
    assert recherche.metiers("zzxqwv") == []
    assert recherche.metiers("") == []
    assert recherche.communes("zzxqwv") == []


def test_communes_by_name_postal_and_insee_code(amorce: None) -> None:
    assert recherche.communes("grenoble")[0].pk == "38185"
    assert "38421" in [c.pk for c in recherche.communes("st martin d'heres")]
    assert "38185" in [c.pk for c in recherche.communes("38100")]
    assert recherche.communes("38185")[0].nom == "Grenoble"
    assert Commune.objects.count() > 34_000


def test_loading_twice_changes_nothing(amorce: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("charger_referentiels")
    assert "déjà à jour" in capsys.readouterr().out


def test_the_commune_field_asks_when_several_fit(amorce: None) -> None:
    champ = ChampCommune(required=False)
    assert champ.clean("") is None
    assert champ.clean("Grenoble (38185)").pk == "38185"
    with pytest.raises(Exception, match="Laquelle"):
        champ.clean("Saint-M")
    with pytest.raises(Exception, match="introuvable"):
        champ.clean("Zzxqwv")


def test_the_fragments_need_a_login(monde: Monde, client: Client, client_de) -> None:
    assert client.get("/referentiels/communes?q=gren").status_code == 302
    page = client_de("awa").get("/referentiels/communes?q=gren").content.decode()
    assert "Grenoble" in page
    assert settings.LOGIN_URL
