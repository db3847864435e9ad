"""The closed vocabularies shared by the engine, the models and the importers.

Stored values are ASCII; labels are what people read. Sources: design/02-domain.md, ROME 4.0
(contextes de travail), Council of Europe (CEFR), Code de la route art. R221-4 (licences),
cadre national des certifications (decree 2019-14).
"""

from enum import StrEnum
from typing import Final


class Famille(StrEnum):
    """A family of constraints; `disponibilite` is a choice of the person, never liftable."""

    LANGUE = "langue"
    GARDE = "garde"
    MOBILITE = "mobilite"
    PERMIS = "permis"
    SANTE = "sante"
    QUALIFICATION = "qualification"
    NUMERIQUE = "numerique"
    ADMINISTRATIF = "administratif"
    DISPONIBILITE = "disponibilite"
    ELIGIBILITE = "eligibilite"


LIBELLES_FAMILLES: Final = {
    Famille.LANGUE: "Français et langues",
    Famille.GARDE: "Garde d’enfants",
    Famille.MOBILITE: "Mobilité",
    Famille.PERMIS: "Permis",
    Famille.SANTE: "Santé",
    Famille.QUALIFICATION: "Qualification",
    Famille.NUMERIQUE: "Numérique",
    Famille.ADMINISTRATIF: "Administratif",
    Famille.DISPONIBILITE: "Disponibilité choisie",
    Famille.ELIGIBILITE: "Conditions légales",
}


class Mode(StrEnum):
    """A way of coming to work."""

    MARCHE = "marche"
    VELO = "velo"
    TC = "tc"
    CYCLO = "cyclo"
    VOITURE = "voiture"


LIBELLES_MODES: Final = {
    Mode.MARCHE: "à pied",
    Mode.VELO: "à vélo",
    Mode.TC: "en transports en commun",
    Mode.CYCLO: "en scooter ou cyclomoteur",
    Mode.VOITURE: "en voiture",
}


class Critere(StrEnum):
    """What a requirement of an opening is about."""

    HORAIRES = "horaires"
    PERMIS = "permis"
    VEHICULE = "vehicule"
    LANGUE_ORAL = "langue_oral"
    LANGUE_ECRIT = "langue_ecrit"
    NIVEAU = "niveau"
    CERTIFICAT = "certificat"
    COMPETENCE = "competence"
    EXPERIENCE = "experience"
    CONDITION = "condition"
    NUMERIQUE = "numerique"
    DROIT_TRAVAIL = "droit_travail"
    DEPLACEMENT = "deplacement"
    NON_DESSERVI = "non_desservi"
    TELETRAVAIL = "teletravail"


LIBELLES_CRITERES: Final = {
    Critere.HORAIRES: "Horaires",
    Critere.PERMIS: "Permis de conduire",
    Critere.VEHICULE: "Véhicule personnel",
    Critere.LANGUE_ORAL: "Langue parlée",
    Critere.LANGUE_ECRIT: "Langue écrite",
    Critere.NIVEAU: "Niveau de diplôme",
    Critere.CERTIFICAT: "Certificat ou habilitation",
    Critere.COMPETENCE: "Compétence",
    Critere.EXPERIENCE: "Expérience (en mois)",
    Critere.CONDITION: "Condition de travail",
    Critere.NUMERIQUE: "Aisance numérique",
    Critere.DROIT_TRAVAIL: "Autorisation de travailler",
    Critere.DEPLACEMENT: "Déplacements dans le travail",
    Critere.NON_DESSERVI: "Lieu non desservi par les transports",
    Critere.TELETRAVAIL: "Télétravail",
}


class Exigence(StrEnum):
    """How firmly something is asked: E blocks, S only lowers the score, unknown is checked."""

    EXIGE = "E"
    SOUHAITE = "S"
    INCONNU = "inconnu"


LIBELLES_EXIGENCES: Final = {
    Exigence.EXIGE: "Exigé",
    Exigence.SOUHAITE: "Souhaité",
    Exigence.INCONNU: "À vérifier",
}


class Provenance(StrEnum):
    """Where a requirement comes from; `deduit` never blocks."""

    EMPLOYEUR = "employeur"
    IMPORT = "import"
    TEXTE = "texte"
    DEDUIT = "deduit"


LIBELLES_PROVENANCES: Final = {
    Provenance.EMPLOYEUR: "Dit par l’employeur",
    Provenance.IMPORT: "Champ de l’offre importée",
    Provenance.TEXTE: "Lu dans l’offre",
    Provenance.DEDUIT: "Déduit du métier (à vérifier)",
}

# Index in the list = level used by the engine; None (absent) means unknown.
NIVEAUX_CECRL: Final = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")

PERMIS: Final = (
    "AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE",
)  # fmt: skip

# A licence also gives the right to drive what these cover (Code de la route, art. R221-4).
PERMIS_COUVERTS: Final = {
    "A1": ("AM",), "A2": ("AM", "A1"), "A": ("AM", "A1", "A2"), "B1": ("AM",),
    "B": ("AM", "B1"), "BE": ("B", "AM", "B1"), "C1": ("B", "AM", "B1"),
    "C1E": ("C1", "B", "BE", "AM", "B1"), "C": ("C1", "B", "AM", "B1"),
    "CE": ("C", "C1", "C1E", "B", "BE", "AM", "B1"), "D1": ("B", "AM", "B1"),
    "D1E": ("D1", "B", "BE", "AM", "B1"), "D": ("D1", "B", "AM", "B1"),
    "DE": ("D", "D1", "D1E", "B", "BE", "AM", "B1"),
}  # fmt: skip

# Stated conditions of work; the same words are the functional limits a person may choose.
CONDITIONS: Final = {
    "charges": "Port de charges lourdes",
    "debout": "Station debout prolongée",
    "assis": "Station assise prolongée",
    "nuit": "Travail de nuit",
    "hauteur": "Travail en hauteur",
    "bruit": "Environnement bruyant",
    "froid_chaud": "Froid ou forte chaleur",
    "exterieur": "Travail en extérieur",
    "gestes_repetes": "Gestes répétés",
    "penche_accroupi": "Positions penchées ou accroupies",
    "poussieres_produits": "Poussières ou produits irritants",
    "ecran": "Travail prolongé sur écran",
    "conduite": "Conduite prolongée",
    "escaliers": "Escaliers, marche fréquente",
    "contact_public": "Contact permanent avec le public",
    "cadence": "Rythme imposé, cadence",
    "horaires_decales": "Horaires irréguliers ou décalés",
    "isole": "Travail isolé",
}

# Cadre national des certifications professionnelles; 0 = no diploma.
NIVEAUX_DIPLOME: Final = {
    0: "Aucun diplôme",
    1: "Niveau 1 (savoirs de base)",
    2: "Niveau 2 (socle, CléA)",
    3: "Niveau 3 (CAP, BEP)",
    4: "Niveau 4 (bac, titre professionnel)",
    5: "Niveau 5 (BTS, DUT, bac+2)",
    6: "Niveau 6 (licence, BUT, bac+3)",
    7: "Niveau 7 (master, bac+5)",
    8: "Niveau 8 (doctorat)",
}

NATURES: Final = {
    "emploi": "Emploi",
    "alternance": "Alternance",
    "formation": "Formation",
    "immersion": "Immersion (PMSMP)",
    "siae": "Insertion par l’activité économique",
    "geiq": "GEIQ",
    "entreprise_adaptee": "Entreprise adaptée",
    "creation": "Création d’activité",
}

CONTRATS: Final = {
    "cdi": "CDI",
    "cdd": "CDD",
    "interim": "Intérim",
    "saisonnier": "Saisonnier",
    "cddi": "CDD d’insertion",
    "apprentissage": "Apprentissage",
    "professionnalisation": "Contrat de professionnalisation",
    "cesu": "Emploi à domicile (CESU)",
    "independant": "Indépendant",
    "stage_formation": "Stage de formation professionnelle",
    "convention_immersion": "Convention d’immersion",
    "autre": "Autre",
}

# Named legal measures; freins.regles answers oui / non / inconnu, with article and date.
MESURES: Final = {
    "apprentissage": "Contrat d’apprentissage",
    "professionnalisation": "Contrat de professionnalisation",
    "iae": "Insertion par l’activité économique (PASS IAE)",
    "entreprise_adaptee": "Entreprise adaptée (RQTH)",
    "pmsmp": "Immersion professionnelle (PMSMP)",
    "poei": "Préparation opérationnelle à l’emploi individuelle",
    "clause_insertion": "Clause d’insertion",
    "geiq": "GEIQ",
}

PREUVES: Final = {
    "declaree": "Déclarée",
    "attestee": "Attestée",
    "validee": "Validée",
}

# Certificates and regulated titles that openings ask for by name; anything else keeps its own.
CERTIFICATS: Final = {
    "caces_1": "CACES R489 catégorie 1 (transpalettes à conducteur porté)",
    "caces_3": "CACES R489 catégorie 3 (chariots frontaux)",
    "caces_5": "CACES R489 catégorie 5 (chariots à mât rétractable)",
    "caces_r485": "CACES R485 (gerbeurs)",
    "caces_r486": "CACES R486 (nacelles)",
    "caces_r482_a": "CACES R482 catégorie A (engins compacts)",
    "caces_r490": "CACES R490 (grue de chargement)",
    "sst": "SST (sauveteur secouriste du travail)",
    "psc1": "PSC1 (premiers secours)",
    "ssiap_1": "SSIAP 1 (sécurité incendie)",
    "carte_pro_securite": "Carte professionnelle de sécurité (CNAPS)",
    "habilitation_electrique": "Habilitation électrique",
    "aipr": "AIPR (travaux à proximité des réseaux)",
    "fluides_frigorigenes": "Attestation fluides frigorigènes",
    "haccp": "Hygiène alimentaire (HACCP)",
    "fimo_marchandises": "FIMO marchandises",
    "fimo_voyageurs": "FIMO voyageurs",
    "fco": "FCO (formation continue obligatoire des conducteurs)",
    "carte_vtc": "Carte de conducteur VTC ou taxi",
    "bafa": "BAFA",
    "clea": "CléA",
    "certiphyto": "Certiphyto",
    "deas": "Diplôme d’État d’aide-soignant",
    "deap": "Diplôme d’État d’auxiliaire de puériculture",
    "dea": "Diplôme d’État d’ambulancier",
    "cap_esthetique": "CAP esthétique cosmétique parfumerie",
}
