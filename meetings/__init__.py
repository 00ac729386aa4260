"""Meetings, their agenda, calls for inputs, deadlines and notifications."""
