"""Contributors are told where they stand: once for a text in a paper, whoever is killed, whoever works beside."""

import pytest
from django.db import connection

from audit.log import SYSTEM
from correspondence.models import Message
from documents.models import PaperVersion
from submissions import actions, emails
from submissions.compilation import telling
from submissions.models import CompiledItem, Submission
from tests.audit.test_log import at_once
from tests.submissions.compilation.issued import issued
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version

pytestmark = pytest.mark.django_db
REAL = pytest.mark.django_db(transaction=True)


def letters():
    return Message.objects.filter(key__startswith="compiled:").order_by("pk")


def untold():
    return CompiledItem.objects.filter(told_at=None).count()


def test_the_letter_names_number_page_title_version_and_address(call):
    contribution(call, organisation="Another")
    run = issued(call, [contribution(call, number=17)])
    assert telling.tell_contributors() == 1
    letter, version = letters().get(), run.paper_version
    assert letter.subject == "Your contribution No. 17 to “Inputs on enhanced cooperation” stands in a compilation"
    assert "“A compilation”. Your contribution stands there under No. 17." in letter.body
    assert "Version 1, 9 December 2016\nPage 11\n" in letter.body
    assert f"http://localhost:8000{version.get_absolute_url()}\n" in letter.body
    assert (letter.to_address, letter.to_name) == ("contributor2@secret.example", "Nora Name")
    assert letter.group == call.group_id


def test_the_key_names_the_text_and_the_paper(call):
    submission = contribution(call)
    run = issued(call, [submission])
    telling.tell_contributors()
    assert letters().get().key == f"compiled:{submission.uid}:1:{run.paper_version.paper.uid}"


def test_nobody_is_told_twice_of_the_same_text_in_the_same_paper(call):
    submission = contribution(call)
    first = issued(call, [submission])
    telling.tell_contributors()
    issued(call, [submission], paper=first.paper_version.paper)
    assert (telling.tell_contributors(), letters().count(), untold()) == (1, 1, 0)


def test_a_new_text_and_another_paper_are_told_of(call):
    submission = contribution(call)
    first = issued(call, [submission])
    telling.tell_contributors()
    issued(call, [submission], layout="contributor")
    next_version(submission)
    issued(call, [submission], paper=first.paper_version.paper)
    telling.tell_contributors()
    assert [letter.key.split(":")[2] for letter in letters()] == ["1", "1", "2"]


def test_nobody_is_told_of_a_paper_that_was_asked_for_without_letters(call):
    issued(call, [contribution(call)], tells_contributors=False)
    assert (telling.tell_contributors(), letters().count(), untold()) == (0, 0, 1)


def test_nobody_is_told_of_a_paper_that_was_taken_away(call):
    run = issued(call, [contribution(call)])
    PaperVersion.objects.filter(pk=run.paper_version_id).update(state="withdrawn")
    assert (telling.tell_contributors(), letters().count()) == (0, 0)


def test_nobody_is_told_of_a_text_that_is_gone_meanwhile(call, dana):
    gone = [contribution(call, number=number) for number in (1, 2)]
    issued(call, [*gone, contribution(call, number=3)])
    actions.withhold(submission=gone[0], reason="Looked at again.", by=dana)
    Submission.objects.filter(pk=gone[0].pk).update(state="withdrawn", withdrawn_at=gone[0].published_at)
    PaperVersion.objects.update(state="issued")
    actions.take_down(submission=gone[1], reason="A court ordered it.", by=SYSTEM)
    PaperVersion.objects.update(state="issued")
    telling.tell_contributors()
    assert [letter.key.split(":")[1] for letter in letters()] == [str(Submission.objects.get(register_number=3).uid)]
    assert untold() == 0


def test_who_gave_no_address_is_not_told_and_not_asked_again(call):
    issued(call, [contribution(call, email="")])
    assert (telling.tell_contributors(), letters().count(), untold()) == (1, 0, 0)


def test_the_letter_goes_to_the_address_given_last(call):
    submission = contribution(call)
    issued(call, [submission])
    next_version(submission, email="new@secret.example")
    telling.tell_contributors()
    assert (letters().get().to_address, letters().get().key.split(":")[2]) == ("new@secret.example", "1")


def test_the_letter_is_in_the_language_of_the_contributor(call):
    submission = contribution(call)
    receipt = {"to_address": "x", "subject": "x", "body": "x", "message_id": "<x>", "posted_at": submission.created_at}
    Message.objects.create(
        key=f"receipt:{submission.uid}:1", language="ar", next_attempt_at=submission.created_at, **receipt
    )
    issued(call, [submission])
    telling.tell_contributors()
    assert letters().get().language == "ar"


@pytest.fixture
def many(call, monkeypatch):
    """A compilation of seven, told two at a time."""
    monkeypatch.setattr(telling, "CHUNK", 2)
    return issued(call, [contribution(call) for _number in range(7)])


def test_a_worker_that_is_killed_leaves_the_rest_to_the_next(many, monkeypatch):
    plain, posted = emails.tell_compiled, []

    def dies(item):
        posted.append(item)
        return plain(item) if len(posted) < 4 else 1 / 0

    monkeypatch.setattr(emails, "tell_compiled", dies)
    with pytest.raises(ZeroDivisionError):
        telling.tell_contributors()
    assert (letters().count(), untold()) == (2, 5)
    monkeypatch.undo()
    assert (telling.tell_contributors(), letters().count()) == (5, 7)


@REAL
def test_two_workers_at_once_post_each_letter_once(many):
    decided = []
    ends = at_once(*[lambda: decided.append(telling.tell_contributors())] * 2)
    connection.close()
    assert (ends, sum(decided), letters().count(), untold()) == ([None, None], 7, 7, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_letter_asks_the_database_a_fixed_number_of_times(call, looked_at_clock, django_assert_num_queries, count):
    issued(call, [contribution(call) for _number in range(count)])
    with django_assert_num_queries(9 + 7 * count):
        telling.tell_contributors()


def test_a_run_that_has_nobody_to_tell_costs_one_question(call, django_assert_num_queries):
    issued(call, [contribution(call)], told_at=call.opened_at)
    with django_assert_num_queries(1):
        telling.tell_contributors()
