"""The roof as Django sees it."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "wgec_portal"
