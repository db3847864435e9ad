"""Two answers at the same instant, with real connections: one wins, the other is told."""

import pytest

from parcours.offres.models import Ouverture
from parcours.orientations.erreurs import EtatDepasse, PlusDePlace
from parcours.orientations.models import Orientation, TransitionOrientation
from tests.monde import Monde
from tests.orientations.outils import changer, envoyee
from tests.simultane import Executer

pytestmark = [pytest.mark.base, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _sans_courtier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks stay rows: what follows a commit is not what is raced here."""
    monkeypatch.setattr("parcours.socle.taches.envoyer", lambda rang: None)


def test_the_last_place_accepted_twice_is_given_once(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    Ouverture.objects.update(places=1)
    nadia = envoyee(monde_partage)
    karim = envoyee(monde_partage, monde_partage.dossier_karim)
    issues = en_meme_temps(
        lambda: changer(nadia, "accepter", "destinataire").etat,
        lambda: changer(karim, "accepter", "destinataire").etat,
    )
    assert sum(issue == "acceptee" for issue in issues) == 1
    assert any(isinstance(issue, PlusDePlace) for issue in issues)
    (prises,) = en_meme_temps(lambda: Orientation.objects.filter(etat="acceptee").count())
    (etat,) = en_meme_temps(lambda: Ouverture.objects.get().etat)
    assert (prises, etat) == (1, "pourvue")


def test_two_different_answers_at_once_keep_one(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    nadia = envoyee(monde_partage)
    issues = en_meme_temps(
        lambda: changer(nadia, "accepter", "destinataire", version=2).etat,
        lambda: changer(nadia, "refuser", "destinataire", version=2).etat,
    )
    gagnante = [issue for issue in issues if isinstance(issue, str)]
    assert len(gagnante) == 1
    assert sum(isinstance(issue, EtatDepasse) for issue in issues) == 1
    (etat,) = en_meme_temps(lambda: Orientation.objects.get().etat)
    (rangs,) = en_meme_temps(lambda: TransitionOrientation.objects.count())
    assert (etat, rangs) == (gagnante[0], 2)


def test_the_same_answer_clicked_twice_at_once_is_one(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    nadia = envoyee(monde_partage)
    issues = en_meme_temps(
        *[lambda: changer(nadia, "accepter", "destinataire", version=2).etat] * 2
    )
    assert issues == ["acceptee", "acceptee"]
    (rangs,) = en_meme_temps(lambda: TransitionOrientation.objects.count())
    assert rangs == 2
