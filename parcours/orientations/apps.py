from django.apps import AppConfig


class OrientationsConfig(AppConfig):
    name = "parcours.orientations"
    verbose_name = "Orientations"
