"""The filters, the order, the translations and the files of a compilation."""

from datetime import timedelta

import pytest

from meetings.models import Call
from submissions.compilation.gathering import gather
from submissions.models import Compilation
from tests.submissions.compilation.prints import print_now, text_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

pytestmark = pytest.mark.django_db


def names(call, **selection):
    return [one.name for one in gather(Compilation(call=call, **selection)).contributions]


def known(call, name, **fields):
    return contribution(call, organisation=name, publish="organisation", **fields)


# Filters


def test_only_one_stakeholder_group(call):
    known(call, "State", stakeholders="Member States")
    known(call, "Firm", stakeholders="Private sector")
    group = call.group.stakeholder_groups.get(name="Private sector")
    gathered = gather(Compilation(call=call, stakeholder_group=group))
    assert [one.name for one in gathered.contributions] == ["Firm"]
    assert (gathered.head.counts, gathered.head.selection) == ([["Private sector", 1]], ["Private sector"])


def test_only_one_language(call):
    for language in ("en", "fr", "und"):
        known(call, f"In {language}", language=language)
    assert [names(call, language=language) for language in ("fr", "und", "es")] == [["In fr"], ["In und"], []]


def test_only_what_came_by_the_original_deadline(call, clock):
    Call.objects.update(original_deadline_at=call.deadline_at, deadline_at=call.deadline_at + timedelta(days=7))
    for day in ("05", "10", "20"):
        clock(f"2016-12-{day}T12:00:00")
        known(call, f"Came on {day}")
    call.refresh_from_db()
    assert names(call, in_time_only=True) == ["Came on 05"]
    assert names(call) == ["Came on 05", "Came on 10", "Came on 20"]


def test_filters_go_together_and_say_so(call):
    known(call, "Both", language="fr", stakeholders="Private sector")
    known(call, "Other language", stakeholders="Private sector")
    known(call, "Other group", language="fr")
    group = call.group.stakeholder_groups.get(name="Private sector")
    printed, _told = print_now(call, stakeholder_group=group, language="fr", in_time_only=True)
    text = text_of(printed)
    assert [name in text for name in ("Both", "Other language", "Other group")] == [True, False, False]
    assert "Only: Private sector Only: received by the original deadline Only: in Français" in text


def test_what_is_kept_back_is_counted_within_the_filter(call):
    known(call, "Out", language="fr")
    contribution(call, language="fr", publish="not", state="submitted")
    contribution(call, language="en", publish="not", state="submitted")
    head = gather(Compilation(call=call, language="fr")).head
    assert (head.kept_back, head.unpublished) == (1, 0)


# Order


def test_by_contributor_groups_stand_in_their_order_and_names_by_the_alphabet(call):
    known(call, "Zürich", stakeholders="Private sector")
    known(call, "Zagreb", stakeholders="Private sector")
    known(call, "Østlandet", stakeholders="Member States")
    known(call, "Éire", stakeholders="Member States")
    assert names(call, layout="contributor") == ["Éire", "Østlandet", "Zagreb", "Zürich"]


def test_the_version_in_force_is_in_it_and_no_earlier_one(call):
    next_version(known(call, "Net Watch", answers=["The old text."]), text="The new text.")
    text = text_of(print_now(call)[0])
    assert ("The new text." in text, "The old text." in text, "· version 2" in text) == (True, False, True)


# Translations


@pytest.fixture
def french(call, dana):
    submission = known(call, "Réseau", language="fr", translation="unofficial", answers=["Oui.", None])
    translate(submission, dana, text="Yes, unofficially.", language="en")
    translate(submission, dana, text="Sí, extraoficialmente.", language="es")
    return submission


@pytest.mark.parametrize("layout", ["question", "contributor"])
def test_a_translation_into_the_language_of_the_paper_is_annexed(call, french, layout):
    text = text_of(print_now(call, layout=layout)[0])
    annex = text[text.rindex("Annex: unofficial translations") :]
    assert "Réseau No. 1 · unofficial translation · Original Question 1 Yes, unofficially." in annex
    assert (text.count("Yes, unofficially."), "Sí" in text, "Oui." in text) == (1, False, True)


def test_no_translation_is_annexed_when_none_are_asked_for(call, french):
    text = text_of(print_now(call, with_translations=False)[0])
    assert ("unofficially" in text, "Annex" in text) == (False, False)


def test_no_translation_is_annexed_that_its_author_has_not_allowed(call, french):
    type(french.current).objects.update(translation="original")
    text = text_of(print_now(call)[0])
    assert ("unofficially" in text, "Oui." in text) == (False, True)


def test_a_translation_of_what_is_redacted_by_now_is_not_annexed(call, french, dana):
    redact(french, dana)
    assert "unofficially" not in text_of(print_now(call)[0])


def test_the_paper_is_in_the_language_of_the_group(call, french):
    call.group.working_language = "es"
    text = text_of(print_now(call)[0])
    assert ("Sí, extraoficialmente." in text, "Yes" in text) == (True, False)


# Files


def test_only_files_that_readers_may_have_are_listed(call, dana):
    version = contribution(call, answers=["Text."]).current
    shown, hidden = file_of(version, "shown.pdf"), file_of(version, "hidden.pdf")
    file_of(version, "original.docx", role="original")
    file_of(version, "unscanned.pdf", is_clean=False)
    redact(version.submission, dana, hidden_files=[hidden])
    (one,) = gather(Compilation(call=call)).contributions
    assert [file.name for file in one.files] == [shown.name]
