"""Form fields to pick a commune or a métier by typing; without JavaScript too.

One types a name (or a code). When it is clear the field is valid; when several fit, they are shown
under the field, to be chosen by one click. With JavaScript a list appears while typing
(`referentiels.js`), and fills in the code.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.urls import reverse_lazy

from parcours.referentiels import recherche
from parcours.referentiels.models import Commune, Metier

CHOIX: Final = 6
LEGENDE: Final = "Lequel ?"


@dataclass(frozen=True, slots=True)
class Choix:
    """One answer offered under the field: what it puts in it, how it is said, what is to know."""

    valeur: str
    libelle: str
    precision: str = ""
    est_sur: bool = False


class SaisieProposee(forms.TextInput):
    """A text input with a list of proposals fetched while typing, and the choices of the last try.

    A choice counts only while the text is the one it was offered for.
    """

    template_name = "referentiels/saisie_proposee.html"

    def __init__(self, adresse: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.adresse = adresse
        self.choix: list[Choix] = []
        self.demande, self.legende = "", LEGENDE

    def proposer(self, demande: str, choix: list[Choix], legende: str = LEGENDE) -> None:
        """Offer choices for what was typed."""
        self.demande, self.choix, self.legende = demande, choix, legende

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        texte = super().value_from_datadict(data, files, name)
        choisi = data.get(f"{name}-choix", "")
        return choisi if choisi and data.get(f"{name}-demande", "") == (texte or "") else texte

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contexte = super().get_context(name, value, attrs)
        contexte["widget"] |= {"adresse": self.adresse}
        contexte |= {"nom": name, "choix": self.choix, "demande": self.demande}
        contexte["legende"] = self.legende
        return contexte


def code_de(texte: str) -> str:
    """The code of « name (code) »; the text itself when it has none.

    >>> code_de("Cariste (N1101)"), code_de("cariste")
    ('N1101', 'cariste')
    """
    texte = texte.strip()
    return texte.rsplit("(", 1)[-1].rstrip(") ") if texte.endswith(")") else texte


class _ChampProposition(forms.CharField):
    adresse: Any
    quoi: str

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SaisieProposee(self.adresse, attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    @abstractmethod
    def chercher(self, texte: str) -> list[Any]:
        """Return what may be meant by `texte`, likeliest first."""

    @abstractmethod
    def exact(self, texte: str, trouves: list[Any]) -> Any | None:
        """Return the one meant without doubt, or None."""

    @abstractmethod
    def nommer(self, objet: Any) -> str:
        """Return « name (code) », which can be typed back."""

    @abstractmethod
    def choix(self, texte: str, trouves: list[Any]) -> list[Choix]:
        """Return what to offer under the field."""

    def prepare_value(self, value: Any) -> Any:
        return self.nommer(value) if hasattr(value, "pk") else value

    def clean(self, value: Any) -> Any:
        if hasattr(value, "pk"):
            return value
        texte = super().clean(value)
        if not texte:
            return None
        code = code_de(texte)
        trouves = self.chercher(code) or self.chercher(texte)
        choisi = self.exact(texte, trouves)
        if choisi is None:
            if isinstance(self.widget, SaisieProposee):
                self.widget.proposer(texte, self.choix(texte, trouves))
            raise forms.ValidationError(self._question(texte, trouves))
        return choisi

    def _question(self, texte: str, trouves: list[Any]) -> str:
        if not trouves:
            return f"« {texte} » : {self.quoi} introuvable. Vérifier l’écriture ou taper le code."
        return f"« {texte} » : plusieurs réponses possibles. Laquelle ? Choisir sous le champ."


class ChampCommune(_ChampProposition):
    """Cleans to a Commune (or None when not required)."""

    adresse = reverse_lazy("referentiels:communes")
    quoi = "commune"

    def chercher(self, texte: str) -> list[Commune]:
        return recherche.communes(texte)

    def exact(self, texte: str, trouves: list[Commune]) -> Commune | None:
        nom = recherche.normaliser_commune(texte)
        memes = [c for c in trouves if c.nom_recherche == nom]
        return trouves[0] if len(trouves) == 1 else memes[0] if len(memes) == 1 else None

    def nommer(self, objet: Commune) -> str:
        return f"{objet.nom} ({objet.pk})"

    def choix(self, texte: str, trouves: list[Commune]) -> list[Choix]:
        return [Choix(self.nommer(c), c.nom, c.code_departement) for c in trouves[:CHOIX]]


class ChampMetier(_ChampProposition):
    """Cleans to a Metier (or None when not required)."""

    adresse = reverse_lazy("referentiels:metiers")
    quoi = "métier"

    def chercher(self, texte: str) -> list[Metier]:
        return recherche.metiers(texte)

    def exact(self, texte: str, trouves: list[Metier]) -> Metier | None:
        """The only one found, or the only one that bears this very name."""
        if len(trouves) == 1:
            return trouves[0]
        memes = [m for m in trouves if m.libelle.casefold() == texte.casefold()]
        exacts = set() if memes else recherche.codes_exacts(texte)
        memes = memes or [m for m in trouves if m.pk in exacts]
        return memes[0] if len(memes) == 1 else None

    def nommer(self, objet: Metier) -> str:
        return f"{objet.libelle} ({objet.pk})"

    def choix(self, texte: str, trouves: list[Metier]) -> list[Choix]:
        return choix_de_metiers(recherche.propositions(texte, CHOIX))


def choix_de_metiers(propositions: list[recherche.Proposition]) -> list[Choix]:
    """Métiers as choices: the name found, the métier when it is called otherwise."""
    return [
        Choix(p.valeur, p.nom, p.metier.libelle if p.autre_nom else "", p.est_sure)
        for p in propositions
    ]


def choix_du_titre(titre: str) -> tuple[list[Choix], str]:
    """The métiers that the title of an offer suggests, and how sure one is, as a legend."""
    choix = choix_de_metiers(recherche.du_titre(titre)) if titre.strip() else []
    if any(c.est_sur for c in choix):
        return choix, "D’après l’intitulé :"
    return choix, "D’après l’intitulé (pas sûr, à choisir) :"
