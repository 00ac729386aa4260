"""Which letters of the ladder a call has, where staff chose others than the usual ones."""

import django.db.models.deletion
from django.db import migrations, models

import submissions.models.reminder_plan


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_contributions"),
        ("submissions", "0017_public_since"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReminderPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "half_way",
                    models.BooleanField(
                        default=True, verbose_name="a letter half-way between opening and deadline"
                    ),
                ),
                (
                    "days",
                    models.JSONField(
                        blank=True,
                        default=submissions.models.reminder_plan.usual_days,
                        verbose_name="days before the deadline",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_plan",
                        to="meetings.call",
                    ),
                ),
            ],
        ),
    ]
