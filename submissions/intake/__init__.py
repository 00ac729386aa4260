"""Intake: what came by e-mail or letter, prepared from the message itself for staff to check and file."""
