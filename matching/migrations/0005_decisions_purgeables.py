"""The decision log lets a row go past six months, and no sooner: the triggers are made again."""

from django.db import migrations

from parcours.socle import declencheurs

TABLE = ("matching_decision",)


def reposer(apps, schema_editor):
    declencheurs.retirer(schema_editor.connection, TABLE)
    declencheurs.poser(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_territoire")]
    operations = [migrations.RunPython(reposer, migrations.RunPython.noop)]
