"""One letter to many people: posted in one statement, each with their own words, as if each had been posted alone."""

from datetime import timedelta

import pytest
from celery.signals import before_task_publish

from audit.clock import now
from correspondence import delivery, outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from correspondence.outbox import Addressee

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
TEXT = "{{ title }}\n\nDear {{ salutation }},\n\n{{ link }} & <{{ link }}>\n"


@pytest.fixture(autouse=True)
def template(settings, tmp_path):
    (tmp_path / "letter.txt").write_text(TEXT)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]


def person(name, link="https://portal.example/1"):
    return Addressee(f"{name}@Example.org", name, {"salutation": name, "link": link})


def post_many(*people, **fields):
    values = {"key": "test:", "template": "letter.txt", "context": {"title": "A title"}, "language": "en"}
    values |= {"kind": Kind.REMINDER, **fields}
    return outbox.post_many(people=list(people), **values)


def said(letter):
    """The body without its last paragraph: why it was sent, and how to stop its kind."""
    return letter.body.rpartition("\nYou receive this letter")[0]


def test_everybody_gets_their_own_words():
    assert post_many(person("Rea"), person("Réné", link="https://portal.example/2")) == 2
    names = ("key", "to_address", "to_name", "subject")
    assert list(Message.objects.order_by("key").values_list(*names)) == [
        (f"test:{name.lower()}@example.org", f"{name}@Example.org", name, "A title") for name in ("Rea", "Réné")
    ]
    assert [said(each) for each in Message.objects.order_by("key")] == [
        f"Dear {name},\n\nhttps://portal.example/{number} & <https://portal.example/{number}>\n"
        for name, number in (("Rea", 1), ("Réné", 2))
    ]


def test_each_letter_ends_with_the_key_of_its_own_reader():
    post_many(person("Rea"), person("Ben"))
    letters = list(Message.objects.all())
    assert len({each.reader_key for each in letters}) == 2
    assert [each.body.endswith(f"/letters/{each.reader_key}/\n") for each in letters] == [True, True]


def test_those_who_want_none_of_the_kind_get_none():
    outbox.suppress("REA@example.org", reason="bounced")
    assert post_many(person("Rea"), person("Ben")) == 1
    assert post_many(person("Rea"), person("Ben"), key="work:", kind=Kind.RECEIPT) == 2


def test_each_letter_is_like_one_posted_alone(group):
    until = now() + timedelta(days=1)
    post_many(person("Rea"), group=group, send_before=until)
    alone = {"context": {"title": "A title", **person("Rea").words}, "template": "letter.txt", "language": "en"}
    outbox.post(
        key="alone", kind=Kind.REMINDER, to="Rea@Example.org", to_name="Rea", group=group, send_before=until, **alone
    )
    many, one = (dict(row) for row in Message.objects.order_by("-key").values())
    many["body"] = many["body"].replace(many["reader_key"], one["reader_key"])
    differ = {name for name in one if one[name] != many[name]}
    assert differ == {"id", "key", "message_id", "reader_key", "posted_at", "next_attempt_at"}


def test_a_group_that_practises_writes_to_its_own_secretariat_only(practice_group):
    assert post_many(person("Rea"), person("Dana"), group=practice_group) == 2
    states = Message.objects.order_by("key").values_list("to_name", "state", "subject")
    assert list(states) == [("Dana", "waiting", "[Practice] A title"), ("Rea", "kept", "[Practice] A title")]


def test_the_same_key_never_makes_a_second_letter():
    post_many(person("Rea"))
    assert post_many(person("REA"), person("Ben"), person("ben")) == 1
    assert Message.objects.get(key="test:rea@example.org").to_name == "Rea"


def test_no_two_letters_share_a_message_id():
    post_many(*[person(f"p{number}") for number in range(30)])
    post_many(*[person(f"p{number}") for number in range(30)], key="other:")
    ids = set(Message.objects.values_list("message_id", flat=True))
    assert len(ids) == 60
    assert {each[0] + each[-11:] for each in ids} == {"<@localhost>"}


def test_a_word_breaks_no_line_and_stands_for_no_other_word():
    post_many(Addressee("rea@example.org", "", {"salutation": "Rea\r\nBcc: x", "link": "salutation {{ title }}"}))
    assert said(Message.objects.get()) == "Dear Rea Bcc: x,\n\nsalutation {{ title }} & <salutation {{ title }}>\n"


def test_nobody_is_nobody():
    assert post_many() == 0


def test_a_worker_is_told_of_five_hundred_at_a_time(django_capture_on_commit_callbacks):
    told = []

    def note(body, **_):
        told.append(len(body[0][0]))

    before_task_publish.connect(note)
    with django_capture_on_commit_callbacks(execute=True):
        post_many(*[person(f"p{number}") for number in range(1001)])
        post_many(person("p1"))
    before_task_publish.disconnect(note)
    assert told == [delivery.BATCH, delivery.BATCH, 1]
