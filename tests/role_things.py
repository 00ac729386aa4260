"""What each rule is asked about in tests/test_roles.py: a thing in a state in which somebody may do it.

Each entry takes `get`, which fetches a fixture by its name, and gives the things the rule is called with.
"""

from datetime import date, timedelta

from allauth.mfa.models import Authenticator

from audit.clock import now
from documents.models import Block, Paper, PaperVersion
from meetings.models import Agenda, Call, Meeting, Notification, Question
from people.models import Contact, Office, Person, Seat, StaffRole, StakeholderGroup, User
from submissions.models import LateLink, Submission, Topic, Version
from summaries.models import Summary
from tests.submissions.contributions import contribution

Kind, State = Paper.Kind, PaperVersion.State


def paper_version(get, kind=Kind.NOTIFICATION, state=State.DRAFT):
    """A version of a new paper; an issued one with the facts of its file."""
    paper = Paper.objects.create(group=get("group"), kind=kind, title="A paper")
    version = PaperVersion.objects.create(paper=paper, number=1)
    Block.objects.create(version=version, order=1, kind="paragraph", text="A paragraph.")
    file = {"file": "x.pdf", "sha256": "0" * 64, "size": 1, "issued_at": now(), "html": "<article></article>"}
    PaperVersion.objects.filter(pk=version.pk).update(state=state, **(file if state == State.ISSUED else {}))
    version.refresh_from_db()
    return version


def summary(get, state=State.DRAFT):
    version = paper_version(get, Kind.SUMMARY, state)
    chair = get("emil").person
    return Summary.objects.create(meeting=get("first_meeting"), chair=chair, paper=version.paper)


def notification(get, state=State.DRAFT):
    version = paper_version(get, Kind.NOTIFICATION, state)
    return Notification.objects.create(meeting=get("meeting"), paper=version.paper)


def meeting(get, state):
    """The second meeting in a state, beginning today."""
    today = now().date()
    found = get("meeting")
    Meeting.objects.filter(pk=found.pk).update(state=state, starts_on=today, ends_on=today)
    found.refresh_from_db()
    return found


def with_app(user):
    """An account with an authenticator app."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


def past_meeting(get):
    """The first meeting, whose Chair is known."""
    get("emil")
    return get("first_meeting")


def agenda(get):
    return Agenda.objects.create(meeting=get("meeting"), text="1. Opening")


def draft_call(get):
    call = Call.objects.create(
        group=get("group"), meeting=get("meeting"), title="Inputs", deadline_at=now() + timedelta(days=9)
    )
    Question.objects.create(call=call, order=1, text="What?")
    return call


def entry_of_dana(get):
    """What came by letter, entered by the secretariat and lacking nothing."""
    call = get("call")
    submission = Submission.objects.create(call=call, holder_key="entry", created_at=now())
    Version.objects.create(
        submission=submission,
        channel=Version.Channel.LETTER,
        entered_by=get("dana"),
        saved_at=now(),
        received_at=now(),
        name="Amina Stakeholder",
        stakeholder_group=call.group.stakeholder_groups.get(name="Civil society"),
        language="en",
        publish="group",
        translation="original",
        other="We agree.",
    )
    return submission


def draft_of_amina(get):
    """A contribution that lacks nothing and lies in amina's browser."""
    call, holder = get("call"), get("amina")
    submission = Submission.objects.create(call=call, holder_key=holder.key, created_at=now())
    Version.objects.create(
        submission=submission,
        name="Amina",
        email=holder.email,
        stakeholder_group=call.group.stakeholder_groups.first(),
        publish=Version.Publish.NAME,
        translation=Version.Translation.ORIGINAL,
        language="en",
        other="A word.",
        saved_at=now(),
    )
    return submission


def filed_by_amina(get):
    """A contribution that was submitted from amina's browser."""
    submission, holder = contribution(get("call"), state="submitted"), get("amina")
    Submission.objects.filter(pk=submission.pk).update(holder_key=holder.key)
    submission.refresh_from_db()
    return submission


def returned(get):
    submission = contribution(get("call"), state="submitted")
    Submission.objects.filter(pk=submission.pk).update(state="returned", returned_question="What?")
    submission.refresh_from_db()
    return submission


def duplicate(get):
    other, submission = contribution(get("call")), contribution(get("call"), state="submitted")
    Submission.objects.filter(pk=submission.pk).update(state="duplicate", duplicate_of=other)
    submission.refresh_from_db()
    return submission


def redacted(get):
    """The version of a contribution whose name is kept back."""
    submission = contribution(get("call"))
    Submission.objects.filter(pk=submission.pk).update(name_omitted=True)
    submission.refresh_from_db()
    return submission.current


def call_with_a_publication(get):
    contribution(get("call"))
    return get("call")


def late_link(get):
    ends = now() + timedelta(days=30)
    by = get("dana")
    return LateLink.objects.create(call=get("call"), key_hash="x", made_at=now(), made_by=by, expires_at=ends)


def with_authority(get):
    submission = contribution(get("call"), state="submitted")
    Submission.objects.filter(pk=submission.pk).update(authority_for="Organisation 01", authority_confirmed_at=now())
    submission.refresh_from_db()
    return submission


def one_of_two(get):
    """One of two contributions in the same name."""
    made = [contribution(get("call"), state="submitted", body_key="the same") for _ in range(2)]
    return made[0]


def contact(get):
    return Contact.objects.create(group=get("group"), email="new@example.org")


def seat(get):
    group = get("group")
    return Seat(
        group=group,
        stakeholder_group=group.stakeholder_groups.first(),
        person=Person.objects.create(name="Somebody"),
        starts_on=date(2016, 5, 2),
    )


def office(get):
    person = Person.objects.create(name="Somebody")
    return Office(group=get("group"), kind=Office.Kind.ASSISTANT, person=person, starts_on=date(2016, 5, 2))


def new_colleague(get):
    return StaffRole(group=get("group"), user=User.objects.create_user("new@example.org"), starts_on=date(2016, 5, 2))


def colleague(get):
    get("dana")
    return StaffRole.objects.get(group=get("group"))


def youth(get):
    return StakeholderGroup.objects.create(group=get("group"), name="Youth", order=6)


IN_SESSION, ANNOUNCED, PLANNED = Meeting.State.IN_SESSION, Meeting.State.ANNOUNCED, Meeting.State.PLANNED

THINGS = {
    "people.why_not_manage": lambda get: [get("group")],
    "people.why_not_open_practice_group": lambda get: [get("group")],
    "people.why_not_remove_stakeholder_group": lambda get: [youth(get)],
    "people.why_not_seat": lambda get: [seat(get)],
    "people.why_not_appoint": lambda get: [office(get)],
    "people.why_not_add_colleague": lambda get: [new_colleague(get)],
    "people.why_not_change_staff_role": lambda get: [colleague(get)],
    "people.why_not_remove_contact": lambda get: [contact(get)],
    "people.why_not_open_account": lambda get: [contact(get)],
    "people.why_not_reset_second_factor": lambda get: [get("group"), with_app(get("fatou"))],
    "documents.why_not_draft": lambda get: [get("group"), Kind.NOTIFICATION],
    "documents.why_not_draft (Chair’s summary)": lambda get: [get("group"), Kind.SUMMARY],
    "documents.why_not_prepare": lambda get: [paper_version(get).paper],
    "documents.why_not_prepare (Chair’s summary)": lambda get: [paper_version(get, Kind.SUMMARY).paper],
    "documents.why_not_edit": lambda get: [paper_version(get)],
    "documents.why_not_edit (Chair’s summary)": lambda get: [paper_version(get, Kind.SUMMARY)],
    "documents.why_not_change": lambda get: [paper_version(get).paper],
    "documents.why_not_annex": lambda get: [paper_version(get), paper_version(get, Kind.SUMMARY, State.ISSUED)],
    "documents.why_not_clear": lambda get: [paper_version(get)],
    "documents.why_not_clear (Chair’s summary)": lambda get: [paper_version(get, Kind.SUMMARY)],
    "documents.why_not_issue": lambda get: [paper_version(get, state=State.CLEARED)],
    "documents.why_not_correct": lambda get: [paper_version(get, state=State.ISSUED)],
    "documents.why_not_correct (Chair’s summary)": lambda get: [paper_version(get, Kind.SUMMARY, State.ISSUED)],
    "documents.why_not_upload": lambda get: [get("group")],
    "documents.why_not_upload_version": lambda get: [paper_version(get).paper, "fr"],
    "documents.why_not_withdraw": lambda get: [paper_version(get, state=State.ISSUED)],
    "documents.why_not_take_away": lambda get: [paper_version(get, state=State.ISSUED)],
    "meetings.why_not_edit_meeting": lambda get: [meeting(get, PLANNED)],
    "meetings.why_not_announce": lambda get: [meeting(get, PLANNED)],
    "meetings.why_not_open_session": lambda get: [meeting(get, ANNOUNCED)],
    "meetings.why_not_close": lambda get: [meeting(get, IN_SESSION)],
    "meetings.why_not_postpone": lambda get: [meeting(get, ANNOUNCED)],
    "meetings.why_not_cancel_meeting": lambda get: [meeting(get, ANNOUNCED)],
    "meetings.why_not_edit_agenda": lambda get: [agenda(get)],
    "meetings.why_not_adopt_agenda": lambda get: [agenda(get)],
    "meetings.why_not_edit_call": lambda get: [draft_call(get)],
    "meetings.why_not_open_call": lambda get: [draft_call(get)],
    "meetings.why_not_cancel_call": lambda get: [get("call")],
    "meetings.why_not_extend_call": lambda get: [get("call")],
    "meetings.why_not_reword": lambda get: [get("call")],
    "meetings.why_not_translate_question": lambda get: [get("call")],
    "submissions.why_not_make_late_link": lambda get: [get("call")],
    "submissions.why_not_revoke_late_link": lambda get: [late_link(get)],
    "submissions.why_not_use_late_link": lambda get: [late_link(get)],
    "meetings.why_not_draft_notification": lambda get: [get("meeting")],
    "meetings.why_not_edit_notification": lambda get: [notification(get)],
    "meetings.why_not_correct_notification": lambda get: [notification(get, State.ISSUED)],
    "meetings.why_not_clear_notification": lambda get: [notification(get)],
    "meetings.why_not_issue_notification": lambda get: [notification(get, State.CLEARED)],
    "submissions.why_not_start": lambda get: [get("call")],
    "submissions.why_not_write": lambda get: [draft_of_amina(get)],
    "submissions.why_not_submit": lambda get: [draft_of_amina(get).draft],
    "submissions.why_not_enter": lambda get: [get("call")],
    "submissions.why_not_write_entry": lambda get: [entry_of_dana(get)],
    "submissions.why_not_add_to_entry": lambda get: [entry_of_dana(get), 1000],
    "submissions.why_not_file_entry": lambda get: [entry_of_dana(get)],
    "submissions.why_not_import": lambda get: [get("call")],
    "submissions.why_not_attach": lambda get: [draft_of_amina(get), 1000],
    "submissions.why_not_edit": lambda get: [filed_by_amina(get)],
    "submissions.why_not_discard": lambda get: [filed_by_amina(get)],
    "submissions.why_not_withdraw": lambda get: [filed_by_amina(get)],
    "submissions.why_not_change_choices": lambda get: [filed_by_amina(get)],
    "submissions.why_not_confirm_address": lambda get: [filed_by_amina(get)],
    "submissions.why_not_show_draft": lambda get: [draft_of_amina(get)],
    "submissions.why_not_confirm_authority": lambda get: [contribution(get("call"), state="submitted")],
    "submissions.why_not_revoke_authority": lambda get: [with_authority(get)],
    "submissions.why_not_stand_beside": lambda get: [one_of_two(get)],
    "submissions.why_not_publish": lambda get: [contribution(get("call"), state="submitted")],
    "submissions.why_not_publish_unread": lambda get: [contribution(get("call"), state="submitted")],
    "submissions.why_not_return": lambda get: [contribution(get("call"), state="submitted")],
    "submissions.why_not_take_back": lambda get: [returned(get)],
    "submissions.why_not_mark_duplicate": lambda get: [
        contribution(get("call"), state="submitted"),
        contribution(get("call")),
    ],
    "submissions.why_not_unmark_duplicate": lambda get: [duplicate(get)],
    "submissions.why_not_redact": lambda get: [contribution(get("call")).current],
    "submissions.why_not_revoke_redaction": lambda get: [redacted(get)],
    "submissions.why_not_translate": lambda get: [contribution(get("call"), translation="unofficial").current],
    "submissions.why_not_export": lambda get: [get("call")],
    "submissions.why_not_withhold": lambda get: [contribution(get("call"))],
    "submissions.why_not_take_down": lambda get: [contribution(get("call"))],
    "submissions.why_not_code": lambda get: [contribution(get("call"))],
    "submissions.why_not_edit_topics": lambda get: [get("group")],
    "submissions.why_not_remove_topic": lambda get: [Topic.objects.create(group=get("group"), name="X", order=1)],
    "submissions.why_not_choose_reminders": lambda get: [get("call")],
    "submissions.why_not_compile": lambda get: [call_with_a_publication(get)],
    "summaries.why_not_prepare": lambda get: [get("group")],
    "summaries.why_not_start": lambda get: [past_meeting(get)],
    "summaries.why_not_edit": lambda get: [summary(get)],
    "summaries.why_not_clear": lambda get: [summary(get)],
    "summaries.why_not_record_clearance": lambda get: [summary(get)],
    "summaries.why_not_release_letters": lambda get: [summary(get)],
    "summaries.why_not_issue": lambda get: [summary(get, State.CLEARED)],
    "summaries.why_not_correct": lambda get: [summary(get, State.ISSUED)],
}
