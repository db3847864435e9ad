"""No two filters of the equity screens, subtracted, tell of a handful of people."""

from datetime import date, timedelta
from typing import Any

import pytest

from matching.models import EligibiliteFamille
from parcours.dossiers.models import Dossier
from parcours.pilotage.equite import affichage, audit
from parcours.pilotage.equite.agregats import PERIODES, Filtre, debut
from parcours.pilotage.equite.protection import Voisinage
from parcours.socle.horloge import aujourd_hui
from tests.monde import Monde, creer_dossier

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = aujourd_hui()
RECENT, ANCIEN = JOUR - timedelta(days=30), debut(JOUR, PERIODES[1]) + timedelta(days=10)
SUGGEREE = "Suggérées"


def suivre(
    monde: Monde, nombre: int, *, le: date = RECENT, suggerees: int = 0, famille: str = "N",
    **personne: Any,
) -> None:  # fmt: skip
    """Eligible people, the first of them among the suggested."""
    for rang in range(nombre):
        dossier = creer_dossier(f"P{rang}", "", monde.awa, monde.structure, **personne)
        Dossier.objects.filter(pk=dossier.pk).update(ouvert_le=le)
        EligibiliteFamille.objects.create(
            dossier=dossier, famille=famille, accessibles=3, en_tete=int(rang < suggerees),
            releve_le=JOUR,
        )  # fmt: skip


def parts(groupe: str, dimension: str = "sexe", **filtre: Any) -> dict[str, Any]:
    """What the page shows of a group at each step."""
    tableau = audit.auditer(Filtre(JOUR, **filtre))
    blocs = affichage.entonnoir(tableau, Voisinage.autour(tableau, dimension))
    return {b.titre: li.part for b in blocs for li in b.lignes if li.groupe == groupe}


def test_one_person_more_in_a_longer_period_is_told_the_same(monde: Monde) -> None:
    suivre(monde, 22, suggerees=12, sexe="femme")
    suivre(monde, 1, le=ANCIEN, suggerees=1, sexe="femme")
    annee, semestre = (parts("Femmes", mois=m)[SUGGEREE] for m in (12, 6))
    assert semestre == annee is not None


def test_a_delicate_difference_between_two_periods_hides_the_shorter(monde: Monde) -> None:
    """30 older women, 2 of them suggested: 12 months minus 6 would tell those two."""
    suivre(monde, 40, suggerees=20, sexe="femme")
    suivre(monde, 30, le=ANCIEN, suggerees=2, sexe="femme")
    assert parts("Femmes", mois=12)[SUGGEREE] is not None
    assert parts("Femmes", mois=6)[SUGGEREE] is None


def test_two_periods_far_apart_are_both_told(monde: Monde) -> None:
    suivre(monde, 40, suggerees=20, sexe="femme")
    suivre(monde, 30, le=ANCIEN, suggerees=12, sexe="femme")
    assert parts("Femmes", mois=12)[SUGGEREE].total == 70
    assert parts("Femmes", mois=6)[SUGGEREE].total == 40


def test_one_person_outside_a_family_is_told_the_same(monde: Monde) -> None:
    suivre(monde, 30, suggerees=15, sexe="femme")
    suivre(monde, 2, suggerees=2, famille="K", sexe="femme")
    toutes, une = parts("Femmes")[SUGGEREE], parts("Femmes", famille="N")[SUGGEREE]
    assert une == toutes is not None


def test_a_family_far_from_all_of_them_is_told(monde: Monde) -> None:
    suivre(monde, 30, suggerees=15, sexe="femme")
    suivre(monde, 20, suggerees=10, famille="K", sexe="femme")
    assert parts("Femmes", famille="N")[SUGGEREE].total == 30


def test_women_minus_women_of_a_neighbourhood_tells_nothing_either(monde: Monde) -> None:
    suivre(monde, 30, suggerees=15, sexe="femme", qpv_etat="oui")
    suivre(monde, 3, suggerees=1, sexe="femme", qpv_etat="non")
    suivre(monde, 30, suggerees=15, sexe="homme", qpv_etat="oui")
    femmes = parts("Femmes")[SUGGEREE]
    assert parts("Femmes, QPV", "sexe_qpv")[SUGGEREE] == femmes is not None


def test_the_page_says_what_is_hidden_and_why(monde: Monde, client_de: Any) -> None:
    suivre(monde, 40, suggerees=20, sexe="femme")
    suivre(monde, 30, le=ANCIEN, suggerees=2, sexe="femme")
    page = client_de("fatima").get("/equite?mois=6").content.decode()
    assert "trop peu" in page
    definitions = client_de("fatima").get("/equite/definitions").content.decode()
    assert "un autre filtre" in definitions
