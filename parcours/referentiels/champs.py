"""Form fields to pick a commune or a métier by typing; without JavaScript too.

One types a name (or a code). When it is clear the field is valid; when several fit, the error
proposes them by name and code so that the code can be typed. With JavaScript a list appears while
typing (`referentiels.js`), and fills in the code.
"""

from abc import abstractmethod
from typing import Any

from django import forms
from django.urls import reverse_lazy

from parcours.referentiels import recherche
from parcours.referentiels.models import Commune, Metier


class SaisieProposee(forms.TextInput):
    """A text input with a list of proposals fetched while typing."""

    template_name = "referentiels/saisie_proposee.html"

    def __init__(self, adresse: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.adresse = adresse

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contexte = super().get_context(name, value, attrs)
        contexte["widget"]["adresse"] = self.adresse
        return contexte


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

    def prepare_value(self, value: Any) -> Any:
        return self.nommer(value) if hasattr(value, "pk") else value

    def clean(self, value: Any) -> Any:
        if hasattr(value, "pk"):
            return value
        texte = super().clean(value)
        if not texte:
            return None
        code = texte.rsplit("(", 1)[-1].rstrip(") ") if texte.endswith(")") else texte
        trouves = self.chercher(code) or self.chercher(texte)
        choisi = self.exact(texte, trouves)
        if choisi is None:
            raise forms.ValidationError(self._question(texte, trouves))
        return choisi

    def _question(self, texte: str, trouves: list[Any]) -> str:
        if not trouves:
            return f"« {texte} » : {self.quoi} introuvable. Vérifier l’écriture ou taper le code."
        noms = ", ".join(self.nommer(t) for t in trouves[:6])
        return f"Plusieurs réponses possibles. Laquelle ? Recopier l’une de celles-ci : {noms}."


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


class ChampMetier(_ChampProposition):
    """Cleans to a Metier (or None when not required)."""

    adresse = reverse_lazy("referentiels:metiers")
    quoi = "métier"

    def chercher(self, texte: str) -> list[Metier]:
        return recherche.metiers(texte)

    def exact(self, texte: str, trouves: list[Metier]) -> Metier | None:
        memes = [m for m in trouves if m.libelle.casefold() == texte.casefold()]
        return trouves[0] if len(trouves) == 1 else memes[0] if len(memes) == 1 else None

    def nommer(self, objet: Metier) -> str:
        return f"{objet.libelle} ({objet.pk})"
