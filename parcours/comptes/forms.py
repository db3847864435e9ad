"""Forms of the accounts."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm

from parcours.comptes import notifications
from parcours.comptes.liens import LONGUEUR_CODE
from parcours.comptes.models import GenreNotification, Utilisateur
from parcours.socle.formulaires import Formulaire, habiller


class ConnexionForm(AuthenticationForm):
    """E-mail and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = "Adresse e-mail"
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "inputmode": "email"}
        habiller(self.fields)


class CodeForm(Formulaire):
    """The secret code printed beside the QR."""

    code = forms.CharField(
        label="Code secret",
        help_text=f"{LONGUEUR_CODE} lettres et chiffres, imprimés sur votre carte.",
        max_length=LONGUEUR_CODE + 4,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class MotDePasseOublieForm(Formulaire):
    """The address a way in is sent to."""

    email = forms.EmailField(
        label="Adresse e-mail", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class NouveauMotDePasseForm(SetPasswordForm):
    """A password chosen twice; the usual rules apply."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        habiller(self.fields)


class PreferencesForm(Formulaire):
    """How an account is told of each of its kinds of notification."""

    def __init__(self, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for genre, envoi in notifications.preferences(utilisateur).items():
            self.fields[genre] = forms.ChoiceField(
                label=GenreNotification(genre).label,
                choices=[(e.value, e.label) for e in notifications.envois_possibles(genre)],
                initial=envoi, widget=forms.RadioSelect,
            )  # fmt: skip
        habiller(self.fields)
