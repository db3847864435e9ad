"""Outreach contacts: thirty seconds, once, found again."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from parcours.dossiers.models import ContactTerrain, Dossier, Personne
from parcours.dossiers.services.contacts import creer_contact, noter_dernier_contact
from parcours.dossiers.services.echanges import creer_echange, modifier_echange
from parcours.socle.models import ActionJournal, EntreeJournal

pytestmark = pytest.mark.base
NIR = "2 84 05 38 185 042 13"  # invented, with a right key


def saisie(**champs: object) -> dict[str, object]:
    base = {
        "jeton": uuid4(), "prenom": "Leïla", "lieu": "Marché Saint-Bruno",
        "canal": "pied_immeuble", "suite": "rappeler_3",
    }  # fmt: skip
    return base | champs


def creer(monde, **champs):
    base = {
        "par": monde.awa, "structure": monde.structure, "jeton": uuid4(), "prenom": "Leïla",
        "lieu": "Mistral", "canal": "permanence", "issue": "a_rappeler",
    }  # fmt: skip
    return creer_contact(**base | champs)


def test_a_first_name_and_a_place_are_enough(monde, client_de) -> None:
    reponse = client_de("awa").post(reverse("dossiers:contact_nouveau"), saisie())
    assert reponse.status_code == 302
    contact = ContactTerrain.objects.get()
    assert (contact.personne.prenom, contact.lieu) == ("Leïla", "Marché Saint-Bruno")
    assert contact.structure == monde.structure
    assert contact.rappeler_le == timezone.localdate() + timedelta(days=3)


def test_a_quarter_alone_is_a_place(monde, client_de) -> None:
    donnees = saisie(lieu="", quartier=monde.mistral.pk)
    client_de("awa").post(reverse("dossiers:contact_nouveau"), donnees)
    contact = ContactTerrain.objects.get()
    assert (contact.lieu, contact.qpv) == ("Mistral", monde.mistral)


def test_without_a_place_nothing_is_made_and_the_rest_is_kept(monde, client_de) -> None:
    reponse = client_de("awa").post(
        reverse("dossiers:contact_nouveau"), saisie(lieu="", telephone="06 12 34 56 78")
    )
    assert reponse.status_code == 422
    texte = reponse.content.decode()
    assert "Choisir un quartier ou écrire un lieu." in texte
    assert "06 12 34 56 78" in texte
    assert not ContactTerrain.objects.exists()


def test_the_same_form_sent_twice_makes_one_contact(monde, client_de) -> None:
    donnees, client = saisie(), client_de("awa")
    for _ in range(2):
        assert client.post(reverse("dossiers:contact_nouveau"), donnees).status_code == 302
    assert ContactTerrain.objects.count() == 1
    assert Personne.objects.filter(prenom="Leïla").count() == 1


def test_each_page_shown_carries_a_new_token(monde, client_de) -> None:
    client = client_de("awa")
    jetons = {
        re.search(r'name="jeton" value="([^"]+)"', page.content.decode()).group(1)
        for page in (client.get(reverse("dossiers:contact_nouveau")) for _ in range(2))
    }
    assert len(jetons) == 2


def test_a_nir_is_refused_and_what_was_typed_is_given_back(monde, client_de) -> None:
    reponse = client_de("awa").post(
        reverse("dossiers:contact_nouveau"), saisie(note=f"son numéro {NIR}")
    )
    assert reponse.status_code == 400
    assert "Leïla" in reponse.content.decode()
    assert not ContactTerrain.objects.exists()


@pytest.mark.parametrize("note", ["Mme est dépressive.", "Suivi pour un cancer.", "Musulmane."])
def test_a_note_about_health_or_faith_is_stopped(note, monde, client_de) -> None:
    reponse = client_de("awa").post(reverse("dossiers:contact_nouveau"), saisie(note=note))
    assert reponse.status_code == 422
    assert note in reponse.content.decode()
    assert not ContactTerrain.objects.exists()
    refus = EntreeJournal.objects.get(action=ActionJournal.REFUS)
    gardes = " ".join(str(getattr(refus, f.name)) for f in refus._meta.fields)
    assert not {"dépressive", "cancer", "musulmane"} & set(gardes.casefold().split())


def test_a_doubtful_note_asks_to_confirm_then_passes(monde, client_de) -> None:
    client, donnees = client_de("awa"), saisie(note="Dossier MDPH en cours d’instruction.")
    reponse = client.post(reverse("dossiers:contact_nouveau"), donnees)
    assert reponse.status_code == 422
    assert 'name="note_confirmee"' in reponse.content.decode()
    client.post(reverse("dossiers:contact_nouveau"), donnees | {"note_confirmee": "on"})
    assert ContactTerrain.objects.get().note.startswith("Dossier MDPH")


def test_a_call_date_in_the_past_is_refused(monde, client_de) -> None:
    hier = timezone.localdate() - timedelta(days=1)
    donnees = saisie(suite="rappeler_date", rappeler_le=hier.isoformat())
    reponse = client_de("awa").post(reverse("dossiers:contact_nouveau"), donnees)
    assert "Cette date est passée" in reponse.content.decode()


def test_the_place_of_the_last_contact_is_proposed_again(monde, client_de) -> None:
    creer(monde, qpv=monde.mistral)
    page = client_de("awa").get(reverse("dossiers:contact_nouveau")).content.decode()
    assert f'value="{monde.mistral.pk}" selected' in page


def test_the_list_shows_one_structure_only(monde, client_de) -> None:
    creer(monde)
    creer(monde, prenom="Zohra", par=monde.chloe, structure=monde.autre_structure)
    page = client_de("bruno").get(reverse("dossiers:contacts")).content.decode()
    assert "Leïla" in page
    assert "Zohra" not in page


def test_filters_count_and_sort(monde, client_de) -> None:
    jour = timezone.localdate()
    creer(monde, prenom="Due", rappeler_le=jour)
    creer(monde, prenom="Plus tard", rappeler_le=jour + timedelta(days=5))
    creer(monde, prenom="Informée", issue="informee")
    client, url = client_de("awa"), reverse("dossiers:contacts")
    dues = client.get(url, {"issue": "rappel_du"})
    assert [c.personne.prenom for c in dues.context["page"]] == ["Due"]
    assert "1 contact" in dues.content.decode()
    tries = client.get(url, {"tri": "prenom"}).context["page"]
    assert [c.personne.prenom for c in tries] == ["Due", "Informée", "Plus tard"]
    assert "Aucun contact ne correspond" in client.get(url, {"q": "zzz"}).content.decode()
    assert client.get(url, {"tri": "'; drop", "issue": "x", "page": "x"}).status_code == 200


def test_the_list_costs_the_same_whatever_its_length(
    monde, client_de, django_assert_max_num_queries
) -> None:
    for n in range(12):
        creer(monde, prenom=f"Prénom {n}", qpv=monde.mistral)
    client = client_de("awa")
    with django_assert_max_num_queries(7):
        client.get(reverse("dossiers:contacts"))


def test_calling_back_is_a_contact_and_ends_the_call_to_make(monde, client_de) -> None:
    contact = creer(monde, rappeler_le=timezone.localdate())
    donnees = {"jeton": uuid4(), "suite": "rendez_vous"}
    client = client_de("bruno")
    for _ in range(2):
        client.post(reverse("dossiers:contact_rappele", args=[contact.pk]), donnees)
    contact.refresh_from_db()
    assert contact.rappeler_le is None
    assert not ContactTerrain.objects.a_rappeler().exists()
    rappel = ContactTerrain.objects.get(canal="telephone")
    assert (rappel.personne, rappel.par, rappel.issue) == (
        contact.personne, monde.bruno, "rendez_vous",
    )  # fmt: skip


def test_lost_sight_of_expects_no_call(monde, client_de) -> None:
    contact = creer(monde, rappeler_le=timezone.localdate())
    client_de("awa").post(reverse("dossiers:contact_perdu", args=[contact.pk]))
    contact.refresh_from_db()
    assert (contact.issue, contact.rappeler_le) == ("perdue_de_vue", None)


def test_last_contact_is_the_latest_that_took_place(monde) -> None:
    dossier, maintenant = monde.dossier_nadia, timezone.now()
    ici = {"dossier": dossier, "par": monde.awa, "nature": "rendez_vous"}

    def dernier():
        return Dossier.objects.get(pk=dossier.pk).dernier_contact_le

    contact = ContactTerrain.objects.create(
        personne=dossier.personne, structure=monde.structure, par=monde.awa, lieu="Mistral",
        quand=maintenant - timedelta(days=9), canal="permanence", issue="informee",
    )  # fmt: skip
    # What another structure did is not a contact of this dossier.
    ContactTerrain.objects.create(
        personne=dossier.personne, structure=monde.autre_structure, par=monde.chloe, lieu="Ici",
        quand=maintenant, canal="permanence", issue="informee",
    )  # fmt: skip
    noter_dernier_contact(dossier=dossier)
    assert dernier() == contact.quand
    hier = maintenant - timedelta(days=1)
    absent = creer_echange(**ici, jeton=uuid4(), presence="absent", quand=hier)
    creer_echange(**ici, jeton=uuid4(), presence="prevu", quand=maintenant + timedelta(days=2))
    assert dernier() == contact.quand
    suite = {"nature": "rendez_vous", "quand": hier, "note": ""}
    modifier_echange(echange=absent, par=monde.awa, presence="present", **suite)
    assert dernier() == hier
    modifier_echange(echange=absent, par=monde.awa, presence="reporte", **suite)
    assert dernier() == contact.quand


def test_the_export_is_safe_logged_and_without_telephone(monde, client_de) -> None:
    creer(monde, prenom="=1+1", telephone="06 12 34 56 78", note="Veut un CDI.")
    creer(monde, prenom="Zohra", par=monde.chloe, structure=monde.autre_structure)
    texte = client_de("denis").get(reverse("dossiers:contacts_export")).content.decode()
    assert "'=1+1" in texte
    assert not any(mot in texte for mot in ("06 12", "Veut un CDI", "Zohra"))
    assert EntreeJournal.objects.get(action=ActionJournal.EXPORT).objet == "contacts"
