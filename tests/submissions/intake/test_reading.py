"""The portal's side of a message: what the child says, and what staff must check."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from people.refusals import Refused
from submissions.intake import reading
from tests.submissions.intake.letters import message
from tests.submissions.intake.test_message import nested


def read(data):
    return reading.read(default_storage.save("message.eml", ContentFile(data)))


def test_a_message_crosses_over_whole():
    found = read(message("Tëxt.", files=[("a.pdf", b"%PDF \0\xff", "application/pdf")]))
    assert (found.senders, found.text, found.attachments) == (
        [("Amina Stakeholder", "amina@example.org")], "Tëxt.", [("a.pdf", b"%PDF \0\xff")],
    )  # fmt: skip


def test_what_must_be_checked_is_told():
    packed = ("winmail.dat", b"x", "application/ms-tnef")
    data = message(**{"from": "a@example.org, b@example.org", "date": None}, files=[packed])
    said = read(data).remarks
    told = [word for remark in said for word in ("winmail.dat", "several senders", "no date") if word in remark]
    assert told == ["winmail.dat", "several senders", "no date"]


def test_a_message_too_deep_is_refused():
    with pytest.raises(Refused, match="by hand"):
        read(nested(1000))
