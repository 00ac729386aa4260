"""Word and Excel beside an issued compilation: made once, by whoever is there, told when they cannot be made."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from audit.clock import now
from audit.log import SYSTEM
from documents import actions, shelf
from documents.models import Companion, PaperVersion
from people.refusals import Refused
from submissions.actions import try_forms_again
from submissions.compilation.forms import making
from submissions.models import OtherForm
from tests.submissions.compilation.datasets import issued, one

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
KIND = Companion.Kind


@pytest.fixture
def version(call):
    return issued(call, [one(1), one(2)])


def kinds(version):
    return sorted(version.companions.values_list("kind", flat=True))


def test_both_are_made_beside_the_version_and_nothing_is_left_to_do(version):
    making.sweep()
    assert (kinds(version), OtherForm.objects.count()) == (["data", "excel", "word"], 0)
    files = {each.kind: shelf.place(each.file).read_bytes()[:2] for each in version.companions.all()}
    assert (files["word"], files["excel"]) == (b"PK", b"PK")


def test_a_second_run_makes_nothing_anew(version):
    making.sweep()
    before = list(version.companions.values_list("pk", "file"))
    making.sweep()
    assert list(version.companions.values_list("pk", "file")) == before


def test_they_are_made_of_the_frozen_data_alone(version, call, django_assert_max_num_queries):
    data = version.companions.get()
    with django_assert_max_num_queries(20):
        making.make(data, KIND.WORD)
    assert kinds(version) == ["data", "word"]


def test_a_replaced_version_gets_them_too(call, version):
    PaperVersion.objects.filter(pk=version.pk).update(state="superseded")
    making.sweep()
    assert kinds(version) == ["data", "excel", "word"]


def test_a_withdrawn_version_and_one_whose_text_is_gone_get_none(call):
    withdrawn, gone = issued(call, [one(1)]), issued(call, [one(2)])
    actions.withdraw(version=withdrawn, by=SYSTEM, reason="Issued by mistake.")
    actions.take_away(version=gone, by=SYSTEM, reason="A court ordered it.")
    making.sweep()
    assert (kinds(withdrawn), kinds(gone)) == (["data"], ["data"])


def test_a_text_taken_away_meanwhile_leaves_no_file(version):
    data = version.companions.get()
    actions.take_away(version=version, by=SYSTEM, reason="A court ordered it.")
    making.make(data, KIND.EXCEL)
    assert (kinds(version), list(Path(shelf.place("papers")).rglob("*.xlsx"))) == (["data"], [])


def lose(version):
    """The file of its data is gone from the disk."""
    shelf.place(version.companions.get(kind="data").file).unlink()


def test_what_cannot_be_made_is_told_tried_three_times_and_stops_nothing_else(call, version, caplog):
    other = issued(call, [one(3)])
    lose(version)
    with caplog.at_level(logging.CRITICAL):
        for _time in range(4):
            making.sweep()
    assert (kinds(other), kinds(version)) == (["data", "excel", "word"], ["data"])
    told = [(each.kind, each.attempts, each.reason.split(":")[0]) for each in making.faults(call)]
    assert told == [("word", 3, "FileNotFoundError"), ("excel", 3, "FileNotFoundError")]


def give_up(version):
    lose(version)
    for _time in range(OtherForm.MOST_ATTEMPTS):
        making.sweep()


def test_what_was_given_up_is_tried_again_when_staff_ask_for_it(call, version, caplog, dana, oumar):
    found = shelf.place(version.companions.get(kind="data").file).read_bytes()
    with caplog.at_level(logging.CRITICAL):
        give_up(version)
    shelf.place(version.companions.get(kind="data").file).write_bytes(found)
    making.sweep()
    before = kinds(version)
    with pytest.raises(Refused):
        try_forms_again(call=call, by=oumar)
    assert try_forms_again(call=call, by=dana) == 2
    making.sweep()
    assert (before, kinds(version)) == (["data"], ["data", "excel", "word"])


def test_a_fault_is_told_once_it_is_given_up(call, version, caplog):
    lose(version)
    with caplog.at_level(logging.CRITICAL):
        making.sweep()
    assert (OtherForm.objects.count(), making.faults(call).count()) == (2, 0)


def test_one_worker_at_a_time_and_another_after_its_death(version, clock):
    row = OtherForm.objects.create(paper_version=version, kind="word", attempts=1, lease_until=now() + making.LEASE)
    making.sweep()
    assert kinds(version) == ["data", "excel"]
    clock((now() + making.LEASE + timedelta(seconds=1)).isoformat())
    making.sweep()
    assert (kinds(version), OtherForm.objects.filter(pk=row.pk).exists()) == (["data", "excel", "word"], False)


def test_a_form_over_which_three_workers_died_is_given_up(call, version, clock):
    OtherForm.objects.create(paper_version=version, kind="word", attempts=3, lease_until=now() + making.LEASE)
    clock((now() + making.LEASE + timedelta(seconds=1)).isoformat())
    making.sweep()
    assert [each.reason for each in making.faults(call)] == ["The worker stopped several times."]


def test_another_calls_faults_are_not_told(call, other_call, version):
    OtherForm.objects.create(paper_version=version, kind="word", attempts=3)
    assert (making.faults(call).count(), making.faults(other_call).count()) == (1, 0)
