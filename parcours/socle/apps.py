from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "parcours.socle"
    verbose_name = "Socle"
