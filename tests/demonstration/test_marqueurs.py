"""Nothing an employer is shown, sent, answered or given as a file tells who anybody is.

Every person of the demonstration is a candidate of Atelier Vercors, in every state in turn; every
page an employer may open (the table of permissions says which) is read against what would mark them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.moteur.vocabulaire import CONDITIONS
from parcours.comptes.models import Utilisateur
from parcours.demonstration.comptes import DOMAINE
from parcours.dossiers.models import Consentement, Dossier
from parcours.offres.models import ExigenceOuverture, Ouverture
from parcours.orientations import accords, cartes, courriels, liens
from parcours.orientations.etats import CARTE_LISIBLE, EtatOrientation
from parcours.orientations.models import Courriel, Orientation
from tests.demonstration.conftest import GRAINES, Chargement, charger_et_compter
from tests.permissions.ligne import Ligne
from tests.test_permissions import LIGNES

pytestmark = [pytest.mark.django_db, pytest.mark.base]

# Sex, family, health, barriers, origin, rank: no word of these, whoever the person is. What a card
# lawfully says (métiers, skills, certificates) is taken out before they are looked for.
MOTS = (
    "femme", "homme", "madame", "monsieur", "masculin", "féminin", "enfant", "garde", "crèche",
    "célibataire", "parent isolé", "santé", "sante", "malad", "handicap", "rqth", "limites", "frein",
    "rsa", "aah", "pass iae", "plie", "quartier", "qpv", "nationalit", "hors_ue", "hors ue",
    "étranger", "titre de séjour", "bénévol", "langue maternelle", "delf", "score", "rang ",
    "classement", "points", "ans et demi", "né le", "née le", "né en", "née en", "photo", "logement",
)  # fmt: skip
# What names nobody: open pages of everybody, and look-ups of the referentials.
SANS_PERSONNE = {
    "api:erreurs", "api:schema", "comptes:acces_api", "comptes:essayer_api", "comptes:lien",
    "comptes:mot_de_passe", "comptes:mot_de_passe_oublie", "offres:inscription",
    "offres:verifier_texte", "pilotage:comment_ca_marche", "pilotage:etat_du_service",
    "pilotage:metriques", "referentiels:communes", "referentiels:metiers",
    "referentiels:metiers_du_titre", "referentiels:metiers_proches",
}  # fmt: skip
# One for each candidate: read below, person by person.
PAR_PERSONNE = {
    "orientations:carte", "orientations:repondre", "api:candidature", "api:reponses",
}  # fmt: skip
# Read once each, against everybody.
COMMUNES = {
    "api:candidatures", "comptes:notifications", "comptes:preferences", "orientations:reponses", "offres:espace", "offres:publier",
    "offres:mon_offre", "offres:modifier_mon_offre", "offres:equipe", "offres:carte",
    "matching:exclusions", "matching:compter_exclusions",
}  # fmt: skip
AU_DESTINATAIRE = (
    courriels.NOUVELLE_CANDIDATURE, courriels.RELANCE, courriels.RENVOI_LIEN,
    courriels.PLUS_CANDIDAT, courriels.IDENTITE_DITE,
)  # fmt: skip


_MOTS = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, MOTS))})")
_ADRESSES = re.compile(r"https?://\S+")  # a signed link is drawn at random, and may spell anything


@dataclass
class Candidate:
    """A person of the demonstration as a candidate, and what would tell who they are."""

    orientation: Orientation
    marques: list[str]

    def __post_init__(self) -> None:
        tous = "|".join(map(re.escape, sorted(self.marques, key=len, reverse=True)))
        self._motif = re.compile(rf"(?<!\w)(?:{tous})(?!\w)")

    def vues(self, texte: str) -> list[str]:
        """Their marks found in a text, as whole words."""
        return self._motif.findall(texte)


def _lu(contenu: str) -> str:
    """What a reader sees or a machine reads: attributes too, scripts and drawings apart."""
    sans_dessin = re.sub(r"<svg.*?</svg>", " ", contenu, flags=re.DOTALL)
    entetes = r"<head>.*?</head>|name=\"csrfmiddlewaretoken\" value=\"[^\"]*\""
    return re.sub(entetes, " ", sans_dessin, flags=re.DOTALL)


def _texte(contenu: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", _lu(contenu)).split())


def _marques(dossier: Dossier) -> list[str]:
    p, ans = dossier.personne, timezone.localdate().year
    annees = {
        *dossier.diplomes.values_list("annee", flat=True),
        *dossier.experiences.values_list("fin_annee", flat=True),
    }
    naissance = p.naissance_le.year if p.naissance_le else p.naissance_annee
    lues = [
        p.prenom, p.nom, p.nom.upper(), p.email, p.telephone, p.telephone.replace(" ", ""),
        p.adresse, p.adresse.partition(" ")[2], p.langue_preferee, p.get_nationalite_display(),
        p.qpv.nom if p.qpv else "", p.qpv_id or "",
        *(CONDITIONS[limite] for limite in _limites(dossier)),
        *(str(a) for a in annees if a and a < ans - 1),
        *(e.intitule for e in dossier.experiences.filter(origine__in=("vie", "benevole"))),
    ]  # fmt: skip
    if naissance:
        lues += [str(naissance), f"{ans - naissance} ans", f"{ans - naissance - 1} ans"]
    if p.naissance_le:
        lues += [p.naissance_le.isoformat(), f"{p.naissance_le:%d/%m/%Y}"]
    return [str(m) for m in dict.fromkeys(lues) if m]


def _limites(dossier: Dossier) -> list[str]:
    fiche = getattr(dossier, "limites_sante", None)
    return list(fiche.limites) if fiche else []


def _licite(candidate: Candidate) -> list[str]:
    """What a card may say, and what is of the opening or of the structure; longest first."""
    o, carte = candidate.orientation, candidate.orientation.carte
    structure = o.dossier.structure
    dits = [
        *(c["libelle"] for c in carte["competences"]), *(e["metier"] for e in carte["experiences"]),
        *carte["certifications"], o.intitule, o.reference, structure.nom_public, structure.telephone,
        structure.email,
    ]  # fmt: skip
    return sorted(filter(None, dits), key=len, reverse=True)


def _defauts(candidate: Candidate, texte: str) -> list[str]:
    reste = _ADRESSES.sub(" ", html.unescape(texte))
    trouves = candidate.vues(reste)
    for dit in _licite(candidate):
        reste = reste.replace(dit, " ")
    return trouves + _MOTS.findall(reste.lower())


@pytest.fixture(scope="module")
def territoire(referentiels: None) -> Iterator[Chargement]:
    """One loading, for all that is read here."""
    with transaction.atomic():
        yield charger_et_compter(GRAINES[0])
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def vercors(territoire: Any) -> Utilisateur:
    return Utilisateur.objects.get(email=f"vercors@{DOMAINE}")


@pytest.fixture(scope="module")
def candidates(territoire: Any, vercors: Utilisateur) -> list[Candidate]:
    """Everybody, with the card that sending composes; states, openings in turn."""
    ouvertures = list(Ouverture.objects.filter(employeur__membres=vercors, etat="publiee"))
    ExigenceOuverture.objects.filter(ouverture__in=ouvertures, critere="langue_oral").delete()
    for ouverture in ouvertures:  # asked for, so that levels of French are on the cards
        ExigenceOuverture.objects.create(
            ouverture=ouverture, critere="langue_oral", code="fr", niveau=1, exigence="S",
            provenance="employeur",
        )  # fmt: skip
    etats = [e for e in EtatOrientation.values if e != EtatOrientation.BROUILLON]
    liees = Dossier.objects.select_related("personne__qpv", "structure", "referent", "recherche")
    trouves = []
    for rang, dossier in enumerate(liees.order_by("pk")):
        ouverture = ouvertures[rang % len(ouvertures)]
        orientation = _candidature(dossier, ouverture, etats[rang % len(etats)], vercors.email)
        trouves.append(Candidate(orientation, _marques(dossier)))
    return trouves


def _candidature(dossier: Dossier, ouverture: Ouverture, etat: str, email: str) -> Orientation:
    maintenant = timezone.now()
    orientation = Orientation.objects.create(
        dossier=dossier, ouverture=ouverture, par=dossier.referent, etat=etat, jeton=uuid4(),
        email_destinataire=email, envoyee_le=maintenant,
        carte=cartes.pour_ouverture(
            dossier=dossier, ouverture=ouverture, mot="Travail soigné, remarqué en atelier.",
            jour=maintenant.date(),
        ),
    )  # fmt: skip
    Consentement.objects.create(
        dossier=dossier, finalite="partage_employeur", objet_id=orientation.pk, moyen="oral",
        donne_le=maintenant,
    )  # fmt: skip
    return orientation


@pytest.fixture
def client(vercors: Utilisateur) -> Client:
    client = Client()
    client.force_login(vercors, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_page_of_an_employer_is_read_here() -> None:
    """A new one is refused until it is put in a list above, which makes it read, or says why not."""

    def ouverte(ligne: Ligne) -> bool:
        return 200 in (ligne.get["vercors"], ligne.post["vercors"])

    ouvertes = {ligne.url for ligne in LIGNES if ouverte(ligne)}
    assert ouvertes == SANS_PERSONNE | PAR_PERSONNE | COMMUNES


def test_everybody_is_there_with_marks_and_cards(candidates: list[Candidate]) -> None:
    assert len(candidates) == Dossier.objects.count() > 200
    assert all(len(c.marques) >= 4 for c in candidates)
    lisibles = [c for c in candidates if c.orientation.etat in CARTE_LISIBLE]
    assert sum(bool(c.orientation.carte["langues"]) for c in lisibles) > 50
    assert sum(bool(c.orientation.carte["experiences"]) for c in lisibles) > 50


def test_pages_and_answers_of_the_api_name_nobody(
    candidates: list[Candidate], client: Client
) -> None:
    fautes, cartes_lues = {}, 0
    for candidate in candidates:
        pk = candidate.orientation.pk
        page = _texte(client.get(reverse("orientations:carte", args=[pk])).content.decode())
        reponse = client.get(reverse("api:candidature", args=[pk])).content.decode()
        cartes_lues += "Travail soigné" in page and "Travail soigné" in reponse
        for nom, texte in (("page", page), ("api", reponse)):
            if defauts := _defauts(candidate, texte):
                fautes[nom, pk] = defauts
    assert not fautes
    assert cartes_lues >= len(candidates) // 3


def test_links_name_nobody(candidates: list[Candidate]) -> None:
    fautes, visiteur = {}, Client()
    for candidate in candidates:
        jeton = liens.creer(candidate.orientation)
        lue = visiteur.get(reverse("orientations:repondre", args=[jeton]))
        assert lue.status_code == 200
        if defauts := _defauts(candidate, _texte(lue.content.decode())):
            fautes[candidate.orientation.pk] = defauts
    assert not fautes


@pytest.mark.parametrize("gabarit", AU_DESTINATAIRE)
def test_e_mails_name_nobody(candidates: list[Candidate], gabarit: str) -> None:
    fautes = {}
    for candidate in candidates:
        courriel = Courriel(gabarit=gabarit, orientation=candidate.orientation)
        if defauts := _defauts(candidate, "\n".join(courriels.composer(courriel))):
            fautes[candidate.orientation.pk] = defauts
    assert not fautes


def test_lists_offers_team_counts_and_files_name_nobody(
    candidates: list[Candidate], client: Client, vercors: Utilisateur
) -> None:
    """Names, addresses and the like of everybody, on pages that speak of several people."""
    ouverture = candidates[0].orientation.ouverture
    assert ouverture is not None
    pages = dict(_pages_communes(client, ouverture))
    siens = {vercors.prenom, vercors.nom, ouverture.employeur.nom if ouverture.employeur else ""}
    fautes = {}
    for candidate in candidates:
        if accords.identite_en_vigueur(candidate.orientation):
            continue
        for nom, texte in pages.items():
            if vues := set(candidate.vues(texte)) - siens - _mots_de_tous(candidate):
                fautes[nom, candidate.orientation.dossier_id] = vues
    assert not fautes
    assert sum("page" in nom for nom in pages) >= len(candidates) // 25


def _mots_de_tous(candidate: Candidate) -> set[str]:
    """Years, ages, languages, conditions are read card by card: a form or a list may say them."""
    passe_partout = {m for m in candidate.marques if re.fullmatch(r"\d{4}|\d+ ans|[a-zà-ÿ]+", m)}
    return passe_partout | set(CONDITIONS.values())


def _pages_communes(client: Client, ouverture: Ouverture) -> Iterator[tuple[str, str]]:
    for nom in (
        "offres:espace",
        "offres:publier",
        "offres:equipe",
        "comptes:notifications",
        "comptes:preferences",
    ):
        yield nom, _texte(client.get(reverse(nom)).content.decode())
    for nom in ("offres:mon_offre", "offres:modifier_mon_offre", "matching:exclusions"):
        yield nom, _texte(client.get(reverse(nom, args=[ouverture.pk])).content.decode())
    lieu = {"commune": ouverture.commune_id}
    yield "offres:carte", client.get(reverse("offres:carte"), lieu).content.decode()
    comptes = client.post(reverse("matching:compter_exclusions"), {"permis": "B", **lieu})
    assert comptes.status_code == 200
    yield "matching:compter_exclusions", comptes.content.decode()
    for voir in ("a_repondre", "repondues"):
        rang, suite = 1, True
        while suite:
            lue = client.get(reverse("orientations:reponses"), {"voir": voir, "page": rang})
            yield f"page {rang} {voir}", _texte(lue.content.decode())
            suite, rang = lue.context["page"].has_next(), rang + 1
    for genre in ("application/json", "text/csv"):
        lue = client.get(reverse("api:candidatures"), headers={"accept": genre})
        assert lue.status_code == 200
        yield f"api:candidatures {genre}", lue.content.decode()


def test_marks_are_found_where_they_are(candidates: list[Candidate]) -> None:
    """The list can fail: a card that said anything of these would be caught."""
    for candidate in candidates[:40]:
        p = candidate.orientation.dossier.personne
        for dit in (p.prenom, p.adresse, p.telephone, "une femme", "son score", "en QPV"):
            if dit:
                assert _defauts(candidate, f"Carte : {dit}.")
