"""Personal data on request, over all floors: who may, what is noted, and what a restored backup is told again."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from audit import ledger
from audit.log import SYSTEM
from audit.models import Entry
from correspondence.models import Message
from people import actions as people
from people.models import Contact
from people.refusals import Refused
from submissions import actions, verifying
from submissions.models import Version
from tests.leaks import files_holding, rows_holding
from tests.submissions.conftest import draft
from tests.submissions.takedowns import at_commit
from wgec_portal import erasure

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ADDRESS = "canary+un@example.org"


@pytest.fixture
def known(call, group, dana):
    """An address that filed a contribution, was acknowledged, and stands in the address book."""
    people.add_contact(group=group, email="Canary+UN@example.org", name="canary", by=dana)
    version, holder = draft(call, email="Canary+UN@Example.org", name="canary")
    return actions.submit(version=version, by=holder).submission


def own(*groups):
    return [group.pk for group in groups]


def noted():
    lines = Entry.objects.filter(action__startswith="workinggroup.personal_data").order_by("pk")
    return [(line.action.split(".")[1], line.actor, line.group) for line in lines]


def test_every_floor_tells_what_it_holds(known):
    told = erasure.counts(erasure.export(ADDRESS))
    assert told == [("contributions", "contributions", 1), ("people", "address book", 1), ("letters", "letters", 1)]


def test_the_download_holds_everything_and_is_noted(known, group, dana):
    archive = erasure.hand_out(address=ADDRESS, own=own(group), by=dana)
    with zipfile.ZipFile(io.BytesIO(archive.read())) as packed:
        told = json.loads(packed.read("personal-data.json"))
    assert told["contributions"]["contributions"][0]["versions"][0]["name"] == "canary"
    assert noted() == [("personal_data_exported", dana.actor_key, group.pk)]


def test_nothing_of_the_address_is_left_but_its_trace(known, call, group, dana):
    with at_commit():
        done = erasure.erase(address=ADDRESS, own=own(group), by=dana)
    assert done == {"contributions": 1, "address book": 1, "letters": 1}
    assert [word for word in ("canary", "Canary") if rows_holding(word) | files_holding(word)] == []
    assert noted() == [("personal_data_erased", dana.actor_key, group.pk)]
    assert verifying.first_broken(call) is None


def test_staff_of_another_group_reach_nothing(known, other_group, oumar, group, dana):
    archive = erasure.hand_out(address=ADDRESS, own=own(other_group), by=oumar)
    assert b"canary" not in zipfile.ZipFile(archive).read("personal-data.json").lower()
    assert erasure.erase(address=ADDRESS, own=own(other_group), by=oumar) == {}
    assert Contact.objects.filter(group=group).count() == 1
    with pytest.raises(Refused):
        erasure.erase(address=ADDRESS, own=own(group), by=oumar)


def test_what_another_group_holds_stays(known, group, other_group, dana, oumar):
    people.add_contact(group=other_group, email=ADDRESS, name="canary", by=oumar)
    assert erasure.scope(ADDRESS, own(group)) == own(group)
    erasure.erase(address=ADDRESS, own=own(group), by=dana)
    assert list(Contact.objects.values_list("group", flat=True)) == [other_group.pk]
    assert erasure.scope(ADDRESS, own(other_group)) is None


def test_a_restored_backup_is_erased_again_and_once(known, group):
    ledger.enter("erased", address=ledger.trace_of(ADDRESS), groups=None)
    with at_commit():
        call_command("apply_takedowns", stdout=io.StringIO())
    assert (rows_holding("canary"), files_holding("canary"), len(ledger.lines())) == (set(), set(), 1)
    assert (erasure.erase_again(), noted()) == (0, [("personal_data_erased", "system", group.pk)])


def test_what_came_after_the_erasure_is_not_erased_again(known, group, dana):
    erasure.erase(address=ADDRESS, own=own(group), by=dana)
    people.add_contact(group=group, email=ADDRESS, name="came back", by=dana)
    assert (erasure.erase_again(), Contact.objects.get().name) == (0, "came back")


def test_an_erasure_in_one_group_is_done_again_in_that_group(known, group, other_group, oumar):
    people.add_contact(group=other_group, email=ADDRESS, name="Stays", by=oumar)
    ledger.enter("erased", address=ledger.trace_of(ADDRESS), groups=["wgec"])
    assert erasure.erase_again() == 1
    assert (Contact.objects.get().name, Version.objects.get().email) == ("Stays", "")


def test_a_letter_that_waits_does_not_go_any_more(known, group, dana):
    erasure.erase(address=ADDRESS, own=own(group), by=dana)
    assert [(letter.state, letter.body) for letter in Message.objects.all()] == [("withdrawn", "")]


def test_its_owner_gets_a_copy_that_is_noted(known, group):
    archive = erasure.hand_out_own(address=ADDRESS, by=SYSTEM)
    assert zipfile.ZipFile(archive).namelist() == ["personal-data.json"]
    assert noted() == [("personal_data_exported", "system", group.pk)]
