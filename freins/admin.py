"""The technical administration of barriers: identifiers and states only, never health."""

from django.contrib import admin

from freins.models import Action, Capacite, Frein

LECTURE_SEULE = ("dossier", "statut", "impact", "identifie_le", "leve_le")


@admin.register(Frein)
class FreinAdmin(admin.ModelAdmin):
    """Read-only: changes go through the services, which keep history and journal."""

    list_display = ("pk", "dossier_id", "statut", "impact", "identifie_le")
    list_filter = ("statut", "impact")
    fields = readonly_fields = LECTURE_SEULE

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Capacite, Action)
class LectureAdmin(admin.ModelAdmin):
    """Read-only listing."""

    list_display = ("pk", "modifie_le")
    fields = readonly_fields = ("cree_le", "modifie_le")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False
