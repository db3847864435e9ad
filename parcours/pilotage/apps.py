from django.apps import AppConfig


class PilotageConfig(AppConfig):
    name = "parcours.pilotage"
    verbose_name = "Pilotage"
