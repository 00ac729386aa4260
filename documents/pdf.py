"""From a version to HTML, and from HTML to a tagged PDF.

The PDF is made by child processes with limits (`documents.press`, which alone knows WeasyPrint).
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from . import pipe
from .galley import Galley
from .inline import direction, inline
from .models import Paper
from .numbering import in_lists, numbered
from .source import fill

ROOT = Path(__file__).resolve().parent.parent
FACES = ROOT / "static" / "pdf" / "fonts.conf"
SECONDS = 600  # of wall clock for one paper; the child has its own limits of CPU and memory
PAPERS = 200  # printed by one child before it is replaced
PRESSES = 2  # at most, in one process of the portal


class PressFailed(Exception):
    """The paper could not be printed; the message says why."""


class Pdf(bytes):
    """A printed paper, with `pages`, `tagged` (fit for PDF/UA) and `warnings` (list of sentences)."""

    def __new__(cls, content, *, pages, tagged, warnings):
        pdf = super().__new__(cls, content)
        pdf.pages, pdf.tagged, pdf.warnings = pages, tagged, warnings
        return pdf


def _environment():
    """No secrets of ours, and no face but ours: a paper is the same on every machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "FONTCONFIG_FILE": str(FACES), "XDG_CACHE_HOME": tempfile.gettempdir()}


class _Child:
    """One press, started when it is first needed."""

    def __init__(self):
        self.printed = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "documents.press"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_environment(),
        )

    def ask(self, wish, html, seconds):
        """Head and body of the answer; the process is killed when it takes longer than `seconds`."""
        timer = threading.Timer(seconds, self.process.kill)
        timer.start()
        try:
            pipe.write(self.process.stdin, json.dumps(wish).encode(), html.encode("utf-8", "replace"))
            head, body = pipe.read(self.process.stdout), pipe.read(self.process.stdout)
        except OSError:
            head = body = None
        finally:
            timer.cancel()
        if head is None or body is None:
            raise PressFailed(f"The press stopped: {self._how_it_ended()}")
        head = json.loads(head)
        self.printed += PAPERS if "error" in head else 1  # after a fault nothing of it is used again
        return head, body

    def _how_it_ended(self):
        code = self.process.wait()
        if code == -9:
            return "the paper took longer than it may, or more memory than there is."
        if code in (-6, -11):
            return "the paper took more memory than it may."
        return "the paper took more processor time than it may." if code == -24 else f"it ended with code {code}."

    def stop(self):
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()


_free, _places = [], threading.BoundedSemaphore(PRESSES)


def _after_fork():
    """A forked process starts its own presses: those of its parent are not its to talk to."""
    global _places
    for child in _free:
        for end in (child.process.stdin, child.process.stdout):
            end.raw.close()
    _free.clear()
    _places = threading.BoundedSemaphore(PRESSES)


def close():
    """Stop the presses of this process."""
    while _free:
        _free.pop().stop()


atexit.register(close)
os.register_at_fork(after_in_child=_after_fork)


@contextlib.contextmanager
def _press():
    """A press of our own for one paper; a faulty or worn one is not used again."""
    with _places:
        while _free and _free[-1].process.poll() is not None:
            _free.pop().stop()
        child = _free.pop() if _free else _Child()
        try:
            yield child
        except BaseException:
            child.stop()
            raise
        if child.printed >= PAPERS:
            child.stop()
        else:
            _free.append(child)


def render(html: str, *, attachments=(), seconds=SECONDS) -> Pdf:
    """Print an HTML document. The same HTML gives the same bytes.

    Language, title, author and date come from `<html lang>`, `<title>`, `<meta name="author">` and
    `<meta name="dcterms.created">`. Only `press:<file>` (files under static/pdf) can be fetched; anything else stops
    the press. `attachments`: (file name, description, bytes) embedded in the PDF.
    Raises PressFailed. Never call it inside a transaction: it takes from a tenth of a second to minutes.
    """
    wish = {"attachments": [[name, about, bytes(content).hex()] for name, about, content in attachments]}
    head, body = _ask(wish, html, seconds)
    return Pdf(body, **head)


def set_galley(html: str, *, seconds=SECONDS) -> Galley:
    """Set the parts of an HTML document (documents.press.setting says how they are marked) for composing.

    The same HTML gives the same galley. Raises PressFailed. Never call it inside a transaction.
    """
    return Galley(*_ask({"set": True}, html, seconds))


@cache
def engine() -> tuple:
    """The versions of what sets papers here, such as “weasyprint 70.0”: asked of a press once."""
    head, _body = _ask({"engine": True}, "", SECONDS)
    return tuple(head["engine"])


def _ask(wish, html, seconds):
    """Head and body of what the press answers. Raises PressFailed."""
    with _press() as child:
        head, body = child.ask(wish, html, seconds)
    if "error" in head:
        raise PressFailed(head["error"])
    return head, body


def paper_context(version, *, facts, **extra) -> dict:
    """What templates/pdf/paper.html needs to print a version.

    `facts`: {name: text} for the `{name}` places of its text. `extra` adds to or replaces what stands here, such as
    `masthead`, `title_lines` (list of str), `signatory`, `signatory_titles` (list of str), `signed_on` (text).
    Render it with `lay_out`.
    """
    paper, language = version.paper, version.language
    prefix = f"note-{paper.uid.hex[:8]}"
    return {
        "paper": paper,
        "version": version,
        "language": language,
        "direction": direction(language),
        "symbol": version.printed_symbol,
        "job_number": paper.job_number,
        "masthead": _in_its_language(version, paper.get_kind_display),
        "parent": paper.group.parent_body,
        "author": paper.group.secretariat_name,
        "title": paper.title,
        "title_lines": [paper.title],
        "mark": draft_mark(version),
        "created": version.dated_on.isoformat() if version.dated_on else "",
        "blocks": laid_out(version, facts, prefix),
        "annexes": [(annex.label, mark_safe(annex.annexed.html)) for annex in _annexes(version)],  # noqa: S308 frozen
        **extra,
    }


def _annexes(version):
    return version.annexes.select_related("annexed")


def draft_mark(version) -> str:
    """What stands on every page: “Chair’s draft” or “Draft”; on papers of a group that is none its mark, “Practice”."""
    if version.state != version.State.DRAFT:
        return _in_its_language(version, lambda: str(version.paper.group.mark))
    is_summary = version.paper.kind == Paper.Kind.SUMMARY
    return _in_its_language(version, lambda: _("Chair’s draft") if is_summary else _("Draft"))


def _in_its_language(version, words):
    """What `words()` says in the language of the version."""
    with override(version.language):
        return words()


def laid_out(version, facts, prefix, blocks=None) -> list:
    """The blocks as templates/pdf/_blocks.html sets them: numbered, lists gathered, each with its `html`.

    `blocks`: others than those saved, for the preview of a text that is being typed.
    """
    blocks = numbered(
        version.blocks.all() if blocks is None else blocks,
        numbered_paragraphs=version.paper.numbers_its_paragraphs,
        list_style=version.paper.group.list_style,
        language=version.language,
    )
    notes = {b.label: (b.number, fill(b.text, facts)) for b in blocks if b.kind == "footnote" and b.number}
    seen = set()
    for block in blocks:
        block.html = inline(fill(block.text, facts), notes, prefix, seen) if block.kind != "footnote" else ""
    return in_lists(blocks)


def lay_out(template: str, context: dict) -> str:
    """The whole HTML document of a paper, its fixed words in the paper's own language."""
    with override(context["language"]):
        return render_to_string(template, context)


def article(html: str) -> str:
    """The <article> of a printed document: what is frozen, shown on the paper's page, and bound as an annex."""
    return html[html.index("<article") : html.rindex("</article>") + len("</article>")]
