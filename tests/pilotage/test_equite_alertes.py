"""An alert ends in an act: the right list for the right person, a reason each, words to close it."""

from datetime import date
from typing import Any

import pytest

from matching import services
from matching.models import AlerteEquite, EtatAlerte, Suggestion
from parcours.dossiers.models import Dossier
from parcours.orientations.models import Orientation
from parcours.pilotage.equite import alertes
from parcours.socle.horloge import maintenant
from tests.matching.fabrique import limiter, ouverture, pret
from tests.monde import Monde, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


@pytest.fixture
def alerte(monde: Monde) -> AlerteEquite:
    """Twelve women of the structure (ten of Awa, two of Bruno) never referred; twelve men were."""
    lieu = {"commune": monde.grenoble, "latitude": 45.168, "longitude": 5.71, "qpv_etat": "non"}
    for i in range(12):
        referent = monde.awa if i < 10 else monde.bruno
        pret(creer_dossier(f"Femme{i}", "", referent, monde.structure, sexe="femme", **lieu))
    offre = ouverture(monde)
    for i in range(12):
        homme = pret(
            creer_dossier(f"Homme{i}", "", monde.awa, monde.structure, sexe="homme", **lieu)
        )
        Orientation.objects.create(
            dossier=homme, ouverture=offre, par=monde.awa, etat="envoyee", envoyee_le=maintenant()
        )
    services.relever_classements(jour=JOUR)
    services.actualiser_alertes(jour=JOUR)
    return AlerteEquite.objects.get(dimension="sexe", groupe="femme")


def test_the_day_says_it_and_the_list_opens_for_the_referent(
    alerte: AlerteEquite, client_de: Any
) -> None:
    assert "jamais orientées" in client_de("awa").get("/journee").content.decode()
    page = client_de("awa").get(f"/equite/alertes/{alerte.pk}").content.decode()
    assert "Femme0" in page
    assert "Femme11" not in page  # Bruno’s
    assert "Homme" not in page
    assert "Suggérée, jamais regardée" in page
    tous = "".join(
        client_de("denis").get(f"/equite/alertes/{alerte.pk}?page={p}").content.decode() for p in (1, 2)
    )  # fmt: skip
    assert "Femme11" in tous


def test_another_structure_and_the_coordinator_do_not_open_it(
    alerte: AlerteEquite, client_de: Any
) -> None:
    assert client_de("chloe").get(f"/equite/alertes/{alerte.pk}").status_code == 404
    assert client_de("fatima").get(f"/equite/alertes/{alerte.pk}").status_code == 403
    suivi = client_de("fatima").get("/equite/suivi").content.decode()
    assert "≈ 10" in suivi
    assert "Femme0" not in suivi


def test_the_reason_is_computed_for_each_person(alerte: AlerteEquite, monde: Monde) -> None:
    dossiers = list(Dossier.objects.filter(personne__prenom__startswith="Femme").order_by("pk"))
    offre = monde.ouverture
    Suggestion.objects.create(dossier=dossiers[0], ouverture=offre, geste="ecartee", motif="loin")
    Suggestion.objects.create(dossier=dossiers[1], ouverture=offre, geste="non", motif="metier")
    Suggestion.objects.create(dossier=dossiers[2], ouverture=offre, geste="montree")
    ouverture(monde, latitude=45.4)  # too far: blocked by mobility
    services.reconstruire_catalogue()
    lignes = alertes.concernes(alerte, monde.denis, JOUR)
    par_dossier = {r.dossier.pk: r for r in alertes.raisons(lignes, alerte.famille)}
    assert par_dossier[dossiers[0].pk].phrase == "Écartée par l’équipe"
    assert par_dossier[dossiers[1].pk].phrase == "La personne a dit non"
    assert par_dossier[dossiers[2].pk].phrase == "Montrée, sans suite"
    assert "mobilité" in par_dossier[dossiers[3].pk].detail.lower()


def test_health_is_never_a_reason_shown(alerte: AlerteEquite, monde: Monde) -> None:
    dossier = Dossier.objects.filter(personne__prenom="Femme3").get()
    limiter(dossier, "charges_lourdes")
    for ligne in alertes.raisons(alertes.concernes(alerte, monde.denis, JOUR), alerte.famille):
        assert "santé" not in (ligne.phrase + ligne.detail).lower()


def test_it_is_closed_with_words_only(alerte: AlerteEquite, client_de: Any) -> None:
    adresse = f"/equite/alertes/{alerte.pk}/clore"
    refus = client_de("awa").post(adresse, {"etat": "traitee", "motif": ""})
    assert refus.status_code == 422
    alerte.refresh_from_db()
    assert alerte.etat == EtatAlerte.OUVERTE
    assert client_de("awa").post(adresse, {"etat": "ecartee", "motif": "Chantier fermé en août"}).status_code == 302  # fmt: skip
    alerte.refresh_from_db()
    assert (alerte.etat, alerte.par.prenom) == (EtatAlerte.ECARTEE, "Awa")
    assert "Chantier fermé" in client_de("awa").get("/equite/alertes").content.decode()
    rejouee = client_de("awa").post(adresse, {"etat": "traitee", "motif": "Encore une fois"})
    assert rejouee.status_code == 302
    alerte.refresh_from_db()
    assert (alerte.etat, alerte.motif) == (EtatAlerte.ECARTEE, "Chantier fermé en août")


def test_nothing_is_ranked_again(alerte: AlerteEquite, monde: Monde) -> None:
    """Opening and closing an alert leaves every ranking as it was."""
    dossier = Dossier.objects.filter(personne__prenom="Femme0").get()
    avant = services.classer_dossier(dossier).classement.pistes
    list(alertes.raisons(alertes.concernes(alerte, monde.denis, JOUR), alerte.famille))
    services.clore(
        alerte_id=alerte.pk, etat="traitee", motif="Deux orientations faites", par=monde.awa
    )
    assert services.classer_dossier(dossier).classement.pistes == avant
