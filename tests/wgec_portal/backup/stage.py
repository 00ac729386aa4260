"""A portal with something of everything, made as people make it: what is verified in it holds."""

from types import SimpleNamespace

from correspondence import outbox
from correspondence.kinds import Kind
from people.models import Contact
from submissions import actions, storing
from tests.submissions.conftest import draft, pdf_bytes, upload
from tests.submissions.takedowns import compile_now

ODD = "Tab\there, line\nbreak, back\\slash \\N \\t, “quotes”, 中文 العربية 🙂"


def contribute(call, dana, word):
    """A published contribution with a file, in which the word stands everywhere."""
    version, holder = draft(call, answers=(f"{word} {ODD}",), other=ODD, name=word, organisation=f"{word} org",
                            email=f"{word}@example.org")  # fmt: skip
    stored = storing.store(upload(f"{word}.pdf", pdf_bytes()))
    actions.attach(version=version, stored=stored, by=holder)
    submission = actions.submit(version=version, by=holder).submission
    actions.publish(submission=submission, by=dana)
    return submission


def write_to(contact, call, key):
    """A letter that waits."""
    words = {"template": "meetings/emails/call_opened.txt", "context": {"call": call, "path": "/"}, "language": "en"}
    return outbox.post(key=key, kind=Kind.ANNOUNCEMENT, to=contact.email, group=call.group, **words)


def set_portal(call, dana):
    """Contributions, one of them a draft with a file; a letter; an issued paper."""
    made = SimpleNamespace(call=call, dana=dana)
    made.first, made.second = (contribute(call, dana, word) for word in ("canary-first", "canary-second"))
    version, holder = draft(call, answers=(None,), name="Unsent")
    actions.attach(version=version, stored=storing.store(upload("unsent.pdf", pdf_bytes(2))), by=holder)
    made.contact = Contact.objects.create(group=call.group, name="canary-contact", email="canary@private.example")
    write_to(made.contact, call, "example")
    made.paper = compile_now(call, dana).paper
    return made
