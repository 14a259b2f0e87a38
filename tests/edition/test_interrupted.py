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


@pytest.fixture(scope="module")
def tried() -> dict[str, dict[str, Any]]:
    """What came of all, by what happened."""
    command = [sys.executable, "-m", "tests.outside.interrupted", "--few", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert done.stdout, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("what", WHAT)
def test_the_edition_is_whole_and_the_next_build_right_after(tried: dict[str, dict[str, Any]], what: str) -> None:
    assert tried[what]["findings"] == []
    assert tried[what]["tries"]
