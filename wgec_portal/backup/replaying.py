"""What a restored backup does not know: the takedowns and erasures of the ledger are done again."""

from submissions import takedown
from submissions.actions import take_down_again
from wgec_portal import erasure


def do_again() -> str:
    """Do every line of the ledger that the database does not know, and say how many. May run as often as one likes."""
    taken_down, erased = take_down_again(), erasure.erase_again()
    takedown.sweep()
    return f"{taken_down} taken down again, {erased} erasures done again."
