"""The addresses of the secretariat's screens of its group, and of the page on which letters are stopped."""

from django.urls import include, path

from .views import address_book, audiences, groups, letters, membership, second_factor, sessions, subscribing

app_name = "people"

of_group = [
    path("facts/", groups.group_edit, name="group_edit"),
    path("practice/", groups.practice_open, name="practice_open"),
    path("stakeholder-groups/", groups.stakeholder_groups, name="stakeholder_groups"),
    path("stakeholder-groups/add/", groups.stakeholder_group_add, name="stakeholder_group_add"),
    path("stakeholder-groups/<int:pk>/", groups.stakeholder_group_edit, name="stakeholder_group_edit"),
    path("stakeholder-groups/<int:pk>/remove/", groups.stakeholder_group_remove, name="stakeholder_group_remove"),
    path("seats/", membership.seats, name="seats"),
    path("seats/add/", membership.seat_add, name="seat_add"),
    path("seats/<int:pk>/", membership.seat_edit, name="seat_edit"),
    path("offices/", membership.offices, name="offices"),
    path("offices/add/", membership.office_add, name="office_add"),
    path("offices/<int:pk>/", membership.office_edit, name="office_edit"),
    path("colleagues/add/", membership.colleague_add, name="colleague_add"),
    path("colleagues/<int:pk>/", membership.staff_role_edit, name="staff_role_edit"),
    path("accounts/<int:pk>/second-step/", second_factor.reset, name="second_factor_reset"),
    path("people/<int:pk>/", membership.person_edit, name="person_edit"),
    path("contacts/", address_book.contacts, name="contacts"),
    path("contacts/add/", address_book.contact_add, name="contact_add"),
    path("contacts/import/", address_book.contacts_import, name="contacts_import"),
    path("contacts/export/", address_book.contacts_export, name="contacts_export"),
    path("contacts/<int:pk>/", address_book.contact, name="contact"),
    path("contacts/<int:pk>/edit/", address_book.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/remove/", address_book.contact_remove, name="contact_remove"),
    path("contacts/<int:pk>/account/", address_book.account_open, name="account_open"),
    path("organisations/", address_book.organisations, name="organisations"),
    path("organisations/<int:pk>/", address_book.organisation_edit, name="organisation_edit"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("audiences/", audiences.audiences, name="audiences"),
    path("audiences/<slug:name>/", audiences.audience, name="audience"),
]

urlpatterns = [
    path("groups/<slug:slug>/", include(of_group)),
    path("my-sessions/", sessions.listed, name="sessions"),
    path("my-sessions/<int:pk>/end/", sessions.end, name="session_end"),
    path("my-sessions/end-others/", sessions.end_others, name="sessions_end_others"),
    path("subscriptions/<str:key>/", subscribing.subscription, name="subscription"),
    path("letters/<str:key>/", letters.letters, name="letters"),
]
