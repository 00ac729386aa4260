"""The log of everything that happened, and the clock."""
