"""What the database itself promises, and who sees which paper."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from audit import log
from audit.log import SYSTEM
from documents import actions
from documents.models import Annex, Block, Paper, PaperVersion
from people.models import User

STATE = PaperVersion.State
AUDIENCE = Paper.Audience


def refused(deed):
    """Whether the database refuses a deed."""
    try:
        with transaction.atomic():
            deed()
    except DatabaseError:
        return True
    return False


def update(version, **fields):
    return lambda: PaperVersion.objects.filter(pk=version.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"html": "other"},
        {"file": "other"},
        {"sha256": "0" * 64},
        {"issued_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"number": 9},
        {"language": "fr"},
        {"state": "draft"},
        {"html": ""},
    ],
)
def test_the_database_refuses_to_change_an_issued_version(issued, fields):
    assert refused(update(issued(), **fields))


def test_the_database_refuses_to_change_a_replaced_version(issued):
    version = issued()
    log.move(version, STATE.SUPERSEDED, by=SYSTEM)
    assert refused(update(version, html="other"))


def test_the_database_refuses_to_touch_the_text_of_an_issued_version(issued):
    version = issued()
    block = version.blocks.first()
    assert [
        refused(lambda: Block.objects.filter(pk=block.pk).update(text="other")),
        refused(lambda: Block.objects.filter(pk=block.pk).delete()),
        refused(lambda: Block.objects.create(version=version, order=99, kind="text", text="more")),
        refused(lambda: Annex.objects.create(version=version, annexed=version, order=1)),
        refused(lambda: PaperVersion.objects.filter(pk=version.pk).delete()),
    ] == [True] * 5


def test_a_withdrawn_version_can_be_blanked_and_nothing_else(issued):
    version = issued()
    log.move(version, STATE.WITHDRAWN, by=SYSTEM)
    assert [
        refused(update(version, html="other")),
        refused(update(version, sha256="0" * 64)),
        refused(update(version, html="", file="")),
    ] == [True, True, False]


def test_an_issued_version_has_its_file(summary):
    actions.clear(version=summary, by=SYSTEM)
    with pytest.raises(IntegrityError):
        log.move(summary, STATE.ISSUED, by=SYSTEM)


def test_a_symbol_belongs_to_one_paper(make_paper):
    make_paper(symbol="A/1")
    assert refused(lambda: Paper.objects.create(group_id=1, kind="agenda", title="x", symbol="A/1"))


def test_a_symbol_is_typed_or_missing(summary):
    assert refused(lambda: Paper.objects.filter(pk=summary.paper_id).update(symbol=""))


def test_only_one_version_of_a_language_is_in_the_making(summary):
    assert refused(lambda: PaperVersion.objects.create(paper=summary.paper, number=2, language="en"))


CAST = ["bela", "chidi", "dana", "emil", "fatou", "oumar"]
STAFF, OFFICE = {"dana"}, {"dana", "emil", "fatou"}


@pytest.fixture
def cast(bela, chidi, dana, emil, fatou, oumar):
    return dict(zip(CAST, (bela, chidi, dana, emil, fatou, oumar), strict=True))


def who_sees(cast, version):
    return {
        name
        for name, user in cast.items()
        if Paper.objects.visible_to(user).filter(pk=version.paper_id).exists()
        and PaperVersion.objects.visible_to(user).filter(pk=version.pk).exists()
    }


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [(AUDIENCE.PUBLIC, set(CAST)), (AUDIENCE.GROUP, {"bela", *OFFICE}), (AUDIENCE.STAFF, STAFF)],
)
def test_an_issued_paper_is_seen_by_its_audience(issued, cast, audience, seen_by):
    assert who_sees(cast, issued(audience=audience)) == seen_by


@pytest.mark.parametrize(("audience", "seen_by"), [(AUDIENCE.PUBLIC, OFFICE), (AUDIENCE.STAFF, STAFF)])
def test_a_draft_is_seen_by_those_who_prepare_it(make_paper, cast, audience, seen_by):
    assert who_sees(cast, make_paper(audience=audience)) == seen_by


def test_the_draft_of_a_correction_is_not_seen_with_the_issued_paper(issued, cast):
    draft = actions.correct(version=issued(), by=SYSTEM)
    assert who_sees(cast, draft) == OFFICE


def test_a_former_chair_sees_no_draft(summary, emil, clock):
    emil.person.offices.update(ends_on=date(2016, 11, 1))
    assert Paper.objects.visible_to(User.objects.get(pk=emil.pk)).exists() is False


def test_papers_are_found_by_what_they_are_of(make_paper, meeting, first_meeting):
    paper = make_paper(about=meeting).paper
    assert (list(Paper.objects.about(meeting)), list(Paper.objects.about(first_meeting))) == ([paper], [])


def test_papers_are_found_by_kind_and_standing(issued, make_paper):
    summary, agenda = issued().paper, make_paper(kind=Paper.Kind.AGENDA).paper
    assert list(Paper.objects.of_kind("agenda", "notification")) == [agenda]
    assert (list(Paper.objects.issued()), summary.issued_version.number, agenda.issued_version) == ([summary], 1, None)


def test_only_issued_papers_of_the_same_group_are_offered_as_annexes(issued, make_paper):
    first, draft = issued(), make_paper(kind=Paper.Kind.AGENDA)
    assert list(PaperVersion.objects.that_can_be_annexed_to(draft)) == [first]
    assert list(PaperVersion.objects.that_can_be_annexed_to(first)) == []
