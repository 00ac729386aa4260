"""Why did this person get, or not get, a letter? Asked of every floor, with the functions that send them."""

from django.utils.translation import gettext as _

from audit.log import record
from correspondence.models import Message
from correspondence.reasons import Topic, of_letter
from meetings import reasons as meetings
from meetings.models import Call
from people import reasons as people
from people.duties import EVERY
from people.refusals import refuse_if
from people.rules import why_not_manage
from submissions import reminders
from summaries import reasons as summaries

from . import duties

MOST = 200  # other letters that are listed


def explain(*, group, address, by) -> tuple[list[Topic], list]:
    """(topics of calls, duties and papers, lines of all other letters) of one address; the look-up is logged."""
    refuse_if(why_not_manage(by, group))
    record("workinggroup.letters_looked_up", group, by=by)
    calls = Call.objects.filter(group=group).exclude(opened_at=None).select_related("group").order_by("-deadline_at")
    topics = [reminders.explain(call, address) for call in calls]
    topics += [people.of_duty(duty, address) for duty in duties.standing([group])]
    topics += [*meetings.explain(group, address), *summaries.explain(group, address)]
    return topics, _others(group, address, topics)


def _others(group, address, topics):
    """What else went to the address: receipts, codes, what was told once."""
    told = [line.message.pk for topic in topics for line in topic.lines if line.message]
    found = Message.objects.in_groups([group.pk]).filter(to_address__iexact=address).exclude(pk__in=told)
    newest = found.defer("body").order_by("-pk")[:MOST]
    done = _("What it asked for was done before it went, or its date was moved.")
    return [of_letter(each.subject, each, done if each.key.startswith(EVERY) else "") for each in newest]
