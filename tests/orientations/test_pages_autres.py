"""The employer space, and the person saying no."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from parcours.offres.models import Employeur, Ouverture
from parcours.orientations import lectures
from parcours.orientations.models import Courriel, Orientation
from parcours.socle.models import EntreeJournal
from tests.monde import Monde
from tests.orientations.outils import brouillon, changer, envoyee, poste

pytestmark = [pytest.mark.base, pytest.mark.django_db]


@pytest.fixture
def chez_un_autre(monde: Monde) -> Orientation:
    """Karim, sent to an employer Vercors is not a member of."""
    autre = Employeur.objects.create(nom="Autre maison", est_particulier=True, email="a@b.test")
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(employeur=autre)
    monde.ouverture.refresh_from_db()
    orientation = envoyee(monde, monde.dossier_karim)
    Ouverture.objects.filter(pk=monde.ouverture.pk).update(source_id="x")
    return orientation


def test_the_list_and_the_delays(monde: Monde, client_de: Any) -> None:
    nadia, karim = envoyee(monde), envoyee(monde, monde.dossier_karim)
    Orientation.objects.filter(pk=nadia.pk).update(envoyee_le=timezone.now() - timedelta(days=4))
    changer(nadia, "refuser", "destinataire")
    page = client_de("vercors").get("/reponses/").content.decode()
    assert f"Candidature {karim.reference}" in page
    assert f"Candidature {nadia.reference}" not in page
    assert "50 %" in page
    assert "4 j" in page
    repondues = client_de("vercors").get("/reponses/?voir=repondues").content.decode()
    assert f"Candidature {nadia.reference}" in repondues
    delais = lectures.delai_de_reponse(monde.employeur)
    assert (delais.n, delais.repondues, round(delais.mediane_jours or 0)) == (2, 1, 4)


def test_the_empty_space_says_what_happens_next(monde: Monde, client_de: Any) -> None:
    page = client_de("vercors").get("/reponses/").content.decode()
    assert "Vous recevrez un e-mail" in page
    assert lectures.delai_de_reponse(monde.employeur).part_repondue is None


def test_another_employer_s_is_404(chez_un_autre: Orientation, client_de: Any) -> None:
    url = f"/reponses/{chez_un_autre.pk}/"
    assert client_de("vercors").get(url).status_code == 404
    donnees = poste(chez_un_autre, "accepter")
    assert client_de("vercors").post(url, donnees).status_code == 404
    assert Orientation.objects.get().etat == "envoyee"
    assert chez_un_autre.reference not in client_de("vercors").get("/reponses/").content.decode()


def test_a_draft_is_not_seen(monde: Monde, client_de: Any) -> None:
    orientation = brouillon(monde)
    assert client_de("vercors").get(f"/reponses/{orientation.pk}/").status_code == 404


def test_answering_from_the_space(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url, vercors = f"/reponses/{orientation.pk}/", client_de("vercors")
    assert vercors.get(url).status_code == 200
    assert EntreeJournal.objects.filter(
        action="lecture", objet="orientation", acteur=monde.vercors.pseudonyme
    ).exists()
    assert vercors.post(url, poste(orientation, "refuser", motif="sante")).status_code == 422
    assert Orientation.objects.get().etat == "envoyee"
    assert vercors.post(url, poste(orientation, "accepter")).status_code == 302
    rang = orientation.transitions.last()
    assert (rang.transition, rang.auteur, rang.par) == ("accepter", "destinataire", monde.vercors)
    assert "Merci" in vercors.get(url).content.decode()


def test_the_last_place_gone_is_told(monde: Monde, client_de: Any) -> None:
    Ouverture.objects.update(places=1)
    nadia, karim = envoyee(monde), envoyee(monde, monde.dossier_karim)
    changer(nadia, "accepter", "destinataire")
    reponse = client_de("vercors").post(f"/reponses/{karim.pk}/", poste(karim, "accepter"))
    assert reponse.status_code == 409
    assert "Plus de place" in reponse.content.decode()


def test_the_person_says_no(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url, nadia = f"/mes-orientations/{orientation.pk}/dire-non/", client_de("nadia")
    assert "Vous pouvez dire non" in nadia.get(url).content.decode()
    assert nadia.post(url, poste(orientation, "decliner", motif="")).status_code == 422
    assert nadia.post(url, poste(orientation, "decliner", motif="complet")).status_code == 422
    for _ in range(2):
        donnees = poste(orientation, "decliner", motif="mobilite")
        assert nadia.post(url, donnees).status_code == 302
    rang = orientation.transitions.last()
    assert (rang.transition, rang.auteur, rang.motif) == ("decliner", "personne", "mobilite")
    assert orientation.transitions.count() == 2
    assert set(
        Courriel.objects.exclude(gabarit="nouvelle_candidature").values_list("gabarit", flat=True)
    ) == {"issue_conseiller", "plus_candidat"}
    assert "On ne peut plus dire non" in nadia.get(url).content.decode()


def test_the_person_makes_no_other_change(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url = f"/mes-orientations/{orientation.pk}/dire-non/"
    for transition in ("accepter", "annuler", "", "refuser"):
        reponse = client_de("nadia").post(url, poste(orientation, transition, motif="autre"))
        assert reponse.status_code == 409
    assert Orientation.objects.get().etat == "envoyee"


def test_someone_else_s_is_404(monde: Monde, client_de: Any) -> None:
    orientation = envoyee(monde)
    url = f"/mes-orientations/{orientation.pk}/dire-non/"
    donnees = poste(orientation, "decliner", motif="sante")
    assert client_de("karim").get(url).status_code == 404
    assert client_de("karim").post(url, donnees).status_code == 404
    assert Orientation.objects.get().etat == "envoyee"
