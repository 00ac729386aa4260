"""Contributions: from the first draft to the register and the compilation."""
