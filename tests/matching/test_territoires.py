"""The night goes territory after territory, says how far it is, and goes on where it was cut."""

from datetime import date, timedelta
from unittest import mock

import pytest
import time_machine

from matching import catalogues, services
from matching.models import Calcul, EligibiliteFamille
from matching.services import evenements as consommation
from matching.services import territoires
from parcours.referentiels.models import Commune
from parcours.socle import taches
from parcours.socle.horloge import maintenant
from parcours.socle.models import EtatTache, Tache
from tests.matching.fabrique import ouverture, pret
from tests.monde import creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
NUIT = "matching.reconstruire_catalogue"


@pytest.fixture
def gens(monde):
    """Six people of three communes and one of none; the numbers are not in the order of communes."""
    communes = [
        Commune.objects.get_or_create(code=code, defaults={"nom": nom})[0]
        for code, nom in (("38421", "Saint-Martin-d’Hères"), ("38151", "Échirolles"))
    ]
    dossiers = [monde.dossier_nadia, monde.dossier_karim, monde.dossier_ailleurs]
    dossiers += [creer_dossier(f"P{n}", "X", monde.awa, monde.structure) for n in range(4)]
    for dossier, commune in zip(dossiers, [*communes, monde.grenoble] * 2, strict=False):
        _habiter(pret(dossier), commune)
    _habiter(pret(dossiers[-1]), None)
    ouverture(monde)
    return dossiers


def _habiter(dossier, commune):
    dossier.personne.commune = commune
    dossier.personne.save()


class Carnet(territoires.SansSuite):
    """Keeps every step; says at the start what a former one left."""

    def __init__(self, reprise=None):
        super().__init__()
        self.pages, self.laissee = [], reprise or {}

    def reprise(self):
        return self.laissee

    def avancer(self, fait, total, etape, reprise):
        self.pages.append((fait, total, etape))
        self.laissee = reprise


def test_each_open_dossier_is_done_once_by_commune(gens, monkeypatch):
    gens[0].statut = "clos"
    gens[0].save()
    faits, carnet = [], Carnet()
    assert territoires.par_territoire(faits.append, carnet, travail={"jour": "x"}) == 6
    assert sorted(cle for lot in faits for cle in lot) == sorted(d.pk for d in gens[1:])
    assert [page[2] for page in carnet.pages] == [
        "Commune inconnue", "Échirolles", gens[2].personne.commune.nom, "Saint-Martin-d’Hères",
    ]  # fmt: skip
    assert carnet.pages[-1][:2] == (6, 6)
    faits.clear()
    monkeypatch.setattr(territoires, "LOT", 1)
    territoires.par_territoire(faits.append, Carnet(), travail={"jour": "x"})
    assert [len(lot) for lot in faits] == [1] * 6


@pytest.mark.parametrize("coupe", range(1, 5))
def test_cut_anywhere_it_goes_on_there_and_nowhere_else(gens, coupe):
    """Killed after the step, before its mark: that step is done once more, the others are not."""
    faits, carnet, travail = [], Carnet(), {"jour": "x"}

    def mourir(lot):
        faits.append(lot)
        if len(faits) == coupe:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        territoires.par_territoire(mourir, carnet, travail=travail)
    avant, suite = list(faits), []
    assert territoires.par_territoire(suite.append, carnet, travail=travail) == 7
    assert suite[0] == avant[-1]
    assert sorted(cle for lot in avant[:-1] + suite for cle in lot) == sorted(d.pk for d in gens)


def test_a_mark_of_another_work_is_worth_nothing(gens):
    carnet, faits = Carnet(), []
    territoires.par_territoire(faits.append, carnet, travail={"jour": "hier"})
    faits.clear()
    territoires.par_territoire(faits.append, carnet, travail={"jour": "x"})
    assert sum(map(len, faits)) == 7


def test_the_night_says_where_it_is_and_resumes_on_the_catalogue_it_built(gens):
    rang = Tache.objects.create(nom=NUIT, file="long")
    vrai, appels = consommation.calculer_lot, []

    def mourir_au_troisieme(lot, **options):
        appels.append(lot)
        if len(appels) == 3:
            raise KeyboardInterrupt
        return vrai(lot, **options)

    with (
        mock.patch.object(consommation, "calculer_lot", mourir_au_troisieme),
        pytest.raises(KeyboardInterrupt),
    ):
        taches.executer(rang.pk)
    rang.refresh_from_db()
    assert (rang.etat, rang.etape, rang.total) == (EtatTache.EN_COURS, "Échirolles", 7)
    assert 0 < rang.fait < 7
    Tache.objects.update(bail_jusqu_a=rang.cree_le)
    with (
        mock.patch.object(consommation, "calculer_lot", wraps=vrai) as restants,
        mock.patch.object(catalogues, "reconstruire", side_effect=AssertionError),
    ):
        assert taches.executer(rang.pk)
    assert restants.call_args_list[0].args[0] == appels[2]
    assert restants.call_count == 2
    rang.refresh_from_db()
    assert (rang.etat, rang.fait, rang.total) == (EtatTache.FAITE, 7, 7)
    assert Calcul.objects.count() == 7


def test_retried_the_day_after_the_night_starts_again(gens):
    rang = Tache.objects.create(nom=NUIT, file="long")
    taches.executer(rang.pk)
    Tache.objects.update(etat=EtatTache.EN_ATTENTE)
    with (
        time_machine.travel(maintenant() + timedelta(days=1), tick=False),
        mock.patch.object(catalogues, "reconstruire", wraps=catalogues.reconstruire) as neuf,
    ):
        assert taches.executer(rang.pk)
    assert neuf.call_count == 1


def test_what_is_kept_to_resume_says_nothing_of_anyone(gens):
    rang = Tache.objects.create(nom=NUIT, file="long")
    taches.executer(rang.pk)
    rang.refresh_from_db()
    assert set(rang.reprise) == {"travail", "fin"}
    assert set(rang.reprise["travail"]) == {"jour", "base"}
    assert rang.reprise["fin"] == ["38421", max(d.pk for d in (gens[0], gens[3]))]


def test_the_record_of_the_night_resumes_too(gens):
    rang = Tache.objects.create(nom="matching.relever_classements", file="long")
    appels = []
    from matching.services import releves

    def mourir(*args):
        appels.append(args)
        if len(appels) == 2:
            raise KeyboardInterrupt
        return vraie(*args)

    vraie = releves.tables.profils
    with mock.patch.object(releves.tables, "profils", mourir), pytest.raises(KeyboardInterrupt):
        taches.executer(rang.pk)
    Tache.objects.update(bail_jusqu_a=rang.cree_le)
    with mock.patch.object(releves.tables, "profils", wraps=vraie) as relues:
        assert taches.executer(rang.pk)
    assert relues.call_count == 3  # of four communes, the first is not read again
    assert set(EligibiliteFamille.objects.values_list("dossier", flat=True)) <= {d.pk for d in gens}
    assert EligibiliteFamille.objects.exists()


def test_nobody_open_ends_at_once(gens):
    type(gens[0]).objects.update(statut="clos")
    assert services.reconstruire_catalogue() == 0
