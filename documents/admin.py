"""The technical window on papers: to look; they change through documents.actions only."""

from django.contrib import admin

from people.admin import Window

from .models import Annex, Block, Companion, Paper, PaperVersion


@admin.register(Paper)
class PaperWindow(Window):
    list_display = ["title", "symbol", "kind", "audience", "group"]
    list_filter = ["kind", "audience", "group"]
    search_fields = ["title", "symbol"]


@admin.register(PaperVersion)
class PaperVersionWindow(Window):
    list_display = ["paper", "number", "language", "state", "dated_on", "issued_at", "pages", "size"]
    list_filter = ["state", "language", "paper__group"]
    list_select_related = ["paper"]


@admin.register(Block)
class BlockWindow(Window):
    list_display = ["version", "order", "kind", "level", "text"]
    list_select_related = ["version__paper"]


@admin.register(Annex)
class AnnexWindow(Window):
    list_display = ["version", "order", "label", "annexed"]
    list_select_related = ["version__paper", "annexed__paper"]


@admin.register(Companion)
class CompanionWindow(Window):
    list_display = ["version", "kind", "size", "sha256"]
    list_filter = ["kind"]
    list_select_related = ["version__paper"]
