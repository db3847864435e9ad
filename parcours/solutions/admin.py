"""Technical administration of solutions."""

from django.contrib import admin

from parcours.solutions.models import Solution, StructureSolution


@admin.register(StructureSolution)
class AdminStructureSolution(admin.ModelAdmin):
    list_display = ("nom", "commune", "email")
    search_fields = ("nom",)
    raw_id_fields = ("commune",)


@admin.register(Solution)
class AdminSolution(admin.ModelAdmin):
    list_display = ("nom", "structure", "est_active")
    list_filter = ("est_active",)
    search_fields = ("nom", "recherche")
    raw_id_fields = ("structure",)
