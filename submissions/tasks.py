"""The workers' doors to reminders, compilations, takedowns and files."""

from celery import group, shared_task

from . import compilation, cosigning, likeness, news, quarantine, reminders, takedown
from .compilation import fragments, telling
from .compilation.forms import making as other_forms

# What takes long watches over itself: every piece has its limit, every run its lease. 9,000 contributions on a busy
# machine take more than the half an hour that other tasks are given.
LONG = {"soft_time_limit": 23 * 3600, "time_limit": 24 * 3600}
HANDS = 8  # workers at most that are called to set one compilation; those who find nothing to do go on at once


def more_hands():
    """Call other workers to help."""
    group(set_fragments.s() for _each in range(HANDS)).delay()


@shared_task
def invite_co_signatories():
    """Write to every co-signatory who was not written to yet."""
    cosigning.invite_due()


@shared_task
def remind_of_deadlines():
    """Post every reminder that is due."""
    reminders.remind_of_deadlines()


@shared_task(**LONG)
def compile_contributions(pk):
    """Make this compilation, then its other forms."""
    compilation.make(pk, more_hands)
    other_forms.sweep()


@shared_task(**LONG)
def set_fragments():
    """Set whatever pieces of compilations wait."""
    fragments.set_waiting()


@shared_task(**LONG)
def set_in_advance():
    """Set what was sent since, so that a compilation finds it ready."""
    compilation.set_in_advance()


@shared_task
def sweep_fragments():
    """Throw away pieces that no compilation needs any more."""
    fragments.sweep()


@shared_task
def compare_contributions():
    """Find texts that are nearly the same among those sent since."""
    likeness.compare_contributions()


@shared_task(**LONG)
def sweep_compilations():
    """Make whatever the broker lost or a worker left behind."""
    compilation.sweep(more_hands)


@shared_task(**LONG)
def sweep_other_forms():
    """Make the Word and Excel forms that are missing beside issued compilations."""
    other_forms.sweep()


@shared_task
def tell_contributors():
    """Tell contributors where they stand in what was issued since."""
    telling.tell_contributors()


@shared_task
def tell_subscribers():
    """Tell those who asked for it what was published until last midnight."""
    news.tell_subscribers()


@shared_task
def finish_takedown(pk):
    """Do what is left of this takedown."""
    takedown.finish(pk)


@shared_task
def sweep_takedowns():
    """Do what is left of every takedown."""
    takedown.sweep()


@shared_task
def scan_waiting_files():
    """Ask the scanner of viruses about files that it could not be asked about before."""
    quarantine.scan_waiting()


@shared_task
def sweep_files():
    """Remove bytes that no contribution knows."""
    quarantine.sweep()
