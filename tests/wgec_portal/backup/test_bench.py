"""The drill in large runs: with few contributions here, through servers of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source import ROOT

SERVER = any(Path("/usr/lib/postgresql").glob("*/bin/postgres")) or shutil.which("postgres")


@pytest.mark.full
@pytest.mark.skipif(not SERVER, reason="PostgreSQL’s server is not installed")
def test_the_drill_of_the_bench_ends_well():
    done = subprocess.run([sys.executable, "bench/restore.py", "--small"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("all is as it was")) == (0, 2), done.stderr
