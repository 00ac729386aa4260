"""The Chair's summary of a meeting."""
