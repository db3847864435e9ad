"""Apart from the reunion of duplicates: PostgreSQL alters no table with rows just changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("offres", "0007_appels_aux_employeurs"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(
                fields=("marche", "lot", "acheteur"), name="une_clause_une_fois_par_lot"
            ),
        ),
    ]
