"""The client of docs/api.md, run as it is written, against a real server."""

import re
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from parcours.dossiers.models import ContactTerrain, Dossier
from tests.api.outils import jeton_de
from tests.monde import creer_monde

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.django_db(transaction=True)
def test_the_client_of_the_documentation_works(
    live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("parcours.socle.taches.envoyer", lambda rang: None)
    monde = creer_monde()
    jeton = jeton_de(monde, "awa").entetes["Authorization"].removeprefix("Bearer ")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len([ligne for ligne in code.splitlines() if ligne]) <= 20
    resultat: dict[str, object] = {"SITE": live_server.url, "JETON": jeton}
    exec(code, resultat)
    assert ContactTerrain.objects.get().personne.prenom == "Leïla"
    assert Dossier.objects.get(personne__nom="Haddad").projet == "emploi"
    assert resultat["suggestions"]["resultats"]  # type: ignore[index]
