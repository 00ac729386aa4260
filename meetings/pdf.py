"""The notification as it is printed: the facts that fill its text, and its HTML."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language_info

from documents import dates, pdf

from .models import Call, Meeting, Notification


def notification_html(notification: Notification, version) -> str:
    """The whole HTML document of one version, its places filled with the facts as they are now."""
    with translation.override(version.language):
        context = pdf.paper_context(
            version,
            facts=facts_of(notification.meeting, version.language),
            **_head(notification.meeting, version.language),
            signatory=notification.signatory,
            signatory_titles=[line.strip() for line in notification.signatory_titles.splitlines() if line.strip()],
            signed_on=_day(version.dated_on, version.language),
        )
    return pdf.lay_out("meetings/pdf/notification.html", context)


def _head(meeting, language):
    """The title as in the model case: the group with its years, which meeting, the place and the days as a range."""
    days = dates.in_title(meeting.starts_on, meeting.ends_on, language)
    return {"title_lines": [meeting.group.full_name, str(meeting), f"{meeting.venue.city}, {days}"]}


def facts_of(meeting: Meeting, language: str) -> dict[str, str]:
    """{name: value} of everything that stands in `{braces}` in a notification; what is not known is empty.

    Facts are fields of the group, the meeting, its call, its deadlines and its venue, and are typed nowhere else.
    """
    with translation.override(language):
        return {
            **_of_group(meeting.group, language),
            **_of_meeting(meeting, language),
            **_of_previous(meeting.previous, language),
            **_of_call(call_of(meeting), language),
            **_of_deadlines(meeting, language),
            **_numbered("practical", [text for text in meeting.venue.practical.splitlines() if text.strip()]),
        }


def _of_group(group, language):
    return {
        "group": group.name,
        "group_with_years": group.full_name,
        "parent_body": group.parent_body,
        "mandate": _within_a_sentence(group.mandate),
        "mandate_symbol": group.mandate_symbol,
        "mandate_paragraph": group.mandate_paragraph,
        "established_on": _day(group.established_on, language),
        "report_due": group.report_due,
        "work_ends_on": _day(group.work_ends_on, language),
        "working_language": _language_name(group.working_language),
        "website": group.website,
        "group_link": _address("group", group.slug),
        "secretariat": group.secretariat_name,
        "secretariat_address": ", ".join(group.secretariat_address.splitlines()),
        "secretariat_email": group.secretariat_email,
        "secretariat_telephone": group.secretariat_telephone,
        "secretariat_fax": group.secretariat_fax,
    }


def _of_meeting(meeting, language):
    return {
        "ordinal": meeting.ordinal,
        "meeting_dates": dates.in_text(meeting.starts_on, meeting.ends_on, language),
        "meeting_dates_in_title": dates.in_title(meeting.starts_on, meeting.ends_on, language),
        "opening_hour": dates.at_hour(meeting.starts_at, language),
        "room": meeting.room,
        "building": meeting.building,
        "venue": meeting.venue.name,
        "city": meeting.venue.city,
        "purpose": meeting.purpose,
        "registration_link": meeting.registration_link,
        "webcast_link": meeting.webcast_link,
        "meeting_link": _address("meeting", meeting.pk),
    }


def _of_previous(previous, language):
    if previous is None:
        return {}
    held_on = dates.in_text(previous.starts_on, previous.ends_on, language)
    return {"previous_ordinal": previous.ordinal, "previous_dates": held_on}


def _of_call(call, language):
    if call is None:
        return {}
    return {
        "call_title": call.title,
        "call_deadline": dates.moment(call.deadline_at, call.zone, call.city, language),
        "call_deadline_date": dates.in_text(call.deadline_on, None, language),
        "call_link": _address("submissions:call", call.uid),
        **_numbered("question", [question.text for question in call.questions.all()]),
    }


def _of_deadlines(meeting, language):
    found = {}
    for number, deadline in enumerate(meeting.deadlines.order_by("pk"), start=1):
        found[f"deadline_{number}_audience"] = deadline.get_audience_display()
        found[f"deadline_{number}_label"] = deadline.label
        found[f"deadline_{number}_date"] = _day(deadline.due_on, language)
    return found


def call_of(meeting: Meeting) -> Call | None:
    """The call for inputs a notification speaks of: the meeting's latest that was not cancelled."""
    return meeting.calls.exclude(state=Call.State.CANCELLED).order_by("-deadline_at").first()


def _numbered(name, texts):
    return {f"{name}_{number}": text for number, text in enumerate(texts, start=1)}


def _day(day, language):
    return dates.in_text(day, None, language) if day else ""


def _within_a_sentence(text):
    """A sentence of its own as it stands behind a colon: without its stop, and its first word small."""
    text = text.strip().rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _language_name(code):
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def _address(name, key):
    return settings.PORTAL_URL + reverse(name, args=[key])
