"""In which period a contribution came: the same answer from the rule, and from the database for lists."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string

from meetings.models import Call
from submissions import rules
from submissions.models import Period, Submission, Version

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

FIRST, LAST = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC), datetime(2016, 12, 14, 22, 59, 59, tzinfo=UTC)
GRACE, TICK = timedelta(minutes=30), timedelta(microseconds=1)
MOMENTS = [
    (FIRST, "original"),
    (FIRST + GRACE, "original"),
    (FIRST + GRACE + TICK, "extended"),
    (LAST, "extended"),
    (LAST + GRACE, "extended"),
    (LAST + GRACE + TICK, "behind"),
    (LAST + timedelta(days=9), "behind"),
]


def arrived(call, moments):
    """Contributions that came at these moments."""
    group = call.group.stakeholder_groups.first()
    for number, moment in enumerate(moments, start=1):
        made = Submission.objects.create(call=call, holder_key=f"{call.pk}-{number}", created_at=FIRST)
        version = Version.objects.create(
            submission=made, number=1, sent_at=moment, received_at=moment, saved_at=moment, stakeholder_group=group,
            sha256="0" * 64, publish="name",
        )  # fmt: skip
        Submission.objects.filter(pk=made.pk).update(
            current=version, register_number=number, submitted_at=moment, state="submitted"
        )


@pytest.fixture
def extended_call(call):
    Call.objects.update(deadline_at=LAST, original_deadline_at=FIRST, deadline_version=2)
    call.refresh_from_db()
    return call


@pytest.mark.parametrize(
    ("policy", "behind"), [("refuse", "late"), ("accept", "late"), ("no_guarantee", "no_guarantee")]
)
def test_lists_and_rule_agree_to_the_microsecond(extended_call, policy, behind):
    extended_call.late_policy = policy
    arrived(extended_call, [moment for moment, _period in MOMENTS])
    wanted = [behind if period == "behind" else period for _moment, period in MOMENTS]
    listed = {each.pk: str(period) for period in Period for each in Submission.objects.in_period(extended_call, period)}
    found = list(Submission.objects.order_by("pk").select_related("current"))
    assert [rules.period_of(each.current, extended_call) for each in found] == wanted
    assert [listed[each.pk] for each in found] == wanted


def test_without_an_extension_nothing_came_in_the_extended_period(call):
    arrived(call, [FIRST, FIRST + GRACE + TICK])
    counts = [Submission.objects.in_period(call, period).count() for period in Period]
    assert dict(zip(Period.values, counts, strict=True)) == {
        "original": 1, "extended": 0, "late": 1, "no_guarantee": 0
    }  # fmt: skip


def test_drafts_and_other_calls_came_in_no_period(extended_call, other_call):
    arrived(other_call, [FIRST])
    Submission.objects.create(call=extended_call, holder_key="draft", created_at=FIRST)
    assert [Submission.objects.in_period(extended_call, period).count() for period in Period] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (FIRST, ""),
        (LAST, "in the extended period"),
        (LAST + timedelta(hours=1), "late"),
    ],
)
def test_the_public_label_says_only_what_was_not_in_time(extended_call, moment, words):
    label = render_to_string(
        "submissions/_period.html", {"version": Version(received_at=moment), "call": extended_call}
    )
    assert (words in label, "state" in label) == (True, bool(words))
