"""The log of transitions refuses UPDATE and DELETE in the database itself."""

from django.db import migrations

from parcours.socle import declencheurs

TABLE = ("orientations_transitionorientation",)


def poser(apps, schema_editor):
    declencheurs.poser(schema_editor.connection, TABLE)


def retirer(apps, schema_editor):
    declencheurs.retirer(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("orientations", "0001_initial")]
    operations = [migrations.RunPython(poser, retirer)]
