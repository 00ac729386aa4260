"""A person, the account some persons have, and the holder of a draft who has none."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class PersonQuerySet(models.QuerySet):
    def in_group(self, group):
        """Those with a seat, an office, an address or a place in the secretariat of the working group."""
        here = Q(seats__group=group) | Q(offices__group=group) | Q(contacts__group=group)
        return self.filter(here | Q(user__staff_roles__group=group)).distinct()


class Person(models.Model):
    """A human being the secretariat has to do with; an organisation and a seat are other things."""

    title = models.TextField(_("title"), blank=True)  # "Ms.", "H.E. Mr.", "Ambassador"
    name = models.TextField(_("name"))
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"

    def __str__(self):
        return self.name

    @property
    def full_name(self):
        return f"{self.title} {self.name}".strip()


class UserManager(BaseUserManager):
    def create_user(self, email, person=None, **fields):
        """An account without a password: its owner signs in by a code sent to the address."""
        user = self.model(email=email.lower(), person=person, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def working_for(self, group):
        """The accounts of the group's secretariat and officers, whenever their terms are."""
        return self.filter(Q(staff_roles__group=group) | Q(person__offices__group=group)).distinct()

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account: an address that signs in, and the person behind it."""

    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user")
    language = models.CharField(_("language"), max_length=12, default="en")
    is_staff = models.BooleanField(_("may open the technical window (admin)"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self):
        return self.person.full_name if self.person else self.email

    get_short_name = get_full_name

    @property
    def actor_key(self):
        return f"user:{self.pk}"


@dataclass(frozen=True)
class Holder:
    """Somebody with a draft in their browser, perhaps with a confirmed address, and no account.

    `key` is the secret of the draft kept in the browser's session; the log is given only its first half.
    """

    key: str
    email: str = ""
    email_confirmed: bool = False
    is_authenticated = False
    is_active = True

    @property
    def actor_key(self):
        return f"holder:{self.key[:16]}"

    def __str__(self):
        return self.email or "holder of a draft"
