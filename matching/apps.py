from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Matching"

    def ready(self) -> None:
        from freins import impression
        from freins.models import GenreImprime
        from matching.ecrans.lever_imprime import composer

        impression.enregistrer(GenreImprime.LEVER, composer)
