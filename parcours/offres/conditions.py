"""From the words of ROME contexts and of job offers to our conditions of work (pure).

Labels: ROME 4.0 « contextes de travail » and the lists of *Offres d'emploi v2*
(contexteTravail.conditionsExercice, contexteTravail.horaires).
"""

from typing import Final

from parcours.socle.texte import sans_accents

# Words that are enough, in a label without accents or case → condition.
_INDICES: Final = (
    ("charges lourdes", "charges"),
    ("manipulation de charges", "charges"),
    ("debout", "debout"),
    ("station assise", "assis"),
    ("de nuit", "nuit"),
    ("3x8", "nuit"),
    ("grande hauteur", "hauteur"),
    ("en hauteur", "hauteur"),
    ("risques de chutes", "hauteur"),
    ("bruyant", "bruit"),
    ("temperature", "froid_chaud"),
    ("frigorifique", "froid_chaud"),
    ("climatique difficile", "froid_chaud"),
    ("en exterieur", "exterieur"),
    ("sur chantier", "exterieur"),
    ("repetitif", "gestes_repetes"),
    ("motricite fine", "gestes_repetes"),
    ("position penible", "penche_accroupi"),
    ("exigu ou confine", "penche_accroupi"),
    ("allergene", "poussieres_produits"),
    ("gaz, aerosol", "poussieres_produits"),
    ("produits a risques", "poussieres_produits"),
    ("sur ecran", "ecran"),
    ("escaliers", "escaliers"),
    ("contact avec du public", "contact_public"),
    ("cadence imposee", "cadence"),
    ("flux tendu", "cadence"),
    ("ligne ou ilot de production", "cadence"),
    ("horaires decales", "horaires_decales"),
    ("horaires fractionnes", "horaires_decales"),
    ("par roulement", "horaires_decales"),
    ("travail poste", "horaires_decales"),
    ("dimanche", "horaires_decales"),
    ("week-end", "horaires_decales"),
    ("rythme irregulier", "horaires_decales"),
    ("situation isolee", "isole"),
)


def conditions_du_libelle(libelle: str) -> frozenset[str]:
    """Conditions a label names; empty when it names none of ours.

    « 2x8, 3x8, 5x8 » stands in the ROME label of shift work in general: it says irregular hours,
    and night work only when the label is not that generic one.

    >>> sorted(conditions_du_libelle("Port et manipulation de charges lourdes ou encombrantes"))
    ['charges']
    >>> sorted(conditions_du_libelle("35H Travail posté (2x8, 3x8, 5x8, etc.)"))
    ['horaires_decales']
    """
    mots = sans_accents(libelle)
    trouvees = {condition for indice, condition in _INDICES if indice in mots}
    if "2x8, 3x8, 5x8" in mots:
        trouvees.discard("nuit")
    return frozenset(trouvees)
