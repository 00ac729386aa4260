"""What can be done with contributions; every verb asks its rule first."""

from .compiling import compile_contributions
from .filing import attach, detach, save, start, submit
from .publishing import publish, publish_all, withhold

__all__ = ["attach", "compile_contributions", "detach", "publish", "publish_all", "save", "start", "submit", "withhold"]
