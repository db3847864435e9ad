"""URLs of freins.

dossiers/<dossier>/freins/           the barriers, their measures, what the law opens
    nouveau/                         name one barrier
    diagnostic/                      the conversation
    sante/                           the limits, read for a stated reason
        limites/  retirer/           write them, empty them
    verifier/<famille>/              what an answer says against a measure
    garde/                           the children, who can help, the hours uncovered
        enfants/…  retenir/          one child; the grid made the measure
freins/<frein>/                      modifier/, then one address per transition
freins/<frein>/solutions/            who can lift it, and plan/ for one of them
dossiers/<dossier>/plan/             objectives and actions
    objectifs/  accord/
objectifs/<objectif>/etapes/         add a step
    imprimer/                        ask for its PDF
dossiers/<dossier>/cloture/          close with an outcome; rouvrir/  bilan/  bilan/imprimer/
etapes/<action>/                     one step
    terminer/  abandonner/           what it gave; then one address per other transition
imprimes/<uuid>/                     a document asked for, then its PDF
mon-plan/  mes-limites/              the person's own pages
"""

from django.urls import path

from freins.views import (
    cloture,
    diagnostic,
    doutes,
    etapes,
    garde,
    imprimes,
    onglet,
    personne,
    plan,
    recours,
    sante,
)

app_name = "freins"
urlpatterns = [
    path("dossiers/<int:pk>/freins/", onglet.onglet, name="onglet"),
    path("dossiers/<int:pk>/freins/nouveau/", onglet.nouveau, name="nouveau"),
    path("dossiers/<int:pk>/freins/diagnostic/", diagnostic.diagnostic, name="diagnostic"),
    path("dossiers/<int:pk>/freins/sante/", sante.sante, name="sante"),
    path("dossiers/<int:pk>/freins/sante/limites/", sante.limites, name="sante_limites"),
    path("dossiers/<int:pk>/freins/sante/retirer/", sante.retirer, name="sante_retirer"),
    path("dossiers/<int:pk>/freins/verifier/<slug:famille>/", doutes.verifier, name="verifier"),
    path("dossiers/<int:pk>/freins/garde/", garde.garde, name="garde"),
    path("dossiers/<int:pk>/freins/garde/retenir/", garde.garde_retenir, name="garde_retenir"),
    path("dossiers/<int:pk>/freins/garde/enfants/", garde.enfant_nouveau, name="enfant_nouveau"),
    path("dossiers/<int:pk>/freins/garde/enfants/<int:enfant>/", garde.enfant, name="enfant"),
    path(
        "dossiers/<int:pk>/freins/garde/enfants/<int:enfant>/retirer/",
        garde.enfant_retirer,
        name="enfant_retirer",
    ),
    path("dossiers/<int:pk>/cloture/", cloture.clore, name="clore"),
    path("dossiers/<int:pk>/cloture/rouvrir/", cloture.rouvrir, name="rouvrir"),
    path("dossiers/<int:pk>/bilan/", cloture.bilan, name="bilan"),
    path("dossiers/<int:pk>/bilan/imprimer/", cloture.imprimer_bilan, name="imprimer_bilan"),
    path("freins/<int:pk>/modifier/", onglet.modifier, name="modifier"),
    path("freins/<int:pk>/solutions/", recours.solutions, name="solutions"),
    path("freins/<int:pk>/solutions/<int:solution>/plan/", recours.au_plan, name="au_plan"),
    path("freins/<int:pk>/<slug:geste>/", onglet.geste, name="geste"),
    path("dossiers/<int:pk>/plan/", plan.plan, name="plan"),
    path("dossiers/<int:pk>/plan/objectifs/", plan.objectif_nouveau, name="objectif_nouveau"),
    path("dossiers/<int:pk>/plan/accord/", plan.convenir, name="plan_accord"),
    path("dossiers/<int:pk>/plan/imprimer/", imprimes.imprimer_plan, name="imprimer_plan"),
    path("objectifs/<int:pk>/etapes/", etapes.action_nouvelle, name="action_nouvelle"),
    path("etapes/<int:pk>/", etapes.action, name="action"),
    path("etapes/<int:pk>/terminer/", etapes.action_terminer, name="action_terminer"),
    path("etapes/<int:pk>/abandonner/", etapes.action_abandonner, name="action_abandonner"),
    path("etapes/<int:pk>/<slug:geste>/", etapes.action_geste, name="action_geste"),
    path("imprimes/<uuid:uuid>/", imprimes.imprime, name="imprime"),
    path("imprimes/<uuid:uuid>/pdf/", imprimes.imprime_pdf, name="imprime_pdf"),
    path("mon-plan/", personne.mon_plan, name="mon_plan"),
    path("mon-plan/accord/", personne.mon_accord, name="mon_accord"),
    path("mon-plan/rappels/", personne.mes_rappels, name="mes_rappels"),
    path("mon-plan/imprimer/", imprimes.imprimer_mon_plan, name="imprimer_mon_plan"),
    path("mon-plan/etapes/<int:pk>/faite/", personne.etape_faite, name="etape_faite"),
    path("mes-limites/", sante.mes_limites, name="mes_limites"),
]
