"""An opening as a card for one dossier: facts of now, readings, reasons, what is in the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from matching import tables
from matching.ecrans.regards import Ligne, Regard
from matching.models import Suggestion
from matching.moteur import (
    Evaluation,
    Explication,
    Poste,
    Profil,
    Referentiel,
    Statut,
    evaluer,
    grilles,
)
from matching.moteur.explication import expliquer_evaluation
from matching.moteur.vocabulaire import LIBELLES_MODES
from matching.motifs import libelle
from parcours.offres.models import Employeur, Ouverture
from parcours.socle.horloge import maintenant
from parcours.socle.typographie import ESPACE, insecable


@dataclass(frozen=True, slots=True)
class Carte:
    """What a card shows; the opening and its requirements are read in the database, now."""

    ouverture: Ouverture
    poste: Poste
    evaluation: Evaluation
    explication: Explication
    regard: Regard
    suggestion: Suggestion | None = None
    # The employer never answers: said to the counsellor, and without effect on the order.
    est_sans_reponse: bool = False

    @property
    def trajet(self) -> str:
        """« environ 24 min à vélo », « à distance », or what is missing."""
        return insecable(trajet_en_mots(self.evaluation))

    @property
    def lieu(self) -> str:
        """Where, without the name of the employer."""
        return self.ou or "lieu non précisé"

    @property
    def ou(self) -> str:
        """The commune, or the place as written; empty when unknown."""
        return str(self.ouverture.commune or self.ouverture.lieu or "")

    @property
    def horaires(self) -> str:
        """The week in words."""
        if self.poste.grille:
            return insecable(grilles.lisible(self.poste.grille))
        return "horaires non précisés"

    @property
    def contrat(self) -> str:
        """« CDI 28 h »."""
        return " ".join(filter(None, [self.ouverture.get_contrat_display(), self.duree]))

    @property
    def duree(self) -> str:
        """« 28 h », the hours of a week; empty when the opening does not say."""
        if self.poste.heures is None:
            return ""
        return f"{self.poste.heures:g}{ESPACE}h".replace(".", ",")

    @property
    def paie(self) -> str:
        """Pay in words; empty when the opening does not say."""
        return paie_en_mots(self.ouverture)

    @property
    def est_accessible(self) -> bool:
        """Nothing blocks and nothing is to be checked."""
        return self.explication.statut is Statut.ACCESSIBLE

    @property
    def a_verifier(self) -> list[Ligne]:
        """What is not known yet."""
        return self.regard.constats(self.explication.a_verifier)

    @property
    def bloque(self) -> list[Ligne]:
        """What is in the way."""
        return self.regard.constats(self.explication.bloque)

    @property
    def geste(self) -> str:
        """What was last done of it, as a coded word; empty when it was only shown."""
        geste = self.suggestion.geste if self.suggestion else ""
        return "" if geste in ("montree", "vue") else geste

    @property
    def motif(self) -> str:
        """Why it was put aside, in words."""
        return libelle(self.suggestion.geste, self.suggestion.motif) if self.suggestion else ""


def cartes(
    cles: Iterable[int],
    *,
    profil: Profil,
    referentiel: Referentiel,
    jour: date,
    regard: Regard,
    suggestions: Mapping[int, Suggestion] | None = None,
) -> list[Carte]:
    """Cards of the openings still published, in the order given; a closed one is left out."""
    ordre = list(cles)
    publiees = {o.pk: o for o in _ouvertures(ordre, jour)}
    postes, silencieux = tables.postes(publiees), _silencieux(publiees.values())
    resultat = []
    for cle in ordre:
        if cle in publiees:
            evaluation = evaluer(profil, postes[cle], referentiel, jour)
            carte = _carte(publiees[cle], postes[cle], evaluation, regard)
            resultat.append(
                replace(
                    carte, suggestion=(suggestions or {}).get(cle),
                    est_sans_reponse=carte.ouverture.employeur_id in silencieux,
                )
            )  # fmt: skip
    return resultat


def cartes_de(
    ouverture: Ouverture,
    profils: Mapping[int, Profil],
    *,
    poste: Poste,
    referentiel: Referentiel,
    jour: date,
    regard: Regard,
) -> dict[int, Carte]:
    """One opening seen for several people, by the keys of `profils`; no query."""
    return {
        cle: _carte(ouverture, poste, evaluer(profil, poste, referentiel, jour), regard)
        for cle, profil in profils.items()
    }


def _carte(
    ouverture: Ouverture,
    poste: Poste,
    evaluation: Evaluation,
    regard: Regard,
) -> Carte:
    explication = expliquer_evaluation(evaluation)
    return Carte(ouverture, poste, evaluation, explication, regard)


def _ouvertures(cles: list[int], jour: date) -> Iterable[Ouverture]:
    publiees = Ouverture.objects.publiees(jour).filter(pk__in=cles)
    return publiees.select_related("employeur", "commune", "metier").defer("description")


def _silencieux(ouvertures: Iterable[Ouverture]) -> set[int]:
    """Which of their employers never answer."""
    siens = Employeur.objects.filter(pk__in={o.employeur_id for o in ouvertures if o.employeur_id})
    return set(siens.silencieux(maintenant()).values_list("pk", flat=True))


def trajet_en_mots(evaluation: Evaluation) -> str:
    """The journey by the way kept."""
    voie = evaluation.voie
    if voie.mode is None:
        return "à distance"
    if voie.minutes is None:
        return "trajet à préciser"
    if not voie.est_disponible:
        return f"environ {voie.minutes} min {LIBELLES_MODES[voie.mode]} (moyen non disponible)"
    return f"environ {voie.minutes} min {LIBELLES_MODES[voie.mode]}"


def paie_en_mots(ouverture: Ouverture) -> str:
    """« 1 520 € brut par mois », a range, what the offer wrote, or nothing."""
    de, a = ouverture.salaire_min, ouverture.salaire_max
    bornes = [_euros(montant) for montant in (de, a) if montant is not None]
    if not bornes:
        return ouverture.salaire_texte
    return f"{' à '.join(dict.fromkeys(bornes))}{ESPACE}€ brut par mois"


def _euros(montant: Decimal) -> str:
    return f"{montant:,.0f}".replace(",", ESPACE)
