"""The openings behind a figure of « Ce que lever un frein ouvre »."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.core.paginator import Page, Paginator

from matching.ecrans.cartes import Carte, cartes
from matching.ecrans.lever import gain_en_mots
from matching.ecrans.regards import Regard
from matching.moteur import Statut
from matching.moteur.vocabulaire import CONTRATS, NATURES
from matching.services.lever import Levee
from parcours.dossiers.models import Dossier
from parcours.socle.formulaires import Formulaire

PAR_PAGE: Final = 10
STATUTS: Final = {"": Statut.ACCESSIBLE, "a_verifier": Statut.A_VERIFIER}


class FiltreDerriere(Formulaire):
    """What the list is narrowed by; everything is in the URL."""

    etapes = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    statut = forms.ChoiceField(
        label="Elles deviendraient", required=False,
        choices=[("", "accessibles"), ("a_verifier", "à vérifier")],
    )  # fmt: skip
    nature = forms.ChoiceField(required=False, choices=[("", "toutes"), *NATURES.items()])
    contrat = forms.ChoiceField(required=False, choices=[("", "tous"), *CONTRATS.items()])

    def valeur(self, nom: str) -> str:
        """What was chosen, empty when it is not in the list."""
        self.is_valid()
        return str(self.cleaned_data.get(nom, "") or "")


@dataclass(frozen=True, slots=True)
class Derriere:
    """One page of the openings some steps open."""

    libelles: tuple[str, ...]
    gain: str
    page: Page
    cartes: list[Carte]


def derriere(
    dossier: Dossier, levee: Levee, filtre: FiltreDerriere, regard: Regard
) -> Derriere | None:
    """None when the steps of the address are not offered any more."""
    codes = [c for c in filtre.valeur("etapes").split(",") if c]
    if not codes or set(codes) - set(levee.ouvrants.demarche.rangs):
        return None
    trouvees = levee.ouvrants.ouvertures(codes, STATUTS[filtre.valeur("statut")])
    nature, contrat = filtre.valeur("nature"), filtre.valeur("contrat")
    gardees = [
        cle
        for cle, sa_nature, son_contrat in zip(
            trouvees.cles.tolist(), trouvees.natures, trouvees.contrats, strict=True
        )
        if nature in ("", sa_nature) and contrat in ("", son_contrat)
    ]
    page = Paginator(gardees, PAR_PAGE).get_page(filtre.data.get("page", 1))
    d = levee.ouvrants.demarche
    return Derriere(
        libelles=tuple(levee.de(c).libelle for c in d.codes(d.fermer(codes))),
        gain=gain_en_mots(len(trouvees), trouvees),
        page=page,
        cartes=cartes(
            list(page.object_list), profil=levee.profil,
            referentiel=levee.lecture.catalogue.referentiel, jour=levee.jour, regard=regard,
        ),
    )  # fmt: skip
