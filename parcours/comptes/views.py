"""Logging in by password or by a way in handed over."""

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parcours.comptes import courriels, liens
from parcours.comptes.forms import (
    CodeForm,
    ConnexionForm,
    MotDePasseOublieForm,
    NouveauMotDePasseForm,
)
from parcours.comptes.models import NatureLien, Utilisateur
from parcours.socle.formulaires import STATUT_INVALIDE, rendre

MODELE = "django.contrib.auth.backends.ModelBackend"


@method_decorator(login_not_required, name="dispatch")
class Connexion(LoginView):
    """Log in with e-mail and password; someone logged in goes home."""

    template_name = "comptes/connexion.html"
    authentication_form = ConnexionForm
    redirect_authenticated_user = True


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Enter by a one-time link or a printed card; GET changes nothing, POST logs in."""
    trouve = liens.trouver(jeton)
    if trouve is None:
        return render(request, "comptes/lien_inutilisable.html", status=410)
    avec_code = trouve.nature == NatureLien.CARTE
    form = CodeForm(request.POST if request.method == "POST" else None) if avec_code else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if liens.entrer(trouve, form.cleaned_data["code"] if form else ""):
            login(request, trouve.utilisateur, backend=MODELE)
            return redirect("accueil")
        if form:
            form.add_error("code", "Ce code n’est pas le bon. Vérifiez la carte et recommencez.")
    statut = STATUT_INVALIDE if form is not None and form.is_bound else 200
    return render(request, "comptes/lien.html", {"form": form}, status=statut)


@login_not_required
@require_http_methods(["GET", "POST"])
def mot_de_passe_oublie(request: HttpRequest) -> HttpResponse:
    """Send a one-time link; the answer is the same whether the address is known or not."""
    form = MotDePasseOublieForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        connus = Utilisateur.objects.filter(
            email__iexact=form.cleaned_data["email"], is_active=True
        )
        if connu := connus.first():
            courriels.envoyer_acces(
                utilisateur=connu, par=connu, gabarit="comptes/courriels/acces.txt"
            )
        return render(request, "comptes/lien_parti.html")
    return rendre(request, "comptes/mot_de_passe_oublie.html", {"form": form}, form)


@require_http_methods(["GET", "POST"])
def mot_de_passe(request: HttpRequest) -> HttpResponse:
    """Choose a password; the session stays open, the others are closed."""
    form = NouveauMotDePasseForm(
        request.user,
        request.POST if request.method == "POST" else None,
    )
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, "Votre mot de passe est enregistré.")
        return redirect("accueil")
    return rendre(request, "comptes/mot_de_passe.html", {"form": form}, form)
