"""The life of a contribution, walked at random: whatever people do in whatever order, no promise is broken."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from audit import clock as portal_clock
from audit.clock import now
from audit.log import ImpossibleMove
from audit.models import Entry
from correspondence.models import Message
from people.refusals import Refused
from submissions import actions, drafting, erasing, register
from submissions.models import Answer, RegisterEntry, Submission, Version
from tests.submissions.conftest import values_for

pytestmark = pytest.mark.django_db

State, Kind = Submission.State, RegisterEntry.Kind
WORDS = st.sampled_from(["One answer.", "1. one\n3. three", "إجابة", "回答", "x" * 3000])
CHOICES = st.sampled_from(list(Version.Publish))
OUT = {State.PUBLISHED: (Version.Publish.NAME, Version.Publish.ORGANISATION), State.SHARED: (Version.Publish.GROUP,)}


class Crash(Exception):
    """The process died before COMMIT."""


class Life(RuleBasedStateMachine):
    """Contributors, staff, the clock and crashes, against one call. `stage` holds call, staff and clock."""

    stage = {}
    contributions = Bundle("contributions")

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.call, self.dana = self.stage["call"], self.stage["dana"]
        self.move_clock(datetime(2016, 11, 25, 12, tzinfo=UTC))
        self.promised = {}  # {key of a sent version: its hash on the receipt}
        self.receipts = set()  # keys of the letters; without an address there is none
        self.gone = set()  # contributions whose text must not be anywhere

    def teardown(self):
        transaction.savepoint_rollback(self.savepoint)

    def move_clock(self, moment):
        self.stage["clock"](moment.isoformat())
        portal_clock._looked["at"] = None
        self.at = moment

    def attempt(self, action, **arguments):
        """Do it; what the rules refuse changes nothing, as a person sees it."""
        try:
            return action(**arguments)
        except (Refused, ImpossibleMove):
            return None

    def fresh(self, one):
        found = Submission.objects.select_related("call__group", "current").get(pk=one[0].pk)
        return found, one[1]

    def promise(self, version):
        self.promised[version.pk] = version.sha256
        if version.email:
            self.receipts.add(f"receipt:{version.submission.uid}:{version.number}")

    # What people do

    @rule(target=contributions, text=WORDS, publish=CHOICES, organisation=st.sampled_from(["Rivers", "Lakes", ""]))
    def begin(self, text, publish, organisation):
        holder = drafting.new_holder()
        made = self.attempt(actions.start, call=self.call, by=holder)
        if made is None:
            return multiple()
        self.write((made, holder), text, publish=publish, organisation=organisation or f"Own {made.pk}")
        return made, holder

    @initialize(target=contributions, choices=st.lists(CHOICES, min_size=3, max_size=3))
    def some_are_there(self, choices):
        found = [self.begin("One answer.", choice, "") for choice in choices]
        for one in found:
            self.submit(one)
        return multiple(*found)

    def write(self, one, text, **about):
        version, call = one[0].versions.get(number=None), self.call
        values = {**values_for(call, **about), "behalf": "organisation", "language": "en", "other": ""}
        kept = {question.pk: (text, False) for question in call.questions.all()[:1]}
        seen, page = "", version.saved_from
        self.attempt(actions.save, version=version, values=values, answers=kept, by=one[1], seen=seen, page=page)

    @rule(one=contributions)
    def submit(self, one):
        submission, holder = self.fresh(one)
        before, sent = submission.current_id, None
        if draft := submission.draft:
            sent = self.attempt(actions.submit, version=draft, by=holder)
        if sent:
            ends = self.call_now().deadline_at + self.call.grace
            assert now() <= ends + timedelta(seconds=1) or submission.state == State.RETURNED
            assert sent.pk != before
            self.promise(sent)

    @rule(one=contributions, text=WORDS)
    def edit(self, one, text):
        submission, holder = self.fresh(one)
        if self.attempt(actions.edit, submission=submission, by=holder):
            self.write((submission, holder), text)

    @rule(one=contributions, publish=CHOICES)
    def change_choices(self, one, publish):
        submission, holder = self.fresh(one)
        given = {"publish": publish, "translation": "original"}
        version = submission.is_filed and self.attempt(
            actions.change_choices, submission=submission, by=holder, **given
        )
        if version:
            self.promise(version)

    @rule(one=contributions)
    def withdraw(self, one):
        submission, holder = self.fresh(one)
        was_out = submission.published_at
        if self.attempt(actions.withdraw, submission=submission, by=holder) and not was_out:
            self.gone.add(submission.pk)

    @rule(one=contributions)
    def publish(self, one):
        self.attempt(actions.publish, submission=self.fresh(one)[0], by=self.dana)

    @rule(one=contributions)
    def publish_as_contributor(self, one):
        submission, holder = self.fresh(one)
        with pytest.raises(Refused):
            actions.publish(submission=submission, by=holder)

    @rule(one=contributions)
    def withhold(self, one):
        self.attempt(actions.withhold, submission=self.fresh(one)[0], reason="Not fit.", by=self.dana)

    @rule(one=contributions)
    def send_back(self, one):
        submission, until = self.fresh(one)[0], now() + timedelta(days=30)
        self.attempt(
            actions.return_for_clarification, submission=submission, question="Which?", until=until, by=self.dana
        )

    @rule(one=contributions, other=contributions)
    def duplicate(self, one, other):
        if one[0] != other[0]:
            submission, second = self.fresh(one)[0], self.fresh(other)[0]
            self.attempt(actions.mark_duplicate, submission=submission, other=second, by=self.dana)

    @rule(one=contributions)
    def take_down(self, one):
        submission = self.fresh(one)[0]
        if submission.is_filed and self.attempt(
            actions.take_down, submission=submission, reason="In danger.", name_omitted=True, by=self.dana
        ):
            self.gone.add(submission.pk)

    @rule(one=contributions)
    def erase_contact(self, one):
        erasing.erase_contact(self.fresh(one)[0])

    @rule(days=st.sampled_from([0.01, 0.2, 3, 12]))
    def time_passes(self, days):
        self.move_clock(self.at + timedelta(days=days))

    @rule()
    def extend(self):
        call = self.call_now()
        later = max(now(), call.deadline_at) + timedelta(days=5)
        self.attempt(
            actions.extend, call=call, new_deadline_at=later, reason="Asked for.", seen=call.version, by=self.dana
        )

    @rule(one=contributions, what=st.sampled_from(["submit", "withdraw", "publish", "take_down"]))
    def crash(self, one, what):
        """What a killed process began is as if it never was."""
        before = self.everything()
        kept = {name: getattr(self, name).copy() for name in ("gone", "promised", "receipts")}
        with pytest.raises(Crash), transaction.atomic():
            getattr(self, what)(one)
            raise Crash
        vars(self).update(kept)
        assert self.everything() == before

    def call_now(self):
        self.call.refresh_from_db()
        return self.call

    def everything(self):
        rows = (Submission, Version, Answer, RegisterEntry, Message, Entry)
        return [list(model.objects.order_by("pk").values()) for model in rows]

    # What holds whatever they did

    @invariant()
    def the_register_has_no_gap_and_holds(self):
        entries = list(RegisterEntry.objects.filter(call=self.call).select_related("call").order_by("sequence"))
        numbers = sorted({entry.number for entry in entries})
        assert numbers == list(range(1, len(numbers) + 1))
        assert [entry.previous for entry in entries] == ["", *(entry.hash for entry in entries[:-1])][: len(entries)]
        assert [entry.hash for entry in entries] == [register.hash_of(entry) for entry in entries]

    @invariant()
    def what_was_acknowledged_is_there_unchanged(self):
        filed = {entry.commitment for entry in RegisterEntry.objects.filter(kind=Kind.FILED)}
        for version in Version.objects.filter(pk__in=self.promised).select_related("submission"):
            assert version.sha256 == self.promised[version.pk]
            assert version.sha256 in filed
            if version.salt:
                assert version.digest == version.sha256
        assert Version.objects.filter(pk__in=self.promised).count() == len(self.promised)

    @invariant()
    def each_sent_version_has_one_receipt(self):
        keys = list(Message.objects.filter(key__startswith="receipt:").values_list("key", flat=True))
        assert sorted(keys) == sorted(self.receipts)

    @invariant()
    def only_what_was_agreed_to_is_out(self):
        for submission in Submission.objects.visible_to(AnonymousUser()).out().select_related("current"):
            assert submission.current.publish in OUT[State.PUBLISHED]
        for submission in Submission.objects.filter(state__in=OUT).select_related("current"):
            assert submission.current.publish in OUT[submission.state]

    @invariant()
    def the_version_in_force_is_the_last_one_sent(self):
        for submission in Submission.objects.filed().select_related("current"):
            last = submission.versions.exclude(number=None).order_by("number").last()
            assert submission.current == last

    @invariant()
    def what_disappeared_is_nowhere(self):
        texts = Answer.objects.filter(version__submission__in=self.gone)
        said = Version.objects.filter(submission__in=self.gone).exclude(Q(salt="") & Q(name="") & Q(organisation=""))
        letters = Message.objects.filter(key__startswith="receipt:").filter(
            key__regex="|".join(str(one.uid) for one in Submission.objects.filter(pk__in=self.gone)) or "^$"
        )
        assert (list(texts), list(said), [one for one in letters if "One answer." in one.body]) == ([], [], [])

    @invariant()
    def every_state_has_its_line_in_the_log(self):
        for submission in Submission.objects.exclude(state=State.DRAFT):
            key = {"thing": "submissions.submission", "thing_key": str(submission.pk)}
            moves = Entry.objects.filter(**key, action__in=[f"submission.{state}" for state in State]).order_by("pk")
            assert moves.last().action == f"submission.{submission.state}"


@pytest.mark.parametrize("examples", [pytest.param(6, id="a few"), pytest.param(80, id="many", marks=pytest.mark.full)])
def test_no_promise_is_broken_in_any_order(examples, call, dana, clock):
    Life.stage = {"call": call, "dana": dana, "clock": clock}
    chosen = settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],  # a walk of 25 steps is read as it is; making it shorter takes minutes
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=chosen)
