"""Many workers at one compilation, and at several: killed, at once; the bytes are the same."""

import time
from datetime import timedelta

import pytest

from audit.clock import now
from documents.models import PaperVersion
from documents.shelf import place
from submissions import compilation
from submissions.actions import compile_contributions
from submissions.compilation import making
from submissions.models import Compilation, Fragment
from tests.processes import start
from tests.submissions.compilation.prints import places_of
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db(transaction=True)
MAKE = "from submissions import compilation; compilation.make({})"
HELP = """
import time
from submissions.compilation import fragments
until = time.monotonic() + {}
while time.monotonic() < until:
    fragments.set_one() or time.sleep(0.05)
"""
AGAIN = """
from submissions.compilation import remaking
from submissions.models import Compilation, Fragment
Fragment.objects.all().delete()
open("{}", "w").write(str([remaking.fault_of(run) for run in Compilation.objects.all()]))
"""


@pytest.fixture
def many(call):
    for number in range(16):
        contribution(call, organisation=f"Body {number:02}", answers=["word " * 200, "Another answer."])
    return call


def wait_for(condition):
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def ready():
    return Fragment.objects.ready().count()


def test_a_worker_killed_while_it_sets_is_followed_by_others(many, dana, settings, tmp_path, clock):
    run = compile_contributions(call=many, by=dana)
    workers = [start(code, settings, tmp_path) for code in (MAKE.format(run.pk), HELP.format(8), HELP.format(8))]
    wait_for(lambda: ready() > 3)
    workers[0].kill()
    before = ready()
    [worker.wait() for worker in workers]
    run.refresh_from_db()
    assert (run.state, run.step, ready() > before) == ("running", "setting", True)
    clock((now() + making.LEASE + timedelta(seconds=1)).isoformat())
    compilation.sweep()
    run.refresh_from_db()
    assert (run.state, run.attempts, PaperVersion.objects.count()) == ("done", 2, 1)
    assert len([name for name in places_of(place(run.paper_version.file).read_bytes()) if name[:3] == "no-"]) == 16


def test_a_helper_killed_while_it_sets_keeps_nothing_back(many, dana, settings, tmp_path):
    run = compile_contributions(call=many, by=dana)
    helper = start(HELP.format(60), settings, tmp_path)
    maker = start(MAKE.format(run.pk), settings, tmp_path)
    wait_for(lambda: ready() > 3)
    helper.kill()
    Fragment.objects.exclude(lease_until=None).update(lease_until=now())  # as it will be after its lease
    assert (maker.wait(), helper.wait()) == (0, -9)
    run.refresh_from_db()
    assert (run.state, ready()) == ("done", Fragment.objects.count())


def test_two_layouts_at_once_come_out_whole_and_can_be_made_again_elsewhere(many, dana, settings, tmp_path):
    runs = [compile_contributions(call=many, by=dana, layout=layout) for layout in Compilation.Layout.values]
    workers = [start(MAKE.format(run.pk), settings, tmp_path) for run in runs]
    assert [worker.wait() for worker in workers] == [0, 0]
    made = Compilation.objects.filter(state="done").order_by("pk")
    told = [[(item.number, item.digest) for item in run.items.all()] for run in made]
    assert (len(told[0]), told[0] == told[1], ready()) == (16, True, Fragment.objects.count())
    assert start(AGAIN.format(tmp_path / "told"), settings, tmp_path).wait() == 0
    assert (tmp_path / "told").read_text() == "['', '']"
