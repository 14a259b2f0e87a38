"""Numbers and words that a template could make up out of what it is given: each is refused with its line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from tests.tools.telling import complaint, lines, sample, told

HEAD = "templates/short/10_section.md.j2:1  "


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def refused(root: Path, data: Dataset, template: str) -> str:
    """The one complaint about `template`: at its line, with a hint, without a mark."""
    message = complaint(root, data, template)
    assert message.startswith(HEAD), message
    assert message.count("\n  提示：") == 1
    assert not any("\ue000" <= char <= "\uf8ff" for char in message)
    return message


def said(root: Path, data: Dataset, template: str) -> list[str]:
    return lines(told(root, data, template, owner="zibo"))


# -- ordinals and counts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ['"9999亿元"', "9999", "100", "0", "-1", "true", "1.5", '"1"', "none", "facts()", 'fact("pilot_platforms")', "zone",
     'fact("pilot_platforms").number', 'fact("pilot_platforms").value'],
)  # fmt: skip
def test_a_label_is_an_ordinal_and_nothing_else(tmp_path: Path, data: Dataset, number: str) -> None:
    assert "label() 只印表内的序号" in refused(tmp_path, data, f"{{{{ label({number}) }}}}")


def test_a_label_counts_the_turns_of_a_loop(tmp_path: Path, data: Dataset) -> None:
    rows = "{% for d in dimensions %}\n| 方面{{ label(loop.index) }} |\n{% endfor %}\n"
    assert "方面1" in str(said(tmp_path, data, f"| 甲 |\n|---|\n{rows}\n: 表 {{#t}}\n"))


@pytest.mark.parametrize(
    "things",
    ['"一二三四五六七"', "[1, 2, 3]", '["甲", "乙"]', '("甲", "乙")', "zone.short", "5", "true", "none", "{1: 2}", "zone",
     'fact("pilot_platforms")', 'fact("pilot_platforms").text',
     '[fact("pilot_platforms").id]', "[[], []]", "[none]", '[zone.short ~ "甲"]', "[[1], [2]]",
     '"一二三" | list', "zone.short | list", 'facts() | map(attribute="value")', "fact", "chart", "dimensions | length"],
)  # fmt: skip
def test_only_things_of_the_data_are_counted(tmp_path: Path, data: Dataset, things: str) -> None:
    assert "count() " in refused(tmp_path, data, f'{{{{ count({things}, "个", "甲") }}}}')


@pytest.mark.parametrize(
    "things",
    [
        "zones + zones",
        "[zone, zone]",
        'facts() | map(attribute="owner_name")',
        "[facts(), facts()]",
        "[[zone], [zone, zone]]",
    ],
)
def test_nothing_is_counted_twice(tmp_path: Path, data: Dataset, things: str) -> None:
    template = f'{{{{ count({things}, "个", "甲") }}}}'
    assert "同一项数了两次" in complaint(tmp_path, data, template, owner="zibo")


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        ("zones", "2个"),
        ("zones | list", "2个"),
        ("zones | map(attribute='short')", "2个"),
        ("[]", "0个"),
        ('matrix()[0] | selectattr("level", "equalto", 9)', "0个"),
        ('facts() | map(attribute="owner_name") | unique', "1个"),
        ('facts() | rejectattr("is_target") | map(attribute="name") | list', None),
        ("verdicts()", "2个"),
        ("matrix()", "2个"),
        ("measures()", None),
        ("targets()", None),
        ("policies()", None),
        ("shortcomings", None),
        ('facts() | groupby("owner_name")', None),
    ],
)
def test_lists_of_the_data_are_counted(tmp_path: Path, data: Dataset, things: str, expected: str | None) -> None:
    (line,) = said(tmp_path, data, f'{{{{ count({things}, "个", "甲") }}}}')
    assert line.endswith("个")
    assert expected in (None, line)
