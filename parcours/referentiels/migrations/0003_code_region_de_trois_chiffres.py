"""Overseas collectivities have a three-digit code where regions have two (975, 987, 988…)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referentiels", "0002_regroupement_regroupementmetier_and_more")]

    operations = [
        migrations.AlterField(
            model_name="commune",
            name="code_region",
            field=models.CharField(blank=True, max_length=3, verbose_name="région"),
        )
    ]
