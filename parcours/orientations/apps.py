from django.apps import AppConfig


class OrientationsConfig(AppConfig):
    name = "parcours.orientations"
    verbose_name = "Orientations"

    def ready(self) -> None:
        from parcours.dossiers import fil
        from parcours.orientations import lectures

        fil.enregistrer(lectures.lignes_du_fil)
