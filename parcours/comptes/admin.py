"""Technical administration of the accounts."""

from django.contrib import admin

from parcours.comptes.models import Appartenance, Structure, Utilisateur


class AppartenanceInline(admin.TabularInline):
    model = Appartenance
    extra = 0


@admin.register(Utilisateur)
class UtilisateurAdmin(admin.ModelAdmin):
    list_display = ["email", "role", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["email"]
    exclude = ["password", "user_permissions", "groups"]
    readonly_fields = ["last_login"]
    inlines = [AppartenanceInline]


@admin.register(Structure)
class StructureAdmin(admin.ModelAdmin):
    list_display = ["nom", "email"]
    search_fields = ["nom"]
