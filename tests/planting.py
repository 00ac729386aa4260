"""Plants a numbered word in every field that people or the portal write, and knows who may read each of them.

A new field stands in none of the lists below, and tests/test_canaries.py fails until somebody has said what it is.
"""

import itertools

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from audit.clock import now
from audit.log import record
from audit.models import Values
from correspondence.models import Suppression
from documents.models import PaperVersion
from submissions.models import (
    AddressCode,
    Compilation,
    CoSignatory,
    Declination,
    File,
    Fragment,
    LateLink,
    OtherForm,
    Rendition,
    RenditionText,
    Submission,
    Upload,
    Version,
)
from tests.leaks import planted
from tests.submissions.contributions import contribution

APPS = {"submissions", "people", "correspondence", "audit"}
TEXTUAL = (models.TextField, models.CharField, models.JSONField, models.BinaryField)

PUBLIC = {  # what anybody may read, whoever it is about
    "people.Organisation": "name short_name",
    "people.StakeholderGroup": "name",
    "people.State": "iso3 name_en formal_name_en name_fr name_es name_ar name_zh name_ru",
    "people.WorkingGroup": """name slug short_name parent_body parent_short_name mandate mandate_symbol
        mandate_paragraph report_due composition time_zone city working_language secretariat_name secretariat_address
        secretariat_email secretariat_telephone secretariat_fax website disclaimer""",
    "submissions.RegisterEntry": "commitment previous hash",
    "submissions.Register": "head",
    "people.Person": "name title",  # of members and officers; of others only the address book knows
}
CODES = {  # what no person writes: languages, hashes that are printed, places on the disk, names of things
    "audit.Entry": "actor action thing thing_key details",  # keys only, which tests/audit proves
    "correspondence.Heartbeat": "name",
    "people.Subscription": "language",
    "people.User": "language",
    "people.Contact": "language",
    "correspondence.Message": "language reader_key",  # drawn by lot
    "submissions.Answer": "language",
    "submissions.Compilation": "language series",
    "submissions.CompiledItem": "digest",
    "submissions.File": "content_type sha256 virus",
    "submissions.Fragment": "key sha256",
    "submissions.ReminderPlan": "days",
    "submissions.Rendition": "language",
    "submissions.Version": "language sha256",
    "submissions.Takedown": "paths",
    "submissions.Likeness": "",
    "submissions.LikenessBand": "",
}
AS_CHOSEN = {  # what readers are shown as the contributor chose: `may_read` says to whom
    "submissions.Version": "name organisation behalf_name other",
    "submissions.Answer": "text",
    "submissions.CoSignatory": "name",
    "submissions.File": "name",
    "submissions.Rendition": "reason",
    "submissions.RenditionText": "text",
}
PRIVATE = {  # what nobody reads but the group's own secretariat and, of a contribution, its holder
    "audit.Values": "fields",
    "correspondence.Message": "key to_address to_name subject body attachments message_id error",
    "correspondence.Suppression": "address reason",
    "people.Contact": "name email",
    "people.Subscription": "email",
    "people.User": "password email",
    "submissions.AddressCode": "email code_hash",
    "submissions.CoSignatory": "email key",
    "submissions.Compilation": "error",
    "submissions.Fragment": "error html",
    "submissions.Declination": "email",
    "submissions.File": "path",
    "submissions.LateLink": "key_hash email name reason",
    "submissions.OtherForm": "error",
    "submissions.Submission": """holder_key reading_key withheld_reason confirmed_email authority_for authority_how
        returned_question takedown_reason""",
    "submissions.Topic": "name",
    "submissions.Upload": "name path refusal",
    "submissions.Version": "salt title email affiliations signatories body_key sort_key saved_from",
}


def named(*lists):
    """{"app.Model.field"} of some of the lists."""
    return {f"{model}.{field}" for each in lists for model, fields in each.items() for field in fields.split()}


def textual():
    """{"app.Model.field"} of every field that can hold a text; one with choices holds a code."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    fields = [(model, field) for model in ours for field in model._meta.local_fields]
    return {f"{m._meta.label}.{f.name}" for m, f in fields if isinstance(f, TEXTUAL) and not f.choices}


STATES = {  # what is planted: a contribution in each state and with each choice
    "name": {"publish": "name", "state": "published"},
    "organisation": {"publish": "organisation", "state": "published"},
    "redacted": {"publish": "name", "state": "published"},
    "coalition": {"publish": "name", "state": "published", "behalf": "coalition"},
    "group": {"publish": "group", "state": "shared"},
    "waiting": {"publish": "name", "state": "submitted"},
    "withheld": {"publish": "name", "state": "withheld"},
    "not": {"publish": "not", "state": "submitted"},
    "withdrawn": {"publish": "name", "state": "withdrawn"},
    "earlier": {"publish": "name", "state": "published"},
}
TEXT = {"submissions.Version.other", "submissions.Answer.text", "submissions.File.content"}
ORGANISATION = {"submissions.Version.organisation", *TEXT}
NAME = {"submissions.Version.name", "submissions.File.name", *ORGANISATION}
REDACTION = {"submissions.Rendition.reason", "submissions.RenditionText.text"}
JOINT = {"submissions.CoSignatory.name", "submissions.Version.behalf_name"}
SHOWN = {  # what readers are shown of each: (to everybody, to the Working Group beside)
    "name": (NAME, set()),
    "organisation": (ORGANISATION, set()),
    "redacted": ((NAME | REDACTION) - {"submissions.Answer.text", "submissions.File.content", "submissions.File.name"},
                 set()),
    "coalition": (NAME | JOINT, set()),
    "group": (set(), ORGANISATION),
}  # fmt: skip


def may_read(which, where, *, member=False):
    """Whether a reader may be shown a field of one of the contributions; of nothing else any."""
    everybody, inside = SHOWN.get(which, (set(), set()))
    return where in everybody or (member and where in inside)


OF_CONTRIBUTIONS = {"Submission", "Version", "CoSignatory", "File"}  # planted with the contributions


class Field:
    """Where each number was planted: {number: (which contribution or "", the field)}."""

    def __init__(self):
        self.numbers, self.planted = itertools.count(1), {}

    def word(self, whose, where):
        number = next(self.numbers)
        self.planted[number] = (whose, where)
        return planted(number)


def plant_contributions(field, call, author):
    """The contributions of STATES, each field of theirs with a word of its own. Returns {which: Submission}."""
    made = {}
    for which, how in STATES.items():
        made[which] = submission = contribution(call, answers=["", ""], **how)
        _plant_version(field, which, submission.current, author)
    Submission.objects.filter(pk=made["withdrawn"].pk).update(published_at=now(), public_at=now())
    _supersede(made["earlier"])
    for which, submission in made.items():
        _plant_row(field, which, submission)
    return made


def _plant_version(field, which, version, author):
    rendition = {"made_at": now(), "made_by": author, "version": version}
    if which == "redacted":
        redaction = Rendition.objects.create(kind="redaction", reason="x", **rendition)
        for answer in version.answers.all():
            text = field.word(which, "submissions.RenditionText.text")
            RenditionText.objects.create(rendition=redaction, question=answer.question, text=text)
        _plant_row(field, which, redaction)
    if which == "coalition":
        CoSignatory.objects.create(version=version, order=1, name="x", key=f"key-{version.pk}")
    file = File.objects.create(version=version, name="x", path="x", content_type="text/plain", size=14,
                               sha256="0" * 64, received_at=now())  # fmt: skip
    for row in [version, *version.answers.all(), *version.co_signatories.all(), file]:
        _plant_row(field, which, row)
    path = default_storage.save(f"{file.path}.txt", ContentFile(field.word(which, "submissions.File.content")))
    File.objects.filter(pk=file.pk).update(path=path)
    if which == "redacted":
        redaction.hidden_files.add(file)


def _supersede(submission):
    """Another version without any planted word comes into force."""
    newer = contribution(submission.call).current
    other = newer.submission
    Submission.objects.filter(pk=other.pk).update(current=None, register_number=None, state="draft")
    Version.objects.filter(pk=newer.pk).update(submission=submission, number=2)
    Submission.objects.filter(pk=submission.pk).update(current=newer)
    other.delete()


def plant_elsewhere(field, stage):
    """A word in every other row that holds something private."""
    moment, call, dana = now(), stage.call, stage.dana
    version = stage.planted["name"].current
    AddressCode.objects.create(email="x", code_hash="x", asked_at=moment, expires_at=call.closes_at)
    Declination.objects.create(call=call, email="x", declined_at=moment)
    LateLink.objects.create(call=call, key_hash="x", email="x", reason="x", expires_at=call.closes_at, made_at=moment,
                            made_by=dana)  # fmt: skip
    Upload.objects.create(version=version, name="x", size=1, started_at=moment, touched_at=moment)
    Compilation.objects.create(call=call, asked_at=moment, state="failed")
    Fragment.objects.create(key="0" * 64, call=call, used_at=moment)
    OtherForm.objects.create(paper_version=PaperVersion.objects.latest("pk"), kind="data", attempts=3)
    Suppression.objects.create(address="x", reason="x", since=moment)
    Values.objects.create(entry=record("contact.changed", stage.contact, by=dana), fields={})
    for label in sorted(PRIVATE):
        if label.split(".")[1] not in OF_CONTRIBUTIONS:
            for row in apps.get_model(label)._base_manager.all():
                _plant_row(field, "", row)


def _plant_row(field, which, row):
    """Put a word into every field of a row that holds what people write."""
    label = row._meta.label
    fields = [name for name in named(AS_CHOSEN, PRIVATE) if name.rpartition(".")[0] == label]
    words = {name.rpartition(".")[2]: _fit(row, name, field.word(which, name)) for name in sorted(fields)}
    type(row)._base_manager.filter(pk=row.pk).update(**words)


def _fit(row, name, word):
    """The word as the field takes it."""
    kind = row._meta.get_field(name.rpartition(".")[2])
    if isinstance(kind, models.BinaryField):
        return word.encode()
    if isinstance(kind, models.JSONField):
        return {"x": [word]} if row._meta.label == Values._meta.label else [{"name": word}]
    return f"{word}@private.example" if kind.name in ("email", "confirmed_email", "address", "to_address") else word
