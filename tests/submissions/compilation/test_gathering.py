"""What a compilation is made of: exactly what is published and fits the selection, in an order that favours nobody."""

import pytest

from submissions.compilation.gathering import gather
from submissions.models import Compilation
from tests.submissions.contributions import contribution, draft
from tests.submissions.moderation import redact

pytestmark = pytest.mark.django_db


def names(gathered):
    return [one.name for one in gathered.contributions]


def test_contributions_stand_by_group_then_by_the_alphabet_of_the_readers(call):
    for name in ("Zed", "Côte d’Ivoire", "Cyprus", "Austria"):
        contribution(call, stakeholders="Member States", organisation=name, publish="organisation")
    contribution(call, stakeholders="Private sector", organisation="Acme", publish="organisation")
    found = names(gather(Compilation(call=call)))
    assert found == ["Austria", "Côte d’Ivoire", "Cyprus", "Zed", "Acme"]


def test_the_alphabet_does_not_tell_a_name_that_is_kept_back(call, dana):
    redact(contribution(call, organisation="Aaa"), dana, text="", hides_name=True)
    contribution(call, organisation="Zed", publish="organisation")
    assert names(gather(Compilation(call=call))) == ["Zed", "Name kept back by the secretariat"]


def test_only_what_is_published_is_in_it_and_the_rest_is_counted(call):
    contribution(call, organisation="Out", publish="organisation")
    contribution(call, publish="not", state="submitted")
    contribution(call, publish="group", state="shared")
    contribution(call, state="submitted")
    contribution(call, state="withheld")
    contribution(call, state="withdrawn")
    draft(call, "someone@example.org")
    gathered = gather(Compilation(call=call))
    assert (names(gathered), gathered.head.kept_back, gathered.head.unpublished) == (["Out"], 2, 2)
    assert [count for _name, count in gathered.head.counts] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(("publish", "expected"), [("name", "Net Watch (Nora Name)"), ("organisation", "Net Watch")])
def test_a_contributor_stands_under_the_name_they_chose(call, publish, expected):
    contribution(call, organisation="Net Watch", publish=publish)
    assert names(gather(Compilation(call=call))) == [expected]


def test_contributions_to_another_call_are_not_in_it(call, group, meeting):
    contribution(call, organisation="Mine", publish="organisation")
    call.pk, call.uid = None, "00000000-0000-0000-0000-000000000001"
    call.save(force_insert=True)
    assert names(gather(Compilation(call=call))) == []


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_is_the_same_for_one_and_fifty(call, looked_at_clock, django_assert_num_queries, count):
    for _number in range(count):
        contribution(call, answers=["Text", None])
    with django_assert_num_queries(9):
        gather(Compilation(call=call))
