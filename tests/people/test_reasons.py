"""Why somebody got, or did not get, a letter about a duty or with a paper."""

import pytest

from audit.log import SYSTEM
from correspondence import outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from documents.models import Paper, PaperVersion
from people import duties
from people.models import Contact
from people.reasons import of_duty, of_paper
from tests.people.test_duties import duty

pytestmark = pytest.mark.django_db
END = "people/emails/_duty_end.txt"


def told(one, address="Dana@example.org"):
    return [(line.name, line.what, str(line.why)) for line in of_duty(one, address).lines]


def test_each_rung_of_a_duty_says_what_became_of_it(group, dana, clock):
    clock("2016-12-15T10:00")
    duties.remind([duty(group)])
    assert told(duty(group)) == [
        ("7 days before the date", "skipped", "Its time passed without a letter: a later one goes instead."),
        ("On the date", "waiting", ""),
        ("7 days after the date", "will_go", ""),
        ("14 days after the date", "will_go", ""),
        ("21 days after the date", "will_go", ""),
    ]


def test_a_letter_taken_back_says_so(group, dana, clock):
    clock("2016-12-15T10:00")
    duties.remind([duty(group)])
    outbox.withdraw("duty:", by=SYSTEM)
    why = "The date was moved, or the meeting called off, before it went."
    assert told(duty(group))[1] == ("On the date", "withdrawn", why)


def test_who_is_not_told_learns_to_whom_it_goes(group, dana):
    why = "Goes to the secretariat only, and this address is not among it today."
    assert told(duty(group), "chidi@example.org") == [("Every letter", "skipped", why)]


def test_a_barred_address_and_a_letter_to_be_released_say_so(group, dana):
    released = told(duty(group, needs_release=True))
    assert {why for _name, _what, why in released} == {"Waits until the secretariat releases it."}
    outbox.suppress("dana@example.org", reason="bounced")
    assert {why for _name, _what, why in told(duty(group))} == {"This address is not to be written to."}


@pytest.fixture
def version(group):
    """The first version of a paper."""
    paper = Paper.objects.create(group=group, kind=Paper.Kind.NOTIFICATION, title="Notification")
    return PaperVersion.objects.create(paper=paper, number=1)


def test_why_no_paper_came(version, group, bela):
    outbox.suppress("barred@example.org", reason="bounced")
    addresses = ("barred@example.org", "nobody@example.org", "Bela@example.org")
    assert [of_paper(version, "notification:x:1:", address).why for address in addresses] == [
        "This address is not to be written to.",
        "Is not in the address book.",
        "Was not among those it was sent to: of another audience, or entered later.",
    ]


def test_the_paper_that_came_is_the_letter(version, group):
    Contact.objects.create(group=group, email="a@example.org")
    key = "notification:x:1:a@example.org"
    outbox.post(key=key, kind=Kind.DUTY, to="A@example.org", template=END, context={"group": group}, language="en")
    line = of_paper(version, "notification:x:1:", "a@example.org")
    assert (line.what, line.message, line.name) == ("waiting", Message.objects.get(), "Version 1")
