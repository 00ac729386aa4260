"""The technical window on meetings: looked at, never changed here."""

from django.contrib import admin

from people.admin import Window

from .models import Agenda, AgendaItem, Call, Deadline, Meeting, Notification, Question, Venue


@admin.register(Meeting)
class MeetingWindow(Window):
    list_display = ["__str__", "group", "starts_on", "ends_on", "state"]
    list_filter = ["state", "group"]
    list_select_related = ["group"]


@admin.register(Call)
class CallWindow(Window):
    list_display = ["title", "group", "deadline_at", "state"]
    list_filter = ["state", "group"]
    list_select_related = ["group"]


@admin.register(Question)
class QuestionWindow(Window):
    list_display = ["call", "order", "text"]
    list_select_related = ["call"]


@admin.register(Venue)
class VenueWindow(Window):
    list_display = ["name", "city", "group"]
    list_select_related = ["group"]


@admin.register(Agenda, Deadline, Notification)
class OfAMeetingWindow(Window):
    list_display = ["__str__", "meeting"]
    list_select_related = ["meeting"]


@admin.register(AgendaItem)
class AgendaItemWindow(Window):
    list_display = ["title", "order", "agenda"]
    list_select_related = ["agenda__meeting"]
