"""Only aggregates leave: every query of the equity screens is looked at, column by column."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from freins.models import Frein
from matching.models import Suggestion
from parcours.dossiers import groupes
from parcours.dossiers.models import Dossier, Personne
from parcours.orientations.models import Orientation
from parcours.pilotage.equite import agregats, autour
from parcours.pilotage.equite.agregats import Filtre
from parcours.pilotage.equite.audit import auditer
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.monde import Monde

pytestmark = pytest.mark.base
SENTINELLES = (987_654_321, 987_654_322)


@pytest.fixture
def sentinelle(monde: Monde) -> Monde:
    """Somebody whose ids and name nothing else in the base could hold."""
    personne = Personne.objects.create(
        pk=SENTINELLES[0], prenom="Zébuline", nom="Quarante", sexe="femme", qpv_etat="oui",
        naissance_annee=1990, telephone="06 39 98 11 22", email="zebuline@exemple.test",
    )  # fmt: skip
    dossier = Dossier.objects.create(
        pk=SENTINELLES[1], personne=personne, structure=monde.structure, referent=monde.awa,
        ouvert_le=aujourd_hui() - timedelta(days=200),
    )  # fmt: skip
    Orientation.objects.create(
        dossier=dossier, ouverture=monde.ouverture, par=monde.awa, etat="en_cours", mot="Zébuline",
        envoyee_le=maintenant() - timedelta(days=150), demarree_le=aujourd_hui() - timedelta(days=120),
    )  # fmt: skip
    Suggestion.objects.create(
        dossier=dossier, ouverture=monde.ouverture, geste="ecartee", motif="loin"
    )
    Frein.objects.create(
        dossier=dossier, thematique="mobilite--acceder-a-un-vehicule", identifie_par=monde.awa,
        identifie_le=aujourd_hui() - timedelta(days=90),
    )  # fmt: skip
    return monde


@pytest.mark.parametrize("dimension", groupes.NOMS)
def test_no_name_nor_id_leaves_the_base(dimension: str, sentinelle: Monde) -> None:
    """Every query is run again by hand, and every value of every row it returns is looked at."""
    filtre = Filtre(aujourd_hui(), strates=("famille", "niveau", "semestre", "structure"))
    with CaptureQueriesContext(connection) as requetes:
        agregats.entonnoir(dimension, filtre)
        agregats.par_employeur(dimension, filtre)
        agregats.ecarts_au_moteur(dimension, filtre)
        agregats.motifs_d_ecart(dimension, filtre)
        agregats.durees_en_poste(dimension, filtre)
        autour.freins_leves(dimension, filtre)
        autour.emplois_offerts(dimension, filtre)
        autour.dernier_classement(dimension)
    assert len(requetes) >= 7
    valeurs = [v for requete in requetes for v in _valeurs(requete["sql"])]
    assert valeurs
    assert not set(SENTINELLES) & {v for v in valeurs if isinstance(v, int)}
    assert not [v for v in valeurs if isinstance(v, str) and re.search("ébuline|Quarante|9811", v)]


def _valeurs(sql: str) -> list[Any]:
    with connection.cursor() as curseur:
        curseur.execute(sql)
        return [valeur for ligne in curseur.fetchall() for valeur in ligne]


def test_what_comes_out_holds_labels_and_counts_only(monde: Monde) -> None:
    tableau = auditer(Filtre(aujourd_hui()))
    permis = {g for d in groupes.LIBELLES.values() for g in d} | {groupes.NON_RENSEIGNE}
    for etapes in tableau.comptages.values():
        for comptage in etapes.values():
            assert set(comptage.groupes) <= permis
    texte = repr(tableau)
    for nom in ("Nadia", "Benali", "Karim", "Awa"):
        assert nom not in texte


PAGES = ("equite", "equite/employeurs", "equite/autour", "equite/classement", "equite/definitions")


@pytest.mark.parametrize("page", PAGES)
def test_pages_show_no_name_and_no_small_number(page: str, monde: Monde, client_de: Any) -> None:
    reponse = client_de("fatima").get(f"/{page}")
    assert reponse.status_code == 200
    contenu = reponse.content.decode()
    for nom in ("Nadia", "Benali", "Karim"):
        assert nom not in contenu
    assert "≈ 1<" not in contenu


@pytest.mark.parametrize("par", groupes.NOMS)
def test_every_dimension_and_stratum_can_be_asked(par: str, monde: Monde, client_de: Any) -> None:
    adresse = f"/equite?par={par}&famille=N&mois=12&strates=structure&strates=semestre"
    assert client_de("fatima").get(adresse).status_code == 200


def test_a_wrong_filter_is_ignored_and_breaks_nothing(monde: Monde, client_de: Any) -> None:
    reponse = client_de("fatima").get("/equite?par=nom&mois=x&strates=dossier")
    assert reponse.status_code == 200
