"""The technical window shows records and changes none."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from people.models import User

pytestmark = pytest.mark.django_db
MODELS = list(apps.get_app_config("people").get_models())


@pytest.fixture
def technician(db):
    return User.objects.create_superuser("tech@example.org")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_window_shows_every_kind_of_record(client_of, technician, bela, dana, emil, model):
    name = f"admin:people_{model._meta.model_name}"
    browser = client_of(technician)
    assert browser.get(reverse(f"{name}_changelist"), {"q": "x"}).status_code == 200
    thing = model.objects.first()
    if thing:
        assert browser.get(reverse(f"{name}_change", args=[thing.pk])).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_window_changes_nothing(client_of, technician, rf, bela, dana, emil, model):
    request = rf.get("/")
    request.user = technician
    window = admin.site._registry[model]
    assert window.get_model_perms(request) == {"add": False, "change": False, "delete": False, "view": True}
    assert "delete_selected" not in window.get_actions(request)


def test_the_window_is_shut_for_the_secretariat(client_of, dana):
    assert client_of(dana).get(reverse("admin:people_user_changelist")).status_code == 404


def test_no_password_is_shown(client_of, technician, bela):
    page = client_of(technician).get(reverse("admin:people_user_change", args=[bela.pk])).content.decode()
    assert bela.email in page
    assert bela.password not in page
