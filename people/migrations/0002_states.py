"""Load the States of the United Nations."""

from django.db import migrations

from people import states


def load(apps, schema_editor):
    states.load(apps.get_model("people", "State"))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
