"""The broker in files: nothing is lost, nothing comes twice, damage does not stop it."""

import signal
import subprocess
import sys
import textwrap
import time
from queue import Empty

import pytest
from kombu import Connection

from wgec_portal.celery import app as celery_app

pytestmark = pytest.mark.embedded

MESSAGES = 2000  # from each process

PROCESS = """
    import sys, time
    from queue import Empty
    from kombu import Connection
    import wgec_portal.celery

    def take(queue):
        try:
            message = queue.get(block=False)
        except Empty:
            return False
        print(message.payload)
        message.ack()
        return True

    name, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with Connection("folder://", transport_options={"folder": folder}) as connection:
        queue = connection.SimpleQueue("letters")
        for number in range(count):
            queue.put(f"{name}-{number}")
            number % 2 and take(queue)
        quiet = 0
        while quiet < 20:
            quiet = 0 if take(queue) else quiet + 1
            quiet and time.sleep(0.05)
"""

HOLDER = """
    import sys, time
    from kombu import Connection
    import wgec_portal.celery

    with Connection("folder://", transport_options={"folder": sys.argv[1]}) as connection:
        message = connection.SimpleQueue("letters").get(timeout=5)
        print(message.payload, flush=True)
        time.sleep(60)
"""


@pytest.fixture
def queue(tmp_path):
    with Connection("folder://", transport_options={"folder": str(tmp_path)}) as connection:
        yield connection.SimpleQueue("letters")


def start(program, *words):
    command = [sys.executable, "-c", textwrap.dedent(program), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_three_processes_lose_nothing_and_double_nothing(tmp_path):
    processes = [start(PROCESS, name, tmp_path, MESSAGES) for name in "abc"]
    got = [line for process in processes for line in process.communicate(timeout=240)[0].split()]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sorted(got) == sorted(f"{name}-{number}" for name in "abc" for number in range(MESSAGES))
    assert list((tmp_path / "letters").iterdir()) == []


def test_messages_come_in_the_order_they_were_sent(queue):
    for number in range(20):
        queue.put(number)
    assert [queue.get(timeout=1).payload for _ in range(20)] == list(range(20))


@pytest.mark.parametrize("damage", ["", '{"body": "cut sho', "[]", '{"properties": {}}', "\x00\xff"])
def test_a_damaged_message_is_set_aside_and_the_next_one_comes(queue, tmp_path, damage):
    queue.put("sound")
    (tmp_path / "letters" / "0.msg").write_text(damage)
    assert queue.get(timeout=1).payload == "sound"
    assert (tmp_path / "letters" / "bad" / "0.msg").read_text() == damage


def test_a_message_that_is_still_being_written_is_not_seen(queue, tmp_path):
    (tmp_path / "letters" / "0.part").write_text('{"body": "half')
    with pytest.raises(Empty):
        queue.get(block=False)


def test_what_a_killed_process_held_is_there_again(queue, tmp_path):
    queue.put("precious")
    holder = start(HOLDER, tmp_path)
    assert holder.stdout.readline() == "precious\n"
    with pytest.raises(Empty):
        queue.get(block=False)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert queue.get(timeout=2).payload == "precious"


def test_a_refused_message_comes_again_only_when_it_is_put_back(queue):
    queue.put("again")
    queue.get(timeout=1).requeue()
    queue.get(timeout=1).reject()
    time.sleep(0.1)
    with pytest.raises(Empty):
        queue.get(block=False)


def test_emptying_a_queue_leaves_what_somebody_holds(queue):
    queue.put("held")
    queue.put("waiting")
    held = queue.get(timeout=1)
    assert queue.clear() == 1
    held.requeue()
    assert queue.get(timeout=1).payload == "held"


def test_celery_knows_the_broker_by_its_name():
    with celery_app.connection_for_write(url="folder://") as connection:
        assert connection.transport.driver_type == "folder"
