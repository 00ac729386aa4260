"""The register of a call: the numbered list of everything that was filed."""

from django.db import models
from django.db.models import F

from meetings.models import Call


class RegisterQuerySet(models.QuerySet):
    def take_number(self, call):
        """The next number of the call's register. Taken last in a filing: the row stays locked until its COMMIT.

        A filing that fails gives its number back with everything else, so the numbers have no gaps.
        """
        register, _ = self.get_or_create(call=call)
        self.filter(pk=register.pk).update(last_number=F("last_number") + 1)
        return self.get(pk=register.pk).last_number


class Register(models.Model):
    """The last number given in a call. One row a call, so that filings wait for each other only at the very end."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="register")
    last_number = models.PositiveIntegerField(default=0)

    objects = RegisterQuerySet.as_manager()

    def __str__(self):
        return f"{self.call}: {self.last_number}"
