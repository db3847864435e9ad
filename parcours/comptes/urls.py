"""URLs of the accounts: log in, log out."""

from django.contrib.auth import views as auth
from django.urls import path

app_name = "comptes"
urlpatterns = [
    path(
        "connexion/",
        auth.LoginView.as_view(
            template_name="comptes/connexion.html", redirect_authenticated_user=True
        ),
        name="connexion",
    ),
    path("deconnexion/", auth.LogoutView.as_view(), name="deconnexion"),
]
