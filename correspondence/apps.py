"""The app as Django sees it."""

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "correspondence"
