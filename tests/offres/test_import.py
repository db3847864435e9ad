"""Applying files: the report adds up, nothing is lost, what people decided stays."""

import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parcours.offres import corrections, services
from parcours.offres.importeurs import appliquer as module
from parcours.offres.importeurs.appliquer import appliquer, somme
from parcours.offres.importeurs.rapport import phrases
from parcours.offres.models import (
    EtatImport,
    ExigenceOuverture,
    ImportOuvertures,
    Ouverture,
)
from parcours.referentiels import intitules
from parcours.referentiels.models import CodePostal, Commune, Metier
from parcours.socle.fichiers import FichierRefuse
from parcours.socle.models import Evenement
from tests.offres.fabrique import JOUR, fichier_ft, fichier_gz, importer, offre_ft

pytestmark = [pytest.mark.django_db, pytest.mark.base]


@pytest.fixture(autouse=True)
def territoire(db: None) -> None:
    """Grenoble, Lyon, Aubenas; two métiers, one of them under a ROME 3 parent."""
    for code, nom, dep, lat, lon in (
        ("38185", "Grenoble", "38", 45.18, 5.72),
        ("69123", "Lyon", "69", 45.76, 4.84),
        ("07019", "Aubenas", "07", 44.62, 4.39),
    ):
        commune = Commune.objects.create(
            code=code, nom=nom, nom_recherche=nom.lower(), code_departement=dep, code_region="84",
            latitude=lat, longitude=lon,
        )  # fmt: skip
        CodePostal.objects.create(code=f"{dep}000", commune=commune)
    Metier.objects.create(code="K2204", libelle="Agent / Agente de propreté")
    Metier.objects.create(code="D1214", libelle="Vente en habillement", code_parent="D1299")


def _rapport(suivi: ImportOuvertures, *issues: str) -> tuple[int, ...]:
    assert somme(suivi.rapport) == suivi.rapport["lignes"] == suivi.total
    return tuple(suivi.rapport[i] for i in issues)


def test_new_then_unchanged_then_changed() -> None:
    dix = [offre_ft(f"N{n}") for n in range(10)]
    premier = importer(fichier_ft(*dix))
    assert _rapport(premier, "nouvelles", "modifiees", "inchangees") == (10, 0, 0)
    assert Evenement.objects.filter(sujet="ouverture", quoi="import").count() == 10
    rejoue = importer(fichier_ft(*dix))
    assert _rapport(rejoue, "nouvelles", "modifiees", "inchangees") == (0, 0, 10)
    assert Evenement.objects.count() == 10
    dix[3]["intitule"] = "Cheffe ou chef d’équipe"
    dernier = importer(fichier_ft(*dix))
    assert _rapport(dernier, "nouvelles", "modifiees", "inchangees") == (0, 1, 9)
    assert Ouverture.objects.get(source_id="N3").intitule == "Cheffe ou chef d’équipe"
    assert Ouverture.objects.count() == 10


def test_the_second_day_without_ten_offers_closes_them_only_when_complete() -> None:
    toutes = [offre_ft(f"N{n}") for n in range(30)]
    importer(fichier_ft(*toutes))
    sans = importer(fichier_ft(*toutes[:20]))
    assert _rapport(sans, "inchangees", "fermees") == (20, 0)
    assert Ouverture.objects.filter(etat="publiee").count() == 30
    complet = importer(fichier_ft(*toutes[:20]), perimetre="departement:38")
    assert _rapport(complet, "inchangees", "fermees") == (20, 10)
    fermees = Ouverture.objects.filter(etat="fermee", motif_fermeture="absente", fermee_le=JOUR)
    assert set(fermees.values_list("source_id", flat=True)) == {f"N{n}" for n in range(20, 30)}
    revenues = importer(fichier_ft(*toutes))
    assert _rapport(revenues, "modifiees", "inchangees") == (10, 20)
    assert Ouverture.objects.filter(etat="publiee", fermee_le=None).count() == 30


@pytest.mark.parametrize(
    ("perimetre", "fermees"),
    [("departement:07", {"A07"}), ("commune:69123", {"A69"}), ("region:84", {"A38", "A07", "A69"}),
     ("source", {"A38", "A07", "A69", "AXX"})],
)  # fmt: skip
def test_only_the_perimeter_of_the_same_source_is_closed(perimetre: str, fermees: set[str]) -> None:
    lieux = {"38": "38185", "07": "07019", "69": "69385"}
    offres = [offre_ft(f"A{d}", lieuTravail={"commune": c}) for d, c in lieux.items()]
    offres.append(offre_ft("AXX", lieuTravail={"libelle": "France"}))
    importer(fichier_ft(*offres))
    Ouverture.objects.create(
        source="autre", source_id="A07", nature="emploi", etat="publiee", intitule="Ailleurs",
        code_departement="07", commune_id="07019",
    )  # fmt: skip
    importer(fichier_ft(offre_ft("Z")), perimetre=perimetre)
    closes = Ouverture.objects.filter(etat="fermee")
    assert set(closes.values_list("source_id", flat=True)) == fermees
    assert not closes.filter(source="autre").exists()


def test_a_rejected_row_does_not_close_its_opening() -> None:
    importer(fichier_ft(offre_ft("A"), offre_ft("B")))
    abimee = offre_ft("A", intitule="")
    suivi = importer(fichier_ft(abimee, offre_ft("B")), perimetre="source")
    assert _rapport(suivi, "rejetees", "fermees") == (1, 0)
    assert Ouverture.objects.get(source_id="A").etat == "publiee"


def test_rows_without_identifier_forbid_closing() -> None:
    importer(fichier_ft(offre_ft("A"), offre_ft("B")))
    suivi = importer(fichier_ft(offre_ft("A"), {"intitule": "?"}), perimetre="source")
    assert _rapport(suivi, "fermees", "rejetees") == (0, 1)
    assert "identifiant" in suivi.rapport["avertissements"][0]
    assert Ouverture.objects.get(source_id="B").etat == "publiee"


def test_an_unknown_perimeter_changes_nothing() -> None:
    with pytest.raises(FichierRefuse, match="departement:99"):
        importer(fichier_ft(offre_ft("A")), perimetre="departement:99")
    assert not Ouverture.objects.exists()


def test_rejected_and_double_rows_are_kept_with_line_and_reason() -> None:
    suivi = importer(fichier_ft(offre_ft("A"), offre_ft("B", intitule=""), offre_ft("A")))
    assert _rapport(suivi, "nouvelles", "rejetees", "doublons") == (1, 1, 1)
    suivi.refresh_from_db()
    assert [(r["ligne"], r["identifiant"], r["doublon"]) for r in suivi.rejets] == [
        (2, "B", False),
        (3, "A", True),
    ]
    assert "ligne 1" in suivi.rejets[1]["raison"]


def _corriger(**champs: Any) -> ExigenceOuverture:
    exigence = ExigenceOuverture.objects.get(critere="permis")
    ExigenceOuverture.objects.filter(pk=exigence.pk).update(est_corrigee=True, **champs)
    return exigence


def test_a_corrected_requirement_survives_the_next_import() -> None:
    permis = {"permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}]}
    importer(fichier_ft(offre_ft("A", **permis)))
    _corriger(exigence="S")
    importer(fichier_ft(offre_ft("A", intitule="Autre titre", **permis)))
    garde = ExigenceOuverture.objects.get(critere="permis")
    assert (garde.exigence, garde.est_corrigee) == ("S", True)
    importer(fichier_ft(offre_ft("A", intitule="Sans permis")))
    assert ExigenceOuverture.objects.get(critere="permis").est_corrigee


def test_a_crossed_out_requirement_does_not_come_back() -> None:
    permis = {"permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}]}
    importer(fichier_ft(offre_ft("A", **permis)))
    compte = _compte()
    ecartee = corrections.ecarter_exigence(
        par=compte, exigence=ExigenceOuverture.objects.get(critere="permis")
    )
    importer(fichier_ft(offre_ft("A", intitule="Autre titre", **permis)))
    assert not ExigenceOuverture.objects.filter(critere="permis").exists()
    corrections.retablir_exigence(par=compte, ecartee=ecartee)
    assert ExigenceOuverture.objects.get(critere="permis").exigence == "E"


def test_corrected_hours_survive_the_next_import() -> None:
    importer(fichier_ft(offre_ft("A")))
    ouverture = Ouverture.objects.get(source_id="A")
    grille = f"{0xFF << 16:084x}"
    corrections.corriger_horaires(par=_compte(), ouverture=ouverture, grille=grille)
    importer(fichier_ft(offre_ft("A", description="Du lundi au vendredi de 5h à 9h.")))
    ouverture.refresh_from_db()
    assert (ouverture.grille, ouverture.grille_provenance) == (grille, "employeur")
    assert "5h" in ouverture.description


def _compte() -> Any:
    from parcours.comptes.models import Role
    from tests.monde import creer_compte

    return creer_compte("Awa", "Diallo", Role.CONSEILLER)


@pytest.mark.parametrize(("transition", "etat"), [("pourvoir", "pourvue"), ("fermer", "fermee")])
def test_what_a_person_closed_stays_closed(transition: str, etat: str) -> None:
    importer(fichier_ft(offre_ft("A")))
    services.changer_etat(
        par=_compte(), ouverture=Ouverture.objects.get(), transition=transition, jour=JOUR
    )
    suivi = importer(fichier_ft(offre_ft("A", intitule="Changé")))
    assert _rapport(suivi, "modifiees") == (1,)
    ouverture = Ouverture.objects.get()
    assert (ouverture.etat, ouverture.intitule) == (etat, "Changé")
    assert ouverture.fermee_le == JOUR


def test_an_unlawful_text_is_set_aside_and_comes_back_once_mended() -> None:
    suivi = importer(fichier_ft(offre_ft("A", description="Homme uniquement."), offre_ft("B")))
    assert _rapport(suivi, "nouvelles", "en_quarantaine") == (1, 1)
    ouverture = Ouverture.objects.get(source_id="A")
    assert ouverture.etat == "en_quarantaine"
    assert "Homme uniquement" in ouverture.details["motifs_quarantaine"][0]
    assert ouverture not in Ouverture.objects.publiees(JOUR)
    importer(fichier_ft(offre_ft("A")))
    ouverture.refresh_from_db()
    assert ouverture.etat == "publiee"


def test_an_offer_without_expiry_stays_open_and_a_past_one_does_not() -> None:
    entete = "identifiant;intitule;expire\n"
    contenu = f"{entete}A;Agent;\nB;Agent;{JOUR}\nC;Agent;{JOUR - timedelta(days=1)}\n"
    importer(contenu.encode(), "csv")
    etats = dict(Ouverture.objects.values_list("source_id", "etat"))
    assert etats == {"A": "publiee", "B": "publiee", "C": "fermee"}
    loin = JOUR + timedelta(days=4000)
    assert list(Ouverture.objects.publiees(loin).values_list("source_id", flat=True)) == ["A"]
    assert services.fermer_expirees(jour=JOUR + timedelta(days=1)) == 1
    assert Ouverture.objects.get(source_id="B").motif_fermeture == "expiree"


@pytest.mark.parametrize(
    ("lieu", "commune", "departement", "a_un_point", "est_centre"),
    [
        ({"commune": "07019", "latitude": 44.6, "longitude": 4.4}, "07019", "07", True, False),
        ({"commune": "07019"}, "07019", "07", True, True),
        ({"commune": "69385"}, "69123", "69", True, True),
        ({"codePostal": "38000"}, "38185", "38", True, True),
        ({"libelle": "07 - AUBENAS"}, "07019", "07", True, True),
        ({"libelle": "07 - Ardèche"}, None, "07", False, False),
        ({"libelle": "France"}, None, "", False, False),
        ({"commune": "07019", "latitude": 0, "longitude": 0}, "07019", "07", True, True),
        ({"commune": "07019", "latitude": 444.6, "longitude": 4.4}, "07019", "07", True, True),
    ],
)
def test_places(
    lieu: dict[str, Any], commune: str | None, departement: str, a_un_point: bool, est_centre: bool
) -> None:
    suivi = importer(fichier_ft(offre_ft("A", lieuTravail=lieu)))
    ouverture = Ouverture.objects.get()
    assert (ouverture.commune_id, ouverture.code_departement) == (commune, departement)
    assert (ouverture.latitude is not None) == a_un_point
    assert bool(ouverture.details.get("point_de_la_commune")) == est_centre
    assert suivi.rapport["sans_coordonnees"] == int(not a_un_point)


@pytest.mark.parametrize(
    ("code", "metier"), [("K2204", "K2204"), ("D1299", "D1214"), ("X9999", None), ("", None)]
)
def test_metiers_by_code_then_by_rome_3_parent(code: str, metier: str | None) -> None:
    suivi = importer(fichier_ft(offre_ft("A", romeCode=code)))
    assert Ouverture.objects.get().metier_id == metier
    assert suivi.rapport["sans_metier"] == int(metier is None)


def test_a_pay_under_the_smic_of_its_date_is_flagged_not_refused() -> None:
    salaire = {"salaire": {"libelle": "Horaire de 11,88 Euros"}, "dureeTravailLibelle": "35H"}
    suivi = importer(
        fichier_ft(
            offre_ft("2025", dateCreation="2025-06-01", **salaire),
            offre_ft("2026", dateCreation="2026-02-01", **salaire),
        )
    )
    assert suivi.rapport["sous_le_smic"] == 1
    assert "alerte_smic" not in Ouverture.objects.get(source_id="2025").details
    alerte = Ouverture.objects.get(source_id="2026").details["alerte_smic"]
    assert "12,02 €" in alerte
    assert Ouverture.objects.get(source_id="2026").etat == "publiee"


def test_hours_and_licences_are_read_in_the_text_with_their_words() -> None:
    texte = "Travail du lundi au vendredi de 6h à 13h.\nPermis B indispensable."
    importer(fichier_ft(offre_ft("A", description=texte)))
    ouverture = Ouverture.objects.get()
    assert ouverture.grille_provenance == "texte"
    assert int(ouverture.grille, 16).bit_count() == 5 * 14
    permis = ouverture.exigences.get(critere="permis")
    assert (permis.code, permis.exigence, permis.provenance) == ("B", "E", "texte")
    assert "Permis B" in permis.extrait


def test_a_structured_field_wins_over_the_text() -> None:
    champs = {"permis": [{"libelle": "B - Véhicule léger", "exigence": "S"}]}
    importer(fichier_ft(offre_ft("A", description="Permis B indispensable.", **champs)))
    (permis,) = ExigenceOuverture.objects.filter(critere="permis")
    assert (permis.provenance, permis.exigence) == ("import", "S")


@pytest.mark.parametrize(
    "contenu",
    [
        fichier_gz(fichier_ft(*[offre_ft(f"X{n}") for n in range(50)]))[:-30],
        fichier_ft(offre_ft("X"))[:-10],
        b'{"resultats": []}',
        b"",
        b"\x1f\x8bn'importe quoi",
    ],
)
def test_a_broken_file_changes_nothing(contenu: bytes) -> None:
    importer(fichier_ft(offre_ft("A")))
    avant = list(Ouverture.objects.values())
    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="casse")
    with pytest.raises(FichierRefuse):
        appliquer(suivi, contenu, jour=JOUR)
    assert list(Ouverture.objects.values()) == avant
    suivi.refresh_from_db()
    assert suivi.etat == EtatImport.REFUSE
    assert suivi.raison_refus


def test_a_killed_import_goes_on_and_its_report_still_adds_up() -> None:
    contenu = fichier_ft(*[offre_ft(f"N{n}") for n in range(450)], offre_ft("N0"))
    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="coupe")
    original, appels = module._ecrire_lot, []

    def coupe(*args: Any) -> None:
        appels.append(1)
        if len(appels) == 2:
            raise KeyboardInterrupt
        original(*args)

    with mock.patch.object(module, "_ecrire_lot", coupe), pytest.raises(KeyboardInterrupt):
        appliquer(suivi, contenu, jour=JOUR)
    suivi = ImportOuvertures.objects.get(pk=suivi.pk)
    assert (suivi.etat, suivi.curseur, Ouverture.objects.count()) == ("en_cours", 200, 200)
    appliquer(suivi, contenu, jour=JOUR)
    suivi.refresh_from_db()
    assert _rapport(suivi, "nouvelles", "inchangees", "doublons") == (450, 0, 1)
    assert suivi.etat == EtatImport.TERMINE
    assert Ouverture.objects.count() == 450


def test_two_processes_on_one_import_count_each_row_once() -> None:
    contenu = fichier_ft(*[offre_ft(f"N{n}") for n in range(10)])
    suivi = ImportOuvertures.objects.create(format="france-travail", fichier="double")
    jumeau = ImportOuvertures.objects.get(pk=suivi.pk)
    appliquer(suivi, contenu, jour=JOUR)
    jumeau.etat, jumeau.rapport = EtatImport.EN_COURS, dict(suivi.rapport)
    ImportOuvertures.objects.filter(pk=suivi.pk).update(etat=EtatImport.EN_COURS)
    with pytest.raises(module.ImportRepris):
        appliquer(jumeau, contenu, jour=JOUR)


def _offres_quelconques() -> st.SearchStrategy[list[Any]]:
    offre = st.builds(
        lambda i, titre, texte: offre_ft(i, intitule=titre, description=texte),
        st.sampled_from(["A", "B", "C", "D", "", "E" * 130]),
        st.sampled_from(["Agent", "", "Cuisinier"]),
        st.sampled_from(["", "Femme uniquement.", "Permis B exigé"]),
    )
    return st.lists(st.one_of(offre, st.none(), st.just({}), st.just(3)), min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(fichiers=st.lists(_offres_quelconques(), min_size=1, max_size=3), complet=st.booleans())
def test_every_row_of_any_file_ends_somewhere(fichiers: list[list[Any]], complet: bool) -> None:
    for offres in fichiers:
        suivi = importer(fichier_ft(*offres), perimetre="source" if complet else "")
        assert somme(suivi.rapport) == len(offres)
        assert len(suivi.rejets) == suivi.rapport["rejetees"] + suivi.rapport["doublons"]
        rejoue = importer(fichier_ft(*offres))
        ecartees = rejoue.rapport["rejetees"] + rejoue.rapport["doublons"]
        assert rejoue.rapport["inchangees"] == len(offres) - ecartees


def test_the_command_reports_and_refuses(tmp_path: Path) -> None:
    chemin = tmp_path / "offres.json.gz"
    chemin.write_bytes(fichier_gz(fichier_ft(offre_ft("A"), offre_ft("B", intitule=""))))
    sortie, erreurs = StringIO(), StringIO()
    call_command(
        "importer_ouvertures", str(chemin), format="france-travail", stdout=sortie, stderr=erreurs
    )
    dit = sortie.getvalue()
    assert "1 nouvelles + 0 modifiées" in dit
    assert "= 2 lignes du fichier." in dit
    assert "2 sans horaires" not in dit
    assert "1 sans horaires connus" in dit
    assert "ligne 2 (B) : Intitulé absent." in dit
    assert "1/1" in erreurs.getvalue()
    chemin.write_bytes(b"{")
    with pytest.raises(CommandError, match=r"refusé.*Rien n’a été changé"):
        call_command("importer_ouvertures", str(chemin), format="france-travail")
    with pytest.raises(CommandError, match="illisible ou absent"):
        call_command("importer_ouvertures", str(tmp_path / "rien"), format="csv")


@pytest.mark.reel
def test_the_1642_real_offers_all_end_somewhere(
    donnees_partagees: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contenu = (donnees_partagees / "offres" / "france_travail_v2_resultats.json.gz").read_bytes()
    suivi = importer(contenu, jour=timezone.localdate())
    with capsys.disabled():
        sys.stdout.write(f"\n{ {c: n for c, n in suivi.rapport.items() if n} }\n")
    assert suivi.rapport["lignes"] == somme(suivi.rapport) == 1642
    assert Ouverture.objects.count() + len(suivi.rejets) == 1642
    # Three texts of the sample are unlawful (docs/equite.md): a person looks before anyone sees them.
    assert suivi.rapport["en_quarantaine"] == 3
    assert len(suivi.rejets) == 0
    rejoue = importer(contenu, jour=date(2030, 1, 1))
    assert rejoue.rapport["inchangees"] == 1642


# --- the métier read in the title -----------------------------------------------------------------


def _sans_code(identifiant: str, intitule: str) -> dict[str, Any]:
    return offre_ft(identifiant, intitule=intitule, romeCode="")


def test_without_a_code_a_sure_title_gives_the_metier_and_says_so() -> None:
    intitules.construire()
    lignes = [
        _sans_code("A", "URGENT Agent de propreté H/F CDI"), _sans_code("B", "Mission polyvalente"),
        offre_ft("C", intitule="Agent de propreté", romeCode="D1214"),
    ]  # fmt: skip
    suivi = importer(fichier_ft(*lignes))
    lue, inconnue, codee = Ouverture.objects.order_by("source_id")
    assert lue.metier_id == "K2204"
    assert lue.details["metier_lu"]["libelle"] == "Agent / Agente de propreté"
    assert "agente" in lue.recherche
    assert inconnue.metier_id is None
    assert "metier_lu" not in inconnue.details
    assert codee.metier_id == "D1214"
    assert "metier_lu" not in codee.details
    assert _rapport(suivi, "nouvelles", "metiers_lus", "sans_metier") == (3, 1, 1)
    assert any("1 sans code, dont le métier a été lu" in p for p in phrases(suivi.rapport))
    rejoue = importer(fichier_ft(*lignes))
    assert _rapport(rejoue, "inchangees", "metiers_lus", "sans_metier") == (3, 1, 1)


def test_while_there_is_no_index_nothing_is_guessed_then_rows_are_read_again() -> None:
    ligne = _sans_code("A", "Agent de propreté H/F")
    assert _rapport(importer(fichier_ft(ligne)), "sans_metier", "metiers_lus") == (1, 0)
    intitules.construire()
    assert _rapport(importer(fichier_ft(ligne)), "modifiees", "metiers_lus") == (1, 1)
