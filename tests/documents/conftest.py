"""Papers in the states that the tests need."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.log import SYSTEM
from documents import actions, issue, pdf
from documents.models import Paper

TEXT = "# Opening\n\nThe meeting was opened.[^a]\n\nMembers agreed:\n- on one thing;\n- on another.\n\n[^a]: A note."
KIND = Paper.Kind


@pytest.fixture
def make_paper(group, first_meeting):
    """Draft a paper of a kind, with a text and a date; by the portal itself."""

    def make(kind=KIND.SUMMARY, source=TEXT, dated_on=date(2016, 10, 17), **identity):
        identity = {"title": "Chair’s summary", "about": first_meeting, **identity}
        version = actions.draft_paper(group=group, kind=kind, source=source, by=SYSTEM, **identity)
        actions.change_version(version=version, seen=version.version, by=SYSTEM, dated_on=dated_on)
        return version

    return make


def html_of(version, **facts):
    return pdf.lay_out("pdf/paper.html", pdf.paper_context(version, facts=facts))


def press(version, **facts):
    return issue.press(version, html=html_of(version, **facts))


@pytest.fixture
def issued(make_paper):
    """Draft, clear, print and issue a paper."""

    def make(**how):
        version = make_paper(**how)
        actions.clear(version=version, by=SYSTEM)
        return actions.issue(version=version, pressed=press(version), by=SYSTEM)

    return make


@pytest.fixture
def summary(make_paper):
    return make_paper()


@pytest.fixture
def pdf_file():
    return SimpleUploadedFile("Slides of the Chair.pdf", b"%PDF-1.7 some bytes", "application/pdf")
