"""What the answers of a draft lack before they can be sent, and how many words an answer may have."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.models import Call

from .. import words
from ..models import File

NOTHING_SAID = gettext_lazy("Answer at least one question, tick “no position”, or add a file.")
CHOSEN_OF_SEVERAL = {"stakeholder_group", "publish", "translation", "behalf"}  # a round button for each choice


@dataclass(frozen=True)
class Missing:
    """Something a draft lacks: on which step, at which field, and what to do about it."""

    step: str
    field: str
    message: str

    @property
    def anchor(self):
        """Where on the page of the step the field begins; nothing for a lack of the step as a whole."""
        return f"id_{self.field}{'_0' if self.field in CHOSEN_OF_SEVERAL else ''}" if self.field else ""


def missing_in_answers(version) -> list[Missing]:
    """Nothing said at all, “no position” beside a file, an answer longer than a binding limit."""
    call, answers, files = version.submission.call, list(version.answers.all()), list(version.files.all())
    if not (version.other.strip() or answers or any(file.role != File.Role.ORIGINAL for file in files)):
        return [Missing("answers", "", str(NOTHING_SAID))]
    labels = {question.pk: question.label for question in call.numbered_questions}
    in_place = {file.question_id for file in files if file.role == File.Role.ANSWER}
    found = [(one, _wrong_with(call, one, labels[one.question_id], in_place)) for one in answers]
    fields = {True: "no_position_{}", False: "answer_{}"}
    return [Missing("answers", fields[one.no_position].format(one.question_id), why) for one, why in found if why]


def _wrong_with(call, answer, label, in_place) -> str:
    """What is wrong with an answer; `in_place` are the keys of questions that a file answers."""
    if answer.no_position and answer.question_id in in_place:
        return _(
            "Question %(label)s: “no position” is ticked and a file stands in place of the answer. Untick it, or "
            "remove the file."
        ) % {"label": label}
    return why_too_long(call, answer.text, label)


def why_too_long(call, text, label) -> str:
    """Where the limit is binding, how many words too many an answer has."""
    too_many = words_too_many(call, text) if call.word_rule == Call.WordRule.BINDING else 0
    if not too_many:
        return ""
    return ngettext(
        "Your answer to question %(label)s has %(many)s word too many: %(limit)s are allowed. Shorten it.",
        "Your answer to question %(label)s has %(many)s words too many: %(limit)s are allowed. Shorten it.",
        too_many,
    ) % {"label": label, "many": too_many, "limit": call.word_limit}


def words_too_many(call, text) -> int:
    """How many words an answer has beyond the call's limit, binding or advised; 0 without a limit."""
    return max(0, words.count(text) - call.word_limit) if call.word_limit else 0
