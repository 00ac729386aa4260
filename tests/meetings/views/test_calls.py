"""The screens of a call: its deadline, its questions, and the step that opens it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from correspondence.models import Message
from meetings.models import Call, Question
from tests.meetings.actions.test_call import LONG

TYPED = {
    "title": "Inputs",
    "introduction": "",
    "deadline_on": "2016-12-07",
    "deadline_hour": "",
    "time_zone": "Europe/Zurich",
    "city": "Geneva",
    "grace_minutes": "30",
    "late_policy": "refuse",
    "word_limit": "",
    "word_rule": "advisory",
    "publication": "rolling",
}


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.mark.parametrize(
    ("typed", "deadline"),
    [
        ({}, datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)),
        ({"deadline_hour": "18:00"}, datetime(2016, 12, 7, 17, 0, tzinfo=UTC)),
        ({"time_zone": "America/New_York", "city": "New York"}, datetime(2016, 12, 8, 4, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_an_instant_in_its_zone(client_of, dana, meeting, typed, deadline):
    client_of(dana).post(at("call_add", meeting.group.slug), TYPED | {"meeting": meeting.pk} | typed)
    assert Call.objects.get().deadline_at == deadline


def test_an_unknown_zone_is_an_error(client_of, dana, meeting):
    typed = TYPED | {"meeting": meeting.pk, "time_zone": "Geneva"}
    page = client_of(dana).post(at("call_add", meeting.group.slug), typed)
    assert page.context["form"].errors == {"time_zone": ["There is no such time zone. Write it as in Europe/Zurich."]}


@pytest.mark.parametrize(
    ("zone", "day", "hour"),
    [
        ("Europe/Zurich", "2017-03-26", "02:30"),
        ("America/New_York", "2017-03-12", "02:00"),
        ("Australia/Lord_Howe", "2016-10-02", "02:15"),
        ("Asia/Beirut", "2017-03-26", "00:30"),
        ("Pacific/Apia", "2011-12-30", ""),
    ],
)
def test_an_hour_that_the_clocks_leave_out_is_an_error(client_of, dana, meeting, zone, day, hour):
    typed = {"meeting": meeting.pk, "time_zone": zone, "deadline_on": day, "deadline_hour": hour}
    page = client_of(dana).post(at("call_add", meeting.group.slug), TYPED | typed)
    assert (list(page.context["form"].errors), Call.objects.count()) == (["deadline_hour"], 0)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "deadline"),
    [
        ("Europe/Zurich", "2017-10-29", "02:30", datetime(2017, 10, 29, 1, 30, tzinfo=UTC)),
        ("America/Sao_Paulo", "2016-02-20", "", datetime(2016, 2, 21, 2, 59, 59, tzinfo=UTC)),
    ],
)
def test_of_an_hour_that_comes_twice_the_second_is_meant_and_said(client_of, dana, meeting, zone, day, hour, deadline):
    typed = {"meeting": meeting.pk, "time_zone": zone, "deadline_on": day, "deadline_hour": hour}
    client = client_of(dana)
    client.post(at("call_add", meeting.group.slug), TYPED | typed)
    call = Call.objects.get()
    assert call.deadline_at == deadline
    assert "the second one is meant" in client.get(at("call_edit", call.uid)).content.decode()


def test_the_settings_of_a_call_are_kept(client_of, dana, meeting):
    typed = {"grace_minutes": "0", "late_policy": "no_guarantee", "word_limit": "500", "word_rule": "binding"}
    typed |= {"meeting": meeting.pk, "cosign_until_on": "2016-12-14", "cosign_until_hour": "12:00"}
    client_of(dana).post(at("call_add", meeting.group.slug), TYPED | typed)
    call = Call.objects.get()
    assert (call.grace, call.late_policy, call.word_limit, call.word_rule, call.cosign_until_at) == (
        timedelta(), "no_guarantee", 500, "binding", datetime(2016, 12, 14, 11, tzinfo=UTC)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"grace_minutes": "-1"}, "grace_minutes"),
        ({"grace_minutes": "1441"}, "grace_minutes"),
        ({"word_limit": "0"}, "word_limit"),
        ({"late_policy": "perhaps"}, "late_policy"),
        ({"cosign_until_hour": "12:00"}, "cosign_until_on"),
    ],
)
def test_a_wrong_setting_is_an_error(client_of, dana, meeting, wrong, field):
    page = client_of(dana).post(at("call_add", meeting.group.slug), TYPED | {"meeting": meeting.pk} | wrong)
    assert (list(page.context["form"].errors), Call.objects.count()) == ([field], 0)


def test_parts_and_translations_have_their_screens(client_of, dana, draft_call):
    client = client_of(dana)
    client.post(at("question_add", draft_call.uid), {"text": "one", "seen": 0})
    one = Question.objects.get()
    client.post(at("part_add", one.uid), {"text": "A", "seen": 0})
    client.post(at("translation_add", one.uid), {"language": "ar", "text": "ما هي؟", "seen": 0})
    page = client.get(at("call_edit", draft_call.uid)).content.decode()
    assert ('lang="ar" dir="rtl"' in page, ">1 a)<" in page, "Courtesy translation (Arabic)" in page) == (True,) * 3
    translation = one.translations.get()
    client.post(at("translation_edit", translation.pk), {"text": "ما هو؟", "seen": 1})
    translation.refresh_from_db()
    assert translation.text == "ما هو؟"
    client.post(at("translation_remove", translation.pk))
    assert one.translations.count() == 0


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"language": "xx", "text": "x"}, ["language"]),
        ({"language": "en", "text": "x"}, ["language"]),
        ({"language": "", "text": "x"}, ["language"]),
        ({"language": "fr", "text": "x"}, ["language"]),
        ({"language": "de", "text": " "}, ["text"]),
    ],
)
def test_a_wrong_translation_is_an_error(client_of, dana, call, typed, fields):
    question = call.questions.first()
    question.translations.create(language="fr", text="Quoi ?")
    page = client_of(dana).post(at("translation_add", question.uid), typed)
    assert list(page.context["form"].errors) == fields


def test_the_call_asks_as_often_for_ten_questions_as_for_two(
    client_of, dana, call, looked_at_clock, django_assert_num_queries
):
    client, screen = client_of(dana), at("call_edit", call.uid)
    with django_assert_num_queries(CALL_QUERIES):
        client.get(screen)
    for order in range(3, 11):
        call.questions.create(order=order, text="More?").translations.create(language="fr", text="Plus ?")
    with django_assert_num_queries(CALL_QUERIES):
        client.get(screen)


CALL_QUERIES = 22


def test_a_saved_deadline_comes_back_as_it_was_typed(client_of, dana, draft_call):
    form = client_of(dana).get(at("call_edit", draft_call.uid)).context["form"]
    assert (str(form.initial["deadline_on"]), form.initial["deadline_hour"]) == ("2016-12-07", None)


def test_a_stale_deadline_shows_mine_and_theirs(client_of, dana, draft_call):
    Call.objects.update(version=2)
    typed = TYPED | {"meeting": draft_call.meeting_id, "deadline_hour": "18:00", "seen": 1}
    page = client_of(dana).post(at("call_edit", draft_call.uid), typed)
    mine, theirs = "7 December 2016, 18:00 Geneva time (UTC+1)", "7 December 2016, 23:59 Geneva time (UTC+1)"
    assert ("Deadline", mine, theirs) in page.context["differences"]


def test_the_deadline_is_printed_with_hour_place_and_offset(client_of, dana, draft_call):
    page = client_of(dana).get(at("call_edit", draft_call.uid)).content.decode()
    assert "7 December 2016, 23:59 Geneva time (UTC+1)" in page


def test_a_question_of_a_thousand_signs_comes_out_whole(client_of, dana, draft_call):
    client = client_of(dana)
    client.post(at("question_add", draft_call.uid), {"text": LONG, "seen": 0})
    assert LONG.strip() in client.get(at("call_edit", draft_call.uid)).content.decode()


def test_questions_are_changed_moved_and_removed(client_of, dana, draft_call):
    client = client_of(dana)
    for text in ("one", "two", "three"):
        client.post(at("question_add", draft_call.uid), {"text": text, "seen": 0})
    one, two, three = (question.uid for question in Question.objects.all())
    client.post(at("question_move", one), {"to": "down"})
    client.post(at("question_edit", two), {"text": "TWO", "seen": 1})
    client.post(at("question_remove", three))
    assert list(Question.objects.values_list("order", "text")) == [(1, "TWO"), (2, "one")]


def test_an_opened_call_offers_no_change(client_of, dana, call):
    page = client_of(dana).get(at("call_edit", call.uid)).content.decode()
    assert ("Add a question" in page, "stays as it was announced" in page) == (False, True)


def test_opening_shows_who_gets_a_letter_before_and_only_then_sends(client_of, dana, draft_call, address_book):
    Question.objects.create(call=draft_call, order=1, text="What?")
    client, address = client_of(dana), at("call_step", draft_call.uid, "open")
    page = client.get(address)
    shown = [address for _name, address in page.context["page"]]
    assert (page.context["sentences"][-1], Message.objects.count()) == ("5 letters go out, one to each person.", 0)
    client.post(address)
    assert sorted(shown) == sorted(Message.objects.values_list("to_address", flat=True))


def test_the_step_asks_as_often_for_fifty_people_as_for_one(
    client_of, dana, draft_call, bela, looked_at_clock, django_assert_num_queries
):
    Question.objects.create(call=draft_call, order=1, text="What?")
    client, address = client_of(dana), at("call_step", draft_call.uid, "open")
    with django_assert_num_queries(STEP_QUERIES):
        client.get(address)
    contacts = bela.person.contacts
    contacts.model.objects.bulk_create(
        contacts.model(group=draft_call.group, email=f"person{number}@example.org") for number in range(49)
    )
    with django_assert_num_queries(STEP_QUERIES):
        assert client.get(address).context["page"].paginator.count == 50


STEP_QUERIES = 16
