"""The screen that tells of every letter of a group to one address, for its own secretariat only."""

import pytest
from django.urls import reverse

from audit.models import Entry
from correspondence import outbox
from correspondence.kinds import Kind
from correspondence.models import Message
from people.models import Contact
from submissions.reminders import remind_of_deadlines

pytestmark = pytest.mark.django_db


def ask(client, group, address="acme@example.org"):
    return client.post(reverse("why", args=[group.slug]), {"email": address})


def letter(group, key):
    """A letter to the address about something else."""
    words = {"template": "people/emails/_duty_end.txt", "context": {"group": group}, "language": "en"}
    return outbox.post(key=key, kind=Kind.DUTY, to="ACME@example.org", group=group, **words)


@pytest.fixture
def acme(group):
    return Contact.objects.create(group=group, email="acme@example.org")


def test_every_call_duty_and_paper_is_explained(client_of, dana, group, call, acme, clock):
    clock("2016-11-30T23:30:00")
    remind_of_deadlines()
    page = ask(client_of(dana), group)
    assert [topic.title for topic in page.context["topics"]] == [
        call.title,
        "Issue the Chair’s summary: First meeting",
        "Issue the notification: Second meeting",
    ]
    assert "Goes to the secretariat only" in page.content.decode()


def test_a_letter_that_went_is_one_click_away(client_of, dana, group, call, acme, clock):
    clock("2016-11-30T23:30:00")
    remind_of_deadlines()
    text = ask(client_of(dana), group).content.decode()
    assert text.count(f'<a href="{reverse("letter", args=[Message.objects.get().pk])}">') == 1


def test_other_letters_to_the_address_stand_below(client_of, dana, group, other_group, acme):
    letter(group, "one"), letter(other_group, "two")
    others = ask(client_of(dana), group).context["others"]
    assert [line.message.group for line in others] == [group.pk]


def test_the_look_up_is_on_record_without_the_address(client_of, dana, group, acme):
    ask(client_of(dana), group)
    line = Entry.objects.get(action="workinggroup.letters_looked_up")
    assert (line.actor, line.group, line.details) == (dana.actor_key, group.pk, {})


@pytest.mark.parametrize("who", ["oumar", "emil", "bela", "chidi"])
def test_nobody_but_its_secretariat_looks_anybody_up(client_of, request, group, acme, who):
    assert ask(client_of(request.getfixturevalue(who)), group).status_code == 404
    assert not Entry.objects.filter(action="workinggroup.letters_looked_up").exists()


def test_what_is_no_address_is_refused(client_of, dana, group):
    page = ask(client_of(dana), group, "acme")
    assert (page.status_code, "topics" in page.context) == (200, False)


def test_a_letter_and_an_address_lead_to_it(client_of, dana, group, acme):
    pages = [reverse("letter", args=[letter(group, "one").pk]), reverse("people:contact", args=[group.slug, acme.pk])]
    found = [client_of(dana).get(page).content.decode().lower() for page in pages]
    assert [page.count('name="email" value="acme@example.org"') for page in found] == [1, 1]
