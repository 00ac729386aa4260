"""Redactions and unofficial translations stand beside the original; readers see what they are meant to, staff both."""

import threading

import pytest
from django.db import connection

from audit.log import Stale
from audit.models import Entry
from correspondence.models import Message
from meetings.models import Question
from people.refusals import Refused
from submissions import actions, renditions
from submissions.models import Rendition, Submission
from submissions.renditions import paragraphs
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

pytestmark = pytest.mark.django_db


def shown(submission, language=""):
    submission = Submission.objects.get(pk=submission.pk)
    submission.current.submission = submission
    questions = Question.objects.filter(call=submission.call).numbered()
    return renditions.reading(submission.current, questions, language=language)


def texts(submission):
    return [passage.text for passage in shown(submission).passages]


def test_readers_see_the_redaction_and_the_original_stays(call, dana):
    submission = contribution(call, answers=["A secret text.", None])
    redact(submission, dana)
    passages = shown(submission).passages
    assert [(each.text, each.is_redacted) for each in passages] == [("A [redacted] text.", True), ("", False)]
    assert submission.current.answers.first().text == "A secret text."
    assert Entry.objects.about(submission.current)[0].action == "version.redacted"


def test_revoking_shows_the_original_again_and_is_logged(call, dana):
    submission = contribution(call, answers=["A secret text."])
    made = redact(submission, dana, hides_name=True)
    actions.revoke_redaction(version=submission.current, seen=made.pk, by=dana)
    assert (texts(submission)[0], Submission.objects.get().name_omitted) == ("A secret text.", False)
    assert Entry.objects.about(submission.current)[0].action == "version.redaction_revoked"
    assert Rendition.objects.get().revoked_at is not None


def test_the_name_can_be_kept_back_too(call, dana):
    submission = contribution(call, answers=["A text."])
    redact(submission, dana, hides_name=True)
    assert str(Submission.objects.get().public_name) == "Name kept back by the secretariat"


def test_files_that_are_kept_back_originals_and_unscanned_ones_are_not_for_readers(call, dana):
    submission = contribution(call, answers=["A text."])
    kept, free = file_of(submission.current, "kept.pdf"), file_of(submission.current, "free.pdf")
    file_of(submission.current, "letter.docx", role="original")
    file_of(submission.current, "new.pdf", is_clean=False)
    redact(submission, dana, hidden_files=[kept])
    assert [file.pk for file in shown(submission).files] == [free.pk]


def test_each_saving_is_a_new_redaction_and_the_older_one_is_kept(call, dana):
    submission = contribution(call, answers=["A secret text."])
    first = redact(submission, dana)
    redact(submission, dana, text="All [redacted].", seen=first.pk)
    assert (texts(submission)[0], Rendition.objects.count()) == ("All [redacted].", 2)


@pytest.mark.parametrize("seen", [None, 0])
def test_whoever_has_not_seen_the_standing_redaction_overwrites_nothing(call, dana, seen):
    submission = contribution(call, answers=["A secret text."])
    theirs = redact(submission, dana)
    with pytest.raises(Stale) as stale:
        redact(submission, dana, text="Mine.", seen=seen)
    assert (stale.value.thing, texts(submission)[0]) == (theirs, "A [redacted] text.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")
def test_two_who_redact_at_once_make_one_redaction(call, dana):
    submission, stopped = contribution(call, answers=["A secret text."]), []

    def work(text):
        try:
            redact(Submission.objects.get(pk=submission.pk), dana, text=text)
        except Stale as stale:
            stopped.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(text,)) for text in ("One.", "Two.")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (Rendition.objects.count(), len(stopped)) == (1, 1)


def test_a_new_version_has_no_redaction(call, dana):
    submission = contribution(call, answers=["A secret text."])
    redact(submission, dana)
    next_version(submission, "A new text.")
    assert (texts(submission)[0], shown(submission).redaction) == ("A new text.", None)


def test_other_choices_carry_the_redaction_on(call, dana):
    submission = contribution(call, answers=["A secret text."], translation="unofficial")
    kept = file_of(submission.current)
    translate(submission, dana, redaction=redact(submission, dana, hidden_files=[kept]).pk)
    old, new = submission.current, next_version(submission, "A secret text.", translation="original")
    same = file_of(new)
    renditions.carry_on(old=old, new=new)
    assert (texts(submission)[0], shown(submission).files, same.pk == kept.pk) == ("A [redacted] text.", [], False)
    assert new.renditions.filter(kind="translation").count() == 0


def test_an_author_whose_text_is_out_hears_of_the_redaction_once(call, dana):
    submission = contribution(call, answers=["A secret text."])
    first = redact(submission, dana)
    redact(submission, dana, seen=first.pk)
    assert [letter.key for letter in Message.objects.all()] == [f"redacted:{submission.uid}:1"]


# Translations


def test_a_translation_stands_beside_paragraph_by_paragraph(call, dana):
    submission = contribution(call, answers=["First.\n\nSecond."], translation="unofficial")
    translate(submission, dana, text="Un.\n\nDeux.\n\nTrois.")
    passage = shown(submission).passages[0]
    assert passage.pairs == [("First.", "Un."), ("Second.", "Deux."), ("", "Trois.")]


def test_original_only_is_not_translated(call, dana):
    submission = contribution(call, answers=["First."], translation="original")
    with pytest.raises(Refused, match="original language only"):
        translate(submission, dana)


def test_a_translation_is_into_another_language(call, dana):
    with pytest.raises(Refused, match="written in this language"):
        translate(contribution(call, answers=["First."], translation="unofficial"), dana, language="en")


def test_a_choice_taken_back_hides_the_translation(call, dana):
    submission = contribution(call, answers=["First."], translation="unofficial")
    translate(submission, dana)
    type(submission.current).objects.update(translation="original")
    assert (shown(submission).translation, shown(submission).passages[0].translation) == (None, "")


def test_a_redaction_takes_translations_away_for_they_would_tell(call, dana):
    submission = contribution(call, answers=["First."], translation="unofficial")
    translate(submission, dana)
    redact(submission, dana)
    assert shown(submission).translation is None


def test_a_reader_gets_the_translation_in_the_language_of_the_page_where_there_is_one(call, dana):
    submission = contribution(call, answers=["First."], translation="unofficial")
    translate(submission, dana)
    translate(submission, dana, text="Primero.", language="es")
    assert [shown(submission, language).translation.language for language in ("es", "fr", "ru")] == ["es", "fr", "fr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One,\nstill one.\n\nTwo.", ["One,\nstill one.", "Two."]),
        ("One.\r\n \r\n\r\nTwo.\n", ["One.", "Two."]),
        ("", []),
    ],
)
def test_paragraphs_are_parted_by_blank_lines_or_else_by_lines(text, expected):
    assert paragraphs(text) == expected
