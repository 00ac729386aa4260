"""The README keeps its word: every file it names is there."""

import re

import pytest

from tests.source import APPS, ROOT

NAMED = re.findall(r"`((?:<app>/|[a-z_]+/)[\w./<>-]*)`", (ROOT / "README.md").read_text())


def places(name):
    """Where a file named in the README may stand: for `<app>` in some app; a file may have become a folder."""
    name = name.replace("<name>.txt", "")
    names = [name.replace("<app>", app) for app in APPS] if "<app>" in name else [name]
    return [ROOT / each for each in names] + [ROOT / each.removesuffix(".py") for each in names]


def test_the_readme_names_files():
    assert len(NAMED) > 20


@pytest.mark.parametrize("name", sorted(set(NAMED) - {"var/demo/", "var/outbox/"}))
def test_every_file_the_readme_names_is_there(name):
    assert any(place.exists() for place in places(name))
