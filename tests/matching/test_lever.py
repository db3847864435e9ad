"""« Ce que lever un frein ouvre » on planted worlds: screen, engine and brute force say the same."""

import importlib
import shutil
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from random import Random
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader

from freins import impression
from freins.models import Action, Enfant, Imprime, Objectif
from freins.services import identifier, imprimes
from matching import catalogues, services, tables
from matching.ecrans import lever as ecran
from matching.ecrans.lever import choisir_plans, delai_en_mots
from matching.moteur import Statut, evaluer
from matching.moteur.ouvrants import Plan, appliquer
from parcours.dossiers.models import Langue, Permis
from parcours.solutions.models import Solution, StructureSolution
from tests.api.outils import jeton_de
from tests.matching.fabrique import (
    exigence,
    garder,
    grille,
    limiter,
    marcher,
    ouverture,
    pret,
)  # fmt: skip

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
TOT = {"garde": {"plages": [{"jours": "lun-ven", "debut": "06:00", "fin": "19:00"}],
                 "ages_mois": [0, 155]}}  # fmt: skip


def solution(monde, gain, nom="Garde à domicile", **champs):
    structure, _ = StructureSolution.objects.get_or_create(
        nom="Relais des Buttes", defaults={"commune": monde.grenoble}
    )
    defauts = {"delai_jours": 21, "cout": 40, "publics": ["tous-publics"]}
    return Solution.objects.create(structure=structure, nom=nom, gain=gain, **defauts | champs)


def compter(dossier, apports=()):
    """Brute force: how many openings are accessible once the profile is changed."""
    profil = appliquer(tables.profil_de(dossier, JOUR), apports)
    lecture = catalogues.courant(JOUR)
    postes = tables.postes([int(c) for c in lecture.catalogue.cles]).values()
    referentiel = lecture.catalogue.referentiel
    return sum(evaluer(profil, p, referentiel, JOUR).statut is Statut.ACCESSIBLE for p in postes)


@pytest.fixture
def matin(monde):
    """Nadia's only block is childcare before 8:00: three jobs at 6:30, one at 9."""
    marcher(monde.dossier_nadia)
    garder(monde.dossier_nadia, "08:00", "19:00")
    for contrat in ("cdi", "cdi", "cdd"):
        ouverture(monde, grille=grille("06:30", "12:30"), contrat=contrat)
    ouverture(monde, grille=grille("10:00", "15:00"))
    return monde.dossier_nadia


def test_screen_engine_and_brute_force_say_the_same(monde, client_de, matin):
    solution(monde, TOT)
    levee = services.lever(matin, avec_sante=True)
    (levier,) = levee.leviers
    gain = compter(matin, [levier.etape.apporte]) - compter(matin)
    assert gain == levee.ouvrants.gain_total == 3
    page = client_de("awa").get(reverse("matching:lever", args=[matin.pk])).content.decode()
    assert '<strong class="pc-num">+3</strong> ouvertures' in page
    assert "Garde à domicile (3 semaines) : +3 ouvertures, dont 2 en CDI" in page
    assert "40 €" in page


def test_a_site_whose_kernels_are_not_ready_compiles_nothing(monde, matin, monkeypatch):
    """Compiling would hold the page for half a minute; arrays give the same figures."""
    solution(monde, TOT)
    avec = services.lever(matin, avec_sante=True).ouvrants
    monkeypatch.setattr(sys.modules["matching.services.lever"], "est_pret", lambda: False)
    noyau = importlib.import_module("matching.moteur.ouvrants.par_noyau")
    monkeypatch.setattr(noyau, "relever_vite", lambda *a: pytest.fail("a kernel was called"))
    sans = services.lever(matin, avec_sante=True).ouvrants
    codes = [etape.code for etape in avec.demarche.etapes]
    assert codes
    assert [sans.gain([c]) for c in codes] == [avec.gain([c]) for c in codes]


def test_the_openings_behind_a_bar_are_exactly_these(monde, client_de, matin):
    solution(monde, TOT)
    levee = services.lever(matin, avec_sante=True)
    code = levee.leviers[0].etape.code
    adresse = reverse("matching:lever_ouvertures", args=[matin.pk])
    awa = client_de("awa")
    vue = awa.get(adresse, {"etapes": code}).context["vue"]
    assert {c.ouverture.pk for c in vue.cartes} == set(
        levee.ouvrants.ouvertures([code]).cles.tolist()
    )
    assert len(vue.cartes) == 3
    cdd = awa.get(adresse, {"etapes": code, "contrat": "cdd"}).context["vue"]
    assert len(cdd.cartes) == 1
    assert awa.get(adresse, {"etapes": "garde:0h00"}).status_code == 302
    assert awa.get(adresse).status_code == 302


def test_one_sibling_uncovered_opens_nothing_both_covered_open_them_all(monde, matin):
    """The children are on file: a service that takes one of two lifts no hour at all."""
    petit = solution(monde, {"garde": TOT["garde"] | {"ages_mois": [0, 47]}}, nom="Crèche")
    Enfant.objects.create(dossier=matin, annee=JOUR.year - 2, mois=1)
    Enfant.objects.create(dossier=matin, annee=JOUR.year - 8, mois=1)
    assert services.lever(matin, avec_sante=True).ouvrants.gain_total == 0
    solution(monde, {"garde": TOT["garde"] | {"ages_mois": [48, 155]}}, nom="Périscolaire")
    levee = services.lever(matin, avec_sante=True)
    assert levee.ouvrants.gain_total == 3
    assert set(levee.ouvrants.gains_par_etape().values()) == {0}
    petit.delete()
    assert services.lever(matin, avec_sante=True).ouvrants.gain_total == 0


def test_an_age_or_a_place_that_does_not_fit_never_raises_a_gain(monde, matin):
    solution(monde, TOT, nom="Trop jeune", age_max=20)
    matin.personne.naissance_annee = 1990
    matin.personne.save()
    solution(monde, TOT, nom="Ailleurs", zone=["73065"])
    solution(monde, TOT, nom="Fermée", est_active=False)
    solution(monde, TOT, nom="Finie", fin_le=JOUR - timedelta(days=1))
    assert services.lever(matin, avec_sante=True).leviers == ()


def test_screen_pdf_and_api_agree_on_twenty_people(monde, client_de):
    """And both agree with criteria evaluated one by one, for every step and for all of them."""
    tirage = Random(7)
    for _ in range(12):
        visee = ouverture(
            monde, grille=grille(tirage.choice(["05:30", "08:00", "13:00"]), "17:00"),
            latitude=45.168 + tirage.random() / 8,
        )  # fmt: skip
        if tirage.random() < 0.5:
            exigence(visee, "langue_oral", "fr", tirage.randint(1, 4))
        if tirage.random() < 0.4:
            exigence(visee, "permis", "B")
    solution(monde, TOT)
    solution(monde, {"langue": {"oral": "B1"}}, nom="Cours de français")
    solution(monde, {"permis": {"categories": ["B"]}, "mobilite": {"voiture": 60}}, nom="Permis")
    solution(monde, {"mobilite": {"velo": 40}}, nom="Vélo")
    for graine in range(20):
        _changer(monde, Random(graine))
        levee = services.lever(monde.dossier_nadia, avec_sante=True)
        base = compter(monde.dossier_nadia)
        d = levee.ouvrants.demarche
        assert levee.ouvrants.accessibles[0] == base
        for ensemble in {d.tout, *(d.fermer([lv.etape.code]) for lv in levee.leviers)}:
            attendu = compter(monde.dossier_nadia, d.apports(ensemble)) - base
            assert levee.ouvrants.gain_de(ensemble) == attendu
        _les_trois_disent_pareil(monde, client_de, levee)


def _les_trois_disent_pareil(monde, client_de, levee):
    dossier = monde.dossier_nadia
    gains = {lv.libelle: levee.ouvrants.gain([lv.etape.code]) for lv in levee.leviers}
    page = client_de("awa").get(reverse("matching:lever", args=[dossier.pk])).context["vue"]
    barres = {b.levier.libelle: b.gain for g in page.groupes for b in g.barres}
    assert barres == {nom: gains[nom] for nom in barres}
    assert sum(gains.values()) == sum(barres.values())
    recu = jeton_de(monde, "awa").get(reverse("api:ouvrants", args=[dossier.pk])).json()
    assert {e["libelle"]: e["gain"] for e in recu["etapes"]} == gains
    assert recu["gain_total"] == page.gain_total == levee.ouvrants.gain_total
    imprime = Imprime(dossier=dossier, genre="lever")
    gabarit, contexte = impression.contexte_de(imprime, JOUR)
    assert f"+{levee.ouvrants.gain_total}." in render_to_string(gabarit, contexte)
    assert contexte["vue"].gain_total == page.gain_total


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext absent (poppler-utils)")
def test_the_pdf_opened_says_the_number_of_the_screen(monde, client_de, matin):
    solution(monde, TOT)
    awa = client_de("awa")
    suivi = awa.post(reverse("matching:lever_imprimer", args=[matin.pk]))
    imprime = Imprime.objects.get(uuid=suivi.url.split("/")[-2])
    imprimes.fabriquer(imprime.pk)
    pdf = awa.get(reverse("freins:imprime_pdf", args=[imprime.uuid])).content
    texte = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert "Avec toutes les étapes : +3" in texte
    assert "+3 ouvertures, dont 2 en CDI" in " ".join(texte.split())
    lu = PdfReader(BytesIO(pdf))
    assert lu.trailer["/Root"]["/Lang"] == "fr"
    assert "/StructTreeRoot" in lu.trailer["/Root"]
    for qui in ("bruno", "denis", "chloe", "nadia"):
        reponse = client_de(qui).get(reverse("freins:imprime_pdf", args=[imprime.uuid]))
        assert reponse.status_code == 404


def _changer(monde, tirage):
    marcher(monde.dossier_nadia, tirage.choice([15, 40, 90]))
    garder(monde.dossier_nadia, tirage.choice(["06:00", "08:00", "09:30"]), "18:00")
    Langue.objects.filter(dossier=monde.dossier_nadia).delete()
    Permis.objects.filter(dossier=monde.dossier_nadia).delete()
    Langue.objects.create(dossier=monde.dossier_nadia, code="fr", oral=tirage.choice(["A1", "B1"]))
    if tirage.random() < 0.3:
        Permis.objects.create(dossier=monde.dossier_nadia, categorie="B")


def test_without_any_solution_the_page_says_what_to_do(monde, client_de, matin):
    page = client_de("awa").get(reverse("matching:lever", args=[matin.pk])).content.decode()
    assert "Aucune solution d’ici" in page
    assert "Faire le point" in page


def test_health_steps_are_for_the_referent_alone(monde, client_de):
    pret(monde.dossier_nadia)
    limiter(monde.dossier_nadia, "nuit")
    exigence(ouverture(monde), "condition", "nuit")
    solution(monde, {"sante": {"conditions": ["nuit"]}}, nom="Adapter un poste")
    adresse = reverse("matching:lever", args=[monde.dossier_nadia.pk])
    assert "Adapter un poste" in client_de("awa").get(adresse).content.decode()
    for qui in ("bruno", "denis"):
        assert "Adapter un poste" not in client_de(qui).get(adresse).content.decode()


# --- Into the plan --------------------------------------------------------------------------------


def adopter(client, dossier, etapes, jeton=None):
    dit = {"etapes": etapes, "jeton": jeton or uuid4()}
    return client.post(reverse("matching:lever_adopter", args=[dossier.pk]), dit)


def test_one_click_writes_objectives_and_actions_once(monde, client_de, matin):
    garde = solution(monde, TOT)
    frein = identifier(
        dossier=matin, thematique="famille--garde-denfants", par=monde.awa, impact="bloquant",
        jour=JOUR,
    )  # fmt: skip
    code = services.lever(matin, avec_sante=True).leviers[0].etape.code
    awa, jeton = client_de("awa"), uuid4()
    for _ in range(2):
        assert adopter(awa, matin, code, jeton).url == reverse("freins:plan", args=[matin.pk])
    adopter(awa, matin, code)  # another page open on the same plan
    action = Action.objects.get()
    assert (action.solution, action.objectif.frein) == (garde, frein)
    assert action.echeance_le == JOUR + timedelta(days=21)
    assert Objectif.objects.count() == 1


def test_what_a_step_needs_comes_into_the_plan_with_it(monde, client_de):
    marcher(monde.dossier_nadia, voiture=None)
    solution(monde, {"permis": {"categories": ["B"]}}, nom="Passer le permis", delai_jours=150)
    solution(monde, {"mobilite": {"voiture": 45, "prealables": ["permis:B"]}}, nom="Une voiture")
    adopter(client_de("awa"), monde.dossier_nadia, "mobilite:voiture")
    prevues = {a.intitule: a.echeance_le for a in Action.objects.all()}
    assert prevues == {
        "Passer le permis": JOUR + timedelta(days=150), "Une voiture": JOUR + timedelta(days=171),
    }  # fmt: skip


@pytest.mark.parametrize("etapes", ["", "garde:0h00", "garde:6h00,permis:B", "x" * 700])
def test_steps_no_longer_offered_write_nothing(monde, client_de, matin, etapes):
    solution(monde, TOT)
    reponse = adopter(client_de("awa"), matin, etapes)
    assert reponse.url == reverse("matching:lever", args=[matin.pk])
    assert not Action.objects.exists()


def test_who_only_reads_adopts_nothing(monde, client_de, matin):
    solution(monde, TOT)
    for qui, statut in (("bruno", 403), ("chloe", 404), ("nadia", 403), ("vercors", 403)):
        assert adopter(client_de(qui), matin, "garde:6h00").status_code == statut
    assert not Action.objects.exists()


# --- Words and choice -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jours", "mots"),
    [(None, "délai à confirmer"), (0, "tout de suite"), (1, "1 jour"), (5, "5 jours"),
     (7, "1 semaine"), (21, "3 semaines"), (90, "3 mois"), (160, "5 mois")],
)  # fmt: skip
def test_delays_are_said_as_people_say_them(jours, mots):
    assert delai_en_mots(jours) == mots


def test_plans_shown_are_few_and_short():
    plans = [Plan((f"s{i}",) * n, i, 30 * n - i, 10, n, 10 * n + i)
             for n in range(1, 7) for i in range(4)]  # fmt: skip
    retenus = choisir_plans(plans)
    assert len(retenus) <= ecran.PLANS_MONTRES
    assert {p.effort for p in retenus} <= {1, 2, 3, 4}
    assert any(p.effort == 1 for p in retenus)
    assert choisir_plans([]) == []
