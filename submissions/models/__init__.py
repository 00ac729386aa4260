"""Contributions: the submission, its versions with answers and files, the register, and compilations made of them."""

from .address import AddressCode, Declination
from .compilation import Compilation, CompiledItem
from .file import File, Upload
from .late_link import LateLink
from .likeness import Likeness, LikenessBand
from .period import Period
from .register import Register, RegisterEntry
from .rendition import Rendition, RenditionText
from .submission import Submission
from .takedown import Takedown
from .version import Answer, CoSignatory, Version

__all__ = [
    "AddressCode",
    "Answer",
    "CoSignatory",
    "Compilation",
    "CompiledItem",
    "Declination",
    "File",
    "LateLink",
    "Likeness",
    "LikenessBand",
    "Period",
    "Register",
    "RegisterEntry",
    "Rendition",
    "RenditionText",
    "Submission",
    "Takedown",
    "Upload",
    "Version",
]
