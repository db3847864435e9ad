from django.db import migrations, models


def reunir_les_doublons(apps, schema_editor):
    """Keep the oldest of the clauses of one lot, with their openings and all their hours."""
    Clause = apps.get_model("offres", "Clause")
    Ouverture = apps.get_model("offres", "Ouverture")
    gardees = {}
    for clause in Clause.objects.order_by("pk"):
        gardee = gardees.setdefault((clause.marche, clause.lot, clause.acheteur), clause)
        if gardee.pk == clause.pk:
            continue
        Ouverture.objects.filter(clause=clause).update(clause=gardee)
        gardee.heures_hors_suivi += clause.heures_hors_suivi
        gardee.heures_prevues = max(gardee.heures_prevues, clause.heures_prevues)
        gardee.save()
        clause.delete()


class Migration(migrations.Migration):

    dependencies = [
        ("offres", "0005_corrections"),
    ]

    operations = [
        migrations.RenameField("clause", "heures_realisees", "heures_hors_suivi"),
        migrations.AlterField(
            model_name="clause",
            name="heures_hors_suivi",
            field=models.PositiveIntegerField(default=0, verbose_name="heures faites hors de Parcours"),
        ),
        migrations.RunPython(reunir_les_doublons, migrations.RunPython.noop),
    ]
