"""Neighbours broken one at a time: what a contributor sees meanwhile, and how long until all is well again by itself.

    python bench/neighbours.py [--only WORDS]

The servers are children of this process, in a folder that is thrown away; the files lie on a small file system in
memory, which needs root. What is broken: the mail server (down, silent, putting off, refusing), Redis (down, hung),
the scanner of viruses, the disk (full) and the database (read-only). Meanwhile somebody files by the real form: either
it is acknowledged, or the page says why not, and once the neighbour is well the same draft goes. It ends with 1 when
anything acknowledged was lost. Figures also go to var/bench/neighbours.json.
"""

import argparse
import contextlib
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
from lxml import html
from production import Portal
from rush import VERIFY
from servers import ROOT, answers, free_port
from visitors import MARK, Broken, Filed

DISK = 400  # megabytes
SENT_AGAIN = """
import django; django.setup()
from audit.log import SYSTEM
from correspondence import delivery
from correspondence.models import Message
failed = list(Message.objects.filter(state="failed"))
for message in failed:
    delivery.send_again(message=message, by=SYSTEM)
print(len(failed))
"""
UNSCANNED = """
import django; django.setup()
from submissions.models import File
print(File.objects.filter(is_clean=False).count())
"""


@contextlib.contextmanager
def mail_down(portal):
    portal.sink.server.stop()
    yield
    portal.sink.start()


@contextlib.contextmanager
def mail_silent(portal):
    portal.sink.seconds = 60
    yield
    portal.sink.seconds = 0


@contextlib.contextmanager
def mail_puts_off(portal):
    portal.sink.answer = "451 4.3.0 Try again later"
    yield
    portal.sink.answer = "250 OK"


@contextlib.contextmanager
def mail_refuses(portal):
    portal.sink.answer = "550 5.1.1 No such user"
    yield
    time.sleep(5)
    portal.sink.answer = "250 OK"
    print("  sent again by staff:", portal.stage.python(SENT_AGAIN).strip(), file=sys.stderr)


@contextlib.contextmanager
def redis_down(portal):
    portal.supervisor.left_down.add("redis")
    portal.kill("redis")
    yield
    portal.supervisor.left_down.clear()


@contextlib.contextmanager
def redis_hung(portal):
    os.kill(portal.stage.redis.process.pid, signal.SIGSTOP)
    yield
    os.kill(portal.stage.redis.process.pid, signal.SIGCONT)


@contextlib.contextmanager
def scanner_down(portal):
    """It is down from the beginning; then it comes, with one signature of our own."""
    yield
    folder = portal.stage.folder / "clamd"
    folder.mkdir()
    (folder / "ours.ndb").write_text("Ours.Evil:0:*:" + b"an evil of our own".hex() + "\n")
    (folder / "clamd.conf").write_text(
        f"TCPSocket {portal.scanner}\nTCPAddr 127.0.0.1\nDatabaseDirectory {folder}\nForeground yes\nUser root\n"
    )
    portal.clamd = subprocess.Popen(["clamd", "--config-file", folder / "clamd.conf"], stdout=subprocess.DEVNULL)
    answers(portal.scanner)
    portal.until(lambda: portal.stage.python(UNSCANNED).strip() == "0", "files are still waiting for the scanner")


@contextlib.contextmanager
def disk_full(portal):
    ballast = portal.disk / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(bytes(64 * 1024))
            file.flush()
    yield
    ballast.unlink()


@contextlib.contextmanager
def database_read_only(portal):
    def turn(words):
        with contextlib.closing(psycopg2.connect(portal.stage.postgres.url("postgres"))) as connection:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(f"ALTER DATABASE portal {words}")
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'")

    turn("SET default_transaction_read_only = on")
    yield
    turn("RESET default_transaction_read_only")


TROUBLES = {
    "scanner of viruses down": scanner_down,
    "mail server down": mail_down,
    "mail server silent": mail_silent,
    "mail server puts off": mail_puts_off,
    "mail server refuses": mail_refuses,
    "Redis down": redis_down,
    "Redis hung": redis_hung,
    "disk full": disk_full,
    "database read-only": database_read_only,
}


def said(page):
    """What a page tells first, in one line."""
    told = html.fromstring(page)
    found = told.xpath("//*[contains(@class, 'message') or contains(@class, 'errorlist') or @role='alert']")
    found = found or told.xpath("//main//h1 | //main//p | //body")
    return re.sub(r"\s+", " ", " ".join(each.text_content() for each in found[:2])).strip()[:160]


def one(portal, trouble):
    """Break, let somebody file, mend, wait for the letter: what was seen and the seconds."""
    visitor = portal.stage.visitor(portal.seed)
    uid, answer = visitor.patiently(visitor.begin, portal.stage.call), "An answer of words. " * 40
    visitor._about(uid)
    with trouble(portal):
        began, page = time.monotonic(), ""
        try:
            _fill_and_send(portal, visitor, uid, answer)
            page = "acknowledged"
        except Broken as broken:
            page = f"{broken}: {said(broken.page)}" if broken.page else f"{broken}: no page"
        except AssertionError as refused:
            page = str(refused)
        meanwhile = time.monotonic() - began
    mended = time.monotonic()
    visitor.patiently(_fill_and_send, portal, visitor, uid, answer)
    portal.told.append(_told(portal, visitor, uid, answer))
    portal.wait_for_letter(visitor)
    return {"meanwhile": page, "after": round(meanwhile, 1), "well_again": round(time.monotonic() - mended, 1)}


def _file(portal, visitor):
    return portal.stage.pdf.replace(MARK, f"{visitor.name:0{len(MARK)}d}".encode())


def _fill_and_send(portal, visitor, uid, answer):
    """Once, without patience: answers, a file, the button. Does nothing when the contribution is filed already."""
    if visitor.request("GET", f"/contributions/{uid}/receipt/")[0] == 200:
        return
    visitor._answers(uid, answer)
    visitor._attach(uid, _file(portal, visitor))
    _status, text = visitor.request("GET", f"/contributions/{uid}/files/")
    if "attachment.pdf" not in text:
        raise AssertionError("the file was not taken: " + said(text))
    values = visitor.look(uid)
    if values is not None:
        visitor.press(uid, values)
    visitor.receipt(uid)


def _told(portal, visitor, uid, answer):
    number, hashes = visitor.receipt(uid)
    return vars(Filed(uid, number, hashes, answer, hashlib.sha256(_file(portal, visitor)).hexdigest()))


def run(options, folder):
    """All troubles, then what is left of it all: a dict of figures."""
    scanner = free_port()
    portal = Portal(folder, seed=1, CLAMAV=f"127.0.0.1:{scanner}")
    portal.scanner, portal.clamd, portal.disk = scanner, None, Path(folder) / "var"
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", portal.disk], check=True)
    found = {}
    try:
        portal.start()
        for name, trouble in TROUBLES.items():
            if options.only in name:
                found[name] = one(portal, trouble)
                print(name, found[name], file=sys.stderr, flush=True)
        return {"troubles": found, "check": json.loads(portal.stage.python(VERIFY, input=json.dumps(portal.told)))}
    finally:
        portal.stop()
        if portal.clamd:
            portal.clamd.kill()
            portal.clamd.wait()
        subprocess.run(["umount", "--lazy", portal.disk], check=True)


def table(figures):
    """The figures as people read them."""
    lines = [f"{'broken':26}{'answered after s':>17}{'well again after s':>20}   meanwhile"]
    lines += [
        f"{name:26}{each['after']:>17}{each['well_again']:>20}   {each['meanwhile']}"
        for name, each in figures["troubles"].items()
    ]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in figures["check"].items())])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only the troubles with these words in their name")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="neighbours-", ignore_cleanup_errors=True) as folder:
        figures = run(options, folder)
    out = ROOT / "var" / "bench" / "neighbours.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=2) + "\n")
    print(table(figures))
    sys.exit(1 if figures["check"]["faults"] else 0)


if __name__ == "__main__":
    main()
