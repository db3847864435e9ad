"""First and last names, put together at random: nobody of that name is meant.

They are drawn from their own stream, apart from everything else: a name tells nothing of a person's
situation.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

FEMININS: Final = tuple(
    """Adèle Aïcha Alba Aminata Ana Anaïs Assia Aurore Awatef Bérénice Bintou Camélia Carmen Céline
    Chantal Clarisse Coralie Daria Djamila Dounia Elena Elif Elsa Emine Esperanza Estelle Fanta Farah
    Fatou Fiona Florence Francine Gabriela Ghislaine Giulia Hadja Hafsa Héloïse Hind Ilham Imane
    Irina Isabelle Jade Jeanne Joana Josiane Kadiatou Karine Khadija Laetitia Leïla Lina Ludivine
    Madina Maëva Magali Malika Manon Maria Mariam Marine Martine Maryam Mélanie Meriem Mina Mounia
    Myriam Nadège Naïma Natacha Nawel Nermin Nina Odette Ophélie Oumou Patricia Perrine Rachel Rim
    Rokia Rosa Roxane Sabrina Salimata Salomé Sandrine Sara Selma Sephora Sibel Sofia Solène Sylvie
    Tatiana Thérèse Valérie Vanessa Wassila Yasmina Yvette Zohra Zoé""".split()
)
MASCULINS: Final = tuple(
    """Abdel Adama Adrien Ahmet Alain Alexandre Ali Amadou Amine Antoine Anton Arnaud Aziz Bakary
    Baptiste Bastien Benoît Bilal Boris Bruno Cédric Cheick Christian Damien Daniel Dario David
    Didier Djibril Driss Emmanuel Enzo Ethan Farid Florent Franck Gaétan Gilles Grégory Guillaume
    Habib Hakim Hamza Henrique Hicham Hugo Ibrahima Idriss Ilyès Ismaël Jacques Jérémy João Joël
    Jordan José Jules Kamel Kevin Lamine Laurent Léo Loïc Lucas Luigi Mamadou Marc Marco Mathis
    Mehdi Michel Mohamed Moussa Murat Nabil Nathan Nicolas Noé Omar Oumar Pascal Paulo Pierre Quentin
    Rachid Raphaël Rémi Riadh Robin Romain Samir Samuel Sekou Sergio Stéphane Tarek Théo Thierry
    Tiago Ugo Valentin Vasile Victor Walid Xavier Yacine Yann Younès Zakaria""".split()
)
NOMS: Final = tuple(
    """Abadie Achour Aguilar Alvernhe Amrani Andrade Arnoux Aydin Bailleul Bakayoko Baldini Barbier
    Barsotti Bellanger Belhadj Bensalah Bérard Berthod Bianco Bonnard Bouchet Boudjelal Bouvier Brun
    Cabral Calvet Camara Cardoso Carpentier Castan Chabert Charvet Cissé Clavel Colombet Correia
    Coulomb Dalmasso Delorme Demir Desbois Diabaté Diarra Dragomir Duarte Dufour Dumoulin Ebrard
    Elmas Esposito Fabre Faivre Farhat Favier Fernandes Fofana Fontanel Gallet Garnier Gaspard Giraud
    Gomis Gonthier Grangier Guichard Guerfi Haddad Hamidi Hervieu Ibrahimi Jacquemin Joubert Kaddour
    Kanté Kaya Keller Kone Kowalik Labbé Lacroze Lambert Lemoine Lopes Mansour Marchand Marinelli
    Marty Mazet Meziane Michaud Monnier Moreau Moretti Moulin Muller Nadal Nguyen Niang Nunes Orsini
    Ortega Oubella Ozturk Pacheco Pascual Pelletier Perrot Petrescu Pichon Pinheiro Poncet Quintin
    Ramos Rebours Reynaud Ribeiro Rivoire Rossi Roussel Saadi Sangaré Santoro Sarr Savoye Semedo
    Serrano Soulier Tavares Tessier Thibaud Toumi Touré Traoré Vallet Varga Verdier Vial Vidal Vincenti
    Wagner Yilmaz Zanetti Ziani""".split()
)


def identites(rng: Random, sexes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (prénom, nom) for each person, no pair twice."""
    deja: set[tuple[str, str]] = set()
    for sexe in sexes:
        while True:
            identite = (rng.choice(_prenoms(rng, sexe)), rng.choice(NOMS))
            if identite not in deja:
                break
        deja.add(identite)
        yield identite


def _prenoms(rng: Random, sexe: str) -> tuple[str, ...]:
    if sexe == "femme":
        return FEMININS
    if sexe == "homme":
        return MASCULINS
    return rng.choice((FEMININS, MASCULINS))
