"""What an error on the way to the mail server means."""

import smtplib

import pytest

from correspondence.trouble import Damaged, Unreachable, is_final, is_of_all, words

GONE, LATER = b"5.1.1 no such mailbox", b"4.2.0 try later"
TABLE = [
    # error, the letter can never go, the next one would meet the same
    (smtplib.SMTPRecipientsRefused({"a@x": (550, GONE)}), True, False),
    (smtplib.SMTPRecipientsRefused({"a@x": (450, LATER)}), False, False),
    (smtplib.SMTPRecipientsRefused({"a@x": (421, b"closing")}), False, False),
    (smtplib.SMTPDataError(554, b"not wanted"), True, False),
    (smtplib.SMTPDataError(451, LATER), False, False),
    (smtplib.SMTPSenderRefused(550, b"who are you", "p@x"), False, True),
    (smtplib.SMTPSenderRefused(451, LATER, "p@x"), False, True),
    (smtplib.SMTPSenderRefused(552, b"too large", "p@x"), True, False),
    (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), False, False),
    (smtplib.SMTPNotSupportedError("SMTPUTF8 not supported"), True, False),
    (TimeoutError("timed out"), False, False),
    (ValueError("Header values can't contain newlines"), True, False),
    (Damaged("paper.pdf"), True, False),
    (KeyError("path"), False, False),
    (Unreachable(ConnectionRefusedError(111, "refused")), False, True),
    (Unreachable(smtplib.SMTPAuthenticationError(535, b"wrong password")), False, True),
    (Unreachable(smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server.")), False, True),
    (Unreachable(smtplib.SMTPConnectError(554, b"no service")), False, True),
]


@pytest.mark.parametrize(("error", "final", "of_all"), TABLE)
def test_what_an_error_means(error, final, of_all):
    assert (is_final(error), is_of_all(error)) == (final, of_all)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TABLE[0][0], "recipient refused: 550 5.1.1 no such mailbox"),
        (TABLE[5][0], "sender refused: 550 who are you"),
        (TABLE[3][0], "letter refused: 554 not wanted"),
        (TABLE[8][0], "connection broken: Connection unexpectedly closed"),
        (Unreachable(TimeoutError("timed out")), "TimeoutError: timed out"),
        (Damaged("paper.pdf"), "Damaged: paper.pdf"),
        (smtplib.SMTPDataError(554, b"\xff odd"), "letter refused: 554 \ufffd odd"),
    ],
)
def test_staff_read_what_was_refused(error, said):
    assert words(error) == said
