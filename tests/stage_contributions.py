"""The contributions on the stage of `tests/stage.py`."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from submissions import actions as submissions
from submissions import declining, uploading
from submissions.intake import preparing
from submissions.models import CoSignatory, File, LateLink, Submission, Version
from submissions.models.late_link import hash_of_key
from submissions.word import form as word_form
from tests.submissions.contributions import contribution


def set_contributions(stage, dana):
    """Contributions of every kind, their files, links and keys."""
    stage.published = contribution(stage.call, answers=["An answer", None])
    stage.unpublished = contribution(
        stage.call,
        state="submitted",
        answers=[f"{stage.mark}-unpublished", None],
        organisation=f"{stage.mark}-unpublished",
    )
    stage.file = kept_file(stage.published.current)
    stage.stakeholder = Client()
    stage.stakeholder.post(f"/calls/{stage.call.uid}/contribute/")
    stage.unsent = Submission.objects.get(call=stage.call, state=Submission.State.DRAFT)
    Version.objects.filter(submission=stage.unsent).update(
        organisation=f"{stage.mark}-unsent", email="unsent@private.example"
    )
    stage.unsent_file = kept_file(stage.unsent.versions.get())
    stage.unsent_upload = uploading.begin(stage.unsent.versions.get(), "big.pdf", 9, None)
    stage.shown = _shown_draft(stage)
    stage.own = _own_contribution(stage)
    stage.decline_token = declining.link(stage.call, "declines@private.example").rstrip("/").rpartition("/")[2]
    stage.unsent_original = _original(stage.unsent.versions.get())
    _set_topic(stage, dana)
    _set_late_link(stage, dana)
    _set_entry(stage, dana)


def _own_contribution(stage):
    """A contribution that was filed from the stakeholder's browser, with a co-signatory."""
    own = contribution(stage.call, state="submitted", behalf="coalition", organisation=f"{stage.mark}-own")
    stage.cosign_key = f"cosign-{stage.mark}-" * 2
    CoSignatory.objects.create(version=own.current, order=1, name="Co-signer", key=stage.cosign_key)
    session = stage.stakeholder.session
    session["contributions"] = {**session["contributions"], str(own.uid): own.holder_key}
    session.save()
    return own


def _set_topic(stage, dana):
    """A topic of the group, with which the answers of one contribution are coded."""
    stage.topic = submissions.add_topic(group=stage.group, name=f"{stage.mark}-topic", by=dana)
    stage.table = "topics"
    question, topics = stage.call.questions.first(), {stage.topic.pk}
    seen = stage.published.current_id
    submissions.code(submission=stage.published, seen=seen, shown={}, ticked={question.pk: topics}, by=dana)


def _shown_draft(stage):
    """A draft that its author shows to partners by a link."""
    shown = Submission.objects.create(
        call=stage.call,
        holder_key=f"shown-{stage.mark}-" * 2,
        reading_key=f"reading-{stage.mark}-" * 2,
        created_at=stage.call.opened_at,
    )
    Version.objects.create(submission=shown, email="shown@private.example", saved_at=stage.call.opened_at)
    return shown


def _set_late_link(stage, dana):
    stage.late_key = f"key-{stage.mark}-" * 3
    stage.late_link = LateLink.objects.create(
        call=stage.call,
        key_hash=hash_of_key(stage.late_key),
        email="late@private.example",
        reason=f"{stage.mark}-late",
        made_by=dana,
        made_at=stage.call.opened_at,
        expires_at=stage.call.deadline_at + timedelta(days=30),
    )


def kept_file(version):
    return File.objects.create(
        version=version,
        name="file.pdf",
        path=default_storage.save("file.pdf", ContentFile(b"%PDF")),
        content_type="application/pdf",
        size=3,
        sha256="0" * 64,
        received_at=version.saved_at,
    )


def _original(version):
    """A Word file from which the draft's text can be read."""
    file = kept_file(version)
    data = ContentFile(word_form.make(version.submission.call))
    file.role, file.content_type, file.path = (
        File.Role.ORIGINAL,
        word_form.TYPE,
        default_storage.save("form.docx", data),
    )
    file.save()
    return file


def _set_entry(stage, dana):
    """A message that staff have begun to enter."""
    data = SimpleUploadedFile(
        "message.eml", f"From: {stage.mark}-entry@private.example\r\n\r\n{stage.mark}-entry".encode()
    )
    prepared = preparing.prepare(data, stage.call)
    stage.entry = submissions.begin_entry(call=stage.call, by=dana, prepared=prepared)
    stage.entry_file = kept_file(stage.entry.draft)
