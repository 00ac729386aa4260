"""The same browser as the tests of contributions have."""

from tests.submissions.conftest import browser

__all__ = ["browser"]
