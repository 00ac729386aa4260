"""The hour at which a contribution first came before the public, beside that of its last coming out."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def tell_from_the_log(apps, schema_editor):
    """Who was published says the log; where a line is missing, what is public now came out when it says."""
    submissions = apps.get_model("submissions", "Submission").objects
    lines = apps.get_model("audit", "Entry").objects.filter(action="submission.published").order_by("-id")
    first = {int(key): at for key, at in lines.values_list("thing_key", "at")}
    for pk, at in first.items():
        submissions.filter(pk=pk).update(public_at=at)
    submissions.filter(state="published", public_at=None).update(public_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("meetings", "0002_contributions"),
        ("submissions", "0016_other_forms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="public_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(tell_from_the_log, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("state", "published"), _negated=True), ("public_at__isnull", False), _connector="OR"),
                name="public_since_an_hour",
            ),
        ),
    ]
