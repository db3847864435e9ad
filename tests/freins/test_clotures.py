"""Closing: a coded outcome, a report kept as it was, nothing closed in silence; reopening."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from freins import services
from freins.bilan import bilan_de, mois_en_emploi
from freins.models import Capacite
from freins.regles.mesures import Garde
from freins.services import imprimes
from matching import services as matching
from matching.models import Calcul
from parcours.dossiers.models import Cloture, Dossier
from parcours.orientations.models import Orientation
from parcours.pilotage.gestes import gestes_du_jour
from tests.freins.test_imprimes import _pdf, _texte

pytestmark = pytest.mark.base
JOUR = date.today()


def _clore(client, dossier, **donnees):
    adresse = reverse("freins:clore", args=[dossier.pk])
    return client.post(adresse, {"issue": "emploi_durable", "clos_le": JOUR.isoformat()} | donnees)


@pytest.fixture
def suivi(monde):
    """Nadia's months: a barrier lifted, one standing, one for health, a measure that moved."""
    dossier = monde.dossier_nadia
    leve = services.identifier(
        dossier=dossier, thematique="famille--garde-denfants", par=monde.awa, jour=JOUR
    )
    services.faire(frein=leve, geste="lever", par=monde.awa, jour=JOUR)
    services.identifier(
        dossier=dossier, thematique="numerique--acquerir-un-equipement", par=monde.awa, jour=JOUR
    )
    services.identifier(dossier=dossier, thematique="sante", par=monde.awa, jour=JOUR)
    for etat in (Garde("inconnue"), Garde("sans_objet")):
        services.mesurer(dossier=dossier, famille="garde", mesure=etat, par=monde.awa, jour=JOUR)
    return dossier


def test_the_report_says_the_start_and_now_and_never_health(monde, suivi, client_de):
    bilan = bilan_de(suivi, JOUR)
    assert bilan["mesures"] == [["Garde d’enfants", "à préciser", "sans objet"]]
    assert [nom for nom, *_ in bilan["leves"]] == ["Garde d’enfants"]
    assert [nom for nom, *_ in bilan["restants"]] == ["Numérique"]
    assert "anté" not in str(bilan)
    texte = client_de("bruno").get(reverse("freins:bilan", args=[suivi.pk])).content.decode()
    assert "Levés : Garde d’enfants" in texte


def test_months_in_work_count_two_jobs_at_once_once():
    def emploi(debut, fin, nature="emploi"):
        return SimpleNamespace(
            demarree_le=debut, finie_le=fin, ouverture=SimpleNamespace(nature=nature)
        )

    d = date(2026, 1, 1)
    deux = [
        emploi(d, d + timedelta(days=60)),
        emploi(d + timedelta(days=30), d + timedelta(days=91)),
    ]
    assert mois_en_emploi(deux, date(2026, 11, 1)) == 3.0
    assert mois_en_emploi([emploi(d, None)], d + timedelta(days=30)) == 1.0
    assert mois_en_emploi([emploi(d, None, "formation")], date(2026, 11, 1)) == 0
    assert mois_en_emploi([], JOUR) == 0


def test_it_closes_with_its_outcome_and_leaves_lists_ranking_and_day(monde, suivi, client_de):
    awa = client_de("awa")
    matching.calculer(suivi)
    Dossier.objects.filter(pk=suivi.pk).update(
        dernier_contact_le=timezone.now() - timedelta(days=40)
    )
    assert gestes_du_jour(monde.awa, JOUR)
    assert _clore(awa, suivi, precision="Contrat signé.").status_code == 302
    suivi.refresh_from_db()
    assert (suivi.statut, suivi.clos_le) == ("clos", JOUR)
    cloture = Cloture.objects.get()
    assert (cloture.issue, cloture.code_fse) == ("emploi_durable", "EECR04")
    assert cloture.bilan["leves"]
    assert not gestes_du_jour(monde.awa, JOUR)
    assert "Nadia" not in awa.get(reverse("pilotage:file_active")).content.decode()
    Calcul.objects.all().delete()
    assert matching.calculer_lot([suivi.pk]) == 0
    suggestions = awa.get(reverse("matching:suggestions", args=[suivi.pk]))
    assert suggestions.url == reverse("freins:bilan", args=[suivi.pk])
    assert not Calcul.objects.exists()
    page = awa.get(reverse("freins:bilan", args=[suivi.pk])).content.decode()
    for mot in ("Emploi durable", "EECR04", "Contrat signé.", "Rouvrir le dossier"):
        assert mot in page
    assert client_de("nadia").get(reverse("freins:mon_plan")).status_code == 200
    assert "terminé" in client_de("nadia").get(reverse("matching:mes_pistes")).content.decode()


def test_each_open_referral_is_decided_on(monde, suivi, client_de):
    attend = Orientation.objects.create(
        dossier=suivi, ouverture=monde.ouverture, par=monde.awa, etat="envoyee",
        envoyee_le=timezone.now(), email_destinataire="vercors@exemple.test",
    )  # fmt: skip
    awa = client_de("awa")
    reponse = _clore(awa, suivi)
    assert reponse.status_code == 422
    assert "Agent ou agente de propreté" in reponse.content.decode()
    suivi.refresh_from_db()
    assert suivi.statut == "ouvert"
    _clore(awa, suivi, **{f"orientation_{attend.pk}": "annuler"})
    attend.refresh_from_db()
    assert attend.etat == "annulee"
    assert attend.transitions.last().par == monde.awa


def test_a_job_begun_is_left_and_cannot_be_cancelled(monde, suivi, client_de):
    en_poste = Orientation.objects.create(
        dossier=suivi, ouverture=monde.ouverture, par=monde.awa, etat="en_cours",
        envoyee_le=timezone.now(), demarree_le=JOUR - timedelta(days=30),
    )  # fmt: skip
    awa = client_de("awa")
    assert _clore(awa, suivi, **{f"orientation_{en_poste.pk}": "annuler"}).status_code == 422
    assert _clore(awa, suivi, **{f"orientation_{en_poste.pk}": "laisser"}).status_code == 302
    en_poste.refresh_from_db()
    assert en_poste.etat == "en_cours"
    assert Cloture.objects.get().bilan["mois_en_emploi"] == 1.0


def test_a_referral_sent_meanwhile_stops_the_closing(monde, suivi):
    from freins.services.clotures import ClotureImpossible, clore

    Orientation.objects.create(
        dossier=suivi, ouverture=monde.ouverture, par=monde.awa, etat="envoyee"
    )
    with pytest.raises(ClotureImpossible, match="décider de chacune"):
        clore(dossier=suivi, issue="formation", clos_le=JOUR, par=monde.awa, decisions={})
    assert not Cloture.objects.exists()


def test_reopening_keeps_the_closing_and_its_report(monde, suivi, client_de):
    awa = client_de("awa")
    _clore(awa, suivi)
    avant = Cloture.objects.get().bilan
    awa.post(reverse("freins:rouvrir", args=[suivi.pk]))
    suivi.refresh_from_db()
    assert (suivi.statut, suivi.clos_le) == ("ouvert", None)
    cloture = Cloture.objects.get()
    assert (cloture.rouvert_le, cloture.rouvert_par) == (JOUR, monde.awa)
    assert Capacite.objects.filter(dossier=suivi).exists()
    services.faire(
        frein=suivi.freins.get(thematique="numerique--acquerir-un-equipement"), geste="lever",
        par=monde.awa, jour=JOUR,
    )  # fmt: skip
    assert Cloture.objects.get().bilan == avant
    assert matching.calculer_lot([suivi.pk]) == 1
    _clore(awa, suivi, issue="demenagement")
    assert Cloture.objects.count() == 2


def test_it_does_not_open_beside_another_open_dossier(monde, suivi, client_de):
    awa = client_de("awa")
    _clore(awa, suivi)
    Dossier.objects.create(
        personne=suivi.personne, structure=monde.structure, referent=monde.awa, ouvert_le=JOUR
    )
    reponse = awa.post(reverse("freins:rouvrir", args=[suivi.pk]), follow=True)
    assert "un autre dossier ouvert" in reponse.content.decode()
    suivi.refresh_from_db()
    assert suivi.statut == "clos"


@pytest.mark.parametrize(
    ("donnees", "phrase"),
    [
        ({"issue": ""}, "obligatoire"),
        ({"clos_le": (JOUR + timedelta(days=1)).isoformat()}, "Choisir un jour entre"),
        ({"precision": "En arrêt pour dépression"}, "dépression"),
    ],
)
def test_bad_input_closes_nothing(suivi, client_de, donnees, phrase):
    reponse = _clore(client_de("awa"), suivi, **donnees)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    suivi.refresh_from_db()
    assert suivi.statut == "ouvert"


def test_the_report_is_printed_as_it_was(suivi, client_de, tmp_path):
    awa = client_de("awa")
    _clore(awa, suivi, precision="Contrat signé.")
    cloture = Cloture.objects.get()
    contenu = _pdf(awa, reverse("freins:imprimer_bilan", args=[suivi.pk]), cloture=cloture.pk)
    texte = _texte(contenu, tmp_path)
    for mot in ("Bilan d’accompagnement de Nadia B.", "Emploi durable", "Garde d’enfants",
                "Au début", "Contrat signé."):  # fmt: skip
        assert mot in texte
    assert "anté" not in texte
    assert imprimes.DUREE
