"""The composing room: parts set on galleys are made into the pages of one tagged PDF."""

from .book import Bound, Imprint, compose
from .plan import Plan

__all__ = ["Bound", "Imprint", "Plan", "compose"]
