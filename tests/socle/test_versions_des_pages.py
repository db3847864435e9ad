"""Two people edit the same thing: the second is told, keeps what they typed, and decides."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.dossiers.models import Diplome, Echange, Recherche, Situation
from parcours.offres.models import Clause, Ouverture
from parcours.socle.versions import avancer
from parcours.solutions.models import Solution, StructureSolution
from parcours.solutions.vocabulaire import THEMATIQUES
from tests.monde import Monde

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JETON = "5b3c8d2e-1111-4222-8333-444455556666"
Cas = tuple[str, list[Any], Any, dict[str, Any], str]


def _personne(m: Monde) -> Cas:
    return "dossiers:personne", [m.dossier_nadia.pk], m.dossier_nadia.personne, {
        "prenom": "Nadia-Tapée", "telephone_lu_par": "personne", "sexe": "femme",
    }, "Nadia-Tapée"  # fmt: skip


def _projet(m: Monde) -> Cas:
    corps = {"projet": "formation", "origine": "partenaire"}
    return "dossiers:projet", [m.dossier_nadia.pk], m.dossier_nadia, corps, "partenaire"


def _statut(m: Monde) -> Cas:
    corps = {"statut": "suspendu"}
    return "dossiers:statut", [m.dossier_nadia.pk], m.dossier_nadia, corps, "suspendu"


def _situation(m: Monde) -> Cas:
    notee = Situation.objects.create(dossier=m.dossier_nadia, nature="pass_iae")
    corps = {"est_oui": "oui", "identifiant": "TAPE-99"}
    return "dossiers:situation", [m.dossier_nadia.pk, "pass_iae"], notee, corps, "TAPE-99"


def _recherche(m: Monde) -> Cas:
    rang = Recherche.objects.get(dossier=m.dossier_nadia)
    return "dossiers:recherche", [m.dossier_nadia.pk], rang, {"heures_max": "31"}, "31"


def _echange(m: Monde) -> Cas:
    note = Echange.objects.create(
        dossier=m.dossier_nadia, par=m.awa, nature="appel", quand=timezone.now()
    )
    corps = {"nature": "visite", "presence": "absent", "quand": "2026-01-05T09:30",
             "jeton": JETON}  # fmt: skip
    return "dossiers:echange_modifier", [m.dossier_nadia.pk, note.pk], note, corps, "09:30"


def _diplome(m: Monde) -> Cas:
    objet = Diplome.objects.create(dossier=m.dossier_nadia, intitule="CAP", niveau=3)
    ou = [m.dossier_nadia.pk, "diplome", objet.pk]
    corps = {"intitule": "Titre tapé", "niveau": "4"}
    return "dossiers:qualification_modifier", ou, objet, corps, "Titre tapé"


def _offre(m: Monde) -> Cas:
    corps = {
        "nature": "emploi", "intitule": "Intitulé tapé", "employeur": m.employeur.pk,
        "commune": "38185", "places": "1", "jeton": JETON,
    }  # fmt: skip
    return "offres:modifier", [m.ouverture.pk], m.ouverture, corps, "Intitulé tapé"


def _horaires(m: Monde) -> Cas:
    return "offres:horaires", [m.ouverture.pk], m.ouverture, {"grille_plage": ["0-matin"]}, ""


def _solution(m: Monde) -> Cas:
    structure = StructureSolution.objects.create(nom="Ateliers")
    solution = Solution.objects.create(structure=structure, nom="Cours", thematiques=[])
    corps = {"nom": "Nom tapé", "thematiques": [THEMATIQUES[0][0]],
             "jeton": JETON}  # fmt: skip
    return "solutions:modifier", [solution.pk], solution, corps, "Nom tapé"


def _clause(m: Monde) -> Cas:
    clause = Clause.objects.create(marche="Tram", acheteur="Métro", heures_prevues=100)
    corps = {"marche": "Tram tapé", "acheteur": "Métro", "heures_prevues": "120",
             "heures_hors_suivi": "0"}  # fmt: skip
    return "orientations:clause_modifier", [clause.pk], clause, corps, "Tram tapé"


CAS: list[Callable[[Monde], Cas]] = [
    _personne, _projet, _statut, _situation, _recherche, _echange, _diplome, _offre,
    _horaires, _solution, _clause,
]  # fmt: skip


def _prepare(monde: Monde, cas: Callable[[Monde], Cas]) -> tuple[str, Any, dict[str, Any], str]:
    nom, cles, objet, corps, tape = cas(monde)
    if isinstance(objet, Ouverture):
        objet.source = "saisie"
        objet.save()
    return reverse(nom, args=cles), objet, corps, tape


@pytest.mark.parametrize("cas", CAS, ids=lambda c: c.__name__.strip("_"))
def test_the_second_writer_is_told_keeps_what_was_typed_and_decides(
    cas: Callable[[Monde], Cas], monde: Monde, client_de: Any
) -> None:
    adresse, objet, corps, tape = _prepare(monde, cas)
    awa = client_de("odile" if isinstance(objet, Clause) else "awa")
    page = awa.get(adresse).content.decode()
    objet.refresh_from_db()
    assert f'name="version" value="{objet.version}"' in page
    vue = corps | {"version": objet.version}
    avancer(objet)  # someone else saves in between
    avant = type(objet).objects.filter(pk=objet.pk).values().get()
    refusee = awa.post(adresse, vue)
    assert refusee.status_code == 409
    texte = refusee.content.decode()
    assert "Quelqu’un a modifié cette fiche" in texte
    assert tape in texte
    assert type(objet).objects.filter(pk=objet.pk).values().get() == avant
    assert f'name="version" value="{objet.version}"' in texte
    assert awa.post(adresse, corps | {"version": objet.version}).status_code == 302
    assert type(objet).objects.get(pk=objet.pk).version > objet.version
