from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "parcours.comptes"
    verbose_name = "Comptes"
