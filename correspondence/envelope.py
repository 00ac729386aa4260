"""A letter as it travels: its text and the same as HTML, every body in lines that any mail server passes on."""

import hashlib
from email.charset import BASE64, QP, Charset
from email.header import Header
from email.utils import format_datetime

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives

from .hypertext import document, tag
from .stopping import stop_link
from .trouble import Damaged

LONGEST = 66  # characters of a word in a subject, so that it fits beside the header's name


def as_email(message, connection) -> EmailMultiAlternatives:
    """The letter with its attachments; the same at every attempt. Raises trouble.Damaged."""
    email = EmailMultiAlternatives(
        subject=_foldable(message.subject),
        body=message.body,
        from_email=settings.EMAIL_FROM,
        to=[message.to_address],
        headers=_headers(message),
        connection=connection,
        alternatives=[(document(message.subject, message.body, message.language), "text/html")],
    )
    email.encoding = _in_seven_bits(message.body)
    for attachment in message.attachments:
        with default_storage.open(attachment["path"]) as file:
            content = file.read()
        if hashlib.sha256(content).hexdigest() != attachment["sha256"]:
            raise Damaged(attachment["name"])
        email.attach(attachment["name"], content, attachment["content_type"])
    return email


def _headers(message):
    """`Date` is when the letter was finished (RFC 5322, 3.6.1), which a later attempt does not change.

    List-Unsubscribe-Post lets a mail program stop the kind of letter by one POST (RFC 8058).
    """
    stopping = stop_link(message)
    one_click = {"List-Unsubscribe": f"<{stopping}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {
        "Date": format_datetime(message.posted_at),
        "Message-ID": message.message_id,
        "Content-Language": tag(message.language),
        "Auto-Submitted": "auto-generated",
        **(one_click if stopping else {}),
    }


def _in_seven_bits(text):
    """UTF-8 in lines of at most 76 ASCII characters, whatever the next mail server can do: the shorter of both ways.

    Quoted-printable leaves ASCII as it is and makes three characters of any other byte; Base64 four of three bytes.
    """
    content = text.encode()
    others = len(content) - len(text.encode("ascii", "ignore"))
    charset = Charset("utf-8")
    charset.body_encoding = QP if others * 6 < len(content) else BASE64
    return charset


def _foldable(subject):
    """The subject in encoded words so short that the first one fits beside “Subject:”.

    Django folds without counting the header's name: a long first word left its line empty, which some readers take
    for the end of the subject. A line break is left alone, for Django to refuse.
    """
    if len(subject.splitlines()) > 1 or (subject.isascii() and all(len(word) <= LONGEST for word in subject.split())):
        return subject
    words = Header(subject, "utf-8", maxlinelen=LONGEST, header_name="Subject").encode().split("\n ")
    return " ".join(words)
