"""Read-only: states change through the services, the log never."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from parcours.orientations.models import Courriel, Orientation, TransitionOrientation


class LectureSeule(admin.ModelAdmin):
    """Shows, changes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Orientation)
class OrientationAdmin(LectureSeule):
    list_display = ("pk", "reference", "etat", "envoyee_le", "repondue_le", "relances")
    list_filter = ("etat",)
    # Technical staff see how far it is, not what was said of the person.
    fields = (
        "reference", "etat", "envoyee_le", "repondue_le", "relances", "relancee_le", "version",
    )  # fmt: skip


@admin.register(TransitionOrientation)
class TransitionOrientationAdmin(LectureSeule):
    list_display = ("pk", "orientation_id", "transition", "de", "vers", "auteur", "quand")
    fields = ("transition", "de", "vers", "auteur", "quand")


@admin.register(Courriel)
class CourrielAdmin(LectureSeule):
    list_display = ("pk", "gabarit", "cree_le", "envoye_le", "est_sans_objet", "erreur")
    list_filter = ("gabarit", "erreur")
    fields = ("gabarit", "cle", "cree_le", "envoye_le", "est_sans_objet", "erreur")
