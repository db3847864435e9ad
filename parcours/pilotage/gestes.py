"""What a counsellor has to do today: one function per reason, each a bounded query."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from freins.models import A_FAIRE, Action
from freins.resumes import intitule_montrable
from matching import services
from matching.models import GesteSuggestion, Suggestion
from parcours.comptes.models import Utilisateur
from parcours.dossiers.modeles.contacts import BlocageDit
from parcours.dossiers.models import ContactTerrain, Dossier, Echange, Situation
from parcours.offres.models import EtatOuverture, Ouverture
from parcours.orientations.models import EtatOrientation, Orientation
from parcours.pilotage import alertes, gestes_suite
from parcours.pilotage.equite import alertes as alertes_equite
from parcours.pilotage.geste import PAR_MOTIF, Geste

JOURS_SANS_REPONSE = 10
JOURS_SANS_NOUVELLES = 15
JOURS_AVANT_FIN_DE_DROIT = 30
JOURS_AVANT_FERMETURE = 2
SUIVIS = ("ouvert", "suspendu")  # what is closed leaves the day; its referrals are told by e-mail


Motif = Callable[[Utilisateur, date], Iterator[Geste]]


def gestes_du_jour(referent: Utilisateur, jour: date) -> list[Geste]:
    """Return everything to do today by this référent, the most pressing first."""
    return sorted(
        (geste for motif in MOTIFS for geste in motif(referent, jour)), key=lambda g: g.urgence
    )


def _les_siens(referent: Utilisateur) -> QuerySet[Dossier]:
    return Dossier.objects.filter(referent=referent, statut="ouvert")


def _rendez_vous(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    debut = timezone.make_aware(datetime.combine(jour, time.min))
    prevus = Echange.objects.filter(
        par=referent, presence="prevu", quand__gte=debut, quand__lt=debut + timedelta(days=1)
    ).select_related("dossier__personne")
    for echange in prevus.order_by("quand")[:PAR_MOTIF]:
        heure = date_format(timezone.localtime(echange.quand), "G \\h i")
        yield Geste(
            5, heure, echange.dossier.personne.nom_court, echange.get_nature_display().lower(),
            "prévu aujourd’hui", reverse("dossiers:synthese", args=[echange.dossier_id]), "Voir",
        )  # fmt: skip


def _actions(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    dues = Action.objects.filter(
        Q(echeance_le__lte=jour + timedelta(days=1)) | Q(rappel_le__lte=jour),
        objectif__plan__dossier__referent=referent,
        objectif__plan__dossier__statut="ouvert",
        statut__in=A_FAIRE,
    ).select_related("objectif__plan__dossier__personne", "objectif__frein")
    for action in dues.order_by("echeance_le", "pk")[:PAR_MOTIF]:
        dossier, retard = action.objectif.plan.dossier, (jour - action.echeance_le).days
        yield Geste(
            10 - max(min(retard, 9), -1), _echeance(action.echeance_le, jour),
            dossier.personne.nom_court, intitule_montrable(action),
            action.objectif.intitule if not action.objectif.frein_id else "étape de son plan",
            reverse("freins:action_terminer", args=[action.pk]), "Fait…", retard > 0,
        )  # fmt: skip


def _echeance(echeance: date, jour: date) -> str:
    retard = (jour - echeance).days
    if retard > 0:
        return f"{retard} j de retard"
    return {0: "aujourd’hui", -1: "demain"}.get(
        retard
    ) or f"rappel, le {date_format(echeance, 'j F')}"


REPONSES = {
    EtatOrientation.ENTRETIEN: "propose un entretien",
    EtatOrientation.PREALABLE: "demande une étape préalable",
    EtatOrientation.ACCEPTEE: "accepte",
    EtatOrientation.REFUSEE: "ne donne pas suite",
}


def _reponses(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    recues = (
        Orientation.objects.filter(
            dossier__referent=referent,
            dossier__statut__in=SUIVIS,
            etat__in=list(REPONSES),
            modifie_le__gte=timezone.now() - timedelta(days=3),
        )
        .exclude(repondue_le=None)
        .select_related("dossier__personne", "ouverture__employeur", "solution__structure")
    )
    for o in recues.order_by("-modifie_le")[:PAR_MOTIF]:
        yield Geste(
            12, f"reçu {_instant(o.modifie_le, jour)}", o.dossier.personne.nom_court,
            f"{_destinataire(o)} {REPONSES[EtatOrientation(o.etat)]}", _cible(o),
            reverse("orientations:fiche", args=[o.pk]), "Voir la réponse",
        )  # fmt: skip


def _ouis(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    ouis = Suggestion.objects.filter(
        dossier__referent=referent, dossier__statut="ouvert", geste=GesteSuggestion.OUI
    ).select_related("dossier__personne", "ouverture")
    for s in ouis.order_by("-modifie_le")[:PAR_MOTIF]:
        adresse = reverse("orientations:nouvelle", args=[s.dossier_id])
        yield Geste(
            14, _instant(s.modifie_le, jour), s.dossier.personne.nom_court,
            f"dit oui à « {s.ouverture.intitule} »", "à transmettre avec son accord",
            f"{adresse}?ouverture={s.ouverture_id}", "Orienter",
        )  # fmt: skip


def _contacts(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    a_rappeler = ContactTerrain.objects.filter(
        par=referent, rappeler_le__lte=jour, issue="a_rappeler"
    ).select_related("personne")
    for contact in a_rappeler.order_by("rappeler_le")[:PAR_MOTIF]:
        retard = (jour - contact.rappeler_le).days if contact.rappeler_le else 0
        noms = ", ".join(_blocages(contact)) or "rien de noté"
        yield Geste(
            20, f"{retard} j de retard" if retard else "aujourd’hui", contact.personne.nom_court,
            f"à rappeler (rencontre du {date_format(contact.quand, 'j F')}, {contact.lieu})",
            f"{noms} · pas encore de dossier", reverse("dossiers:contacts"), "Appeler",
            retard > 0,
        )  # fmt: skip


def _blocages(contact: ContactTerrain) -> list[str]:
    connus = dict(BlocageDit.choices)
    return [str(connus[code]) for code in contact.blocages if code in connus]


def _fermetures(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Openings about to close that stand at the head of someone's list."""
    proches = Ouverture.objects.filter(
        etat=EtatOuverture.PUBLIEE,
        expire_le__gte=jour,
        expire_le__lte=jour + timedelta(days=JOURS_AVANT_FERMETURE),
    )
    cles, gens = set(proches.values_list("pk", flat=True)), defaultdict(list)
    for dossier_id, tete, _ in services.tetes(referent) if cles else ():
        for cle in {rang[0] for rang in tete} & cles:
            gens[cle].append(dossier_id)
    premieres = sorted(gens, key=lambda cle: (-len(gens[cle]), cle))[:PAR_MOTIF]
    bientot = dict(Ouverture.objects.filter(pk__in=premieres).values_list("pk", "intitule"))
    qui = services.noms_courts({pk for cle in premieres for pk in gens[cle][:4]})
    for cle in premieres:
        noms = gens[cle]
        combien = "1 personne" if len(noms) == 1 else f"{len(noms)} personnes"
        yield Geste(
            30, "ferme bientôt", combien, f"pour « {bientot[cle]} »", f"Parmi ses premières pistes : {', '.join(qui[pk] for pk in noms[:4])}",
            reverse("offres:fiche", args=[cle]), "Voir",
        )  # fmt: skip


def _sans_reponse(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    limite = timezone.now() - timedelta(days=JOURS_SANS_REPONSE)
    muettes = Orientation.objects.filter(
        dossier__referent=referent,
        dossier__statut__in=SUIVIS,
        etat__in=["envoyee", "a_l_etude"],
        envoyee_le__lte=limite,
    ).select_related("dossier__personne", "ouverture__employeur", "solution__structure")
    for o in muettes.order_by("envoyee_le")[:PAR_MOTIF]:
        attente = (timezone.now() - o.envoyee_le).days if o.envoyee_le else 0
        relance = (
            f"relancé le {date_format(o.relancee_le, 'j/m')}" if o.relancee_le else "jamais relancé"
        )
        yield Geste(
            40, f"{attente} j sans réponse", o.dossier.personne.nom_court,
            f"orientation vers {_destinataire(o)}", f"{_cible(o)} · {relance}",
            reverse("orientations:fiche", args=[o.pk]), "Relancer",
        )  # fmt: skip


def _sans_nouvelles(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    limite = timezone.now() - timedelta(days=JOURS_SANS_NOUVELLES)
    silencieuses = Orientation.objects.filter(
        dossier__referent=referent,
        dossier__statut__in=SUIVIS,
        etat__in=["prealable", "entretien"],
        modifie_le__lte=limite,
    ).select_related("dossier__personne", "ouverture__employeur", "solution__structure")
    for o in silencieuses.order_by("modifie_le")[:PAR_MOTIF]:
        yield Geste(
            42, "sans nouvelles", o.dossier.personne.nom_court,
            f"{o.get_etat_display().lower()} chez {_destinataire(o)}",
            f"{_cible(o)} · depuis le {date_format(o.modifie_le, 'j F')}",
            reverse("orientations:fiche", args=[o.pk]), "Prendre des nouvelles",
        )  # fmt: skip


def _fins_de_droit(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    bientot = Situation.objects.filter(
        dossier__referent=referent, dossier__statut="ouvert", est_oui=True,
        au__gte=jour, au__lte=jour + timedelta(days=JOURS_AVANT_FIN_DE_DROIT),
    ).select_related("dossier__personne")  # fmt: skip
    for situation in bientot.order_by("au")[:PAR_MOTIF]:
        assert situation.au is not None
        yield Geste(
            50, date_format(situation.au, "j F"), situation.dossier.personne.nom_court,
            f"échéance : {situation.get_nature_display()}", f"dans {(situation.au - jour).days} jours",
            reverse("dossiers:synthese", args=[situation.dossier_id]), "Préparer",
        )  # fmt: skip


def _sans_contact(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    perdus = alertes.sans_contact(_les_siens(referent)).select_related("personne")
    ordre = F("dernier_contact_le").asc(nulls_first=True)
    for dossier in perdus.order_by(ordre, "pk")[:PAR_MOTIF]:
        dernier = dossier.dernier_contact_le
        depuis = timezone.localdate(dernier) if dernier else dossier.ouvert_le
        yield Geste(
            60, f"{(jour - depuis).days} j sans contact", dossier.personne.nom_court, "à recontacter",
            f"dernier contact le {date_format(depuis, 'j F')}" if dernier else "jamais contactée",
            reverse("dossiers:echange_nouveau", args=[dossier.pk]), "Noter un échange",
        )  # fmt: skip


def _destinataire(o: Orientation) -> str:
    if o.ouverture:
        return o.ouverture.chez or "l’employeur"
    return o.solution.structure.nom if o.solution else ""


def _cible(o: Orientation) -> str:
    return o.ouverture.intitule if o.ouverture else o.solution.nom if o.solution else ""


def _instant(quand: datetime, jour: date) -> str:
    local = timezone.localtime(quand)
    if local.date() == jour:
        return date_format(local, "G \\h i")
    return "hier" if (jour - local.date()).days == 1 else date_format(local, "j F")


def _alertes(referent: Utilisateur, jour: date) -> Iterator[Geste]:
    """Groups of the structure eligible and never referred: one open list to look at."""
    for alerte in alertes_equite.ouvertes(referent)[:2]:
        yield Geste(
            45, _instant(alerte.cree_le, jour), "Équité", alertes_equite.titre(alerte),
            "une raison par personne, et quoi faire",
            reverse("pilotage:alerte", args=[alerte.pk]), "Ouvrir",
        )  # fmt: skip


MOTIFS: tuple[Motif, ...] = (
    _rendez_vous,
    _actions,
    alertes.gestes_a_preciser,
    _reponses,
    _ouis,
    _contacts,
    alertes.gestes_de_doute,
    _fermetures,
    gestes_suite.gestes_d_appel,
    _sans_reponse,
    _sans_nouvelles,
    gestes_suite.gestes_de_maintien,
    _fins_de_droit,
    alertes.gestes_sans_etape,
    _sans_contact,
    _alertes,
)
