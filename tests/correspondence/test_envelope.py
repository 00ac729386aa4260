"""A letter as it travels, read back from its bytes: every header right, every line short, nothing lost."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parseaddr

import pytest
from django.core.mail import get_connection

from correspondence.envelope import as_email
from tests.correspondence.post_office import letter, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LONG = "word " * 3000 + "x" * 2000
BODIES = {
    "en": "A letter with a “quote”.\n\nFrom here\n.\nhttp://localhost:8000/c/1/\n",
    "fr": "Votre contribution a été reçue : n° 12 — « merci ».\n",
    "ar": "وردت مساهمتكم.\n\nhttp://localhost:8000/c/1/\n",
    "ru": "Ваш материал получен.\n",
    "es": "Su contribución fue recibida.\n",
    "zh-hans": "来文已收到。\n",
}


def sent(**fields):
    """(the bytes of a letter, the same taken apart)."""
    content = as_email(letter(**fields), get_connection()).message().as_bytes(linesep="\r\n")
    return content, message_from_bytes(content, policy=policy.default)


@pytest.mark.parametrize("language", BODIES)
def test_a_letter_arrives_in_every_language_as_written(language):
    body = BODIES[language]
    content, mail = sent(body=body, language=language)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert (text_of(mail).replace("\r\n", "\n"), content.isascii()) == (body, True)
    assert all(line in text_of(mail, "html") for line in body.split("\n\n")[0].splitlines())


@pytest.mark.parametrize("body", [LONG, "é" * 5000, "好" * 5000, "a\n" * 4000 + "é"])
def test_no_line_is_longer_than_mail_allows(body):
    content, mail = sent(body=body + "\n", subject="Ж" * 300)
    assert max(len(line) for line in content.split(b"\r\n")) <= 78  # RFC 5322, 2.1.1: should be, 998 must
    assert text_of(mail).replace("\r\n", "\n") == body + "\n"


def test_who_wrote_when_and_under_which_number_is_the_same_at_every_attempt(settings):
    settings.EMAIL_FROM = "Working group portal <portal@example.org>"
    hour = datetime(2016, 11, 25, 12, 0, 1, tzinfo=UTC)
    _content, mail = sent(posted_at=hour, attempts=3)
    assert (parseaddr(mail["From"])[1], mail["To"], mail["Message-ID"]) == (
        "portal@example.org",
        "reader1@example.org",
        "<1@portal.example>",
    )
    assert (mail["Date"].datetime, mail["Auto-Submitted"], mail["Content-Language"]) == (hour, "auto-generated", "en")


def test_what_a_stranger_typed_makes_no_header():
    _content, mail = sent(body="Bcc: other@example.org\n\nSubject: other\n")
    assert (mail["Bcc"], mail["Subject"]) == (None, "Letter 1")
