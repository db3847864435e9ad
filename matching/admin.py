"""Technical administration: rankings and suggestions are read, never edited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from matching.models import Calcul, Suggestion


class LectureSeule(admin.ModelAdmin):
    """Nothing here is written by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Calcul)
class CalculAdmin(LectureSeule):
    list_display = ("pk", "version_moteur", "accessibles", "a_verifier", "bloquees", "calcule_le")
    exclude = ("tete",)


@admin.register(Suggestion)
class SuggestionAdmin(LectureSeule):
    list_display = ("pk", "ouverture", "geste", "rang", "version_moteur", "modifie_le")
    list_select_related = ("ouverture",)
