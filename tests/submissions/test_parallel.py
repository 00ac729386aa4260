"""Five posts of one submission at once stay one row, one receipt, one letter."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from correspondence.models import Message
from submissions import verifying
from submissions.models import RegisterEntry, Submission
from tests.submissions.conftest import draft

POSTS = 5


def ready(call, number):
    """A draft that lacks nothing: where it is sent, and what its check page would post."""
    version, holder = draft(call, name=f"Nr. {number}", organisation=f"Organisation {number}")
    typed = {"submission_key": str(version.submission_key), "content": version.canonical}
    return version.submission, holder, typed


def browsers_of(submission, holder):
    """Five browsers that hold the same draft."""
    made = [Client() for _ in range(POSTS)]
    for client in made:
        session = client.session
        session["contributions"] = {str(submission.uid): holder.key}
        session.save()
    return made


def send_five_times(submission, holder, typed):
    """Post it from five browsers at the same instant; returns where each was led."""
    url, barrier = reverse("submissions:send", args=[submission.uid]), threading.Barrier(POSTS)

    def post(client):
        barrier.wait()
        try:
            return client.post(url, typed).url
        finally:
            connection.close()

    with ThreadPoolExecutor(POSTS) as pool:
        return list(pool.map(post, browsers_of(submission, holder)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [20, pytest.param(1_000, marks=pytest.mark.full)])
def test_five_posts_of_each_submission_are_one_row_one_receipt_one_letter(call, number):
    drafts = [ready(call, each) for each in range(number)]
    led = [send_five_times(*each) for each in drafts]
    wanted = [[reverse("submissions:confirmation", args=[each[0].uid])] * POSTS for each in drafts]
    assert led == wanted
    numbers = list(Submission.objects.order_by("register_number").values_list("register_number", flat=True))
    letters = Message.objects.filter(key__startswith="receipt:")
    assert numbers == list(range(1, number + 1))
    assert (RegisterEntry.objects.count(), letters.count(), letters.values("key").distinct().count()) == (number,) * 3
    assert verifying.first_broken(call) is None
