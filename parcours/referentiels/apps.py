from django.apps import AppConfig


class ReferentielsConfig(AppConfig):
    name = "parcours.referentiels"
    verbose_name = "Référentiels"
