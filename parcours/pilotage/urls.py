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
  /alertes                the team: groups never referred, its own lists
    /<pk>                 people concerned, a reason and a next step each
    /<pk>/clore           POST: handled, or set aside with a reason
  /suivi                  the coordinator: alerts in rounded numbers
/indicateurs              contract of the city: year, quarter, neighbourhood
  /definitions            what each figure counts
  /export.<forme>         the same protected cells: csv, xlsx, pdf
/territoire               one barrier by neighbourhood, on a map and in a table
  /freins.csv             every cell of every barrier
  /metiers                métiers asked for and offered, by neighbourhood
  /solution               « et si une solution collective… »: POST asks for a trial
    /<pk>                 what it would open, or how far the counting is
/registre                 versions of the engine and their audits; the decision log, counted
/comment-ca-marche        open to anyone: what ranks, what never does, who decides
/exploitation             administration: background tasks
  /<pk>/relancer          POST
/etat-du-service          for monitors: base, broker, age of the queue
/metriques                for Prometheus, local or by token
"""

from django.urls import path, re_path

from parcours.pilotage import exploitation, file_active, journee, registres, service, tableau
from parcours.pilotage.equite import vues as equite
from parcours.pilotage.equite import vues_alertes as alertes
from parcours.pilotage.indicateurs import vues as indicateurs
from parcours.pilotage.territoire import vues as territoire
from parcours.pilotage.territoire import vues_collectif as collectif

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
    path("equite/alertes", alertes.liste, name="alertes"),
    path("equite/alertes/<int:pk>", alertes.ouvrir, name="alerte"),
    path("equite/alertes/<int:pk>/clore", alertes.clore, name="clore_alerte"),
    path("equite/suivi", alertes.suivi, name="equite_suivi"),
    path("indicateurs", indicateurs.indicateurs, name="indicateurs"),
    path("indicateurs/definitions", indicateurs.definitions, name="indicateurs_definitions"),
    re_path(
        r"^indicateurs/export\.(?P<forme>csv|xlsx|pdf)$",
        indicateurs.exporter,
        name="exporter_indicateurs",
    ),
    path("territoire", territoire.freins, name="territoire"),
    path("territoire/freins.csv", territoire.exporter_freins, name="exporter_territoire"),
    path("territoire/metiers", territoire.metiers_, name="metiers_du_territoire"),
    path("territoire/solution", collectif.solutions, name="solutions_collectives"),
    path("territoire/solution/<int:pk>", collectif.essayee, name="solution_essayee"),
    path("registre", registres.registre, name="registre"),
    path("comment-ca-marche", registres.comment_ca_marche, name="comment_ca_marche"),
    path("exploitation", exploitation.exploitation, name="exploitation"),
    path("exploitation/<int:pk>/relancer", exploitation.relancer, name="relancer_tache"),
    path("etat-du-service", service.etat, name="etat_du_service"),
    path("metriques", service.chiffres, name="metriques"),
]
