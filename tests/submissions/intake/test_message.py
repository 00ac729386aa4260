"""A message taken apart: honest ones exactly, hostile ones without harm."""

import time

import pytest

from submissions.intake.message import DEEPEST, Message, TooDeep
from tests.submissions.intake.letters import message


def texts(data):
    return Message(data).text


def raw(head, body=b"", more=b""):
    return b"From: a@example.org\r\n" + head + b"\r\n" + more + b"\r\n" + body


BODIES = {
    "plain": (message("Question 1\nYes."), "Question 1\nYes."),
    "plain before html": (message("Plain.", html="<p>Rich.</p>"), "Plain."),
    "html only": (message(None, html="<h1>T</h1><p>1<br>2</p><ol start=3><li>a<li>b</ol>"), "T\n\n1\n2\n\n3. a\n4. b"),
    "html with what nobody sees": (
        message(None, html="<style>p{}</style><script>x()</script><p>Seen<img src='https://x.example/p.png'></p>"),
        "Seen",
    ),
    "a table in html": (message(None, html="<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>"), "a\tb\t\nc\td\t"),
    "a codec that is not": (raw(b"Content-Type: text/plain; charset=klingon", "é".encode()), "é"),
    "a wrong codec": (raw(b"Content-Type: text/plain; charset=us-ascii", "naïve".encode()), "naïve"),
    "windows letters": (raw(b"Content-Type: text/plain; charset=utf-8", "“é”".encode("cp1252")), "“é”"),
    "flowed": (raw(b"Content-Type: text/plain; format=flowed", b"One long \r\nline.\r\nTwo."), "One long line.\nTwo."),
    "nothing": (raw(b"Subject: x"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_the_text_is_read(name):
    data, text = BODIES[name]
    assert texts(data) == text


SENDERS = {
    "a name and an address": ("Amina <amina@example.org>", [("Amina", "amina@example.org")]),
    "an encoded name": ("=?utf-8?q?Andr=C3=A9?= <a@example.org>", [("André", "a@example.org")]),
    "several": ("a@example.org, B <b@example.org>", [("", "a@example.org"), ("B", "b@example.org")]),
    "none": (None, []),
    "nonsense": ("<<<>>>,,", []),
}


@pytest.mark.parametrize("name", SENDERS)
def test_the_sender_is_read(name):
    head, senders = SENDERS[name]
    line = b"" if head is None else b"From: " + head.encode() + b"\r\n"
    assert Message(line + b"Subject: x\r\n\r\ntext").senders == senders


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("Mon, 21 Nov 2016 10:05:00 +0100", "2016-11-21T09:05:00+00:00"),
        ("21 Nov 2016 10:05:00 -0000", "2016-11-21T10:05:00+00:00"),
        ("yesterday", ""),
        ("Mon, 99 Nov 2016 10:05:00 +0100", ""),
        ("Mon, 21 Nov 0016 10:05:00 +9900", ""),
        (None, ""),
    ],
)
def test_the_date_is_read(head, read):
    assert Message(message(date=head)).sent_at == read


def test_attachments_come_with_their_names_and_bytes():
    found = Message(message(files=[("inpüt.pdf", b"%PDF", "application/pdf"), ("", b"x", "image/png")]))
    assert [(name, data) for name, _kind, data in found.attachments] == [("inpüt.pdf", b"%PDF"), ("", b"x")]


def test_a_forwarded_message_is_read_through():
    inner = message("Inner text.", files=[("a.pdf", b"%PDF", "application/pdf")])
    outer = b"From: b@example.org\r\nContent-Type: message/rfc822\r\n\r\n" + inner
    found = Message(outer)
    assert (found.text, len(found.attachments)) == ("Inner text.", 1)


def test_winmail_is_told():
    found = Message(message(files=[("winmail.dat", b"x", "application/ms-tnef")]))
    assert (found.attachments, found.faults) == ([], ["winmail"])


def nested(depth):
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"From: a@example.org\r\n" + head + b"Content-Type: text/plain\r\n\r\ndeep"


HOSTILE = {
    "a thousand deep": nested(1000),
    "a little too deep": nested(DEEPEST + 2),
    "messages in messages": b"Content-Type: message/rfc822\r\n\r\n" * 1000,
    "a huge sender": b"From: " + b"a@example.org, " * 100_000 + b"\r\n\r\ntext",
    "a sender of comments": b"From: " + b"(" * 100_000 + b"\r\n\r\ntext",
    "a huge subject": b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\r\n\r\ntext",
    "a hundred thousand headers": b"X: y\r\n" * 100_000 + b"\r\ntext",
    "a huge type": b"Content-Type: text/plain; " + b"a=b; " * 20_000 + b"\r\n\r\ntext",
    "a name in a thousand pieces": b"Content-Disposition: attachment; "
    + b"; ".join(b"filename*%d=a" % number for number in range(2000)) + b"\r\n\r\ntext",
    "ten thousand parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 10_000,
    "no end to its boundary": b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n",
    "bytes": bytes(range(256)) * 100,
    "html a thousand deep": b"Content-Type: text/html\r\n\r\n" + b"<div>" * 5000 + b"x",
    "half characters": b"From: \xed\xa0\x80@example.org\r\nSubject: \xff\r\n\r\n\xed\xa0\x80",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_takes_no_time_and_harms_nothing(name):
    begun = time.process_time()
    try:
        found = Message(HOSTILE[name])
        f"{found.text}{found.subject}{found.senders}".encode()
    except (TooDeep, RecursionError):
        assert "deep" in name or "messages" in name
    assert time.process_time() - begun < 2
