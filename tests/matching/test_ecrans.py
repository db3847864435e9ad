"""What the screens say, without a page: causes, groups, plain words, typography."""

from datetime import date

import pytest

from matching.ecrans import blocages, clair, pourquoi
from matching.ecrans.cartes import cartes
from matching.ecrans.garde import semaine
from matching.ecrans.regards import Regard
from matching.moteur import (
    Catalogue,
    ExigencePoste,
    Famille,
    Poste,
    Profil,
    Referentiel,
    classer,
    evaluer,
    grilles,
)
from parcours.comptes.models import Role
from parcours.socle.typographie import insecable
from tests.matching.fabrique import exigence, garder, grille, marcher, ouverture, pret
from tests.monde import creer_compte

JOUR = date(2026, 3, 2)
F = Famille
REFERENT, COLLEGUE = Regard(voit_limites=True), Regard(voit_limites=False)
SEMAINE = grilles.depuis_plages([(range(5), "09:00", "15:00")])


def test_groups_say_alone_then_combined_then_the_rest():
    comptes = {
        (F.GARDE,): 58, (F.MOBILITE,): 22, (F.PERMIS,): 9,
        (F.GARDE, F.MOBILITE): 20, (F.GARDE, F.PERMIS): 3,
    }  # fmt: skip
    groupes = blocages.groupes(comptes, REFERENT)
    assert [(g.cle, g.nombre) for g in groupes] == [
        ("garde", 58), ("mobilite", 22), ("permis", 9), ("garde-mobilite", 20), ("garde-permis", 3),
    ]  # fmt: skip
    assert blocages.phrase(groupes) == (
        "58 par la garde seule, 22 par la mobilité seule, 9 par le permis seul, "
        "23 par plusieurs freins"
    )


def test_groups_add_up_whatever_their_number():
    familles = list(Famille)
    comptes = {(a, b): 1 for i, a in enumerate(familles) for b in familles[i + 1 :]}
    for regard in (REFERENT, COLLEGUE):
        groupes = blocages.groupes(comptes, regard)
        assert sum(g.nombre for g in groupes) == len(comptes)
        assert len(groupes) <= 1 + blocages.COMBINAISONS_MONTREES + 1
        assert sorted(e for g in groupes for e in g.ensembles) == sorted(comptes)


def test_a_colleague_cannot_tell_a_limit_from_a_choice_of_hours():
    """The same openings blocked by health, or by hours: the same words, to the letter."""
    sante = blocages.groupes({(F.SANTE,): 4, (F.GARDE, F.SANTE): 2}, COLLEGUE)
    heures = blocages.groupes({(F.DISPONIBILITE,): 4, (F.GARDE, F.DISPONIBILITE): 2}, COLLEGUE)
    assert [(g.cle, g.libelle, g.nombre) for g in sante] == [
        (g.cle, g.libelle, g.nombre) for g in heures
    ]
    assert blocages.phrase(sante) == blocages.phrase(heures)
    assert "sant" not in blocages.phrase(sante)


def _lignes(profil, poste, regard):
    return regard.constats(evaluer(profil, poste, Referentiel(), JOUR).constats)


def test_lines_of_a_colleague_are_the_same_for_a_limit_and_for_hours():
    poste = Poste(
        cle=1, grille=SEMAINE, heures=30, teletravail=True,
        exigences=(ExigencePoste("condition", "charges"),),
    )  # fmt: skip
    commun = {"minutes": {}, "garde": "sans_objet"}
    limite = Profil(limites=frozenset({"charges"}), **commun)
    horaires = Profil(grille_souhaitee=1, **commun)
    ni_l_un_ni_l_autre = Profil(**commun)
    assert _lignes(limite, poste, COLLEGUE) == _lignes(horaires, poste, COLLEGUE)
    assert _lignes(limite, poste, COLLEGUE) != _lignes(ni_l_un_ni_l_autre, poste, COLLEGUE)
    texte = str(_lignes(limite, poste, COLLEGUE))
    assert "Contrainte convenue avec la personne" in texte
    assert "charges" not in texte
    assert "charges" in str(_lignes(limite, poste, REFERENT))


def test_the_referent_reads_the_cause_and_nothing_without_effect():
    poste = Poste(
        cle=1, grille=SEMAINE, teletravail=True,
        exigences=(ExigencePoste("condition", "charges"), ExigencePoste("condition", "nuit")),
    )  # fmt: skip
    lignes = _lignes(Profil(limites=frozenset({"charges"})), poste, REFERENT)
    conditions = [ligne for ligne in lignes if ligne.famille == "sante"]
    assert [ligne.etat_en_mots for ligne in conditions] == ["Bloque"]


def test_the_week_shows_where_care_lacks():
    postes = [
        Poste(cle=rang, teletravail=True, grille=grilles.depuis_plages([((0,), "06:00", "10:00")]))
        for rang in range(10)
    ]
    catalogue = Catalogue.depuis(postes, Referentiel())
    garde = grilles.depuis_plages([(range(5), "08:00", "12:00")])
    profil = Profil(garde=garde)
    vue = semaine(profil, classer(profil, catalogue, jour=JOUR), catalogue)
    assert vue is not None
    lignes = dict(vue.lignes)
    assert lignes["6–8 h"][0].classe == "need"
    assert lignes["6–8 h"][0].mots == "non couvert, demandé par 10 ouvertures"
    assert lignes["6–8 h"][1].classe == ""
    assert lignes["8–12 h"][0].classe == "ok"
    assert "17–20 h" not in lignes
    sans = Profil(garde="sans_objet")
    assert semaine(sans, classer(sans, catalogue, jour=JOUR), catalogue) is None


def test_numbers_keep_their_unit():
    assert insecable("8 h – 12 h 30, 1 820 €") == ("8\u202fh – 12\u202fh\u202f30, 1 820\u202f€")


@pytest.mark.base
@pytest.mark.django_db
class TestCartes:
    """Cards made from the database."""

    def _carte(self, monde, visee, regard=REFERENT):
        from matching import tables

        jour = date.today()
        profil = tables.profil_de(monde.dossier_nadia, jour)
        return cartes(
            [visee.pk], profil=profil, referentiel=tables.referentiel(), jour=jour, regard=regard
        )

    def test_facts_in_words(self, monde):
        pret(monde.dossier_nadia)
        (carte,) = self._carte(monde, ouverture(monde, salaire_min=1520, heures_hebdo="28.5"))
        assert carte.trajet.startswith("environ")
        assert carte.trajet.endswith("à pied")
        assert carte.contrat == "CDI 28,5\u202fh"
        assert carte.paie == "1\u202f520\u202f€ brut par mois"
        assert carte.horaires == "lun–ven 9\u202fh – 15\u202fh"
        assert carte.lieu == "Grenoble"

    def test_unstated_facts_are_said_unstated(self, monde):
        (carte,) = self._carte(
            monde, ouverture(monde, grille="", heures_hebdo=None, contrat="", commune=None,
                             latitude=None, longitude=None)
        )  # fmt: skip
        assert (carte.horaires, carte.contrat, carte.paie) == ("horaires non précisés", "", "")
        assert (carte.lieu, carte.trajet) == ("lieu non précisé", "trajet à préciser")

    def test_the_steps_of_the_waterfall_follow_each_other_up_to_the_score(self, monde):
        pret(monde.dossier_nadia)
        (carte,) = self._carte(monde, ouverture(monde))
        marches = pourquoi.cascade(carte)
        assert sum(m.contribution.points for m in marches) == carte.explication.score
        fin = 0.0
        for marche in marches:
            assert float(marche.debut) == pytest.approx(fin, abs=0.02)
            fin = float(marche.debut) + float(marche.largeur)
        assert fin == pytest.approx(100 * carte.explication.score / pourquoi.TOTAL, abs=0.05)

    def test_plain_words_name_no_score_and_no_code(self, monde):
        marcher(monde.dossier_nadia, 60, velo=30)
        garder(monde.dossier_nadia, "07:00", "19:00")
        visee = ouverture(monde, salaire_min=1900)
        exigence(visee, "permis", "B")
        (carte,) = self._carte(monde, visee)
        dit = clair.dire(carte)
        assert dit.pourquoi[0] == "Les heures vont avec la garde de vos enfants."
        assert dit.comment[0].startswith("À vélo : environ")
        assert dit.heures == ["Du lundi au vendredi : de 9\u202fh à 15\u202fh."]
        assert "le permis de conduire" in dit.a_demander
        assert len(dit.pourquoi) <= 3

    def test_nights_and_scattered_days_are_said(self, monde):
        visee = ouverture(monde, grille=grille("21:00", "05:00", (0, 2, 4)))
        (carte,) = self._carte(monde, visee)
        assert clair.heures(carte) == [
            "Lundi, mercredi et vendredi : de 21\u202fh à 5\u202fh le lendemain."
        ]

    def test_who_reads_limits(self, monde):
        remplacante = creer_compte("Ines", "Sol", Role.CONSEILLER, monde.structure)
        lisent = {
            nom: Regard.de(compte, monde.dossier_nadia).voit_limites
            for nom, compte in {**monde.comptes, "ines": remplacante}.items()
        }
        assert {nom for nom, lit in lisent.items() if lit} == {"awa"}
