"""The employer's space: asking for it, being let in, publishing, and what others may not do."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from parcours.comptes.models import Role, Utilisateur
from parcours.offres import services_employeurs
from parcours.offres.models import DemandeEmployeur, Employeur, Ouverture
from parcours.socle.horloge import maintenant
from tests.monde import MOT_DE_PASSE, creer_compte
from tests.permissions.espace_employeur import inscription
from tests.permissions.offres import offre

pytestmark = [pytest.mark.base, pytest.mark.django_db]
SIRET = "73282932000074"  # Atelier Vercors
AUTRE_SIRET = "35600000000048"


def demander(client, monde, **champs):
    return client.post(reverse("offres:inscription"), inscription(monde) | champs)


def entrer(client, message):
    """Use the link of an e-mail, as its reader does."""
    chemin = re.search(r"/acces/\S+", message.body).group()
    return client.post(chemin)


def test_from_the_request_to_the_first_offer(
    monde, client_de, django_capture_on_commit_callbacks
):  # fmt: skip
    visiteur = client_de("eve")
    assert demander(visiteur, monde).status_code == 200
    demande = DemandeEmployeur.objects.get()
    denis = client_de("denis")
    denis.post(reverse("offres:accepter_demande", args=[demande.pk]))
    demande.refresh_from_db()
    assert demande.etat == "en_attente"  # nobody has confirmed the address
    assert entrer(visiteur, mail.outbox[-1]).status_code == 302
    assert "examinée" in visiteur.get(reverse("offres:espace")).content.decode()
    assert visiteur.get(reverse("offres:publier")).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        denis.post(reverse("offres:accepter_demande", args=[demande.pk]))
    assert "ouvert" in mail.outbox[-1].subject
    employeur = Employeur.objects.get(nom="Menuiserie Perrin")
    assert employeur.est_particulier
    reponse = visiteur.post(reverse("offres:publier"), offre(monde) | {"employeur": employeur.pk})
    assert Ouverture.objects.get(employeur=employeur).etat == "publiee"
    assert visiteur.get(reponse.url).status_code == 200


def test_a_known_siret_joins_the_employer_there_is(monde, client_de):
    demander(client_de("eve"), monde, est_particulier="", siret=SIRET)
    demande = DemandeEmployeur.objects.get()
    Utilisateur.objects.filter(pk=demande.utilisateur_id).update(last_login=maintenant())
    assert (
        "Déjà connu"
        in client_de("denis").get(reverse("offres:demandes_employeurs")).content.decode()
    )
    services_employeurs.accepter(demande_id=demande.pk, par=monde.denis)
    assert Employeur.objects.count() == 1
    assert monde.employeur.membres.count() == 2


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"siret": "73282932000075", "est_particulier": ""}, "clé n’est pas bonne"),
        ({"siret": "", "est_particulier": ""}, "Écrire le SIRET"),
        ({"siret": SIRET, "est_particulier": "on"}, "n’a pas de SIRET"),
        ({"email": "lise"}, "e-mail"),
    ],
)
def test_a_bad_request_says_what_to_mend_and_writes_nothing(monde, client_de, champs, phrase):
    reponse = demander(client_de("eve"), monde, **champs)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert "Menuiserie Perrin" in reponse.content.decode()
    assert not DemandeEmployeur.objects.exists()
    assert not mail.outbox


def test_la_poste_is_accepted(monde, client_de):
    assert (
        demander(client_de("eve"), monde, siret=AUTRE_SIRET, est_particulier="").status_code == 200
    )


def test_the_answer_does_not_tell_who_is_known(monde, client_de):
    """A counsellor's address asks for nothing and receives only a way into their own account."""
    visiteur = client_de("eve")
    inconnu = demander(visiteur, monde).content
    connu = demander(visiteur, monde, email=monde.awa.email).content
    assert connu == inconnu
    assert DemandeEmployeur.objects.count() == 1
    assert mail.outbox[-1].to == [monde.awa.email]
    assert "employeur" not in mail.outbox[-1].body.lower()
    oubli = reverse("comptes:mot_de_passe_oublie")
    pages = {visiteur.post(oubli, {"email": e}).content for e in ("x@y.test", monde.bruno.email)}
    assert len(pages) == 1


def test_asking_again_at_once_fills_no_inbox(monde, client_de):
    visiteur = client_de("eve")
    for _ in range(3):
        demander(visiteur, monde)
    assert (len(mail.outbox), DemandeEmployeur.objects.count()) == (1, 1)


def test_a_decision_is_taken_once(monde, client_de):
    demander(client_de("eve"), monde)
    demande = DemandeEmployeur.objects.get()
    Utilisateur.objects.filter(pk=demande.utilisateur_id).update(last_login=maintenant())
    services_employeurs.accepter(demande_id=demande.pk, par=monde.denis)
    with pytest.raises(services_employeurs.DemandeImpossible):
        services_employeurs.refuser(demande_id=demande.pk, par=monde.denis, motif="Trop tard donc")
    demande.refresh_from_db()
    assert (demande.etat, demande.motif) == ("acceptee", "")


def test_a_refusal_needs_a_reason_and_says_it(
    monde, client_de, django_capture_on_commit_callbacks
):  # fmt: skip
    demander(client_de("eve"), monde)
    demande = DemandeEmployeur.objects.get()
    adresse = reverse("offres:refuser_demande", args=[demande.pk])
    denis = client_de("denis")
    assert denis.post(adresse, {f"{demande.pk}-motif": ""}).status_code == 422
    motif = "Ce numéro est celui d’une autre entreprise."
    with django_capture_on_commit_callbacks(execute=True):
        assert denis.post(adresse, {f"{demande.pk}-motif": motif}).status_code == 302
    assert motif in mail.outbox[-1].body
    assert not Employeur.objects.filter(nom="Menuiserie Perrin").exists()


def test_a_member_invites_and_the_last_one_stays(monde, client_de):
    vercors = client_de("vercors")
    equipe = reverse("offres:equipe")
    dit = {"employeur": monde.employeur.pk, "email": "paul@exemple.test"}
    assert vercors.post(equipe, dit).status_code == 302
    paul = Utilisateur.objects.get(email="paul@exemple.test")
    client = client_de("eve")
    entrer(client, mail.outbox[-1])
    assert client.get(reverse("offres:mon_offre", args=[monde.ouverture.pk])).status_code == 200
    retirer = reverse("offres:retirer_membre", args=[monde.employeur.pk, monde.vercors.pk])
    assert client.post(retirer).status_code == 302
    assert list(monde.employeur.membres.all()) == [paul]
    client.post(reverse("offres:retirer_membre", args=[monde.employeur.pk, paul.pk]))
    assert list(monde.employeur.membres.all()) == [paul]
    assert vercors.get(reverse("offres:mon_offre", args=[monde.ouverture.pk])).status_code == 404


def test_nobody_of_another_kind_is_invited(monde, client_de):
    dit = {"employeur": monde.employeur.pk, "email": monde.nadia.email}
    reponse = client_de("vercors").post(reverse("offres:equipe"), dit)
    assert reponse.status_code == 422
    assert monde.employeur.membres.count() == 1


def test_another_employer_sees_and_changes_nothing(monde, client_de):
    autre = creer_compte("Autre", "Patron", Role.EMPLOYEUR)
    Employeur.objects.create(nom="Autre maison", est_particulier=True).membres.add(autre)
    Ouverture.objects.update(source="saisie")
    client = client_de("eve")
    client.force_login(autre, backend="django.contrib.auth.backends.ModelBackend")
    for nom in ("mon_offre", "modifier_mon_offre"):
        assert client.get(reverse(f"offres:{nom}", args=[monde.ouverture.pk])).status_code == 404
    fermer = reverse("offres:changer_mon_offre", args=[monde.ouverture.pk, "fermer"])
    assert client.post(fermer).status_code == 404
    assert Ouverture.objects.get().etat == "publiee"
    # nor does it publish in the name of another
    reponse = client.post(reverse("offres:publier"), offre(monde))
    assert reponse.status_code == 422
    equipe = {"employeur": monde.employeur.pk, "email": "intrus@exemple.test"}
    assert client.post(reverse("offres:equipe"), equipe).status_code == 422
    assert Ouverture.objects.count() == 1


def test_an_imported_offer_is_not_edited_here(monde, client_de):
    Ouverture.objects.update(source="csv")
    adresse = reverse("offres:modifier_mon_offre", args=[monde.ouverture.pk])
    assert client_de("vercors").get(adresse).status_code == 404


def test_the_same_form_twice_publishes_once(monde, client_de):
    dit = offre(monde)
    for _ in range(2):
        assert client_de("vercors").post(reverse("offres:publier"), dit).status_code == 302
    assert Ouverture.objects.filter(intitule="Aide de cuisine").count() == 1


def test_a_forgotten_password_is_chosen_again(monde, client_de):
    visiteur = client_de("eve")
    visiteur.post(reverse("comptes:mot_de_passe_oublie"), {"email": monde.awa.email.upper()})
    entrer(visiteur, mail.outbox[-1])
    page = reverse("comptes:mot_de_passe")
    faible = {"new_password1": "12345678", "new_password2": "12345678"}
    assert visiteur.post(page, faible).status_code == 422
    bon = dict.fromkeys(("new_password1", "new_password2"), "soleil-9-balcon")
    assert visiteur.post(page, bon).status_code == 302
    monde.awa.refresh_from_db()
    assert monde.awa.check_password("soleil-9-balcon")
    assert not monde.awa.check_password(MOT_DE_PASSE)
    assert visiteur.get(page).status_code == 200  # still inside


def test_teams_see_how_each_employer_answers(monde, client_de, django_assert_max_num_queries):
    for rang in range(5):
        Employeur.objects.create(nom=f"Maison {rang}", est_particulier=True)
    awa = client_de("awa")
    with django_assert_max_num_queries(12):
        page = awa.get(reverse("offres:employeurs")).content.decode()
    assert page.count("ouverture") > 5
    assert "Aucun employeur" in awa.get(reverse("offres:employeurs") + "?q=zzz").content.decode()
