"""Ranks and bits of the closed vocabularies in the arrays; their order is part of the format."""

from typing import Final

from matching.moteur.vocabulaire import CONDITIONS, CONTRATS, MESURES, NATURES

BITS_CONDITIONS: Final = {code: 1 << rang for rang, code in enumerate(CONDITIONS)}
BITS_MESURES: Final = {code: 1 << rang for rang, code in enumerate(MESURES)}
RANG_NATURE: Final = {code: rang for rang, code in enumerate(NATURES)}
RANG_CONTRAT: Final = {code: rang for rang, code in enumerate(CONTRATS)}
SANS_DATE: Final = 0
JAMAIS_EXPIRE: Final = 10_000_000
