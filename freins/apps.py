from django.apps import AppConfig


class FreinsConfig(AppConfig):
    name = "freins"
    verbose_name = "Freins"

    def ready(self) -> None:
        from freins.chronologie import entrees
        from freins.services.sante import vider_limites
        from parcours.dossiers import consentements, fil

        consentements.quand_retire("sante", vider_limites)
        fil.enregistrer(entrees)
