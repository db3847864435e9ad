"""manage.py bench_ecrans: how long each page takes at 5,000 dossiers and 50,000 openings.

Run it on a database of its own:
    VAR_DIR=var/bench LOCAL=on python manage.py bench_ecrans --dossiers 5000 --ouvertures 50000
An empty database is filled first; a filled one is measured as it is.
"""

import json
import math
import statistics
import time
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

from parcours.comptes.models import Role, Utilisateur
from parcours.dossiers.models import Dossier
from parcours.offres.models import Ouverture
from parcours.orientations.models import Orientation
from parcours.referentiels import services
from parcours.socle.memoire import figer

BUT_MS = 200.0
FRAPPE_MS = 30.0  # while typing
# What is typed when someone says that childcare covers their mornings and days, and that they cycle.
CONVERSATION = {
    "theme_garde": "bloquant", "garde-presente": "1", "garde-etat": "grille",
    "garde-grille_plage": [f"{jour}-{plage}" for jour in range(5) for plage in ("matin", "journee")],
    "theme_mobilite": "genant", "mobilite-presente": "1", "mobilite-velo": "30",
}  # fmt: skip


class Ecran(NamedTuple):
    """A page to measure: a GET, or the POST of `donnees`."""

    nom: str
    adresse: str
    compte: Utilisateur
    donnees: dict[str, Any] | None = None
    but_ms: float = BUT_MS


@dataclass(frozen=True)
class Mesure:
    """One page measured: milliseconds over the counted requests, bytes of the answer."""

    ecran: str
    role: str
    p50_ms: float
    p95_ms: float
    max_ms: float
    octets: int
    tient_le_but: bool
    but_ms: float


class Command(BaseCommand):
    help = "Mesure la durée de chaque écran (banc d’essai, pas un test)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossiers", type=int, default=5000)
        parser.add_argument("--ouvertures", type=int, default=50000)
        parser.add_argument("--fois", type=int, default=20)
        parser.add_argument(
            "--seulement", default="", help="ce par quoi le nom des écrans commence"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        self._remplir(options["dossiers"], options["ouvertures"])
        setup_test_environment(debug=False)
        try:
            get_resolver().url_patterns  # noqa: B018 (as parcours.wsgi does)
            figer()
            choisis = [e for e in ecrans() if e.nom.startswith(options["seulement"])]
            mesures = [_mesurer(ecran, fois=options["fois"]) for ecran in choisis]
        finally:
            teardown_test_environment()
        if options["json"]:
            for mesure in mesures:
                self.stdout.write(json.dumps(asdict(mesure), ensure_ascii=False))
            return
        self.stdout.write(
            f"{Dossier.objects.count()} dossiers, {Ouverture.objects.count()} ouvertures"
        )
        self.stdout.write(f"{'écran':<28}{'rôle':<14}{'p50':>8}{'p95':>8}{'max':>8}{'ko':>7}")
        for m in mesures:
            marque = "" if m.tient_le_but else f"   > {m.but_ms:.0f} ms"
            self.stdout.write(
                f"{m.ecran:<28}{m.role:<14}{m.p50_ms:>8.1f}{m.p95_ms:>8.1f}{m.max_ms:>8.1f}"
                f"{m.octets / 1024:>7.1f}{marque}"
            )

    def _remplir(self, dossiers: int, ouvertures: int) -> None:
        call_command("migrate", verbosity=0)
        self._charger(dossiers, ouvertures)
        if not services.est_appris():
            call_command("apprendre_intitules", stdout=self.stderr)

    def _charger(self, dossiers: int, ouvertures: int) -> None:
        if Dossier.objects.exists():
            return
        self.stderr.write("Base vide : chargement du volume (quelques minutes)…")
        call_command("charger_referentiels", stdout=self.stderr)
        call_command("charger_demonstration", stdout=self.stderr)
        call_command("charger_demonstration", volume=[dossiers, ouvertures], stdout=self.stderr)


def ecrans() -> list[Ecran]:
    """Return the pages people use most."""
    awa = _compte("awa", Role.CONSEILLER)
    denis = _compte("denis", Role.RESPONSABLE)
    nadia = _compte("nadia", Role.PERSONNE)
    dossier = Dossier.objects.filter(referent=awa, statut="ouvert").order_by("pk").first()
    if dossier is None:
        raise CommandError("Aucun dossier ouvert pour Awa : charger d’abord la démonstration.")
    du_dossier = [
        "dossiers:synthese", "dossiers:qualifications", "dossiers:journal", "freins:onglet",
        "freins:diagnostic", "freins:plan", "matching:suggestions", "matching:lever", "orientations:onglet",
    ]  # fmt: skip
    pages = [Ecran(nom, reverse(nom, args=[dossier.pk]), awa) for nom in du_dossier]
    pages.append(
        Ecran("matching:compte", reverse("matching:compte", args=[dossier.pk]), awa, CONVERSATION)
    )
    simples = ["pilotage:journee", "pilotage:file_active", "dossiers:contacts", "dossiers:contact_nouveau",
               "offres:liste", "solutions:liste"]  # fmt: skip
    pages += [Ecran(nom, reverse(nom), awa) for nom in simples]
    pages += [
        Ecran("pilotage:file_active (structure)", reverse("pilotage:file_active"), denis),
        Ecran("offres:liste (recherche)", reverse("offres:liste") + "?q=propret%C3%A9", awa),
        Ecran("matching:mes_pistes", reverse("matching:mes_pistes"), nadia),
        Ecran("matching:chercher", reverse("matching:chercher") + "?q=nounou", nadia),
        *_frappes(awa),
        *_coordination(),
        Ecran("freins:mon_plan", reverse("freins:mon_plan"), nadia),
    ]
    ouverture = Ouverture.objects.filter(etat="publiee").order_by("pk").first()
    if ouverture:
        pages.append(Ecran("offres:fiche", reverse("offres:fiche", args=[ouverture.pk]), awa))
    if orientation := Orientation.objects.filter(dossier__referent=awa).order_by("pk").first():
        pages.append(
            Ecran("orientations:fiche", reverse("orientations:fiche", args=[orientation.pk]), awa)
        )
    employeur = Utilisateur.objects.filter(role=Role.EMPLOYEUR).order_by("pk").first()
    if employeur:
        pages.append(Ecran("orientations:reponses", reverse("orientations:reponses"), employeur))
    return pages


def _coordination() -> list[Ecran]:
    """The screens of the coordinator, who reads everybody at once."""
    fatima = _compte("fatima", Role.PILOTAGE)
    noms = ("equite", "equite_employeurs", "equite_autour", "equite_classement", "territoire",
            "metiers_du_territoire", "solutions_collectives", "indicateurs")  # fmt: skip
    return [Ecran(f"pilotage:{nom}", reverse(f"pilotage:{nom}"), fatima) for nom in noms]


def _frappes(compte: Utilisateur) -> list[Ecran]:
    """One key pressed in the métier field: a beginning, a slip, the title of an offer."""
    adresse = reverse("referentiels:metiers")
    textes = {"début": "nou", "faute": "caristte", "titre": "urgent recherche maçon H/F CDI"}
    return [
        Ecran(f"métier, {quoi}", f"{adresse}?{urlencode({'q': texte})}", compte, but_ms=FRAPPE_MS)
        for quoi, texte in textes.items()
    ]


def _compte(prenom: str, role: Role) -> Utilisateur:
    compte = Utilisateur.objects.filter(prenom__iexact=prenom, role=role).first()
    if compte is None:
        raise CommandError(f"Compte de démonstration absent : {prenom}. Charger la démonstration.")
    return compte


def _mesurer(ecran: Ecran, *, fois: int) -> Mesure:
    client = Client(headers={"host": "localhost"})
    client.force_login(ecran.compte, backend="django.contrib.auth.backends.ModelBackend")
    reponse = _demander(client, ecran)
    if reponse.status_code != 200:
        raise CommandError(f"{ecran.nom} a répondu {reponse.status_code} : rien à mesurer.")
    durees = []
    for _ in range(fois):
        debut = time.perf_counter()
        reponse = _demander(client, ecran)
        durees.append((time.perf_counter() - debut) * 1000)
    p50, p95 = statistics.median(durees), sorted(durees)[math.ceil(fois * 0.95) - 1]
    return Mesure(
        ecran.nom, ecran.compte.role, round(p50, 1), round(p95, 1), round(max(durees), 1),
        len(reponse.content), p95 <= ecran.but_ms, ecran.but_ms,
    )  # fmt: skip


def _demander(client: Client, ecran: Ecran) -> Any:
    if ecran.donnees is None:
        return client.get(ecran.adresse)
    return client.post(ecran.adresse, ecran.donnees)
