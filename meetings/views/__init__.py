"""The secretariat's screens of meetings, calls and notifications."""
