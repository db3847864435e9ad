"""The planted employer is found, the honest ones are not, the engine is not blamed."""

import re

import pytest
from django.db.models import Case, CharField, F, Value, When
from django.test import Client

from matching.equite import Verdict
from parcours.comptes.models import Utilisateur
from parcours.demonstration.refus import EMPLOYEUR
from parcours.dossiers.models import Personne
from parcours.orientations.models import Orientation
from parcours.pilotage.equite.agregats import Filtre
from parcours.pilotage.equite.audit import EMPLOYEUR as D_EMPLOYEUR
from parcours.pilotage.equite.audit import auditer
from tests.demonstration.conftest import Chargement

pytestmark = [pytest.mark.django_db, pytest.mark.base]


def test_the_refusing_employer_is_red_and_nobody_else(territoire: Chargement):
    tableau = auditer(Filtre(territoire.jour))
    rouges = {cle for cle in tableau.alertes() if cle[0] == D_EMPLOYEUR}
    assert rouges == {(D_EMPLOYEUR, EMPLOYEUR, "femme")}
    constat = tableau.constats[D_EMPLOYEUR, EMPLOYEUR, "femme"]
    assert constat.lese.nom == "femme"
    assert constat.lese.total >= 40


def test_the_engine_is_not_blamed(territoire: Chargement):
    tableau = auditer(Filtre(territoire.jour))
    assert not [cle for cle in tableau.alertes() if cle[1] in ("suggeree", "vue")]


def test_exchanging_the_sexes_exchanges_the_alerts(territoire: Chargement):
    avant = auditer(Filtre(territoire.jour)).constats
    Personne.objects.update(
        sexe=Case(
            When(sexe="femme", then=Value("homme")),
            When(sexe="homme", then=Value("femme")),
            default=F("sexe"),
            output_field=CharField(),
        )
    )
    apres = auditer(Filtre(territoire.jour)).constats
    inverse = {"femme": "homme", "homme": "femme"}
    for cle, constat in avant.items():
        if cle[0] not in ("sexe", D_EMPLOYEUR) or cle[2] != "femme":
            continue
        assert apres[cle].verdict is constat.verdict
        # Of an empty group nobody can say that it is the one harmed.
        if 0 not in (constat.lese.total, constat.autre.total) and (
            constat.lese.taux != constat.autre.taux
        ):
            assert apres[cle].lese.nom == inverse[constat.lese.nom]
    _remettre()


def _remettre() -> None:
    """The territory is shared by the module: exchanged twice, it is as before."""
    Personne.objects.update(
        sexe=Case(
            When(sexe="femme", then=Value("homme")),
            When(sexe="homme", then=Value("femme")),
            default=F("sexe"),
            output_field=CharField(),
        )
    )


def test_everybody_unknown_gives_bounds_and_no_red(territoire: Chargement):
    avant = dict(Personne.objects.values_list("pk", "sexe"))
    Personne.objects.update(sexe="non_renseigne")
    tableau = auditer(Filtre(territoire.jour))
    assert not [c for c in tableau.alertes() if c[0] in ("sexe", "sexe_qpv", D_EMPLOYEUR)]
    bornes = tableau.bornes("sexe", "entretien", "femme")
    assert bornes.groupe == (0.0, 1.0)
    assert not bornes.est_tranche
    assert Verdict.ROUGE not in {
        c.verdict for cle, c in tableau.constats.items() if cle[0] == "sexe"
    }
    for sexe in set(avant.values()):
        Personne.objects.filter(pk__in=[pk for pk, s in avant.items() if s == sexe]).update(
            sexe=sexe
        )


def test_it_is_planted_forty_a_sex(territoire: Chargement):
    siennes = Orientation.objects.filter(
        ouverture__employeur__nom=EMPLOYEUR, envoyee_le__isnull=False
    )
    for sexe in ("femme", "homme"):
        assert siennes.filter(dossier__personne__sexe=sexe).count() >= 40


def test_the_coordinator_reaches_what_each_requirement_keeps_out(
    territoire: Chargement, client: Client
) -> None:
    client.force_login(Utilisateur.objects.get(email="fatima@demo.test"))
    page = client.get("/equite/employeurs").content.decode()
    [adresse, *_] = re.findall(r'href="(/ouvertures/\d+/exclusions/)"', page)
    reponse = client.get(adresse)
    assert reponse.status_code == 200
    assert '<a href="/equite/employeurs">Équité : employeurs</a>' in reponse.content.decode()
