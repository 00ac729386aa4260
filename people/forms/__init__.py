"""What people type into the screens of groups and people."""

from .address_book import ContactFilter, ContactForm, ImportForm, OrganisationForm
from .edit import Day, EditForm, PlainForm
from .groups import GroupForm, StakeholderGroupForm
from .membership import AppointmentForm, ColleagueForm, OfficeForm, PersonForm, SeatForm, StaffRoleForm
from .subscribing import SubscribeForm

__all__ = [
    "AppointmentForm",
    "ColleagueForm",
    "ContactFilter",
    "ContactForm",
    "Day",
    "EditForm",
    "GroupForm",
    "ImportForm",
    "OfficeForm",
    "OrganisationForm",
    "PersonForm",
    "PlainForm",
    "SeatForm",
    "StaffRoleForm",
    "StakeholderGroupForm",
    "SubscribeForm",
]
