"""The letter box: posting makes a letter once for its key; what is unwanted is withdrawn before it goes."""

import json
import logging
import secrets
import time
from email.utils import make_msgid
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.template import Context, engines
from django.utils import translation
from django.utils.translation import gettext as _

from audit.clock import now
from audit.log import SYSTEM, move_many, record

from . import privacy, tasks
from .delivery import BATCH
from .kinds import EVERYTHING, TERMS
from .models import Message, Suppression
from .stopping import allow, ending, is_kept_from, new_key, stop, suppressed

log = logging.getLogger(__name__)

__all__ = [
    "Addressee", "allow_again", "allow_letters", "erase", "keep_from", "post", "post_many", "read", "stop_letters",
    "suppress", "suppressed", "take_back", "withdraw", "write",
]  # fmt: skip

DOMAIN = urlsplit(settings.PORTAL_URL).hostname  # of the Message-IDs
_PAUSE = 30.0  # seconds without a try after the broker failed once
_broker = {"down_until": 0.0}


class Addressee(NamedTuple):
    """One of many who get the same letter. `words` are their own: {name in the template: text without line breaks}."""

    address: str
    name: str = ""
    words: dict = {}


def post(
    *, key, kind, to, template, context, language, to_name="", group=None, attachments=(), secret=False,
    send_before=None,
):  # fmt: skip
    """Render a letter and put it in the outbox; the same key never makes a second one. Returns the Message.

    None when letters of its `kind` (kinds.Kind, which has its terms) are kept from the address.

    `template` is the path of a text file whose first line is the subject and whose third begins the body.
    `attachments` are dicts of name, path (in the storage), sha256 and content_type. `group` is the working group
    whose staff may see the letter; while it `is_practice`, letters go to its `staff_addresses` only, and those to
    others are kept, for staff to read. `secret` blanks the body once it is sent.
    """
    if Message.objects.filter(key=key).exists():
        return Message.objects.get(key=key)
    if is_kept_from(to, kind):
        return None
    reader_key, moment, language = new_key(), now(), spoken(language)
    subject, body = write(template, {**context, "reader_key": reader_key}, language)
    body += f"\n{ending(kind, reader_key, language)}"
    fields = {**_of_group(group, subject, language), "to_address": to, "to_name": to_name, "body": body}
    fields |= {"kind": kind, "reader_key": reader_key, "language": language}
    fields |= {"attachments": list(attachments), "secret": secret, "send_before": send_before}
    fields |= {"message_id": make_msgid(domain=DOMAIN), "posted_at": moment, "next_attempt_at": moment}
    return _put_in(key, fields, group)


def _put_in(key, fields, group):
    """The letter with this key, ours or that of somebody who posted it at the same moment."""
    try:
        with transaction.atomic():
            message = Message.objects.create(key=key, **fields)
            _keep_what_is_practice([message], group)
    except IntegrityError:
        return Message.objects.get(key=key)
    transaction.on_commit(partial(_call_the_postman, [message.pk]), robust=True)
    return message


def _of_group(group, subject, language):
    """The key of the group and the subject, which says when it is only practice."""
    if group is None or not group.is_practice:
        return {"group": group and group.pk, "subject": subject}
    with translation.override(language):
        return {"group": group.pk, "subject": f"[{_('Practice')}] {subject}"}


def _keep_what_is_practice(letters, group):
    """Keep those that would leave a secretariat that practises; in the transaction in which they are posted."""
    if group and group.is_practice:
        own = group.staff_addresses
        outside = [each for each in letters if each.to_address.lower() not in own]
        for secret in (False, True):
            some = [each for each in outside if each.secret is secret]
            move_many(some, Message.State.KEPT, by=SYSTEM, **({"body": ""} if secret else {}))


def post_many(*, key, kind, people: list[Addressee], template, context, language, group=None, send_before=None) -> int:
    """Post one letter to many people in one statement. Returns how many are new.

    Those from whom letters of its `kind` are kept get none.

    Each key is `key` and the address in lower case, and never makes a second letter. The template is rendered once; it
    shows people's own words (all have the same ones) as they are, without filters. Everything else as in `post`.
    """
    kept_from = set() if TERMS[kind].always else suppressed([person.address for person in people], kind)
    people = [person for person in people if person.address.lower() not in kept_from]
    if not people:
        return 0
    marks = {name: f"{name}-{secrets.token_hex(16)}" for name in ("reader_key", *people[0].words)}
    language = spoken(language)
    subject, body = write(template, {**context, **marks}, language)
    body, moment = f"{body}\n{ending(kind, marks['reader_key'], language)}", now()
    same = {**_of_group(group, subject, language), "body": body, "language": language, "send_before": send_before}
    same |= {"kind": kind, "posted_at": moment, "next_attempt_at": moment}
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(*_insertion(Message(**same), marks.values(), sorted(_rows(key, people))))
        new = [pk for (pk,) in cursor.fetchall()]
        _keep_what_is_practice(Message.objects.filter(pk__in=new), group)
    transaction.on_commit(partial(_call_the_postman, new), robust=True)
    return len(new)


def _rows(key, people):
    """What differs between the letters, as `_insertion` takes it; in order, so that the indexes grow at their end."""
    left, _at, right = make_msgid(domain=DOMAIN).partition("@")
    for number, person in enumerate(people):
        own = [" ".join(str(word).split()) for word in person.words.values()]
        names = [key + person.address.lower(), person.address, person.name, f"{left}.{number:06}@{right}"]
        yield [*names, new_key(number), *own]


_ROWS = {"postgresql": "jsonb_array_elements(%(rows)s::jsonb) AS r(value)", "sqlite": "json_each(%(rows)s) AS r"}
_OWN = ("key", "to_address", "to_name", "message_id", "reader_key")  # columns that come first in a row; then its words


def _insertion(message, marks, rows):
    """(statement, words): a copy of the message for every row, with the row's own words in place of the marks."""
    fields = [field for field in Message._meta.concrete_fields if not field.primary_key]
    words = {field.column: field.get_db_prep_save(getattr(message, field.attname), connection) for field in fields}
    take = {field.column: f"%({field.column})s" for field in fields}
    take |= {column: f"r.value->>{place}" for place, column in enumerate(_OWN)}
    for place, mark in enumerate(marks, start=_OWN.index("reader_key")):
        words[f"mark{place}"] = mark
        for column in [name for name in ("subject", "body") if mark in words[name]]:
            take[column] = f"replace({take[column]}, %(mark{place})s, r.value->>{place})"
    columns = ", ".join(connection.ops.quote_name(column) for column in take)
    source = f"SELECT {', '.join(take.values())} FROM {_ROWS[connection.vendor]} WHERE true"  # noqa: S608
    into = f"INSERT INTO {Message._meta.db_table} ({columns}) {source} ON CONFLICT DO NOTHING RETURNING id"
    return into, {**words, "rows": json.dumps(rows)}


def read(kind, template, context, language):
    """The subject and body of a letter as it would go, for staff to read; in place of its reader's key stands “…”."""
    language = spoken(language)
    subject, body = write(template, {**context, "reader_key": "…"}, language)
    return subject, f"{body}\n{ending(kind, '…', language)}"


def spoken(language):
    """The language, of settings.LANGUAGES, of a letter to somebody who uses `language`: “zh” reads zh-hans."""
    codes = {code[:2]: code for code, _name in settings.LANGUAGES}
    return codes.get(language[:2].lower(), settings.LANGUAGE_CODE)


def write(template, context, language):
    """The subject and body of a letter in a language: (str, str). The template's first line is the subject."""
    with translation.override(language):
        source = engines["django"].engine.get_template(template)
        text = source.render(Context({**context, "portal_url": settings.PORTAL_URL}, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def withdraw(prefix, *, by):
    """Take back every letter not yet sent whose key begins so. Returns how many."""
    return take_back(Message.objects.with_key(prefix), by=by)


@transaction.atomic(savepoint=False)
def take_back(letters, *, by):
    """Withdraw those of these letters that still wait; nobody sends them from then on. Returns how many."""
    return len(move_many(list(letters.waiting()), Message.State.WITHDRAWN, by=by))


@transaction.atomic
def erase(prefix, *, by):
    """Empty every letter whose key begins so, for what it tells is erased; those that wait are taken back first."""
    privacy.forget(Message.objects.with_key(prefix), by=by, addresses=False)


def suppress(address, *, reason):
    """Send nothing more to this address but what goes to every one. Whether it was not so."""
    return stop(address, EVERYTHING, reason)


@transaction.atomic
def stop_letters(*, letter, kind, by):
    """Whoever reads a letter wants no more of a kind, or EVERYTHING; what waits of it is taken back."""
    if not stop(letter.to_address, kind):
        return
    kinds = [each for each, terms in TERMS.items() if not terms.always] if kind == EVERYTHING else [kind]
    take_back(Message.objects.filter(to_address__iexact=letter.to_address, kind__in=kinds), by=by)
    record("message.kind_stopped", letter, by=by, kind=kind)


@transaction.atomic
def allow_letters(*, letter, kind, by):
    """Whoever reads a letter wants a kind again, or EVERYTHING."""
    if allow(letter.to_address, kind):
        record("message.kind_allowed", letter, by=by, kind=kind)


@transaction.atomic
def keep_from(*, message, by):
    """Send no more reminders to the address of this letter: it bounced, or its owner asked for it."""
    if suppress(message.to_address, reason="by staff"):
        record("message.address_suppressed", message, by=by)


@transaction.atomic
def allow_again(*, message, by):
    """Write to the address of this letter as to any other, but for kinds that its owner stopped."""
    if Suppression.objects.of_everything(message.to_address).delete()[0]:
        record("message.address_allowed", message, by=by)


def _call_the_postman(pks):
    """Tell a worker at once; when the broker sleeps, the sweep finds the letters later."""
    for start in range(0, len(pks), BATCH):
        if time.monotonic() < _broker["down_until"]:
            return
        try:
            tasks.deliver.delay(pks[start : start + BATCH])
        except Exception:
            _broker["down_until"] = time.monotonic() + _PAUSE
            log.exception("the broker did not take letter %s; the sweep will find it", pks[start])
