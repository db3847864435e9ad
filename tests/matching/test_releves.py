"""Every night: eligibility by family, groups joined afterwards, the version and the alerts."""

from datetime import date, timedelta

import pytest

from matching import services
from matching.models import (
    AlerteEquite,
    Decision,
    EligibiliteFamille,
    EtatAlerte,
    ReleveClassement,
    VersionMoteur,
)
from matching.moteur import VERSION_MOTEUR
from matching.services import alertes, decisions
from parcours.dossiers.models import Personne
from parcours.orientations.models import Orientation
from parcours.socle.horloge import maintenant
from tests.matching.fabrique import ouverture, pret
from tests.monde import creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()


def _groupe(monde, sexe: str, nombre: int):
    lieu = {"commune": monde.grenoble, "latitude": 45.168, "longitude": 5.71}
    return [
        pret(creer_dossier(f"P{sexe}{i}", "", monde.awa, monde.structure, sexe=sexe, qpv_etat="non", **lieu))
        for i in range(nombre)
    ]  # fmt: skip


def _orienter(monde, dossiers, offre) -> None:
    for dossier in dossiers:
        Orientation.objects.create(
            dossier=dossier, ouverture=offre, par=monde.awa, etat="envoyee", envoyee_le=maintenant()
        )


def test_the_night_keeps_families_without_any_label(monde):
    pret(monde.dossier_nadia)
    ouverture(monde)
    services.relever_classements(jour=JOUR)
    ligne = EligibiliteFamille.objects.get(dossier=monde.dossier_nadia, famille="K")
    assert (ligne.accessibles, ligne.en_tete, ligne.meilleur_rang) == (1, 1, 1)
    assert ligne.attention == pytest.approx(1.0)
    assert {f.name for f in EligibiliteFamille._meta.get_fields()} == {
        "id", "dossier", "famille", "accessibles", "en_tete", "meilleur_rang", "attention", "releve_le",
    }  # fmt: skip


def test_the_same_night_twice_is_the_same_night(monde):
    pret(monde.dossier_nadia)
    ouverture(monde)
    services.relever_classements(jour=JOUR)
    avant = list(
        ReleveClassement.objects.values_list("dimension", "famille", "groupe", "eligibles")
    )
    services.relever_classements(jour=JOUR)
    apres = list(
        ReleveClassement.objects.values_list("dimension", "famille", "groupe", "eligibles")
    )
    assert avant == apres
    assert ("sexe", "", "femme", 1) in avant


def test_groups_are_counts_and_follow_the_labels_only(monde):
    """Exchange the labels: the engine’s lines do not move, the groups are exchanged."""
    _groupe(monde, "femme", 3)
    _groupe(monde, "homme", 2)
    ouverture(monde)
    services.relever_classements(jour=JOUR)
    lignes = list(
        EligibiliteFamille.objects.order_by("dossier").values_list("dossier", "attention")
    )
    Personne.objects.filter(sexe="femme").update(sexe="autre")
    services.relever_classements(jour=JOUR)
    assert lignes == list(
        EligibiliteFamille.objects.order_by("dossier").values_list("dossier", "attention")
    )
    comptes = dict(
        ReleveClassement.objects.filter(dimension="sexe", famille="").values_list("groupe", "eligibles")
    )  # fmt: skip
    assert comptes == {"autre": 3, "homme": 2}


def test_closed_dossiers_leave_the_night(monde):
    pret(monde.dossier_nadia)
    ouverture(monde)
    services.relever_classements(jour=JOUR)
    monde.dossier_nadia.statut = "clos"
    monde.dossier_nadia.save()
    services.relever_classements(jour=JOUR)
    assert not EligibiliteFamille.objects.filter(dossier=monde.dossier_nadia).exists()


def test_the_version_in_use_is_registered_once_with_its_audit(monde):
    pret(monde.dossier_nadia)
    ouverture(monde)
    services.relever_classements(jour=JOUR - timedelta(days=1))
    services.inscrire(jour=JOUR)
    services.relever_classements(jour=JOUR)
    services.inscrire(jour=JOUR)
    version = VersionMoteur.objects.get()
    assert version.code == VERSION_MOTEUR
    assert version.poids["metier"] > 0
    assert version.audit_avant["nuits"] == 1
    assert version.audit_apres["groupes"]["sexe"]["femme"]["eligibles"] == 1


# --- alerts ---------------------------------------------------------------------------------------


def test_a_group_never_referred_raises_one_alert_and_its_end_withdraws_it(monde):
    femmes, hommes = _groupe(monde, "femme", 12), _groupe(monde, "homme", 12)
    offre = ouverture(monde)
    _orienter(monde, hommes, offre)
    services.relever_classements(jour=JOUR)
    assert services.actualiser_alertes(jour=JOUR) >= 1
    services.actualiser_alertes(jour=JOUR)
    alerte = AlerteEquite.objects.get(dimension="sexe", groupe="femme", famille="K")
    assert alerte.nombre == 12
    assert not AlerteEquite.objects.filter(dimension="sexe", groupe="homme").exists()
    _orienter(monde, femmes, offre)
    services.actualiser_alertes(jour=JOUR)
    assert not AlerteEquite.objects.exists()


def test_few_people_raise_nothing(monde):
    _groupe(monde, "femme", 10)
    _orienter(monde, _groupe(monde, "homme", 12), ouverture(monde))
    services.relever_classements(jour=JOUR)
    assert services.actualiser_alertes(jour=JOUR) == 0


def test_labels_exchanged_exchange_the_alert(monde):
    femmes, hommes = _groupe(monde, "femme", 12), _groupe(monde, "homme", 12)
    _orienter(monde, femmes, ouverture(monde))
    services.relever_classements(jour=JOUR)
    services.actualiser_alertes(jour=JOUR)
    assert set(AlerteEquite.objects.filter(dimension="sexe").values_list("groupe", flat=True)) == {
        "homme"
    }
    assert len(hommes) == 12


def test_a_human_closes_an_alert_once_with_words_and_it_is_not_said_again(monde):
    _groupe(monde, "femme", 12)
    _orienter(monde, _groupe(monde, "homme", 12), ouverture(monde))
    services.relever_classements(jour=JOUR)
    services.actualiser_alertes(jour=JOUR)
    alerte = AlerteEquite.objects.get(dimension="sexe")
    with pytest.raises(ValueError, match="quelques mots"):
        services.clore(alerte_id=alerte.pk, etat=EtatAlerte.TRAITEE, motif=" ", par=monde.denis)
    services.clore(alerte_id=alerte.pk, etat=EtatAlerte.ECARTEE, motif="Chantier terminé", par=monde.denis)  # fmt: skip
    with pytest.raises(alertes.AlerteClose):
        services.clore(alerte_id=alerte.pk, etat=EtatAlerte.TRAITEE, motif="Encore une", par=monde.denis)  # fmt: skip
    services.actualiser_alertes(jour=JOUR)
    assert not AlerteEquite.objects.filter(dimension="sexe", etat=EtatAlerte.OUVERTE).exists()


# --- the decision log -----------------------------------------------------------------------------


def test_each_suggestion_shown_and_each_act_leaves_a_line(monde):
    pret(monde.dossier_nadia)
    offre = ouverture(monde)
    resultat = services.classer_dossier(monde.dossier_nadia)
    calcul = services.noter_calcul(resultat)
    rangs = list(enumerate(resultat.classement.accessibles, start=1))
    services.noter_montrees(calcul=calcul, rangs=rangs)
    services.noter_montrees(calcul=calcul, rangs=rangs, est_vue=True)
    services.ecarter(dossier=monde.dossier_nadia, ouverture=offre, motif="loin", par=monde.awa)
    services.reprendre(dossier=monde.dossier_nadia, ouverture=offre, par=monde.awa)
    _orienter(monde, [monde.dossier_nadia], offre)
    services.noter_orientees([monde.dossier_nadia.pk])
    lignes = list(Decision.objects.filter(ouverture_numero=offre.pk).order_by("pk"))
    assert [li.acte for li in lignes] == ["montree", "vue", "ecartee", "reprise", "orientee"]
    assert lignes[2].motif == "loin"
    assert lignes[2].acteur == monde.awa.pseudonyme
    assert {li.version_moteur for li in lignes} == {VERSION_MOTEUR}
    assert {li.empreinte for li in lignes} == {calcul.empreinte}
    assert {li.dossier_pseudonyme for li in lignes} == {
        decisions.pseudonyme(monde.dossier_nadia.pk)
    }
    assert str(monde.dossier_nadia.pk) != lignes[0].dossier_pseudonyme


def test_a_line_of_the_log_is_never_rewritten(monde):
    from django.db import DatabaseError, transaction

    Decision.objects.create(dossier_pseudonyme="x", ouverture_numero=1, acte="montree")
    for geste in (
        lambda: Decision.objects.update(acte="vue"),
        lambda: Decision.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            geste()
