"""The last lines of ./test tell the truth."""

import pytest

from tests.totals import main

GOOD = '<testsuites><testsuite tests="5" failures="0" errors="0" skipped="1"/></testsuites>'
BAD = '<testsuites><testsuite tests="5" failures="1" errors="1" skipped="0"/></testsuites>'


@pytest.mark.parametrize(
    ("runs", "failed_checks", "in_ci", "code", "last"),
    [
        ({"server": GOOD, "embedded": GOOD}, [], False, 0, "8 passed, 0 failed, 2 skipped"),
        ({"server": GOOD, "embedded": GOOD}, [], True, 1, "8 passed, 1 failed, 2 skipped"),
        ({"server": GOOD, "embedded": GOOD}, ["Migrations"], False, 1, "8 passed, 1 failed, 2 skipped"),
        ({"server": BAD, "embedded": GOOD}, ["pytest server"], False, 1, "7 passed, 2 failed, 1 skipped"),
        ({"server": GOOD}, ["pytest embedded"], False, 1, "4 passed, 1 failed, 1 skipped"),
        ({"embedded": GOOD}, [], False, 0, "4 passed, 0 failed, 1 skipped"),
        ({"embedded": GOOD}, [], True, 1, "4 passed, 1 failed, 1 skipped"),
    ],
)
def test_the_totals_count_every_failure(tmp_path, capsys, runs, failed_checks, in_ci, code, last):
    for name, xml in runs.items():
        (tmp_path / f"{name}.xml").write_text(xml)
    assert main(tmp_path, failed_checks, in_ci) == code
    assert capsys.readouterr().out.splitlines()[-1] == last
