"""Contributions: the submission, its versions with answers and files, the register, and compilations made of them."""

from .address import AddressCode, Declination
from .coding import Coding, Topic
from .compilation import BoundFile, Compilation, CompiledItem
from .file import File, Upload
from .fragment import Fragment
from .late_link import LateLink
from .likeness import Likeness, LikenessBand
from .other_form import OtherForm
from .period import Period
from .register import Register, RegisterEntry
from .reminder_plan import ReminderPlan
from .rendition import Rendition, RenditionText
from .submission import Submission
from .takedown import Takedown
from .version import Answer, CoSignatory, Version

__all__ = [
    "AddressCode",
    "Answer",
    "BoundFile",
    "CoSignatory",
    "Coding",
    "Compilation",
    "CompiledItem",
    "Declination",
    "File",
    "Fragment",
    "LateLink",
    "Likeness",
    "LikenessBand",
    "OtherForm",
    "Period",
    "Register",
    "RegisterEntry",
    "ReminderPlan",
    "Rendition",
    "RenditionText",
    "Submission",
    "Takedown",
    "Topic",
    "Upload",
    "Version",
]
