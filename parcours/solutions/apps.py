from django.apps import AppConfig


class SolutionsConfig(AppConfig):
    name = "parcours.solutions"
    verbose_name = "Solutions"
