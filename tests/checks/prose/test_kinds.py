"""Rules for prose mean a whole kind each: many sentences that break one, neighbours that do not, and correct official prose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hgz_report.checks.prose.files import ProseFile
from hgz_report.checks.prose.lint import ProseFinding, lint, mended

FOLDER = Path(__file__).parent
FILE = "data/zones/chengdu.yaml"
KINDS = tomllib.loads((FOLDER / "kinds.toml").read_text(encoding="utf-8"))
OFFICIAL = [
    line for line in (FOLDER / "official.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
]


def found(sentence: str) -> tuple[ProseFinding, ...]:
    text = f"notes:\n  - >-\n    {sentence}\n"
    return lint([ProseFile(FILE, text)])


@pytest.mark.parametrize(("rule", "sentence"), [(rule, text) for rule, kind in KINDS.items() for text in kind["bad"]])
def test_every_way_to_break_a_rule_is_found(rule: str, sentence: str) -> None:
    assert rule in {finding.rule.id for finding in found(sentence)}


@pytest.mark.parametrize("sentence", [text for kind in KINDS.values() for text in kind["good"]])
def test_what_only_looks_like_it_is_left_alone(sentence: str) -> None:
    new = set(KINDS)
    assert [finding.rule.id for finding in found(sentence) if finding.rule.id in new] == []


@pytest.mark.parametrize("sentence", OFFICIAL)
def test_no_error_is_found_in_correct_official_prose(sentence: str) -> None:
    assert [str(finding.problem) for finding in found(sentence) if finding.rule.severity == "error"] == []


@pytest.mark.parametrize("sentence", OFFICIAL)
def test_mending_leaves_correct_official_prose_as_it_is(sentence: str) -> None:
    text = f"notes:\n  - >-\n    {sentence}\n"
    assert mended(text, FILE) == text
