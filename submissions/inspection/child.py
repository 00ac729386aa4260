"""The program that looks into files (`python -m submissions.inspection.child`); it knows nothing of the portal.

Asked on standard input, one line of JSON for each file: {"path", "ending"}. Answered on standard output, one line each:
{"kind": "pdf"} or {"fault": word, "found": text}. Every file is read by a child of its own, confined and thrown away.
"""

import json
import os
import select
import signal
import sys

from submissions.inspection import kinds, samples
from submissions.inspection.confinement import confine
from submissions.inspection.fault import Unfit

PATIENCE = 6  # seconds; the limit of processor time comes first unless the machine is starved


def main():
    """Answer until standard input ends. Ctrl-C is for the server, with whose end it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for ending, data in samples.SAMPLES.items():  # all that is imported late is imported now: later no file opens
        judge(data, ending)
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        answer = look(asked["path"], asked["ending"])
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


def judge(data, ending):
    """The answer about a file's bytes."""
    try:
        return {"kind": kinds.kind_of(data, ending)}
    except Unfit as fault:
        return {"fault": fault.word, "found": fault.found}
    except (MemoryError, RecursionError):
        return {"fault": "too_much"}
    except Exception as fault:  # a reader that stumbles over a file has found it damaged
        return {"fault": "damaged", "found": type(fault).__name__}


def look(path, ending):
    """The answer about a file on disk, given by a confined child."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _answer_and_end(path, ending, writer)
    os.close(writer)
    try:
        said = os.read(reader, 4096) if select.select([reader], [], [], PATIENCE)[0] else b""
    finally:
        os.close(reader)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return json.loads(said) if said else {"fault": "too_much"}


def _answer_and_end(path, ending, writer):
    """In the child: read the file, give up everything else, judge, write, end."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        os.dup2(writer, 3)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.closerange(4, 1024)
        confine()
        os.write(3, json.dumps(judge(data, ending)).encode())
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
