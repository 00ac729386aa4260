"""Letters that hold a code or a personal link, and word of a withdrawal."""

from uuid import uuid4

from correspondence import outbox
from correspondence.kinds import Kind

from .receipts import language_of


def send_code(*, email, code, language, expires_at):
    """The code that proves an address. The key is drawn by lot: one made of the code could be guessed back."""
    outbox.post(
        key=f"code:{uuid4()}",
        kind=Kind.CODE,
        to=email,
        template="submissions/emails/code.txt",
        context={"code": code},
        language=language,
        secret=True,
        send_before=expires_at,
    )


def send_decline_link(*, call, email, link, language, hour):
    """The personal link for “no contribution this time”; one letter an hour to one address, however often asked."""
    outbox.post(
        key=f"declining:{call.uid}:{hour:%Y%m%d%H}:{email}",
        kind=Kind.CODE,
        to=email,
        template="submissions/emails/decline_link.txt",
        context={"call": call, "link": link},
        language=language,
        secret=True,
        send_before=call.deadline_at,
    )


def tell_withdrawn(submission, version):
    """Word to the author that the contribution is withdrawn, and what is left of it."""
    if not version.email:
        return
    outbox.post(
        key=f"withdrawn:{submission.uid}",
        kind=Kind.RECEIPT,
        to=version.email,
        to_name=version.name,
        template="submissions/emails/withdrawn.txt",
        context={"submission": submission, "version": version, "call": submission.call},
        language=language_of(version),
        group=submission.call.group,
    )
