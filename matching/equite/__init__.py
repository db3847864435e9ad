"""Equity audit, pure: statistics of the funnel and of rankings, one verdict, small numbers.

>>> femmes, hommes = Groupe("femme", 4, 40), Groupe("homme", 24, 40)
>>> juger([Comparaison("entretien", femmes, hommes)])[0].verdict.value
'rouge'

Every figure is a function of counts: no person, no date, no chance. What is published goes through
`petits_nombres`. `python -m matching.equite` checks reference cases and audits any table.
"""

from matching.equite.audits import Audit, auditer
from matching.equite.bornes import Bornes, borner
from matching.equite.maintien import Duree, Maintien, kaplan_meier, log_rank
from matching.equite.taux import Groupe, wilson
from matching.equite.verdicts import Comparaison, Constat, Verdict, juger

__all__ = [
    "Audit",
    "Bornes",
    "Comparaison",
    "Constat",
    "Duree",
    "Groupe",
    "Maintien",
    "Verdict",
    "auditer",
    "borner",
    "juger",
    "kaplan_meier",
    "log_rank",
    "wilson",
]
