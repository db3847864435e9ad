"""Who may enter each page of freins, by hand."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from freins import services
from freins.models import Action, Enfant, Frein, Imprime
from freins.services import doutes, imprimes
from parcours.orientations.models import Orientation
from parcours.socle.chiffrement import coffre
from parcours.solutions.models import Solution, StructureSolution
from tests.monde import Monde
from tests.permissions.ligne import Ligne, attendus

JOUR = date.today()
LECTURE = attendus(403, awa=200, bruno=200, denis=200, chloe=404)
EDITION = attendus(403, awa=200, denis=200, chloe=404)
GESTE = attendus(403, awa=302, denis=302, chloe=404)
# Whoever asked for a document, and nobody else.
DEMANDEUSE = attendus(404, awa=200, vercors=403, fatima=403, gael=403, odile=403)
REFERENTE = attendus(403, awa=302, chloe=404)


def dossier(monde: Monde) -> dict[str, Any]:
    return {"pk": monde.dossier_nadia.pk}


def _frein(monde: Monde, thematique: str = "famille--garde-denfants") -> Frein:
    return services.identifier(
        dossier=monde.dossier_nadia, thematique=thematique, par=monde.awa, jour=JOUR
    )


def _action(monde: Monde) -> Action:
    objectif = services.ajouter_objectif(
        dossier=monde.dossier_nadia, intitule="Travailler tôt", par=monde.awa
    )
    return services.ajouter_action(
        objectif=objectif, intitule="Appeler", porteur="personne", par=monde.awa,
        echeance_le=JOUR + timedelta(days=3),
    )  # fmt: skip


def frein(monde: Monde) -> dict[str, Any]:
    return {"pk": _frein(monde).pk}


def frein_geste(monde: Monde) -> dict[str, Any]:
    return {"pk": _frein(monde).pk, "geste": "lever"}


def frein_solution(monde: Monde) -> dict[str, Any]:
    structure = StructureSolution.objects.create(nom="Halte")
    solution = Solution.objects.create(structure=structure, nom="Garde à l’heure")
    return {"pk": _frein(monde).pk, "solution": solution.pk}


def objectif(monde: Monde) -> dict[str, Any]:
    return {"pk": _action(monde).objectif_id}


def action(monde: Monde) -> dict[str, Any]:
    return {"pk": _action(monde).pk}


def action_geste(monde: Monde) -> dict[str, Any]:
    return {"pk": _action(monde).pk, "geste": "commencer"}


def enfant(monde: Monde) -> dict[str, Any]:
    cree = Enfant.objects.create(dossier=monde.dossier_nadia, annee=JOUR.year - 3)
    return {"pk": monde.dossier_nadia.pk, "enfant": cree.pk}


def a_verifier(monde: Monde) -> dict[str, Any]:
    orientation = Orientation.objects.create(
        dossier=monde.dossier_nadia, ouverture=monde.ouverture, par=monde.awa, etat="declinee"
    )
    orientation.transitions.create(
        transition="decliner", de="envoyee", vers="declinee", auteur="personne", motif="langue"
    )
    doutes.relever_doutes([monde.dossier_nadia.pk])
    return {"pk": monde.dossier_nadia.pk, "famille": "langue"}


def sans_adresse(monde: Monde) -> dict[str, Any]:
    _action(monde)
    return {}


def imprime(monde: Monde) -> dict[str, Any]:
    demande = imprimes.demander_imprime(
        dossier=monde.dossier_nadia, genre="plan_equipe", par=monde.awa
    )
    Imprime.objects.filter(pk=demande.pk).update(
        pret_le=timezone.now(), contenu=coffre().encrypt(b"%PDF-")
    )
    return {"uuid": demande.uuid}


PLUS_TARD = (JOUR + timedelta(days=9)).isoformat()
LIGNES = [
    Ligne("freins:onglet", LECTURE, preparer=dossier),
    Ligne("freins:solutions", LECTURE, preparer=frein),
    Ligne("freins:au_plan", attendus(405), post=GESTE, preparer=frein_solution),
    Ligne(
        "freins:nouveau", EDITION, GESTE, dossier,
        lambda m: {"thematique": "famille--garde-denfants", "impact": "genant"},
    ),
    Ligne(
        "freins:diagnostic", EDITION, GESTE, dossier,
        lambda m: {"etape": "enregistrer", "theme_logement": "genant"},
    ),
    Ligne(
        "freins:sante", attendus(403, chloe=404), attendus(403, awa=200, chloe=404), dossier,
        lambda m: {"motif": "Préparer une orientation"},
    ),
    Ligne(
        "freins:sante_limites", attendus(405), REFERENTE, dossier,
        lambda m: {"limites": ["nuit"], "accord": "on", "moyen": "oral"},
    ),
    Ligne("freins:sante_retirer", attendus(405), REFERENTE, dossier),
    Ligne("freins:verifier", EDITION, GESTE, a_verifier, lambda m: {"reponse": "ecarter", "raison": "Vu"}),
    Ligne("freins:garde", EDITION, GESTE, dossier, lambda m: {"est_seul": "oui"}),
    Ligne(
        "freins:enfant_nouveau", EDITION, GESTE, dossier,
        lambda m: {"annee": JOUR.year - 3, "scolarite": "maternelle", "jeton": uuid4()},
    ),
    Ligne(
        "freins:enfant", EDITION, GESTE, enfant,
        lambda m: {"annee": JOUR.year - 4, "scolarite": "maternelle"},
    ),
    Ligne("freins:enfant_retirer", attendus(405), GESTE, enfant),
    Ligne("freins:garde_retenir", attendus(405), GESTE, dossier),
    Ligne(
        "freins:clore", EDITION, GESTE, dossier,
        lambda m: {"issue": "emploi_durable", "clos_le": JOUR.isoformat()},
    ),
    Ligne("freins:rouvrir", attendus(405), GESTE, dossier),
    Ligne("freins:bilan", LECTURE, preparer=dossier),
    Ligne(
        "freins:imprimer_bilan", attendus(405),
        attendus(403, awa=302, bruno=302, denis=302, chloe=404), dossier,
    ),
    Ligne("freins:mes_rappels", attendus(405), attendus(403, nadia=302, karim=302)),
    Ligne("freins:modifier", attendus(405), GESTE, frein, lambda m: {"impact": "bloquant"}),
    Ligne("freins:geste", attendus(405), GESTE, frein_geste),
    Ligne("freins:plan", LECTURE, preparer=dossier),
    Ligne(
        "freins:objectif_nouveau", attendus(405), GESTE, dossier,
        lambda m: {"intitule": "Passer le permis", "jeton": uuid4()},
    ),
    Ligne(
        "freins:plan_accord", attendus(405), GESTE, dossier,
        lambda m: {"convenu_le": JOUR.isoformat(), "convenu_comment": "oral"},
    ),
    Ligne(
        "freins:action_nouvelle", EDITION, GESTE, objectif,
        lambda m: {"intitule": "Appeler", "porteur": "referent", "echeance_le": PLUS_TARD,
                   "jeton": uuid4()},
    ),
    Ligne(
        "freins:action", EDITION, GESTE, action,
        lambda m: {"intitule": "Appeler", "porteur": "referent", "echeance_le": PLUS_TARD,
                   "version": 1},
    ),
    Ligne(
        "freins:action_terminer", EDITION, GESTE, action,
        lambda m: {"issue": "rien", "version": 1},
    ),
    Ligne(
        "freins:action_abandonner", attendus(405), GESTE, action,
        lambda m: {"motif": "delai", "version": 1},
    ),
    Ligne(
        "freins:imprimer_plan", attendus(405),
        attendus(403, awa=302, bruno=302, denis=302, chloe=404), dossier,
    ),
    Ligne("freins:imprime", DEMANDEUSE, preparer=imprime),
    Ligne("freins:imprime_pdf", DEMANDEUSE, preparer=imprime),
    Ligne("freins:imprimer_mon_plan", attendus(405), attendus(403, nadia=302, karim=302)),
    Ligne("freins:mon_accord", attendus(405), attendus(403, nadia=302, karim=404), sans_adresse),
    Ligne("freins:action_geste", attendus(405), GESTE, action_geste),
    Ligne("freins:mon_plan", attendus(403, nadia=200, karim=200)),
    Ligne(
        "freins:etape_faite", attendus(405), attendus(403, nadia=302, karim=404), action,
    ),
    Ligne(
        "freins:mes_limites", attendus(403, nadia=200, karim=200),
        attendus(403, nadia=302, karim=302),
        donnees=lambda m: {"limites": ["nuit"], "accord": "on"},
    ),
]  # fmt: skip
