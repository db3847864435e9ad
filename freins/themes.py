"""How barriers are named on screens, and which must not be named outside their own tab."""

from typing import Final

from data_inclusion.schema.v1 import Categorie

from freins.regles.thematiques import LIBELLES, SANTE, ThematiqueInconnue, Theme, rang, theme_de

# Named in a header, these would tell more than a barrier to work: the Freins tab only.
THEMATIQUES_DISCRETES: Final = frozenset({
    SANTE,
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire",
    "famille--surmonter-conflits-separation-violence",
})  # fmt: skip


def theme(thematique: str) -> Theme | None:
    """Return the theme of a thématique, None when the referential no longer has it."""
    try:
        return theme_de(thematique)
    except ThematiqueInconnue:
        return None


def nom(thematique: str) -> str:
    """Return the word of the conversation (« Garde d’enfants »), the code of a withdrawn one."""
    le_sien = theme(thematique)
    return le_sien.libelle if le_sien else thematique


def nom_precis(thematique: str) -> str:
    """Return the label of data·inclusion when it says more than the theme, else the theme's."""
    le_sien = theme(thematique)
    if le_sien is None:
        return thematique
    est_generale = thematique in (le_sien.thematique, SANTE)
    return le_sien.libelle if est_generale else LIBELLES[thematique]


def est_sante(thematique: str) -> bool:
    """True for a health barrier, whose category alone is stored."""
    return thematique.partition("--")[0] == SANTE


def est_discrete(thematique: str) -> bool:
    """True when no header, chip, list or timeline may name it (health, justice, violence)."""
    return est_sante(thematique) or thematique in THEMATIQUES_DISCRETES


def ordre(thematique: str) -> int:
    """Place in every list of barriers; a withdrawn thématique comes last."""
    try:
        return rang(thematique)
    except ThematiqueInconnue:
        return 99


def choix_groupes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the thématiques a counsellor may choose, by category; health is not among them."""
    return [
        (c.label, [(v, n) for v, n in LIBELLES.items() if v.startswith(f"{c.value}--")])
        for c in Categorie
        if c.value != SANTE
    ]
