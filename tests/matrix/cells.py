"""Every cell of the matrix, and what its answer should be: worked out from the policies and `visible_to` alone."""

from functools import cache

from django.urls import reverse

from documents.models import Paper
from meetings.models import Call, Meeting
from people.rules import is_assistant, is_chair, is_secretariat
from submissions.models import Submission
from tests.stage import EXAMPLES, example
from wgec_portal import policies

KINDS = {  # the thing in an address: the same thing in other states, as tests/matrix/houses.py names them
    "published": ["shared", "unpublished", "withheld", "only_kept", "withdrawn", "taken_down"],
    "paper": ["for_group", "for_staff", "taken_back", "notice", "summary.paper"],
    "meeting": ["planned", "cancelled"],
    "call": ["coming", "cancelled_call"],
}
HELD = {  # the pages of a draft, and of what was sent: for the browser that holds it
    *("submissions:confirm_address", "submissions:edit", "submissions:discard", "submissions:withdraw"),
    *("submissions:choices", "submissions:partners"),
    *("submissions:word", "submissions:reading", "submissions:draft_as_word", "submissions:draft_as_pdf"),
    *("submissions:about", "submissions:answers", "submissions:files", "submissions:remove_file"),
    *(f"submissions:upload_{verb}" for verb in ("begin", "piece", "finish", "remove")),
    *("submissions:check", "submissions:send", "submissions:confirmation"),
    *("submissions:receipt", "submissions:receipt_as_pdf"),
}
OWN = {"people:session_end"}  # of the secretariat's other browser
WITHOUT_SECOND_FACTOR = {  # what the pages of the second factor answer to those who have none
    "account_reauthenticate": {403},
    "mfa_reauthenticate": {403},
    "mfa_deactivate_totp": {404},
    "mfa_view_recovery_codes": {404},
    "mfa_download_recovery_codes": {404},
}
WITHOUT_WORDS = {"metrics"}  # for whoever has its token, whoever they are
SHOWN, NOTHING = {200, 302, 405}, {404, 405}


@cache
def cells():
    """[(URL name, what stands in its address, state of the thing or "")], every URL name with every state."""
    found = []
    for words, names in EXAMPLES.items():
        for name in names.split():
            found.append((name, words, ""))
            found += [(name, other, state) for state, other in _in_other_states(words)]
    return found


def cells_of(houses, role):
    """Those of a role: where its policy shuts the door nobody looks at the thing, so that one state stands for all."""
    user = houses.users[role]
    return [cell for cell in cells() if not cell[2] or policies.policy_of(cell[0])(user)]


def _in_other_states(words):
    for kind, states in KINDS.items():
        if f"={kind}." in words:
            for state in states:
                files = words.replace("=file.pk", f"={state}_file.pk") if kind == "published" else words
                if "symbol" not in words and "unpublished_file" not in files:
                    yield state, files.replace(f"={kind}.", f"={state}.")


def address(house, name, words):
    return reverse(name, kwargs=example(house, words))


def expected(houses, house, role, name, words, state):
    """The statuses that a GET may answer."""
    user, policy = houses.users[role], policies.policy_of(name)
    if not policy(user):
        return {404} if user.is_authenticated else {302}
    if name in WITHOUT_SECOND_FACTOR:
        return WITHOUT_SECOND_FACTOR[name]
    if name in WITHOUT_WORDS:
        return NOTHING
    if name in HELD:
        return SHOWN if role == "stakeholder" and house is houses.first else NOTHING
    if policy is policies.public:
        return _as_visible(house, user, name, words)
    if not words or name in OWN:
        return SHOWN
    if not _works_here(user, policy, house.group):
        return NOTHING
    return SHOWN | ({403, 404} if state else set())  # a verb that makes no sense in this state


def _works_here(user, policy, group):
    prepares = policy is policies.office and (is_chair(user, group) or is_assistant(user, group))
    return prepares or is_secretariat(user, group)


def _as_visible(house, user, name, words):
    """What anybody may ask for: shown when `visible_to` says so, and 410 where only a trace is left."""
    first = words.split()[0].partition("=")[2] if words else ""
    kind, _, _field = first.rpartition(".")
    thing = example(house, words.split()[0]) if kind else {}
    found = _shown(name, user, thing)
    if found is None:
        return SHOWN
    if name in OF_READERS and Submission.objects.remembered().filter(**thing).exists():
        return {410} if name == "submissions:contribution" else {404, 410} | _kept_by_staff(house, user)
    return SHOWN | ({404} if name in ENDED else set()) if found.filter(**thing).exists() else NOTHING


def _kept_by_staff(house, user):
    """The file of what was withdrawn after its publication stays in the closed archive, for staff."""
    return {200} if is_secretariat(user, house.group) else set()


OF_READERS = {"submissions:contribution", "submissions:file"}
ENDED = {"documents:download", "documents:companion", "submissions:compilation_form", "submissions:file"}


def _shown(name, user, thing):
    """The rows among which the thing of a public address is looked up; None when its key is all that it takes."""
    if name == "submissions:contribution":
        return Submission.objects.visible_to(user).out()
    if name == "submissions:file":
        return Submission.objects.visible_to(user)
    if name.startswith("documents:") or name == "submissions:compilation_form":
        return Paper.objects.visible_to(user)
    if name == "meeting":
        return Meeting.objects.visible_to(user)
    if "uid" in thing and name.startswith("submissions:") and name not in KEYED:
        return Call.objects.visible_to(user)
    return None


KEYED = {"submissions:check_register"}
