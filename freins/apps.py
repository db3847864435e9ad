from django.apps import AppConfig


class FreinsConfig(AppConfig):
    name = "freins"
    verbose_name = "Freins"
