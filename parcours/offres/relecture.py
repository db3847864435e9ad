"""Buttons that read the text of a form again, without judging nor keeping the rest of it."""

from django.http import HttpRequest, QueryDict

from matching.equite.textes import proposer_titre
from parcours.offres import legalite

GESTES = ("verifier", "remplacer", "doublet", "compter")


def est_demandee(request: HttpRequest) -> bool:
    """One of the buttons was pressed rather than the form sent."""
    return request.method == "POST" and any(geste in request.POST for geste in GESTES)


def donnees(request: HttpRequest) -> QueryDict | None:
    """What was typed, with the proposal put in when one was asked for; None for a GET."""
    if request.method != "POST":
        return None
    if not est_demandee(request):
        return request.POST
    typees = request.POST.copy()
    if jeton := typees.get("remplacer"):
        textes = {c: typees.get(c, "") for c in ("intitule", "description")}
        # A browser sends line ends as two characters: positions were counted on one.
        textes["description"] = textes["description"].replace("\r\n", "\n")
        typees.update(legalite.remplacer(textes, jeton))
    intitule = str(typees.get("intitule", ""))
    if "doublet" in typees and intitule.strip():
        typees["intitule"] = proposer_titre(intitule)
    return typees
