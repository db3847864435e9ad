"""Opening a dossier: progressive, once, and never a second one for the same person."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from parcours.dossiers.doublons import Fiche, candidats, comparer
from parcours.dossiers.models import ContactTerrain, Dossier, Fusion, Personne
from parcours.dossiers.services.contacts import creer_contact
from parcours.socle.models import Evenement

pytestmark = pytest.mark.base


def saisie(**champs: object) -> dict[str, object]:
    base = {
        "jeton": uuid4(), "prenom": "Yasmina", "origine": "aller_vers", "projet": "emploi",
        "information": "on",
    }  # fmt: skip
    return base | champs


@pytest.fixture
def contact(monde) -> ContactTerrain:
    return creer_contact(
        par=monde.bruno, structure=monde.structure, jeton=uuid4(), prenom="Yasmina",
        lieu="Mistral", canal="pied_immeuble", issue="a_rappeler",
    )  # fmt: skip


def test_a_first_name_is_enough(monde, client_de) -> None:
    reponse = client_de("awa").post(reverse("dossiers:nouveau"), saisie())
    dossier = Dossier.objects.get(personne__prenom="Yasmina")
    assert reponse.url == reverse("dossiers:synthese", args=[dossier.pk])
    assert (dossier.referent, dossier.structure) == (monde.awa, monde.structure)
    assert dossier.recherche is not None
    assert dossier.consentements.get().finalite == "accompagnement"
    assert Evenement.objects.filter(sujet="dossier", sujet_id=dossier.pk).exists()


def test_the_person_must_have_been_told(monde, client_de) -> None:
    reponse = client_de("awa").post(reverse("dossiers:nouveau"), saisie(information=""))
    assert reponse.status_code == 422
    assert "Yasmina" in reponse.content.decode()
    assert not Dossier.objects.filter(personne__prenom="Yasmina").exists()


def test_replayed_it_opens_one(monde, client_de) -> None:
    donnees, client = saisie(), client_de("awa")
    client.post(reverse("dossiers:nouveau"), donnees)
    client.post(reverse("dossiers:nouveau"), donnees | {"a_meme_personne": "nouvelle"})
    assert Dossier.objects.filter(personne__prenom="Yasmina").count() == 1


def test_from_a_contact_the_person_is_kept(contact, client_de) -> None:
    url = reverse("dossiers:ouvrir_depuis_contact", args=[contact.pk])
    client = client_de("awa")
    client.post(url, saisie(nom="Amrani"))
    dossier = Dossier.objects.get(personne=contact.personne)
    contact.refresh_from_db()
    assert dossier.personne.nom == "Amrani"
    assert contact.issue == "dossier_ouvert"
    assert dossier.dernier_contact_le == contact.quand
    assert client.get(url).url == reverse("dossiers:synthese", args=[dossier.pk])


def test_a_near_name_is_asked_about_and_nothing_is_made(monde, client_de) -> None:
    reponse = client_de("awa").post(
        reverse("dossiers:nouveau"), saisie(prenom="Nadya", nom="Bénali")
    )
    assert reponse.status_code == 422
    assert "Est-ce la même personne ?" in reponse.content.decode()
    assert not Personne.objects.filter(prenom="Nadya").exists()


def test_saying_yes_goes_to_the_dossier_that_exists(monde, client_de) -> None:
    nadia = monde.dossier_nadia
    donnees = saisie(prenom="Nadya", nom="Bénali", a_meme_personne=nadia.personne_id)
    reponse = client_de("awa").post(reverse("dossiers:nouveau"), donnees)
    assert reponse.url == reverse("dossiers:synthese", args=[nadia.pk])
    nadia.personne.refresh_from_db()
    assert nadia.personne.prenom == "Nadia"
    assert not Personne.objects.filter(prenom="Nadya").exists()


def test_saying_no_opens_another(monde, client_de) -> None:
    donnees = saisie(prenom="Nadia", nom="Benali", a_meme_personne="nouvelle")
    client_de("awa").post(reverse("dossiers:nouveau"), donnees)
    assert Dossier.objects.filter(personne__nom="Benali").count() == 2


def test_a_person_not_proposed_cannot_be_chosen(monde, client_de) -> None:
    """A forged choice (someone of another structure) is not taken."""
    ailleurs = monde.dossier_ailleurs.personne_id
    donnees = saisie(prenom="Nadia", nom="Benali", a_meme_personne=ailleurs)
    assert client_de("awa").post(reverse("dossiers:nouveau"), donnees).status_code == 422


def test_duplicates_never_cross_structures(monde, client_de) -> None:
    donnees = {"prenom": "Samia", "nom": "Kaci"}
    ici = client_de("awa").post(reverse("dossiers:doublons"), donnees).content.decode()
    la_bas = client_de("chloe").post(reverse("dossiers:doublons"), donnees).content.decode()
    assert "Kaci" not in ici
    assert "Est-ce la même personne" not in ici
    assert "Kaci" in la_bas
    assert client_de("awa").post(reverse("dossiers:nouveau"), saisie(**donnees)).status_code == 302


def test_the_contact_itself_is_not_its_own_duplicate(contact, client_de) -> None:
    donnees = {"prenom": "Yasmina", "sauf": contact.personne_id}
    page = client_de("awa").post(reverse("dossiers:doublons"), donnees)
    assert "Est-ce la même" not in page.content.decode()


def test_a_contact_found_to_be_someone_known_joins_them(monde, client_de) -> None:
    contact = creer_contact(
        par=monde.awa, structure=monde.structure, jeton=uuid4(), prenom="Nadia", lieu="Mistral",
        canal="permanence", issue="a_rappeler", telephone="0611223344",
    )  # fmt: skip
    nadia = monde.dossier_nadia
    donnees = saisie(prenom="Nadia", nom="Benali", a_meme_personne=nadia.personne_id)
    url = reverse("dossiers:ouvrir_depuis_contact", args=[contact.pk])
    assert client_de("awa").post(url, donnees).url == reverse("dossiers:synthese", args=[nadia.pk])
    contact.refresh_from_db()
    nadia.personne.refresh_from_db()
    assert contact.personne_id == nadia.personne_id
    assert nadia.personne.telephone == "0611223344"
    assert Fusion.objects.get().annulee_le is None


@pytest.mark.parametrize(
    ("fiche", "autre", "attendu"),
    [
        (Fiche("Nadia", "Benali"), Fiche("nadia", "BENALI"), True),
        (Fiche("Nadia", "Benali"), Fiche("Benali", "Nadia"), True),
        (Fiche("Zoé", "Le Goff"), Fiche("Zoe", "Le-Goff"), True),
        (Fiche("Nadia", "Benali"), Fiche("Karim", "Tahiri"), False),
        (Fiche("Nadia", "Benali"), Fiche("Nadia", "Ferrand"), False),
        (Fiche("Nadia"), Fiche("Nadia", "Benali"), True),
        (Fiche("A", telephone="+33 6 12 34 56 78"), Fiche("B", telephone="0612345678"), True),
        (Fiche("A", telephone="06 12"), Fiche("B", telephone="06 12"), False),
        (
            Fiche("Nadia", "Benali", naissance_le=date(1990, 1, 1)),
            Fiche("Nadia", "Benali", naissance_annee=1971),
            False,
        ),
    ],
)  # fmt: skip
def test_who_may_be_the_same(fiche, autre, attendu) -> None:
    assert (comparer(fiche, autre)[0] > 0) is attendu
    assert (comparer(autre, fiche)[0] > 0) is attendu


def test_the_nearest_comes_first_and_five_at_most(monde) -> None:
    for n in range(7):
        personne = Personne.objects.create(prenom="Nadia", nom=f"Benal{n}")
        Dossier.objects.create(
            personne=personne, structure=monde.structure, referent=monde.awa,
            ouvert_le=date(2026, 1, 1),
        )  # fmt: skip
    proches = candidats(Fiche("Nadia", "Benali"), structures=[monde.structure.pk])
    assert len(proches) == 5
    assert proches[0].personne == monde.dossier_nadia.personne
    assert proches[0].pourquoi == "même nom"
