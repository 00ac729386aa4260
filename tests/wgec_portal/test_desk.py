"""The desk, the outbox and the trail: what staff see of their own groups, and nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from audit.clock import now
from audit.log import SYSTEM, record
from audit.models import Entry
from correspondence import outbox
from correspondence.models import Message
from meetings.actions import draft_notification
from meetings.models import Call
from people.models import Contact, Organisation, Seat
from submissions.actions import compile_contributions
from tests.submissions.compilation.issued import issued
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


def letter(group, number=1, **fields):
    values = {"to_address": f"canary{number}@example.org", "subject": f"Letter {number}", "body": "words"}
    moment = now()
    return Message.objects.create(
        key=f"test:{number}",
        group=group.pk,
        language="en",
        message_id=f"<{number}@x>",
        posted_at=moment,
        next_attempt_at=moment,
        **{**values, **fields},
    )


def test_the_desk_shows_staff_their_calls_and_what_is_ahead(client_of, dana, call, clock):
    clock("2016-12-01T09:00:00")  # the meeting is less than sixty days ahead
    text = client_of(dana).get(reverse("desk")).content.decode()
    for expected in (call.title, "7 December 2016", "26 January 2017"):
        assert expected in text


def test_the_call_with_the_latest_deadline_stands_first_and_a_past_one_says_so(client_of, dana, call, clock):
    later = Call.objects.create(group=call.group, meeting=call.meeting, title="B", deadline_at=call.meeting.opens_at)
    clock("2016-12-09T09:00:00")
    page = client_of(dana).get(reverse("desk"))
    assert list(page.context["calls"]) == [later, call]
    assert page.content.decode().count("Deadline past") == 1


def test_the_newest_compilation_of_a_call_waits_on_the_desk(client_of, dana, oumar, call):
    contribution(call)
    version = issued(call).paper_version
    desk = [client_of(user).get(reverse("desk")) for user in (dana, oumar)]
    assert [version.get_absolute_url() in page.content.decode() for page in desk] == [True, False]
    compile_contributions(call=call, by=dana)
    page = client_of(dana).get(reverse("desk")).content.decode()
    assert ("Waiting for a worker" in page, version.get_absolute_url() in page) == (True, False)


def test_what_is_ahead_leads_to_its_screen(client_of, dana, meeting, clock):
    clock("2016-12-01T09:00:00")
    text = client_of(dana).get(reverse("desk")).content.decode()
    assert f'<a href="{reverse("meetings:manage", args=[meeting.pk])}" dir="auto">Second meeting</a>' in text


@pytest.mark.parametrize(("who", "seated"), [("bela", True), ("chidi", False), ("dana", False)])
def test_whoever_holds_a_seat_is_told_and_shown_the_group(client_of, request, group, who, seated):
    page = client_of(request.getfixturevalue(who)).get(reverse("desk"))
    assert list(page.context["seated"]) == [group] * seated


@pytest.mark.parametrize(
    ("who", "due"), [("dana", True), ("emil", True), ("fatou", True), ("bela", False), ("oumar", False)]
)
def test_whoever_may_begin_the_summary_finds_the_meeting(client_of, request, first_meeting, who, due):
    page = client_of(request.getfixturevalue(who)).get(reverse("desk"))
    assert list(page.context["summaries_due"]) == [first_meeting] * due


@pytest.mark.parametrize(("who", "in_hand"), [("dana", True), ("emil", False), ("fatou", False)])
def test_the_desk_leads_nobody_to_a_draft_that_is_closed_to_them(client_of, request, dana, meeting, who, in_hand):
    draft = draft_notification(meeting=meeting, by=dana).paper
    page = client_of(request.getfixturevalue(who)).get(reverse("desk"))
    assert [version.paper for version in page.context["papers"]] == [draft] * in_hand


@pytest.mark.parametrize("listed_here", [True, False])
def test_the_contact_of_an_organisation_on_a_seat_finds_the_group(client_of, chidi, group, other_group, listed_here):
    delegation, kind = Organisation.objects.create(name="Delegation"), group.stakeholder_groups.first()
    Seat.objects.create(group=group, stakeholder_group=kind, organisation=delegation, starts_on=date(2016, 5, 2))
    at = group if listed_here else other_group
    Contact.objects.create(group=at, email=chidi.email, organisation=delegation, person=chidi.person)
    page = client_of(chidi).get(reverse("desk"))
    assert list(page.context["seated"]) == [group] * listed_here


def test_the_desk_shows_staff_of_another_group_nothing_of_this_one(client_of, oumar, call):
    assert call.title not in client_of(oumar).get(reverse("desk")).content.decode()


def test_a_visitor_is_asked_to_sign_in_before_the_desk(client):
    assert client.get(reverse("desk")).url == f"{reverse('account_login')}?next=/desk/"


def test_a_failed_letter_stands_on_the_desk(client_of, dana, group):
    letter(group, state=Message.State.FAILED, error="550 no such mailbox")
    assert "Letter 1" in client_of(dana).get(reverse("desk")).content.decode()


def test_the_outbox_shows_letters_of_the_own_group_only(client_of, dana, oumar, group):
    letter(group)
    texts = [client_of(user).get(reverse("outbox")).content.decode() for user in (dana, oumar)]
    assert ["canary1@example.org" in text for text in texts] == [True, False]


@pytest.mark.parametrize(("query", "expected"), [("state=failed", [2]), ("state=waiting", [1]), ("q=canary2", [2])])
def test_the_outbox_is_filtered_by_state_and_words(client_of, dana, group, query, expected):
    letter(group, 1)
    letter(group, 2, state=Message.State.FAILED)
    page = client_of(dana).get(f"{reverse('outbox')}?{query}").context["page"]
    assert [int(found.subject.split()[1]) for found in page] == expected


def test_the_text_of_a_letter_with_a_code_is_shown_to_nobody(client_of, dana, group):
    found = letter(group, body="CODE-1234", secret=True)
    assert "CODE-1234" not in client_of(dana).get(reverse("letter", args=[found.pk])).content.decode()


def test_staff_send_a_failed_letter_again(client_of, dana, group):
    found = letter(group, state=Message.State.FAILED, attempts=12, error="450 busy")
    client_of(dana).post(reverse("send_again", args=[found.pk]))
    found.refresh_from_db()
    assert (found.state, found.attempts, found.error) == (Message.State.WAITING, 0, "")


def test_a_letter_that_waits_is_not_sent_again(client_of, dana, group):
    found = letter(group)
    response = client_of(dana).post(reverse("send_again", args=[found.pk]), follow=True)
    assert "Only a letter that failed can be sent again." in response.content.decode()


def test_a_stranger_cannot_send_a_letter_again(client_of, oumar, group):
    found = letter(group, state=Message.State.FAILED)
    assert client_of(oumar).post(reverse("send_again", args=[found.pk])).status_code == 404


def failed_letters(group, count):
    return [letter(group, number, state=Message.State.FAILED, attempts=12, error="450") for number in range(count)]


def test_staff_send_all_failed_letters_again_once_they_were_told_how_many(client_of, dana, group):
    failed_letters(group, 3)
    letter(group, 8)
    letter(group, 9, state=Message.State.FAILED, body="")
    address, client = reverse("send_failed_again"), client_of(dana)
    assert "Send 3 failed letters again" in client.get(reverse("outbox")).content.decode()
    assert "Send 3 letters again" in client.get(address).content.decode()
    page = client.post(address, {"seen": "3"}, follow=True).content.decode()
    assert "3 letters wait to be sent again." in page
    states = Message.objects.order_by("id").values_list("state", "attempts")
    assert list(states) == [("waiting", 0)] * 4 + [("failed", 0)]
    assert Entry.objects.filter(action="message.waiting", actor=dana.actor_key).count() == 3


@pytest.mark.parametrize("seen", ["2", "4", "", "x"])
def test_when_another_number_has_failed_staff_are_asked_again(client_of, dana, group, seen):
    failed_letters(group, 3)
    page = client_of(dana).post(reverse("send_failed_again"), {"seen": seen}, follow=True).content.decode()
    assert ("Meanwhile another number of letters has failed" in page, Message.objects.waiting().count()) == (True, 0)


def test_staff_send_failed_letters_of_their_own_groups_only(client_of, oumar, group):
    failed_letters(group, 2)
    client_of(oumar).post(reverse("send_failed_again"), {"seen": "2"})
    assert Message.objects.waiting().count() == 0


def test_the_trail_names_who_did_what_in_the_own_groups_only(client_of, dana, oumar, group):
    record("workinggroup.changed", group, by=dana, fields=["mandate"])
    texts = [client_of(user).get(reverse("trail")).content.decode() for user in (dana, oumar)]
    assert ["Dana Secretariat" in text and "workinggroup.changed" in text for text in texts] == [True, False]


def test_the_trail_of_one_thing_is_not_found_by_a_stranger(client_of, oumar, group):
    record("workinggroup.changed", group, by=SYSTEM)
    assert client_of(oumar).get(f"{reverse('trail')}?thing=people.workinggroup:{group.pk}").status_code == 404


@pytest.mark.parametrize(("name", "expected"), [("outbox", 8), ("trail", 8)])
def test_lists_ask_as_often_for_fifty_rows_as_for_one(
    client_of, dana, group, name, expected, django_assert_max_num_queries, looked_at_clock
):
    counts, client = [], client_of(dana)
    for numbers in (range(1), range(1, 50)):
        for number in numbers:
            letter(group, number)
            record("workinggroup.changed", group, by=dana)
        with django_assert_max_num_queries(50) as counted:
            client.get(reverse(name))
        counts.append(len(counted))
    assert counts == [expected, expected]


def test_staff_keep_reminders_from_an_address_and_allow_it_again(client_of, dana, group):
    address = reverse("suppress", args=[letter(group).pk])
    kept = []
    for words in ({}, {}, {"allow": "1"}):
        client_of(dana).post(address, words)
        kept.append(outbox.suppressed(["Canary1@example.org"]))
    assert kept == [{"canary1@example.org"}, {"canary1@example.org"}, set()]


def test_a_stranger_keeps_nothing_from_an_address(client_of, oumar, group):
    assert client_of(oumar).post(reverse("suppress", args=[letter(group).pk])).status_code == 404


@pytest.mark.parametrize(("query", "expected"), [("", False), ("?letters", True)])
def test_the_trail_shows_letters_only_when_asked(client_of, dana, group, query, expected):
    record("message.sent", letter(group), by=SYSTEM)
    text = client_of(dana).get(f"{reverse('trail')}{query}").content.decode()
    assert ("message.sent" in text) is expected
