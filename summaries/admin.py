"""The technical window on summaries: to look, not to write."""

from django.contrib import admin

from .models import Summary


@admin.register(Summary)
class SummaryAdmin(admin.ModelAdmin):
    """Read only: a summary is made, cleared and issued in the portal itself."""

    list_display = ["meeting", "chair", "paper"]
    list_select_related = ["meeting", "chair", "paper"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
