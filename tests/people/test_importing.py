"""The CSV file of the address book: what each line would do, and a file that no spreadsheet runs."""

import pytest

from people import importing
from people.importing import Unreadable
from people.models import Contact, Organisation, State

pytestmark = pytest.mark.django_db


def outcomes(group, text):
    return [(line.number, str(line.outcome)) for line in importing.preview(group, text).lines]


def reasons(group, line):
    text = "kind,name,email,organisation,country,stakeholder group,language\n" + line
    return importing.preview(group, text).lines[0].reasons


def test_each_line_says_what_would_become_of_it(group, bela):
    text = "email,name\nbela@example.org,Bela Member\nBELA@example.org,x\nnew@example.org,New\n\nwrong,\n"
    assert outcomes(group, text) == [(2, "same"), (3, "duplicate"), (4, "new"), (6, "error")]


def test_a_changed_line_names_the_columns(group, bela):
    line = importing.preview(group, "email,name,language\nbela@example.org,Bela,fr\n").lines[0]
    assert (str(line.outcome), line.reasons, line.contact.email) == (
        "changed",
        ["name", "language"],
        "bela@example.org",
    )


def test_an_empty_cell_leaves_what_is_there(group, bela):
    text = "email,name,stakeholder group,language\nbela@example.org,,,\n"
    assert outcomes(group, text) == [(2, "same")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("person,A,,,,,", "The e-mail address is missing."),
        ("person,A,nobody,,,,", "“nobody” is not an e-mail address."),
        ("robot,A,a@example.org,,,,", "“robot” is not a kind: write person, mailbox or list."),
        ("person,A,a@example.org,,Atlantis,,", "“Atlantis” is not the name of a State."),
        ("person,A,a@example.org,,,Pirates,", "“Pirates” is not a stakeholder group of this group."),
        ("person,A,a@example.org,,,,de", "“de” is not a language of letters: zh, ar, zh-hans, en, fr, ru, es."),
        ("person,A,a@example.org,,,,,x", "The line has more cells than there are columns."),
        (f"person,{'A' * 1001},a@example.org,,,,", "A cell has more than 1000 characters."),
    ],
)
def test_what_is_wrong_is_said_in_words(group, line, reason):
    assert reasons(group, line) == [reason]


def test_all_that_is_wrong_with_a_line_is_said_at_once(group):
    assert len(reasons(group, "robot,A,nobody,,Atlantis,Pirates,de")) == 5


def test_a_stakeholder_group_of_another_group_is_unknown(group, other_group):
    other_group.stakeholder_groups.create(name="Youth", order=6)
    assert reasons(group, "person,A,a@example.org,,,Youth,") == ["“Youth” is not a stakeholder group of this group."]


@pytest.mark.parametrize(
    "content", ["\ufeffemail;name\r\nx@example.org;Ïx, y\r\n", 'email,name\nx@example.org,"Ïx, y"\n']
)
def test_semicolons_commas_marks_and_line_ends_are_all_read(group, content):
    preview = importing.preview(group, importing.decode(content.encode()))
    assert [line.values for line in preview.lines] == [{"email": "x@example.org", "name": "Ïx, y"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"email\n" + b"x" * 1024 * 1024, "larger than 1 MB"),
        ("email,name\nx@example.org,Ïx\n".encode("latin-1"), "not in UTF-8"),
        (b"PK\x03\x04\x00", "not a text file"),
        (b"name\nX\n", "must name the columns"),
        (b"email,colour\nx@example.org,red\n", "must name the columns"),
        (b"email,email\n", "must name the columns"),
        (b"", "must name the columns"),
        (b"email\n" + b"x@example.org\n" * 2001, "more than 2000 lines"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(group, content, words):
    with pytest.raises(Unreadable, match=words):
        importing.preview(group, importing.decode(content))


def test_the_mark_is_the_same_after_a_browser_sent_the_text_back(group):
    text = 'email,name\nx@example.org,"two\nlines"\n'
    sent_back = text.replace("\n", "\r\n")
    assert importing.preview(group, text).mark() == importing.preview(group, sent_back).mark()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_in_a_spreadsheet(start):
    assert importing.harmless(f"{start}cmd") == f"'{start}cmd"


def test_a_harmless_cell_stays_as_it_is():
    assert importing.harmless("Côte d'Ivoire") == "Côte d'Ivoire"


def test_what_is_exported_is_read_again_without_a_change(group, bela):
    state = State.objects.get(iso3="CIV")
    delegation = Organisation.objects.create(name=state.name_en, state=state, country=state)
    Contact.objects.create(
        group=group, email="m@example.org", name="=HYPERLINK()", kind="mailbox", organisation=delegation
    )
    file = importing.export(Contact.objects.all())
    assert "mailbox,'=HYPERLINK(),m@example.org,Côte d'Ivoire,Côte d'Ivoire,,en" in file.splitlines()
    assert outcomes(group, importing.decode(file.encode())) == [(2, "same"), (3, "same")]
