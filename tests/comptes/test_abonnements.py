"""Outgoing notices: signed, without a name, tried again, never sent inside our own network."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from parcours.comptes import abonnements
from parcours.comptes.models import Abonnement, EtatLivraison, Livraison
from parcours.socle import sortie, taches
from parcours.socle.horloge import maintenant
from parcours.socle.models import EtatTache, Tache
from tests.monde import Monde
from tests.orientations.outils import changer, envoyee

pytestmark = [pytest.mark.base, pytest.mark.django_db]


class Recepteur:
    """A real server on the loopback that keeps what it was sent."""

    def __init__(self) -> None:
        self.recus: list[tuple[dict[str, str], bytes]] = []
        self.statut = 200
        recepteur = self

        class Poste(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                corps = self.rfile.read(int(self.headers["Content-Length"]))
                recepteur.recus.append((dict(self.headers), corps))
                self.send_response(recepteur.statut)
                if recepteur.statut == 302:
                    self.send_header("Location", "http://127.0.0.1:1/ailleurs")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return None

        self.serveur = HTTPServer(("127.0.0.1", 0), Poste)
        self.adresse = f"http://127.0.0.1:{self.serveur.server_port}/avis?de=parcours"
        threading.Thread(target=self.serveur.serve_forever, daemon=True).start()


@pytest.fixture
def recepteur(settings: Any) -> Iterator[Recepteur]:
    settings.SORTIES_LOCALES = True
    ouvert = Recepteur()
    yield ouvert
    ouvert.serveur.shutdown()
    ouvert.serveur.server_close()


def _abonner(monde: Monde, adresse: str, *evenements: str) -> abonnements.AbonnementRemis:
    return abonnements.creer_abonnement(
        structure=monde.structure, par=monde.denis, adresse=adresse,
        evenements=evenements or ("orientation.acceptee",),
    )  # fmt: skip


def _travailler() -> None:
    for rang in Tache.objects.filter(nom=abonnements.TACHE, etat=EtatTache.EN_ATTENTE):
        taches.executer(rang.pk)


def test_an_outcome_is_told_signed_and_names_nobody(monde: Monde, recepteur: Recepteur) -> None:
    remis = _abonner(monde, recepteur.adresse)
    changer(envoyee(monde), "accepter", "destinataire")
    _travailler()
    ((entetes, corps),) = recepteur.recus
    t, v1 = (morceau.split("=")[1] for morceau in entetes["X-Parcours-Signature"].split(","))
    attendue = hmac.new(remis.secret.encode(), f"{t}.".encode() + corps, hashlib.sha256)
    assert v1 == attendue.hexdigest()
    contenu = json.loads(corps)
    assert contenu["donnees"]["etat"] == "acceptee"
    assert set(contenu["donnees"]) == {"orientation", "dossier", "etat", "version", "depuis"}
    for mot in ("Nadia", "Benali", "Mistral", "Vercors", "motif"):
        assert mot not in corps.decode()
    assert Livraison.objects.get().etat == EtatLivraison.LIVREE


def test_only_the_events_of_one_s_own_structure_are_told(
    monde: Monde, recepteur: Recepteur
) -> None:
    abonnements.creer_abonnement(
        structure=monde.autre_structure, par=monde.chloe, adresse=recepteur.adresse,
        evenements=list(abonnements.EVENEMENTS),
    )  # fmt: skip
    changer(envoyee(monde), "accepter", "destinataire")
    _travailler()
    assert not recepteur.recus
    assert not Livraison.objects.exists()


def test_a_change_undone_tells_nothing(monde: Monde, recepteur: Recepteur) -> None:
    from django.db import transaction

    _abonner(monde, recepteur.adresse)
    orientation = envoyee(monde)
    with transaction.atomic():
        changer(orientation, "accepter", "destinataire")
        assert Livraison.objects.exists()
        transaction.set_rollback(True)
    assert not Livraison.objects.exists()


@pytest.mark.parametrize("statut", [500, 404, 302])
def test_a_failure_is_tried_again_later_and_later_then_left_visible(
    monde: Monde, recepteur: Recepteur, statut: int, client_de: Any
) -> None:
    abonnement = _abonner(monde, recepteur.adresse).abonnement
    recepteur.statut = statut
    instant = maintenant()
    with time_machine.travel(instant, tick=False) as horloge:
        abonnements.essayer(abonnement=abonnement)
        _travailler()
        for delai in abonnements.DELAIS:
            livraison = Livraison.objects.get()
            assert livraison.etat == EtatLivraison.A_LIVRER
            assert livraison.prochain_essai_le == maintenant() + delai
            _travailler()  # too early: nothing leaves
            assert Livraison.objects.get().essais == livraison.essais
            horloge.shift(delai + timedelta(seconds=1))
            Tache.objects.filter(nom=abonnements.TACHE).exclude(etat=EtatTache.EN_ATTENTE).delete()
            assert taches.balayer() >= 1
            _travailler()
        livraison = Livraison.objects.get()
    assert livraison.etat == EtatLivraison.ABANDONNEE
    assert str(statut) in livraison.erreur
    assert len(recepteur.recus) == 7
    recepteur.statut = 204
    denis = client_de("denis")
    assert str(statut) in denis.get(reverse("comptes:avis")).content.decode()
    denis.post(reverse("comptes:livraison_relancer", args=[livraison.pk]))
    _travailler()
    assert Livraison.objects.get().etat == EtatLivraison.LIVREE


def test_a_stopped_address_is_told_nothing_more(
    monde: Monde, recepteur: Recepteur, client_de: Any
) -> None:
    abonnement = _abonner(monde, recepteur.adresse).abonnement
    client_de("denis").post(reverse("comptes:avis_basculer", args=[abonnement.pk]))
    changer(envoyee(monde), "accepter", "destinataire")
    assert not Livraison.objects.exists()


@pytest.mark.parametrize(
    "adresse",
    ["http://exemple.fr/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.8/x",
     "https://169.254.169.254/latest", "https://192.168.1.1/", "https://[::ffff:127.0.0.1]/",
     "https://[2002:7f00:1::]/", "https://0.0.0.0/", "https://compte:mdp@exemple.fr/",
     "ftp://exemple.fr/", "https://exemple.fr:22/", "https:///x", "https://[bad/", "https://224.0.0.1/",
     "https://localhost/x", "https://100.64.0.1/"],
)  # fmt: skip
def test_no_address_of_our_own_network_is_ever_called(adresse: str, monde: Monde) -> None:
    with pytest.raises(sortie.SortieRefusee):
        sortie.poster(adresse, b"{}", {})
    with pytest.raises(sortie.SortieRefusee):
        _abonner(monde, adresse)
    assert not Abonnement.objects.exists()


def test_a_name_that_changes_its_mind_between_check_and_call_is_called_where_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: the second answer would be the loopback; nobody asks a second time."""
    reponses = iter([[(2, 1, 6, "", ("93.184.216.34", 443))], [(2, 1, 6, "", ("127.0.0.1", 443))]])
    monkeypatch.setattr(sortie.socket, "getaddrinfo", lambda *a, **k: next(reponses))
    appelees = []

    def joindre(adresse: tuple[str, int], *args: Any) -> socket.socket:
        appelees.append(adresse)
        raise OSError("coupé")

    monkeypatch.setattr(sortie.socket, "create_connection", joindre)
    with pytest.raises(OSError, match="coupé"):
        sortie.poster("https://exemple.fr/avis", b"{}", {})
    assert appelees == [("93.184.216.34", 443)]


def test_the_secret_is_shown_once_and_unreadable_in_the_base(
    monde: Monde, client_de: Any, recepteur: Recepteur
) -> None:
    from django.db import connection

    denis = client_de("denis")
    corps = {"adresse": recepteur.adresse, "evenements": ["orientation.acceptee"]}
    page = denis.post(reverse("comptes:avis"), corps)
    secret = Abonnement.objects.get().secret
    assert secret in page.content.decode()
    assert secret not in denis.get(reverse("comptes:avis")).content.decode()
    with connection.cursor() as curseur:
        curseur.execute("SELECT secret FROM comptes_abonnement")
        assert secret not in str(curseur.fetchall())
