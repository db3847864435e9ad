"""A collective solution on the records: exactly the pairs that every criterion, read one by one, opens."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching import catalogues, destinations, masse, tables
from matching.collectives import BUS, COURS, CRECHE, PERMIS, Choix
from matching.models import EssaiCollectif
from matching.moteur.noyau import cache
from matching.services import calculs, collectives, demander_essai, souvenirs
from matching.tasks import essayer_collective
from parcours.dossiers.models import Dossier, Langue
from parcours.offres.models import Ouverture
from parcours.referentiels.models import QPV, Commune
from parcours.socle import taches
from parcours.socle.models import EtatTache, Tache
from tests.matching.fabrique import (
    exigence,
    garder,
    grille,
    limiter,
    marcher,
    ouverture,
    sans_garde_a_prevoir,
)  # fmt: skip
from tests.matching.moteur.ouvrants.test_territoire import est_accessible
from tests.monde import Monde, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date.today()
LOIN = {"latitude": 45.2, "longitude": 5.71}  # an hour on foot from Mistral
ESSAIS = [
    Choix(BUS, {"vers": "c38185", "minutes": "60"}),
    Choix(BUS, {"vers": "qQN03811M", "minutes": "60"}),
    Choix(CRECHE, {"ouvre": "05:30", "ferme": "20:00", "jours": "5"}),
    Choix(COURS, {"niveau": "B1"}),
    Choix(PERMIS, {"voiture": "oui"}),
]


@pytest.fixture
def ville(monde: Monde) -> Monde:
    """People who differ by what they lack, openings that ask for each of those things."""
    dossiers = [monde.dossier_nadia, monde.dossier_karim, monde.dossier_ailleurs]
    for rang in range(6):
        sexe = "femme" if rang % 2 else "homme"
        dossiers.append(
            creer_dossier(f"P{rang}", "X", monde.awa, monde.structure, sexe=sexe, **LOIN)
        )
    for rang, dossier in enumerate(dossiers):
        marcher(dossier, 30, tc=(20, 60, 90)[rang % 3])
        if rang % 2:
            garder(dossier, "08:30", "16:30")
        else:
            sans_garde_a_prevoir(dossier)
        if rang % 3:
            Langue.objects.create(dossier=dossier, code="fr", oral="A2", ecrit="A1")
    limiter(monde.dossier_nadia, "charges")
    ailleurs = Commune.objects.create(
        code="38151", nom="Échirolles", nom_recherche="echirolles", code_departement="38",
        code_region="84", latitude=45.15, longitude=5.72,
    )  # fmt: skip
    nuit = grille("22:00", "06:00")
    for rang in range(4):
        ouverture(monde, latitude=45.16 + rang / 200, grille=nuit)
        ouverture(monde, latitude=45.15, commune=ailleurs, grille=nuit)
        ouverture(monde, grille=grille("06:30", "14:00"))
    for critere, niveau in (("langue_oral", 3), ("langue_ecrit", 2)):
        exigence(ouverture(monde), critere, niveau=niveau)
    exigence(ouverture(monde), "permis", "B")
    exigence(ouverture(monde), "condition", "charges")
    ouverture(monde, grille=nuit, etat="fermee")
    catalogues.reconstruire(JOUR)
    return monde


def _par_la_force(choix: Choix) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """(pairs, winners) by place and sex, every criterion of every pair read before and after."""
    ids = list(Dossier.objects.values_list("pk", flat=True))
    postes = tables.postes_publies(list(Ouverture.objects.values_list("pk", flat=True)), JOUR)
    servies = destinations.ouvertures_vers(choix.valeurs["vers"], JOUR) if "vers" in choix.valeurs else set(postes)  # fmt: skip
    ou, referentiel = collectives._lieux(), tables.referentiel()
    paires, gagnants = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for cle, profil in tables.profils(ids, JOUR, avec_sante=False).items():
        ouvertes = sum(
            est_accessible(profil, poste, referentiel, [choix.etape().apporte], choix.est_de_nuit)
            and not est_accessible(profil, poste, referentiel, [], False)
            for poste in postes.values()
            if poste.cle in servies
        )
        paires[ou[cle]] += ouvertes
        gagnants[ou[cle]] += ouvertes > 0
    return paires, gagnants


@pytest.mark.parametrize("compile_", [False, True])
@pytest.mark.parametrize("choix", ESSAIS, ids=lambda c: c.cle)
def test_it_opens_exactly_what_brute_force_says(
    ville: Monde, choix: Choix, compile_: bool, monkeypatch: Any
) -> None:
    if compile_ and not cache.est_pret():
        pytest.skip("noyau non compilé : python -m matching.moteur.noyau")
    monkeypatch.setattr(masse, "est_pret", lambda: compile_)
    monkeypatch.setattr(collectives, "LOT", 4)
    paires, gagnants = _par_la_force(choix)
    assert sum(paires.values()) > 0
    lignes = collectives.compter(choix, catalogues.courant(JOUR), jour=JOUR)
    assert {(q, s): n for q, s, *_, n in lignes} == dict(paires)
    assert {(q, s): g for q, s, _, _, g, _ in lignes} == dict(gagnants)
    assert sum(int(li[2]) for li in lignes) == Dossier.objects.count()
    assert all(int(g) <= int(c) <= int(t) for _, _, t, c, g, _ in lignes)


def test_a_bus_serves_its_place_and_no_other(ville: Monde) -> None:
    lecture = catalogues.courant(JOUR)
    total = {}
    for vers in ("c38185", "c38151", "cINCONNU", "qINCONNU", "x"):
        choix = Choix(BUS, {"vers": vers, "minutes": "60"})
        total[vers] = sum(int(li[-1]) for li in collectives.compter(choix, lecture, jour=JOUR))
    assert total["c38185"] > 0
    assert total["c38151"] > 0
    assert total["cINCONNU"] == total["qINCONNU"] == total["x"] == 0


def test_who_it_cannot_help_is_not_looked_at(ville: Monde, monkeypatch: Any) -> None:
    vus: list[int] = []
    vraie = masse.collective

    def regarder(profils: Any, *args: Any, **kwargs: Any) -> Any:
        vus.append(len(profils))
        return vraie(profils, *args, **kwargs)

    monkeypatch.setattr(masse, "collective", regarder)
    collectives.compter(ESSAIS[2], catalogues.courant(JOUR), jour=JOUR)
    assert sum(vus) == 4, "five of nine need no childcare"


def test_sexes_exchanged_exchange_the_counts(ville: Monde) -> None:
    lecture = catalogues.courant(JOUR)
    personnes = Dossier._meta.get_field("personne").related_model.objects
    personnes.exclude(sexe="femme").update(sexe="homme")
    avant = {(q, s): reste for q, s, *reste in collectives.compter(ESSAIS[0], lecture, jour=JOUR)}
    femmes = list(personnes.filter(sexe="femme").values_list("pk", flat=True))
    personnes.update(sexe="femme")
    personnes.filter(pk__in=femmes).update(sexe="homme")
    apres = {(q, s): reste for q, s, *reste in collectives.compter(ESSAIS[0], lecture, jour=JOUR)}
    echange = {"femme": "autre", "autre": "femme"}
    assert apres == {(q, echange[s]): reste for (q, s), reste in avant.items()}
    assert len(apres) > 1


# --- asked once, done once ------------------------------------------------------------------------


def test_a_question_of_the_day_is_one_row_and_one_task(ville: Monde) -> None:
    un, deux = (demander_essai(ESSAIS[0], par=ville.fatima) for _ in range(2))
    assert un == deux
    assert Tache.objects.filter(nom=collectives.TACHE).count() == 1
    assert taches.executer(un.tache_id)
    un.refresh_from_db()
    assert un.comptes
    assert un.ouvertures == Ouverture.objects.filter(etat="publiee").count()
    Ouverture.objects.update(etat="fermee")
    garde = collectives.essayer(un.pk)
    assert garde.comptes == un.comptes, "run twice, counted once"
    demander_essai(ESSAIS[0], par=ville.fatima)
    assert Tache.objects.filter(nom=collectives.TACHE).count() == 1
    demander_essai(ESSAIS[3], par=ville.fatima)
    assert EssaiCollectif.objects.count() == 2


def test_a_failed_question_is_asked_again(ville: Monde) -> None:
    essai = demander_essai(ESSAIS[0], par=ville.fatima)
    Tache.objects.filter(pk=essai.tache_id).update(etat=EtatTache.ECHOUEE)
    encore = demander_essai(ESSAIS[0], par=ville.fatima)
    assert encore.pk == essai.pk
    assert encore.tache_id != essai.tache_id


def test_the_task_says_how_far_it_is(ville: Monde, monkeypatch: Any) -> None:
    monkeypatch.setattr(collectives, "LOT", 5)
    essai = demander_essai(ESSAIS[1], par=ville.fatima)
    assert taches.executer(essai.tache_id)
    tache = Tache.objects.get(pk=essai.tache_id)
    assert (tache.fait, tache.total) == (9, 9)
    assert essayer_collective.__doc__


def test_an_empty_territory_opens_nothing(monde: Monde) -> None:
    Ouverture.objects.update(etat="fermee")
    catalogues.reconstruire(JOUR)
    lignes = collectives.compter(ESSAIS[3], catalogues.courant(JOUR), jour=JOUR)
    assert lignes
    assert all(li[-1] == 0 for li in lignes)
    Dossier.objects.update(statut="clos", clos_le=JOUR)
    assert collectives.compter(ESSAIS[3], catalogues.courant(JOUR), jour=JOUR) == []


@pytest.mark.parametrize(
    ("nature", "valeurs"),
    [("fusee", {}), (COURS, {}), (COURS, {"niveau": "C2"}), (COURS, {"niveau": "B1", "sexe": "femme"}),
     (CRECHE, {"ouvre": "04:00", "ferme": "20:00", "jours": "5"})],
)  # fmt: skip
def test_what_is_outside_the_closed_lists_is_refused(nature: str, valeurs: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Solution collective"):
        Choix(nature, valeurs)


def test_destinations_are_communes_with_openings_then_neighbourhoods(ville: Monde) -> None:
    connues = destinations.destinations(JOUR)
    assert set(connues) == {"c38185", "c38151", "qQN03811M"}
    assert destinations.centre_de({"type": "Point", "coordinates": [5, 45]}) is None
    QPV.objects.update(geometrie={"type": "Polygon", "coordinates": []})
    assert destinations.ouvertures_vers("qQN03811M", JOUR) == frozenset()


def test_profiles_a_worker_holds_are_not_read_again_and_count_the_same(ville: Monde) -> None:
    """Held or read, and without the functional limits that a held one may have."""
    lecture, choix = catalogues.courant(JOUR), ESSAIS[2]
    calculs.recalculer_ouverts()
    souvenirs.oublier_sauf([])
    lus = collectives.compter(choix, lecture, jour=JOUR)
    assert any(p.limites for _, p in souvenirs._tenus.values())
    with CaptureQueriesContext(connection) as requetes:
        tenus = collectives.compter(choix, lecture, jour=JOUR)
    assert tenus == lus
    assert not [q for q in requetes if "dossiers_langue" in q["sql"]]
    Langue.objects.all().delete()  # ranked again, its print is another one: read again
    calculs.recalculer_ouverts()
    with CaptureQueriesContext(connection) as requetes:
        collectives.compter(choix, lecture, jour=JOUR)
    assert [q for q in requetes if "dossiers_langue" in q["sql"]]
    souvenirs.oublier_sauf([])
