"""Where the characters of a value stand in its file: what is read there is what the loader reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.load.folder import data_files
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.forms.yaml.composer import compose
from hgz_report.forms.yaml.spelling import spelling

ROOT = Path(__file__).parents[2]


def value_at(tree: Tree, steps: Steps) -> Plain:
    value = tree.value
    for step in steps:
        value = value[step]  # type: ignore[index]
    return value


@pytest.mark.parametrize("file", list(data_files(ROOT)))
def test_what_stands_at_a_place_is_what_is_loaded(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    tree = compose(text, file)
    assert tree.written
    for steps, written in tree.written.items():
        found, value = spelling(text, written), value_at(tree, steps)
        assert not found.literal or isinstance(value, bool) or found.text == str(value), steps
        ends = [*(start for start, _ in found.runs[1:]), len(found.text)]
        for (start, offset), end in zip(found.runs, ends, strict=True):
            length = len(found.text[start:end].rstrip(" "))
            assert text[offset : offset + length] == found.text[start : start + length]


@pytest.mark.parametrize(
    ("text", "style", "stands", "literal"),
    [
        ("a: 高新区\n", "", "高新区", True),
        ("a: '高新区'\n", "'", "'高新区'", True),
        ("a: '高''新区'\n", "'", "'高''新区'", False),
        ('a: "高\\u65b0区"  # 区\n', '"', '"高\\u65b0区"', False),
        ("a: 高新区\n  2023年\n", "", "高新区\n  2023年", True),
        ("a: >-\n  高新区\n  由\nb: c\n", ">", ">-\n  高新区\n  由\n", True),
    ],
)
def test_each_style_is_kept_from_the_first_character_to_the_last(
    text: str, style: str, stands: str, literal: bool
) -> None:
    written = compose(text, "data/x.yaml").written["a",]
    assert (written.style, text[written.start : written.end]) == (style, stands)
    assert spelling(text, written).literal is literal
