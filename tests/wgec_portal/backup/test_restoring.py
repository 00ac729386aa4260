"""A backup is restored: row for row, file for file, and people go on with it."""

import pytest

from .drill import rows

pytestmark = [pytest.mark.embedded, pytest.mark.django_db(transaction=True)]

GO_ON = """
import re
from django.conf import settings
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.test import Client
from django.urls import reverse
from correspondence.models import Message
from documents.models import Paper
from submissions.models import File
client, host = Client(), {"HTTP_HOST": "localhost"}
client.post(reverse("account_login"), {"email": "dana@example.org"}, **host)
letter = Message.objects.get(to_address="dana@example.org", secret=True)
code = re.search(r"^([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})$", letter.body, re.M)[1]
client.post(reverse("account_confirm_login_code"), {"code": code}, **host)
print(client.get(reverse("desk"), **host).status_code)
file = File.objects.get(name="canary-first.pdf")
got = client.get(reverse("submissions:file", args=[file.version.submission.uid, file.pk]), **host)
print(got.status_code, b"".join(got.streaming_content)[:5] if got.streaming else got)
paper = Paper.objects.get()
got = client.get(reverse("documents:download", args=[paper.uid, 1, "en"]), **host)
print(got.status_code, b"".join(got.streaming_content)[:5] if got.streaming else got)
"""


@pytest.mark.parametrize("engine", ["postgresql", "sqlite"])
def test_a_restored_portal_is_what_it_was(source, backup, target):
    said = target.restore(backup)
    assert said.splitlines()[-1] == "The backup was restored; all is as it was."
    assert rows(target) == rows(source)
    assert target.files() == source.files()


def test_people_sign_in_and_download(source, backup, target):
    target.restore(backup)
    said = target.python(GO_ON)
    assert said.splitlines() == ["200", "200 b'%PDF-'", "200 b'%PDF-'"]
