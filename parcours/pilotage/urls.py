"""URLs of the dashboards: they read everything below and write nothing of the domain.

/journee                  Ma journée
/file-active              the dossiers, filters in the URL
  /export.csv             for the responsable
  /filtres                POST: keep the filters under a name
  /filtres/<pk>/oublier   POST
/tableau                  coordinator: aggregates only
/equite                   the funnel by group, judged
  /employeurs             interviews after referral, by employer
  /autour                 what is set aside, barriers lifted, hours and pay
  /classement             who the ranking puts first, night after night
  /definitions            steps and verdicts
/exploitation             administration: background tasks
  /<pk>/relancer          POST
"""

from django.urls import path

from parcours.pilotage import exploitation, file_active, journee, tableau
from parcours.pilotage.equite import vues as equite

app_name = "pilotage"
urlpatterns = [
    path("journee", journee.journee, name="journee"),
    path("file-active", file_active.file_active, name="file_active"),
    path("file-active/export.csv", file_active.exporter, name="exporter_file"),
    path("file-active/filtres", file_active.enregistrer_filtre, name="enregistrer_filtre"),
    path("file-active/filtres/<int:pk>/oublier", file_active.oublier_filtre, name="oublier_filtre"),
    path("tableau", tableau.tableau, name="tableau"),
    path("equite", equite.entonnoir, name="equite"),
    path("equite/employeurs", equite.employeurs, name="equite_employeurs"),
    path("equite/autour", equite.autour_, name="equite_autour"),
    path("equite/classement", equite.classement, name="equite_classement"),
    path("equite/definitions", equite.definitions, name="equite_definitions"),
    path("exploitation", exploitation.exploitation, name="exploitation"),
    path("exploitation/<int:pk>/relancer", exploitation.relancer, name="relancer_tache"),
]
