"""Files are what their content says; the process that looks into them can do nothing else. Families: tests/hostile."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from people.refusals import Refused
from submissions.inspection import asking
from submissions.inspection.asking import content_type_of
from submissions.inspection.reasons import REASONS
from submissions.models.file import KINDS
from tests.hostile.archives import docx, odt
from tests.hostile.others import jpg, png, rtf
from tests.source import ROOT
from tests.submissions.conftest import docx_bytes, pdf_bytes

CHILD = [sys.executable, "-m", "submissions.inspection.child"]
TYPES = {kind.ending: content_type for content_type, kind in KINDS.items()}


def type_of(tmp_path, name, data):
    path = tmp_path / "file"
    path.write_bytes(data)
    return content_type_of(path, name)


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("a.pdf", pdf_bytes(), "pdf"),
        ("A.PDF", pdf_bytes(3), "pdf"),
        ("b.docx", docx_bytes(), "docx"),
        ("ü.Docx", docx(), "docx"),
        ("version 1.2.odt", odt(), "odt"),
        ("www.example.com.rtf", rtf(b"text"), "rtf"),
        ("a.txt", "Überraschung".encode("utf-16"), "txt"),
        ("a.png", png(), "png"),
        ("a.jpeg", jpg(), "jpg"),
    ],
)
def test_plain_files_are_taken(tmp_path, name, data, ending):
    assert type_of(tmp_path, name, data) == TYPES[ending]


def test_a_refusal_names_file_reason_and_remedy(tmp_path):
    with pytest.raises(Refused) as refused:
        type_of(tmp_path, "a.docx", docx(("word/vbaProject.bin", b"")))
    said = "“a.docx” was not added: it holds macros. Save it without macros, for example as PDF, and add it again."
    assert str(refused.value) == said


def test_every_fault_has_its_sentence():
    source = "".join(path.read_text() for path in (ROOT / "submissions/inspection").glob("*.py"))
    told = set(re.findall(r'refuse\("(\w+)"', source)) | set(re.findall(r'"fault": "(\w+)"', source))
    told |= set(re.findall(r': "(script|acts|form|embedded|media)"', source))
    assert told | {"macros", "locked", "old_word", "disguised", "two_in_one"} == set(REASONS)


def confined(code):
    """What a confined process says, and how it ended."""
    start = "import os, socket, sys\nfrom submissions.inspection.confinement import confine\n"
    program = [sys.executable, "-c", f"{start}assert confine()\n{code}"]
    return subprocess.run(program, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('here', 'w')",
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_UNIX)",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "os.kill(1, 9)",
        "os.unlink('/tmp/x')",
    ],
)
def test_a_confined_process_can_only_think(attempt):
    ended = confined(f"try: {attempt}\nexcept PermissionError: print('refused')")
    assert ended.stdout == "refused\n"


@pytest.mark.parametrize(("code", "ending"), [("while True: pass", -27), ("x = bytes(10**9)", 1)])
def test_a_confined_process_has_little_time_and_memory(code, ending):
    assert confined(code).returncode == ending


def test_the_reader_gets_no_secret_of_ours(tmp_path):
    type_of(tmp_path, "a.txt", b"text")
    environment = Path(f"/proc/{asking._free[-1].process.pid}/environ").read_bytes()
    assert {pair.split(b"=")[0] for pair in environment.split(b"\0") if pair} <= {b"PATH", b"LANG"}


def test_a_reader_that_was_killed_is_replaced(tmp_path):
    type_of(tmp_path, "a.txt", b"text")
    os.kill(asking._free[-1].process.pid, 9)
    assert type_of(tmp_path, "a.txt", b"text") == "text/plain"


def test_the_web_process_never_loads_what_reads_files():
    code = "import submissions.inspection.asking, sys; print('submissions.inspection.pdf' in sys.modules)"
    program = [sys.executable, "-c", f"import django; django.setup(); {code}"]
    here = {**os.environ, "DJANGO_SETTINGS_MODULE": "wgec_portal.settings"}
    assert subprocess.run(program, cwd=ROOT, env=here, capture_output=True, text=True).stdout == "False\n"


def test_ctrl_c_in_the_terminal_is_left_to_the_server(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf_bytes())
    question = json.dumps({"path": str(tmp_path / "a.pdf"), "ending": "pdf"}).encode() + b"\n"
    with subprocess.Popen(CHILD, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        answers = []
        for _time in range(2):
            child.stdin.write(question)
            answers.append(json.loads(child.stdout.readline()))
            child.send_signal(signal.SIGINT)
    assert (answers, child.returncode) == ([{"kind": "pdf"}, {"kind": "pdf"}], 0)
