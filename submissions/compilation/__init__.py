"""Compilations: gathered into a dataset, set in fragments, composed, and issued as the next version of a paper."""

from .advance import set_in_advance
from .making import make, sweep, to_file

__all__ = ["make", "set_in_advance", "sweep", "to_file"]
