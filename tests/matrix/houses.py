"""Two working groups with one thing of each kind in each state, and a browser for each role of the first.

Every private thing of either group holds a word of its own; `words` tells the roles that may read it.
"""

from datetime import date
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from documents import actions as papers
from documents.models import Paper
from meetings.models import Call, Meeting, Venue
from people.models import Office
from people.rules import is_secretariat
from submissions import actions as submissions
from submissions.models import Submission
from tests.conftest import QUESTIONS, make_user
from tests.stage import CANARIES, set_stage
from tests.stage_contributions import kept_file
from tests.submissions.contributions import contribution

ROLES = {
    "nobody": "",
    "stakeholder": "",
    "observer": "chidi",
    "member": "bela",
    "chair": "emil",
    "assistant": "fatou",
    "secretariat": "dana",
    "stranger": "oumar",  # the secretariat of the other group
    "technician": "tekla",
}
PREPARING = {"dana": "secretariat", "emil": "chair", "fatou": "assistant", "stakeholder": "stakeholder"}
CONTRIBUTIONS = {  # what is done to a contribution: how it lies there
    "shared": {"state": "shared", "publish": "group"},
    "withheld": {"state": "withheld"},
    "only_kept": {"state": "submitted", "publish": "not"},
    "withdrawn": {"state": "withdrawn"},
    "taken_down": {},
}
PAPERS = {"for_group": Paper.Audience.GROUP, "for_staff": Paper.Audience.STAFF, "taken_back": Paper.Audience.PUBLIC}


def build(get):
    """The two houses. `get` fetches a fixture by its name."""
    technician = make_user("Tekla Technician")
    type(technician).objects.filter(pk=technician.pk).update(is_staff=True)
    technician.refresh_from_db()
    users = {role: get(name) for role, name in ROLES.items() if name and name != "tekla"}
    users |= {"technician": technician, "nobody": AnonymousUser(), "stakeholder": AnonymousUser()}
    cast = {name: get(name) for name in ("dana", "emil", "fatou")}
    own = [get(name) for name in ("group", "meeting", "first_meeting", "call", "venue")]
    first = _furnish(set_stage(*own, cast), cast["dana"])
    other = {"dana": get("oumar")}
    second = _furnish(set_stage(*_bare(get("other_group")), other, mark="sparrow"), other["dana"])
    houses = SimpleNamespace(first=first, second=second, users=users)
    houses.browsers = {role: first.stakeholder if role == "stakeholder" else _browser(users[role]) for role in ROLES}
    houses.words = {**_words(first, PREPARING), **_words(second, {"dana": "stranger"})}
    for word, thing in {**first.placed, **second.placed}.items():
        houses.words[word] = {role for role, user in users.items() if may_read(user, thing)}
    return houses


def _browser(user, **kinds):
    client = Client(**kinds)
    if user.is_authenticated:
        client.force_login(user)
        client.get("/my-sessions/")  # from now on the session is known
    return client


def _bare(group):
    """A Chair, meetings, a call and a venue of the other group, as the fixtures make those of the first."""
    chair = make_user("Yusuf Chair").person
    Office.objects.create(group=group, person=chair, kind=Office.Kind.CHAIR, starts_on=date(2016, 9, 30))
    venue = Venue.objects.create(group=group, name="Vienna International Centre", city="Vienna")
    fields = {"group": group, "venue": venue}
    past = Meeting.objects.create(
        **fields, ordinal="first", starts_on=date(2016, 9, 30), ends_on=date(2016, 9, 30), state="closed"
    )
    meeting = Meeting.objects.create(
        **fields, ordinal="second", starts_on=date(2017, 1, 26), ends_on=date(2017, 1, 27), state="announced"
    )
    model = Call.objects.get(state=Call.State.OPENED)
    moments = {"deadline_at": model.deadline_at, "opened_at": model.opened_at, "state": Call.State.OPENED}
    call = Call.objects.create(group=group, meeting=meeting, title="Other inputs", **moments)
    for order, text in enumerate(QUESTIONS, start=1):
        call.questions.create(order=order, text=text)
    return group, meeting, past, call, venue


def _furnish(stage, staff):
    """Contributions, papers, meetings and calls in the other states."""
    stage.staff_user, stage.placed = staff, {}
    for name, how in CONTRIBUTIONS.items():
        word = f"{stage.mark}-text-{name}"
        names = {} if name == "taken_down" else {"organisation": word}  # of what is taken down the name may stay
        made = contribution(stage.call, answers=[word, None], **names, **how)
        stage.placed[word] = _place(stage, name, made)
        setattr(stage, f"{name}_file", kept_file(made.current))
    submissions.take_down(submission=stage.taken_down, reason="A court ordered it.", by=staff)
    Submission.objects.filter(pk=stage.withdrawn.pk).update(public_at=timezone.now(), published_at=timezone.now())
    for name, audience in PAPERS.items():
        word = f"{stage.mark}-paper-{name.replace('_', '-')}"
        file = SimpleUploadedFile("paper.pdf", f"%PDF-1.7 {word}".encode())
        about = {"group": stage.group, "about": None, "by": staff, "audience": audience, "symbol": ""}
        title = "Taken back" if name == "taken_back" else word  # of a paper that is withdrawn the title stays
        stage.placed[word] = _place(stage, name, papers.upload(title=title, file=file, **about).paper)
    papers.withdraw(version=stage.taken_back.versions.get(), by=staff, reason="Mistaken.")
    _place(stage, "cancelled", _copy(stage.planned, state="cancelled", ordinal="fourth", purpose=""))
    _place(stage, "cancelled_call", _copy(stage.coming, state="cancelled", title="Cancelled inputs"))
    return stage


def _place(stage, name, thing):
    setattr(stage, name, thing)
    return thing


def _copy(thing, **fields):
    """Another row like it."""
    copy = type(thing).objects.get(pk=thing.pk)
    copy.pk = None
    for name, value in {**fields, **({"uid": None} if hasattr(copy, "uid") else {})}.items():
        setattr(copy, name, value if name != "uid" else type(copy)._meta.get_field("uid").get_default())
    copy.save()
    return copy


def _words(stage, names):
    """{word: the roles that may read it} of one house. `names`: {who manages and prepares there: the role}."""
    stated = {word.replace("canary", stage.mark, 1): {names[who] for who in people if who in names}
              for word, people in CANARIES.items()}  # fmt: skip
    return stated


def may_read(user, thing):
    """Whether somebody may read what a contribution or paper says: it is out for them, or theirs to manage."""
    if isinstance(thing, Submission):
        now = Submission.objects.get(pk=thing.pk)
        kept = is_secretariat(user, now.call.group) and now.state != Submission.State.TAKEN_DOWN
        return kept or Submission.objects.visible_to(user).out().filter(pk=thing.pk).exists()
    in_force = Paper.objects.visible_to(user).exclude(versions__state="withdrawn")  # its file is offered to nobody
    return in_force.filter(pk=thing.pk).exists()
