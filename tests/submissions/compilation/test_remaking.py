"""An issued compilation is made again from its data: the same bytes, or it is said what is different."""

import pytest
from django.core.management import CommandError, call_command

from documents.models import Companion
from documents.shelf import place
from submissions import compilation
from submissions.actions import compile_contributions
from submissions.compilation import remaking
from submissions.models import Answer, Compilation
from tests.submissions.contributions import contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(call, dana):
    """A done run of two contributions."""
    for organisation in ("Aaa", "Bbb"):
        contribution(call, organisation=organisation, answers=["An answer.", None])
    run = compile_contributions(call=call, by=dana, layout="contributor")
    compilation.make(run.pk)
    return Compilation.objects.get(pk=run.pk)


def test_the_data_of_a_paper_gives_the_same_bytes(issued, capsys):
    Answer.objects.filter(no_position=False).update(text="What is in the database now does not matter.")
    assert remaking.fault_of(issued) == ""
    call_command("verify_compilations")
    assert capsys.readouterr().out == "1 compilations are the same again; 0 could not be compared.\n"


def test_another_text_in_the_data_is_told(issued):
    data = place(issued.paper_version.companions.get(kind=Companion.Kind.DATA).file)
    data.write_bytes(data.read_bytes().replace(b"An answer.", b"No answer."))
    with pytest.raises(CommandError, match="1 are different"):
        call_command("verify_compilations")


def test_what_was_set_with_another_engine_is_not_compared(issued, capsys):
    data = place(issued.paper_version.companions.get(kind=Companion.Kind.DATA).file)
    data.write_bytes(data.read_bytes().replace(b'"look":"', b'"look":"0'))
    call_command("verify_compilations")
    assert capsys.readouterr().out == "0 compilations are the same again; 1 could not be compared.\n"


def test_data_that_cannot_be_read_is_told(issued):
    place(issued.paper_version.companions.get(kind=Companion.Kind.DATA).file).unlink()
    with pytest.raises(CommandError, match="1 are different"):
        call_command("verify_compilations")
