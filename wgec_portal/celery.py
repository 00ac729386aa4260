"""The Celery application and the one timetable of everything that runs by itself."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

from .watching.tracing import Task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wgec_portal.settings")
TRANSPORT_ALIASES["folder"] = "wgec_portal.filebroker:Transport"

TIMETABLE = {  # task → seconds between two runs
    "correspondence.tasks.beat_of_papers": 60,
    "correspondence.tasks.sweep": 30,
    "correspondence.tasks.take_bounces": 5 * 60,
    "documents.tasks.clear_shelf": 15 * 60,
    "submissions.tasks.compare_contributions": 60,
    "submissions.tasks.invite_co_signatories": 60,
    "submissions.tasks.remind_of_deadlines": 15 * 60,
    "submissions.tasks.scan_waiting_files": 60,
    "submissions.tasks.set_in_advance": 60,
    "submissions.tasks.sweep_compilations": 60,
    "submissions.tasks.sweep_files": 24 * 3600,
    "submissions.tasks.sweep_fragments": 3600,
    "submissions.tasks.sweep_other_forms": 60,
    "submissions.tasks.sweep_takedowns": 60,
    "submissions.tasks.tell_contributors": 60,
    "submissions.tasks.tell_subscribers": 3600,
    "wgec_portal.tasks.forget_what_is_due": 24 * 3600,
    "wgec_portal.tasks.remind_of_duties": 15 * 60,
    "wgec_portal.watching.tasks.forget_old_evidence": 24 * 3600,
    "wgec_portal.watching.tasks.note_signs_of_life": 60,
}
"""Everything that runs by itself. Each may run twice at once or late without harm: it does what is due now."""

app = Celery("wgec_portal", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}} for task, seconds in TIMETABLE.items()
}
app.autodiscover_tasks()
