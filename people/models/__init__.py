"""People, organisations, working groups, seats and offices."""

from .contact import Contact
from .group import Office, Seat, StaffRole, StakeholderGroup, WorkingGroup
from .organisation import Organisation, State, plain
from .person import Holder, Person, User
from .subscription import Subscription

__all__ = [
    "Contact",
    "Holder",
    "Office",
    "Organisation",
    "Person",
    "Seat",
    "StaffRole",
    "StakeholderGroup",
    "State",
    "Subscription",
    "User",
    "WorkingGroup",
    "plain",
]
