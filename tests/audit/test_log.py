"""The log: every move and every edit once, in one stroke with its line, which nobody changes afterwards."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from audit.log import SYSTEM, ImpossibleMove, Stale, change, move, move_many, record
from audit.models import Entry, Values
from meetings.models import Call

CANCELLED, DRAFT = Call.State.CANCELLED, Call.State.DRAFT


def at_once(*works):
    """Run the works in threads that start together; returns what each raised, or None."""
    ready, ends = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        ready.wait()
        try:
            work()
        except Exception as error:
            ends[place] = type(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return ends


def lines():
    return list(Entry.objects.order_by("id").values_list("action", "actor", "thing_key", "group"))


def test_a_line_says_who_did_what_to_which_thing_of_which_group(call, dana):
    entry = record("call.looked_at", call, by=dana, page=3)
    assert (entry.actor, entry.action, entry.thing, entry.thing_key) == (
        f"user:{dana.pk}", "call.looked_at", "meetings.call", str(call.pk),
    )  # fmt: skip
    assert (entry.group, entry.details) == (call.group_id, {"page": 3})


def test_a_move_changes_state_and_fields_and_writes_its_line(call, dana):
    move(call, CANCELLED, by=dana, title="Called off")
    assert (call.state, call.title) == (CANCELLED, "Called off")
    assert lines() == [("call.cancelled", f"user:{dana.pk}", str(call.pk), call.group_id)]
    assert Entry.objects.get().details == {"was": "opened"}


def test_there_is_no_move_outside_moves(call):
    with pytest.raises(ImpossibleMove):
        move(call, DRAFT, by=SYSTEM)
    call.refresh_from_db()
    assert (call.state, lines()) == (Call.State.OPENED, [])


def test_who_holds_an_outdated_copy_moves_nothing(call):
    outdated = Call.objects.get(pk=call.pk)
    move(call, CANCELLED, by=SYSTEM)
    with pytest.raises(ImpossibleMove):
        move(outdated, CANCELLED, by=SYSTEM, title="Mine")
    assert (Call.objects.get().title, len(lines())) == ("Inputs on enhanced cooperation", 1)


def test_many_move_at_once_and_each_has_its_line(call, dana):
    moments = {"deadline_at": call.deadline_at, "opened_at": call.opened_at}
    other = Call.objects.create(group=call.group, meeting=call.meeting, title="Other", state=call.state, **moments)
    assert move_many(list(Call.objects.order_by("pk")), CANCELLED, by=dana, title="Called off") == [call, other]
    assert set(Call.objects.values_list("state", "title")) == {(CANCELLED, "Called off")}
    assert lines() == [("call.cancelled", f"user:{dana.pk}", str(each.pk), call.group_id) for each in (call, other)]


def test_of_many_only_those_move_that_nobody_moved_before(call):
    outdated = Call.objects.get(pk=call.pk)
    move(call, CANCELLED, by=SYSTEM)
    assert move_many([outdated], CANCELLED, by=SYSTEM, title="Mine") == []
    assert (Call.objects.get().title, len(lines())) == ("Inputs on enhanced cooperation", 1)


def test_many_move_along_moves_only(call):
    with pytest.raises(ImpossibleMove):
        move_many([call], DRAFT, by=SYSTEM)
    assert (move_many([], CANCELLED, by=SYSTEM), lines()) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_many_at_once_each_thing_goes_with_one(call):
    copies = [[Call.objects.get()] for _ in range(2)]
    moved = []
    at_once(*[lambda copy=copy: moved.extend(move_many(copy, CANCELLED, by=SYSTEM)) for copy in copies])
    assert (len(moved), len(lines())) == (1, 1)


def test_a_move_that_is_rolled_back_leaves_no_line(call):
    with pytest.raises(RuntimeError), transaction.atomic():
        move(call, CANCELLED, by=SYSTEM)
        raise RuntimeError
    call.refresh_from_db()
    assert (call.state, lines()) == (Call.State.OPENED, [])


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_of_two_movers_at_once_one_wins(call):
    copies = [Call.objects.get(pk=call.pk) for _ in range(2)]
    ends = at_once(*(lambda copy=copy: move(copy, CANCELLED, by=SYSTEM) for copy in copies))
    assert sorted(map(str, ends)) == sorted(map(str, [None, ImpossibleMove]))
    assert len(lines()) == 1


def test_an_edit_names_the_fields_and_keeps_their_values_beside_the_line(call, dana):
    entry = change(call, seen=1, by=dana, title="New title", introduction="")
    assert (call.title, call.version) == ("New title", 2)
    assert (entry.action, entry.details) == ("call.changed", {"fields": ["title"]})
    assert entry.values_changed.fields == {"title": ["Inputs on enhanced cooperation", "New title"]}


def test_an_edit_that_changes_nothing_writes_nothing(call, dana):
    assert change(call, seen=1, by=dana, title=call.title) is None
    assert (call.version, lines()) == (1, [])


def test_a_stale_edit_overwrites_nothing_and_brings_theirs_along(call, dana, emil):
    mine = Call.objects.get(pk=call.pk)
    change(call, seen=1, by=emil, title="Theirs")
    with pytest.raises(Stale) as stale:
        change(mine, seen=1, by=dana, title="Mine")
    assert (stale.value.thing.title, stale.value.fields) == ("Theirs", {"title": "Mine"})
    assert (Call.objects.get().title, len(lines())) == ("Theirs", 1)


@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_wins(call):
    copies = [(Call.objects.get(pk=call.pk), title) for title in ("One", "Two")]
    ends = at_once(*(lambda each=each: change(each[0], seen=1, by=SYSTEM, title=each[1]) for each in copies))
    assert sorted(map(str, ends)) == sorted(map(str, [None, Stale]))
    assert (Call.objects.get().version, len(lines())) == (2, 1)


@pytest.mark.embedded
@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_refuses_to_touch_a_line(call, attempt):
    record("call.looked_at", call, by=SYSTEM)
    rows = Entry.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor="nobody") if attempt == "update" else rows._raw_delete("default")
    assert lines() == [("call.looked_at", "system", str(call.pk), call.group_id)]


def test_values_can_be_erased_and_the_line_stays_whole(call, dana):
    change(call, seen=1, by=dana, title="New title")
    Values.objects.all().delete()
    assert len(lines()) == 1


def test_the_lines_about_a_thing_are_its_own_newest_first(call, meeting):
    for thing, action in ((call, "call.one"), (meeting, "meeting.one"), (call, "call.two")):
        record(action, thing, by=SYSTEM)
    assert [entry.action for entry in Entry.objects.about(call)] == ["call.two", "call.one"]


def test_staff_read_the_lines_of_their_own_groups(call, other_group):
    record("call.looked_at", call, by=SYSTEM)
    record("group.looked_at", other_group, by=SYSTEM)
    assert [entry.action for entry in Entry.objects.in_groups([call.group_id])] == ["call.looked_at"]
