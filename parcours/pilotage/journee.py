"""Ma journée: what to do today, and the active file in four figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from freins.models import Frein
from matching.services import nouvelles_pistes_fortes
from parcours.comptes.models import Utilisateur
from parcours.comptes.roles import ACCOMPAGNEMENT, exige_role
from parcours.dossiers.acces import compte
from parcours.dossiers.models import Dossier
from parcours.orientations.models import Orientation
from parcours.pilotage.alertes import sans_contact
from parcours.pilotage.gestes import gestes_du_jour
from parcours.socle.horloge import aujourd_hui

PREMIERS = 10  # what one sees at a glance; the rest opens below


@exige_role(*ACCOMPAGNEMENT)
@require_GET
def journee(request: HttpRequest) -> HttpResponse:
    """Show the day of the référent logged in."""
    referent, jour = compte(request), aujourd_hui()
    gestes = gestes_du_jour(referent, jour)
    contexte = {
        "jour": jour,
        "nombre": len(gestes),
        "gestes": gestes[:PREMIERS],
        "ensuite": gestes[PREMIERS:],
        "chiffres": chiffres(referent),
        "pistes": nouvelles_pistes_fortes(referent, 5),
    }
    return render(request, "pilotage/journee.html", contexte)


def chiffres(referent: Utilisateur) -> list[tuple[int, str]]:
    """Return the four figures of the active file of a référent, with their words."""
    ouverts = Dossier.objects.filter(referent=referent, statut="ouvert")
    mois = aujourd_hui().replace(day=1)
    leves = Frein.objects.filter(dossier__referent=referent, statut="leve", leve_le__gte=mois)
    en_poste = Orientation.objects.filter(
        dossier__referent=referent, etat="en_cours", ouverture__isnull=False
    )
    return [
        (ouverts.count(), "dossiers ouverts"),
        (sans_contact(ouverts).count(), "sans contact depuis 30 j"),
        (leves.exclude(thematique="sante").count(), "freins levés ce mois-ci"),
        (en_poste.count(), "en poste ou en formation"),
    ]
