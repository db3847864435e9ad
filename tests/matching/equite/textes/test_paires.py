"""Minimal pairs: the same word, once about the person looked for and once about something else."""

import pytest

from matching.equite.textes import motifs_de, verifier_texte

PAIRES = [
    # « jeune »
    ("age", "Nous cherchons un jeune vendeur", "Nous cherchons un vendeur pour un jeune public"),
    ("age", "Jeune commercial recherché", "Jeune entreprise recherchée par les clients"),
    ("age", "Recherche jeunes motivés", "Recherche animateur pour jeunes motivés (H/F)"),
    ("age", "Vous êtes jeune et disponible", "Vous êtes disponible pour un public jeune"),
    ("age", "Profil jeune souhaité", "Profil jeunesse : BAFA souhaité"),
    ("age", "Jeune diplômé uniquement", "Jeune diplômé ou expérimenté, tout le monde postule"),
    ("sexe", "Cherche jeune fille pour la caisse", "Vente de vêtements pour jeune fille"),
    ("age", "Candidats de 18 à 25 ans", "Accueil de jeunes de 18 à 25 ans"),
    # « homme », « femme »
    ("sexe", "Recherche homme pour la nuit", "Recherche homme ou femme pour la nuit"),
    ("sexe", "Poste réservé aux hommes", "Rayon réservé aux vêtements hommes"),
    ("sexe", "Femmes s’abstenir", "Vestiaires femmes et hommes"),
    ("sexe", "Titre : Vendeuse", "Titre : Vendeuse / Vendeur"),
    ("sexe", "Titre : Plombier", "Titre : Plombier (H/F)"),
    ("sexe", "Recrute une femme de ménage", "Recrute une femme ou un homme de ménage"),
    ("grossesse", "Femmes enceintes s’abstenir", "Suivi des femmes enceintes"),
    # « origine », « nationalité »
    ("origine", "Serveuse d’origine italienne", "Produits d’origine italienne"),
    ("origine", "Hôtesse de type européen", "Cuisine de type européen"),
    ("origine", "Étrangers s’abstenir", "Clientèle étrangère à accueillir"),
    (
        "origine",
        "Nationalité française exigée",
        "Aucune condition de nationalité, titre de travail à jour",
    ),
    ("origine", "Candidats nés en France", "Candidats sans distinction d’origine"),
    ("nom", "Prénom français exigé", "Prénom et nom du contact : Mme Roux"),
    # « français », langues
    ("origine", "Français parfait, sans accent", "Français B1 à l’oral pour les consignes"),
    ("origine", "Français langue maternelle", "Professeur de français à l’école maternelle (H/F)"),
    ("origine", "Uniquement des Français", "Notices rédigées uniquement en français"),
    ("langue", "Ne parler que français au travail", "Documents de travail en français"),
    ("langue", "Plongeur H/F, orthographe parfaite", "Relecteur H/F, orthographe parfaite"),
    ("origine", "Maçon H/F, turc courant exigé", "Interprète H/F, turc courant exigé"),
    # « permis », véhicule
    ("mobilite", "Permis B exigé (agent d’accueil)", "Permis B exigé (chauffeur-livreur)"),
    ("mobilite", "Comptable H/F, permis B obligatoire", "Comptable H/F, permis B apprécié"),
    ("mobilite", "Véhicule personnel obligatoire", "Véhicule de service fourni"),
    ("mobilite", "Être véhiculé, impératif", "Pas besoin d’être véhiculé"),
    ("handicap", "Personne valide", "Permis B valide"),
]


@pytest.mark.parametrize(("motif", "accuse", "permis"), PAIRES)
def test_one_word_two_meanings(motif: str, accuse: str, permis: str) -> None:
    assert motif in motifs_de(verifier_texte(accuse))
    assert motifs_de(verifier_texte(permis)) == []
