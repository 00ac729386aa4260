"""What the secretariat changes of a call that runs; whoever it concerns is told in the same transaction."""

from django.db import transaction

from meetings import actions as meetings
from meetings.models import Wording

from .. import concerned


@transaction.atomic
def extend(*, call, new_deadline_at, reason, seen, by) -> int:
    """Extend the deadline and tell everybody: address book, drafts, contributions. Returns how many letters go."""
    to = concerned.everybody(call)
    return meetings.extend_call(call=call, new_deadline_at=new_deadline_at, reason=reason, seen=seen, by=by, to=to)


@transaction.atomic
def reword(*, question, text, kind, seen, by) -> int:
    """Change the wording of a question; after a change of substance tell whoever has begun or filed."""
    to = concerned.begun_or_filed(question.call) if kind == Wording.Kind.SUBSTANCE else []
    return meetings.reword(question=question, text=text, kind=kind, seen=seen, by=by, to=to)
