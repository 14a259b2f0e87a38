"""A configuration changed by chance is read, or a sentence says why not, with its line; minutes of it: tests.outside.fuzz."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.tools.fuzz_targets import Config
from tests.tools.mutations import EDITS, Edit


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(Path(tmp_path_factory.mktemp("chance")))


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(edits=EDITS)
def test_a_changed_configuration_is_read_or_a_sentence_says_why_not(target: Config, edits: list[Edit]) -> None:
    data = target.changed(target.original("report.toml"), edits)
    assert [*target.tried("report.toml", data)] == []
