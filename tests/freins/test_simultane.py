"""Two people end the same step at the same instant: it ends once, the other is told."""

from datetime import date, timedelta

import pytest

from freins import services
from freins.etats import GesteImpossible
from freins.models import Action, Capacite
from matching.moteur import grilles
from parcours.socle.models import Evenement
from tests.monde import Monde
from tests.simultane import Executer

pytestmark = [pytest.mark.base, pytest.mark.django_db(transaction=True)]
JOUR = date.today()


@pytest.fixture(autouse=True)
def _sans_courtier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks stay rows: what follows a commit is not what is raced here."""
    monkeypatch.setattr("parcours.socle.taches.envoyer", lambda rang: None)


def test_one_step_ended_twice_at_once_changes_the_measure_once(
    monde_partage: Monde, en_meme_temps: Executer
) -> None:
    monde = monde_partage
    frein = services.identifier(
        dossier=monde.dossier_nadia, thematique="famille--garde-denfants", par=monde.awa, jour=JOUR
    )
    objectif = services.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Tôt", par=monde.awa, frein=frein
    )
    etape = services.ajouter_action(
        objectif=objectif, intitule="Visiter", porteur="referent", par=monde.awa,
        echeance_le=JOUR + timedelta(days=1),
    )  # fmt: skip
    Evenement.objects.all().delete()

    def finir(heure: str) -> str:
        grille = grilles.vers_hexa(grilles.depuis_plages([(range(5), heure, "18:00")]))
        changement = services.Changement("garde", {"etat": "grille", "grille": grille})
        services.terminer(
            action=Action.objects.select_related("objectif__plan__dossier").get(pk=etape.pk),
            fin=services.Fin(issue="changement", changement=changement), version=1, par=monde.awa,
            jour=JOUR,
        )  # fmt: skip
        return grille

    issues = en_meme_temps(lambda: finir("06:00"), lambda: finir("07:00"))
    gagnantes = [issue for issue in issues if isinstance(issue, str)]
    assert len(gagnantes) == 1
    assert sum(isinstance(issue, GesteImpossible) for issue in issues) == 1
    (capacite,) = en_meme_temps(lambda: Capacite.objects.get())
    assert capacite.mesure["grille"] == gagnantes[0]
    (faits,) = en_meme_temps(
        lambda: (Capacite.history.count(), Action.objects.get().version, Evenement.objects.count())
    )
    assert faits == (1, 2, 1)
