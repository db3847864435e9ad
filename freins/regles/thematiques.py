"""From the thématiques of data·inclusion to what is asked, and to the capacity it measures.

A `Theme` is one question of the diagnosis. Each of the 69 thématiques belongs to exactly one theme;
the package `data-inclusion-schema` is the only list, checked when this module is imported.
"""

from dataclasses import dataclass
from typing import Final

from data_inclusion.schema import v1

from matching.moteur.vocabulaire import Famille

# Health is stored by its category alone (design/05-privacy.md).
SANTE: Final = "sante"
_AUTRES: Final = "--*"


@dataclass(frozen=True, slots=True)
class Theme:
    """One question of the diagnosis; `famille` is None for a barrier without a measure.

    `thematique` is what a `Frein` stores when nothing finer is chosen; `membres` lists all the
    thématiques of the theme.
    """

    code: str
    libelle: str
    question: str
    famille: Famille | None
    thematique: str
    membres: tuple[str, ...]

    @property
    def a_une_mesure(self) -> bool:
        return self.famille is not None


def _membres(ecritures: tuple[str, ...]) -> tuple[str, ...]:
    """Expand "categorie--*"; an exact thématique named by another theme is left to it."""
    toutes = sorted(t.value for t in v1.Thematique)
    membres: list[str] = []
    for ecriture in ecritures:
        if ecriture.endswith(_AUTRES):
            prefixe = ecriture.removesuffix("*")
            membres += [t for t in toutes if t.startswith(prefixe) and t not in _NOMMEES]
        else:
            membres.append(v1.Thematique(ecriture).value)
    return tuple(membres)


_GARDE = "famille--garde-denfants"
_PERMIS = "mobilite--preparer-un-permis"
_NOMMEES: Final = frozenset({_GARDE, _PERMIS})

# In the order of design/02: what is measured first, then what is only told.
_TABLE: Final = (
    ("langue", "Français", "Est-ce que parler, lire ou écrire le français vous empêche de travailler ?",
     Famille.LANGUE, "lecture-ecriture-calcul--maitriser-le-francais", ("lecture-ecriture-calcul--*",)),
    ("garde", "Garde d’enfants", "Est-ce que la garde des enfants vous empêche de travailler ?",
     Famille.GARDE, _GARDE, (_GARDE,)),
    ("mobilite", "Transport", "Est-ce que le trajet ou le moyen de transport vous empêche de travailler ?",
     Famille.MOBILITE, "mobilite--etre-accompagne-dans-son-parcours-mobilite", ("mobilite--*",)),
    ("permis", "Permis de conduire", "Est-ce que l’absence de permis vous ferme des emplois que vous voulez ?",
     Famille.PERMIS, _PERMIS, (_PERMIS,)),
    ("sante", "Santé", "Y a-t-il des gestes ou des conditions de travail que vous préférez éviter ?",
     Famille.SANTE, SANTE, ("sante--*",)),
    ("qualification", "Métier et formation", "Est-ce qu’il vous manque un diplôme, une formation ou une idée de métier ?",
     Famille.QUALIFICATION, "se-former--trouver-sa-formation", ("se-former--*", "choisir-un-metier--*")),
    ("numerique", "Numérique", "Est-ce que l’ordinateur, le téléphone ou Internet vous bloque dans vos démarches ou au travail ?",
     Famille.NUMERIQUE, "numerique--maitriser-les-fondamentaux-du-numerique", ("numerique--*",)),
    ("administratif", "Papiers et droits", "Est-ce que des papiers, un titre ou une démarche en attente vous empêchent de travailler ?",
     Famille.ADMINISTRATIF, "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
     ("difficultes-administratives-ou-juridiques--*",)),
    ("logement", "Logement", "Est-ce que votre logement vous empêche de chercher ou de garder un emploi ?",
     None, "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement", ("logement-hebergement--*",)),
    ("argent", "Argent et dettes", "Est-ce que des dettes ou le manque d’argent vous empêchent de travailler ?",
     None, "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere", ("difficultes-financieres--*",)),
    ("quotidien", "Vie quotidienne", "Est-ce qu’il vous manque de quoi manger, vous habiller ou vous équiper ?",
     None, "equipement-et-alimentation--alimentation", ("equipement-et-alimentation--*",)),
    ("proches", "Famille et proches", "Est-ce qu’une personne dont vous vous occupez, ou une situation de famille, vous empêche de travailler ?",
     None, "famille--soutien-aidants", ("famille--*",)),
    ("candidature", "CV et entretiens", "Est-ce que le CV, la recherche d’offres ou les entretiens vous posent problème ?",
     None, "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi",
     ("preparer-sa-candidature--*", "trouver-un-emploi--*")),
    ("confiance", "Confiance et liens", "Est-ce que le manque de confiance ou de contacts vous retient ?",
     None, "remobilisation--bien-etre-confiance-en-soi", ("remobilisation--*",)),
    ("creation", "Créer son activité", "Avez-vous un projet d’activité à votre compte qui n’avance pas ?",
     None, "creer-une-entreprise--definir-son-projet-de-creation-dentreprise", ("creer-une-entreprise--*",)),
    ("international", "Retour ou départ à l’étranger", "Est-ce qu’un retour de l’étranger ou un projet de départ demande de l’aide ?",
     None, "souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france", ("souvrir-a-linternational--*",)),
)  # fmt: skip

THEMES: Final = tuple(
    Theme(code, libelle, question, famille, thematique, _membres(membres))
    for code, libelle, question, famille, thematique, membres in _TABLE
)
PAR_CODE: Final = {theme.code: theme for theme in THEMES}
_PAR_THEMATIQUE: Final = {membre: theme for theme in THEMES for membre in theme.membres}
LIBELLES: Final = {t.value: t.label for t in v1.Thematique} | {
    c.value: c.label for c in v1.Categorie
}


class ThematiqueInconnue(ValueError):
    """A value that is neither a thématique nor the category of health."""


def theme_de(thematique: str) -> Theme:
    """The theme of a thématique, or of the category `sante`; ThematiqueInconnue otherwise."""
    if thematique == SANTE:
        return PAR_CODE["sante"]
    try:
        return _PAR_THEMATIQUE[thematique]
    except KeyError:
        raise ThematiqueInconnue(f"Thématique inconnue : « {thematique} ».") from None


def famille_de(thematique: str) -> Famille | None:
    """The capacity that this barrier measures, None when it has none (housing, debts…)."""
    return theme_de(thematique).famille


def libelle(thematique: str) -> str:
    """The label of data·inclusion; for health the category's, whatever is given."""
    theme = theme_de(thematique)
    return LIBELLES[SANTE if theme.famille is Famille.SANTE else thematique]


def a_stocker(thematique: str) -> str:
    """What a `Frein` may hold: the thématique itself, but for health its category only."""
    return SANTE if theme_de(thematique).famille is Famille.SANTE else thematique


def rang(thematique: str) -> int:
    """Place of its theme in the diagnosis, from 0: the order of every list of barriers."""
    return THEMES.index(theme_de(thematique))


def _verifier() -> None:
    """Every thématique of the package is in one theme, and each theme stores one of its own."""
    connues = {t.value for t in v1.Thematique}
    membres = [membre for theme in THEMES for membre in theme.membres]
    if sorted(membres) != sorted(connues):
        ecart = sorted(connues.symmetric_difference(membres))
        raise RuntimeError(f"Thématiques without exactly one theme: {ecart}")
    for theme in THEMES:
        if theme.thematique not in (*theme.membres, SANTE):
            raise RuntimeError(f"Theme {theme.code} stores a thématique that is not its own.")


_verifier()
