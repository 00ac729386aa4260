"""The doors to contributions."""
