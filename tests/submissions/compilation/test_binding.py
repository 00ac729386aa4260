"""Files of contributors in a compilation: as staff ticked them, without what acts; a bad one stops nothing."""

import hashlib
import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pikepdf import Array, Dictionary, Name, String
from pypdf import PdfReader

from audit.clock import now
from submissions.compilation import gathering
from submissions.models import Compilation
from tests.leaks import inside_pdf
from tests.submissions.compilation.prints import files_in, manifest_of, outline_of, pages_of, print_run, text_of
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db
UNFIT = "its pages could not be bound in; it can be read at the address"


def pages(*texts, change=None, **save):
    """A PDF with a text on each page; `change(pdf)` does something to it."""
    pdf, out = pikepdf.new(), io.BytesIO()
    face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for text in texts:
        pdf.add_blank_page()
        pdf.pages[-1].obj.Contents = pdf.make_stream(f"BT /F1 20 Tf 20 700 Td ({text}) Tj ET".encode())
        pdf.pages[-1].obj.Resources = Dictionary(Font=Dictionary(F1=face))
    if change:
        change(pdf)
    pdf.save(out, **save)
    return out.getvalue()


@pytest.fixture
def run_with(call, dana):
    """A run of one contribution with these files: [(bytes, how)]."""

    def make(*files, kind="application/pdf"):
        version = contribution(call, organisation="Net Watch", answers=["Our answer."]).current
        run = Compilation.objects.create(call=call, asked_at=now())
        for place, (content, how) in enumerate(files, 1):
            path = default_storage.save(f"contributions/{place}", ContentFile(content))
            facts = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "received_at": now()}
            file = version.files.create(name=f"file-{place}.pdf", path=path, content_type=kind, **facts)
            if how:
                run.bound_files.create(file=file, how=how)
        return run

    return make


# What is ticked


def test_a_file_that_is_not_ticked_is_listed_only(run_with):
    printed, told = print_run(run_with((pages("Their page"), "")))
    text = text_of(printed)
    assert ("file-1.pdf" in text, "Their page" in text, "not bound in" in text, told.is_tagged) == (
        True, False, True, True,
    )  # fmt: skip
    assert list(files_in(printed)) == ["manifest.json"]


def test_pages_are_appended_behind_the_paper_which_is_not_called_accessible_then(run_with):
    run = run_with((pages("Their first", "Their second"), "appended"))
    printed, told = print_run(run)
    run.bound_files.all().delete()
    plain, told_plain = print_run(run)
    assert (told.bound.pages, told.is_tagged) == (told_plain.bound.pages + 2, False)
    assert pages_of(printed)[-2:] == ["Their first", "Their second"]
    assert (b"pdfuaid:part>1" in inside_pdf(plain), b"pdfuaid:part" in inside_pdf(printed)) == (True, False)


def test_what_is_appended_is_said_in_the_list_and_found_in_the_outline(run_with):
    printed, told = print_run(run_with((pages("Theirs"), "appended")))
    assert "its pages stand at the end" in text_of(printed)
    assert outline_of(printed)[-1] == ("Net Watch (Nora Name): file-1.pdf", told.bound.pages)


def test_the_size_and_hash_that_are_told_are_of_the_whole(run_with):
    printed, told = print_run(run_with((pages("Theirs"), "appended")))
    whole = (len(printed), hashlib.sha256(printed).hexdigest(), len(PdfReader(io.BytesIO(printed)).pages))
    assert (told.bound.size, told.bound.sha256, told.bound.pages) == whole


def test_a_file_is_embedded_as_it_is(run_with):
    content = pages("Theirs")
    run = run_with((content, "embedded"))
    printed, told = print_run(run)
    name = f"no-1-{run.bound_files.get().file_id}-file-1.pdf"
    assert (files_in(printed)[name] == content, told.is_tagged) == (True, True)
    assert "it is inside this PDF as a file" in text_of(printed)


def test_two_files_of_the_same_name_are_both_inside(run_with):
    printed, _told = print_run(run_with((b"one", "embedded"), (b"two", "embedded"), kind="text/plain"))
    assert sorted(files_in(printed).values())[:2] == [b"one", b"two"]


def test_the_same_run_gives_the_same_bytes_with_files_of_others(run_with):
    run = run_with((pages("Theirs"), "appended"), (pages("More"), "embedded"))
    gathered = gathering.gather(run)
    assert print_run(run, gathered)[1].bound.sha256 == print_run(run, gathered)[1].bound.sha256


# Hostile files


def hidden(pdf, **entries):
    """Entries of the first page."""
    for name, value in entries.items():
        pdf.pages[0].obj[f"/{name}"] = value


def link(pdf):
    action = Dictionary(S=Name.URI, URI=String("http://127.0.0.1:8460/canary"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 100, 100]), A=action)
    hidden(pdf, Annots=Array([note]), PieceInfo=Dictionary(Who=String("canary")), Metadata=pdf.make_stream(b"canary"))


def test_links_and_notes_of_their_pages_stay_behind(run_with):
    printed, _told = print_run(run_with((pages("Theirs", change=link), "appended")))
    assert pages_of(printed)[-1] == "Theirs"
    assert b"canary" not in inside_pdf(printed)


def script_on_a_page(pdf):
    hidden(pdf, AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("app.alert('canary')"))))


def script_on_opening(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('canary')"))


def a_file_inside(pdf):
    pdf.attachments["canary.txt"] = b"canary"


def lies_elsewhere(pdf):
    pdf.pages[0].obj.Contents.stream_dict["/F"] = String("/etc/passwd")


LOCKED = pikepdf.Encryption(owner="o", user="u")
HOSTILE = {
    "script on a page": pages("Theirs", change=script_on_a_page),
    "script on opening": pages("Theirs", change=script_on_opening),
    "a file inside": pages("Theirs", change=a_file_inside),
    "a page that lies elsewhere": pages("Theirs", change=lies_elsewhere),
    "locked": pages("Theirs", encryption=LOCKED),
    "half": pages("Theirs", "More")[:400],
    "no PDF": b"MZ canary",
    "empty": b"",
    "without pages": pages(),
    "zeros": b"%PDF-1.7\n" + b"\0" * 5000 + b"%%EOF",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_acts_or_breaks_is_named_and_stops_nothing(run_with, name):
    printed, told = print_run(run_with((HOSTILE[name], "appended"), (pages("Good page"), "appended")))
    text = text_of(printed)
    assert (UNFIT in text, "Our answer." in text, pages_of(printed)[-1]) == (True, True, "Good page")
    assert [file["bound"] for file in manifest_of(printed)["contributions"][0]["files"]] == ["unfit", "appended"]
    assert (b"canary" in inside_pdf(printed), told.is_tagged) == (False, False)


def test_when_none_of_them_fits_the_paper_stays_accessible(run_with):
    assert print_run(run_with((b"MZ", "appended")))[1].is_tagged is True


def test_a_file_that_is_gone_from_the_disk_is_named(run_with):
    run = run_with((pages("Theirs"), "appended"), (pages("Inside"), "embedded"))
    default_storage.delete("contributions/1")
    printed, told = print_run(run)
    assert ("this file cannot be read at present" in text_of(printed), told.is_tagged) == (True, True)
