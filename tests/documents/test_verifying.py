"""What was issued is compared with its record: bytes, hash, pages, other forms; one line for each fault."""

import hashlib
import io
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from audit.clock import now
from documents import shelf, verifying
from documents.models import Companion, Paper, PaperVersion
from tests.submissions.conftest import pdf_bytes

pytestmark = pytest.mark.django_db


def kept(content):
    """Put bytes on the shelf; their facts."""
    return {"file": shelf.keep(content), "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def issued(group, content=None, state="issued", **fields):
    """An issued version of a new paper, of two pages, with its file."""
    paper = Paper.objects.create(group=group, kind="compilation", title="A paper")
    facts = {**kept(content or pdf_bytes(2)), "pages": 2, "issued_at": now(), **fields}
    return PaperVersion.objects.create(paper=paper, number=1, state=state, **facts)


def companion(version, content=b"{}"):
    return Companion.objects.create(version=version, kind="data", **kept(content))


def faults():
    return [fault.what for fault in verifying.faults_of(verifying.versions_to_verify())]


def spoil(row, content):
    shelf.place(row.file).write_bytes(content)


def test_what_is_as_it_was_issued_has_no_fault(group):
    companion(issued(group))
    issued(group, state="superseded")
    assert faults() == []


def test_a_file_that_is_gone_is_named(group):
    version = issued(group)
    shelf.discard(version.file)
    (fault,) = verifying.faults_of(verifying.versions_to_verify())
    where = f"{version.paper.uid} version 1 en: {version.file}"
    assert str(fault) == f"{where}: cannot be read (No such file or directory)"


def test_another_size_and_another_hash_are_named(group):
    longer, changed = issued(group), issued(group)
    size = changed.size
    spoil(longer, b"%PDF-")
    spoil(changed, b"x" * size)
    other = hashlib.sha256(b"x" * size).hexdigest()
    assert faults() == [f"5 bytes instead of {size}", f"SHA-256 {other} instead of {changed.sha256}"]


def test_a_pdf_that_cannot_be_opened_is_named(group):
    issued(group, b"%PDF-1.7 not really")
    (what,) = faults()
    assert what.startswith("cannot be opened as a PDF (")


def test_another_number_of_pages_is_named(group):
    issued(group, pages=3)
    issued(group, pages=None)
    assert faults() == ["2 pages instead of 3"]


def test_other_forms_are_compared_too(group):
    version = issued(group)
    spoil(companion(version), b"[]")
    shelf.discard(companion(issued(group)).file)
    assert [what.split(" ")[0] for what in faults()] == ["SHA-256", "cannot"]


def test_what_is_no_pdf_is_only_hashed(group):
    issued(group, b"A text.", content_type="text/plain", original_name="a.txt")
    assert faults() == []


@pytest.mark.parametrize(
    "fields",
    [{"state": "withdrawn"}, {"state": "withdrawn", "text_removed_at": "2016-12-09T12:00Z"}, {"state": "draft"}],
    ids=str,
)
def test_what_nobody_can_download_is_not_looked_for(group, fields):
    shelf.discard(issued(group, **fields).file)
    assert faults() == []


def told(*arguments):
    """What the command says, and how it ends: (lines, faults one a line, the last word of an error)."""
    out, err, end = io.StringIO(), io.StringIO(), ""
    try:
        call_command("verify_documents", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        end = (str(error), error.returncode)
    return out.getvalue(), err.getvalue().splitlines(), end


def test_the_command_says_that_all_is_well(group):
    issued(group)
    assert told() == ("1 versions were verified; all are as they were issued.\n", [], "")


def test_the_command_prints_a_line_for_each_fault_and_ends_with_one(group):
    [shelf.discard(issued(group).file) for _number in range(2)]
    issued(group)
    out, lines, end = told()
    assert (out, len(lines), end) == ("", 2, ("3 versions were verified; 2 faults.", 1))


def test_one_paper_can_be_asked_about(group):
    shelf.discard(issued(group).file)
    well = issued(group).paper
    named = issued(group).paper
    named.symbol = "DTL/STICT/MISC/2016/9"
    named.save()
    for name in (str(well.uid), f"id/{well.uid}/", named.symbol):
        assert told("--paper", name) == ("1 versions were verified; all are as they were issued.\n", [], "")
    said = ("There is no paper nonsense: give what follows /papers/ in its address.", 1)
    assert told("--paper", "nonsense")[2] == said


def test_a_large_file_is_never_in_memory_as_a_whole(group):
    issued(group, bytes(40 * 1024 * 1024), content_type="application/zip", original_name="a.zip")
    tracemalloc.start()
    assert faults() == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 1024 * 1024


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_the_same_for_one_and_three(group, django_assert_num_queries, count):
    for _number in range(count):
        companion(issued(group))
    with django_assert_num_queries(2):
        faults()
