"""Requests with faults, and in the long run all hostile and honest files, against a real web server."""

import hashlib
import os
import socket

import pytest

from submissions import storing
from submissions.models import File
from tests.hostile.families import hostile
from tests.hostile.honest import honest
from tests.hostile.server import Contributor, Server

pytestmark = pytest.mark.django_db(transaction=True)
GROWTH, SECONDS = 150, 2  # megabytes, seconds


@pytest.fixture
def server(call, tmp_path, settings):
    """A web server that reads the clock of this test."""
    made = Server({**os.environ, "PORTAL_CLOCK": settings.PORTAL_CLOCK}, tmp_path)
    made.wait()
    yield made
    made.stop()


@pytest.fixture
def contributor(server, call):
    return Contributor(server, call)


PART = 'Content-Disposition: form-data; name="file"; filename="{}"\r\nContent-Type: application/pdf\r\n\r\n'
HEAD = PART.format("a.pdf")


def parts(*bodies, boundary="frontier"):
    return "".join(f"--{boundary}\r\n{body}\r\n" for body in bodies) + f"--{boundary}--\r\n"


FAULTS = {  # name: (content type, body, length told, when not its own)
    "no boundary": ("multipart/form-data", parts(HEAD + "x"), None),
    "an empty boundary": ("multipart/form-data; boundary=", parts(HEAD + "x"), None),
    "a boundary that never comes": ("multipart/form-data; boundary=other", parts(HEAD + "x"), None),
    "a boundary of another language": ("multipart/form-data; boundary=é", parts(HEAD + "x"), None),
    "a body that breaks off": ("multipart/form-data; boundary=frontier", parts(HEAD + "x" * 99)[:-40], None),
    "thousands of parts": ("multipart/form-data; boundary=frontier", parts(*[HEAD + "x"] * 5000), None),
    "thousands of fields": (
        "multipart/form-data; boundary=frontier",
        parts(*[f'Content-Disposition: form-data; name="f{n}"\r\n\r\nx' for n in range(5000)]),
        None,
    ),
    "a huge header of a part": (
        "multipart/form-data; boundary=frontier",
        parts(PART.format("a" * 300_000) + "x"),
        None,
    ),
    "no header of a part": ("multipart/form-data; boundary=frontier", parts("\r\n\r\nx"), None),
    "a broken transfer coding": (
        "multipart/form-data; boundary=frontier",
        parts(HEAD.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: base64\r\n\r\n") + "é!"),
        None,
    ),
    "nested multipart": (
        "multipart/form-data; boundary=frontier",
        parts("Content-Type: multipart/mixed; boundary=inner\r\n\r\n" + parts(HEAD + "x", boundary="inner")),
        None,
    ),
    "less than announced": ("multipart/form-data; boundary=frontier", parts(HEAD + "x"), 5000),
    "more than announced": ("multipart/form-data; boundary=frontier", parts(HEAD + "x" * 500), 60),
    "a length that is no number": ("multipart/form-data; boundary=frontier", parts(HEAD + "x"), "x1"),
    "a length below nothing": ("multipart/form-data; boundary=frontier", parts(HEAD + "x"), -5),
    "a length beyond everything": ("multipart/form-data; boundary=frontier", parts(HEAD + "x"), 10**12),
    "a NUL in a name": ("multipart/form-data; boundary=frontier", parts(PART.format("a\0.pdf") + "x"), None),
    "a name cut in half": ("multipart/form-data; boundary=frontier", parts(PART.format('a"; filename*=utf-16')), None),
    "another coding of the form": ("multipart/form-data; charset=utf-7; boundary=frontier", parts(HEAD + "x"), None),
}


def raw(contributor, kind, body, length):
    """The status answered to a request written by hand, 0 when the server hung up."""
    cookies = "; ".join(f"{name}={value}" for name, value in contributor.session.cookies.items())
    body = body.encode()
    head = [f"POST {contributor.files} HTTP/1.1", f"Host: 127.0.0.1:{contributor.server.port}", f"Cookie: {cookies}"]
    head += [f"X-CSRFToken: {contributor.token}", f"Content-Type: {kind}", "Connection: close"]
    head += [f"Content-Length: {len(body) if length is None else length}", "", ""]
    with socket.create_connection(("127.0.0.1", contributor.server.port), timeout=20) as line:
        line.sendall("\r\n".join(head).encode() + body)
        line.shutdown(socket.SHUT_WR)
        try:
            said = line.recv(100)
        except ConnectionResetError:
            return 0
    return int(said.split()[1]) if said else 0


def test_a_request_with_faults_never_breaks_the_portal(server, contributor):
    answers = {name: raw(contributor, *fault) for name, fault in FAULTS.items()}
    assert {name: status for name, status in answers.items() if status >= 500} == {}
    assert contributor.add("still.txt", b"The portal goes on.")[0] == 200
    assert [file.name for file in File.objects.filter(name="still.txt")] == ["still.txt"]


def added(contributor, name, data, said):
    """Whether the file is in the draft; then it comes back as it was, and is taken out again."""
    file = File.objects.first()
    if file is None:
        assert f"“{storing.name_of(name)}” was not added: " in said
        return False
    answer = contributor.download_and_remove(file)
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(data).digest()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not File.objects.exists()
    return True


def send_all(contributor, files):
    """[(name, status, seconds, whether added, what was said)] of [(name, content)]."""
    for name, data in files:
        status, said, seconds = contributor.add(name, data)
        for _again in range(2):  # a machine that does several things at once: the best of three
            if seconds > SECONDS and not File.objects.exists():
                seconds = min(seconds, contributor.add(name, data)[2])
        yield name, status, seconds, added(contributor, name, data, said), said


@pytest.mark.full
def test_three_hundred_hostile_and_a_hundred_honest_files(server, contributor, capsys):
    contributor.add("warm.txt", b"")
    before = server.memory("VmRSS")
    bad = list(hostile(300))
    refused = list(send_all(contributor, [(each.name, each.data) for each in bad]))
    middle = server.memory()
    taken = list(send_all(contributor, honest(100)))
    with capsys.disabled():
        print(f"\n{figures('hostile', refused)}\n{figures('honest', taken)}")
        print("the slowest:", sorted(((line[2], each.family) for each, line in zip(bad, refused, strict=True)))[-5:])
        print(f"web process: {before:.0f} MB before, {middle:.0f} with the hostile, {server.memory():.0f} with all")
    wrong = [line for each, line in zip(bad, refused, strict=True) if not answered(each, line)]
    assert (wrong, [line for line in taken if not line[3]]) == ([], [])
    assert max(line[1] for line in refused + taken) < 500 and max(line[2] for line in refused) <= SECONDS
    assert server.memory() - before <= GROWTH


def answered(each, line):
    """Whether it was taken when it does no harm, else refused with one of the reasons of its family."""
    return line[3] if each.says == [""] else not line[3] and any(words in line[4] for words in each.says)


def figures(kind, lines):
    seconds = sorted(line[2] for line in lines)
    number, middle = sum(line[3] for line in lines), seconds[len(seconds) // 2]
    return f"{len(lines)} {kind} files: {number} taken; {middle:.3f} s median, {seconds[-1]:.2f} s at most"
