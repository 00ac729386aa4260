"""Counts of the contributions that stand: by question, stakeholder group, country, language and topic."""

from collections import Counter

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.models import Question
from people.models import StakeholderGroup
from people.models.organisation import NAME_FIELDS

from .. import languages
from ..collation import sort_key
from ..models import Answer
from . import coded
from .tables import Row, Table, per_cent


def tables(call) -> list:
    """Every table of counts of a call, in a number of queries that does not grow."""
    facets = _facets(call)
    whole = sum(row["number"] for row in facets)
    return [
        _questions(call, facets, whole),
        _stakeholder_groups(call, facets, whole),
        _countries(facets, whole),
        _languages(facets, whole),
        _topics(call, whole),
    ]


def _facets(call):
    """[{group, country, language, number, other}]: all that the contributions are counted by, in one query."""
    name = NAME_FIELDS.get((get_language() or "en")[:2], "name_en")
    by = {
        "group": F("current__stakeholder_group"),
        "country": F(f"current__country__{name}"),
        "language": F("current__language"),
    }
    other = Count("pk", filter=Q(current__other__regex=coded.SAYS))
    return list(coded.standing(call).values(**by).annotate(number=Count("pk"), other=other))


def _summed(facets, name):
    found = Counter()
    for row in facets:
        found[row[name]] += row["number"]
    return found


def _contributions(name, caption, head, whole, rows, note=""):
    """A table of how many contributions there are of each kind: `rows` are (label, number, language of the label)."""
    lines = [Row(label, [number, per_cent(number, whole)], number, language) for label, number, language in rows]
    return Table(name, caption, head, [_("Contributions"), _("Per cent")], whole, lines, note)


def _questions(call, facets, whole):
    """How each question was answered, and how many say something beside the questions."""
    columns = [_("Answered"), _("of these by a file alone"), _("No position"), _("Left out"), _("Per cent answered")]
    rows = []
    for question in _counted_questions(call):
        if question.is_asked:
            texts, files, none = question.texts or 0, question.by_file or 0, question.none or 0
            label = f"{question.label}. {question.text}"
            rows.append(_question(label, texts + files, files, none, whole, call.group.working_language))
    other = sum(row["other"] for row in facets)
    rows.append(_question(_("Any other relevant issue"), other, 0, 0, whole))
    return Table("questions", _("Answers to each question"), _("Question"), columns, whole, rows)


def _question(label, answered, files, none, whole, language=""):
    cells = [answered, files, none, whole - answered - none, per_cent(answered, whole)]
    return Row(label, cells, answered, language)


def _counted_questions(call):
    """The questions, each with how many answered it in words, by a file alone, or with “no position”."""
    answers = Answer.objects.filter(version__in=coded.current_of(call), question=OuterRef("pk"))
    typed = Answer.objects.filter(version=OuterRef("version"), question=OuterRef("question"))
    files = coded.BY_FILE.filter(~Exists(typed), version__in=coded.current_of(call), question=OuterRef("pk"))
    questions = Question.objects.filter(call=call).annotate(
        texts=_number(answers.filter(text__regex=coded.SAYS)),
        none=_number(answers.filter(no_position=True)),
        by_file=_number(files),
    )
    return questions.labelled()


def _number(rows):
    """How many versions there are among the rows of a question."""
    of_question = rows.order_by().values("question")
    return Subquery(of_question.annotate(number=Count("version", distinct=True)).values("number"))


def _stakeholder_groups(call, facets, whole):
    found, caption = _summed(facets, "group"), _("Contributions by stakeholder group")
    groups = StakeholderGroup.objects.filter(group=call.group_id)
    rows = [(group.name, found[group.pk], call.group.working_language) for group in groups]
    return _contributions("stakeholder-groups", caption, _("Stakeholder group"), whole, rows)


def _countries(facets, whole):
    """By country, for of regional groups the portal knows nothing."""
    found = _summed(facets, "country")
    nowhere, language = found.pop(None, 0), get_language() or "en"
    named = sorted(found.items(), key=lambda row: (-row[1], sort_key(row[0], language)))
    rows = [(name, number, "") for name, number in named]
    rows += [(_("No country named"), nowhere, "")] if nowhere else []
    note = _(
        "The list of States that the portal has does not say to which regional group of the United Nations a State "
        "belongs, so it is counted by country."
    )
    return _contributions("countries", _("Contributions by country"), _("Country"), whole, rows, note)


def _languages(facets, whole):
    found = _summed(facets, "language").most_common()
    rows = [(languages.name_of(code), number, code) for code, number in found]
    return _contributions("languages", _("Contributions by language"), _("Language"), whole, rows)


def _topics(call, whole):
    """How often each topic was found."""
    columns = [_("Contributions"), _("Per cent"), _("Answers")]
    rows = [
        Row(
            topic.name,
            [topic.contributions, per_cent(topic.contributions, whole), topic.answers],
            topic.contributions,
            call.group.working_language,
        )
        for topic in coded.topics(call)
    ]
    note = _("Only what is coded is counted. A contribution can be about several topics.")
    return Table("topics", _("Contributions by topic"), _("Topic"), columns, whole, rows, note)
