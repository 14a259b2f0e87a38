"""JSON that somebody may have changed is read in one place: what nests without end is damaged, no mistake of ours."""

from __future__ import annotations

import pytest

from hgz_report.problems import parsed_json
from tests.tools.project import ROOT

_THEIR_OWN = {"problems.py", "published.py", "together.py"}
"""That place, and rooms that stand apart from it."""


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, b"[" * 100_000, "", "{", b"\xff"])
def test_what_is_no_json_that_can_be_followed_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        parsed_json(text)


def test_no_other_module_reads_json_by_itself() -> None:
    read = [path.name for path in (ROOT / "hgz_report").rglob("*.py") if "json.load" in path.read_text("utf-8")]
    assert set(read) == _THEIR_OWN
