"""Home, a working group and a meeting, as anybody sees them."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Call, Meeting
from people.models import Office

pytestmark = pytest.mark.django_db


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_home_shows_the_open_call_with_its_deadline_and_offset(client, call):
    text = page(client, "home")
    assert call.title in text
    assert "7 December 2016, 23:59 Geneva time (UTC+1)" in text


def test_home_does_not_show_a_call_whose_deadline_is_past(client, call, clock):
    clock("2016-12-08T00:00:00")
    assert call.title not in page(client, "home")


def test_home_does_not_show_a_call_in_preparation(client, call):
    Call.objects.filter(pk=call.pk).update(state=Call.State.DRAFT)
    assert call.title not in page(client, "home")


def test_a_planned_meeting_is_on_no_public_page(client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PLANNED)
    assert "Second meeting" not in page(client, "home") + page(client, "group", meeting.group.slug)
    assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 404


def test_the_secretariat_sees_its_planned_meeting(client_of, dana, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PLANNED)
    assert client_of(dana).get(reverse("meeting", args=[meeting.pk])).status_code == 200


def test_a_group_to_practise_in_is_listed_to_its_own_secretariat_only(client, client_of, practice_group, dana, oumar):
    name = practice_group.name
    assert [name in page(each, "home") for each in (client, client_of(oumar), client_of(dana))] == [
        False,
        False,
        True,
    ]


def test_pages_of_a_group_to_practise_in_say_so(client, group, practice_group):
    words = "Nothing here is official"
    assert words in page(client, "group", practice_group.slug)
    assert words not in page(client, "group", group.slug)


def test_calls_of_a_group_to_practise_in_say_so_and_are_on_no_list(client, practice_group, call):
    type(call).objects.update(group=practice_group)
    assert call.title not in page(client, "home")
    assert "Nothing here is official" in page(client, "submissions:call", call.uid)


def test_the_group_page_names_mandate_officers_and_members(client, group, bela, emil):
    text = page(client, "group", group.slug)
    for expected in (group.mandate, "A/RES/70/125", "Emil Chair", "Bela Member"):
        assert expected in text


def test_the_group_page_names_no_assistant_and_no_private_address(client, group, bela, fatou):
    text = page(client, "group", group.slug)
    assert ("Fatou" in text, bela.email in text) == (False, False)


def test_an_officer_whose_term_is_over_is_not_named(client, group, emil):
    Office.objects.update(ends_on=date(2016, 11, 1))
    assert "Emil Chair" not in page(client, "group", group.slug)


def test_only_the_own_secretariat_finds_the_ways_to_its_screens(client_of, group, dana, oumar):
    found = [
        reverse("people:contacts", args=[group.slug]) in page(client_of(user), "group", group.slug)
        for user in (dana, oumar)
    ]
    assert found == [True, False]


def test_the_meeting_page_names_place_hour_and_deadline(client, call):
    text = page(client, "meeting", call.meeting.pk)
    for expected in ("26–27 January 2017", "10 a.m.", "room XXI", "Palais des Nations", "7 December 2016, 23:59"):
        assert expected in text


def number_of_queries(django_assert_max_num_queries, client, address):
    with django_assert_max_num_queries(100) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def fifty_more(group, call):
    """Fifty more meetings, each with its call."""
    days = {"starts_on": date(2017, 5, 3), "ends_on": date(2017, 5, 5), "venue": call.meeting.venue}
    opened = {"deadline_at": call.deadline_at, "opened_at": call.opened_at, "state": Call.State.OPENED}
    for number in range(50):
        Meeting.objects.create(group=group, ordinal=f"number {number}", state=Meeting.State.ANNOUNCED, **days)
        Call.objects.create(group=group, meeting=call.meeting, title=f"Call {number}", **opened)


@pytest.mark.parametrize(("name", "expected"), [("home", 4), ("group", 7)])
def test_public_pages_ask_as_often_for_fifty_things_as_for_one(
    client, group, call, bela, emil, name, expected, django_assert_max_num_queries, looked_at_clock
):
    address = reverse(name, args=[group.slug] if name == "group" else [])
    client.get(address)
    before = number_of_queries(django_assert_max_num_queries, client, address)
    fifty_more(group, call)
    assert [before, number_of_queries(django_assert_max_num_queries, client, address)] == [expected, expected]


def test_staff_add_a_paper_made_elsewhere_to_the_meeting(client_of, dana, meeting):
    text = page(client_of(dana), "meeting", meeting.pk)
    assert f"/groups/wgec/papers/upload/?about=meetings.meeting:{meeting.pk}" in text
