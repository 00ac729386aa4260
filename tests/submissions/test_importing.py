"""Contributions from another system: all of a file or none, every fault by its line, and never twice."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from correspondence.models import Message
from submissions.models import RegisterEntry, Submission, Version
from tests.submissions.conftest import pdf_bytes


def line(id="a-1", **different):
    """A line of the file that lacks nothing."""
    usual = {
        "id": id,
        "received_at": "2016-11-20T09:30:00+01:00",
        "name": "Amina Stakeholder",
        "organisation": "Open Rivers",
        "email": "amina@example.org",
        "stakeholder_group": "Civil society",
        "language": "en",
        "publish": "name",
        "translation": "original",
        "answers": [{"question": "1", "text": "1. a\n3. b"}, {"question": "2", "no_position": True}],
    }
    return {name: said for name, said in {**usual, **different}.items() if said is not None}


@pytest.fixture
def run(call, tmp_path):
    """Call it with lines (dicts or texts): what the command says."""

    def run(*lines, begin="", **options):
        path = tmp_path / "in" / "contributions.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            begin + "\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines), "utf-8"
        )
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_contributions", str(call.uid), path, stdout=out, stderr=err, **options)
        except CommandError as fault:
            return [*err.getvalue().strip().split("\n"), str(fault)]
        return out.getvalue().strip()

    run.folder = tmp_path / "in"
    run.folder.mkdir()
    return run


def test_a_line_becomes_a_contribution_with_its_own_hour(run):
    assert run(line()) == "1 contributions were filed; 0 had been filed before."
    version = Version.objects.get()
    assert (version.channel, version.received_at.isoformat(), version.submission.register_number) == (
        "import", "2016-11-20T08:30:00+00:00", 1,
    )  # fmt: skip
    assert [(each.text, each.no_position) for each in version.answers.all()] == [("1. a\n3. b", False), ("", True)]


def test_receipts_go_only_when_asked_for(run):
    run(line("a"))
    assert Message.objects.count() == 0
    run(line("b"), send_receipts=True)
    assert [letter.to_address for letter in Message.objects.all()] == ["amina@example.org"]


def test_the_lines_stand_in_the_register_in_their_order(run):
    run(line("b", name="B"), line("a", name="A"))
    assert list(RegisterEntry.objects.values_list("number", "submission__current__name")) == [(1, "B"), (2, "A")]


def test_repeated_it_files_nothing_twice(run):
    run(line("a"), line("b"))
    assert run(line("a"), line("b"), line("c")) == "1 contributions were filed; 2 had been filed before."
    assert Submission.objects.count() == 3


CHANGES = [{"name": "B"}, {"other": "More."}, {"answers": [{"question": "1", "text": "x"}]}, {"email": "b@example.org"}]


@pytest.mark.parametrize("change", [*CHANGES, {"received_at": "2016-11-20T09:31:00+01:00"}, {"publish": "not"}])
def test_the_same_id_with_another_content_is_a_fault(run, change):
    run(line())
    assert run(line(**change))[0] == "line 1, id: it was filed as No. 1, with another content."


def test_a_dry_run_files_nothing(run, settings):
    (run.folder / "a.pdf").write_bytes(pdf_bytes())
    told = run(line(files=[{"path": "a.pdf"}]), dry_run=True)
    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert (told, Submission.objects.count(), kept) == (
        "1 contributions could be filed; 0 had been filed before.", 0, [],
    )  # fmt: skip


def test_one_fault_and_nothing_is_filed(run):
    run(line("a"), line("b", language="xx"))
    assert Submission.objects.count() == 0


def test_every_fault_is_told_by_its_line(run):
    told = run(
        line("a", name=" "), "", line("b", publish="all", colour="red"), "{", line("c", country="XXX"), line("c")
    )
    places = [fault.split(": ")[0] for fault in told]
    assert places == [
        "line 1, name", "line 3, the line", "line 3, publish", "line 4, it is not JSON", "line 5, country",
        "line 6, id", "6 faults; nothing was filed.",
    ]  # fmt: skip


FAULTS = {
    "no zone": ({"received_at": "2016-11-20T09:30:00"}, "received_at"),
    "no such day": ({"received_at": "2016-02-30T09:30:00Z"}, "received_at"),
    "in the future": ({"received_at": "2016-12-20T09:30:00Z"}, "received_at"),
    "another group": ({"stakeholder_group": "Martians"}, "stakeholder_group"),
    "another question": ({"answers": [{"question": "3", "text": "x"}]}, "answers[0].question"),
    "answered twice": ({"answers": [{"question": "1", "text": "x"}] * 2}, "answers[1].question"),
    "no position and a text": ({"answers": [{"question": "1", "text": "x", "no_position": True}]}, "answers[0].text"),
    "no address": ({"email": "amina"}, "email"),
    "an address among the names": ({"co_signatories": ["A <a@example.org>"]}, "co_signatories"),
    "a number for a text": ({"other": 3}, "other"),
    "a file that is not there": ({"files": [{"path": "no.pdf"}]}, "files[0].path"),
    "a file elsewhere": ({"files": [{"path": "../secret.pdf"}]}, "files[0].path"),
    "a file by its root": ({"files": [{"path": "/etc/passwd"}]}, "files[0].path"),
    "a link out": ({"files": [{"path": "link.pdf"}]}, "files[0].path"),
    "a path with a NUL": ({"files": [{"path": "a\0.pdf"}]}, "files[0].path"),
    "a disguised file": ({"files": [{"path": "bad.pdf"}]}, "files[0].path"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_line_and_field(run, name):
    different, place = FAULTS[name]
    (run.folder.parent / "secret.pdf").write_bytes(pdf_bytes())
    (run.folder / "link.pdf").symlink_to(run.folder.parent / "secret.pdf")
    (run.folder / "bad.pdf").write_bytes(b"MZ")
    told = run(line("ok"), line(**different))
    assert (told[0].split(": ")[0], told[-1], Submission.objects.count()) == (
        f"line 2, {place}", "1 faults; nothing was filed.", 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("different", "why"),
    [
        ({"answers": []}, "Answer at least one question"),
        ({"publish": "organisation", "organisation": ""}, "Enter your"),
    ],
)
def test_a_line_that_no_form_would_take_is_a_fault(run, different, why):
    assert run(line(**different))[0].startswith(f"line 1: {why}")


def test_a_mark_of_order_and_empty_lines_do_no_harm(run):
    assert run("", line(), "", begin="\ufeff").startswith("1 contributions were filed")


def test_a_file_that_is_not_utf8_is_told_with_its_line(run, call):
    path = run.folder / "latin.jsonl"
    path.write_bytes(json.dumps(line()).encode() + b'\n{"id": "\xe9"}')
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_contributions", str(call.uid), path, stderr=err)
    assert err.getvalue().strip() == "line 2: it is not UTF-8."


def test_files_come_along_by_their_content(run):
    (run.folder / "files").mkdir()
    (run.folder / "files" / "a.pdf").write_bytes(pdf_bytes())
    attached = line(files=[{"path": "files/a.pdf", "name": "Annex.pdf"}, {"path": "files/a.pdf", "question": "2"}])
    attached["answers"] = [{"question": "1", "text": "x"}]
    assert run(attached).startswith("1 contributions were filed")
    assert list(Version.objects.get().files.values_list("name", "role")) == [
        ("Annex.pdf", "attachment"),
        ("a.pdf", "answer"),
    ]
    assert run(attached) == "0 contributions were filed; 1 had been filed before."


def test_an_unknown_call_is_told(db):
    with pytest.raises(CommandError, match="no call nonsense"):
        call_command("import_contributions", "nonsense", "file")
