"""What every secretariat owes, gathered from the floors, and the letters that remind them of it."""

from meetings import duties as meetings
from people import duties
from submissions import duties as submissions
from summaries import duties as summaries


def standing(groups=None) -> list[duties.Duty]:
    """What is due and not done in these groups, or in all, the most urgent first."""
    found = [duty for floor in (meetings, submissions, summaries) for duty in floor.standing(groups)]
    return sorted(found, key=lambda duty: duty.due_at)


def remind() -> int:
    """Post every letter that is due now, and take back those about what is done. Returns how many were posted."""
    return duties.remind(standing())


def with_letters(groups) -> list[dict]:
    """Every duty with its people and their letters; of one whose letters wait for a release, which are due now."""
    return [
        {"duty": duty, "people": duties.read(duty), "release": duties.due_now(duty) if duty.needs_release else []}
        for duty in standing(groups)
    ]
