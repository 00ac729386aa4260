"""The letter with the summary: to members, to observing States when asked for, once, with the PDF as issued."""

import hashlib

from django.core.files.storage import default_storage

from correspondence import outbox
from correspondence.models import Message
from summaries import actions, emails


def addresses(summary, **choice):
    return sorted(contact.email for contact in emails.readers(summary, **choice))


def test_members_get_it_and_observing_states_when_asked_for(summary, delegations):
    members = ["bela@example.org", "one@example.org", "two@example.org"]
    assert addresses(summary, observers=False) == members
    assert addresses(summary, observers=True) == sorted([*members, "three@example.org"])


def test_who_must_not_be_written_to_is_left_out(summary, delegations):
    outbox.suppress("One@example.org", reason="bounced")
    assert addresses(summary, observers=False) == ["bela@example.org", "two@example.org"]


def test_the_letter_names_the_event_carries_the_paper_and_is_no_secret(cleared, dana, bela):
    actions.issue(summary=cleared, observers=False, by=dana)
    letter = Message.objects.get()
    version = cleared.paper.versions.get()
    assert letter.key == f"summary:{cleared.paper.uid}:1:bela@example.org"
    assert letter.subject == (
        "Chair’s summary: First meeting of the Working Group on Enhanced Cooperation, 30 September 2016"
    )
    [attached] = letter.attachments
    assert hashlib.sha256(default_storage.open(attached["path"]).read()).hexdigest() == version.sha256
    assert f"http://localhost:8000{cleared.paper.get_absolute_url()}" in letter.body
