"""The two houses, built once for each test of the matrix."""

import pytest
from django.http import HttpResponseNotFound

from tests.matrix.houses import build

CAST = ["group", "other_group", "meeting", "first_meeting", "call", "venue", "bela", "chidi", "dana", "emil", "fatou"]


@pytest.fixture
def houses(request, monkeypatch):
    """The page for what is not there is the same for all and tried elsewhere; drawing it took a third of the time."""
    monkeypatch.setattr("wgec_portal.urls.handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    for name in [*CAST, "oumar"]:
        request.getfixturevalue(name)
    return build(request.getfixturevalue)
