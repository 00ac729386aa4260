"""The review queue: contributions to check in the order they came, and beside each what stands in the way."""

from django.db.models import Count, Exists, F, OuterRef
from django.utils.translation import gettext as _

from . import likeness, rules
from .models import File, Rendition, Submission


def facets(found):
    """How many there are by stakeholder group, language and state: for the filters and the counts, in one query."""
    names = {
        "group": F("current__stakeholder_group"),
        "group_name": F("current__stakeholder_group__name"),
        "language": F("current__language"),
    }
    rows = found.order_by("current__stakeholder_group__order").values("state", **names)
    return list(rows.annotate(number=Count("pk")))


def counted(facets, name):
    """{value of a facet: how many contributions}."""
    sums = {}
    for row in facets:
        sums[row[name]] = sums.get(row[name], 0) + row["number"]
    return sums


def _with_files(found, **which):
    return found.filter(Exists(File.objects.filter(version=OuterRef("current"), **which)))


def _held(found):
    return rules.with_others_of_the_same(found).filter(is_held=True, stands_beside=False)


ONLY = {
    "answered": lambda found: found.answered(),
    "held": _held,
    "alike": likeness.of_several,
    "files": _with_files,
    "unscanned": lambda found: _with_files(found, is_clean=False),
    "versions": lambda found: found.filter(current__number__gt=1),
}
"""{kind of contribution that needs a look: which of the contributions are such}."""


def waiting(calls) -> dict:
    """{key of the call: {“to_check” or a kind of `ONLY`: how many wait}} for the desk; zeros are left out."""
    queue = Submission.objects.filter(call__in=calls).to_publish()
    kinds = {kind: ONLY[kind](queue) for kind in ("answered", "held", "alike")}
    kinds["unscanned"] = ONLY["unscanned"](Submission.objects.filter(call__in=calls).in_force())
    found = {}
    for kind, submissions in {"to_check": queue, **kinds}.items():
        for call, number in submissions.order_by().values_list("call").annotate(number=Count("pk")):
            found.setdefault(call, {})[kind] = number
    return found


def with_what_staff_see(submissions):
    """Each with the facts that a line of the register shows, all in the one query."""
    redactions = Rendition.objects.in_force().filter(kind=Rendition.Kind.REDACTION)
    files = File.objects.filter(version=OuterRef("current"))
    return rules.with_others_of_the_same(submissions.with_what_a_list_shows()).annotate(
        is_redacted=Exists(redactions.filter(version=OuterRef("current"))),
        was_redacted=Exists(redactions.filter(version__submission=OuterRef("pk"))),
        has_files=Exists(files),
        is_unscanned=Exists(files.filter(is_clean=False)),
    )


def look_at(page):
    """Give each line of a page its `in_the_way` and `others_alike`, in a number of queries that does not grow."""
    rows = list(page)
    alike = likeness.families([row.current for row in rows])
    for row in rows:
        row.current.submission = row
        row.others_alike = alike.get(row.current_id)
        row.in_the_way = in_the_way(row) if row.state == Submission.State.SUBMITTED else ""
    return page


def in_the_way(row) -> str:
    """Why a contribution cannot come out together with others; of what it needs no query is asked."""
    if reason := rules.why_not_out(row):
        return reason
    if row.is_held and not row.stands_beside:
        return _("There is another contribution in the same name. Say first that both stand.")
    return str(rules.UNREDACTED) if row.was_redacted and not row.is_redacted else ""


def may_come_out(call):
    """([submissions that may come out now], [(those of the queue that may not, why)])."""
    queue = Submission.objects.filter(call=call).to_publish().order_by("register_number")
    rows = list(with_what_staff_see(queue))
    for row in rows:
        row.call, row.current.submission = call, row
    reasons = [(row, in_the_way(row)) for row in rows]
    return [row for row, reason in reasons if not reason], [(row, reason) for row, reason in reasons if reason]


def redaction_dropped_by(submission):
    """The redaction of an earlier version that the one in force does not have; None when there is none."""
    redactions = Rendition.objects.in_force().filter(version__submission=submission, kind=Rendition.Kind.REDACTION)
    found = {redaction.version_id: redaction for redaction in redactions.select_related("version").order_by("pk")}
    return None if submission.current_id in found else next(reversed(found.values()), None)
