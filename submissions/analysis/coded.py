"""Which topics the answers are coded with, what is still to be coded, and what a new version keeps."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from meetings.models import Question

from .. import drafting
from ..models import Answer, Coding, File, Submission, Topic, Version

SAYS = r"\S"  # a text of spaces alone says nothing
BY_FILE = File.objects.filter(role=File.Role.ANSWER)


@dataclass
class Passage:
    """What one version says to one question; without a question it is “any other relevant issue”."""

    question: Question | None
    text: str
    language: str
    files: list = field(default_factory=list)  # that stand in place of typed text
    coded: dict = field(default_factory=dict)  # {key of the topic, None for “none fits”: Coding}
    before: list = field(default_factory=list)  # the codings of an earlier version, whose text was another

    @property
    def key(self):
        return self.question.pk if self.question else None

    @property
    def coders(self):
        """{who coded it: when, the last time}."""
        return {str(row.coded_by): row.coded_at for row in sorted(self.coded.values(), key=lambda row: row.coded_at)}


def passages(version) -> list:
    """The passages of a version that say something, in the order of the call, with their codings."""
    own, before = codings_of(version)
    files, said = {}, Answer.objects.filter(version=version, question=OuterRef("pk"))
    for file in BY_FILE.filter(version=version):
        files.setdefault(file.question_id, []).append(file)
    questions = Question.objects.filter(call=version.submission.call_id)
    questions = questions.annotate(said=Subquery(said.values("text")), said_in=Subquery(said.values("language")))
    found = [
        Passage(question, question.said or "", question.said_in or version.language, files.get(question.pk, []))
        for question in questions.labelled()
    ]
    found.append(Passage(None, version.other, version.language))
    for passage in found:
        passage.coded = own.get(passage.key, {})
        passage.before = [] if passage.coded else before.get(passage.key, [])
    return [passage for passage in found if passage.text.strip() or passage.files]


def codings_of(version):
    """({passage: {topic: Coding}} of a version, {passage: [Coding]} of the last one before it that was coded there)."""
    own, before = {}, {}
    rows = Coding.objects.filter(version__submission=version.submission_id, version__number__lte=version.number)
    rows = rows.select_related("version", "topic", "coded_by__person")
    for row in rows.order_by("-version__number", "topic__order", "pk"):
        if row.version_id == version.pk:
            own.setdefault(row.question_id, {})[row.topic_id] = row
        else:
            last = before.setdefault(row.question_id, [])
            if not last or last[0].version_id == row.version_id:
                last.append(row)
    return own, before


def carry_on(version) -> None:
    """Code the passages of a version that has come into force as they were, where they say the same as before."""
    own, before = codings_of(version)
    said = {}
    for question, rows in before.items():
        old = rows[0].version
        said.setdefault(old.pk, _said(old))
        said.setdefault(version.pk, _said(version))
        if question not in own and said[old.pk].get(question) == said[version.pk].get(question):
            for row in rows:
                row.pk, row._state.adding, row.version = None, True, version
            Coding.objects.bulk_create(rows)


def _said(version):
    """{passage: all that it says}, to be compared with another version's."""
    said = {question: [each] for question, each in drafting.answers_of(version).items()}
    for file in BY_FILE.filter(version=version).order_by("sha256"):
        said.setdefault(file.question_id, []).append(file.sha256)
    return {**said, None: [version.other]}


def _is_uncoded():
    """The condition on contributions: a passage says something and is not coded."""
    same = Coding.objects.filter(version=OuterRef("version"), question=OuterRef("question"))
    answers = Answer.objects.filter(~Exists(same), version=OuterRef("current"), text__regex=SAYS)
    files = BY_FILE.filter(~Exists(same), version=OuterRef("current"))
    beside = Coding.objects.filter(version=OuterRef("current"), question=None)
    return Exists(answers) | Exists(files) | (Q(current__other__regex=SAYS) & ~Exists(beside))


def standing(call):
    """The contributions to a call that count."""
    return Submission.objects.in_force().filter(call=call)


def progress(call) -> dict:
    """How many contributions stand (“all”), and in how many something is left to be coded (“left”)."""
    return standing(call).aggregate(all=Count("pk"), left=Count("pk", filter=_is_uncoded()))


def next_uncoded(call, after=0):
    """The next contribution with something to be coded, by number; behind the last one it begins again. Or None."""
    found = standing(call).filter(_is_uncoded()).order_by("register_number")
    return found.filter(register_number__gt=after).first() or found.first()


def topics(call):
    """The topics of the group, each with how many `answers` are coded with it and in how many `contributions`."""
    here = Q(codings__version__in=standing(call).values("current"))
    answers, contributions = Count("codings", filter=here), Count("codings__version", filter=here, distinct=True)
    return Topic.objects.filter(group=call.group_id).annotate(answers=answers, contributions=contributions)


def coded_with(call, topic):
    """The codings of a call with a topic, or with None for “none fits”; each with what the passage says."""
    said = Answer.objects.filter(version=OuterRef("version"), question=OuterRef("question"))
    files = BY_FILE.filter(version=OuterRef("version"), question=OuterRef("question"))
    found = Coding.objects.in_force().filter(version__submission__call=call, topic=topic)
    found = found.annotate(
        said=Subquery(said.values("text")), said_in=Subquery(said.values("language")), has_files=Exists(files)
    ).select_related("version__submission", "version__stakeholder_group")
    order = F("question__order").asc(nulls_last=True), "question", "version__submission__register_number"
    return found.order_by(*order)


def labels(call) -> dict:
    """{key of the question: its label} of a call."""
    return {question.pk: question.label for question in Question.objects.filter(call=call).labelled()}


def current_of(call):
    """The versions in force of the contributions that count."""
    return Version.objects.filter(pk__in=standing(call).values("current"))
