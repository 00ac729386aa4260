"""Reports of mail servers about letters, as Postfix and others write them (RFC 3464)."""

from email.message import EmailMessage

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
To: portal@portal.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
Arrival-Date: Fri, 25 Nov 2016 12:00:00 +0000

Final-Recipient: rfc822; {final}
{original}Action: {action}
Status: {status}
Diagnostic-Code: {words}

--=_report
Content-Type: {kind}

Message-ID: {message_id}
Subject: Letter 1

Body of letter 1

--=_report--
"""


def report(message_id="<1@portal.example>", **changes):
    """The bytes of a report about letter 1 of post_office.letter(), unless it is told otherwise."""
    values = {
        "final": "reader1@example.org",
        "original": "",
        "action": "failed",
        "status": "5.1.1",
        "words": "smtp; 550 5.1.1 <reader1@example.org>: no such mailbox",
        "kind": "message/rfc822",
        **changes,
    }
    return REPORT.format(message_id=message_id, **values).replace("\n", "\r\n").encode()


def answer():
    """What a person writes back, with the letter's Message-ID in its text."""
    message = EmailMessage()
    message["From"], message["Subject"] = "reader1@example.org", "Re: Letter 1"
    message.set_content(
        "Message-ID: <1@portal.example>\nFinal-Recipient: rfc822; reader1@example.org\nAction: failed\n"
    )
    return message.as_bytes()


def nested(depth):
    """Parts in parts in parts."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return ("MIME-Version: 1.0\n" + head + "Content-Type: text/plain\n\nthe end\n").encode()


HOSTILE = {
    "empty": b"",
    "a person's answer": answer(),
    "no MIME at all": b"\x00\xff" * 5000,
    "huge": report() + b"x" * (5 * 1024 * 1024),
    "broken off": report().partition(b"Message-ID")[0],
    "no recipient": report().replace(b"Final-Recipient", b"Final-Recipe"),
    "no letter given back": report().replace(b"Message-ID: <1@", b"X-ID: <1@"),
    "parts in parts": nested(5000),
    "another address": report(final="victim@example.org"),
    "another letter": report("<2@portal.example>"),
    "a Message-ID that begins like ours": report("<1@portal.example>.evil"),
    "a part of a Message-ID": report("<%@portal.example>"),
    "a zero": report("<1@portal.example>\x00"),
    "a charset nobody knows": report().replace(b"us-ascii", b"klingon").replace(b"<1@", b"=?klingon?q?=FF?= <1@"),
    "a status without blocks": report().replace(b"Reporting-MTA", b"\r\n\r\n\r\n").replace(b"Final-", b"X-"),
}
