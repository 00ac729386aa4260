"""The app as Django sees it."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
