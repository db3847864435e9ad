from django.apps import AppConfig


class SocleConfig(AppConfig):
    name = "parcours.socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Register the checks of the project (they need the apps loaded)."""
        from parcours import checks  # noqa: F401
