"""The ledger outlives the database: whole lines only, added to and never read as more than they are."""

import threading

import pytest

from audit import ledger


def test_a_line_comes_back_as_it_was_entered():
    key = ledger.enter("taken_down", submission="5")
    line = ledger.lines()[0]
    assert (line["id"], line["kind"], line["submission"], line["at"]) == (
        key, "taken_down", "5", "2016-11-25T12:00:00+00:00",
    )  # fmt: skip


def test_lines_of_one_kind_come_in_their_order():
    [ledger.enter(kind, number=number) for number, kind in enumerate(["erased", "taken_down", "erased"])]
    assert [line["number"] for line in ledger.lines("erased")] == [0, 2]


def test_without_a_file_there_is_nothing_to_do_again():
    assert ledger.lines() == []


def test_a_torn_line_neither_stops_the_reading_nor_spoils_the_next(caplog):
    ledger.enter("erased", number=1)
    with ledger.place().open("ab") as file:
        file.write(b'{"kind": "era')  # the power went
    ledger.enter("erased", number=2)
    assert [line["number"] for line in ledger.lines()] == [1, 2]
    assert "line 2 of the ledger cannot be read" in caplog.text


def test_many_at_once_lose_nothing():
    threads = [threading.Thread(target=ledger.enter, args=["erased"], kwargs={"number": n}) for n in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(line["number"] for line in ledger.lines()) == list(range(20))


@pytest.fixture(autouse=True)
def looked_once(db):
    """The clock asks the database; threads then need no connection of their own."""
    ledger.now()


@pytest.mark.parametrize("same", ["AMINA@example.org", " amina@Example.org "])
def test_the_trace_of_an_address_knows_it_again_and_does_not_tell_it(same):
    trace = ledger.trace_of("amina@example.org")
    assert (ledger.trace_of(same), len(trace), "amina" in trace) == (trace, 64, False)
    assert ledger.trace_of("amina+x@example.org") != trace
