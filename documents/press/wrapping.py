"""The first line of a very long text is found in its beginning: WeasyPrint 70 looks at all of it for every line.

A word of 80,000 letters took it two minutes, and four times as long when it was twice as long.
"""

from weasyprint.layout import inline

ENOUGH = (800, 8_000, 80_000)  # characters in which the first line is looked for; it holds seldom more than 150
_whole = inline.split_first_line


def _first_line(text, *how, **more):
    """As `split_first_line`, whose third value is how many bytes the next line begins after."""
    for length in ENOUGH:
        if len(text) <= length:
            break
        line = _whole(text[:length], *how, **more)
        if line[2] is not None and line[2] < length // 2:
            return line
    return _whole(text, *how, **more)


def wrap_quickly():
    inline.split_first_line = _first_line
