"""What a folder lists is forced to the disk."""

import pytest

from audit.durable import force


def test_a_folder_is_forced_and_one_that_is_not_there_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    assert force(tmp_path) is None
    with pytest.raises(FileNotFoundError):
        force(tmp_path / "missing")
