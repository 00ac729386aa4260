"""The secretariat's screens of its group."""
