"""Contributions: the submission, its versions with answers and files, the register, and compilations made of them."""

from .compilation import Compilation
from .file import File
from .register import Register
from .submission import Submission
from .version import Answer, Version

__all__ = ["Answer", "Compilation", "File", "Register", "Submission", "Version"]
