"""« Ce que chaque exigence exclut »: planted pools, who may read what, and what nobody can find."""

import re
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from matching import vivier
from matching.equite.petits_nombres import EXTERNE
from matching.models import MemoireComptes, PopulationComptee
from matching.moteur.ouvrants.exclusions import exclusions
from matching.services import memoires
from matching.services.exclusions import ce_qu_exclut
from matching.tables import postes, referentiel
from parcours.comptes.models import Role
from parcours.dossiers.models import Certification, Consentement, Dossier, Langue, Permis
from parcours.offres.models import Employeur, ExigenceOuverture
from parcours.socle.horloge import maintenant
from tests.matching.fabrique import exigence, garder, grille, limiter, ouverture, pret
from tests.monde import creer_compte, creer_dossier
from tests.permissions.offres import offre

pytestmark = [pytest.mark.base, pytest.mark.django_db]
JOUR = date(2026, 3, 2)


def accorder(dossier, **champs):
    return Consentement.objects.create(
        dossier=dossier, finalite="accompagnement", moyen="oral", donne_le=maintenant(), **champs
    )


def personne(monde, *, oral="B2", permis=True, pret_a_tout=True, **champs):
    """Somebody of the pool, next door to the opening; no licence is known of who has none."""
    ici = {"commune": monde.grenoble, "latitude": 45.168, "longitude": 5.71}
    dossier = creer_dossier("Ana", "Test", monde.awa, monde.structure, **ici | champs)
    accorder(dossier)
    if pret_a_tout:
        pret(dossier)
    Langue.objects.create(dossier=dossier, code="fr", oral=oral)
    Permis.objects.create(dossier=dossier, categorie="B" if permis else "AM")
    return dossier


def foule(monde, nombre, **champs):
    return [personne(monde, **champs) for _ in range(nombre)]


def compter(visee, **options):
    return ce_qu_exclut(postes([visee.pk])[visee.pk], jour=date.today(), **options)


def ligne(bilan, critere):
    return next(li for li in bilan.lignes if li.exigence and li.exigence.critere == critere)


def proche(reponse, vrai):
    return reponse.nombre is not None and abs(reponse.nombre - vrai) <= 5 and not reponse.nombre % 5


def page(client, visee, statut=200):
    reponse = client.get(reverse("matching:exclusions", args=[visee.pk]))
    assert reponse.status_code == statut
    return " ".join(re.sub(r"<[^>]+>", " ", reponse.content.decode()).split())


@pytest.fixture
def visee(monde):
    visee = ouverture(monde, grille=grille("07:00", "15:00"))
    exigence(visee, "permis", "B")
    exigence(visee, "langue_oral", "fr", 4)
    return visee


def test_a_planted_pool_is_told_requirement_by_requirement(monde, visee, client_de):
    foule(monde, 30)
    foule(monde, 24, permis=False)
    foule(monde, 20, oral="B1")
    foule(monde, 15, oral="B1", permis=False)  # two requirements: neither alone keeps them out
    for dossier in foule(monde, 18):
        garder(dossier, "08:00", "18:00")
    bilan = compter(visee)
    assert proche(bilan.vivier, 107)
    assert proche(bilan.atteintes, 30)
    assert proche(ligne(bilan, "permis").seule, 24)
    assert proche(ligne(bilan, "langue_oral").seule, 20)
    [b1] = ligne(bilan, "langue_oral").gentilles
    assert proche(b1.gain, 20)
    [horaires] = [li for li in bilan.lignes if li.exigence is None]
    assert [g.allegement.code for g in horaires.gentilles] == ["horaires:8h30"]
    assert proche(horaires.gentilles[0].gain, 18)
    texte = page(client_de("awa"), visee)
    assert re.search(
        r"Le permis B, à lui seul, tient à l’écart environ (20|25) personnes ; souhaité", texte
    )
    assert re.search(r"B1 plutôt que B2 : environ (15|20|25) de plus pourraient postuler", texte)
    assert re.search(r"Commencer à 8\W?h\W?30 plutôt qu’à 7\W?h : environ (15|20) de plus", texte)


def test_a_small_pool_and_an_empty_one_say_no_figure(monde, visee, client_de):
    assert "Le vivier compte moins de 11 personnes" in page(client_de("awa"), visee)
    foule(monde, 30)
    foule(monde, 8, permis=False)
    texte = page(client_de("awa"), visee)
    assert "Le permis B, à lui seul, tient à l’écart moins de 11 personnes." in texte
    assert not re.search(r"\b8 personnes", texte)


def test_without_consent_or_open_dossier_nobody_is_counted(monde, visee):
    gens = foule(monde, 36, permis=False)
    Consentement.objects.filter(dossier__in=gens[:12]).update(retire_le=maintenant())
    Dossier.objects.filter(pk__in=[d.pk for d in gens[12:24]]).update(statut="clos")
    assert vivier.courant(JOUR).cles == tuple(d.pk for d in gens[24:])
    # A second consent to the same thing counts nobody twice; one for something else counts nobody.
    accorder(gens[24])
    Consentement.objects.filter(dossier=gens[30]).update(finalite="rappels")
    assert len(vivier.courant(JOUR).cles) == 11


def test_health_enters_no_figure(monde, client_de):
    visee = ouverture(monde)
    exigence(visee, "condition", "charges")
    for dossier in foule(monde, 20):
        limiter(dossier, "charges")
    bilan = compter(visee)
    assert bilan.lignes == ()
    assert proche(bilan.atteintes, 20)
    texte = page(client_de("denis"), visee)
    assert "charges" not in texte.lower()


def test_a_wish_or_what_the_law_asks_is_no_line(monde, visee):
    ExigenceOuverture.objects.filter(ouverture=visee, critere="permis").update(exigence="S")
    exigence(visee, "droit_travail")
    assert [li.exigence and li.exigence.critere for li in compter(visee).lignes] == [
        "langue_oral",
        None,
    ]


# --- who may read what ------------------------------------------------------------------------


def test_the_split_is_for_a_responsable_and_the_coordination_only(monde, visee, client_de):
    foule(monde, 15, permis=False, sexe="femme", qpv_etat="oui")
    foule(monde, 14, permis=False, sexe="homme", qpv_etat="non")
    for prenom in ("denis", "fatima"):
        texte = page(client_de(prenom), visee)
        assert re.search(r"Sexe : hommes, environ (10|15) ; femmes, environ (10|15|20)", texte)
        assert "quartier prioritaire" in texte.lower()
    for prenom in ("awa", "bruno", "vercors"):
        texte = page(client_de(prenom), visee).lower()
        assert "environ" in texte
        assert not re.search("femme|homme|sexe|quartier|qpv", texte)


def test_a_split_with_a_small_group_cannot_be_subtracted(monde, visee):
    foule(monde, 20, permis=False, sexe="femme")
    foule(monde, 14, permis=False, sexe="homme")
    foule(monde, 3, permis=False, sexe="autre")
    sexe = ligne(compter(visee, par_groupe=True), "permis").repartitions[0]
    assert dict(sexe.groupes).keys() == {"Femmes"}  # men hidden too, else the three are told


def test_another_employer_and_an_account_without_employer_read_nothing(
    monde, visee, client_de, client
):
    autre = creer_compte("Lise", "Perrin", Role.EMPLOYEUR)
    client.force_login(autre, backend="django.contrib.auth.backends.ModelBackend")
    page(client, visee, 404)
    adresse = reverse("matching:compter_exclusions")
    assert client.post(adresse, offre(monde)).status_code == 403
    ailleurs = Employeur.objects.create(nom="Menuiserie Perrin", est_particulier=True)
    ailleurs.membres.add(autre)
    page(client, visee, 404)
    assert client.post(adresse, offre(monde)).status_code == 200
    page(client_de("vercors"), visee)
    page(client_de("nadia"), visee, 403)
    assert client_de("awa").get(reverse("matching:exclusions", args=[999_999])).status_code == 404


# --- while typing -----------------------------------------------------------------------------


def test_before_publishing_with_and_without_javascript(monde, client_de):
    foule(monde, 25, permis=False)
    tape = offre(monde) | {"permis": "B", "permis_fermete": "E", "grille": grille("09:00", "15:00")}
    tape["intitule"] = ""  # the rest of the form may wait
    for prenom, adresse in (("vercors", "offres:publier"), ("awa", "offres:nouvelle")):
        client = client_de(prenom)
        fragment = client.post(reverse("matching:compter_exclusions"), tape).content.decode()
        assert "<html" not in fragment
        entiere = client.post(reverse(adresse), tape | {"compter": "1"})
        assert entiere.status_code == 200
        for texte in (fragment, entiere.content.decode()):
            assert re.search("Le permis B, à lui seul, tient à l’écart environ (20|25|30)", texte)
        assert 'value="B" selected' in entiere.content.decode()
    assert monde.employeur.ouvertures.count() == 1  # nothing was published


def test_nothing_is_counted_unless_asked_and_what_is_wrong_is_said(monde, client_de):
    foule(monde, 12)
    vercors = client_de("vercors")
    assert "Le vivier" not in vercors.get(reverse("offres:publier")).content.decode()
    assert not MemoireComptes.objects.exists()
    faux = offre(monde) | {"permis": "Z9"}
    texte = vercors.post(reverse("matching:compter_exclusions"), faux).content.decode()
    assert "Rien à compter" in texte
    assert not MemoireComptes.objects.exists()


def test_the_pages_lead_there(monde, visee, client_de):
    adresse = reverse("matching:exclusions", args=[visee.pk])
    for prenom, page_de in (("awa", "offres:fiche"), ("vercors", "offres:mon_offre")):
        assert adresse in client_de(prenom).get(reverse(page_de, args=[visee.pk])).content.decode()


def test_the_page_costs_the_same_whatever_the_pool(
    monde, visee, client_de, django_assert_max_num_queries
):
    client = client_de("denis")
    foule(monde, 12, permis=False)
    page(client, visee)
    for nombre in (13, 25):
        foule(monde, nombre, permis=False)
        with django_assert_max_num_queries(50):
            page(client, visee)


# --- a hundred tweaks ---------------------------------------------------------------------------


def vrais(visee):
    """Bare counts, as the guard must not tell them."""
    gens = vivier.courant(date.today())
    lues = exclusions(
        postes([visee.pk])[visee.pk], gens.personnes, referentiel=referentiel(), jour=date.today()
    )
    return [
        int(lues.libres.par(0).sum()),
        *(int(lues.debloques([e.code]).sum()) for e in lues.demarche.etapes),
    ]


def dits(bilan):
    """Every figure of the answer, told or hidden."""
    lignes = [r for li in bilan.lignes for r in (li.seule, *(g.gain for g in li.gentilles)) if r]
    return [(r.nombre, r.bande) for r in (bilan.vivier, bilan.atteintes, *lignes)]


def test_a_hundred_tweaks_do_not_isolate_one_person(monde):
    """Everybody but one holds a rare certificate: asked or not, it tells nothing of that one."""
    gens = [
        personne(monde, oral=("A2", "B1", "B2", "C1")[rang % 4], permis=rang % 3 > 0)
        for rang in range(60)
    ]
    cible = gens[7]
    Certification.objects.bulk_create(
        Certification(dossier=d, code="caces_5" if d != cible else "caces_1") for d in gens
    )
    visee = ouverture(monde)
    bruts, figures = set(), set()
    for rang in range(50):
        visee.exigences.all().delete()
        visee.grille = grille(f"{6 + rang % 4:02d}:00", f"{13 + rang % 6}:00")
        visee.save()
        if niveau := rang % 5:
            exigence(visee, "langue_oral", "fr", niveau + 1)
        if rang % 2:
            exigence(visee, "permis", "B")
        sans, vrai_sans = dits(compter(visee)), vrais(visee)
        exigence(visee, "certificat", "caces_5")
        avec, vrai_avec = dits(compter(visee)), vrais(visee)
        assert avec[: len(sans) - 1][:2] == sans[:2]
        assert (None, EXTERNE.masque) in avec[2:]  # what the certificate alone keeps out
        bruts.add(vrai_sans[0] - vrai_avec[0])
        figures.update(sans)
    assert bruts >= {1}  # bare counts would have told that one person
    assert len(figures) > 3  # and the tweaks do move the figures


def test_somebody_who_comes_or_goes_changes_no_figure(monde, visee):
    foule(monde, 30), foule(monde, 24, permis=False)
    avant = dits(compter(visee))
    parti = personne(monde, permis=False)
    assert dits(compter(visee)) == avant
    Consentement.objects.filter(dossier=parti).update(retire_le=maintenant())
    assert dits(compter(visee)) == avant


def test_the_memory_is_shared_encrypted_and_forgotten_with_its_quarter(monde, visee):
    foule(monde, 20, permis=False)
    compter(visee)
    nombre = PopulationComptee.objects.count()
    compter(visee, par_groupe=False)
    assert PopulationComptee.objects.count() == nombre  # the same questions: nothing to add
    with connection.cursor() as curseur:
        curseur.execute("SELECT population FROM matching_populationcomptee")
        assert all(jeton.startswith("gAAAA") for (jeton,) in curseur)
    memoires.oublier(date.today())
    assert PopulationComptee.objects.count() == nombre
    suivant = memoires.trimestre(date(date.today().year + 1, 1, 1))
    memoires.oublier(suivant)
    assert not PopulationComptee.objects.exists()
