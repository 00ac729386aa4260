"""`manage.py compile`: a PDF of what is published, beside the portal; nothing is issued, nothing is half written."""

import hashlib
import io

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from audit.models import Entry
from documents.models import Paper
from submissions.models import Compilation
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiled(tmp_path, call):
    """Runs the command; returns what it says, one line after the other. The PDF is `compiled.file`."""

    def run(named=None, *options):
        out = io.StringIO()
        call_command("compile", named or str(call.uid), *options, "--output", str(run.file), stdout=out)
        return out.getvalue().splitlines()

    run.file = tmp_path / "compilation.pdf"
    return run


def refusal(compiled, *arguments):
    with pytest.raises(CommandError) as refused:
        compiled(*arguments)
    assert list(compiled.file.parent.glob("*compilation*")) == []
    return str(refused.value)


def text_of(file):
    return " ".join("".join(page.extract_text() for page in PdfReader(file).pages).split())


def test_it_writes_the_paper_and_says_what_it_is(compiled, call):
    contribution(call, answers=["An answer that stands in it", None])
    told, content = compiled(), compiled.file.read_bytes()
    pages = len(PdfReader(compiled.file).pages)
    assert told[0].startswith(f"{compiled.file}: {pages} pages, {len(content)} bytes, ")
    assert told[1] == f"SHA-256 {hashlib.sha256(content).hexdigest()}"
    assert "An answer that stands in it" in text_of(compiled.file)


def test_nothing_is_issued_and_nothing_is_written_down(compiled, call):
    contribution(call)
    before = Entry.objects.count()
    compiled()
    assert (Compilation.objects.count(), Paper.objects.count(), Entry.objects.count()) == (0, 0, before)


def test_only_what_is_selected_is_in_it(compiled, call):
    contribution(call, stakeholders="Civil society", language="fr", answers=["Une phrase", None])
    contribution(call, stakeholders="Civil society", answers=["Another language", None])
    contribution(call, stakeholders="Private sector", language="fr", answers=["Un autre groupe", None])
    compiled(None, "--layout", "contributor", "--group", "civil SOCIETY", "--language", "fr", "--in-time")
    text = text_of(compiled.file)
    assert [words in text for words in ("Une phrase", "Another language", "Un autre groupe")] == [True, False, False]


def test_a_file_that_is_there_is_replaced_as_a_whole(compiled, call):
    contribution(call)
    compiled.file.write_bytes(b"an older one")
    compiled()
    assert compiled.file.read_bytes().startswith(b"%PDF")
    assert [path.name for path in compiled.file.parent.glob("*compilation*")] == ["compilation.pdf"]


def test_a_call_is_found_by_a_part_of_its_title(compiled, call, other_call):
    contribution(call)
    assert compiled("enhanced")[0].startswith(str(compiled.file))


def test_a_group_that_is_not_there_is_refused_with_those_that_are(compiled, call):
    words = refusal(compiled, None, "--group", "Dentists")
    assert words.startswith("There is no stakeholder group “Dentists”. There are: Member States, Private sector")


@pytest.mark.parametrize("options", [[], ["--language", "ru"], ["--group", "Private sector"]])
def test_where_nothing_fits_nothing_is_written(compiled, call, options):
    contribution(call, state="withheld" if not options else "published")
    assert refusal(compiled, None, *options) == "No published contribution fits this selection."


def test_a_layout_that_does_not_exist_is_refused(compiled):
    with pytest.raises(CommandError, match="invalid choice"):
        compiled(None, "--layout", "alphabet")


def test_a_place_where_nothing_can_be_written_is_named(compiled, call):
    contribution(call)
    compiled.file = compiled.file.parent / "no folder" / "compilation.pdf"
    with pytest.raises(CommandError, match="cannot be written: "):
        compiled()
