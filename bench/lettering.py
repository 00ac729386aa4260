"""What the benchmark of letters does inside the portal, each function in a process of its own; they print JSON.

`told` are the words that came on standard input.
"""

import json
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402

from audit.clock import now  # noqa: E402
from correspondence import outbox, tasks  # noqa: E402
from correspondence.kinds import Kind  # noqa: E402
from correspondence.models import Message  # noqa: E402
from documents import dates  # noqa: E402
from meetings import actions  # noqa: E402
from meetings.models import Call, Meeting, Question  # noqa: E402
from people.models import Contact, StaffRole, User, WorkingGroup  # noqa: E402
from submissions import declining  # noqa: E402
from submissions.tasks import remind_of_deadlines  # noqa: E402

told = [] if sys.stdin.isatty() else json.loads(sys.stdin.read() or "[]")
TEMPLATE = "submissions/emails/reminder_call.txt"


def say(**found):
    print(json.dumps(found))


def write(each, moments):
    """Calls whose last reminder is due so many seconds from now, each with so many readers: [identifier, moment]."""
    model, staff, found = Meeting.objects.get(), User.objects.get(), []
    for number, seconds in enumerate(moments):
        group = WorkingGroup.objects.get(pk=model.group_id)
        group.pk, group.slug, group.name = None, f"letters-{number}", f"Group {number} of the letters"
        group._state.adding = True
        group.save(force_insert=True)
        StaffRole.objects.create(user=staff, group=group, starts_on=now().date())
        days = {"starts_on": model.starts_on, "ends_on": model.ends_on}
        meeting = Meeting.objects.create(group=group, ordinal="first", venue=model.venue, state=model.state, **days)
        rung_at = now() + timedelta(seconds=seconds)
        fields = {"title": f"Inputs {number}", "state": Call.State.OPENED, "deadline_at": rung_at + timedelta(days=1)}
        fields |= {"opened_at": rung_at - timedelta(days=5)}  # so short a call has no other reminder
        call = Call.objects.create(group=group, meeting=meeting, **fields)
        Question.objects.create(call=call, order=1, text="What?")
        readers = [(f"Reader {n}", f"reader{n}@group{number}.example.org") for n in range(each)]
        Contact.objects.bulk_create(Contact(group=group, name=name, email=email) for name, email in readers)
        found.append([str(call.uid), rung_at.timestamp()])
    print(json.dumps(found))


def remind():
    """Ask for reminders as beat does, only more often. Never ends."""
    while True:
        try:
            remind_of_deadlines.delay()
        except Exception as error:
            print(type(error).__name__, flush=True)
        time.sleep(3)


def _when_written(uid, act):
    """Act as soon as letters of the call wait, however often the database goes away meanwhile."""
    while True:
        try:
            if Message.objects.waiting().with_key(f"call:{uid}:reminder:").exists():
                with transaction.atomic():
                    call, staff = Call.objects.select_related("group").get(uid=uid), User.objects.get()
                    act(call, staff)
                break
        except (InterfaceError, OperationalError):
            connection.close()
        time.sleep(0.05)
    at = time.time()
    say(at=at, withdrawn=Message.objects.filter(key__startswith=f"call:{uid}:", state="withdrawn").count())


def cancel(uid):
    _when_written(uid, lambda call, staff: actions.cancel_call(call=call, by=staff))


def move(uid):
    def extend(call, staff):
        later = call.deadline_at + timedelta(days=30)
        actions.extend_call(call=call, new_deadline_at=later, reason="More time.", seen=call.version, by=staff)

    _when_written(uid, extend)


def _letters(name, count):
    """The words of a real reminder: (what all share, the people with their own link, seconds)."""
    call, began = Call.objects.select_related("group").first(), time.monotonic()
    context = {"call": call, "deadline": dates.moment(call.deadline_at, call.zone, call.city, "en")}
    context["link"] = settings.PORTAL_URL + reverse("submissions:call", args=[call.uid])
    addresses = [f"reader{number}@{name}.example.org" for number in range(count)]
    people = [outbox.Addressee(each, "Reader", {"decline_link": declining.link(call, each)}) for each in addresses]
    same = {"template": TEMPLATE, "context": context, "language": "en", "group": call.group, "kind": Kind.REMINDER}
    return same, people, time.monotonic() - began


def one_by_one(name, count):
    """Each rendered and posted by itself, as a receipt is."""
    same, people, _seconds = _letters(name, count)
    began = time.monotonic()
    for person in people:
        context = {**same["context"], **person.words}
        outbox.post(key=f"rate:{person.address}", to=person.address, **{**same, "context": context})
    say(seconds_each=(time.monotonic() - began) / count)


def _queue(name, count):
    """Letters in the outbox of which no worker knows yet: figures."""
    same, people, words = _letters(name, count)
    outbox._call_the_postman, call = lambda pks: None, outbox._call_the_postman
    began, cpu = time.monotonic(), time.process_time()
    database = _database_cpu()
    new = outbox.post_many(key="rate:", people=people, **same)
    found = {"new": new, "words": words, "queued": time.monotonic() - began}
    found |= {"queued_cpu": time.process_time() - cpu, "database_cpu": _database_cpu() - database}
    pks = Message.objects.filter(key__endswith=f"@{name}.example.org").order_by("pk").values_list("pk", flat=True)
    return found, list(pks), call


def _database_cpu():
    """CPU seconds of the process of PostgreSQL that serves us."""
    connection.ensure_connection()
    path = f"/proc/{connection.connection.get_backend_pid()}/stat"
    with open(path) as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def bulk(name, count):
    """Queued together, and workers told of 500 at a time."""
    found, pks, call = _queue(name, count)
    began = time.monotonic()
    call(pks)
    say(**found, told=time.monotonic() - began)


def single(name, count):
    """The same letters, and a task for each."""
    found, pks, _call = _queue(name, count)
    began = time.monotonic()
    for pk in pks:
        tasks.deliver.delay([pk])
    say(**found, told=time.monotonic() - began)
