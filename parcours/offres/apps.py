from django.apps import AppConfig


class OffresConfig(AppConfig):
    name = "parcours.offres"
    verbose_name = "Offres"
