"""The addresses of the secretariat's screens of meetings, calls and notifications."""

from django.urls import include, path

from .views import calls, meetings, notifications, questions, records

app_name = "meetings"

of_group = [
    path("meetings/", meetings.meetings, name="list"),
    path("meetings/add/", meetings.meeting_add, name="add"),
    path("calls/add/", calls.call_add, name="call_add"),
    path("venues/add/", records.venue_add, name="venue_add"),
    path("venues/<int:pk>/", records.venue_edit, name="venue_edit"),
]

of_meeting = [
    path("manage/", meetings.manage, name="manage"),
    path("edit/", meetings.meeting_edit, name="edit"),
    path("step/<slug:verb>/", records.meeting_step, name="step"),
    path("agenda/", records.agenda, name="agenda"),
    path("agenda/adopt/", records.agenda_adopt, name="agenda_adopt"),
    path("deadlines/add/", records.deadline_add, name="deadline_add"),
    path("deadlines/<int:deadline_pk>/", records.deadline_edit, name="deadline_edit"),
    path("deadlines/<int:deadline_pk>/remove/", records.deadline_remove, name="deadline_remove"),
    path("notification/", notifications.notification, name="notification"),
    path("notification/draft/", notifications.notification_draft, name="notification_draft"),
    path("notification/preview/", notifications.notification_preview, name="notification_preview"),
    path("notification/pdf/", notifications.notification_pdf, name="notification_pdf"),
    path("notification/test-copy/", notifications.notification_test, name="notification_test"),
    path("notification/clear/", notifications.notification_clear, name="notification_clear"),
    path("notification/correct/", notifications.notification_correct, name="notification_correct"),
    path("notification/issue/", notifications.notification_issue, name="notification_issue"),
]

urlpatterns = [
    path("groups/<slug:slug>/", include(of_group)),
    path("meetings/<int:pk>/", include(of_meeting)),
    path("calls/<uuid:uid>/edit/", calls.call_edit, name="call_edit"),
    path("calls/<uuid:uid>/step/<slug:verb>/", records.call_step, name="call_step"),
    path("calls/<uuid:uid>/questions/add/", questions.question_add, name="question_add"),
    path("questions/<uuid:uid>/", questions.question_edit, name="question_edit"),
    path("questions/<uuid:uid>/move/", questions.question_move, name="question_move"),
    path("questions/<uuid:uid>/remove/", questions.question_remove, name="question_remove"),
    path("questions/<uuid:uid>/parts/add/", questions.part_add, name="part_add"),
    path("questions/<uuid:uid>/translations/add/", questions.translation_add, name="translation_add"),
    path("translations/<int:pk>/", questions.translation_edit, name="translation_edit"),
    path("translations/<int:pk>/remove/", questions.translation_remove, name="translation_remove"),
]
