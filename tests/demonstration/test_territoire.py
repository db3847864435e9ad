"""The demonstration holds what the issue asks for, whatever the seed, and nothing unlawful."""

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import models
from django.db.models import Count, F, Q

from freins.models import Action, Capacite, Frein, LimitesSante, Plan
from freins.regles import mesures, thematiques
from matching.moteur import grilles
from matching.moteur.vocabulaire import CONDITIONS, NATURES
from parcours.comptes.models import Role, Structure, Utilisateur
from parcours.demonstration import volume
from parcours.demonstration.comptes import COMPTES_DEMO, MOT_DE_PASSE_DEMO
from parcours.dossiers.models import (
    Consentement,
    ContactTerrain,
    Dossier,
    Echange,
    Personne,
    Recherche,
)
from parcours.dossiers.notes import verifier_note
from parcours.offres import legalite
from parcours.offres.models import Employeur, Ouverture
from parcours.offres.smic import MENSUEL, est_conforme
from parcours.orientations import etats, textes
from parcours.orientations.etats import TRANSITIONS
from parcours.orientations.models import Courriel, Orientation
from parcours.referentiels.lieux import qpv_du_point
from parcours.socle.nir import trouver_nir
from parcours.socle.siret import est_siret
from parcours.solutions.models import Solution, StructureSolution
from tests.demonstration.conftest import Chargement

pytestmark = [pytest.mark.django_db, pytest.mark.base]


def test_it_holds_what_the_issue_asks_for(territoire: Chargement):
    assert Ouverture.objects.publiees(territoire.jour).count() >= 400
    assert set(Ouverture.objects.values_list("nature", flat=True)) == set(NATURES)
    assert Dossier.objects.count() >= 300
    assert Structure.objects.count() == 2
    assert Employeur.objects.count() == 12
    assert Employeur.objects.filter(est_particulier=True).count() == 2
    assert ContactTerrain.objects.count() >= 350
    assert Echange.objects.count() >= 1200
    assert Orientation.objects.count() >= 350
    assert Solution.objects.count() >= 120
    assert StructureSolution.objects.count() == 55
    assert territoire.instructions < 4000


def test_people_are_believable(territoire: Chargement):
    suivies = Personne.objects.filter(dossiers__isnull=False)
    total = suivies.count()
    assert 0.6 < suivies.exclude(qpv=None).count() / total < 0.8
    assert 0.46 < suivies.filter(sexe="femme").count() / total < 0.63
    assert 0.07 < LimitesSante.objects.count() / total < 0.18
    assert Personne.objects.filter(dossiers=None).count() >= 50
    assert Dossier.objects.filter(statut="clos", clos_le=None).count() == 0
    assert Dossier.objects.filter(statut="clos").count() >= 15
    assert Dossier.objects.filter(dernier_contact_le=None, ouvert_le__lt=F("clos_le")).count() == 0


def test_quarters_are_those_the_product_finds(territoire: Chargement):
    for personne in Personne.objects.order_by("pk")[:60]:
        attendu = qpv_du_point(personne.latitude, personne.longitude)
        assert (personne.qpv, personne.qpv_etat) == attendu


def test_pay_is_lawful_at_its_date(territoire: Chargement):
    payees = Ouverture.objects.exclude(salaire_min=None)
    assert payees.count() > 200
    for o in payees:
        for jour in filter(None, (o.publiee_le, o.debut_le)):
            conforme = est_conforme(
                o.salaire_min, periode=MENSUEL, jour=jour, heures_hebdo=o.heures_hebdo
            )
            assert conforme is True, (o.intitule, o.salaire_min, jour)
        assert o.salaire_max is None or o.salaire_max >= o.salaire_min
    assert not payees.filter(contrat__in=["apprentissage", "stage_formation"]).exists()


def test_hours_are_those_of_the_text(territoire: Chargement):
    sans = Ouverture.objects.filter(grille="").count()
    assert 0.18 < sans / Ouverture.objects.count() < 0.34
    for o in Ouverture.objects.exclude(grille="").filter(source="demonstration"):
        assert grilles.depuis_hexa(o.grille)
        assert o.horaires_texte in o.description
        assert max(o.jeu_debut, o.jeu_fin) < 30


def test_only_quarantined_texts_are_unlawful(territoire: Chargement):
    for o in Ouverture.objects.all():
        est_illicite = bool(legalite.motifs(o.intitule, o.description))
        assert est_illicite == (o.etat == "en_quarantaine"), o.description
    nombres = Counter(Ouverture.objects.values_list("etat", flat=True))
    assert min(nombres[e] for e in ("brouillon", "en_quarantaine", "pourvue", "fermee")) >= 5


def test_requirements_are_in_the_vocabulary(territoire: Chargement):
    for o in Ouverture.objects.prefetch_related("exigences"):
        for exigence in o.exigences.all():
            exigence.clean_fields()
            assert exigence.critere != "condition" or exigence.code in CONDITIONS


def test_companies_have_a_siret_and_households_none(territoire: Chargement):
    for employeur in Employeur.objects.all():
        assert (employeur.siret == "") == employeur.est_particulier
        assert employeur.est_particulier or est_siret(employeur.siret)


def test_measures_and_barriers_can_be_read(territoire: Chargement):
    for capacite in Capacite.objects.all():
        assert mesures.depuis_json(capacite.famille, capacite.mesure).puce()
    for recherche in Recherche.objects.exclude(grille=""):
        assert grilles.depuis_hexa(recherche.grille)
    statuts = Counter()
    for frein in Frein.objects.all():
        assert thematiques.a_stocker(frein.thematique) == frein.thematique
        assert (frein.leve_le is not None) == (frein.statut in ("leve", "accepte"))
        assert frein.leve_le is None or frein.identifie_le <= frein.leve_le <= territoire.jour
        statuts[frein.statut] += 1
    assert min(statuts[s] for s in ("identifie", "en_cours", "leve", "accepte")) >= 5
    for fiche in LimitesSante.objects.select_related("consentement"):
        assert set(fiche.limites) <= set(CONDITIONS)
        assert fiche.consentement.finalite == "sante"


def test_history_tells_how_barriers_were_lifted(territoire: Chargement):
    for frein in Frein.objects.filter(statut="leve").order_by("pk")[:40]:
        dits = list(frein.history.order_by("history_date").values_list("statut", flat=True))
        assert dits[0] == "identifie"
        assert dits[-1] == "leve"


def test_no_nir_anywhere(territoire: Chargement):
    for modele in apps.get_models():
        if modele._meta.app_label in ("dossiers", "offres", "orientations", "comptes"):
            for texte in _textes(modele):
                assert trouver_nir(texte) is None


def _textes(modele: type[models.Model]) -> set[str]:
    """Everything written in the columns of short text of a model, grids and hashes aside."""
    champs = [
        champ.name
        for champ in modele._meta.concrete_fields
        if isinstance(champ, models.CharField) and champ.max_length > 5
    ]
    lignes = modele._default_manager.values_list("pk", *champs)
    return {v for _, *valeurs in lignes for v in valeurs if v and len(v) != 84}


def test_notes_hold_nothing_excessive(territoire: Chargement):
    for modele in (ContactTerrain, Echange):
        for note in set(modele.objects.values_list("note", flat=True)):
            assert verifier_note(note, champ="note") == [], note


def test_accounts_can_be_tried(territoire: Chargement):
    assert {c.role for c in COMPTES_DEMO} == set(Role)
    assert len({c.structure for c in COMPTES_DEMO if c.role == Role.CONSEILLER}) == 2
    for compte in COMPTES_DEMO:
        utilisateur = Utilisateur.objects.get(email=compte.email)
        assert check_password(MOT_DE_PASSE_DEMO, utilisateur.password)
        assert utilisateur.role == compte.role
        assert compte.essai.endswith(".")
    for structure in Structure.objects.all():
        equipe = structure.appartenances.filter(utilisateur__role=Role.CONSEILLER)
        assert 4 <= equipe.count() <= 6


def test_awa_has_a_full_morning(territoire: Chargement):
    awa, jour = Utilisateur.objects.get(email="awa@demo.test"), territoire.jour
    siens = {"objectif__plan__dossier__referent": awa, "statut": "prevue"}
    assert Action.objects.filter(echeance_le=jour, **siens).exists()
    assert Action.objects.filter(echeance_le__lt=jour, **siens).exists()
    assert ContactTerrain.objects.filter(par=awa, rappeler_le=jour).exists()
    assert Ouverture.objects.filter(etat="publiee", expire_le=jour + timedelta(days=1)).exists()
    siennes = Orientation.objects.filter(par=awa)
    recues = [o for o in siennes.exclude(repondue_le=None) if o.etat_le.date() == jour]
    assert "entretien" in {o.etat for o in recues}
    attente = siennes.filter(etat="envoyee").values_list("envoyee_le", flat=True)
    ages = {(jour - envoyee_le.date()).days for envoyee_le in attente}
    assert {10, 12, 22} <= ages
    assert {"brouillon", "acceptee", "entretien"} <= set(siennes.values_list("etat", flat=True))


def test_nadia_is_as_the_drawn_screens_show_her(territoire: Chargement):
    nadia = Dossier.objects.get(personne__compte__email="nadia@demo.test")
    assert (nadia.referent.prenom, nadia.projet) == ("Awa", "emploi")
    assert nadia.personne.qpv.nom.startswith("Mistral")
    garde = nadia.capacites.get(famille="garde").mesure
    lue = mesures.depuis_json("garde", garde)
    assert lue.puce() == "Garde : pas avant 8 h ni après 17 h"
    assert mesures.depuis_json(
        "mobilite", nadia.capacites.get(famille="mobilite").mesure
    ).puce() == ("Mobilité : 35 min, sans voiture")
    niveaux = nadia.langues.get(code="fr").history.order_by("history_date")
    assert list(niveaux.values_list("oral", flat=True)) == ["A2", "B1"]
    assert nadia.situations.get(nature="rsa").au > territoire.jour
    assert nadia.orientations.filter(ouverture__employeur__nom="Atelier Vercors").count() == 1
    assert Plan.objects.get(dossier=nadia).objectifs.count() == 3


def test_no_place_is_given_twice(territoire: Chargement):
    prises = Q(orientations__etat__in=["acceptee", "en_cours", "realisee"])
    comptees = Ouverture.objects.annotate(prises=Count("orientations", filter=prises))
    assert not comptees.filter(prises__gt=F("places")).exists()


def test_si_vide_changes_nothing(territoire: Chargement):
    avant = {m: m._default_manager.count() for m in (Utilisateur, Personne, Ouverture, Orientation)}
    sortie = StringIO()
    call_command("charger_demonstration", "--si-vide", stdout=sortie)
    assert "rien à charger" in sortie.getvalue()
    assert avant == {m: m._default_manager.count() for m in avant}
    with pytest.raises(CommandError, match="base neuve"):
        call_command("charger_demonstration")


def test_volume_adds_until_the_numbers_asked_for(territoire: Chargement):
    dossiers = Dossier.objects.count() + 15
    ouvertures = Ouverture.objects.filter(etat="publiee").count() + 30
    volume.completer(dossiers, ouvertures, graine=5, jour=territoire.jour)
    assert Dossier.objects.count() == dossiers
    assert Ouverture.objects.filter(etat="publiee").count() == ouvertures
    volume.completer(dossiers, ouvertures, graine=5, jour=territoire.jour)
    assert Dossier.objects.count() == dossiers


# --- The referrals obey the one table of orientations.etats, step by step -------------------------
def _toutes():
    return Orientation.objects.prefetch_related("transitions").select_related(
        "dossier__personne__compte", "par", "ouverture", "solution"
    )


def test_every_step_is_a_line_of_the_table(territoire: Chargement):
    vus: Counter[str] = Counter()
    for orientation in _toutes():
        etat = "brouillon"
        for pas in orientation.transitions.all():
            regle = TRANSITIONS[pas.transition]
            assert (pas.de, pas.vers) == (etat, regle.vers)
            assert etat in regle.de
            assert pas.auteur in regle.auteurs
            permis = etats.motifs(pas.transition, pas.auteur)
            assert pas.motif in permis if permis else pas.motif == ""
            assert bool(pas.date_effet) == (regle.date == "jour")
            assert not pas.texte or (
                regle.est_commentee and not textes.defauts_de_raison(pas.texte)
            )
            etat = pas.vers
            vus[pas.transition] += 1
        assert orientation.etat == etat
    assert set(vus) == set(TRANSITIONS)


def test_steps_follow_one_another_and_stop_today(territoire: Chargement):
    for orientation in _toutes():
        instants = [pas.quand for pas in orientation.transitions.all()]
        assert instants == sorted(instants)
        assert all(orientation.cree_le < i <= territoire.calendrier.fin for i in instants)
        debut = orientation.dossier.ouvert_le
        assert orientation.cree_le.date() >= debut


def test_authors_are_who_they_say(territoire: Chargement):
    for orientation in _toutes():
        for pas in orientation.transitions.all():
            if pas.auteur == "conseiller":
                assert pas.par_id == orientation.par_id
            elif pas.auteur == "personne":
                assert pas.par_id == orientation.dossier.personne.compte_id is not None
            else:
                assert pas.par_id is None


def test_fields_agree_with_the_steps(territoire: Chargement):
    for o in _toutes():
        faits = {pas.transition: pas for pas in o.transitions.all()}
        assert (o.envoyee_le is not None) == ("envoyer" in faits)
        assert (o.demarree_le is not None) == ("demarrer" in faits)
        assert (o.finie_le is not None) == bool({"terminer", "rompre"} & set(faits))
        assert (o.rendez_vous_le is not None) == ("convoquer" in faits)
        assert o.version == 1 + o.transitions.count()
        paliers = [p.transition for p in o.transitions.all()].count("constater_maintien")
        assert o.maintien_mois == (0, 3, 6)[paliers]


def test_nothing_waits_longer_than_the_clock_allows(territoire: Chargement):
    attente = Orientation.objects.filter(etat__in=etats.SANS_REPONSE)
    for o in attente:
        age = (territoire.calendrier.fin - o.envoyee_le).days
        assert age <= 30
        assert o.relances == (age >= 10) + (age >= 20) or age in (9, 10, 19, 20)
        assert Courriel.objects.filter(orientation=o, gabarit="relance").count() == o.relances


def test_nothing_was_sent_without_an_agreement(territoire: Chargement):
    accords = dict(Consentement.objects.exclude(objet_id=None).values_list("objet_id", "finalite"))
    for o in Orientation.objects.exclude(etat="brouillon").exclude(envoyee_le=None):
        assert accords[o.pk] == ("partage_employeur" if o.ouverture_id else "partage_service")


def test_cards_still_read_are_blind(territoire: Chargement):
    lisibles = _toutes().filter(etat__in=etats.CARTE_LISIBLE).exclude(ouverture=None)
    assert lisibles.count() > 30
    for o in lisibles:
        personne = o.dossier.personne
        assert o.carte["genre"] == "ouverture"
        assert not textes.defauts_du_mot_aveugle(o.mot, personne), o.mot
        assert personne.nom not in str(o.carte)


def test_answers_differ_from_one_employer_to_another(territoire: Chargement):
    envoyees = Orientation.objects.exclude(envoyee_le=None).exclude(ouverture__employeur=None)
    noms = envoyees.values_list("ouverture__employeur__nom", "repondue_le")
    total, repondues = Counter(n for n, _ in noms), Counter(n for n, r in noms if r)
    taux = [repondues[nom] / n for nom, n in total.items() if n >= 8]
    assert len(taux) >= 5
    assert max(taux) - min(taux) > 0.2


def test_rates_can_be_computed(territoire: Chargement):
    issues = Counter(Orientation.objects.values_list("etat", flat=True))
    assert set(issues) >= set(etats.EtatOrientation.values) - {"prealable"}
    maintiens = Counter(Orientation.objects.values_list("maintien_mois", flat=True))
    assert maintiens[3] >= 3
    assert maintiens[6] >= 3
