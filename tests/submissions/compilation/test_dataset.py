"""The dataset is written a contribution on each line, and read again as it was."""

import io
import json
from dataclasses import replace

import pytest

from submissions.compilation.dataset import Change, Passage, digest, dump, read_contributions, read_head
from tests.submissions.compilation.datasets import attached, content, head, one

CHANGES = [Change("new", 1, "Organisation 1"), Change("withdrawn", 7, "")]


def three():
    yield one(1, "A “text” \\ with\nlines\u2028and signs </script>", labels=["late"], co_signatories=["Alpha", "Beta"])
    yield one(2, language="ar", files=[attached("a.pdf", bound="appended")], translation="A translation.")
    yield one(3, other="Else.", behalf="A coalition", lacks_letters=True)


def test_what_is_written_is_read_again():
    file = io.BytesIO(content(three(), changes=CHANGES, since=1))
    assert read_head(file) == head(changes=CHANGES, since=1)
    assert list(read_contributions(file)) == list(three())


def test_every_contribution_stands_on_a_line_of_its_own():
    lines = content(three()).splitlines()
    assert [json.loads(line.rstrip(b","))["number"] for line in lines[3:6]] == [1, 2, 3]
    assert len(lines) == 7


def test_the_whole_is_one_json_document():
    told = json.loads(content(three()))
    assert (told["format"], told["head"]["version"], len(told["contributions"])) == ("compilation/1", 2, 3)


@pytest.mark.parametrize("count", [0, 1])
def test_none_and_one_can_be_read(count):
    file = io.BytesIO(content([one(1)][:count]))
    read_head(file)
    assert len(list(read_contributions(file))) == count


def test_the_same_data_gives_the_same_bytes():
    assert b"".join(dump(head(), three())) == b"".join(dump(head(), three()))


@pytest.mark.parametrize(
    "broken", [b"", b"{}", b'{"format":"compilation/2",\n"head":{}\n', b'{"format":"compilation/1"']
)
def test_what_is_no_dataset_is_refused(broken):
    with pytest.raises(ValueError):
        read_head(io.BytesIO(broken))


def test_a_dataset_that_ends_too_early_is_refused():
    file = io.BytesIO(content(three())[:-5])
    read_head(file)
    with pytest.raises(ValueError):
        list(read_contributions(file))


DIFFERENT = {
    "name": "Other",
    "behalf": "Other",
    "labels": ["redacted"],
    "reason": "A person.",
    "co_signatories": ["Alpha"],
    "passages": [Passage("first", "Other text", "en")],
    "files": [attached("b.pdf")],
    "version": 2,
}


@pytest.mark.parametrize("field", DIFFERENT)
def test_the_digest_tells_every_change_of_what_is_printed(field):
    assert digest(replace(one(1), **{field: DIFFERENT[field]})) != digest(one(1))


def test_the_digest_does_not_tell_where_the_portal_is():
    assert digest(replace(one(1), link="https://elsewhere.example/1/")) == digest(one(1))


def test_a_contribution_answers_by_text_by_no_position_or_by_a_file():
    none = replace(one(1), passages=[])
    silent = replace(none, passages=[Passage("first", " \n", "en")])
    undecided = replace(none, passages=[Passage("first", "", "en", no_position=True)])
    filed = replace(none, files=[attached("a.pdf", question="first")])
    assert [each.answers("first") for each in (one(1), undecided, filed, none, silent)] == [True] * 3 + [False] * 2
    assert [each.answers("") for each in (one(1), one(1, other="Else."), filed)] == [False, True, False]
