"""What nobody needs any more is swept; what any version or upload names never is."""

import os
import time
from datetime import timedelta

import pytest

from audit.clock import now
from submissions import actions, quarantine, storing, uploading
from submissions.models import Upload
from tests.submissions.conftest import upload

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def make_old(*paths):
    for path in paths:
        os.utime(storing.place_of(path), (time.time() - 90_000,) * 2)


def there(*paths):
    return [storing.place_of(path).exists() for path in paths]


def attached(version, holder, name="a.txt"):
    return actions.attach(version=version, stored=storing.store(upload(name, name.encode())), by=holder).path


def test_what_a_version_or_an_upload_names_is_never_swept(draft_of, call):
    version, holder = draft_of(call)
    filed = attached(version, holder)
    submission = actions.submit(version=version, by=holder).submission
    draft = actions.edit(submission=submission, by=holder)
    newer = attached(draft, holder, "b.txt")
    coming = uploading.begin(draft, "c.txt", 9, None).path
    lost = storing.new_part()
    make_old(filed, newer, coming, lost)
    quarantine.sweep()
    assert there(filed, newer, coming, lost) == [True, True, True, False]


def test_bytes_that_two_versions_share_stay_until_no_version_has_them(draft_of, call):
    version, holder = draft_of(call)
    path = attached(version, holder)
    submission = actions.submit(version=version, by=holder).submission
    draft = actions.edit(submission=submission, by=holder)
    actions.detach(file=draft.files.get(), by=holder)
    assert (there(path), draft.files.count(), version.files.count()) == ([True], 0, 1)


def test_an_upload_on_which_nothing_came_for_a_week_is_forgotten(draft_of, call):
    version, _holder = draft_of(call)
    fresh, stale = (uploading.begin(version, name, 9, None) for name in ("fresh.txt", "stale.txt"))
    refused = uploading.begin(version, "refused.txt", 9, None)
    uploading.refuse(refused, "It was not added.")
    Upload.objects.exclude(pk=fresh.pk).update(touched_at=now() - timedelta(days=8))
    make_old(stale.path, fresh.path)
    quarantine.sweep()
    assert [each.name for each in version.uploads.all()] == ["fresh.txt", "refused.txt"]
    assert there(fresh.path, stale.path) == [True, False]
