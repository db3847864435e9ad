"""The bulk of the engine: flat records, tiles and bounds, compiled by numba when it is there.

`compilation` (the guard and the cache) · `formes` (records) · `table` (openings) · `personnes` and
`assemblee` (people) · `groupes` (answers shared by many) · `paire` (one person, one opening) ·
`brouillon` and `tete` (scratch, lists kept) · `recherche` (openings for people) · `appel` (people
for an opening). `masse` is the façade; `python -m matching.moteur.noyau` compiles everything.
"""
