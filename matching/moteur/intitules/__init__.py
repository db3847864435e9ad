"""Linking a free title ("urgent recherche maçon H/F CDI Voiron") to a corpus of labelled titles.

A title is put in a canonical form, looked at in some fifteen ways (nearest labels, BM25 of names
and texts, space of meanings, regression), and the ways are weighed by what hidden titles of the
corpus taught. Nothing here is a neural network; the same corpus always gives the same answers.
"""

from matching.moteur.intitules.formes import normaliser, racine, sans_accents
from matching.moteur.intitules.lieur import Lien, Liens, LieurIntitules
from matching.moteur.intitules.ponderation import Reglage

__all__ = ["Lien", "Liens", "LieurIntitules", "Reglage", "normaliser", "racine", "sans_accents"]
