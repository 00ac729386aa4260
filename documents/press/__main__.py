"""The press as a program: asked by `documents.pdf` on standard input, which owns the wall-clock limit.

Asked: a JSON head and the HTML in UTF-8. The head is {"attachments": [[name, description, hex], …]} for a PDF in one
piece, {"set": true} for a galley (`documents.press.setting`), or {"engine": true} for what sets them. Answered on
standard output: a head and a body, or a head {"error": "…"} and nothing. `documents.pipe` frames them.
"""

import json
import resource
import sys
import warnings

from weasyprint.urls import FatalURLFetchingError

from documents import pipe
from documents.press.printing import Press, engine
from documents.press.setting import set_galley

MEMORY = 1536 * 1024 * 1024  # bytes of address space
CPU = 300  # seconds for one paper


def limit():
    """No more memory than MEMORY, and CPU seconds for this paper on top of those already used."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU, resource.RLIM_INFINITY))


def answer(press, wish, html):
    """Head and body for one wish."""
    if wish.get("engine"):
        return {"engine": engine()}, b""
    return set_galley(press, html) if wish.get("set") else press.print(html, wish["attachments"])


def main():
    """Print papers until standard input ends."""
    warnings.simplefilter("ignore")
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    limit()
    press = Press()
    while (head := pipe.read(asked)) is not None:
        limit()
        try:
            wish, html = json.loads(head), pipe.read(asked).decode()
            head, body = answer(press, wish, html)
        except MemoryError:
            head, body = {"error": "The paper takes more memory than it may."}, b""
        except (Exception, FatalURLFetchingError) as fault:
            head, body = {"error": f"{type(fault).__name__}: {fault}"[:500]}, b""
        pipe.write(answered, json.dumps(head).encode(), body)


if __name__ == "__main__":
    main()
