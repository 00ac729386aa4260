"""Personal data on request: what every floor holds of an address, as a download, and its erasure.

The floors are asked from the top down, so that what points down goes before what it points at.
"""

import json
import tempfile
import zipfile

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from audit import ledger
from audit import privacy as audit
from audit.log import SYSTEM, record
from audit.models import Entry
from correspondence import privacy as correspondence
from correspondence.models import Message
from documents import privacy as documents
from meetings import privacy as meetings
from people import privacy as people
from people.models import WorkingGroup
from people.refusals import refuse_if
from people.rules import why_not_manage
from submissions import privacy as submissions
from summaries import privacy as summaries

TELLING = {
    "contributions": submissions,
    "summaries": summaries,
    "meetings": meetings,
    "papers": documents,
    "people": people,
    "letters": correspondence,
    "log": audit,
}
ERASING = (submissions, people, correspondence, audit)
KIND = "erased"  # in the ledger
IN_MEMORY = 5 * 1024 * 1024  # bytes of an archive; a larger one is written to a temporary file


def scope(address, own) -> list | None:
    """Which groups a request is about: the staff’s own, or all when the address is known in no other (None)."""
    known = people.groups_of(address) | submissions.groups_of(address) | _of_letters(address)
    return None if known <= set(own) else list(own)


def _of_letters(address):
    groups = correspondence.letters_to(address).values_list("group", flat=True)
    return set(groups.distinct()) - {None}


def export(address, groups=None) -> dict:
    """{floor: {what: rows}} of everything that is held; `groups`: keys of the groups it is asked of, None for all."""
    return {floor: module.export(address, groups) for floor, module in TELLING.items()}


def counts(told) -> list:
    """[(floor, what, how many)] of an export, without what is not held."""
    return [(floor, what, len(rows)) for floor, kinds in told.items() for what, rows in kinds.items() if rows]


def archive(address, told, groups=None):
    """The export as an open ZIP: everything as JSON, and the files as they were sent."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        content = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        packed.writestr("personal-data.json", content)
        for name, path in submissions.files(address, groups):
            if default_storage.exists(path):
                packed.write(default_storage.path(path), name)
    out.seek(0)
    return out


def note(action, groups, *, by, **details):
    """A line in the trail of each group that is concerned; it names no address."""
    for group in groups:
        record(f"workinggroup.{action}", group, by=by, **details)


def concerned(groups):
    """The groups themselves; all of them for None."""
    return WorkingGroup.objects.all() if groups is None else WorkingGroup.objects.filter(pk__in=groups)


@transaction.atomic
def hand_out(*, address, own, by):
    """The download for staff who were asked for it, noted in the trail: an open ZIP."""
    [refuse_if(why_not_manage(by, group)) for group in concerned(own)]
    groups = scope(address, own)
    told = export(address, groups)
    note("personal_data_exported", concerned(own), by=by, rows=sum(number for *_what, number in counts(told)))
    return archive(address, told, groups)


@transaction.atomic
def hand_out_own(*, address, by):
    """The download for whoever has proved the address, noted in the trail of each group that knows it."""
    told = export(address)
    known = people.groups_of(address) | submissions.groups_of(address)
    note("personal_data_exported", concerned(known), by=by, rows=sum(number for *_what, number in counts(told)))
    return archive(address, told)


@transaction.atomic
def erase(*, address, own, by) -> dict:
    """Erase what may go, in the staff’s own groups, noted in the trail and in the ledger. Returns {what: how many}."""
    [refuse_if(why_not_manage(by, group)) for group in concerned(own)]
    groups = scope(address, own)
    done = _erase(address, groups, by)
    slugs = None if groups is None else sorted(group.slug for group in concerned(groups))
    line = ledger.enter(KIND, address=ledger.trace_of(address), groups=slugs)
    note("personal_data_erased", concerned(own), by=by, ledger=line, rows=sum(done.values()))
    return done


def _erase(address, groups, by):
    done = {}
    for module in ERASING:
        done |= module.erase(address, by, groups)
    return {what: number for what, number in done.items() if number}


def erase_again() -> int:
    """After a backup was restored: do every erasure of the ledger that the log does not know. Returns how many."""
    noted = Entry.objects.filter(action="workinggroup.personal_data_erased")
    known = set(noted.values_list("details__ledger", flat=True))
    lines = [line for line in ledger.lines(KIND) if line["id"] not in known]
    traces = {line["address"] for line in lines}
    addresses = {**_traced_letters(traces), **people.known_by(traces), **submissions.known_by(traces)}
    for line in lines:
        _again(line, addresses.get(line["address"]))
    return len(lines)


def _traced_letters(traces):
    typed = Message.objects.exclude(to_address="").values_list("to_address", flat=True).distinct()
    return {trace: address for address in typed if (trace := ledger.trace_of(address)) in traces}


@transaction.atomic
def _again(line, address):
    """One line; an address that the backup does not know needs nothing but the word that it was looked for."""
    slugs = line["groups"]
    found = WorkingGroup.objects.all() if slugs is None else WorkingGroup.objects.filter(slug__in=slugs)
    groups = None if slugs is None else list(found.values_list("pk", flat=True))
    done = _erase(address, groups, SYSTEM) if address else {}
    note("personal_data_erased", found, by=SYSTEM, ledger=line["id"], rows=sum(done.values()))
