"""Whatever was filed, and whatever became of it: a paper holds exactly what may be published, each text once and whole.

Every word of a text has a number, so that it is known whose it is and where it belongs. Whatever must not come out has
one word in it, which is looked for in the paper, its metadata, its outline, its links and the files inside it, in the
data, in the web page, and in the set pieces on the disk.
"""

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.clock import now
from submissions import actions
from submissions.compilation import dataset, fragments, gathering, printing
from submissions.compilation.article import article
from submissions.models import Compilation, Submission
from tests.leaks import files_holding, holds
from tests.submissions.compilation.prints import files_in, text_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact

pytestmark = pytest.mark.django_db
SECRET = "qzsecret"
SIGNS = {"en": "", "fr": "é", "ru": "ж", "zh": "字", "ar": ""}
NUMBERED = re.compile(r"n(\d+)a(\d+)w(\d+)")
OUT = ("name", "organisation")
REDACTED = 7  # in place of the number of the answer


@dataclass
class Filed:
    """What one contributor does, and what becomes of it."""

    words: list = field(default_factory=list)  # how many for each question and for what else they say
    language: str = "en"
    publish: str = "name"
    state: str = "published"
    stakeholders: str = "Civil society"
    sent_again: bool = False
    redaction: str = ""  # “text” or “name”
    file: str = ""  # “attachment” or “answer”
    signs: bool = False
    later: str = ""  # “withdraw” or “take down”


FILED = st.builds(
    Filed,
    words=st.lists(st.sampled_from([0, 1, 3, 40, 900]), min_size=3, max_size=3),
    language=st.sampled_from(list(SIGNS)),
    publish=st.sampled_from(["name", "organisation", "name", "organisation", "group", "not"]),
    state=st.sampled_from(["published", "published", "published", "submitted", "withheld"]),
    stakeholders=st.sampled_from(["Civil society", "Private sector"]),
    sent_again=st.booleans(),
    redaction=st.sampled_from(["", "", "text", "name"]),
    file=st.sampled_from(["", "attachment", "answer"]),
    signs=st.booleans(),
    later=st.sampled_from(["", "", "", "withdraw", "take down"]),
)
SELECTION = st.fixed_dictionaries(
    {
        "layout": st.sampled_from(Compilation.Layout.values),
        "language": st.sampled_from(["", "", "", "ru"]),
        "stakeholder_group": st.sampled_from([None, None, "Civil society"]),
    }
)


def words(number, answer, count, language):
    each = [f"{SIGNS[language]}n{number}a{answer}w{place}" for place in range(count)]
    return "\n".join(" ".join(each[at : at + 9]) for at in range(0, count, 9))


# What is done, and what it leads to


def file_all(call, by, filed):
    """{(number, answer): how many words} that may come out, of each contribution by its number."""
    return {number: _file(call, by, number, one) for number, one in enumerate(filed, 1)}


def _file(call, by, number, one):
    private = {"email": f"{SECRET}@example.org", "title": SECRET, "affiliations": SECRET, "signatories": SECRET}
    organisation = f"Body {number}{f' {SECRET}' if one.redaction == 'name' and _is_out(one) else ''}"
    texts = _texts(number, one)
    name = f"Person {number}" if one.publish == "name" and one.redaction != "name" else SECRET
    made = {"name": name, "organisation": organisation, "language": one.language, "publish": one.publish, **private}
    state = "shared" if one.publish == "group" else one.state if one.publish in OUT else "submitted"
    *answers, other = texts
    about = {"stakeholders": one.stakeholders, "answers": answers, "other": other, "number": number}
    submission = contribution(call, state=state, **about, **made)
    shown = dict(enumerate(one.words))
    _add(submission, one)
    if one.sent_again:
        submission.current.answers.update(text=SECRET)
        next_version(submission, text=words(number, 5, 12, one.language), **_kept(submission))
        shown = {5: 12, 2: one.words[2]}
    if _is_out(one) and one.redaction:
        redact(submission, by, text=words(number, REDACTED, 6, one.language), hides_name=one.redaction == "name")
        shown = {REDACTED: 6, **{answer: count for answer, count in shown.items() if answer == 1}}
        submission.current.answers.filter(question__order=1).update(text=SECRET)
    _end(submission, one, by)
    return {answer: count for answer, count in shown.items() if count} if _is_out(one) and not one.later else {}


def _texts(number, one):
    if one.publish not in OUT:
        return [SECRET] * 3
    return [words(number, answer, count, one.language) for answer, count in enumerate(one.words)]


def _is_out(one):
    return one.publish in OUT and one.state == "published"


def _kept(submission):
    names = ("title", "other", "affiliations", "signatories", "behalf", "behalf_name")
    return {name: getattr(submission.current, name) for name in names}


def _add(submission, one):
    """A file, of which the name tells no more than the contributor chose, and co-signatories."""
    shown = one.publish == "name" and one.redaction != "name"
    more = {"role": "answer", "question": submission.call.questions.last()} if one.file == "answer" else {}
    if one.file:
        file_of(submission.current, "public.pdf" if shown else f"{SECRET}.pdf", **more)
    if one.signs:
        standing = {"standing": "removed", "answered_at": now(), "email": f"{SECRET}@example.org"}
        submission.current.co_signatories.create(order=1, name=SECRET, key=f"{SECRET}{submission.pk}", **standing)


def _end(submission, one, by):
    submission.refresh_from_db()
    if one.later == "take down":
        actions.take_down(submission=submission, reason=SECRET, by=by, name_omitted=True)
    elif one.later == "withdraw":
        actions.withdraw(submission=submission, by=actions.holding.Holder(key=submission.holder_key, email=""))


# What comes out


def found_in(text):
    """{number: {answer: [numbers of words]}} as they stand in a text."""
    found = defaultdict(lambda: defaultdict(list))
    for number, answer, place in NUMBERED.findall(text):
        found[int(number)][int(answer)].append(int(place))
    return {number: dict(answers) for number, answers in found.items()}


def expected(filed, shown, language="", stakeholder_group=None, **_layout):
    told = {}
    for number, answers in shown.items():
        one = filed[number - 1]
        fits = language in ("", one.language) and stakeholder_group in (None, one.stakeholders)
        if answers and fits:
            told[number] = {answer: list(range(count)) for answer, count in answers.items()}
    return told


def leaking(gathered, printed):
    """Where the word stands that must not come out."""
    data = b"".join(dataset.dump(gathered.head, gathered.contributions))
    page = article(gathered.head, gathered.contributions).encode()
    content = {"paper": printed, "data": data, "page": page, **files_in(printed)}
    return [name for name, each in content.items() if holds(each, SECRET) or SECRET in name] + sorted(
        Path(name).name for name in files_holding(SECRET)
    )


def holds_what_it_should(call, by, filed, selection):
    shown = file_all(call, by, filed)
    group = call.group.stakeholder_groups.filter(name=selection["stakeholder_group"]).first()
    run = Compilation(call=call, **{**selection, "stakeholder_group": group})
    gathered, file = gathering.gather(run), io.BytesIO()
    printing.print_paper(run, gathered, file)
    assert found_in(text_of(file.getvalue())) == expected(filed, shown, **selection)
    assert leaking(gathered, file.getvalue()) == []
    in_paper = {one.number for one in gathered.contributions}
    assert in_paper >= expected(filed, shown, **selection).keys()
    assert not Submission.objects.exclude(state="published").filter(register_number__in=in_paper).exists()


@pytest.mark.parametrize(
    "examples", [pytest.param(8, id="a few"), pytest.param(150, id="many", marks=pytest.mark.full)]
)
def test_a_paper_holds_exactly_what_may_be_published(call, dana, examples):
    @settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(FILED, min_size=1, max_size=5), SELECTION)
    def always(filed, selection):
        savepoint = transaction.savepoint()
        try:
            holds_what_it_should(call, dana, filed, selection)
        finally:
            transaction.savepoint_rollback(savepoint)
            fragments._discard(fragments.shelf.older_than(float("inf"), fragments.Fragment.FOLDER))

    always()
