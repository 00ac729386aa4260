"""A contributor's later word: a withdrawal with the traces that the process asks for, and other choices."""

import pytest

from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, erasing, register, storing
from submissions.models import Answer, Declination, File, RegisterEntry, Submission, Version
from tests.submissions.conftest import draft, pdf_bytes, upload
from tests.submissions.test_versions import file_with, send_again

pytestmark = pytest.mark.embedded
CANARIES = {"name": "Canary Name", "title": "Canary Title", "organisation": "Canary Rivers", "other": "Canary beside."}


def canaries(call, django_capture_on_commit_callbacks):
    """(a filed contribution full of canaries, with a file; its holder)."""
    version, holder = draft(call, answers=["Canary answer."], **CANARIES)
    actions.attach(version=version, stored=storing.store(upload("canary.pdf", pdf_bytes())), by=holder)
    return actions.submit(version=version, by=holder).submission, holder


def everything_said():
    """All that the database holds of texts, names and letters."""
    rows = [*Version.objects.values(), *Answer.objects.values(), *File.objects.values(), *Submission.objects.values()]
    letters = Message.objects.filter(key__startswith="receipt:").values("body", "attachments")
    return str([*rows, *letters])


def test_before_publication_the_text_disappears(call, settings, django_capture_on_commit_callbacks):
    submission, holder = canaries(call, django_capture_on_commit_callbacks)
    path = settings.MEDIA_ROOT / File.objects.get().path
    assert ("anary" in everything_said(), path.exists()) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(submission=submission, by=holder)
    assert ("anary" in everything_said(), path.exists()) == (False, False)


def test_the_register_keeps_number_hash_and_chain(call):
    submission, holder = file_with(call)
    before = submission.current.sha256
    actions.withdraw(submission=submission, by=holder)
    version = Version.objects.get()
    assert (version.number, version.sha256, version.salt) == (1, before, "")
    entries = list(RegisterEntry.objects.order_by("sequence"))
    assert [(one.kind, one.number, one.commitment) for one in entries] == [
        ("filed", 1, before),
        ("withdrawn", 1, before),
    ]
    assert [register.hash_of(one) for one in entries] == [one.hash for one in entries]


def test_after_publication_the_text_stays_in_the_archive_only(call, dana, client):
    submission, holder = file_with(call, answers=["Once public."])
    actions.publish(submission=submission, by=dana)
    actions.withdraw(submission=submission, by=holder)
    submission.refresh_from_db()
    assert (submission.state, submission.current.answers.get().text) == ("withdrawn", "Once public.")
    assert b"Once public." not in client.get(f"/contributions/{submission.uid}/").content
    assert b"Once public." not in client.get(f"/calls/{call.uid}/").content


def test_what_never_came_out_disappears_also_after_publication(call, dana):
    submission, holder = file_with(call, answers=["Once public."])
    actions.publish(submission=submission, by=dana)
    send_again(submission, holder, other="Never public.")
    actions.withdraw(submission=Submission.objects.get(), by=holder)
    assert list(Version.objects.order_by("number").values_list("name", "other")) == [
        ("Amina Stakeholder", ""),
        ("", ""),
    ]
    assert Answer.objects.get().version.number == 1


def test_pressed_twice_it_is_withdrawn_once(call):
    submission, holder = file_with(call)
    actions.withdraw(submission=submission, by=holder)
    actions.withdraw(submission=submission, by=holder)
    assert Message.objects.filter(key=f"withdrawn:{submission.uid}").count() == 1
    assert RegisterEntry.objects.filter(kind="withdrawn").count() == 1


def test_a_letter_says_so_and_no_reminder_follows(call):
    submission, holder = file_with(call)
    actions.withdraw(submission=submission, by=holder)
    letter = Message.objects.get(key=f"withdrawn:{submission.uid}")
    assert (letter.to_address, "have been erased" in letter.body) == ("amina@example.org", True)
    assert Declination.objects.get().email == "amina@example.org"


@pytest.mark.parametrize("verb", ["edit", "change_choices", "show_draft"])
def test_nothing_more_can_be_done_with_what_was_withdrawn(call, verb):
    submission, holder = file_with(call)
    actions.edit(submission=submission, by=holder)
    actions.withdraw(submission=submission, by=holder)
    more = {"publish": "not", "translation": "original"} if verb == "change_choices" else {}
    with pytest.raises(Refused, match="cannot be changed any more"):
        getattr(actions, verb)(submission=submission, by=holder, **more)
    assert Submission.objects.get().draft is None


def test_a_draft_is_not_withdrawn(call, draft_of):
    version, holder = draft_of(call)
    with pytest.raises(Refused, match="not been submitted"):
        actions.withdraw(submission=version.submission, by=holder)


def test_a_duplicate_can_be_withdrawn(call):
    first, _holder = file_with(call)
    second, holder = file_with(call)
    Submission.objects.filter(pk=second.pk).update(state="duplicate", duplicate_of=first)
    actions.withdraw(submission=second, by=holder)
    assert Submission.objects.get(pk=second.pk).state == "withdrawn"


def test_after_the_deadline_it_can_be_withdrawn(call, clock):
    submission, holder = file_with(call)
    clock("2017-03-01T12:00:00")
    actions.withdraw(submission=submission, by=holder)
    assert Submission.objects.get().state == "withdrawn"


def test_erasing_how_somebody_is_reached_leaves_the_text(call):
    submission, _holder = file_with(call)
    erasing.erase_contact(submission)
    submission.refresh_from_db()
    version = submission.current
    assert (version.email, version.name, version.digest) == ("", "Amina Stakeholder", version.sha256)


# Other choices


STATES = [
    # as filed, chosen then, state before and after
    ("name", "organisation", "published", "published"),
    ("name", "group", "published", "shared"),
    ("name", "not", "published", "submitted"),
    ("organisation", "name", "published", "submitted"),
    ("group", "not", "shared", "submitted"),
    ("group", "organisation", "shared", "submitted"),
    ("group", "name", "shared", "submitted"),
    ("not", "name", "submitted", "submitted"),
    ("name", "not", "submitted", "submitted"),
]


@pytest.mark.parametrize(("before", "chosen", "was", "becomes"), STATES)
def test_narrower_choices_hold_at_once_and_wider_ones_are_asked_again(call, dana, before, chosen, was, becomes):
    submission, holder = file_with(call, publish=before)
    if was in ("published", "shared"):
        actions.publish(submission=submission, by=dana)
    assert Submission.objects.get().state == was
    actions.change_choices(submission=submission, publish=chosen, translation="original", by=holder)
    submission.refresh_from_db()
    assert (submission.state, submission.current.publish) == (becomes, chosen)


def test_other_choices_are_a_version_with_the_same_text_and_hour(call, clock):
    submission, holder = file_with(call, answers=["Mine."])
    first = submission.current
    clock("2017-02-01T12:00:00")  # long after the deadline
    version = actions.change_choices(submission=submission, publish="group", translation="unofficial", by=holder)
    assert (version.number, version.choices_only, version.received_at) == (2, True, first.received_at)
    assert (version.answers.get().text, version.digest, version.salt != first.salt) == ("Mine.", version.sha256, True)
    assert RegisterEntry.objects.latest("sequence").commitment == version.sha256
    assert Message.objects.filter(key=f"receipt:{submission.uid}:2").count() == 1


def test_the_same_choices_change_nothing(call):
    submission, holder = file_with(call)
    for _ in range(2):
        actions.change_choices(submission=submission, publish="group", translation="original", by=holder)
    assert (Version.objects.count(), RegisterEntry.objects.count()) == (2, 2)


def test_a_newer_draft_takes_other_choices_over(call):
    submission, holder = file_with(call)
    opened = actions.edit(submission=submission, by=holder)
    actions.change_choices(submission=submission, publish="not", translation="original", by=holder)
    sent = actions.submit(version=Version.objects.get(pk=opened.pk), by=holder)
    assert (sent.number, sent.publish) == (3, "not")


def test_no_organisation_no_publication_with_its_name(call):
    submission, holder = file_with(call, organisation="")
    with pytest.raises(Refused, match="names no organisation"):
        actions.change_choices(submission=submission, publish="organisation", translation="original", by=holder)
    assert Version.objects.count() == 1


def test_a_stranger_changes_no_choice(call, amina, dana):
    submission, _holder = file_with(call)
    for actor in (amina, dana):
        with pytest.raises(Refused, match="Only its author"):
            actions.change_choices(submission=submission, publish="not", translation="original", by=actor)
    assert Version.objects.count() == 1


def test_a_redaction_stays_under_other_choices(call, dana):
    submission, holder = file_with(call, answers=["Open and secret."])
    actions.publish(submission=submission, by=dana)
    texts = {call.questions.first().pk: "Open and […]."}
    actions.redact(version=submission.current, texts=texts, reason="A person in danger.", by=dana)
    version = actions.change_choices(submission=submission, publish="organisation", translation="original", by=holder)
    assert version.renditions.get().texts.get(question=call.questions.first()).text == "Open and […]."
