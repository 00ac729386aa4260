"""What readers are shown of a version: the redaction where there is one, and beside it an unofficial translation.

Whatever comes before the public (pages, search, papers, exports) is read here, never from the answers themselves.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db.models import Exists, OuterRef, Prefetch

from meetings.models import Question

from .models import Answer, File, Rendition, RenditionText, Version

Kind = Rendition.Kind
BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


@dataclass
class Passage:
    """The reply to one question as it is shown; without a question it is “any other relevant issue”."""

    question: Question | None
    text: str
    language: str
    no_position: bool = False
    is_redacted: bool = False
    translation: str = ""
    files: list = field(default_factory=list)  # that stand in place of typed text

    @property
    def key(self):
        return self.question.pk if self.question else None

    @property
    def is_empty(self):
        return not (self.text.strip() or self.no_position or self.files)

    @property
    def pairs(self):
        """[(paragraph, its translation)], by the order of the paragraphs."""
        return list(zip_longest(paragraphs(self.text), paragraphs(self.translation), fillvalue=""))


@dataclass
class Reading:
    """A version as its readers see it."""

    version: Version
    passages: list  # of Passage, in the order of the call, “any other relevant issue” last where it says something
    files: list  # attachments
    redaction: Rendition | None
    translation: Rendition | None
    languages: list  # that it is translated into

    @property
    def text(self):
        return "\n".join(passage.text for passage in self.passages)


def paragraphs(text):
    """The paragraphs of a text: parted by blank lines; a text without blank lines has one on each line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    parts = BLANK_LINES.split(text) if BLANK_LINES.search(text) else text.split("\n")
    return [part for part in parts if part.strip()]


def for_readers():
    """The files that readers may have: no original of a text, none unscanned, none kept back by a redaction."""
    hiding = Rendition.objects.in_force().filter(kind=Kind.REDACTION, hidden_files=OuterRef("pk"))
    return File.objects.filter(~Exists(hiding), is_clean=True).exclude(role=File.Role.ORIGINAL)


def with_texts(submissions):
    """Fetch for many contributions what `reading` needs, in a number of queries that does not grow."""
    in_force = Rendition.objects.in_force().prefetch_related("texts")
    return submissions.prefetch_related(
        Prefetch("current__answers", Answer.objects.select_related("question")),
        Prefetch("current__files", for_readers(), to_attr="shown_files"),
        Prefetch("current__renditions", in_force, to_attr="renditions_in_force"),
    )


def labelled(submissions):
    """Each with `is_redacted` and `is_translated`, for the labels of a list."""
    of_current = Rendition.objects.in_force().filter(version=OuterRef("current"))
    return submissions.annotate(
        is_redacted=Exists(of_current.filter(kind=Kind.REDACTION)),
        is_translated=Exists(of_current.filter(kind=Kind.TRANSLATION, version__translation="unofficial")),
    )


def texts_in_force(version):
    """{rendition in force: {key of the question, or None: text}} of a version."""
    if hasattr(version, "renditions_in_force"):
        return {
            each: {text.question_id: text.text for text in each.texts.all()} for each in version.renditions_in_force
        }
    found = {}
    texts = RenditionText.objects.filter(rendition__version=version, rendition__revoked_at=None)
    for text in texts.select_related("rendition").order_by("rendition"):
        found.setdefault(text.rendition, {})[text.question_id] = text.text
    return found


def redaction_of(version):
    """(the redaction in force, its texts), or (None, {})."""
    found = texts_in_force(version).items()
    return next(((each, texts) for each, texts in found if each.kind == Kind.REDACTION), (None, {}))


def reading(version, questions, *, language="") -> Reading:
    """What readers see of a version. `questions`: of the call, in order. `language`: of the translation wished for."""
    in_force = texts_in_force(version)
    redaction, instead = next(
        ((each, texts) for each, texts in in_force.items() if each.kind == Kind.REDACTION), (None, {})
    )
    translations = _translations(version, in_force)
    translation = translations.get(language) or next(iter(translations.values()), None)
    files = _files(version)
    passages = [*_answers(version, questions, instead, files), *_other(version, instead)]
    beside = in_force.get(translation, {})
    for passage in passages:
        passage.translation = beside.get(passage.key, "")
    attached = [file for file in files if file.role != File.Role.ANSWER]
    return Reading(version, passages, attached, redaction, translation, sorted(translations))


def as_received(version, questions) -> list:
    """The passages of the original, for staff."""
    return [*_answers(version, questions, {}, list(version.files.all())), *_other(version, {})]


def _translations(version, in_force):
    """{language: translation}; none where the contributor has not allowed it."""
    if version.translation != Version.Translation.UNOFFICIAL:
        return {}
    return {each.language: each for each in in_force if each.kind == Kind.TRANSLATION}


def _files(version):
    """The files that readers may have, each with its `shown_name`."""
    found = version.shown_files if hasattr(version, "shown_files") else list(for_readers().filter(version=version))
    for file in found:
        file.version = version
        file.shown_name = name_for_readers(file, version.submission)
    return found


def name_for_readers(file, submission):
    """Its own name where name and organisation are shown; else a plain one, for it may tell what is kept back."""
    shown = submission.current.publish == Version.Publish.NAME and not submission.name_omitted
    return file.name if shown else file.public_name


def _answers(version, questions, instead, files):
    """A passage for every question."""
    answers = {answer.question_id: answer for answer in version.answers.all()}
    for question in questions:
        answer = answers.get(question.pk) or Answer(question=question)
        shown = instead.get(question.pk, answer.text)
        yield Passage(
            question=question,
            text=shown,
            language=answer.language or version.language,
            no_position=answer.no_position,
            is_redacted=shown != answer.text,
            files=[file for file in files if file.role == File.Role.ANSWER and file.question_id == question.pk],
        )


def _other(version, instead):
    shown = instead.get(None, version.other)
    if version.other.strip():
        yield Passage(question=None, text=shown, language=version.language, is_redacted=shown != version.other)


def carry_on(*, old, new):
    """Give a version that has the same text, with other choices, the renditions of the one before it."""
    same_files = {file.path: file for file in new.files.all()}
    for rendition in old.renditions.in_force():
        if rendition.kind == Kind.TRANSLATION and new.translation != Version.Translation.UNOFFICIAL:
            continue
        texts, hidden = list(rendition.texts.all()), [file.path for file in rendition.hidden_files.all()]
        rendition.pk, rendition._state.adding, rendition.version = None, True, new
        rendition.save(force_insert=True)
        rendition.hidden_files.set([same_files[path] for path in hidden if path in same_files])
        RenditionText.objects.bulk_create(
            RenditionText(rendition=rendition, question_id=text.question_id, text=text.text) for text in texts
        )
