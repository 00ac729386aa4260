"""Others that set a whole paper: WeasyPrint in one piece, and typst where it is installed (pip install typst).

python bench/typesetters.py weasyprint HTML PDF
python bench/typesetters.py typst SOURCE PDF
"""

import sys
from pathlib import Path

from documents.press.printing import Press

try:
    import typst as engine
except ImportError:
    engine = None

FONTS = Path(__file__).resolve().parent.parent / "static" / "pdf" / "fonts"


def weasyprint(source, target):
    """In one piece, as our press prints any other paper: faces and style read before, no limit of memory."""
    head, pdf = Press().print(Path(source).read_text(), [])
    Path(target).write_bytes(pdf)
    print(head["pages"], "tagged" if head["tagged"] else "untagged")


def typst(source, target):
    """As PDF/UA-1, with our faces."""
    if engine is None:
        raise SystemExit("typst is not installed: pip install typst")
    engine.compile(source, output=target, font_paths=[str(FONTS)], ignore_system_fonts=True, pdf_standards=["ua-1"])


if __name__ == "__main__":
    {"weasyprint": weasyprint, "typst": typst}[sys.argv[1]](*sys.argv[2:])
