from django.apps import AppConfig


class FreinsConfig(AppConfig):
    name = "freins"
    verbose_name = "Freins"

    def ready(self) -> None:
        from freins.services.sante import vider_limites
        from parcours.dossiers.consentements import quand_retire

        quand_retire("sante", vider_limites)
