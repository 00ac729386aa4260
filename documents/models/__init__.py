"""Papers, their versions, the blocks of their text, and what they annex."""

from .block import Block
from .paper import Paper
from .version import Annex, PaperVersion

__all__ = ["Annex", "Block", "Paper", "PaperVersion"]
