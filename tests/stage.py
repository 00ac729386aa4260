"""A stage with one thing of each kind, and for every address of the portal the thing it is tried with.

For the access matrix: a new address needs its line in `EXAMPLES`, or the matrix fails.
"""

from datetime import date, timedelta
from operator import attrgetter
from types import SimpleNamespace

from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver

from correspondence import delivery, outbox
from correspondence.models import Message
from documents import actions as papers
from meetings import actions as meetings
from meetings.models import Agenda, Call, Meeting
from people import emails as people
from people.models import Contact, Office, Organisation, Seat, StaffRole
from summaries import actions as summaries
from tests.stage_contributions import set_contributions
from tests.submissions.compilation import datasets

# A word that stands in one private thing only → who may read it.
CANARIES = {
    "canary-contact": {"dana"},
    "canary-letter": {"dana"},
    "canary-unpublished": {"dana"},
    "canary-planned": {"dana"},
    "canary-coming-call": {"dana"},
    "canary-summary": {"dana", "emil", "fatou"},
    "canary-notification": {"dana"},
    "canary-unsent": {"stakeholder"},
    "canary-entry": {"dana"},
    "canary-late": {"dana"},
    "canary-topic": {"dana"},
}

EXAMPLES = {
    "": """home desk outbox send_failed_again trail state duties personal_data own_data set_language livez readyz
        metrics account_login
        account_request_login_code account_confirm_login_code account_signup account_logout account_inactive
        account_reauthenticate mfa_index
        mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes
        mfa_generate_recovery_codes mfa_download_recovery_codes people:sessions people:sessions_end_others
        submissions:check_register submissions:compilation_schema
        submissions:resume submissions:enter_code submissions:held submissions:forget""",
    "slug=group.slug": """group privacy why people:group_edit people:stakeholder_groups people:stakeholder_group_add
        people:seats people:seat_add people:offices people:office_add people:colleague_add people:contacts
        people:contact_add people:subscribe
        people:contacts_import people:contacts_export people:organisations people:audiences people:practice_open
        meetings:list meetings:add
        meetings:call_add meetings:venue_add documents:list documents:upload
        submissions:topics submissions:topic_add""",
    "slug=group.slug pk=stakeholders.pk": "people:stakeholder_group_edit people:stakeholder_group_remove",
    "slug=group.slug pk=seat.pk": "people:seat_edit",
    "slug=group.slug pk=office.pk": "people:office_edit",
    "slug=group.slug pk=staff.pk": "people:staff_role_edit",
    "slug=group.slug pk=staff.user_id": "people:second_factor_reset",
    "pk=elsewhere.pk": "people:session_end",
    "slug=group.slug pk=office.person_id": "people:person_edit",
    "slug=group.slug pk=contact.pk": """people:contact people:contact_edit people:contact_remove
        people:account_open""",
    "slug=group.slug pk=organisation.pk": "people:organisation_edit",
    "slug=group.slug name=audience": "people:audience",
    "slug=group.slug pk=venue.pk": "meetings:venue_edit",
    "pk=letter.pk": "letter send_again suppress",
    "pk=meeting.pk": """meeting meetings:manage meetings:edit meetings:agenda meetings:agenda_adopt
        meetings:deadline_add meetings:notification meetings:notification_draft meetings:notification_preview
        meetings:notification_pdf meetings:notification_test meetings:notification_clear
        meetings:notification_correct
        meetings:notification_issue""",
    "pk=meeting.pk verb=verb": "meetings:step",
    "pk=meeting.pk deadline_pk=deadline.pk": "meetings:deadline_edit meetings:deadline_remove",
    "pk=past.pk": """summaries:edit summaries:start summaries:paste summaries:draft_pdf summaries:clear
        summaries:record_clearance summaries:release_letters summaries:issue summaries:correct""",
    "uid=coming.uid": "meetings:call_edit meetings:question_add",
    "uid=coming.uid verb=call_verb": "meetings:call_step",
    "uid=question.uid": """meetings:question_edit meetings:question_move meetings:question_remove meetings:part_add
        meetings:translation_add""",
    "pk=translation.pk": "meetings:translation_edit meetings:translation_remove",
    "uid=asked.uid": "submissions:reword",
    "pk=late_link.pk": "submissions:late_link_revoke",
    "key=late_key": "submissions:late",
    "key=letter.reader_key": "people:letters",
    "key=confirming.reader_key": "people:subscription",
    "uid=call.uid": """submissions:call submissions:start submissions:list submissions:publish_selected
        submissions:call_form submissions:intake submissions:publish_all submissions:withhold_selected
        submissions:compile submissions:compile_progress submissions:choose_compilation submissions:reminders
        submissions:choose_reminders submissions:try_forms_again
        submissions:extend submissions:late_links submissions:decline_ask
        submissions:analysis submissions:arrivals submissions:unanswered submissions:coding submissions:next_uncoded""",
    "uid=call.uid name=table": "submissions:analysis_table",
    "slug=group.slug pk=topic.pk": "submissions:topic_edit submissions:topic_remove",
    "uid=unsent.uid": """submissions:about submissions:answers submissions:files submissions:upload_begin
        submissions:check submissions:send
        submissions:confirmation submissions:word submissions:draft_as_word submissions:draft_as_pdf
        submissions:confirm_address submissions:edit submissions:discard submissions:withdraw submissions:choices
        submissions:partners""",
    "key=shown.reading_key": "submissions:read_draft",
    "token=decline_token": "submissions:decline",
    "uid=entry.uid": "submissions:entry submissions:entry_message submissions:entry_discard",
    "uid=entry.uid pk=entry_file.pk": "submissions:entry_file submissions:entry_remove_file",
    "uid=unsent.uid pk=unsent_original.pk": "submissions:reading",
    "uid=unsent.uid pk=unsent_file.pk": "submissions:remove_file",
    "uid=unsent.uid upload=unsent_upload.uid": """submissions:upload_piece submissions:upload_finish
        submissions:upload_remove""",
    "uid=published.uid": """submissions:contribution submissions:record submissions:publish submissions:withhold
        submissions:take_down submissions:confirm_authority submissions:revoke_authority submissions:stand_beside
        submissions:return submissions:take_back submissions:mark_duplicate submissions:unmark_duplicate
        submissions:redact submissions:revoke_redaction submissions:choose_language
        submissions:code""",
    "uid=published.uid pk=file.pk": "submissions:file",
    "uid=published.uid number=one": """submissions:compare submissions:record_receipt
        submissions:record_receipt_as_pdf""",
    "uid=own.uid number=one": "submissions:receipt submissions:receipt_as_pdf",
    "key=cosign_key": "submissions:cosign",
    "uid=published.uid language=english": "submissions:translate submissions:revoke_translation",
    "uid=call.uid kind=spreadsheet": "submissions:export submissions:export_for_readers",
    "symbol=paper.symbol": "documents:paper",
    "uid=paper.uid": "documents:paper_by_id documents:upload_version",
    "uid=paper.uid number=one language=english": "documents:version documents:download documents:withdraw",
    "uid=compiled.uid number=one language=english kind=data": "documents:companion",
    "uid=compiled.uid number=one language=english form=page": "submissions:compilation_form",
}
"""{what stands in the address, as word=thing of the stage: names of the addresses}."""

HIDDEN = [
    # address, what stands in it, who finds something there
    ("metrics", "", set()),  # for whoever has the token
    ("meeting", "pk=planned.pk", {"dana"}),
    ("submissions:call", "uid=coming.uid", {"dana"}),
    ("submissions:contribution", "uid=unpublished.uid", set()),  # the staff have its record
    ("submissions:record", "uid=unpublished.uid", {"dana"}),
    ("documents:paper_by_id", "uid=notice.uid", {"dana", "emil", "fatou"}),
    ("documents:version", "uid=notice.uid number=one language=english", {"dana", "emil", "fatou"}),
    ("documents:paper_by_id", "uid=summary.paper.uid", {"dana", "emil", "fatou"}),
    ("documents:version", "uid=summary.paper.uid number=one language=english", {"dana", "emil", "fatou"}),
]
"""Private things at addresses that also show public ones."""


def addresses():
    """{URL name: the words in its address} of every address outside the technical window."""
    found = dict(_walk(get_resolver(), "", ()))
    return {name: words for name, words in found.items() if not name.startswith("admin:")}


def _walk(resolver, space, above):
    for pattern in resolver.url_patterns:
        words = (*above, *pattern.pattern.converters)
        if hasattr(pattern, "url_patterns"):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inside, words)
        else:
            yield f"{space}{pattern.name}", words


def example(stage, words):
    """“uid=call.uid pk=file.pk” as the arguments of `reverse`."""
    pairs = [word.split("=") for word in words.split()]
    return {word: attrgetter(thing)(stage) for word, thing in pairs}


def set_stage(group, meeting, past, call, venue, cast, mark="canary"):
    """Everything the examples name, private things with their canaries. `cast`: {name: user}; `dana` manages the group.

    `mark` begins the canaries, so that those of two groups differ.
    """
    stage = SimpleNamespace(
        mark=mark, group=group, meeting=meeting, past=past, call=call, venue=venue, verb="close", one=1
    )
    stage.call_verb = "cancel"
    stage.english, stage.audience = "en", "members"
    stage.spreadsheet = "csv"
    delivery.beat("letters")
    _set_people(stage)
    _set_meetings(stage, cast["dana"])
    _set_papers(stage, cast["dana"])
    set_contributions(stage, cast["dana"])
    return stage


def _set_people(stage):
    group = stage.group
    stage.organisation = Organisation.objects.create(name="Society of Examples")
    stage.stakeholders = group.stakeholder_groups.first()
    stage.seat = Seat.objects.create(
        group=group,
        stakeholder_group=stage.stakeholders,
        organisation=stage.organisation,
        starts_on=date(2016, 5, 2),
    )
    stage.contact = Contact.objects.create(
        group=group,
        name=f"{stage.mark}-contact",
        email=f"{stage.mark}-contact@private.example",
        organisation=stage.organisation,
    )
    stage.office = Office.objects.filter(group=group).first()
    stage.staff = StaffRole.objects.filter(group=group).first()
    stage.elsewhere = UserSession.objects.create(
        user=stage.staff.user, ip="192.0.2.1", session_key=f"elsewhere-{stage.mark}", user_agent=f"{stage.mark}-device"
    )
    stage.letter = outbox.post(
        key=f"example-{stage.mark}",
        kind="announcement",
        to=stage.contact.email,
        template="meetings/emails/call_opened.txt",
        context={"call": stage.call, "path": f"/{stage.mark}-letter"},
        language="en",
        group=group,
    )
    people.send_subscription_link(group, "reader@private.example", "en")
    stage.confirming = Message.objects.get(to_address="reader@private.example", group=group.pk)


def _set_meetings(stage, dana):
    days = {"starts_on": date(2017, 5, 3), "ends_on": date(2017, 5, 5)}
    stage.planned = meetings.plan_meeting(
        group=stage.group, by=dana, ordinal="third", venue=stage.venue, purpose=f"{stage.mark}-planned", **days
    )
    Agenda.objects.create(meeting=stage.meeting, text="Opening")
    stage.deadline = meetings.add_deadline(
        meeting=stage.meeting, by=dana, label="the focal point", audience="unctad", days_before=8
    )
    stage.coming = Call.objects.create(
        group=stage.group,
        meeting=stage.meeting,
        title=f"{stage.mark}-coming-call",
        deadline_at=stage.call.deadline_at + timedelta(days=30),
    )
    stage.question = stage.coming.questions.create(order=1, text="What comes?")
    stage.translation = stage.question.translations.create(language="fr", text="Que vient ?")
    stage.asked = stage.call.questions.first()
    assert stage.planned.state == Meeting.State.PLANNED


def _set_papers(stage, dana):
    stage.summary = summaries.start(meeting=stage.past, by=dana)
    seen = stage.summary.draft.version
    summaries.save(summary=stage.summary, seen=seen, by=dana, source=f"{stage.mark}-summary", dated_on=None)
    stage.notice = meetings.draft_notification(meeting=stage.meeting, by=dana).paper
    version = stage.notice.versions.get()
    papers.save_text(
        version=version, source=f"{stage.mark}-notification[^a]\n\n[^a]: A note.", seen=version.version, by=dana
    )
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.7 example")
    stage.paper = papers.upload(
        group=stage.group, title="A paper", file=file, about=None, by=dana, symbol=f"{stage.mark.upper()}/2016/1"
    ).paper
    stage.data, stage.page = "data", "html"
    stage.compiled = datasets.issued(stage.coming, [datasets.one(1)]).paper
