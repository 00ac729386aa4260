"""Any .docx as lines of plain text, read by a child process with limits.

The child (`submissions.word.document`) has neither the portal's settings nor its database; what it cannot read in time
is refused with a reason, and nothing else is lost.
"""

import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from people.refusals import Refused

from .document import text_of

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 30  # of wall clock for one file


@dataclass
class Line:
    """A paragraph, or a row of a table that is no form: its text with the number that Word shows."""

    text: str
    label: str = ""  # that number alone
    heading: int = 0
    tag: str = ""  # of the content control it stands in
    notes: list = field(default_factory=list)  # marks of the notes it mentions

    @property
    def bare(self):
        """The text without its number."""
        return self.text[len(self.label) :].lstrip(" ") if self.label else self.text


@dataclass
class Paper:
    """What was read of a file: Lines, and tables as lists of rows of cells of the same; notes by their mark."""

    blocks: list
    notes: dict
    left_out: dict


def read(path: str) -> Paper:
    """Read a stored .docx (a path below the media folder). Raises Refused with the reason and the remedy."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "submissions.word.document", str(Path(settings.MEDIA_ROOT) / path)],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as fault:
        found = {"error": str(fault)[:200]}
    if "error" in found:
        log.warning("a Word file could not be read: %s", found["error"])
        raise Refused(
            _("The text of this Word file could not be read. Save it as .docx again, in Word, and try once more.")
        )
    return paper_of(found)


def paper_of(found: dict) -> Paper:
    """What the child said, as a Paper."""
    return Paper([_block(each) for each in found["blocks"]], found["notes"], found["left_out"])


def _block(found):
    if "rows" in found:
        return [[[_block(each) for each in cell] for cell in row] for row in found["rows"]]
    return Line(text_of(found), found["label"], found["heading"], found["tag"], found["notes"])


def lines_of(block) -> list[Line]:
    """A paragraph or a table as lines: rows one below another, their cells with a tab between.

    Where a cell has several lines of its own, the cells of its row stand one below another, so that no break is lost.
    """
    if isinstance(block, Line):
        return [block]
    found = []
    for row in block:
        cells = [[line for inner in cell for line in lines_of(inner)] for cell in row]
        if all(len(cell) <= 1 and not any("\n" in line.text for line in cell) for cell in cells):
            flat = [line for cell in cells for line in cell]
            text = "\t".join(cell[0].text if cell else "" for cell in cells)
            found.append(Line(text, notes=[mark for line in flat for mark in line.notes]))
        else:
            found += [line for cell in cells for line in cell]
    return found
