"""The services shipped with the demonstration cover every barrier that can be lifted."""

from collections import Counter
from typing import Any

from data_inclusion.schema import v1

from freins.regles import gains, thematiques
from matching.moteur.vocabulaire import Famille
from parcours.demonstration.donnees import lire

LEVABLES = (
    "langue", "garde", "mobilite", "permis", "sante", "qualification", "numerique", "administratif",
)  # fmt: skip


def _services() -> list[dict[str, Any]]:
    return [service for organisme in lire("solutions") for service in organisme["solutions"]]


def test_there_are_at_least_120_services_with_names_of_their_own() -> None:
    noms = [s["nom"] for s in _services()]
    assert len(noms) >= 120
    assert len(noms) == len(set(noms))
    organismes = [o["nom"] for o in lire("solutions")]
    assert len(organismes) == len(set(organismes))


def test_every_thematique_has_a_service() -> None:
    """Those that a family measures, and the others too."""
    offertes = {code for s in _services() for code in s["thematiques"]}
    assert {t.value for t in v1.Thematique} == offertes


def test_every_family_is_lifted_by_several() -> None:
    leves = Counter(str(f) for s in _services() for f in gains.depuis_json(s["gain"]))
    assert {f: leves[f] >= 3 for f in LEVABLES} == dict.fromkeys(LEVABLES, True)
    par_theme = Counter(
        str(f) for s in _services() for f in {thematiques.famille_de(c) for c in s["thematiques"]}
    )
    assert all(par_theme[f] >= 5 for f in LEVABLES)


def test_a_gain_belongs_to_what_the_service_does() -> None:
    """A service that says it lifts childcare is among those of childcare."""
    for service in _services():
        familles = {thematiques.famille_de(code) for code in service["thematiques"]}
        for famille in gains.depuis_json(service["gain"]):
            if famille in (Famille.GARDE, Famille.LANGUE, Famille.MOBILITE, Famille.PERMIS):
                assert famille in familles | {Famille.PERMIS} & familles, service["nom"]


def test_childcare_states_ages_and_hours_and_some_of_it_is_early() -> None:
    gardes = [
        g for s in _services() for f, g in gains.depuis_json(s["gain"]).items() if f == "garde"
    ]
    assert len(gardes) >= 12
    tot = {etape for g in gardes for etape in g.etapes()}
    assert {"garde:4h00", "garde:5h30", "garde:6h30"} <= tot


def test_words_are_those_of_data_inclusion() -> None:
    publics = {p.value for p in v1.Public}
    for service in _services():
        assert set(service["publics"]) <= publics
        assert service["frais"] in {"gratuit", "payant"}
        assert len(service["description"]) >= 20
        assert service["delai_jours"] > 0
        assert service["places"] > 0


def test_each_subject_of_the_need_is_there() -> None:
    """The list of the need, by a word of its own."""
    textes = " ".join(f"{s['nom']} {s['description']}".lower() for s in _services())
    for mot in (
        "avip", "asl", "professionnel", "domicile", "assistantes maternelles", "ponctuelle",
        "(age)", "bilan de mobilité", "réparation", "scooter", "vélo",
        "(pass)", "médico-psychologique", "rqth", "aménagement du poste", "(cep)", "vae", "e2c",
        "alternance", "poei", "immersion", "cae", "au féminin", "discrimination", "seul",
        "temps partiel", "congé parental",
    ):  # fmt: skip
        assert mot in textes, mot
