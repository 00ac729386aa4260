"""Files of papers: whole or not there at all."""

import re
from pathlib import Path

from documents import shelf


def test_a_file_is_kept_under_a_random_name_in_spread_folders():
    first, second = shelf.keep(b"content"), shelf.keep(b"content")
    assert re.fullmatch(r"papers/([0-9a-f]{2})/([0-9a-f]{2})/\1\2[0-9a-f]{28}\.pdf", first)
    assert (shelf.place(first).read_bytes(), first == second) == (b"content", False)


def test_nothing_half_written_is_left(settings):
    shelf.keep(b"content")
    assert list(Path(settings.MEDIA_ROOT).rglob("*.part")) == []
