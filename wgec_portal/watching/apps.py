"""Watching as Django sees it: a part of the roof with tables of its own."""

from django.apps import AppConfig


class WatchingConfig(AppConfig):
    name = "wgec_portal.watching"
