"""The code base holds its own rules: one test per rule, whose failure names what to mend.

Rules of design/06 that a reader would otherwise have to check by eye. `docs/glossaire.md` is held
against the models here too.
"""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import IsAuthenticated

from api.permissions import RoleEtPortee
from parcours.socle.texte import sans_accents

RACINE = Path(__file__).resolve().parent.parent
PAQUETS = ("parcours", "matching", "freins", "api")
APPLICATIONS = {
    "socle", "comptes", "referentiels", "dossiers", "solutions", "offres", "orientations",
    "freins", "matching", "pilotage", "demonstration", "api",
}  # fmt: skip
TETE = {
    "manage.py", "parcours", "matching", "freins", "api", "templates", "tests", "docs", "data",
    "deploy", ".ci", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "NOTICE",
    "Makefile", "pyproject.toml", "requirements.in", "requirements.txt", "requirements-dev.in",
    "requirements-dev.txt", ".gitignore",
}  # fmt: skip

# Right French without the accent too, in another sense.
HOMOGRAPHES = {"a", "de", "des", "du", "la", "ou", "code", "expire", "mesure", "note", "recherche"}
SIGLES = {"id", "qpv", "rome", "siret", "epci", "uuid", "url", "pk"}


# --- reading the tree ----------------------------------------------------------------------------


@cache
def _sources(*dossiers: str) -> dict[Path, str]:
    """The Python modules we write, by relative path; migrations are generated and left out."""
    return {
        fichier.relative_to(RACINE): fichier.read_text()
        for dossier in dossiers
        for fichier in sorted((RACINE / dossier).rglob("*.py"))
        if "migrations" not in fichier.parts
    }


@cache
def _arbres(*dossiers: str) -> dict[Path, ast.Module]:
    return {chemin: ast.parse(texte) for chemin, texte in _sources(*dossiers).items()}


@cache
def _gabarits() -> dict[str, str]:
    dossier = RACINE / "templates"
    fichiers = sorted(f for f in dossier.rglob("*") if f.suffix in {".html", ".txt", ".svg"})
    return {f.relative_to(dossier).as_posix(): f.read_text() for f in fichiers}


def _fonctions() -> Iterator[tuple[str, int]]:
    for chemin, arbre in _arbres(*PAQUETS).items():
        for noeud in ast.walk(arbre):
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{chemin}:{noeud.name}", (noeud.end_lineno or 0) - noeud.lineno + 1


def _modeles() -> list[type[models.Model]]:
    """Our models; the history tables mirror them and follow their names."""
    return [
        m
        for m in apps.get_models()
        if m._meta.app_label in APPLICATIONS and not m.__name__.startswith("Historical")
    ]


def _champs(modele: type[models.Model]) -> list[models.Field]:
    return [f for f in modele._meta.get_fields() if isinstance(f, models.Field)]


# --- size and shape ------------------------------------------------------------------------------


def test_nothing_lies_at_the_top_but_what_the_house_has() -> None:
    ignores = {".git", ".venv", "var", ".hypothesis", ".import_linter_cache"}
    presents = {f.name for f in RACINE.iterdir() if not f.name.endswith("_cache")}
    assert presents - ignores <= TETE


def test_no_room_for_everything_and_nothing() -> None:
    fourre_tout = {"utils", "helpers", "misc", "common", "tools", "divers"}
    noms = {str(c) for c in _sources(*PAQUETS, "tests") if c.stem in fourre_tout}
    assert not noms


def test_modules_stay_under_500_lines() -> None:
    longs = {
        str(c): n for c, t in _sources(*PAQUETS, "tests").items() if (n := t.count("\n")) > 500
    }
    assert not longs


def test_functions_stay_short() -> None:
    """None over 60 lines; 90 % under 30; half of them ten or less."""
    tailles = dict(_fonctions())
    assert not {nom: n for nom, n in tailles.items() if n > 60}
    assert sum(n <= 30 for n in tailles.values()) >= 0.9 * len(tailles)
    assert statistics.median(tailles.values()) <= 10


def test_views_are_predicate_form_service_redirect() -> None:
    """Bodies of 15 lines are the aim, 20 the wall: more belongs in a form or a service."""
    longues = {
        f"{chemin}:{noeud.name}": n
        for chemin, arbre in _arbres(*PAQUETS).items()
        if "views" in chemin.parts or chemin.stem == "views"
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.FunctionDef) and not noeud.name.startswith("_")
        if (n := _lignes_de_corps(noeud)) > 20
    }
    assert not longues


def _lignes_de_corps(fonction: ast.FunctionDef) -> int:
    corps = fonction.body[1:] if ast.get_docstring(fonction) else fonction.body
    return (fonction.end_lineno or 0) - corps[0].lineno + 1 if corps else 0


def test_nothing_is_left_for_later_in_the_code() -> None:
    marques = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    textes = {**_sources(*PAQUETS, "tests"), **{Path(n): t for n, t in _gabarits().items()}}
    assert not [str(c) for c, t in textes.items() if marques.search(t)]


def test_no_path_of_one_machine_is_written() -> None:
    """A path of somebody's home or of a workplace works nowhere else."""
    machine = re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|ho" r"me|Us" r"ers)/[\w.]")
    fichiers = [
        f
        for nom in TETE
        for f in ([RACINE / nom] if (RACINE / nom).is_file() else (RACINE / nom).rglob("*"))
        if f.is_file() and f.suffix in {"", ".py", ".md", ".html", ".toml", ".in", ".txt", ".json",
                                        ".csv", ".env", ".service", ".css", ".js", ".geojson"}
        and "__pycache__" not in f.parts
    ]  # fmt: skip
    assert len(fichiers) > 200
    fautifs = [f.relative_to(RACINE).as_posix() for f in fichiers if machine.search(f.read_text())]
    assert not fautifs


def test_no_signals() -> None:
    """A service says what it does; nothing happens behind its back."""
    motif = re.compile(
        r"db\.models\.signals|from django\.(?:core|dispatch|db\.models) import signals|@receiver"
    )
    assert not [str(c) for c, t in _sources(*PAQUETS).items() if motif.search(t)]


def test_no_logic_in_save() -> None:
    """Writes go through services; a `save` that decides hides from them."""
    fautes = [
        f"{chemin}:{classe.name}"
        for chemin, arbre in _arbres(*PAQUETS).items()
        for classe in ast.walk(arbre)
        if isinstance(classe, ast.ClassDef)
        for f in classe.body
        if isinstance(f, ast.FunctionDef)
        and f.name in {"save", "delete"}
        # DELETE of the API: an HTTP verb, not the deletion of a record.
        and [a.arg for a in f.args.args[:2]] != ["self", "request"]
    ]
    assert not fautes


def test_every_module_says_what_it_is() -> None:
    muets = [
        str(c)
        for c, arbre in _arbres(*PAQUETS).items()
        if arbre.body and not ast.get_docstring(arbre) and c.name not in {"apps.py", "__init__.py"}
    ]
    assert not muets


def test_urls_modules_read_as_a_tree() -> None:
    """The branches of an app are said in the docstring of its `urls.py`, or in comments."""
    fautes = []
    for chemin, texte in _sources(*PAQUETS).items():
        if chemin.name != "urls.py" or chemin in {Path("parcours/urls.py"), Path("api/urls.py")}:
            continue
        dit = (ast.get_docstring(_arbres(*PAQUETS)[chemin]) or "") + "".join(
            re.findall(r"^\s*#.*$", texte, re.MULTILINE)
        )
        branches = set(re.findall(r'path\(\s*f?"([a-z-]+)/', texte))
        sous_branches = set(re.findall(r"^# .*/([a-z-]+)/", texte, re.MULTILINE))
        if sous_branches:  # lists included in one another: the code itself is the tree
            branches &= set(re.findall(r'path\("([a-z-]+)/", include', texte))
        fautes += [f"{chemin}: {mot}" for mot in branches if mot not in dit]
    assert not fautes


# --- closed by default ---------------------------------------------------------------------------


def test_the_site_is_closed_by_default() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    acces = settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"]
    assert acces == ["rest_framework.permissions.IsAuthenticated"]


def test_open_pages_are_a_closed_list() -> None:
    """What anyone on the Internet may reach, by hand; the API and assets guard themselves."""
    ouvertes = {
        nom for nom, vue in _vues(get_resolver()) if not getattr(vue, "login_required", True)
    }
    api = {nom for nom in ouvertes if nom.startswith("api:")}
    assert ouvertes - api == {
        "pilotage:comment_ca_marche", "comptes:connexion", "comptes:lien", "comptes:mot_de_passe_oublie", "offres:inscription",
        "orientations:repondre", "admin:login", "api_inconnue",
        "pilotage:etat_du_service", "pilotage:metriques",
    }  # fmt: skip


def test_the_api_is_closed_by_default() -> None:
    """Each of its views asks who calls; those of our own also ask the role and the scope."""
    vues = dict(_vues(get_resolver()))
    for nom, vue in vues.items():
        if nom.startswith("api:") and hasattr(vue, "cls"):
            attendue = IsAuthenticated if nom == "api:schema" else RoleEtPortee
            acces = vue.initkwargs.get("permission_classes", vue.cls.permission_classes)
            assert acces == [attendue], nom


def _vues(resolver: URLResolver, espace: str = "") -> Iterator[tuple[str, object]]:
    for motif in resolver.url_patterns:
        if isinstance(motif, URLResolver):
            yield from _vues(motif, f"{motif.namespace}:" if motif.namespace else espace)
        elif isinstance(motif, URLPattern):
            yield f"{espace}{motif.name}", motif.callback


# --- models --------------------------------------------------------------------------------------


@cache
def _mots_a_accents() -> set[str]:
    """Words of our screens that take accents, written without them: `metier`, `cree`, `arrivee`."""
    mots: set[str] = set()
    for texte in (*_gabarits().values(), *_sources(*PAQUETS).values(), *_pages().values()):
        mots.update(mot for mot in re.findall(r"[a-zà-ÿœ]+", texte.lower()) if not mot.isascii())
    return {sans_accents(mot) for mot in mots} - HOMOGRAPHES


@cache
def _pages() -> dict[str, str]:
    return {f.name: f.read_text() for f in (RACINE / "docs").rglob("*.md")}


def test_every_model_and_field_has_a_french_name() -> None:
    """The automatic name stays only where it is right French: no accent, capital or « id »."""
    fautes = []
    for modele in _modeles():
        if "verbose_name" not in modele._meta.original_attrs:
            fautes.append(modele._meta.label)
        for champ in _champs(modele):
            mots = set(champ.name.split("_"))
            est_automatique = getattr(champ, "_verbose_name", None) is None
            if est_automatique and champ.name != "id" and mots & (_mots_a_accents() | SIGLES):
                fautes.append(f"{modele._meta.label}.{champ.name}")
    assert not fautes


def test_forbidden_data_has_no_column() -> None:
    """DATA-01 and DATA-02: what must never be known has nowhere to be written."""
    interdits = re.compile(
        r"religi|confession|ethni|racial|opinion|orientation_sex|syndi|politi|(^|_)nir($|_)"
        r"|secu(rite)?_soc|numero_secu|casier|origine_geo|couleur|diagnostic|pathologie|grossesse"
    )
    trouves = [
        f"{m._meta.label}.{f.name}"
        for m in apps.get_models()
        if m._meta.app_label in APPLICATIONS
        for f in _champs(m)
        if interdits.search(f.name)
    ]
    assert not trouves


def test_nationality_is_three_groups_and_may_be_unknown() -> None:
    """DATA-03: what the right to work needs, never a country."""
    champs = [f for m in _modeles() for f in _champs(m) if "nationalite" in f.name]
    assert len(champs) == 1
    assert {code for code, _ in champs[0].flatchoices if code} == {"fr", "ue", "hors_ue"}
    assert champs[0].null or champs[0].blank


def test_stored_choices_are_plain_codes() -> None:
    """Accents in stored values break filters, exports and other people's imports."""
    code_simple = re.compile(r"[A-Za-z0-9_+.:-]*")
    fautes = [
        f"{m._meta.label}.{f.name}={code!r}"
        for m in _modeles()
        for f in _champs(m)
        for code, _ in f.flatchoices
        if not code_simple.fullmatch(str(code if code is not None else ""))
    ]
    assert not fautes


def test_constraints_are_named_as_sentences() -> None:
    """Their name is what an error shows: « un_lien_expire_apres_sa_creation »."""
    fautes = [
        f"{m._meta.label}: {c.name}"
        for m in _modeles()
        for c in m._meta.constraints
        if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", c.name)
    ]
    assert not fautes


def test_names_of_fields_say_their_kind() -> None:
    """`_le` is a date or an instant, `est_` / `a_` / `peut_` a boolean."""
    dates = (models.DateField, models.DateTimeField)
    fautes = [
        f"{m._meta.label}.{f.name}"
        for m in _modeles()
        for f in _champs(m)
        if (f.name.endswith("_le") and not isinstance(f, dates))
        or (f.name.startswith(("est_", "peut_")) and not isinstance(f, models.BooleanField))
    ]
    assert not fautes


# --- the glossary --------------------------------------------------------------------------------


@cache
def _glossaire() -> str:
    return (RACINE / "docs" / "glossaire.md").read_text()


@pytest.mark.parametrize("modele", _modeles(), ids=lambda m: m._meta.label)
def test_the_glossary_has_every_model_and_its_states(modele: type[models.Model]) -> None:
    """A model has its line « | `Name` | »; each stored state is written in it or below it."""
    assert f"| `{modele.__name__}` |" in _glossaire()
    etats = [f for f in _champs(modele) if f.name in {"etat", "statut", "issue", "presence"}]
    manquants = [
        f"{f.name}={code}"
        for f in etats
        for code, _ in f.flatchoices
        if code and f"`{code}`" not in _glossaire()
    ]
    assert not manquants


def test_the_glossary_speaks_of_no_model_that_is_gone() -> None:
    ecrits = set(re.findall(r"^\| `([A-Z]\w+)` \|", _glossaire(), re.MULTILINE))
    assert ecrits <= {m.__name__ for m in _modeles()}
