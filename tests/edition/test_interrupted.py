"""Whatever happens to a build, the published edition is whole and the next build right: a few tries of each kind.

Hundreds of them: `python -m tests.outside.interrupted`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.tools.project import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

WHAT = ("killed", "full", "two at once", "damaged", "worker killed", "people", "people full", "commands killed")


def test_the_edition_is_whole_and_the_next_build_right_after_each_of_them() -> None:
    """One test, not eight: what all of them are tried on is dear, and workers of the suite would each make their own."""
    command = [sys.executable, "-m", "tests.outside.interrupted", "--few", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.stdout, done.stderr
    tried: dict[str, dict[str, Any]] = json.loads(done.stdout)
    assert {what: tried[what]["findings"] for what in WHAT} == {what: [] for what in WHAT}
