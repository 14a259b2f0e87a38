"""One value of a YAML file changed: the file reads as exactly that change, and every other byte is as it was."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hgz_report.data.load.folder import read_folder
from hgz_report.forms.edit.change import Add, Change, Drop, Put, at, changed, same
from hgz_report.forms.edit.edited import edited
from hgz_report.forms.tree import Plain, Steps
from hgz_report.forms.yaml.read import read_tree
from hgz_report.problems import Problems
from tests.tools.project import ROOT

FILE = "data/zones/chengdu.yaml"
TEXT = """\
# 成都高新区 \x20
name: 成都高新区  # 全称
'order':   20
quoted: "2024"
single: '{gdp@2024}，增长较快'

facts:
  # 已建成 49 个
  - indicator: pilot_platforms    # 中试
    period: 2024
    value: 49

    source: article-2024
  # 目标
  -
    indicator: gdp
    value: 1.50
folded: >-
    目标有个数、有范围、有期限，到期能核对。平台同基金、孵化一起安排，
    项目出了中试有去处；GB and YAML
    can meet here。

literal: |
  一行字

tiles: [{fact: gdp@2022, label: 总量}, {fact: 'a, b', label: "乙"}]
tags: [甲, 乙,
       丙]
empty: []
last: 到底
  了two
  words"""


def lines_changed(before: bytes, after: bytes) -> list[tuple[str, str]]:
    one, other = before.decode().split("\n"), after.decode().split("\n")
    assert len(one) == len(other)
    return [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]


def edit(text: str, *changes: Change) -> str:
    return edited(text.encode(), FILE, changes).decode()


@pytest.mark.parametrize(
    ("steps", "value", "line"),
    [
        (("name",), "成都", "name: 成都  # 全称"),
        (("order",), Decimal("30"), "'order':   30"),
        (("quoted",), "2025", 'quoted: "2025"'),
        (("quoted",), Decimal("2025"), "quoted: 2025"),
        (("single",), "{gdp@2025}，it's 快", "single: '{gdp@2025}，it''s 快'"),
        (("facts", 0, "indicator"), "gdp", "  - indicator: gdp    # 中试"),
        (("facts", 0, "value"), Decimal("52.0"), "    value: 52.0"),
        (("facts", 1, "value"), "1/3", "    value: 1/3"),
        (("folded",), None, ""),
        (("literal",), "两行字", "  两行字"),
        (("tiles", 1, "fact"), "甲, 乙", None),
        (("tags", 2), "丁", "       丁]"),
        (("last",), "到底了two words!", "  words!"),
    ],
)
def test_a_changed_value_changes_its_line_and_no_other(steps: Steps, value: Any, line: str | None) -> None:
    if value is None:
        old = str(at(read_tree(TEXT.encode(), FILE).value, steps))
        value, line = (
            old.replace("孵化", "孵化器"),
            "    目标有个数、有范围、有期限，到期能核对。平台同基金、孵化器一起安排，",
        )
    after = edited(TEXT.encode(), FILE, [Put(steps, value)])
    [(_, now)] = lines_changed(TEXT.encode(), after)
    if line is not None:
        assert now == line


def test_a_new_key_comes_to_its_place_with_the_indent_of_its_neighbours() -> None:
    order = ("indicator", "period", "value", "unit", "source")
    after = edit(TEXT, Put(("facts", 0, "unit"), "%", order), Put(("facts", 1, "period"), "2023-09", order))
    assert "    value: 49\n    unit: '%'\n\n    source" in after
    assert "    indicator: gdp\n    period: 2023-09\n    value: 1.50" in after
    assert after.replace("    unit: '%'\n", "").replace("    period: 2023-09\n", "") == TEXT


def test_new_keys_of_one_group_stand_in_the_order_of_the_model_whatever_order_they_come_in() -> None:
    order = ("indicator", "period", "value", "unit", "note")
    after = edit(TEXT, Put(("facts", 1, "note"), "注", order), Put(("facts", 1, "unit"), "个", order))
    assert "    value: 1.50\n    unit: 个\n    note: 注\nfolded" in after


def test_a_new_key_without_a_predecessor_comes_first() -> None:
    assert "  - id: a\n    indicator: pilot" in edit(TEXT, Put(("facts", 0, "id"), "a", ("id", "indicator")))


def test_a_new_fact_is_written_as_a_block_behind_the_others_or_before_one() -> None:
    fact: Plain = {"indicator": "gdp", "period": Decimal(2025), "note": "说明：" + "长" * 80, "also_in": ["a", "b"]}
    after = edit(TEXT, Add(("facts",), fact))
    assert "    value: 1.50\n  - indicator: gdp\n    period: 2025\n    note: >-\n      说明" in after
    assert "    also_in: [a, b]\nfolded" in after
    before = edit(TEXT, Add(("facts",), fact, 0))
    assert before.index("已建成") < before.index("2025") < before.index("pilot_platforms")


def test_a_first_key_an_item_and_a_whole_list_can_be_taken_away() -> None:
    assert "\n  - period: 2024\n    value: 49\n" in edit(TEXT, Drop(("facts", 0, "indicator")))
    assert "  # 目标\nfolded" in edit(TEXT, Drop(("facts", 1)))
    assert "facts: []\n  # 已建成 49 个\n  # 目标\nfolded" in edit(TEXT, Drop(("facts", 0)), Drop(("facts", 1)))
    assert "tags: [乙]\n" in edit(TEXT, Drop(("tags", 0)), Drop(("tags", 2)))
    assert "empty: [戊]\n" in edit(TEXT, Add(("empty",), "戊"))
    assert "tiles: [{label: 总量}, " in edit(TEXT, Drop(("tiles", 0, "fact")))
    assert not edit(TEXT, Drop(("last",))).endswith("words")


def test_a_list_takes_the_place_of_a_scalar_and_the_other_way() -> None:
    assert "name: [甲, 乙]  # 全称" in edit(TEXT, Put(("name",), ["甲", "乙"]))
    assert "facts: 没有\nfolded" in edit(TEXT, Put(("facts",), "没有"))
    assert "name:\n  a:\n    - b: c" in edit(TEXT, Put(("name",), {"a": [{"b": "c"}]}))


@pytest.mark.parametrize(("mark", "end"), [("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n"), ("", "\r")])
def test_byte_order_mark_and_line_ends_stay(mark: str, end: str) -> None:
    raw = (mark + TEXT.replace("\n", end)).encode()
    changes = [Put(("facts", 0, "value"), Decimal(52)), Put(("facts", 0, "unit"), "个", ("value", "unit"))]
    after = edited(raw, FILE, changes).decode()
    new = "\n" if end == "\r" else end
    assert after == raw.decode().replace("value: 49", f"value: 52{new}    unit: 个")


def test_a_line_that_grows_too_long_is_broken_and_the_lines_around_it_stay() -> None:
    old = str(at(read_tree(TEXT.encode(), FILE).value, ("folded",)))
    new = old.replace("孵化", "孵化和" + "很" * 60)
    after = edit(TEXT, Put(("folded",), new))
    assert "\n    项目出了中试有去处；GB and YAML\n" in after
    assert max(len(line) for line in after.split("\n")) < 65


def test_a_text_that_becomes_long_is_folded_unless_a_comment_stands_behind_it() -> None:
    long = "很长的话，" * 20
    assert "    source: >-\n      很长的话，" in edit(TEXT, Put(("facts", 0, "source"), long))
    assert f"  - indicator: {long}    # 中试\n" in edit(TEXT, Put(("facts", 0, "indicator"), long))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", "锚点"),
        ("a:\t1\n", "Tab"),
        ("a: 1\na: 2\n", "写了两次"),
        ("a: [1\n", "方括号"),
        ("a: 1\n---\nb: 2\n", "第二份"),
    ],
)
def test_a_file_with_mistakes_is_not_edited(text: str, said: str) -> None:
    with pytest.raises(Problems, match=said) as found:
        edited(text.encode(), FILE, [Put(("a",), "x")])
    assert "没有改它" in str(found.value)


@pytest.mark.parametrize(
    "change",
    [Put(("facts", 7, "value"), "x"), Drop(("nowhere",)), Add(("name",), "x"), Put(("name",), "两\n行")],
    ids=["no such fact", "no such key", "no list", "a line break"],
)
def test_what_can_not_be_done_is_refused_with_its_place(change: Change) -> None:
    with pytest.raises(Problems, match=r"chengdu\.yaml.*没有改"):
        edited(TEXT.encode(), FILE, [change])


def test_a_change_inside_what_is_taken_away_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="itself changed"):
        edited(TEXT.encode(), FILE, [Drop(("facts", 0)), Put(("facts", 0, "value"), "x")])


SCALARS = [
    ("name",), ("order",), ("quoted",), ("single",), ("facts", 0, "indicator"), ("facts", 1, "value"), ("folded",),
    ("literal",), ("tiles", 0, "fact"), ("tiles", 1, "label"), ("tags", 0), ("tags", 2), ("last",),
]  # fmt: skip
WORDS = (
    st.text("成都高新区 ab1.,:#-?{}[]'\"\\|>%&*!@`，。：“”–_=+~/", min_size=1, max_size=90).map(str.strip).filter(bool)
)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(SCALARS), WORDS | NUMBERS), min_size=1, max_size=4, unique_by=lambda x: x[0]))
def test_whatever_is_put_where_the_file_reads_as_that(puts: list[tuple[Steps, Plain]]) -> None:
    changes = [Put(steps, value) for steps, value in puts]
    after = edited(TEXT.encode(), FILE, changes)
    found = read_tree(after, FILE)
    assert not found.problems
    assert same(found.value, changed(read_tree(TEXT.encode(), FILE).value, changes))


def test_any_text_of_the_repository_can_be_edited_alone() -> None:
    """A sample; every one of them is tried by `python -m tests.outside.edits`."""
    file = read_folder(ROOT).zones["zigong"]
    before = file.tree().value
    for steps in scalars(before, ()):
        if hash_of(steps) % 9:
            continue
        old = at(before, steps)
        after = edited(
            file.data, file.file, [Put(steps, Decimal("987.60") if isinstance(old, Decimal) else f"新{old}")]
        )
        assert len(lines_changed(file.data, after)) == 1


def scalars(value: Plain, steps: Steps) -> list[Steps]:
    if isinstance(value, dict):
        return [found for key, one in value.items() for found in scalars(one, (*steps, key))]
    if isinstance(value, list):
        return [found for number, one in enumerate(value) for found in scalars(one, (*steps, number))]
    return [steps]


def hash_of(steps: Steps) -> int:
    return sum(map(ord, "/".join(map(str, steps))))
