"""What became of each contribution since the version before; nothing is issued that is no longer as it was printed."""

import io
import json

import pytest

from documents.shelf import place
from submissions import actions, compilation
from submissions.compilation import dataset, gathering, making
from submissions.models import Compilation, Submission
from tests.submissions.compilation.prints import manifest_of, places_of, text_of
from tests.submissions.contributions import contribution
from tests.submissions.moderation import file_of, next_version, redact, translate

pytestmark = pytest.mark.django_db


def compiled(call, by, **selection):
    """The run that was made now."""
    run = actions.compile_contributions(call=call, by=by, **selection)
    compilation.make(run.pk)
    run.refresh_from_db()
    return run


def data_of(run):
    return place(run.paper_version.companions.get(kind="data").file).read_bytes()


def pdf_of(run):
    return place(run.paper_version.file).read_bytes()


def changes_now(before):
    """{number: (kind, name)} of what a run would tell now."""
    gathered = gathering.gather(Compilation(call=before.call, layout=before.layout, language=before.language))
    return {each.number: (each.kind, each.name) for each in gathering.changes_since(before, gathered)}


@pytest.fixture
def first(call, dana):
    """A run of three contributions that are called Aaa, Bbb and Ccc."""
    for name in ("Aaa", "Bbb", "Ccc"):
        contribution(call, organisation=name, publish="organisation", answers=["Our answer.", None])
    return compiled(call, dana)


def of(number):
    return Submission.objects.get(register_number=number)


# What is told


def test_without_a_change_nothing_is_told(first):
    assert changes_now(first) == {}


def test_a_new_contribution_is_told_with_its_name(first, call):
    contribution(call, organisation="Ddd", publish="organisation")
    assert changes_now(first) == {4: ("new", "Ddd")}


def new_text(submission, dana):
    next_version(submission)


def new_redaction(submission, dana):
    redact(submission, dana)


def new_file(submission, dana):
    file_of(submission.current)


def new_name(submission, dana):
    next_version(submission, organisation="Bbb of all", text="Our answer.")


@pytest.mark.parametrize(
    ("change", "name"), [(new_text, "Bbb"), (new_redaction, "Bbb"), (new_file, "Bbb"), (new_name, "Bbb of all")]
)
def test_a_changed_contribution_is_told_with_its_name(first, dana, change, name):
    change(of(2), dana)
    assert changes_now(first) == {2: ("changed", name)}


def test_a_name_that_is_kept_back_by_now_is_told_without_it(first, dana):
    redact(of(2), dana, text="Our answer.", hides_name=True)
    assert changes_now(first) == {2: ("changed", "Name kept back by the secretariat")}


def take_down(submission, dana):
    actions.take_down(submission=submission, reason="A court.", by=dana)


def withhold(submission, dana):
    actions.withhold(submission=submission, reason="A person is in danger.", by=dana)


def withdraw(submission, dana):
    actions.withdraw(submission=submission, by=holder_of(submission))


def keep_to_oneself(submission, dana):
    actions.change_choices(submission=submission, publish="not", translation="original", by=holder_of(submission))


def holder_of(submission):
    return actions.holding.Holder(key=submission.holder_key, email="")


GONE = [(take_down, "taken_down"), (withhold, "withheld"), (withdraw, "withdrawn"), (keep_to_oneself, "choice")]


@pytest.mark.parametrize(("change", "kind"), GONE)
def test_a_contribution_that_is_gone_is_told_by_its_number_alone(first, dana, change, kind):
    change(of(2), dana)
    assert changes_now(first) == {2: (kind, "")}


def test_the_next_version_prints_them_and_names_nobody_who_is_gone(first, call, dana):
    withhold(of(1), dana)
    withdraw(of(2), dana)
    next_version(of(3))
    contribution(call, organisation="Ddd", publish="organisation")
    text = text_of(pdf_of(compiled(call, dana)))
    told = text[text.index("Changes since version 1") : text.index("Contents")]
    assert [words in told for words in ("New: No. 4 Ddd.", "Changed: No. 3 Ccc.", "request: No. 2.")] == [True] * 3
    assert "Now withheld by the secretariat: No. 1." in told
    assert ("Aaa" in text, "Bbb" in text) == (False, False)


def test_after_a_takedown_the_changes_go_on_from_the_version_that_was_taken_away(first, call, dana):
    take_down(of(2), dana)
    manifest = manifest_of(pdf_of(compiled(call, dana)))
    assert (manifest["version"], manifest["since"]) == (2, 1)
    assert manifest["changes"] == [{"kind": "taken_down", "number": 2, "name": ""}]


def test_another_series_begins_with_version_one_and_tells_no_changes(first, call, dana):
    run = compiled(call, dana, layout="contributor")
    manifest = manifest_of(pdf_of(run))
    assert (run.paper_version.number, manifest["since"], manifest["changes"]) == (1, 0, [])
    assert run.paper_version.paper != first.paper_version.paper


def test_a_paper_that_was_withdrawn_is_not_what_the_next_is_compared_with(first, call, dana):
    making.papers.withdraw(version=first.paper_version, by=dana, reason="An error.")
    manifest = manifest_of(pdf_of(compiled(call, dana)))
    assert (manifest["version"], manifest["since"]) == (1, 0)


# What is kept of a run


def test_the_data_beside_the_paper_is_what_was_printed(first):
    found, content = first.paper_version.companions.get(kind="data"), data_of(first)
    head = dataset.read_head(io.BytesIO(content))
    assert (found.sha256, found.size) == (making.hashlib.sha256(content).hexdigest(), len(content))
    assert (head.version, [row["name"] for row in json.loads(content)["contributions"]]) == (1, ["Aaa", "Bbb", "Ccc"])


def test_the_record_tells_page_and_digest_of_every_contribution(first, call, dana):
    contribution(call, organisation="Attached", publish="organisation")
    run = compiled(call, dana)
    pages = manifest_pages(pdf_of(run))
    file = io.BytesIO(data_of(run))
    dataset.read_head(file)
    digests = {one.number: dataset.digest(one) for one in dataset.read_contributions(file)}
    assert {item.number: (item.page, item.digest) for item in run.items.all()} == {
        number: (pages[number], digests[number]) for number in (1, 2, 3, 4)
    }


def manifest_pages(printed):
    """{number: the page that its place in the paper is on}."""
    return {int(name[3:]): page for name, page in places_of(printed).items() if name.startswith("no-")}


# While it is printed


def translated(submission, dana):
    translate(submission, dana, language="en")


def hide_the_file(submission, dana):
    redact(submission, dana, text="Our answer.", hidden_files=[submission.current.files.get()])


def remove_the_name(submission, dana):
    signatory = submission.current.co_signatories.get()
    actions.sign(signatory=signatory, standing="removed", seen="named")


def hide_the_name(submission, dana):
    redact(submission, dana, text="Our answer.", hides_name=True)


MEANWHILE = [take_down, withhold, withdraw, keep_to_oneself, new_text, new_redaction, translated, hide_the_file]
MEANWHILE += [remove_the_name, hide_the_name]


def tried(monkeypatch, change):
    """A list that has an entry for each time the paper was printed; the change happens after the first time."""
    plain, times = making.printing.print_paper, []

    def print_paper(*args, **how):
        printed = plain(*args, **how)
        times.append(times or change())
        return printed

    monkeypatch.setattr(making.printing, "print_paper", print_paper)
    return times


def data_now(call):
    return [json.loads(one.line) for one in gathering.gather(Compilation(call=call)).contributions]


def data_in(run):
    return json.loads(data_of(run))["contributions"]


@pytest.mark.parametrize("change", MEANWHILE)
def test_what_changes_while_it_is_printed_is_not_issued_as_it_was(call, dana, monkeypatch, change):
    contribution(call, organisation="Stays", answers=["Stays."])
    about = {"language": "fr", "translation": "unofficial", "behalf": "coalition", "behalf_name": "All"}
    submission = contribution(call, answers=["Our answer."], **about)
    file_of(submission.current, "file-of-canary.pdf")
    submission.current.co_signatories.create(order=1, name="Signatory Canary", key="k" * 43)
    before, tries = data_now(call), tried(monkeypatch, lambda: change(Submission.objects.get(pk=submission.pk), dana))
    run = compiled(call, dana)
    assert (run.state, len(tries), data_in(run)) == ("done", 2, data_now(call))
    assert before != data_now(call)
