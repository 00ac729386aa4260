"""The technical window: whoever runs the portal may look, nobody changes anything here past the actions."""

from django.contrib import admin

from .models import (
    Contact,
    Office,
    Organisation,
    Person,
    Seat,
    StaffRole,
    StakeholderGroup,
    State,
    Subscription,
    User,
    WorkingGroup,
)


class Window(admin.ModelAdmin):
    """Looks at records and changes none."""

    list_per_page = 50

    def has_add_permission(self, request):
        """Records are made by actions."""
        return False

    def has_change_permission(self, request, obj=None):
        """Records are changed by actions."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Records are removed by actions."""
        return False


@admin.register(User)
class UserWindow(Window):
    list_display = ["email", "person", "is_active", "is_staff", "last_login"]
    list_select_related = ["person"]
    exclude = ["password"]
    search_fields = ["email", "person__name"]


@admin.register(WorkingGroup)
class WorkingGroupWindow(Window):
    list_display = ["name", "years", "slug", "is_example"]


@admin.register(StakeholderGroup)
class StakeholderGroupWindow(Window):
    list_display = ["name", "group", "order"]
    list_select_related = ["group"]


@admin.register(Seat, Office, StaffRole)
class TermWindow(Window):
    list_display = ["__str__", "group", "starts_on", "ends_on"]
    list_filter = ["group"]

    def get_queryset(self, request):
        """The rows with whom they name."""
        ours = {"group", "organisation", "person", "user"}
        names = [field.name for field in self.model._meta.fields if field.name in ours]
        deeper = {"organisation": "organisation__state", "user": "user__person"}
        return super().get_queryset(request).select_related(*(deeper.get(name, name) for name in names))


@admin.register(Contact)
class ContactWindow(Window):
    list_display = ["email", "name", "kind", "group"]
    list_filter = ["group", "kind"]
    list_select_related = ["group"]
    search_fields = ["email", "name"]


@admin.register(Subscription)
class SubscriptionWindow(Window):
    list_display = ["email", "language", "since", "group"]
    list_filter = ["group"]
    list_select_related = ["group"]
    search_fields = ["email"]


@admin.register(Organisation, Person, State)
class NameWindow(Window):
    search_fields = ["name"]

    def get_search_fields(self, request):
        """A State has a name in each language."""
        return ["name_en"] if self.model is State else self.search_fields
