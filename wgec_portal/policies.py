"""Who may reach which address: every URL name has its policy here, and what is not declared is refused.

A policy lets a person through the door. What they see behind it is decided by `visible_to` and the rules of the
thing itself: staff of one group find nothing of another.
"""

from people.models import Office, StaffRole


def public(user):
    """Anybody, without an account."""
    return True


def signed_in(user):
    """Anybody who has signed in."""
    return user.is_authenticated


def staff(user):
    """The secretariat of some working group; which one is asked again at the thing itself."""
    return user.is_authenticated and StaffRole.objects.current().filter(user=user).exists()


def office(user):
    """The secretariat, the Chair or the Chair's assistant of some working group."""
    if staff(user):
        return True
    held = user.is_authenticated and user.person_id
    return bool(held) and Office.objects.current().filter(person=user.person_id).exists()


def technician(user):
    """Whoever runs the portal and may look through the technical window."""
    return user.is_authenticated and user.is_staff


def caretaker(user):
    """Whoever sees to it that the portal runs: any secretariat, or a technician."""
    return technician(user) or staff(user)


BEFORE_SECOND_FACTOR = {"account_logout", "mfa_activate_totp", "mfa_reauthenticate", "set_language"}
"""Where somebody goes who has entered the code of a letter and must still make the second step."""


def is_open(view_name):
    """Whether whoever has made half of their sign-in reads this as a stranger does; signing in is gone on with."""
    return POLICIES.get(view_name) is public and not view_name.startswith(("account_", "mfa_"))


POLICIES = {
    # papers
    "documents:paper": public,
    "documents:paper_by_id": public,
    "documents:version": public,
    "documents:download": public,
    "documents:companion": public,
    "documents:list": staff,
    "documents:upload": staff,
    "documents:upload_version": staff,
    "documents:withdraw": staff,
    # the roof
    "home": public,
    "group": public,
    "meeting": public,
    "set_language": public,
    "livez": public,
    "readyz": public,
    "metrics": public,  # for whoever has the token
    "desk": signed_in,
    "outbox": staff,
    "letter": staff,
    "send_again": staff,
    "send_failed_again": staff,
    "suppress": staff,
    "trail": staff,
    "state": caretaker,
    "duties": staff,
    "why": staff,
    "personal_data": staff,
    "privacy": public,
    "own_data": public,  # of an address that the browser has proved by a code
    # signing in and out
    "account_login": public,
    "account_request_login_code": public,
    "account_confirm_login_code": public,
    "account_signup": public,  # says that nobody opens an account alone
    "account_logout": public,
    "account_inactive": public,
    "account_reauthenticate": signed_in,
    "mfa_index": signed_in,
    "mfa_authenticate": public,
    "mfa_reauthenticate": signed_in,
    "mfa_activate_totp": signed_in,
    "mfa_deactivate_totp": signed_in,
    "mfa_generate_recovery_codes": signed_in,
    "mfa_view_recovery_codes": signed_in,
    "mfa_download_recovery_codes": signed_in,
    "people:sessions": signed_in,
    "people:session_end": signed_in,
    "people:sessions_end_others": signed_in,
    # contributions: filing and reading; whose draft it is, is asked at the draft itself
    "submissions:start": public,
    "submissions:late": public,  # who has the key of a personal late link
    "submissions:about": public,
    "submissions:answers": public,
    "submissions:files": public,
    "submissions:remove_file": public,
    "submissions:upload_begin": public,
    "submissions:upload_piece": public,
    "submissions:upload_finish": public,
    "submissions:upload_remove": public,
    "submissions:word": public,
    "submissions:reading": public,
    "submissions:draft_as_word": public,
    "submissions:draft_as_pdf": public,
    "submissions:call_form": public,
    "submissions:check": public,
    "submissions:send": public,
    "submissions:confirmation": public,
    # contributions: coming back without an account, versions, withdrawal, links in letters
    "submissions:resume": public,
    "submissions:enter_code": public,
    "submissions:held": public,
    "submissions:forget": public,
    "submissions:confirm_address": public,
    "submissions:edit": public,
    "submissions:discard": public,
    "submissions:withdraw": public,
    "submissions:choices": public,
    "submissions:partners": public,
    "submissions:read_draft": public,
    "submissions:decline_ask": public,
    "submissions:decline": public,
    "submissions:receipt": public,
    "submissions:receipt_as_pdf": public,
    "submissions:check_register": public,
    "submissions:cosign": public,  # who has the personal link
    "submissions:call": public,
    "submissions:contribution": public,
    "submissions:file": public,
    "submissions:export_for_readers": public,
    "submissions:compilation_form": public,
    "submissions:compilation_schema": public,
    # contributions: the secretariat's screens
    "submissions:list": staff,
    "submissions:intake": staff,
    "submissions:entry": staff,
    "submissions:entry_message": staff,
    "submissions:entry_remove_file": staff,
    "submissions:entry_file": staff,
    "submissions:entry_discard": staff,
    "submissions:publish_selected": staff,
    "submissions:publish_all": staff,
    "submissions:withhold_selected": staff,
    "submissions:export": staff,
    "submissions:return": staff,
    "submissions:take_back": staff,
    "submissions:mark_duplicate": staff,
    "submissions:unmark_duplicate": staff,
    "submissions:compare": staff,
    "submissions:redact": staff,
    "submissions:revoke_redaction": staff,
    "submissions:choose_language": staff,
    "submissions:translate": staff,
    "submissions:revoke_translation": staff,
    "submissions:record": staff,
    "submissions:record_receipt": staff,
    "submissions:record_receipt_as_pdf": staff,
    "submissions:confirm_authority": staff,
    "submissions:revoke_authority": staff,
    "submissions:stand_beside": staff,
    "submissions:publish": staff,
    "submissions:withhold": staff,
    "submissions:take_down": staff,
    "submissions:compile": staff,
    "submissions:try_forms_again": staff,
    "submissions:choose_compilation": staff,
    "submissions:compile_progress": staff,
    "submissions:reminders": staff,
    "submissions:choose_reminders": staff,
    "submissions:extend": staff,
    "submissions:reword": staff,
    "submissions:late_links": staff,
    "submissions:late_link_revoke": staff,
    # contributions: what staff want to know of them, and nobody prints
    "submissions:analysis": staff,
    "submissions:analysis_table": staff,
    "submissions:arrivals": staff,
    "submissions:unanswered": staff,
    "submissions:coding": staff,
    "submissions:next_uncoded": staff,
    "submissions:code": staff,
    "submissions:topics": staff,
    "submissions:topic_add": staff,
    "submissions:topic_edit": staff,
    "submissions:topic_remove": staff,
    # letters: who has the link in one stops its kind, and allows it again
    "people:letters": public,
    "people:subscribe": public,
    "people:subscription": public,  # who has the link that confirms an address
    # people: the group's facts, seats, offices, address book
    "people:group_edit": staff,
    "people:practice_open": staff,
    "people:stakeholder_groups": staff,
    "people:stakeholder_group_add": staff,
    "people:stakeholder_group_edit": staff,
    "people:stakeholder_group_remove": staff,
    "people:seats": staff,
    "people:seat_add": staff,
    "people:seat_edit": staff,
    "people:offices": staff,
    "people:office_add": staff,
    "people:office_edit": staff,
    "people:second_factor_reset": staff,
    "people:colleague_add": staff,
    "people:staff_role_edit": staff,
    "people:person_edit": staff,
    "people:contacts": staff,
    "people:contact_add": staff,
    "people:contacts_import": staff,
    "people:contacts_export": staff,
    "people:contact": staff,
    "people:contact_edit": staff,
    "people:contact_remove": staff,
    "people:account_open": staff,
    "people:organisations": staff,
    "people:organisation_edit": staff,
    "people:audiences": staff,
    "people:audience": staff,
    # the Chair's summary: prepared by Chair, assistant and secretariat; the screen with addresses is the staff's
    "summaries:edit": office,
    "summaries:start": office,
    "summaries:paste": office,
    "summaries:draft_pdf": office,
    "summaries:clear": office,
    "summaries:record_clearance": staff,
    "summaries:release_letters": staff,
    "summaries:issue": staff,
    "summaries:correct": office,
    # meetings, calls, notifications: the secretariat's screens
    "meetings:list": staff,
    "meetings:add": staff,
    "meetings:call_add": staff,
    "meetings:venue_add": staff,
    "meetings:venue_edit": staff,
    "meetings:manage": staff,
    "meetings:edit": staff,
    "meetings:step": staff,
    "meetings:agenda": staff,
    "meetings:agenda_adopt": staff,
    "meetings:deadline_add": staff,
    "meetings:deadline_edit": staff,
    "meetings:deadline_remove": staff,
    "meetings:notification": staff,
    "meetings:notification_draft": staff,
    "meetings:notification_preview": staff,
    "meetings:notification_pdf": staff,
    "meetings:notification_test": staff,
    "meetings:notification_clear": staff,
    "meetings:notification_correct": staff,
    "meetings:notification_issue": staff,
    "meetings:call_edit": staff,
    "meetings:call_step": staff,
    "meetings:question_add": staff,
    "meetings:question_edit": staff,
    "meetings:question_move": staff,
    "meetings:question_remove": staff,
    "meetings:part_add": staff,
    "meetings:translation_add": staff,
    "meetings:translation_edit": staff,
    "meetings:translation_remove": staff,
}


def policy_of(view_name):
    """The policy of a URL name, or None when nobody declared one. All of the admin is one window."""
    if view_name and view_name.startswith("admin:"):
        return technician
    return POLICIES.get(view_name)
