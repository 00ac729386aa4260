"""What ./demo answers before it begins, and what it leaves behind when it ends."""

import subprocess

import pytest

from tests.source import ROOT
from wgec_portal.environment import VARIABLES


def bash(words):
    return subprocess.run(["bash", "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("words", ["--port", "--port abc", "--port 99999", "--port=0"])
def test_what_is_no_port_is_answered_with_one_to_type(words):
    answer = bash(f"./demo {words}")
    assert (answer.returncode, answer.stderr.strip()) == (
        1,
        "--port needs a number from 1 to 65535: ./demo --port 8001",
    )


def test_it_forgets_every_variable_of_the_portal_that_the_shell_has_set():
    lines = (ROOT / "demo").read_text("utf-8").splitlines()
    forgets = [line for line in lines if line.startswith(("read -ra variables", "unset "))]
    given = [f"export {name}=x {name}_FILE=x" for name in VARIABLES]
    left = bash("\n".join([*given, *forgets, "env"])).stdout
    assert [name for name in VARIABLES if f"\n{name}=" in left or f"\n{name}_FILE=" in left] == []


def test_it_ends_the_replay_with_itself():
    stop = (ROOT / "demo").read_text("utf-8").split("stop_children() {")[1].split("\n}")[0]
    answer = bash(f"stop_children() {{{stop}\n}}\nsleep 50 &\nstop_children\necho $SECONDS")
    assert int(answer.stdout) < 5
