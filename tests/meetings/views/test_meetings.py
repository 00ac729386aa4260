"""The secretariat's screens of meetings: whom they let in, what they show, what they keep."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Agenda, Call, Deadline, Meeting, Question, Venue

TYPED = {
    "ordinal": "third",
    "starts_on": "2017-05-03",
    "ends_on": "2017-05-05",
    "starts_at": "10:00",
    "room": "room XXVI",
    "building": "",
    "purpose": "",
    "previous": "",
    "registration_link": "",
    "webcast_link": "",
}


TAKEN = "The group has a meeting of this name already; a number is a label, given once."


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


def addresses(meeting, draft_call):
    """A screen of every kind that is looked at, with the group's own things."""
    group, question = meeting.group, Question.objects.create(call=draft_call, order=1, text="What?")
    deadline = Deadline.objects.create(meeting=meeting, label="Names", audience="unctad", days_before=8)
    Agenda.objects.create(meeting=meeting, text="Opening")
    of_meeting = ("manage", "edit", "agenda", "agenda_adopt", "deadline_add", "notification")
    return [
        *(at(name, group.slug) for name in ("list", "add", "call_add", "venue_add")),
        at("venue_edit", group.slug, meeting.venue_id),
        *(at(name, meeting.pk) for name in of_meeting),
        *(at("step", meeting.pk, verb) for verb in ("announce", "open", "close", "postpone", "cancel")),
        at("deadline_edit", meeting.pk, deadline.pk),
        *(at(name, draft_call.uid) for name in ("call_edit", "question_add")),
        *(at("call_step", draft_call.uid, verb) for verb in ("open", "cancel")),
        at("question_edit", question.uid),
    ]


def test_the_secretariat_opens_every_screen(client_of, dana, meeting, draft_call):
    client = client_of(dana)
    assert {client.get(address).status_code for address in addresses(meeting, draft_call)} == {200}


@pytest.mark.parametrize("name", ["emil", "fatou", "bela", "chidi", "oumar"])
def test_strangers_find_nothing(client_of, request, meeting, draft_call, name):
    client = client_of(request.getfixturevalue(name))
    assert {client.get(address).status_code for address in addresses(meeting, draft_call)} == {404}


def test_the_list_asks_as_often_for_fifty_meetings_as_for_one(
    client_of, dana, meeting, call, looked_at_clock, django_assert_num_queries
):
    client, address = client_of(dana), at("list", meeting.group.slug)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)
    fill(meeting)
    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(address).context["page"].paginator.count == 51


LIST_QUERIES = 10


def fill(meeting):
    """Fifty meetings in all beside the first, with a call and a venue each."""
    for number in range(49):
        venue = Venue.objects.create(group=meeting.group, name=f"Hall {number}", city="Geneva")
        days = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 1, 2)}
        made = Meeting.objects.create(group=meeting.group, venue=venue, ordinal=f"no. {number}", **days)
        Call.objects.create(group=meeting.group, meeting=made, title="Call", deadline_at=meeting.opens_at)


def test_the_call_with_the_latest_deadline_stands_first(client_of, dana, meeting, draft_call):
    later = Call.objects.create(group=meeting.group, meeting=meeting, title="Later", deadline_at=meeting.opens_at)
    page = client_of(dana).get(at("list", meeting.group.slug))
    assert list(page.context["calls"]) == [later, draft_call]


def test_a_meeting_is_planned(client_of, dana, group, venue):
    client_of(dana).post(at("add", group.slug), TYPED | {"ordinal": "Third", "venue": venue.pk})
    found = Meeting.objects.get()
    assert (found.ordinal, found.state, found.ends_on) == ("third", Meeting.State.PLANNED, date(2017, 5, 5))


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"ends_on": "2017-05-13"}, "ends_on", "A meeting lasts ten days at most."),
        ({"ends_on": "2017-05-02"}, "ends_on", "The last day lies before the first day."),
        (
            {"ordinal": "second"},
            "ordinal",
            "The group has a meeting of this name already; a number is a label, given once.",
        ),
    ],
)
def test_impossible_days_are_an_error_and_keep_what_was_typed(client_of, dana, meeting, typed, field, error):
    response = client_of(dana).post(at("add", meeting.group.slug), TYPED | {"venue": meeting.venue_id} | typed)
    form = response.context["form"]
    assert (form.errors, form["room"].value()) == ({field: [error]}, "room XXVI")


def test_ten_days_are_let_through_with_warnings_only(client_of, dana, group, venue):
    typed = TYPED | {"venue": venue.pk, "starts_on": "2016-12-01", "ends_on": "2016-12-10"}
    client_of(dana).post(at("add", group.slug), typed)
    page = client_of(dana).get(at("manage", Meeting.objects.get().pk)).content.decode()
    assert "The notice is shorter than six weeks" in page


def test_a_stale_save_shows_mine_and_theirs_and_goes_at_the_second_try(client_of, dana, meeting):
    client, mine = client_of(dana), TYPED | {"ordinal": "second", "venue": meeting.venue_id, "seen": 1}
    Meeting.objects.filter(pk=meeting.pk).update(version=2, room="room XX")
    page = client.post(at("edit", meeting.pk), mine)
    assert ("Room", "room XXVI", "room XX") in page.context["differences"]
    client.post(at("edit", meeting.pk), mine | {"seen": page.context["form"]["seen"].value()})
    assert Meeting.objects.get(pk=meeting.pk).room == "room XXVI"


def test_a_step_says_what_it_will_do_and_then_does_it(client_of, dana, meeting):
    client, address = client_of(dana), at("step", meeting.pk, "postpone")
    page = client.get(address).content.decode()
    assert ("26 and 27 January 2017 stays visible" in page, "No letter goes out." in page) == (True, True)
    client.post(address)
    assert Meeting.objects.get(pk=meeting.pk).state == Meeting.State.POSTPONED


def test_the_first_dates_stay_visible(client_of, dana, meeting):
    client = client_of(dana)
    client.post(at("step", meeting.pk, "postpone"))
    Meeting.objects.filter(pk=meeting.pk).update(starts_on=date(2017, 5, 3), ends_on=date(2017, 5, 5))
    page = client.get(at("list", meeting.group.slug)).content.decode()
    assert ("3–5 May 2017" in page, "first announced for 26–27 January 2017" in page) == (True, True)


def test_a_step_that_is_closed_says_why(client_of, dana, meeting):
    page = client_of(dana).get(at("step", meeting.pk, "close"))
    assert page.context["why_not"] == "It is announced."


def test_a_step_nobody_knows_is_not_found(client_of, dana, meeting):
    assert client_of(dana).get(at("step", meeting.pk, "sing")).status_code == 404


def test_an_agenda_is_typed_and_adopted(client_of, dana, meeting):
    client = client_of(dana)
    client.post(at("agenda", meeting.pk), {"text": "Opening\n  Statements", "seen": 0})
    client.post(at("agenda_adopt", meeting.pk))
    found = Agenda.objects.get()
    assert (found.state, found.adopted_text, found.items.count()) == ("adopted", "Opening\n  Statements", 2)


@pytest.mark.parametrize(("days", "fixed"), [("", ""), ("8", "2017-01-18")])
def test_a_deadline_is_anchored_or_fixed(client_of, dana, meeting, days, fixed):
    typed = {"label": "Names", "audience": "unctad", "days_before": days, "fixed_on": fixed}
    page = client_of(dana).post(at("deadline_add", meeting.pk), typed)
    assert page.context["form"].non_field_errors() == [
        "Give either the days before the meeting or a fixed date, not both."
    ]


def test_a_deadline_is_added_and_removed(client_of, dana, meeting):
    client, typed = client_of(dana), {"label": "Names", "audience": "unctad", "days_before": "8", "fixed_on": ""}
    client.post(at("deadline_add", meeting.pk), typed)
    made = Deadline.objects.get()
    client.post(at("deadline_remove", meeting.pk, made.pk))
    assert (made.due_on, Deadline.objects.count()) == (date(2017, 1, 18), 0)


def test_a_venue_is_kept_once(client_of, dana, meeting):
    typed = {"name": meeting.venue.name, "city": "Geneva", "practical": "", "seen": 0}
    page = client_of(dana).post(at("venue_add", meeting.group.slug), typed)
    assert page.context["form"].errors == {"name": ["The group has a venue of this name already."]}
