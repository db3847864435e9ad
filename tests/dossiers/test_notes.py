import csv
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.dossiers import notes
from parcours.dossiers.notes import Constat, est_iban, est_luhn, est_refusee, verifier_note

A_SIGNALER = [
    ("Mme est dépressive depuis son licenciement.", "sante", "block"),
    ("Monsieur est diabétique, à prendre en compte.", "sante", "block"),
    ("Suivie pour un cancer du sein l’an dernier.", "sante", "block"),
    ("Alcoolique, ne tiendra pas les horaires du matin.", "sante", "block"),
    ("A fait un burn-out chez son dernier employeur.", "sante", "block"),
    ("Ancien toxicomane sous méthadone.", "sante", "block"),
    ("Sous traitement, fatigue vite.", "sante", "warn"),
    ("Elle est enceinte de quatre mois.", "sante", "warn"),
    ("En arrêt maladie jusqu’en mars.", "sante", "warn"),
    ("Voit un psy toutes les semaines.", "sante", "warn"),
    ("A été hospitalisé deux fois cet hiver.", "sante", "warn"),
    ("Handicapée depuis un accident de la route.", "handicap", "warn"),
    ("Taux d’incapacité de 80 %, AAH accordée.", "handicap", "warn"),
    ("Dossier MDPH en cours d’instruction.", "handicap", "warn"),
    ("Musulmane, refuse de serrer la main.", "religion", "block"),
    ("Vient voilée aux rendez-vous.", "religion", "block"),
    ("Indisponible pendant le Ramadan.", "religion", "block"),
    ("Très pratiquante, ne travaillera pas le vendredi.", "religion", "block"),
    ("Porte le foulard, poste d’accueil difficile.", "religion", "block"),
    ("Va à la mosquée le midi.", "religion", "block"),
    ("Jeune femme d’origine algérienne.", "origine", "block"),
    ("Une famille maghrébine du quartier.", "origine", "block"),
    ("Homme noir d’une quarantaine d’années.", "origine", "block"),
    ("C’est un gitan, il bouge beaucoup.", "origine", "block"),
    ("Arabe, l’employeur ne voudra pas.", "origine", "block"),
    ("Militante d’extrême gauche très bavarde.", "opinion", "block"),
    ("Vote RN et le dit à tout le monde.", "opinion", "block"),
    ("Complotiste, conversation difficile.", "opinion", "block"),
    ("Syndiquée dans son ancienne usine.", "syndicat", "block"),
    ("Membre de la CFDT, a eu un conflit.", "syndicat", "block"),
    ("A fait grève pendant trois semaines.", "syndicat", "block"),
    ("Il est gay, l’a dit en entretien.", "orientation", "block"),
    ("Personne transgenre en transition.", "orientation", "block"),
    ("Lesbienne, vit avec son amie.", "orientation", "block"),
    ("Sortant de prison depuis deux mois.", "infraction", "block"),
    ("Condamné pour vol en 2019.", "infraction", "block"),
    ("A un casier, la sécurité est exclue.", "infraction", "block"),
    ("Porte un bracelet électronique le soir.", "infraction", "block"),
    ("Tombé pour trafic de stupéfiants.", "infraction", "block"),
    ("Victime de violences conjugales.", "violence", "warn"),
    ("Son ex la frappait devant les enfants.", "violence", "warn"),
    ("Sous l’emprise de son compagnon.", "violence", "warn"),
    ("Fainéant, ne fera jamais rien.", "jugement", "block"),
    ("Encore un cas soc envoyé par la mairie.", "jugement", "block"),
    ("Complètement folle, à éviter.", "jugement", "block"),
    ("Quelle conne, elle a raté le rendez-vous.", "jugement", "block"),
    ("Pas du tout motivé.", "jugement", "warn"),
    ("Agressive au téléphone.", "jugement", "warn"),
    ("Vient sale aux entretiens.", "jugement", "warn"),
    ("Monsieur est obèse.", "apparence", "warn"),
    ("Tatouée sur le cou, mal habillée.", "apparence", "warn"),
    ("Divorcée, trois enfants de pères différents.", "famille", "warn"),
    ("Son mari refuse qu’elle travaille le soir.", "famille", "warn"),
    ("Surendettée, les huissiers sont passés.", "finances", "warn"),
    ("A des dettes de loyer importantes.", "finances", "warn"),
    ("Sa sœur Leïla garde les petits.", "tiers", "warn"),
    ("Son ancien patron est un escroc.", "tiers", "warn"),
    ("Sans-papiers, travaille quand même.", "sejour", "warn"),
    ("Mot de passe France Travail : Soleil93!", "mot_de_passe", "block"),
    ("Règlement sur FR14 2004 1010 0505 0001 3M02 606.", "banque", "block"),
]

PROPRES = [
    "Aide-soignante en service de cancérologie pendant quatre ans.",
    "Souhaite devenir auxiliaire de vie auprès de personnes atteintes de la maladie d’Alzheimer.",
    "A suivi une formation sur la prévention des addictions.",
    "Bénévole à la Ligue contre le cancer.",
    "Poste de traitement de texte et de traitement des commandes.",
    "Conducteur de ligne : traitement de surface, contrôle qualité.",
    "Vente de médicaments en pharmacie, deux ans.",
    "Secrétaire chez un psychiatre de Grenoble.",
    "Entretien des espaces verts dans l’enceinte du lycée.",
    "Rendez-vous devant l’arrêt Hôpital, ligne A.",
    "Remplir le dossier d’assurance maladie ensemble.",
    "Accompagnement d’enfants handicapés : projet AESH.",
    "Reconnaissance de travailleur handicapé valable jusqu’en 2027.",
    "Le référent handicap de l’entreprise est prévenu.",
    "Bénévole au Secours catholique le mardi.",
    "Habite rue de l’Église, près de l’école Saint-Joseph.",
    "Prière de rappeler avant 18 h.",
    "Moniteur de voile l’été, cherche un emploi à l’année.",
    "Roue voilée : vélo à réparer à l’atelier.",
    "Parle arabe couramment, lit un peu le français.",
    "Langues : arabe, français, notions d’anglais.",
    "Cuisinière dans un restaurant africain à Fontaine.",
    "Diplôme obtenu dans le pays d’origine, à faire reconnaître.",
    "Produits d’origine contrôlée, rayon fromage.",
    "Veut garder les blancs et noirs pour la tenue de service : chemise blanche, pantalon noir.",
    "Travaille dans un bar à jazz manouche le week-end.",
    "Livraisons sur la RN 85 jusqu’à La Mure.",
    "Gilet jaune et chaussures de sécurité fournis par l’agence.",
    "Le bureau est au fond du couloir, à gauche.",
    "Association de militants bénévoles, employeur possible.",
    "Offre d’emploi publiée par la CFDT : assistante.",
    "Le syndicat de copropriété recrute un gardien.",
    "Bus en grève lundi : rendez-vous par téléphone.",
    "Habite rue Gay-Lussac à Grenoble.",
    "Mme Gay, de la mission locale, est prévenue.",
    "Transports : trans-Isère, deux bus le matin.",
    "Vérification du casier prévue par la loi pour ce poste.",
    "Extrait de casier judiciaire à demander en ligne pour la garde d’enfants.",
    "Agent de régulation du trafic routier à la Métropole.",
    "A les clés de son casier de vestiaire.",
    "Porte condamnée côté rue : entrer par la cour.",
    "Atelier sur les violences sexistes jeudi à 14 h.",
    "L’emprise du chantier bloque l’arrêt de tram.",
    "A battu son record : trois entretiens cette semaine.",
    "N’est ni agressif ni fermé : l’échange a été cordial.",
    "Utilise des produits agressifs : gants obligatoires.",
    "Manipulatrice radio pendant six ans au pays.",
    "Dessin assisté par ordinateur, niveau débutant.",
    "Tri du linge sale et mise en machine.",
    "Expérience en gros œuvre et second œuvre.",
    "Plonge dans une grosse cuisine collective.",
    "Vendeuse dans un salon de tatouage.",
    "Garde d’enfants : solution trouvée le 12/03.",
    "Disponible de 9 h à 16 h, demande de place en crèche déposée.",
    "A travaillé comme conseiller en surendettement.",
    "Orienté vers le Point conseil budget, sans dettes à ce jour.",
    "Référent : C. Martin, mission locale de Fontaine.",
    "Titre autorisant à travailler jusqu’au 01/06/2027.",
    "Mot de passe oublié : procédure expliquée, nouvel essai demain.",
    "Facture FR76 payée ; SIRET 732 829 320 00074 ; tél. 06 12 34 56 78.",
]

FAMILLES_CSV = notes.Path(notes.__file__).with_name("donnees") / "notes_familles.csv"


def familles():
    with FAMILLES_CSV.open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def trouves(texte, champ="note"):
    return {(c.famille, c.gravite) for c in verifier_note(texte, champ=champ)}


def test_there_are_sixty_sentences_of_each_kind():
    assert len(A_SIGNALER) == len(PROPRES) == 60


@pytest.mark.parametrize(("texte", "famille", "gravite"), A_SIGNALER)
def test_too_much_is_found_with_its_family_and_severity(texte, famille, gravite):
    assert (famille, gravite) in trouves(texte)


@pytest.mark.parametrize("texte", PROPRES)
def test_a_clean_note_raises_nothing(texte):
    assert verifier_note(texte, champ="note") == []


@pytest.mark.parametrize("ligne", familles(), ids=lambda ligne: ligne["example_bad"])
def test_the_examples_of_the_families(ligne):
    gravite = "warn" if ligne["action"] == "warn" else "block"
    assert (ligne["category"], gravite) in trouves(ligne["example_bad"])
    assert trouves(ligne["example_ok_negative"]) == set()


def test_every_family_has_a_label_and_every_finding_a_suggestion_and_a_basis():
    assert {ligne["category"] for ligne in familles()} == set(notes.LIBELLES_FAMILLES)
    for texte, *_ in A_SIGNALER:
        for constat in verifier_note(texte, champ="note"):
            assert constat.suggestion
            assert constat.fondement
            assert constat.libelle


def test_every_pattern_belongs_to_a_family_and_severity_that_has_a_suggestion():
    cles = {(m.famille, m.gravite) for motifs in notes._index().values() for m in motifs}
    assert cles <= notes._familles().keys()


@pytest.mark.parametrize("separateur", ["upper", "lower", "title"])
def test_case_and_accents_do_not_matter(separateur):
    assert ("jugement", "block") in trouves(getattr("feignasse et fainéante", separateur)())
    assert ("sante", "block") in trouves(getattr("depressive", separateur)())


def test_words_are_whole_words():
    assert (
        trouves("Compte un confrère, un bisou, une romance, un transport, des contacts.") == set()
    )


def test_the_protected_field_may_speak_of_health_but_not_of_religion():
    assert trouves("Diabétique, handicapé", champ=notes.CHAMP_SANTE) == set()
    assert trouves("Diabétique, musulman", champ=notes.CHAMP_SANTE) == {("religion", "block")}
    assert ("handicap", "warn") not in trouves("Taux AAH 80 %", champ=notes.CHAMP_RQTH)


def test_a_note_is_refused_only_by_a_blocking_finding():
    assert est_refusee(verifier_note("Fainéant", champ="note"))
    assert not est_refusee(verifier_note("Divorcée", champ="note"))
    assert not est_refusee([])


def test_the_extract_is_what_was_typed_and_the_positions_find_it():
    texte = "Vue lundi. Elle est DÉPRESSIVE, je crois."
    (constat,) = verifier_note(texte, champ="note")
    assert constat.extrait == "DÉPRESSIVE"
    assert texte[constat.debut : constat.fin] == "DÉPRESSIVE"


@pytest.mark.parametrize(
    ("texte", "secret"),
    [
        ("NSS 2 85 05 93 066 012 42", "066"),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606", "2004"),
        ("carte 4970 1012 3456 7893", "4970"),
        ("mdp CAF : soleil93", "soleil93"),
    ],
)
def test_a_secret_is_blocked_and_never_repeated(texte, secret):
    constats = verifier_note(texte, champ="note")
    assert est_refusee(constats)
    assert not any(secret in str(c.extrait) + c.suggestion for c in constats)


def test_check_digits_of_ibans_and_cards():
    assert est_iban("FR1420041010050500013M02606")
    assert not est_iban("FR1520041010050500013M02606")
    assert est_luhn("4970 1012 3456 7893") != est_luhn("4970 1012 3456 7894")
    assert trouves("référence 4970 1012 3456 7894") == set()
    assert trouves("référence FR1520041010050500013M02606") == set()


def test_findings_are_in_reading_order_without_doubles():
    constats = verifier_note("Fainéante, divorcée, fainéante.", champ="note")
    assert [c.famille for c in constats] == ["jugement", "famille", "jugement"]
    assert all(isinstance(c, Constat) for c in constats)


@given(st.text(max_size=700))
def test_any_text_is_read_without_error_and_extracts_come_from_it(texte):
    lu = notes.unicodedata.normalize("NFC", texte)
    for constat in verifier_note(texte, champ="note"):
        assert 0 <= constat.debut < constat.fin <= len(lu)


def test_a_full_note_is_read_in_about_a_millisecond():
    note = " ".join(PROPRES)[: notes.LONGUEUR_MAX]
    verifier_note(note, champ="note")
    durees = []
    for _ in range(30):
        debut = time.perf_counter()
        verifier_note(note, champ="note")
        durees.append(time.perf_counter() - debut)
    assert min(durees) < 0.001
