"""Backups: database and files in one file, and back again onto an empty system, whichever of the two engines it has."""
