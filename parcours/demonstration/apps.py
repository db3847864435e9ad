from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "parcours.demonstration"
    verbose_name = "Territoire de démonstration"
