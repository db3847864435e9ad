"""The templates hold their rules: used, closed to inline code, linked to addresses that exist."""

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver

RACINE = Path(__file__).resolve().parent.parent
DOSSIER = RACINE / "templates"
# Django itself looks for these by their name.
CHERCHES_PAR_DJANGO = re.compile(r"(403|404|500)\.html|django/forms/.*")
GABARITS = {
    f.relative_to(DOSSIER).as_posix(): f.read_text()
    for f in sorted(DOSSIER.rglob("*"))
    if f.suffix in {".html", ".txt", ".svg"}
}


@cache
def _noms_ecrits() -> tuple[set[str], list[re.Pattern[str]]]:
    """Template names written in our code and templates: whole, and patterns of f-strings."""
    entiers, motifs = set[str](), []
    for dossier in ("parcours", "matching", "freins", "api"):
        for fichier in (RACINE / dossier).rglob("*.py"):
            for noeud in ast.walk(ast.parse(fichier.read_text())):
                if isinstance(noeud, ast.JoinedStr):
                    motifs.append(_motif(noeud))
                elif isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
                    entiers.add(noeud.value)
    for texte in GABARITS.values():
        entiers.update(re.findall(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']", texte))
    return entiers, motifs


def _motif(chaine: ast.JoinedStr) -> re.Pattern[str]:
    morceaux = [
        re.escape(str(m.value)) if isinstance(m, ast.Constant) else r"[\w/]+" for m in chaine.values
    ]
    return re.compile("".join(morceaux))


@pytest.mark.parametrize("nom", GABARITS)
def test_every_template_is_used(nom: str) -> None:
    entiers, motifs = _noms_ecrits()
    assert (
        nom in entiers
        or CHERCHES_PAR_DJANGO.fullmatch(nom)
        or any(m.fullmatch(nom) for m in motifs if "/" in m.pattern)
    )


@pytest.mark.parametrize("nom", GABARITS)
def test_every_template_compiles(nom: str) -> None:
    engines["django"].get_template(nom)


@pytest.mark.parametrize("nom", GABARITS)
def test_no_inline_style_nor_script(nom: str) -> None:
    """The CSP refuses them anyway: the page would be broken without a word."""
    texte = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", GABARITS[nom], flags=re.DOTALL)
    assert not re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", texte)
    assert not re.findall(r"\shx-(?:on|vars)\b|\shx-(?:vals|headers)=.js:", texte)
    for balise, contenu in re.findall(r"<script([^>]*)>(.*?)</script>", texte, re.DOTALL):
        assert "src=" in balise or "application/json" in balise
        assert "src=" not in balise or not contenu.strip()


@pytest.mark.parametrize("nom", GABARITS)
def test_everything_comes_from_our_own_address(nom: str) -> None:
    """A font or an image from elsewhere would tell that elsewhere who reads what."""
    balises = re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", GABARITS[nom])
    assert not [b for b in balises if re.search(r"[\"'](?:https?:)?//", b)]


@pytest.mark.parametrize("nom", GABARITS)
def test_a_safe_filter_is_never_put_on_what_people_type(nom: str) -> None:
    """`help_text|safe` is Django's own field template; nothing else is marked safe."""
    marques = re.findall(r"{{[^}]*\|\s*safe\b[^}]*}}|{%\s*autoescape off", GABARITS[nom])
    if nom.endswith(".txt"):
        marques = [m for m in marques if "autoescape off" not in m]
    assert [m for m in marques if "help_text" not in m] == []


# --- addresses -----------------------------------------------------------------------------------


@cache
def _adresses() -> dict[str, list[int]]:
    """Each URL name with the numbers of arguments it takes."""
    trouvees: dict[str, list[int]] = {}

    def visiter(resolver: URLResolver, espace: str, deja: int) -> None:
        for motif in resolver.url_patterns:
            n = deja + motif.pattern.regex.groups
            if isinstance(motif, URLResolver):
                visiter(motif, f"{espace}{motif.namespace}:" if motif.namespace else espace, n)
            elif isinstance(motif, URLPattern) and motif.name:
                trouvees.setdefault(f"{espace}{motif.name}", []).append(n)

    visiter(get_resolver(), "", 0)
    return trouvees


@pytest.mark.parametrize("nom", GABARITS)
def test_every_link_leads_somewhere(nom: str) -> None:
    """Also those written `as adresse`, which Django lets fail in silence."""
    fautes = []
    for cible, suite in re.findall(r"{%\s*url\s+[\"']([^\"']+)[\"']([^%]*)%}", GABARITS[nom]):
        arguments = re.sub(r"\bas\s+\w+\s*$", "", suite.strip()).split()
        if len(arguments) not in _adresses().get(cible, []):
            fautes.append(f"{cible} ({len(arguments)} arguments)")
    assert not fautes


# --- what a screen reader and a keyboard need -----------------------------------------------------


@pytest.mark.parametrize("nom", GABARITS)
def test_images_have_a_text_and_new_windows_are_not_opened(nom: str) -> None:
    texte = GABARITS[nom]
    assert not [b for b in re.findall(r"<img\b[^>]*>", texte) if "alt=" not in b]
    assert 'target="_blank"' not in texte
    assert not re.findall(r'tabindex="[1-9]', texte)


PAGES = [nom for nom, texte in GABARITS.items() if re.search(r'{%\s*extends "base.html"', texte)]


@pytest.mark.parametrize("nom", PAGES)
def test_a_page_has_a_title_and_one_main_heading(nom: str) -> None:
    """The frame of the dossier has its own; its tabs start at h2."""
    texte = GABARITS[nom]
    assert "{% block titre %}" in texte
    assert texte.count("<h1") >= 1 or "{% block" in texte.replace("{% block titre", "")


@pytest.mark.parametrize("nom", [n for n in GABARITS if n.endswith(".html")])
def test_headings_do_not_skip_levels(nom: str) -> None:
    niveaux = [int(n) for n in re.findall(r"<h([1-6])\b", GABARITS[nom])]
    sauts = [(a, b) for a, b in pairwise(niveaux) if b > a + 1]
    assert not sauts
