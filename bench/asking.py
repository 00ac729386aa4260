"""Asks for compilations and waits for them, as told on standard input. Run in the portal by bench/compile.py.

ask         {"seconds", "pages", "bytes", "sha256", "not_set"} of a new version
change      the text of one answer is another one
forget      nothing is set any more
"""

import json
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402

from meetings.models import Call  # noqa: E402
from people.models import User  # noqa: E402
from submissions import actions  # noqa: E402
from submissions.models import Answer, Fragment  # noqa: E402

PAUSE = 0.02  # seconds between two looks


def ask(call, by, layout):
    """Ask for a compilation and wait until it is issued."""
    began = time.monotonic()
    run = actions.compile_contributions(call=call, by=by, layout=layout, tells_contributors=False)
    while run.is_under_way:
        time.sleep(PAUSE)
        run.refresh_from_db(fields=["state", "error", "paper_version"])
    seconds = time.monotonic() - began
    if run.error:
        raise SystemExit(run.error)
    version = run.paper_version
    return {"seconds": seconds, "pages": version.pages, "bytes": version.size, "sha256": version.sha256}


def change(call, *_):
    """As if its author had sent it anew: one text in the middle of the paper is longer by a word."""
    answers = Answer.objects.filter(version__submission__call=call).order_by("pk")
    found = answers[answers.count() // 2]
    Answer.objects.filter(pk=found.pk).update(text=found.text + " Addendum.")
    return {}


def forget(*_):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Fragment._meta.db_table}")
    return {}


if __name__ == "__main__":
    call, by, layout = Call.objects.get(uid=sys.argv[1]), User.objects.get(), sys.argv[2]
    for line in sys.stdin:
        print(json.dumps({"ask": ask, "change": change, "forget": forget}[line.strip()](call, by, layout)), flush=True)
