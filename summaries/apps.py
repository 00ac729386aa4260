"""The app as Django sees it."""

from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "summaries"
