"""Gains in the form `freins.regles.gains` reads, and the keys the list filters on."""

from django.db import migrations


def mettre_en_forme(apps, schema_editor):
    solution = apps.get_model("solutions", "Solution")
    for rang in solution.objects.all().iterator(chunk_size=500):
        rang.gain = _gain(rang.gain if isinstance(rang.gain, dict) else {})
        rang.cles = _cles(rang)
        rang.save(update_fields=["gain", "cles"])


def _gain(ancien):
    """The first gains were written by hand: ages in years, one licence, a level apart."""
    gain = {f: v for f, v in ancien.items() if f in ("langue", "mobilite", "numerique")}
    garde = ancien.get("garde")
    if isinstance(garde, dict) and "jours" in garde:
        plage = {cle: garde[cle] for cle in ("jours", "debut", "fin")}
        ages = garde.get("ages", [0, 17])
        gain["garde"] = {"plages": [plage], "ages_mois": [ages[0] * 12, ages[1] * 12 + 11]}
    elif isinstance(garde, dict):
        gain["garde"] = garde
    permis = ancien.get("permis")
    if permis:
        gain["permis"] = {"categories": [permis]} if isinstance(permis, str) else permis
    qualification = dict(ancien.get("qualification") or {})
    if ancien.get("niveau"):
        qualification["niveau"] = ancien["niveau"]
    if isinstance(ancien.get("competences"), str):
        qualification["preuve"] = ancien["competences"]
    if qualification:
        gain["qualification"] = qualification
    if ancien.get("droit_travail"):
        gain["administratif"] = {"droit_travail": True}
    return gain | {f: ancien[f] for f in ("administratif", "sante") if f in ancien}


def _cles(rang):
    morceaux = [f"t:{c}" for c in rang.thematiques]
    morceaux += [f"p:{c}" for c in rang.publics] + [f"m:{c}" for c in rang.modes_accueil]
    morceaux += [f"g:{f}" for f in rang.gain]
    return f" {' '.join(morceaux)} "


class Migration(migrations.Migration):
    dependencies = [("solutions", "0003_ce_que_les_solutions_levent")]
    operations = [migrations.RunPython(mettre_en_forme, migrations.RunPython.noop)]
