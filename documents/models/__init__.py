"""Papers, their versions, the blocks of their text, what they annex, and the other forms they are to be had in."""

from .block import Block
from .paper import Paper
from .version import Annex, Companion, PaperVersion

__all__ = ["Annex", "Block", "Companion", "Paper", "PaperVersion"]
