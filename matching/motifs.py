"""Why an opening was put aside: closed lists, one per author, none about health."""

from typing import Final

MOTIFS_EQUIPE: Final = {
    "pas_voulue": "La personne n’en veut pas",
    "loin": "Trop loin",
    "horaires": "Horaires qui ne conviennent pas",
    "prerequis": "Un prérequis manque",
    "salaire": "Rémunération trop faible",
    "deja_tentee": "Déjà tentée",
    "offre_douteuse": "L’offre paraît fausse ou dépassée",
    "autre": "Autre raison",
}
MOTIFS_PERSONNE: Final = {
    "metier": "Ce travail ne me plaît pas",
    "loin": "C’est trop loin",
    "horaires": "Les horaires ne vont pas",
    "garde": "Je n’ai pas de garde à ces heures",
    "salaire": "Ce n’est pas assez payé",
    "deja_tentee": "J’ai déjà essayé",
    "pas_maintenant": "Pas maintenant",
    "autre": "Une autre raison",
}


def libelle(geste: str, motif: str) -> str:
    """The reason in words, as its author chose it; empty for an unknown one.

    >>> libelle("non", "loin"), libelle("ecartee", "loin")
    ('C’est trop loin', 'Trop loin')
    """
    return (MOTIFS_PERSONNE if geste == "non" else MOTIFS_EQUIPE).get(motif, "")
