"""What a draft lacks, and who may do what with a contribution."""

import pytest

from meetings.models import Call
from people.models import Holder
from submissions import actions, rules
from submissions.models import Submission, Version

DAY_OF_DEADLINE = "2016-12-07T"


@pytest.mark.parametrize(
    ("different", "fields"),
    [
        ({}, []),
        ({"name": ""}, ["name"]),
        ({"email": ""}, ["email"]),
        ({"email": "amina at example.org"}, ["email"]),
        ({"email": "amina@example.org\nBcc: all@example.org"}, ["email"]),
        ({"publish": ""}, ["publish"]),
        ({"translation": ""}, ["translation"]),
        ({"language": ""}, ["language"]),
        ({"organisation": ""}, []),
        ({"organisation": "", "publish": "organisation"}, ["organisation"]),
        ({"answers": []}, [""]),
        ({"answers": ["   \n"]}, [""]),
        ({"answers": [None]}, []),
        ({"answers": [], "other": "A remark."}, []),
        ({"name": "", "email": "", "answers": []}, ["name", "email", ""]),
    ],
)
def test_a_draft_names_what_it_lacks(call, draft_of, different, fields):
    version, _holder = draft_of(call, **different)
    assert [lack.field for lack in rules.missing(version)] == fields


@pytest.mark.parametrize(
    ("state", "moment", "reason"),
    [
        ("opened", DAY_OF_DEADLINE + "22:59:58", ""),
        (
            "opened",
            DAY_OF_DEADLINE + "23:00:01",
            "The deadline has passed: it was 7 December 2016, 23:59 Geneva time (UTC+1). If you could not send in "
            "time, ask for a personal late link: write to secretariat@example.org.",
        ),
        ("cancelled", DAY_OF_DEADLINE + "12:00:00", "This call was cancelled."),
        ("draft", DAY_OF_DEADLINE + "12:00:00", "This call has not been opened yet."),
    ],
)
def test_a_draft_begins_while_the_call_is_open(call, amina, clock, state, moment, reason):
    Call.objects.update(state=state)
    call.refresh_from_db()
    clock(moment)
    assert rules.why_not_start(amina, call) == reason


@pytest.mark.parametrize(("moment", "may"), [("22:59:58", True), ("23:29:55", True), ("23:30:01", False)])
def test_an_open_draft_can_be_sent_until_the_grace_is_over(call, draft_of, clock, moment, may):
    version, holder = draft_of(call)
    clock(DAY_OF_DEADLINE + moment)
    assert (rules.why_not_submit(holder, Version.objects.get(pk=version.pk)) == "") is may


def test_only_the_holder_writes_in_a_draft(call, draft_of, amina, dana):
    version, holder = draft_of(call)
    words = "Only the author can write in this contribution."
    assert rules.why_not_write(holder, version.submission) == ""
    assert [rules.why_not_write(who, version.submission) for who in (amina, dana, Holder(key=""))] == [words] * 3


def test_what_was_sent_is_not_written_in(call, draft_of):
    version, holder = draft_of(call)
    actions.submit(version=version, by=holder)
    assert rules.why_not_write(holder, version.submission) == "This contribution has been submitted already."


@pytest.mark.parametrize(
    ("sizes", "size", "may"),
    [
        ([], 1, True),
        ([1] * 9, 1, True),
        ([1] * 10, 1, False),
        ([30_000_000], 20_000_000, True),
        ([40_000_000], 20_000_000, False),
    ],
)
def test_ten_files_and_fifty_megabytes(call, draft_of, sizes, size, may):
    version, holder = draft_of(call)
    for one in sizes:
        version.files.create(
            name="a.pdf",
            path="x",
            content_type="application/pdf",
            size=one,
            sha256="0" * 64,
            received_at=version.saved_at,
        )
    assert (rules.why_not_attach(holder, version.submission, size) == "") is may


@pytest.mark.parametrize(
    ("state", "choice", "may"),
    [
        ("submitted", "name", True),
        ("submitted", "organisation", True),
        ("submitted", "group", True),
        ("submitted", "not", False),
        ("withheld", "name", True),
        ("published", "name", False),
        ("shared", "group", False),
        ("withdrawn", "name", False),
    ],
)
def test_what_can_be_published(call, filed, dana, state, choice, may):
    submission = filed(call, publish=choice)
    submission = Submission(pk=submission.pk, call=call, state=state, current=submission.current)
    assert (rules.why_not_publish(dana, submission) == "") is may


@pytest.mark.parametrize("who", ["amina", "bela", "chidi", "emil", "fatou", "oumar"])
def test_nobody_but_the_secretariat_publishes_or_withholds(call, filed, request, who):
    actor, submission = request.getfixturevalue(who), filed(call)
    assert rules.why_not_publish(actor, submission) == "Only the secretariat of this working group can publish."
    assert rules.why_not_withhold(actor, submission).startswith("Only the secretariat")


@pytest.mark.parametrize(("moment", "may"), [("23:10:00", False), ("23:30:01", True)])
def test_a_call_that_publishes_at_once_waits_for_the_deadline_and_its_grace(call, filed, dana, clock, moment, may):
    submission = filed(call)
    submission.call.publication = Call.Publication.AFTER
    clock(DAY_OF_DEADLINE + moment)
    assert (rules.why_not_publish(dana, submission) == "") is may


@pytest.mark.parametrize(
    ("state", "may"),
    [("submitted", True), ("published", True), ("shared", True), ("withheld", False), ("draft", False)],
)
def test_what_can_be_withheld(call, filed, dana, state, may):
    submission = filed(call)
    submission = Submission(pk=submission.pk, call=call, state=state, current=submission.current)
    assert (rules.why_not_withhold(dana, submission) == "") is may


def test_a_state_is_known_by_its_country_without_naming_an_office(call, draft_of, switzerland):
    version, _holder = draft_of(
        call, group="Member States", organisation="", country=switzerland, publish="organisation"
    )
    assert (rules.missing(version), version.public_name) == ([], "Switzerland")


@pytest.mark.parametrize(
    ("publish", "organisation", "name"),
    [
        (Version.Publish.NAME, "Open Rivers", "Open Rivers (Amina Stakeholder)"),
        (Version.Publish.NAME, "", "Amina Stakeholder"),
        (Version.Publish.ORGANISATION, "Open Rivers", "Open Rivers"),
        (Version.Publish.GROUP, "Open Rivers", "Open Rivers"),
    ],
)
def test_the_public_name_is_the_contributors_choice(call, draft_of, publish, organisation, name):
    version, _holder = draft_of(call, publish=publish, organisation=organisation)
    assert version.public_name == name
