"""Barriers by neighbourhood: right counts, nothing small on screen, map or file, nobody's name."""

import csv
import io
import re
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from freins.models import Frein
from matching.equite.petits_nombres import TOTAL, Axe
from parcours.dossiers.lieux import HORS_QPV, INCONNU, SEXES
from parcours.pilotage.territoire import carte, comptes, protection, tableau
from parcours.pilotage.territoire.comptes import EN_QPV, FREINS
from parcours.referentiels.models import QPV
from parcours.socle.models import EntreeJournal
from tests.monde import MISTRAL, Monde, creer_dossier
from tests.pilotage.test_equite_agregats import SENTINELLES, _valeurs

pytestmark = [pytest.mark.base, pytest.mark.django_db]
GARDE, VOITURE = "famille--garde-denfants", "mobilite--acceder-a-un-vehicule"
PETIT = "QN00000P"


def peupler(monde: Monde, nombre: int, freines: int, **personne: Any) -> None:
    """So many people of a place, the first of whom have a childcare barrier."""
    dossiers = [
        creer_dossier(f"Inventée{i}", "Témoin", monde.awa, monde.structure, **personne)
        for i in range(nombre)
    ]
    Frein.objects.bulk_create(
        Frein(dossier=d, thematique=GARDE, identifie_par=monde.awa, identifie_le=date.today())
        for d in dossiers[:freines]
    )


@pytest.fixture
def ville(monde: Monde) -> Monde:
    """Three neighbourhoods: one large, one with nearly everyone concerned, one tiny."""
    plein = QPV.objects.create(code="QN00000F", nom="Les Hauts", commune=monde.grenoble, geometrie=MISTRAL)  # fmt: skip
    petit = QPV.objects.create(code=PETIT, nom="Les Essarts", commune=monde.grenoble, geometrie=MISTRAL)  # fmt: skip
    peupler(monde, 42, 26, sexe="femme", qpv=monde.mistral, qpv_etat="oui")
    peupler(monde, 37, 16, sexe="homme", qpv=monde.mistral, qpv_etat="oui")
    peupler(monde, 21, 20, sexe="femme", qpv=plein, qpv_etat="oui")
    peupler(monde, 22, 12, sexe="homme", qpv=plein, qpv_etat="oui")
    peupler(monde, 3, 2, sexe="femme", qpv=petit, qpv_etat="oui")
    peupler(monde, 30, 15, sexe="femme", qpv_etat="non")
    peupler(monde, 28, 0, sexe="homme", qpv_etat="non")
    peupler(monde, 20, 0, sexe="femme")
    peupler(monde, 20, 0, sexe="homme")
    return monde


def test_figures_are_right_and_rounded(ville: Monde) -> None:
    garde = tableau.freins().par_theme["garde"]
    assert garde.avec(HORS_QPV, "femme") == 15
    assert garde.avec(HORS_QPV, "autre") == 0
    assert garde.sur(HORS_QPV) == 60  # 58 of them
    assert garde.part(HORS_QPV) == 25
    assert garde.avec(TOTAL) == 90  # 91 of them


def test_a_small_place_and_nearly_everyone_are_hidden(ville: Monde) -> None:
    garde = tableau.freins().par_theme["garde"]
    assert garde.avec(PETIT) is None
    assert garde.sur(PETIT) is None
    assert garde.avec("QN00000F", "femme") is None, "20 of 21 would tell of one woman"


def test_a_person_counts_once_for_a_theme_and_not_at_all_when_it_is_lifted(monde: Monde) -> None:
    for thematique, statut in ((VOITURE, "identifie"), ("mobilite--etre-accompagne-dans-son-parcours-mobilite", "en_cours")):  # fmt: skip
        Frein.objects.create(
            dossier=monde.dossier_nadia, thematique=thematique, statut=statut,
            identifie_par=monde.awa, identifie_le=date.today(),
        )  # fmt: skip
    assert comptes.freines()["mobilite"] == {("QN03811M", "femme"): 1}
    Frein.objects.update(statut="leve", leve_le=date.today())
    assert comptes.freines()["mobilite"] == {}


def test_health_and_what_is_as_private_are_counted_nowhere(monde: Monde) -> None:
    secrets = ("sante", "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire",
               "famille--surmonter-conflits-separation-violence")  # fmt: skip
    for thematique in secrets:
        Frein.objects.create(
            dossier=monde.dossier_nadia, thematique=thematique, identifie_par=monde.awa,
            identifie_le=date.today(),
        )  # fmt: skip
    assert "sante" not in FREINS
    assert not any(comptes.freines().values())


def test_a_closed_dossier_leaves_the_territory(monde: Monde) -> None:
    avant = sum(comptes.habitants().values())
    monde.dossier_nadia.statut = "clos"
    monde.dossier_nadia.clos_le = date.today()
    monde.dossier_nadia.save()
    assert sum(comptes.habitants().values()) == avant - 1


# --- a differencing attack ------------------------------------------------------------------------


def _tout_lire(client: Any) -> dict[tuple[str, str, str], set[str]]:
    """(barrier, place, sex) → every « concerned » read for it, in the file and on each page."""
    vues: dict[tuple[str, str, str], set[str]] = {}
    fichier = client.get("/territoire/freins.csv").content.decode("utf-8-sig")
    for frein, lieu, sexe, avec, _ in list(csv.reader(io.StringIO(fichier), delimiter=";"))[1:]:
        vues.setdefault((frein, lieu, sexe), set()).add(avec)
    for code, frein in FREINS.items():
        page = client.get(f"/territoire?frein={code}").content.decode()
        for lieu, femmes, autres, tous in re.findall(
            r'<th scope="row" class="fw-normal">(.*?)</th><td class="pc-num">(.*?)</td>'
            r'<td class="pc-num">(.*?)</td><td class="pc-num">(.*?)</td>', page,
        ):  # fmt: skip
            for sexe, valeur in zip(("femme", "autre", TOTAL), (femmes, autres, tous), strict=True):
                vues[frein, lieu, tableau.NOMS_DES_SEXES[sexe]].add(valeur)
    return vues


def test_pages_and_file_say_one_figure_and_never_a_small_one(ville: Monde, client_de: Any) -> None:
    vues = _tout_lire(client_de("fatima"))
    lieux = 2 + len(comptes.quartiers())
    assert len(vues) == len(FREINS) * lieux * 3
    for case, valeurs in vues.items():
        assert len(valeurs) == 1, case
        (valeur,) = valeurs
        assert (
            valeur == "masqué" or int(valeur) == 0 or (int(valeur) % 5 == 0 and int(valeur) >= 10)
        )


def test_no_line_gives_back_a_handful_of_people_nor_those_left_over(ville: Monde) -> None:
    """Every sum by place, by sex, and « with » against « without »: hidden cells hold 11 or more."""
    tous, avec = comptes.habitants(), comptes.freines()["garde"]
    table = tableau.freins().par_theme["garde"].table
    vrais = {(*lieu, "avec"): avec.get(lieu, 0) for lieu in tous}
    vrais |= {(*lieu, "sans"): n - avec.get(lieu, 0) for lieu, n in tous.items()}
    codes = [c for c in comptes.quartiers() if c not in (HORS_QPV, INCONNU)]
    axes = [
        Axe((*codes, HORS_QPV, INCONNU), ((EN_QPV, tuple(codes)), (TOTAL, (EN_QPV, HORS_QPV, INCONNU)))),
        Axe.simple(SEXES), Axe.simple(("avec", "sans")),
    ]  # fmt: skip
    lignes = 0
    for rang, axe in enumerate(axes):
        autres = [a.noeuds for i, a in enumerate(axes) if i != rang]
        for (somme, parts), reste in product(axe.sommes, product(*autres)):
            cases = [(*reste[:rang], p, *reste[rang:]) for p in (*parts, somme)]
            caches = [c for c in cases if table[c] is None]
            lignes += 1
            assert len(caches) != 1, cases
            if caches and cases[-1] not in caches:
                assert sum(_vrai(axes, vrais, c) for c in caches) >= 11
    assert lignes > 40


def _vrai(axes: list[Axe], vrais: dict[Any, int], case: tuple[str, ...]) -> int:
    dedans = [_feuilles(axe, n) for axe, n in zip(axes, case, strict=True)]
    return sum(vrais.get(f, 0) for f in product(*dedans))


def _feuilles(axe: Axe, noeud: str) -> list[str]:
    sommes = dict(axe.sommes)
    if noeud not in sommes:
        return [noeud]
    return [f for part in sommes[noeud] for f in _feuilles(axe, part)]


# --- pages ----------------------------------------------------------------------------------------


def test_the_map_says_what_the_table_says(ville: Monde, client_de: Any) -> None:
    page = client_de("fatima").get("/territoire?frein=garde").content.decode()
    titres = dict(re.findall(r"<title>\d+\. (.*?) : (.*?)</title>", page))
    parts = dict(re.findall(r'class="fw-normal">(.*?)</th>.*?text-nowrap">(.*?)</td>', page))
    assert set(titres) == {"Mistral", "Les Hauts", "Les Essarts"}
    assert titres["Les Essarts"] == "masqué"
    for nom, dit in titres.items():
        assert parts[nom] == ("–" if dit == "masqué" else dit)
    assert re.search(r'<path class="masque" d="[^"]+"><title>\d\. Les Essarts', page)


def test_an_empty_territory_is_a_page(client_de: Any, monde: Monde) -> None:
    Frein.objects.all().delete()
    monde.dossier_nadia.__class__.objects.update(statut="clos", clos_le=date.today())
    QPV.objects.filter(pk=monde.mistral.pk).update(geometrie={"type": "Point", "coordinates": [5, 45]})  # fmt: skip
    reponse = client_de("fatima").get("/territoire?frein=inconnu")
    assert reponse.status_code == 200
    assert "Aucun quartier prioritaire à dessiner" in reponse.content.decode()


def test_no_name_nor_id_leaves_the_base(monde: Monde) -> None:
    """Every query is run again by hand, and every value of every row it returns is looked at."""
    dossier = monde.dossier_nadia.__class__.objects.create(
        pk=SENTINELLES[1], structure=monde.structure, referent=monde.awa, ouvert_le=date.today(),
        personne=monde.dossier_nadia.personne.__class__.objects.create(
            pk=SENTINELLES[0], prenom="Zébuline", nom="Quarante", sexe="femme",
            qpv=monde.mistral, qpv_etat="oui",
        ),
    )  # fmt: skip
    Frein.objects.create(dossier=dossier, thematique=GARDE, identifie_par=monde.awa, identifie_le=date.today())  # fmt: skip
    with CaptureQueriesContext(connection) as requetes:
        releve = tableau.freins()
        tableau.carte(releve.noms, {})
    assert len(requetes) == 4
    valeurs = [str(v) for r in requetes for v in _valeurs(r["sql"])]
    assert "garde" in valeurs
    for secret in (*map(str, SENTINELLES), "Zébuline", "Quarante"):
        assert not [v for v in valeurs if secret in v]


def test_the_file_is_logged(monde: Monde, client_de: Any) -> None:
    client_de("fatima").get("/territoire/freins.csv")
    assert EntreeJournal.objects.filter(action="export", objet="territoire").count() == 1


def test_outlines_of_several_pieces_and_holes_keep_every_ring() -> None:
    carre = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    trou = [[1, 1], [1.5, 1], [1.5, 1.5], [1, 1]]
    loin = [[5, 5], [6, 5], [6, 6], [5, 5]]
    dessin = carte.dessiner({
        "A": {"type": "MultiPolygon", "coordinates": [[carre, trou], [loin]]},
        "B": {"type": "Point", "coordinates": [0, 0]},
    })  # fmt: skip
    assert set(dessin.traces) == {"A"}
    assert dessin.traces["A"].chemin.count("M") == 3
    assert carte.dessiner({}).traces == {}


def test_shares_need_both_counts() -> None:
    assert protection.part(None, 20) is None
    assert protection.part(5, None) is None
    assert protection.part(0, 20) == 0
