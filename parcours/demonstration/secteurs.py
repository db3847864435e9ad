"""The trades people of the demonstration look for, by sector, and what their life taught them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Secteur:
    """`metiers`: ROME codes wanted, nearest first; `experiences`: those one may already have."""

    metiers: tuple[str, ...]
    experiences: tuple[str, ...]
    poids: float
    diplomes: tuple[str, ...]
    certificats: tuple[tuple[str, str], ...] = ()
    est_sur_route: bool = False


SECTEURS: Final = {
    "proprete": Secteur(
        ("K2204", "K2205", "G1501", "J1301", "D1205"), ("K2204", "K2205", "G1501"), 14,
        ("CAP agent de propreté et d’hygiène", "Titre professionnel agent de propreté"),
    ),
    "domicile": Secteur(
        ("K1304", "K1302", "K1311", "J1301", "K1306"), ("K1304", "K1311", "K1302"), 13,
        ("Titre professionnel assistant de vie aux familles", "BEP carrières sanitaires et sociales"),
        (("psc1", "Premiers secours citoyen (PSC1)"),),
    ),
    "enfance": Secteur(
        ("K1303", "K1308", "J1304", "K1310", "K1307"), ("K1303", "K1307", "K2104"), 10,
        ("CAP accompagnant éducatif petite enfance", "BAFA et bac professionnel services"),
        (("psc1", "Premiers secours citoyen (PSC1)"),),
    ),
    "restauration": Secteur(
        ("G1602", "G1605", "G1607", "G1603", "G1803"), ("G1602", "G1605", "G1603"), 11,
        ("CAP cuisine", "CAP commercialisation et services en hôtel-café-restaurant"),
    ),
    "commerce": Secteur(
        ("D1507", "D1505", "D1106", "D1214", "N1103"), ("D1507", "D1505", "D1106"), 10,
        ("CAP équipier polyvalent du commerce", "Bac professionnel commerce"),
    ),
    "logistique": Secteur(
        ("N1103", "N1101", "N1105", "N1110", "N1115"), ("N1103", "N1105", "N1101"), 12,
        ("Titre professionnel préparateur de commandes", "Bac professionnel logistique"),
        (("caces_1", "CACES R489 catégorie 1"), ("caces_3", "CACES R489 catégorie 3")),
    ),
    "route": Secteur(
        ("N4105", "N4104", "N4101", "N4103", "J1305"), ("N4105", "N4104"), 6,
        ("Titre professionnel conducteur livreur", "CAP conducteur routier"),
        (("fimo_marchandises", "FIMO marchandises"),), est_sur_route=True,
    ),
    "batiment": Secteur(
        ("F1704", "F1703", "F1606", "F1604", "F1602"), ("F1704", "F1703", "F1606"), 11,
        ("CAP maçon", "CAP peintre applicateur de revêtements", "CAP électricien"),
        (("habilitation_electrique", "Habilitation électrique"),), est_sur_route=True,
    ),
    "industrie": Secteur(
        ("H2909", "H3302", "H2906", "H2605", "H2913"), ("H3302", "H2909", "H2906"), 9,
        ("Bac professionnel maintenance", "CAP réalisations industrielles"),
        (("sst", "Sauveteur secouriste du travail (SST)"),),
    ),
    "vert": Secteur(
        ("A1203", "A1433", "A1414", "K2318", "K2308"), ("A1203", "A1433", "A1401"), 5,
        ("CAPa jardinier paysagiste",),
    ),
    "accueil": Secteur(
        ("M1601", "M1602", "M1607", "G1703", "K1204"), ("M1602", "M1601", "D1505"), 8,
        ("Bac professionnel assistance à la gestion", "BTS support à l’action managériale"),
    ),
    "securite": Secteur(
        ("K2503", "K2504", "K2509", "K2501", "N4302"), ("K2503", "K2504"), 4,
        ("Titre professionnel agent de sûreté et de sécurité privée",),
        (("ssiap_1", "SSIAP 1"), ("sst", "Sauveteur secouriste du travail (SST)")),
    ),
}  # fmt: skip

# What life teaches, and the métier whose skills it gives.
VIE_PARENT: Final = (
    ("K1303", "Élever ses enfants"),
    ("K1304", "Tenir une maison, cuisiner chaque jour"),
)
VIE_AIDANT: Final = (
    ("K1302", "S’occuper d’un parent âgé"),
    ("K1311", "Aider un proche au quotidien"),
)
VIE_BENEVOLE: Final = (
    ("K1204", "Bénévole dans une association de quartier"),
    ("N1105", "Bénévole à la distribution alimentaire"),
    ("G1602", "Bénévole en cuisine pour des repas de quartier"),
    ("I1619", "Bénévole dans un atelier vélo"),
)
