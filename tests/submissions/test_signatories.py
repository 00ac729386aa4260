"""A pasted list of co-signatories is read line by line; what stands twice or cannot be an address is told."""

import time

import pytest

from submissions import signatories
from submissions.signatories import Signatory


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        ("Open Rivers", "Open Rivers", ""),
        ("Open Rivers <o@rivers.org>", "Open Rivers", "o@rivers.org"),
        ("Open Rivers, o@rivers.org", "Open Rivers", "o@rivers.org"),
        ("Open Rivers; o@rivers.org", "Open Rivers", "o@rivers.org"),
        ("Open Rivers\to@rivers.org", "Open Rivers", "o@rivers.org"),
        ("  Rivers,   Lakes and Sons  ", "Rivers, Lakes and Sons", ""),
        ("Rivers, Lakes, o@rivers.org", "Rivers, Lakes", "o@rivers.org"),
        ("3. Rivers <o@rivers.org>", "3. Rivers", "o@rivers.org"),
        ("数字权利组织 <a@b.cn>", "数字权利组织", "a@b.cn"),
        ("o@rivers.org", "o@rivers.org", ""),
        ("<o@rivers.org>", "", "o@rivers.org"),
    ],
)
def test_a_line_is_a_name_and_perhaps_an_address(line, name, email):
    assert signatories.read(line) == [Signatory(1, name, email)]


def test_empty_lines_are_nobody_and_lines_keep_their_numbers():
    assert [(each.line, each.name) for each in signatories.read("A\n\n  \r\nB")] == [(1, "A"), (4, "B")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Open Rivers", "open  RIVERS", True),
        ("The Open Rivers", "Open Rivers", True),
        ("Société des rivières", "Societe des rivieres", True),
        ("ﬁrst", "first", True),
        ("Straße", "STRASSE", True),
        ("The", "", False),
        ("Open Rivers", "Open Lakes", False),
        ("कि", "कु", False),
        ("نهر", "بحر", False),
    ],
)
def test_names_are_the_same_but_for_case_accents_spaces_and_article(one, other, same):
    assert (signatories.fold(one) == signatories.fold(other)) == same


def test_each_name_stays_once_where_it_stood_with_the_address_a_later_line_has():
    text = "The A\nB <b@x.org>\na <a@x.org>\nb\nA, other@x.org"
    assert signatories.without_repeats(text) == "The A <a@x.org>\nB <b@x.org>"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("A <nowhere>", "Line 1: “nowhere” is not an e-mail address."),
        ("A, b@", "Line 1: “b@” is not an e-mail address."),
        ("A <a@b.org\u0000>", "Line 1: “a@b.org\u0000” is not an e-mail address."),
        ("A\n<a@b.org>", "Line 2 has no name: write the name in front of the address."),
        ("A a@b.org", "Line 1: put the address in angle brackets, so that it is not published: “A a@b.org”"),
        ("a@b.org", "Line 1: put the address in angle brackets, so that it is not published: “a@b.org”"),
        ("x\n" * 501, "The list has 501 names. Up to 500 can be taken."),
    ],
)
def test_what_cannot_be_sent_is_told_with_its_line(text, fault):
    assert signatories.faults(text) == [fault]


def test_a_header_cannot_be_smuggled_in():
    found = signatories.read("A\r\nBcc: all@x.org\nB <b@x.org\x0bBcc: c@x.org>")
    assert [("\n" in each.name + each.email, "\r" in each.name + each.email) for each in found] == [(False, False)] * 4
    assert len(signatories.faults("A\r\nBcc: all@x.org\nB <b@x.org\x0bBcc: c@x.org>")) > 0


def test_500_names_of_1000_letters_are_fine():
    text = "\n".join(f"{number} {'x' * 1000} <a{number}@x.org>" for number in range(500))
    assert (signatories.faults(text), signatories.repeated(signatories.read(text))) == ([], [])


def test_a_million_of_one_sign_is_read_at_once():
    assert signatories.read("," * 1_000_000)[0].email == ""


def test_a_list_of_what_might_be_addresses_is_told_in_no_time():
    began = time.process_time()
    found = signatories.faults("\n".join("a@b.c1 " * 1_400 for _line in range(500)))
    assert (len(found), time.process_time() - began < 1) == (500, True)
