"""How a text shows that it speaks to both sexes: « H/F », pairs, inclusive endings."""

import re
from typing import Final

MIXTE: Final = (
    r"\b(?:hommes?|garcons?|valet|h)\b ?(?:/|ou|et|comme|-|,|&) ?(?:(?:aux?|les?|des?|une?|la|8|par les) )*"
    r"(?:femmes?|filles?|f\b)|\b(?:femmes?|filles?|f)\b ?(?:/|ou|et|comme|-|,|&) ?(?:(?:aux?|les?|des?|une?"
    r"|la) )*(?:hommes?|garcons?|valet|h\b)"
)
_LETTRE_HF: Final = (
    r"(?:\b[hfm] ?(?:/|-|\||\.|&|,|\+| et | ou ) ?[hfm]\b|\((?:h ?f|f ?h|[hfmxdn](?: ?[/|.,-] ?[hfmxdn]b?)+)\)"
    r"|\bhf\b|\bfh\b)"
)
_INCLUSIF: Final = (
    r"[a-z](?:\((?:e|ne|le|se|ve|re|te|fe|ere|iere|euse|rice|trice|ale|enne|onne|esse|sse)s?\)|[·‧⋅∙•](?:e|ne|le|se"
    r"|ve|re|te|fe|ere|iere|euse|rice|trice|ale|enne|onne|sse)|\.e\b|[/-](?:e|ne|euse|trice|rice|ere|iere|ienne|onne"
    r"|ante|esse)\b)"
)
DEUX_SEXES: Final = re.compile(rf"{_LETTRE_HF}|{MIXTE}|toutes et (?:a )?tous|tous et (?:a )?toutes")
INCLUSIF: Final = re.compile(_INCLUSIF)
