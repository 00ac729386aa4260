"""What an error on the way to the mail server means: for the letter, for its recipient, or for everything we send."""

import smtplib

TOO_LARGE = 552  # the one refusal at MAIL FROM that is about the letter: its size


class Damaged(Exception):
    """An attachment is not the file it was when the letter was posted."""


class Unreachable(Exception):
    """The mail server did not answer or did not let us in: it says nothing of any letter."""


def is_final(error) -> bool:
    """Whether the letter itself can never go: its recipient or its text was refused for good, or it cannot be made."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused):
        return error.smtp_code == TOO_LARGE
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, ValueError | Damaged | smtplib.SMTPNotSupportedError)


def is_of_all(error) -> bool:
    """Whether the next letter would meet the same: the mail server is not there, or does not want our sender."""
    if isinstance(error, Unreachable):
        return True
    return isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE


def words(error) -> str:
    """The error as staff read it beside the letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(_answer(code, reason) for code, reason in error.recipients.values())
        return f"recipient refused: {said}"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return f"sender refused: {_answer(error.smtp_code, error.smtp_error)}"
    if isinstance(error, smtplib.SMTPDataError):
        return f"letter refused: {_answer(error.smtp_code, error.smtp_error)}"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return f"connection broken: {error}"
    if isinstance(error, Unreachable):
        return words(error.args[0])
    return f"{type(error).__name__}: {error}"


def _answer(code, reason):
    return f"{code} {reason.decode('utf-8', 'replace') if isinstance(reason, bytes) else reason}"
