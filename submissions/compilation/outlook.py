"""What asking for a compilation would do, in numbers, for the screen that says it before."""

from dataclasses import dataclass

from documents.models import PaperVersion

from ..models import BoundFile, CompiledItem
from . import asking, gathering


@dataclass(frozen=True)
class Outlook:
    """What a run would hold, what it would be issued as, and who would be told."""

    number: int  # of contributions
    title: str
    version: int  # the number that the paper would get
    replaces: PaperVersion | None
    told: int  # contributors who would be written to
    told_before: int  # of the same text in the same paper
    unreachable: int  # they gave no address
    bound: list  # of (File, how it is bound in words)
    size: int  # bytes of the files that are bound


def outlook(run, bound) -> Outlook:
    """For an unsaved run and the files that go into it, {key: how}."""
    found = asking.contributions(run)
    version, replaces, title = _next(run)
    number, (reached, before) = found.count(), _to_be_told(run, found)
    files = list(asking.by_contribution(run).filter(pk__in=bound)) if bound else []
    return Outlook(
        number=number,
        title=title,
        version=version,
        replaces=replaces,
        told=reached if run.tells_contributors else 0,
        told_before=before,
        unreachable=number - reached - before,
        bound=[(file, BoundFile.How(bound[file.pk]).label) for file in files],
        size=sum(file.size for file in files),
    )


def _next(run):
    """(the number of the next version, the version that it replaces or None, the title of the paper)."""
    last = type(run).objects.in_series_with(run).done().select_related("paper_version__paper").first()
    if last is None:
        return 1, None, gathering.title_of(run)
    paper, language = last.paper_version.paper, last.paper_version.language
    versions = list(paper.versions.filter(language=language).defer("html").order_by("number"))
    in_force = [version for version in versions if version.state == PaperVersion.State.ISSUED]
    if not in_force and not last.paper_version.text_removed_at:
        return 1, None, gathering.title_of(run)  # it was withdrawn: the next one is another paper
    begun = [version.number for version in versions if not version.is_frozen]  # by a run that failed
    return min([*begun, versions[-1].number + 1]), next(iter(in_force), None), paper.title


def _to_be_told(run, found):
    """(how many authors would be told, how many were told before of the same text in the same paper)."""
    runs = type(run).objects.in_series_with(run).done()
    told = CompiledItem.objects.filter(compilation__in=runs, told_at__isnull=False).values("version")
    reached = found.exclude(current__email="")
    before = reached.filter(current__in=told).count()
    return reached.count() - before, before
