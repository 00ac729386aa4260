"""The commands that docs/operations.md tells people to type are commands of this portal, with these options."""

import re
import shlex

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from tests.source import ROOT

SPAN = re.compile(r"`[^`\n]+\n[^`\n]+`")  # a command may go on in the next line
TOLD = re.compile(r"manage\.py ([a-z_]+)([^`\n|]*)")


def told():
    """Every command that is told, as (name, words), each once; “[CALL]” may be left out, and is given here."""
    page = SPAN.sub(lambda found: found[0].replace("\n", " "), (ROOT / "docs" / "operations.md").read_text("utf-8"))
    for name, rest in sorted(set(TOLD.findall(page))):
        words = rest.replace("[", "").replace("]", "")
        yield name, shlex.split(words if words.count('"') % 2 == 0 else words.replace('"', ""))


def test_a_dozen_commands_are_told():
    assert len({name for name, _words in told()}) > 12


@pytest.mark.parametrize(("name", "words"), [*told()])
def test_a_command_that_is_told_can_be_typed(name, words):
    app = get_commands()[name]
    command = app if isinstance(app, BaseCommand) else load_command_class(app, name)
    command.create_parser("manage.py", name).parse_args(words)  # raises CommandError for what it does not know
