"""Technical administration of openings."""

from django.contrib import admin

from parcours.offres.models import Clause, Employeur, ImportOuvertures, Ouverture


@admin.register(Employeur)
class AdminEmployeur(admin.ModelAdmin):
    list_display = ("nom", "siret", "est_particulier", "commune")
    search_fields = ("nom", "siret")
    raw_id_fields = ("commune", "membres")


@admin.register(Ouverture)
class AdminOuverture(admin.ModelAdmin):
    list_display = ("intitule", "nature", "etat", "source", "publiee_le")
    list_filter = ("etat", "nature", "source")
    search_fields = ("recherche", "source_id")
    raw_id_fields = ("metier", "employeur", "commune", "clause")
    show_full_result_count = False


@admin.register(Clause)
class AdminClause(admin.ModelAdmin):
    list_display = ("marche", "lot", "acheteur", "heures_prevues", "heures_hors_suivi")


@admin.register(ImportOuvertures)
class AdminImport(admin.ModelAdmin):
    list_display = ("pk", "format", "fichier", "perimetre", "etat", "cree_le")
    list_filter = ("format", "etat")
    readonly_fields = ("rapport", "rejets")
