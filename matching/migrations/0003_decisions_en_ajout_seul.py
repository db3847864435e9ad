"""The decision log refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

from parcours.socle import declencheurs

TABLE = ("matching_decision",)


def poser(apps, schema_editor):
    declencheurs.poser(schema_editor.connection, TABLE)


def retirer(apps, schema_editor):
    declencheurs.retirer(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_equite")]
    operations = [migrations.RunPython(poser, retirer)]
