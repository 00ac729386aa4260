"""The app as Django sees it."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"
