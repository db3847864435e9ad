"""Each kind of requirement, on sentences made to mislead: denials, perks, the company's own life."""

import pytest

from matching.moteur.lecture import lire


def lues(texte, critere, intitule=""):
    """(code, level, firmness) of what is read about one criterion."""
    return [
        (e.code, e.niveau, str(e.exigence)) for e in lire(texte, intitule) if e.critere == critere
    ]


def codes(texte, critere):
    return {code for code, _, _ in lues(texte, critere)}


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Titulaire d’un CAP ou d’un BEP en plomberie", [("", 3, "E")]),
        ("De formation Bac pro à Bac+2 en chimie", [("", 4, "E")]),
        ("Bac +3 à Bac +5 en géomatique exigé", [("", 6, "E")]),
        ("Diplôme d’ingénieur (de préférence en hydraulique)", [("", 7, "E")]),
        ("Idéalement diplômé(e) d’un BTS (ou DUT)", [("", 5, "S")]),
        ("BTS souhaité", [("", 5, "S")]),
        ("CAP cuisine ou expérience équivalente", [("", 3, "S")]),
        ("Diplôme d’État d’aide-soignant obligatoire", [("", 3, "E")]),
        ("Nous cherchons un infirmier (H/F) diplômé d’État", [("", 6, "E")]),
        ("BTS exigé, idéalement licence professionnelle", [("", 5, "E")]),
        ("Diplômes souhaités : un bac+2 en biologie (type BTS)", [("", 5, "S")]),
        ("Vous êtes idéalement issu(e) d’une formation supérieure de niveau bac+2", [("", 5, "S")]),
        ("Titulaire d’un CAP ou vous avez une expérience en maçonnerie", [("", 3, "S")]),
        (
            "Titulaire d’un CAP de boulanger.\nOu vous avez de l’expérience en boulangerie",
            [("", 3, "S")],
        ),
        ("Diplômé d’un baccalauréat +2 en automatisme", [("", 5, "E")]),
        ("Diplôme d’État obligatoire", [("", None, "E")]),
        ("Détention d’un CAP de couvreur", [("", 3, "E")]),
        ("Certificat d’aptitude à la conduite en sécurité", []),
        ("Aucun diplôme n’est exigé", [("aucun", 0, "E")]),
        ("Pas de qualification requise", [("aucun", 0, "E")]),
        ("Profil : issu d’une formation en ébénisterie", [("", None, "inconnu")]),
        ("Vous préparez un BTS en alternance avec notre école", []),
        ("Vous encadrez une équipe d’infirmiers et d’aides-soignants", []),
        ("Relever le cap fixé par la direction, vider les bacs de tri", []),
        ("Prime de diplôme : 50 € pour un CAP", []),
        ("Inscription auprès de Cap emploi possible", []),
        ("Une fois titulaire du titre professionnel, vous serez embauché", []),
        ("Devis remis au vu des délais", []),
    ],
)
def test_diplomas(texte, attendu):
    assert lues(texte, "niveau") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Deux ans d’expérience minimum en soudure", [("", 24, "E")]),
        ("Vous justifiez d’une expérience de 3 à 5 ans sur un poste similaire", [("", 36, "E")]),
        ("Expérience : exigée de 6 Mois", [("", 6, "E")]),
        ("5 années d’expérience minimum dont 2 années en encadrement", [("", 60, "E")]),
        ("Minimum 2 ans sur un poste similaire, idéalement en atelier", [("", 24, "E")]),
        ("Expérience souhaitée de 2 ans", [("", 24, "S")]),
        ("Vous avez un diplôme ou 3 ans d’expérience", [("", 36, "S")]),
        ("Bac+2/+3 ou 2 ans d’expérience", [("", 24, "S")]),
        ("Expérience exigée en boulangerie", [("", None, "E")]),
        ("Débutant accepté", [("debutant", 0, "E")]),
        ("Avec ou sans expérience, votre envie compte", [("debutant", 0, "E")]),
        ("Expérience appréciée mais non obligatoire", [("debutant", 0, "E")]),
        ("Formation assurée en interne", [("debutant", 0, "E")]),
        ("Expérience exigée. Formation assurée en interne à nos produits", [("", None, "E")]),
        ("Poste ouvert aux profils juniors", [("debutant", 0, "E")]),
        ("Vous êtes formé et accompagné à votre arrivée", [("debutant", 0, "E")]),
        ("Notre équipe est constituée d’un salarié et d’un apprenti", []),
        ("Débutants non acceptés", []),
        ("Avec 30 ans d’expérience, la société rayonne dans le monde", []),
        ("Prime après un an d’ancienneté, salaire selon expérience", []),
        ("Expérience d’encadrement d’enfants entre 4 et 12 ans", []),
    ],
)
def test_experience(texte, attendu):
    assert lues(texte, "experience") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        (
            "CACES 1, 3 et 5 exigés",
            {("caces_1", None, "E"), ("caces_3", None, "E"), ("caces_5", None, "E")},
        ),
        ("CACES R489 cat 3 : souhaité", {("caces_3", None, "S")}),
        ("Titulaire du CACES nacelle R486", {("caces_r486", None, "E")}),
        ("Le petit plus : vous avez le CACES 5", {("caces_5", None, "S")}),
        ("Habilitations électriques B1V obligatoires", {("habilitation_electrique", None, "E")}),
        (
            "Carte professionnelle de sécurité en cours de validité",
            {("carte_pro_securite", None, "E")},
        ),
        ("SST et AIPR seraient un plus", {("sst", None, "S"), ("aipr", None, "S")}),
        ("SSIAP 1 (un vrai +, mais pas obligatoire)", set()),
        ("FIMO ou FCO à jour", {("fimo_marchandises|fimo_voyageurs|fco", None, "E")}),
        ("Issu d’une formation HACCP, expérience en crèche souhaitée", {("haccp", None, "E")}),
        ("CACES 1 ou 3 exigé", {("caces_1|caces_3", None, "E")}),
        ("CACES engins (cat. A) obligatoire", {("caces_r482_a", None, "E")}),
        ("Certificat d’aptitude à la conduite en sécurité requis", {("caces", None, "E")}),
        ("Le SST (sauveteur secouriste du travail) à jour est un plus", {("sst", None, "S")}),
        ("BAFA ou équivalent exigé", {("bafa", None, "inconnu")}),
        ("SST ou PSC1 exigé", {("sst", None, "inconnu"), ("psc1", None, "inconnu")}),
        ("Habilitation secret défense nécessaire", {("habilitation_defense", None, "E")}),
        ("Qualification soudage exigée", {("qualification_soudage", None, "E")}),
        ("Connaissances en secourisme", {("sst", None, "inconnu")}),
        ("Suivi des habilitations électriques de l’équipe", set()),
        ("Vous possédez un CACES ou pas", set()),
        ("Manutentionnaire, sans CACES", set()),
        ("Nous finançons votre CACES 3", set()),
        ("Appliquer les normes HACCP, donner les premiers secours", set()),
        ("Réhabilitation de logements anciens", set()),
    ],
)
def test_certificates(texte, attendu):
    assert set(lues(texte, "certificat")) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Permis B, C indispensables", [("B", None, "E"), ("C", None, "E")]),
        ("Titulaire du permis C ou CE", [("C|CE", None, "E")]),
        ("Permis/certificat : Permis B (Optionnel)", [("B", None, "S")]),
        ("Avantages :\nAide au financement du permis B", []),
        ("Si vous n’avez pas le permis D, nous vous formons", []),
        ("Notre rigueur nous a permis de grandir", []),
        ("Moniteur : accompagner à l’examen du permis B", []),
    ],
)
def test_licences_around(texte, attendu):
    assert lues(texte, "permis") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Vous êtes mobile sur le département", {"motorise"}),
        ("Permis B et véhicule obligatoires", {"voiture"}),
        ("Véhicule de fonction, téléphone mobile", set()),
        ("Une voiture pourra être mise à disposition", set()),
        ("Être autonome dans ses déplacements", {"motorise"}),
        ("Se déplacer avec votre propre voiture", {"voiture"}),
        ("Mobilité géographique et internationale", set()),
    ],
)
def test_own_vehicle_and_what_looks_like_it(texte, attendu):
    assert codes(texte, "vehicule") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Travail en équipe 2x8, 5h-13h / 13h-21h", {"poste", "matin_tot", "soir"}),
        ("Horaires flexibles", {"variables"}),
        ("Prise de poste à 3h du matin", {"matin_tot", "nuit"}),
        ("Du mardi au dimanche, service midi et soir", {"samedi", "dimanche", "soir", "coupures"}),
        ("11h-14h / 18h-22h30", {"coupures", "soir", "nuit"}),
        ("Astreintes à prévoir", {"astreinte"}),
        ("Pas de travail de nuit ni le week-end", set()),
        ("Travail sans coupure, repos le dimanche", set()),
        ("Plateforme d’écoute ouverte aux salariés 24h/24, 7j/7", set()),
        ("Magasin ouvert du lundi au samedi de 9h à 20h", set()),
        ("Participer à l’accueil de jour, transmissions à l’équipe de nuit", set()),
        ("Vos horaires de travail : traite du matin et du soir", set()),
        ("Des week-ends de rêve dans nos hôtels", set()),
        ("Remplacement de roulements, bon déroulement des chantiers", set()),
        ("Rémunération : fixe + variable", set()),
    ],
)
def test_kinds_of_hours_in_their_context(texte, attendu):
    lus = {code for code in codes(texte, "horaires") if code not in ("", "hebdo")}
    assert lus == attendu


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Service du midi et du soir", "coupures"),
        ("Transport scolaire matin et soir", "coupures"),
        ("Les horaires peuvent varier selon l’équipe", "variables"),
        ("Horaires flexibles", "variables"),
        ("Horaires en 2x7", "poste"),
    ],
)
def test_rhythms_only_hinted_at_are_to_be_checked(texte, code):
    assert (code, None, "inconnu") in lues(texte, "horaires")


def test_managing_the_planning_of_others_says_nothing_of_the_hours():
    assert lues("Gérer le planning de l’atelier, taux horaire fixe", "horaires") == []
    assert lues("Réviser la procédure d’astreinte", "horaires") == []


def test_places_that_a_vehicle_makes_reachable_are_to_be_checked():
    texte = "Véhicule indispensable pour se rendre sur le site"
    assert lues(texte, "non_desservi") == [("", None, "inconnu")]
    assert codes("Proche RER et gare", "non_desservi") == {"desservi"}
    assert codes("Remboursement des transports, quartier de la gare", "non_desservi") == set()


def test_notions_of_a_language_block_nobody():
    assert lues("Des notions d’anglais sont demandées", "langue_oral") == [("en", None, "inconnu")]


def test_flexible_hours_are_no_hardship_but_staggered_ones_are():
    assert codes("Horaires flexibles", "condition") == set()
    assert codes("Horaires décalés", "condition") == {"horaires_decales"}


def test_paid_extra_for_nights_is_to_be_checked():
    assert lues("Prime de nuit", "horaires") == [("nuit", None, "inconnu")]
    assert lues("Prime de nuit", "condition") == [("nuit", None, "inconnu")]


@pytest.mark.parametrize(
    ("texte", "minutes"),
    [
        ("CDI 35h par semaine", 2100),
        ("Contrat 36 H15 hebdomadaire", 2175),
        ("20.75 heures hebdo", 1245),
        ("Durée hebdomadaire de travail : 39H00", 2340),
        ("Durée du travail : temps partiel - 13H Autre", 780),
    ],
)
def test_weekly_hours(texte, minutes):
    assert ("hebdo", minutes, "E") in lues(texte, "horaires")


@pytest.mark.parametrize(
    "texte",
    [
        "7h par jour",
        "151,67 heures mensuelles",
        "24h/24",
        "2 heures / semaine de sport",
        "20 à 28h",
    ],
)
def test_other_durations_are_not_weekly_hours(texte):
    assert "hebdo" not in codes(texte, "horaires")


def test_several_weekly_hours_are_to_be_checked():
    assert ("hebdo", 1200, "inconnu") in lues("20h par semaine, puis 35h par semaine", "horaires")


def test_earliest_start_and_latest_end_are_kept_even_when_the_week_is_doubtful():
    horaires = next(e for e in lire("2x8 : 6h-14h ou 14h-22h, ou nuit 22h-6h") if not e.code)
    assert horaires.bornes == ("06:00", "06:00")


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Anglais courant exigé", [("en", None, "E")]),
        ("Vous avez un bon niveau d’anglais (B1)", [("en", 3, "E")]),
        ("L’allemand serait un plus", [("de", None, "S")]),
        ("Professeur d’anglais en collège", []),
        ("Une clientèle anglaise et italienne", []),
        ("Anglais ou allemand exigé", [("en", None, "inconnu"), ("de", None, "inconnu")]),
        ("Bonne élocution indispensable", [("fr", None, "E")]),
        ("Parler français niveau A2", [("fr", 2, "E")]),
        ("Savoir lire des plans", []),
        ("Un grand groupe français", []),
    ],
)
def test_languages(texte, attendu):
    assert lues(texte, "langue_oral") == attendu


def test_written_french():
    assert lues("Bonne maîtrise de l’orthographe", "langue_ecrit") == [("fr", None, "E")]
    assert lues("Rédiger des rapports d’intervention", "langue_ecrit") == []


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Port de charges lourdes et station debout prolongée", {"charges", "debout"}),
        ("Travail en hauteur, en extérieur par tous les temps", {"hauteur", "exterieur"}),
        ("Vous ne craignez pas le travail en extérieur", {"exterieur"}),
        ("Monter un échafaudage", {"hauteur"}),
        ("Travail en chambre froide", {"froid_chaud"}),
        ("Atelier bruyant, protections auditives fournies", {"bruit"}),
        ("Sans port de charges", set()),
        ("Prendre en charge les patients, primes à la hauteur de vos talents", set()),
        ("Respect de la chaîne du froid, plats chauds et froids", set()),
        ("Contacts avec les intervenants extérieurs", set()),
        ("Isolation thermique par l’extérieur", set()),
        ("Réduction du bruit des moteurs", set()),
    ],
)
def test_conditions_of_work(texte, attendu):
    assert codes(texte, "condition") == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Déplacements quotidiens sur le secteur", ["quotidien"]),
        ("Vous intervenez au domicile des personnes âgées", ["quotidien"]),
        ("Livraison de colis aux clients, gestion de la tournée", ["quotidien"]),
        ("40 % du temps en déplacement", ["quotidien"]),
        ("Vous vous déplacez sur les chantiers avec le véhicule de l’entreprise", ["quotidien"]),
        ("Réparation du matériel chez le client", ["quotidien"]),
        ("Missions sur différents chantiers", ["quotidien"]),
        ("Affecter les missions aux techniciens itinérants", []),
        ("Assurer le déplacement des animaux et la livraison des prestations", []),
        ("Mise en route chez nos clients à travers le monde", ["ponctuel"]),
        ("Déplacements ponctuels en France", ["ponctuel"]),
        ("Frais de déplacement remboursés", []),
        ("Aucun déplacement prévu", []),
        ("Aider les personnes à se déplacer dans leur chambre", []),
    ],
)
def test_travel_in_the_job(texte, attendu):
    assert [code for code, _, _ in lues(texte, "deplacement")] == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Deux jours de télétravail par semaine", ["partiel"]),
        ("Poste en télétravail complet", ["total"]),
        ("Pas de télétravail, présence sur site", []),
    ],
)
def test_telework(texte, attendu):
    assert [code for code, _, _ in lues(texte, "teletravail")] == attendu


def test_what_is_offered_is_not_asked():
    texte = "Avantages : permis B, CACES 3, CAP en un an\nVous êtes titulaire du permis C"
    assert lues(texte, "permis") == [("B", None, "inconnu"), ("C", None, "E")]
    assert lues(texte, "certificat") == lues(texte, "niveau") == []


def test_words_stuck_together_and_entities_are_still_read():
    texte = "Rythme soutenuPermis B exigé&nbsp;; Ma&icirc;trise de l&#39;anglais"
    assert lues(texte, "permis") == [("B", None, "E")]
    assert codes(texte, "langue_oral") == {"en"}


def test_nothing_firm_is_read_in_an_empty_or_idle_text():
    assert lire("") == []
    assert lire("Rejoignez une équipe dynamique au cœur de la ville !") == []


@pytest.mark.parametrize("texte", ["permis " * 4000, "ou experience " * 2000, "7h-8h " * 3000])
def test_long_repetitions_are_read_in_reasonable_time(texte):
    assert isinstance(lire(texte), list)
