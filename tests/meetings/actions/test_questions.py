"""Questions and their parts: order, wordings with versions, courtesy translations."""

import pytest

from audit.log import Stale
from correspondence.models import Message
from meetings import actions
from meetings.emails import Reader
from meetings.models import Call, Question, QuestionTranslation, Wording
from people.refusals import Refused

READERS = [Reader("amina@example.org", "Amina", "en", "filed"), Reader("ben@example.org", "", "fr", "begun")]


def labels(call):
    return [(question.label, question.text, question.is_asked) for question in call.questions.numbered()]


@pytest.fixture
def with_parts(dana, draft_call):
    """1 one, 1 a) A, 1 b) B, 2 two."""
    one = actions.add_question(call=draft_call, text="one", by=dana)
    actions.add_question(call=draft_call, text="two", by=dana)
    for text in ("A", "B"):
        actions.add_question(call=draft_call, text=text, parent=one, by=dana)
    return draft_call


def the(text):
    return Question.objects.select_related("call__group").get(text=text)


def test_parts_follow_their_question(with_parts):
    assert labels(with_parts) == [("1", "one", False), ("1 a)", "A", True), ("1 b)", "B", True), ("2", "two", True)]
    assert list(Question.objects.values_list("order", flat=True)) == [1, 2, 3, 4]


def test_a_part_has_no_parts(dana, with_parts):
    with pytest.raises(Refused, match="A part has no parts"):
        actions.add_question(call=with_parts, text="x", parent=the("A"), by=dana)


@pytest.mark.parametrize(
    ("text", "down", "order"),
    [
        ("two", False, ["two", "one", "A", "B"]),
        ("one", True, ["two", "one", "A", "B"]),
        ("one", False, ["one", "A", "B", "two"]),
        ("B", False, ["one", "B", "A", "two"]),
        ("A", False, ["one", "A", "B", "two"]),
        ("B", True, ["one", "A", "B", "two"]),
        ("A", True, ["one", "B", "A", "two"]),
    ],
)
def test_a_question_moves_with_its_parts_and_a_part_within_them(dana, with_parts, text, down, order):
    actions.move_question(question=the(text), down=down, by=dana)
    assert [question.text for question in with_parts.questions.numbered()] == order


def test_a_question_goes_after_its_parts(dana, with_parts):
    with pytest.raises(Refused, match="Remove its parts first"):
        actions.remove_question(question=the("one"), by=dana)
    actions.add_translation(question=the("A"), language="fr", text="a", by=dana)
    for text in ("A", "B", "one"):
        actions.remove_question(question=the(text), by=dana)
    assert labels(with_parts) == [("1", "two", True)]


# Wordings


def reword(question, by, **different):
    typed = {"text": "Which?", "kind": "substance", "seen": question.version, "to": READERS, "by": by, **different}
    return actions.reword(question=question, **typed)


def test_the_wording_before_is_kept(dana, call):
    question = call.questions.first()
    before = question.text
    reword(question, dana, kind="editorial")
    reword(question, dana, text="Which ones?", kind="editorial")
    kept = list(Wording.objects.values_list("number", "text", "kind", "changed_by"))
    assert kept == [(1, before, "editorial", dana.pk), (2, "Which?", "editorial", dana.pk)]
    assert (Question.objects.get(pk=question.pk).text, Message.objects.count()) == ("Which ones?", 0)


def test_after_a_change_of_substance_those_at_work_are_written_to_once(dana, call):
    question = call.questions.first()
    assert reword(question, dana) == 2
    letters = {letter.to_address: letter for letter in Message.objects.all()}
    assert letters["amina@example.org"].key == f"call:{call.uid}:reworded:{question.uid}:1:amina@example.org"
    assert "Your contribution stays valid as you sent it" in letters["amina@example.org"].body
    assert "Which?" in letters["ben@example.org"].body


def test_saying_the_same_again_is_no_change(dana, call):
    question = call.questions.first()
    assert (reword(question, dana, text=question.text), Wording.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_two_members_of_staff_do_not_overwrite_a_wording(dana, call):
    question = call.questions.first()
    reword(question, dana)
    with pytest.raises(Stale):
        reword(question, dana, seen=1, text="Else?")


@pytest.mark.parametrize(
    ("state", "moment", "reason"),
    [
        ("draft", "2016-11-25T12:00:00", "can still be edited"),
        ("cancelled", "2016-11-25T12:00:00", "It is cancelled"),
        ("opened", "2016-12-08T12:00:00", "The deadline is past"),
    ],
)
def test_a_wording_changes_as_a_version_only_while_the_call_runs(dana, call, clock, state, moment, reason):
    Call.objects.update(state=state)
    clock(moment)
    with pytest.raises(Refused, match=reason):
        reword(Question.objects.select_related("call__group").first(), dana)


# Courtesy translations


def test_a_translation_is_added_changed_and_removed_while_the_call_runs(dana, call):
    question = call.questions.first()
    translation = actions.add_translation(question=question, language="ar", text="ما هي؟", by=dana)
    assert translation.direction == "rtl"
    actions.edit_translation(translation=translation, text="ما هو؟", seen=1, by=dana)
    assert question.translations.get().text == "ما هو؟"
    actions.remove_translation(translation=translation, by=dana)
    assert QuestionTranslation.objects.count() == 0


def test_one_translation_for_each_language(dana, call):
    question = call.questions.first()
    actions.add_translation(question=question, language="fr", text="Quoi ?", by=dana)
    with pytest.raises(Refused, match="already"):
        actions.add_translation(question=question, language="fr", text="Lesquels ?", by=dana)


@pytest.mark.parametrize("who", ["emil", "bela", "oumar"])
def test_nobody_else_translates(request, call, who):
    with pytest.raises(Refused):
        actions.add_translation(
            question=call.questions.first(), language="fr", text="Quoi ?", by=request.getfixturevalue(who)
        )
