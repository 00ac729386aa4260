"""Letters about contributions."""

from .compiling import tell_compilation
from .publishing import tell_published
from .receipts import acknowledge

__all__ = ["acknowledge", "tell_compilation", "tell_published"]
