"""Health: encrypted, with consent, for the référent (who says why) and the person, nobody else."""

import pytest
from django.db import connection
from django.urls import reverse

from freins import services
from freins.capacites import capacites_de
from freins.models import LimitesSante
from freins.services.sante import ConsentementManquant, consentement_actif
from matching.moteur.vocabulaire import CONDITIONS
from parcours.dossiers.models import Consentement
from parcours.dossiers.services.consentements import retirer_consentement
from parcours.socle.models import EntreeJournal, Evenement

pytestmark = pytest.mark.base
TEMOIN = "poussieres_produits"
LIBELLE = CONDITIONS[TEMOIN]
MOTIF = "Préparer une orientation avec elle"


@pytest.fixture
def notees(monde):
    return services.noter_limites(
        dossier=monde.dossier_nadia, limites=[TEMOIN], par=monde.awa, consent=True
    )


def sante(monde) -> str:
    return reverse("freins:sante", args=[monde.dossier_nadia.pk])


def test_without_consent_nothing_is_written(monde):
    with pytest.raises(ConsentementManquant):
        services.noter_limites(
            dossier=monde.dossier_nadia, limites=[TEMOIN], par=monde.awa, consent=False
        )
    assert not LimitesSante.objects.exists()
    assert not Consentement.objects.exists()


def test_the_stored_row_is_unreadable_and_reads_back(monde, notees):
    table = LimitesSante._meta.db_table
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT limites FROM {table}")
        (brut,) = curseur.fetchone()
    assert TEMOIN not in brut
    assert len(brut) > 60
    assert LimitesSante.objects.get().limites == [TEMOIN]


def test_the_canary_is_in_no_table_at_all(monde, notees, client_de):
    """Every text of every row of every table, history, journal, events, tasks, sessions."""
    client_de("awa").post(sante(monde), {"motif": MOTIF})
    with connection.cursor() as curseur:
        for table in connection.introspection.table_names():
            curseur.execute(f'SELECT * FROM "{table}"')
            assert not [ligne for ligne in curseur.fetchall() if TEMOIN in repr(ligne)], table


def test_health_has_no_history_model():
    assert not hasattr(LimitesSante, "history")


def test_events_and_journal_name_no_limit(monde, notees):
    assert {e.quoi for e in Evenement.objects.filter(sujet="dossier")} >= {"capacite"}
    mots = [e.quoi for e in Evenement.objects.all()]
    assert not any("sant" in mot or TEMOIN in mot for mot in mots)
    assert not any(TEMOIN in repr(vars(e)) for e in EntreeJournal.objects.all())


def test_withdrawing_the_consent_empties_the_field_and_the_engine_forgets(monde, notees):
    pk = monde.dossier_nadia.pk
    assert capacites_de([pk])[pk].limites == {TEMOIN}
    avant = Evenement.objects.filter(quoi="capacite").count()
    accord = consentement_actif(monde.dossier_nadia)
    retirer_consentement(consentement=accord, par=monde.nadia)
    assert LimitesSante.objects.get().limites is None
    assert capacites_de([pk])[pk].limites == frozenset()
    assert Evenement.objects.filter(quoi="capacite").count() == avant + 1


def test_the_engine_never_uses_limits_whose_consent_is_withdrawn(monde, notees):
    """Even if the field had not been emptied."""
    Consentement.objects.update(retire_le="2026-01-01T00:00:00Z")
    pk = monde.dossier_nadia.pk
    assert capacites_de([pk])[pk].limites == frozenset()


def test_a_new_agreement_after_a_withdrawal_is_a_new_consent(monde, notees):
    services.retirer_accord(dossier=monde.dossier_nadia, par=monde.awa)
    services.noter_limites(
        dossier=monde.dossier_nadia, limites=["nuit"], par=monde.awa, consent=True
    )
    assert Consentement.objects.count() == 2
    pk = monde.dossier_nadia.pk
    assert capacites_de([pk])[pk].limites == {"nuit"}


def test_reading_without_a_reason_is_refused_and_shows_nothing(monde, notees, client_de):
    for reponse in (
        client_de("awa").get(sante(monde)),
        client_de("awa").post(sante(monde)),
        client_de("awa").post(sante(monde), {"motif": "   "}),
    ):
        assert reponse.status_code == 403
        assert LIBELLE not in reponse.content.decode()
    assert not EntreeJournal.objects.filter(champ="sante", action="lecture").exists()


def test_reading_with_a_reason_is_shown_and_logged(monde, notees, client_de):
    reponse = client_de("awa").post(sante(monde), {"motif": MOTIF})
    assert reponse.status_code == 200
    assert LIBELLE in reponse.content.decode()
    entree = EntreeJournal.objects.get(champ="sante", action="lecture")
    assert (entree.acteur, entree.motif) == (monde.awa.pseudonyme, MOTIF)
    assert entree.dossier_id == monde.dossier_nadia.pk


def test_a_reason_that_speaks_of_health_is_refused(monde, notees, client_de):
    reponse = client_de("awa").post(sante(monde), {"motif": "Elle fait une dépression"})
    assert reponse.status_code == 403
    assert LIBELLE not in reponse.content.decode()
    assert not EntreeJournal.objects.filter(motif__contains="dépression").exists()


@pytest.mark.parametrize("qui", ["bruno", "denis"])
def test_colleagues_and_responsable_never_read_it(monde, notees, client_de, qui):
    assert client_de(qui).post(sante(monde), {"motif": MOTIF}).status_code == 403


def test_another_structure_does_not_even_see_that_it_exists(monde, notees, client_de):
    assert client_de("chloe").post(sante(monde), {"motif": MOTIF}).status_code == 404


PAGES = [
    ("freins:onglet", True), ("freins:plan", True), ("freins:diagnostic", True),
    ("freins:nouveau", True), ("dossiers:synthese", True), ("dossiers:journal", True),
    ("dossiers:qualifications", True), ("dossiers:resume", True), ("dossiers:contacts", False),
    ("matching:suggestions", True), ("orientations:onglet", True), ("pilotage:journee", False),
    ("pilotage:file_active", False), ("orientations:reponses", False), ("pilotage:tableau", False),
]  # fmt: skip


@pytest.mark.parametrize(("page", "du_dossier"), PAGES, ids=lambda v: str(v))
def test_the_canary_is_on_no_page_without_a_reason(monde, notees, client_de, page, du_dossier):
    """Neither the référent's header and lists, nor colleagues, nor the employer."""
    services.identifier(
        dossier=monde.dossier_nadia, thematique="sante", par=monde.awa, jour=monde.dossier_nadia.ouvert_le,
        impact="bloquant",
    )  # fmt: skip
    adresse = reverse(page, args=[monde.dossier_nadia.pk] if du_dossier else [])
    for qui in ("awa", "bruno", "denis", "chloe", "vercors", "fatima", "karim", "gael"):
        texte = client_de(qui).get(adresse).content.decode()
        if not (page == "freins:diagnostic" and qui == "awa"):  # the list to choose from is there
            assert LIBELLE not in texte, (page, qui)
        assert f'value="{TEMOIN}" checked' not in texte
        assert "Santé : bloquant" not in texte, (page, qui)


def test_only_the_referent_sees_that_there_is_a_confidential_part(monde, notees, client_de):
    onglet = reverse("freins:onglet", args=[monde.dossier_nadia.pk])
    assert "Partie confidentielle" in client_de("awa").get(onglet).content.decode()
    for qui in ("bruno", "denis"):
        assert "onfidentiel" not in client_de(qui).get(onglet).content.decode()


def test_the_referent_updates_with_the_person(monde, client_de):
    adresse = reverse("freins:sante_limites", args=[monde.dossier_nadia.pk])
    sans = client_de("awa").post(adresse, {"limites": [TEMOIN]})
    assert sans.status_code == 422
    assert "accord de la personne" in sans.content.decode()
    assert not LimitesSante.objects.exists()
    avec = client_de("awa").post(adresse, {"limites": [TEMOIN], "accord": "on", "moyen": "ecrit"})
    assert avec.status_code == 302
    assert LimitesSante.objects.get().consentement.moyen == "ecrit"


def test_a_forged_limit_writes_nothing(monde, client_de):
    adresse = reverse("freins:sante_limites", args=[monde.dossier_nadia.pk])
    forge = client_de("awa").post(adresse, {"limites": ["diabete"], "accord": "on"})
    assert forge.status_code == 422
    assert not LimitesSante.objects.exists()


def test_the_person_sees_changes_and_takes_back(monde, notees, client_de):
    adresse, nadia = reverse("freins:mes_limites"), client_de("nadia")
    assert "checked" in nadia.get(adresse).content.decode()
    nadia.post(adresse, {"limites": ["nuit"], "accord": "on"})
    assert LimitesSante.objects.get().limites == ["nuit"]
    nadia.post(adresse, {"geste": "retirer"})
    assert LimitesSante.objects.get().limites is None
    assert consentement_actif(monde.dossier_nadia) is None
    assert nadia.post(adresse, {"limites": ["nuit"]}).status_code == 422


def test_another_person_sees_only_their_own(monde, notees, client_de):
    assert "checked" not in client_de("karim").get(reverse("freins:mes_limites")).content.decode()


def test_a_health_barrier_is_changed_by_the_referent_alone(monde, client_de):
    frein = services.identifier(
        dossier=monde.dossier_nadia, thematique="sante", par=monde.awa,
        jour=monde.dossier_nadia.ouvert_le,
    )  # fmt: skip
    adresse = reverse("freins:geste", args=[frein.pk, "lever"])
    assert client_de("denis").post(adresse).status_code == 403
    assert client_de("awa").post(adresse).status_code == 302
