from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SocleConfig(AppConfig):
    name = "parcours.socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Register the checks of the project and, in every process, the work of the tasks."""
        autodiscover_modules("tasks")
        from parcours import checks  # noqa: F401
