from django.db import migrations, models


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
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("marche", "lot", "acheteur"), name="une_clause_une_fois_par_lot"
            ),
        ),
    ]
