"""Whether the data of an issued compilation still gives the same paper, byte for byte."""

import tempfile
from datetime import datetime

from documents import shelf
from documents.models import Companion, PaperVersion

from ..models import Compilation
from . import dataset, printing, setting
from .gathering import Gathered

State = PaperVersion.State
OTHER_ENGINE = "set with other templates, faces or another engine; not compared"


def to_compare():
    """The runs whose paper anybody can still download."""
    frozen = {"paper_version__state__in": [State.ISSUED, State.SUPERSEDED], "paper_version__text_removed_at": None}
    found = Compilation.objects.done().filter(**frozen, paper_version__companions__kind=Companion.Kind.DATA)
    return found.select_related("call__group", "stakeholder_group", "paper_version__paper").order_by("pk")


def fault_of(run) -> str:
    """What is different when the paper of a run is made anew from its data; empty when nothing is.

    Never in a transaction. Raises OSError or ValueError when the data cannot be read.
    """
    version = run.paper_version
    gathered = _read(run, version)
    if gathered.head.look != setting.look():
        return OTHER_ENGINE
    with tempfile.TemporaryFile() as file:
        bound = printing.print_paper(run, gathered, file).bound
    return "" if bound.sha256 == version.sha256 else f"SHA-256 {bound.sha256} instead of {version.sha256}"


def _read(run, version):
    data = version.companions.get(kind=Companion.Kind.DATA)
    with shelf.place(data.file).open("rb") as file:
        head = dataset.read_head(file)
        ones = list(dataset.read_contributions(file))
    versions = dict(run.items.values_list("number", "version"))
    return Gathered(datetime.fromisoformat(head.as_of), head, ones, set(), versions)
