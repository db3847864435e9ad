"""A weekly grid of half-hours as a form field; ticked boxes first, painting on top.

Without JavaScript: one box per half-hour, and shortcuts that add « lundi, matin » and the like.
`grille.js` lets a finger, the mouse or the arrow keys paint the same boxes.
"""

from typing import Any

from django import forms

from matching.moteur import grilles

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# Start and end in half-hours of the day; a night goes on into the next morning.
PLAGES = {
    "matin": ("matin", "6 h – 12 h", 12, 24),
    "journee": ("journée", "8 h – 18 h", 16, 36),
    "soir": ("soir", "18 h – 22 h", 36, 44),
    "nuit": ("nuit", "22 h – 6 h", 44, 60),
}
DEBUT_JOURNEE, FIN_JOURNEE = 10, 44  # what the first table shows: 5 h to 22 h
AUCUNE = grilles.vers_hexa(0)


class GrilleSemaine(forms.Widget):
    """The boxes of `ChampGrille`; posts `<nom>_case`, `<nom>_plage`, `<nom>_vider`, or hex."""

    template_name = "composants/grille.html"
    use_fieldset = True

    class Media:
        css = {"all": ["parcours/grille.css"]}
        js = ["parcours/grille.js"]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return the stored form of what was ticked, shortcuts added; refuse nothing here."""
        brut = data.get(name, "")
        if brut and not _est_hexa(brut):
            return brut
        total = grilles.depuis_hexa(brut) if brut else 0
        if not data.get(f"{name}_vider"):
            total |= _cases(_liste(data, f"{name}_case"))
        else:
            total = 0
        return grilles.vers_hexa(total | _raccourcis(_liste(data, f"{name}_plage")))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """An unticked grid posts nothing: never omitted."""
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_resume" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contexte = super().get_context(name, value, attrs)
        grille = grilles.depuis_hexa(value) if value and _est_hexa(value) else 0
        contexte |= {
            "jours": JOURS,
            "tables": _tables(grille),
            "plages": [(cle, mot, heures) for cle, (mot, heures, _, _) in PLAGES.items()],
            "resume": grilles.lisible(grille),
            "total": f"{grilles.heures(grille):g}".replace(".", ","),
        }
        return contexte


class ChampGrille(forms.Field):
    """Cleans to 84 hexadecimal digits (see matching.moteur.grilles).

    Nothing ticked gives "" by default; with `nulle_est_vide=False` it gives the null grid, which
    says « no hour at all » rather than « nothing stated ».
    """

    widget = GrilleSemaine

    def __init__(self, *, nulle_est_vide: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.nulle_est_vide = nulle_est_vide

    def clean(self, value: Any) -> str:
        texte = value or AUCUNE
        if not _est_hexa(texte):
            raise forms.ValidationError(
                "La grille reçue est illisible : cocher les heures dans le tableau."
            )
        vide = grilles.depuis_hexa(texte) == 0
        if vide and self.required:
            raise forms.ValidationError("Cocher au moins une demi-heure.")
        return "" if vide and self.nulle_est_vide else texte

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or AUCUNE) != (data or AUCUNE)


def _liste(data: Any, nom: str) -> list[str]:
    if hasattr(data, "getlist"):
        return list(data.getlist(nom))
    valeur = data.get(nom, [])
    return list(valeur) if isinstance(valeur, list | tuple) else [valeur]


def _est_hexa(texte: str) -> bool:
    try:
        grilles.depuis_hexa(texte)
    except (ValueError, TypeError):
        return False
    return True


def _cases(valeurs: list[str]) -> int:
    """Grid of the ticked half-hours; a forged number outside 0–335 is no half-hour."""
    rangs = {int(v) for v in valeurs if v.isdecimal() and len(v) <= 3}
    return sum(1 << rang for rang in rangs if rang < grilles.TAILLE)


def _raccourcis(valeurs: list[str]) -> int:
    """Grid of shortcuts such as `0-matin`."""
    total = 0
    for valeur in valeurs:
        jour, _, cle = valeur.partition("-")
        if jour in {"0", "1", "2", "3", "4", "5", "6"} and cle in PLAGES:
            debut, fin = PLAGES[cle][2:]
            total |= grilles.tourner((1 << (fin - debut)) - 1, int(jour) * 48 + debut)
    return total


def _tables(grille: int) -> list[dict[str, Any]]:
    """The day first, then the night apart, so that the usual hours fit on a phone."""
    journee = range(DEBUT_JOURNEE, FIN_JOURNEE)
    nuit = [*range(FIN_JOURNEE, 48), *range(DEBUT_JOURNEE)]
    return [
        {"titre": "De 5 h à 22 h", "lignes": [_ligne(grille, h) for h in journee]},
        {"titre": "La nuit, de 22 h à 5 h", "lignes": [_ligne(grille, h) for h in nuit]},
    ]


def _ligne(grille: int, demi_heure: int) -> dict[str, Any]:
    heure = grilles.heure_lisible(demi_heure * 30)
    cases = [
        {
            "rang": jour * 48 + demi_heure,
            "nom": f"{JOURS[jour]} {heure}",
            "est_cochee": bool(grille >> (jour * 48 + demi_heure) & 1),
        }
        for jour in range(7)
    ]
    return {"heure": heure, "est_pile": demi_heure % 2 == 0, "cases": cases}
